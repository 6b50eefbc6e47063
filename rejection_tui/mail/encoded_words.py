"""Decodes the encoded words of mail headers (RFC 2047), also as broken programs write them. Nothing here raises."""

import re
from html import unescape
from typing import Final

from rejection_tui.domain.decoding import decode
from rejection_tui.mail.base64_text import base64_bytes

MAX_CHARACTERS: Final = 10_000  # of one header; the rest of it is ignored
_MAX_WORD = 3000  # characters of one word
_WORD_BEGINS = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s=]{1,60}\?[bBqQ]\?)")
#: Where a word ends for sure: nothing that may belong to it follows.
_SURE_END = re.compile(r"\?=(?=[\s<>()\",;:]|=\?|$)")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s_-]{0,3000}")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{2,5}|[a-zA-Z](?:uml|acute|grave|circ|cedil|tilde)|szlig);")


def decode_words(value: str) -> str:
    """Return a header value with its encoded words decoded; the caller cleans it.

    Adjacent words of one charset are joined first, because some programs split them inside a character. A word may hold
    question marks, blanks or characters that are not encoded, and its end may be cut off.
    """
    value = value[:MAX_CHARACTERS]
    if "=?" in value:
        decoded = _decoded(value)
        value = _decoded(decoded) if decoded != value and _WORD_BEGINS.search(decoded) else decoded
    return unescape(value) if "&" in value and _REFERENCE.search(value) else value


def _decoded(value: str) -> str:
    value = _BETWEEN_WORDS.sub(r"\1", value)
    parts: list[str] = []
    pending: list[str] = []
    kind, position = "", 0
    while match := _WORD_BEGINS.search(value, position):
        content, after = _content(value, match.end(), match[2])
        new = f"{match[1]}?{match[2]}".lower()
        if match.start() > position or new != kind:
            parts += [_read(kind, pending), value[position : match.start()]]
            pending = []
        kind = new
        pending.append(content)
        position = after
    parts += [_read(kind, pending), value[position:]]
    return "".join(parts)


def _read(kind: str, contents: list[str]) -> str:
    """Return what adjacent words say of one charset and encoding, given as `utf-8?q`."""
    if not contents:
        return ""
    charset, _, encoding = kind.rpartition("?")
    if encoding == "b" and len(contents) > 1:
        solid = ["".join(content.split()) for content in contents]
        if any(len(one) % 4 for one in solid[:-1]) and not any("=" in one for one in solid[:-1]):
            contents = ["".join(solid)]  # cut anywhere, after it was encoded as a whole
    return decode(b"".join(_word_bytes(encoding, content) for content in contents), charset)


def _content(value: str, start: int, encoding: str) -> tuple[str, int]:
    """Return what stands in the word whose content begins at `start`, and where it ends."""
    following = _WORD_BEGINS.search(value, start)
    limit = min(following.start() if following else len(value), start + _MAX_WORD)
    if encoding in "bB":
        digits = _BASE64.match(value, start, limit)
        end = digits.end() if digits else start
        return value[start:end], end + 2 if value.startswith("?=", end) else end + value.startswith("?", end)
    if (end := value.find("?=", start, limit)) < 0:
        text = value[start:limit]
        return text.removesuffix("?"), limit
    if value[end + 2 : end + 4].isalnum() and (sure := _SURE_END.search(value, end, limit)):
        end = sure.start()  # "?=20" may be a question mark before an encoded blank
    return value[start:end], end + 2


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding == "q":
        return _QUOTED_BYTE.sub(lambda match: bytes([int(match[1], 16)]), raw.replace(b"_", b" "))
    return base64_bytes(raw)
