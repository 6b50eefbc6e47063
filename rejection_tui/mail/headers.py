"""Tolerant reading of mail headers: unfolding, charsets, addresses, identifiers, parameters. Nothing here raises."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rejection_tui.domain.decoding import decode
from rejection_tui.domain.text import clean_line
from rejection_tui.mail.dates import parse_date as parse_date
from rejection_tui.mail.encoded_words import MAX_CHARACTERS, decode_words

MAX_HEADERS = 400  # of one message; later ones are ignored
_MAX_BLOCK = MAX_CHARACTERS * 40  # bytes of a header block
_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]{0,5}:[ \t]*(.*)", re.S)
_MAILBOX_LINE = re.compile(r">?From ")
_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_ANGLE_ADDRESS = re.compile(
    r'^\s*(?:"((?:[^"\\]|\\.){0,500})"|([^<>"]{0,500}?))\s*<\s*([^<>\s@]{1,200}@[^<>\s@]{1,200})\s*>'
)
_BARE_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,200}")
_NOBODY = re.compile(r"\s*\W?(?:undisclosed|unlisted)[ -]?recipients?\b|[^@]{0,200}:\s*;\s*$", re.I)
_DEAF = re.compile(
    r"no[._-]?reply|do[._-]?not[._-]?reply|donot|keine?[._-]?antwort|nicht[._-]?antworten|ne[._-]?pas[._-]?repondre|"
    r"no[._-]?respond|na?o[._-]?respond|non[._-]?rispondere|niet[._-]?(?:beantwoorden|antwoorden)|yanitlama|"
    r"noti(?:fy|fications?)|mailer|bounce|auto(?:mat)?"
)
_COMMENT = re.compile(r"\(([^()]{1,200})\)")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9_*-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;]{0,2000}))')


@dataclass(frozen=True, slots=True)
class Address:
    """A display name and a mail address; either may be empty."""

    name: str = ""
    email: str = ""


NO_ADDRESS = Address()


def read_headers(block: bytes, charset: str = "", near: str = "") -> dict[str, list[str]]:
    """Return the values of a header block by lower-case name: unfolded, not decoded, cut to the limits above.

    Bytes beyond ASCII are read as UTF-8 or else as `charset`, that of the body; `near` is text by the same hand.
    """
    text = _text(block[:_MAX_BLOCK], charset, near)
    lines: list[str] = []
    for line in _LINE_ENDS.split(text) if "\r" in text else text.split("\n"):
        if line[:1] in " \t" and lines:
            if len(lines[-1]) < MAX_CHARACTERS:
                lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    result: dict[str, list[str]] = {}
    last: list[str] = []
    for line in lines[: MAX_HEADERS * 2]:
        match = _FIELD.match(line[:MAX_CHARACTERS])
        if match and len(result) < MAX_HEADERS:
            last = result.setdefault(match[1].lower(), [])
            last.append(match[2].strip())
        elif last and line and not match and not _MAILBOX_LINE.match(line) and len(last[-1]) < MAX_CHARACTERS:
            last[-1] += " " + line[:MAX_CHARACTERS].strip()  # folded without a blank at its beginning
    return result


def _text(block: bytes, charset: str, near: str) -> str:
    """Return a header block as text; each line that is not UTF-8 is read in the charset of them all."""
    if block.isascii():
        return decode(block)
    lines = block.split(b"\n")
    strange = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    if not strange:
        return decode(block)
    texts = decode(b"\n".join(lines[number] for number in strange), charset, near).split("\n")
    if len(texts) != len(strange):
        return decode(block, charset, near)
    read = dict(zip(strange, texts, strict=True))
    return "\n".join(read[number] if number in read else decode(line) for number, line in enumerate(lines))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def line(headers: Mapping[str, list[str]], name: str, limit: int = 500) -> str:
    """Return the first header of that name that is not empty as one clean, decoded line; empty when there is none."""
    values = headers.get(name, ())
    return next((found for value in values if value and (found := clean_line(decode_words(value), limit))), "")


def address(value: str) -> Address:
    """Return the first address of a header that parses, else the last `x@y` in it, else a bare name."""
    if not value:
        return NO_ADDRESS
    value = value[:MAX_CHARACTERS]
    if match := _ANGLE_ADDRESS.match(value):
        if match[2] and "@" in match[2] and "," in match[2]:
            return address(match[2].partition(",")[0])
        name = match[1].replace("\\", "") if match[1] else match[2] or ""
        return _address(decode_words(name), match[3])
    decoded = decode_words(value)
    if match := _ANGLE_ADDRESS.match(decoded):
        return _address(match[1] or match[2] or "", match[3])
    if _NOBODY.match(decoded):
        return NO_ADDRESS
    found = list(_BARE_ADDRESS.finditer(decoded[:2000]))
    if not found:
        return Address(_name(decoded.split("<", 1)[0]))
    first = found[0] if "," in decoded[found[0].end() : found[-1].end()] else found[-1]
    comment = _COMMENT.search(decoded)
    before = decoded[: first.start()].split("<", 1)[0]
    return _address(
        comment[1] if comment and "<" not in decoded else before.rstrip(" [(").removesuffix("[mailto:"), first[0]
    )


def is_deaf(sender: str) -> bool:
    """Return whether nobody reads what is sent to the address of a From header, as its name says."""
    return _DEAF.search(sender[:MAX_CHARACTERS].partition("@")[0].lower()) is not None


def _address(name: str, email: str) -> Address:
    email = clean_line(email, 254).lower().removeprefix("mailto:").strip(".'")
    name = _name(name)
    return Address("" if name.lower() == email else name, email)


def _name(text: str) -> str:
    return clean_line(text, 200).strip("\"' ,;:")


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
    if not any("*" in name for name in found):
        return decode_words(found.get(key, ""))
    pieces = [found[k] for i in range(20) for k in (f"{key}*{i}", f"{key}*{i}*") if k in found]
    extended = found.get(f"{key}*") or ("".join(pieces) if f"{key}*0*" in found else "")
    if extended and extended.count("'") >= 2:
        charset, _, rest = extended.split("'", 2)
        raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), rest.encode("utf-8", "replace"))
        return decode(raw, charset)
    return decode_words("".join(pieces) or found.get(key, ""))
