"""Tolerant reading of mail headers: unfolding, encoded words, addresses, dates, parameters. Nothing here raises."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from rejection_tui.domain.decoding import decode
from rejection_tui.domain.text import clean_line

MAX_CHARACTERS = 10_000  # of one header; the rest of it is ignored
MAX_HEADERS = 400  # of one message; later ones are ignored
_FIELD = re.compile(r"([!-9;-~]{1,100}):[ \t]*(.*)", re.S)
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_ANGLE_ADDRESS = re.compile(
    r'^\s*(?:"((?:[^"\\]|\\.){0,500})"|([^<>"]{0,500}?))\s*<\s*([^<>\s@]{1,200}@[^<>\s@]{1,200})\s*>'
)
_BARE_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,200}")
_COMMENT = re.compile(r"\(([^()]{1,200})\)")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9_*-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;]{0,2000}))')


@dataclass(frozen=True, slots=True)
class Address:
    """A display name and a mail address; either may be empty."""

    name: str = ""
    email: str = ""


NO_ADDRESS = Address()


def read_headers(block: bytes) -> dict[str, list[str]]:
    """Return the values of a header block by lower-case name: unfolded, not decoded, cut to the limits above."""
    result: dict[str, list[str]] = {}
    text = decode(block[: MAX_CHARACTERS * 40])
    lines: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        if line[:1] in " \t" and lines:
            if len(lines[-1]) < MAX_CHARACTERS:
                lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    for line in lines[: MAX_HEADERS * 2]:
        match = _FIELD.match(line[:MAX_CHARACTERS])
        if match and len(result) < MAX_HEADERS:
            result.setdefault(match[1].lower(), []).append(match[2].strip())
    return result


def decode_words(value: str) -> str:
    """Return a header value with its RFC 2047 encoded words decoded; the caller cleans it.

    Adjacent words of one charset are joined first, because some programs split them inside a character.
    """
    value = _BETWEEN_WORDS.sub(r"\1\2", value[:MAX_CHARACTERS])
    parts: list[str] = []
    pending, charset, position = b"", "", 0
    for match in _ENCODED_WORD.finditer(value):
        if match.start() > position or match[1].lower() != charset:
            parts += [decode(pending, charset), value[position : match.start()]]
            pending = b""
        charset = match[1].lower()
        pending += _word_bytes(match[2], match[3])
        position = match.end()
    parts += [decode(pending, charset.split("*", 1)[0]), value[position:]]
    return "".join(parts)


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _QUOTED_BYTE.sub(lambda m: bytes([int(m[1], 16)]), raw.replace(b"_", b" "))
    raw = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(raw[: len(raw) - (len(raw) % 4 == 1)] + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return b""


def line(headers: Mapping[str, list[str]], name: str, limit: int = 500) -> str:
    """Return the first header of that name as one clean, decoded line, empty when it is missing."""
    values = headers.get(name)
    return clean_line(decode_words(values[0]), limit) if values else ""


def address(value: str) -> Address:
    """Return the first address of a header that parses, else the last `x@y` in it."""
    value = value[:MAX_CHARACTERS]
    if match := _ANGLE_ADDRESS.match(value):
        name = match[1].replace("\\", "") if match[1] else match[2] or ""
        return Address(_name(decode_words(name)), clean_line(match[3], 254).lower())
    decoded = decode_words(value)
    if match := _ANGLE_ADDRESS.match(decoded):
        return Address(_name(match[1] or match[2] or ""), clean_line(match[3], 254).lower())
    found = _BARE_ADDRESS.findall(decoded)
    email = clean_line(found[-1], 254).lower().strip(".'") if found else ""
    comment = _COMMENT.search(decoded)
    name = decoded.split("<", 1)[0] if "<" in decoded else (comment[1] if comment and email else "")
    return Address(_name(name if name or email else decoded), email)


def _name(text: str) -> str:
    return clean_line(text, 200).strip("\"' ,;")


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def parse_date(value: str) -> datetime | None:
    """Return the UTC time of a Date header, None when it cannot be read or lies outside 1980 to 2100.

    Some programs write it as ISO 8601 ("2026-11-23T09:00:00+01:00"), which is read as well.
    """
    text = clean_line(value, 200).strip()
    try:
        parsed = datetime.fromisoformat(text) if _ISO_DATE.match(text) else parsedate_to_datetime(text)
        aware = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return aware if 1980 <= aware.year <= 2100 else None


def received_at(headers: Mapping[str, list[str]]) -> datetime | None:
    """Return when the mail came: its Date header, else the date in the topmost Received header that has one."""
    for value in headers.get("date", [])[:3]:
        if found := parse_date(value):
            return found
    for value in headers.get("received", [])[:5]:
        if found := parse_date(value.rpartition(";")[2]):
            return found
    return None


def message_ids(value: str, limit: int = 50) -> tuple[str, ...]:
    """Return at most `limit` of the `<id>`s in a Message-ID or References header, clean, without empty ones."""
    found = (clean_line(match, 400) for match in _MESSAGE_ID.findall(value[: MAX_CHARACTERS * 2]))
    return tuple(identifier for identifier in found if identifier.strip("<>@ "))[:limit]


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Return the main value (lower case) and the parameters of a Content-Type or Content-Disposition header."""
    main = value.split(";", 1)[0].strip().lower()
    found: dict[str, str] = {}
    for match in list(_PARAMETER.finditer(value[:MAX_CHARACTERS]))[:60]:
        found.setdefault(match[1].lower(), re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3])
    return main, found


def file_name(found: Mapping[str, str], key: str) -> str:
    """Return the file name stored under `key` in parsed parameters: plain, or encoded or split as RFC 2231 says."""
    pieces = [found[k] for i in range(20) for k in (f"{key}*{i}", f"{key}*{i}*") if k in found]
    extended = found.get(f"{key}*") or ("".join(pieces) if f"{key}*0*" in found else "")
    if extended and extended.count("'") >= 2:
        charset, _, rest = extended.split("'", 2)
        raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), rest.encode("utf-8", "replace"))
        return decode(raw, charset)
    return decode_words("".join(pieces) or found.get(key, ""))
