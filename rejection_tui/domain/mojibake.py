"""Repairs text that was encoded twice: UTF-8 that some program took for another charset and encoded again."""

import re
from functools import cache
from typing import Final

from rejection_tui.domain.text import beyond_ascii

#: What the first byte of most two-byte letters (C3, C4, C5) and of quotation marks (E2 80) became, by the charset
#: it was taken for. Without one of them there is nothing to repair.
_SIGNS: Final = {
    "cp1252": ("Ã", "Â", "Ä", "Å", "â€", "â\x80"),
    "mac-roman": ("√", "¬", "‚Ä"),
    "cp850": ("├", "┬", "ÔÇ"),
}
_FIRST_SIGNS: Final = tuple(dict.fromkeys(sign[0] for signs in _SIGNS.values() for sign in signs))
_TIMES = 2  # a text is encoded again at most


def once(text: str) -> str:
    """Return text as it was before it was encoded a second time; text that was not is returned as it is."""
    if text.isascii() or not any(sign in text for sign in _FIRST_SIGNS):
        return text
    foreign = beyond_ascii(text)  # what was one letter stands together there as well
    if not any(_pieces(charset)[0].search(foreign) for charset in _SIGNS):
        return text
    for _ in range(_TIMES):
        repaired = text
        for charset, signs in _SIGNS.items():
            if any(sign in repaired for sign in signs):
                repaired = _repaired(repaired, charset)
        if repaired == text:
            break
        text = repaired
    return text


def _repaired(text: str, charset: str) -> str:
    pattern, table = _pieces(charset)
    found = pattern.findall(text)
    # One alone may be meant: "Å”" closes a quotation of a place in Norway.
    if not found or (len(found) == 1 and found[0][0] not in "Ãâ√├"):
        return text
    return pattern.sub(lambda match: _letter(match[0], table), text)


def _letter(piece: str, table: dict[str, int]) -> str:
    try:
        return bytes(table[character] for character in piece).decode("utf-8")
    except UnicodeDecodeError:
        return piece


@cache
def _pieces(charset: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what a letter of UTF-8 looks like in a charset, and the bytes of the charset's characters."""
    table: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        table.setdefault(bytes([byte]).decode(charset, "replace"), byte)
        if charset == "cp1252":
            table.setdefault(chr(byte), byte)  # bytes Windows gives no letter, and all of them in Latin-1
    table.pop("\ufffd", None)

    def some(first: int, last: int) -> str:
        return "[" + "".join(re.escape(c) for c, byte in table.items() if first <= byte <= last) + "]"

    after = some(0x80, 0xBF)
    parts = (some(0xC2, 0xDF) + after, some(0xE0, 0xEF) + after * 2, some(0xF0, 0xF4) + after * 3)
    return re.compile("|".join(reversed(parts))), table
