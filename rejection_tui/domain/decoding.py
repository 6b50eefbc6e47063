"""Bytes to text: UTF-8 where it is that, else in the declared charset if it can be, else in the one that fits best."""

import re
from typing import Final

from rejection_tui.domain import charset_guess, mojibake
from rejection_tui.domain.charset_names import codec_name

#: How a UTF-16 text begins, in either order of its bytes.
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEVERAL_BYTES: Final = ("gb", "cp9", "big5", "euc", "iso2022", "hz", "johab", "shift")
_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_LETTER = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]{0,1}|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_JAPANESE = (b"\x1b$B", b"\x1b$@", b"\x1b$)C")
_LOOK = 1000  # bytes that show whether a text consists of units of two or four bytes


def decode(data: bytes, charset: str = "", near: str = "") -> str:
    """Return `data` as text; never raises. `near` is text by the same hand, whose letters help where nothing is told.

    Valid UTF-8 is preferred to a declared single-byte charset, and undone where it was encoded twice. Where UTF-8 and
    another charset are mixed each stretch is read as what it is.
    """
    if not charset and data.isascii() and b"\x00" not in data and b"\x1b" not in data:
        return data.decode("ascii")
    name = codec_name(charset)
    told = name.startswith(("utf-16", "utf-32"))
    if told or b"\x00" in data[:_LOOK]:
        wide = _wide(data, told)
        if wide is not None:
            return wide
    if data.isascii():
        return _from_ascii(data, name)
    text = _strict(data, "utf-8")
    return mojibake.once(text) if text is not None else _from_bytes(data, name, near)


def decode_file(data: bytes) -> str:
    """Return the text of a file without a declared charset: UTF-16 by its mark, UTF-8 (mark dropped), else cp1252."""
    if data.startswith(UTF_16_MARKS):
        return data.decode("utf-16", "replace")
    text = _strict(data, "utf-8-sig")
    return data.decode("cp1252", "replace") if text is None else text


def _from_ascii(data: bytes, name: str) -> str:
    """Return text of seven bits, in which some charsets write all letters."""
    if not name and b"\x1b" in data and any(sign in data for sign in _JAPANESE):
        name = "iso2022-kr" if _JAPANESE[2] in data else "iso2022-jp-ext"
    if name == "utf-7" or name.startswith(("iso2022", "hz")):
        text = _strict(data, name)
        return data.decode(name, "replace") if text is None else text
    return data.decode("ascii")


def _wide(data: bytes, told: bool) -> str | None:
    """Return text in units of two or four bytes, None when it is none; the order is told by where the zeros stand."""
    if data.startswith(UTF_16_MARKS) and data[2:4] != b"\x00\x00":
        return data.decode("utf-16", "replace")
    start = data[:_LOOK]
    zeros = [start[place::4].count(0) for place in range(4)]
    if sum(zeros) == 0 or (not told and 4 * sum(zeros) < len(start)):  # fewer than any Western text has
        return None
    most = len(start) // 4 - 1
    if min(zeros[:2]) >= most or min(zeros[2:]) >= most:
        return data.decode("utf-32-be" if zeros[0] >= zeros[3] else "utf-32-le", "replace")
    return data.decode("utf-16-le" if zeros[0] + zeros[2] < zeros[1] + zeros[3] else "utf-16-be", "replace")


def _from_bytes(data: bytes, name: str, near: str) -> str:
    """Return text that is not all UTF-8."""
    if name.startswith(_SEVERAL_BYTES):
        text = data.decode(name, "replace") if _is_codec(name) else "\ufffd" * len(data)
        if 50 * text.count("\ufffd") <= len(text) + 100:
            return text
        name = ""
    letters = _LETTER.findall(data)
    others = len(data) - len(data.translate(None, _HIGH)) - sum(map(len, letters))
    if letters and len(letters) >= (3 * others if name and name != "utf-7" else others):
        return _mixed(data, name, near)
    return data.decode(_single_byte(data, name, near), "replace")


def _mixed(data: bytes, name: str, near: str) -> str:
    """Return UTF-8 text with other bytes in it, as a gateway's footer or a stray letter brings them in."""
    data = _CUT_LETTER.sub(b"", data)
    text = data.decode("utf-8", "surrogateescape")
    rest = "\n".join(line for line in text.split("\n") if _ESCAPED.search(line))
    strange = _LETTER.sub(b"", rest.encode("utf-8", "surrogateescape"))
    charset = _single_byte(strange, name, near or text)
    return text.translate({0xDC00 + byte: bytes([byte]).decode(charset, "replace") for byte in range(0x80, 0x100)})


def _single_byte(data: bytes, name: str, near: str) -> str:
    """Return the single-byte charset of a text: the declared one unless it cannot be, or another is more likely."""
    if name and _strict(data, name) is not None:
        western = name in ("cp1252", "iso8859-15")
        return charset_guess.guess(data, near, name) if western and charset_guess.is_doubtful(data) else name
    return charset_guess.guess(data, near)


_HIGH = bytes(range(0x80, 0x100))
_ESCAPED = re.compile("[\udc80-\udcff]")


def _is_codec(name: str) -> bool:
    return _strict(b"a", name) is not None


def _strict(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None
