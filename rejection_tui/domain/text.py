"""The one gate for foreign text: everything a letter, a file or a clipboard brings goes through `clean`."""

import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\u2028\u2029\u0085]")
_STRINGS = re.compile("(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x1b\x9c\x07\n]*(?:\x1b\\\\|\x9c|\x07)?")
_CSI = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?")
_ESC = re.compile("\x1b[ -/]*[0-~]?")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean(text: str) -> str:
    """Return `text` as harmless plain text: no escape sequence, control character, bidi override or lone surrogate.

    Keeps LF and TAB, joiners (emoji, Persian) and everything a person can read. Idempotent and linear.
    """
    text = _SURROGATES.sub("\ufffd", text)
    text = _NEWLINES.sub("\n", text)
    text = _STRINGS.sub("", text)
    text = _CSI.sub("", text)
    text = _ESC.sub("", text)
    text = _FORBIDDEN.sub("", text)
    return _MARKS.sub(r"\1", text)


def clean_line(text: str, limit: int = 500) -> str:
    """Return `text` cleaned, on one line, white space folded, at most `limit` characters (an ellipsis says so)."""
    line = " ".join(clean(text[: limit * 8]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def fold(text: str) -> str:
    """Return `text` for comparing names: no case, no accents, no punctuation, single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way a site may count characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
