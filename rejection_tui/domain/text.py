"""Cleaning of foreign text: everything from letters, files and the clipboard goes through `clean`."""

import re
import unicodedata
from functools import cache
from typing import Final

_NEWLINES: Final = "\r\n|[\r\u2028\u2029\u0085]"
#: Terminal strings (OSC, DCS, SOS, PM, APC). An unfinished 7-bit one swallows its line, as it would in a terminal; an
#: unfinished 8-bit one loses its introducer alone: it may be a wrongly decoded quotation mark before real words.
_STRINGS: Final = (
    "\x1b[\\]PX^_][^\x1b\x9c\x07\n]*(?:\x1b\\\\|\x9c|\x07)?"
    "|[\x90\x98\x9d\x9e\x9f][^\x1b\x9c\x07\n\x90\x98\x9d\x9e\x9f]*(?:\x1b\\\\|\x9c|\x07)"
)
_CSI: Final = "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
_ESC: Final = "\x1b[ -/]*[0-~]?"
_FORBIDDEN: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_NOT_PLAIN = re.compile("[^0-9a-z]+")
#: Letters with a stroke, which Unicode does not decompose.
_STROKES = str.maketrans("øØłŁđĐħĦŧŦ", "oOlLdDhHtT") | {ord("æ"): "ae", ord("Æ"): "AE", ord("œ"): "oe", ord("Œ"): "OE"}
_SURROGATES: Final = "[\ud800-\udfff]"
#: The most combining marks and joiners in a row that are kept: no letter has more.
_MAX_MARKS = 8
#: A quick test: text without such a run has no long run of marks, and the slow pattern is not needed. All marks are in
#: it, but not the letters of Latin, Greek, Cyrillic and Far Eastern text, nor the usual punctuation.
_MAYBE_MARK: Final = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u200c\u200d"
    "\u20d0-\u20ff\u2c00-\u302f\u3099\u309a\ua000-\uabff\ufb00-\U0010ffff]"
)
_MAYBE_MARK_RUN = re.compile(f"{_MAYBE_MARK}{{{_MAX_MARKS + 1}}}")
_ASCII = bytes(range(0x7F))
#: What most text consists of, and `clean` never changes.
_HARMLESS = bytes((0x09, 0x0A, *range(0x20, 0x7F)))


@cache
def _foreign() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return (pattern, replacement) in the order of use; compiled at first use, since most starts need none."""
    parts = ((_SURROGATES, "\ufffd"), (_NEWLINES, "\n"), (_STRINGS, ""), (_CSI, ""), (_ESC, ""), (_FORBIDDEN, ""))
    return tuple((re.compile(pattern), by) for pattern, by in parts)


@cache
def _foreign_character() -> re.Pattern[str]:
    """Return the pattern of one character that every pattern of `_foreign` needs; compiled at first use."""
    return re.compile(f"[\u2028\u2029\ud800-\udfff{_FORBIDDEN[1:-1]}]")


@cache
def _long_mark_runs() -> re.Pattern[str]:
    """Return the pattern of runs of combining marks and joiners longer than `_MAX_MARKS`; compiled at first use."""
    marks = [c for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Me")]
    marks += [0x200C, 0x200D, *range(0xE0100, 0xE01F0)]
    ranges: list[list[int]] = []
    for code in sorted(marks):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    some = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return re.compile(f"([{some}]{{{_MAX_MARKS}}})[{some}]+")


def clean(text: str) -> str:
    """Return `text` as harmless plain text: no escape sequence, control character, bidi override or lone surrogate.

    Keeps LF and TAB, joiners (emoji, Persian) and all printable characters. Idempotent; takes linear time.
    """
    rest = beyond_ascii(text)
    # No printable character is replaced (a test tries them all), only long runs of marks.
    if not rest.isprintable() and _foreign_character().search(rest):
        for pattern, by in _foreign():
            text = pattern.sub(by, text)
        rest = text
    if rest.isascii() or not _MAYBE_MARK_RUN.search(rest) or not _MAYBE_MARK_RUN.search(text):
        return text[:]
    return _long_mark_runs().sub(r"\1", text)


def beyond_ascii(text: str) -> str:
    """Return the characters of `text` that are no printable ASCII, tab or line feed; much quicker than a pattern."""
    return text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS).decode("utf-8", "surrogatepass")


def may_need_cleaning(text: str) -> bool:
    """True when `clean` may change this text, which has no ASCII control characters; quick on ASCII."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if not rest.isprintable() and any(pattern.search(rest) is not None for pattern, _ in _foreign()):
        return True
    return _MAYBE_MARK_RUN.search(rest) is not None and _long_mark_runs().search(rest) is not None


def clean_line(text: str, limit: int = 500) -> str:
    """Return `text` cleaned, on one line, white space folded, at most `limit` characters (an ellipsis says so)."""
    line = " ".join(clean(text[: limit * 8]).split())  # the rest would not be shown
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def fold(text: str) -> str:
    """Return `text` for comparing names: no case, no accents, no punctuation, single spaces."""
    if text.isascii():
        return " ".join(_NOT_PLAIN.sub(" ", text.lower()).split())
    plain = "".join(c if c.isalnum() else " " for c in without_accents(text))
    return " ".join(plain.split())


def without_accents(text: str) -> str:
    """Return `text` without case and accents; punctuation and white space stay."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).translate(_STROKES).casefold())
    return plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way a site may count characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
