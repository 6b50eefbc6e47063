"""Reads contacts from vCards 2.1, 3.0 and 4.0 as phones and mail programs write them; never raises.

No library is used, because a broken card must not end the reading, charsets must be limited to a known list, and the
time must stay linear.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.addresses import email_key, linkedin_key, web_link
from rejection_tui.domain.decoding import UTF_16_MARKS, decode, decode_file
from rejection_tui.domain.names import family_first
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing.contact_file import ContactFromFile, ContactsRead

_MAX_BYTES: Final = 50_000_000
_MAX_NOTES: Final = 20
_MAX_VALUE: Final = 100_000
_PROPERTIES: Final = frozenset(
    ("FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "NOTE", "UID")
).union(["CATEGORIES", "X-REJTUI-MET", "KIND", "X-ADDRESSBOOKSERVER-KIND"])
#: What Google writes among the categories of every card, and of every one with a star: no tags of the user's.
_SYSTEM_GROUPS: Final = frozenset({"mycontacts", "starred"})
_NEAR: Final = 4_000  # characters of the file that help to tell the charset of a name that declares none
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    params: tuple[str, ...]  # in capitals: `TYPE=HOME`, or bare as in 2.1: `HOME`
    value: str

    @property
    def preferred(self) -> bool:
        return any(p in ("PREF", "PREF=1") or (p.startswith("TYPE=") and "PREF" in p) for p in self.params)


def read_vcf(data: bytes) -> ContactsRead:
    """Return the people in a vCard file, and a sentence for each card that could not be read. Never raises."""
    if len(data) > _MAX_BYTES:
        return ContactsRead(notes=("The file is larger than 50 MB, so it was not read.",))
    people: list[ContactFromFile] = []
    notes: list[str] = []
    number = 0
    groups = 0
    for number, (lines, whole) in enumerate(_cards(_as_utf8(data)), 1):
        if _is_group(lines):
            groups += 1
            continue
        person = _contact(lines) if whole else None
        if person is not None:
            people.append(person)
        elif not whole:
            notes.append(f"Card {number}{_display_name(lines)} is cut off and was left out; the others were read.")
        else:
            notes.append(f"Card {number} has neither a name nor an address and was left out.")
    if groups:
        notes.append(f"{groups} group{'s' if groups > 1 else ''} left out: lists of people, and no people.")
    if not number:
        notes.append("There is no vCard in this file; nothing was taken over.")
    if len(notes) > _MAX_NOTES:
        notes[_MAX_NOTES:] = [f"{len(notes) - _MAX_NOTES} more cards were left out."]
    return ContactsRead(tuple(people), tuple(notes))


def _as_utf8(data: bytes) -> bytes:
    if data.startswith(UTF_16_MARKS):
        data = decode_file(data).encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _cards(data: bytes) -> Iterator[tuple[list[_Line], bool]]:
    """Yield the lines of each card that are used, and whether the card has its END line."""
    lines: list[_Line] | None = None
    near = "" if data.isascii() else decode(data)[:_NEAR]
    for raw in _unfolded(data):
        mark = raw[:20].strip().upper()
        if mark == b"BEGIN:VCARD":
            if lines is not None:
                yield lines, False
            lines = []
        elif mark == b"END:VCARD":
            if lines is not None:
                yield lines, True
            lines = None
        elif lines is not None and (line := _line(raw, near)):
            lines.append(line)
    if lines is not None:
        yield lines, False


def _unfolded(data: bytes) -> Iterator[bytes]:
    parts: list[bytes] = []
    soft = False  # the line before ended in a soft line break of quoted-printable
    for row in data.split(b"\n"):
        if soft:
            parts.append(b"\n" + row)
        elif row[:1] in (b" ", b"\t") and parts:
            parts.append(row[1:])
        else:
            if parts:
                yield b"".join(parts)
            parts = [row]
        soft = row.endswith(b"=") and b"QUOTED-PRINTABLE" in parts[0][:200].upper()
    if parts:
        yield b"".join(parts)


def _line(raw: bytes, near: str) -> _Line | None:
    head, value = _split(raw)
    name, *params = head.decode("ascii", "replace").upper().split(";")
    name = name.rpartition(".")[2].strip()
    if name not in _PROPERTIES:
        return None
    charset = next((p[8:].strip('"').lower() for p in params if p.startswith("CHARSET=")), "")
    if any(p.removeprefix("ENCODING=") == "QUOTED-PRINTABLE" for p in params):
        value = quopri.decodestring(value)
    return _Line(name, tuple(params), decode(value[:_MAX_VALUE], charset, near))


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Return the parts before and after the first colon outside quotation marks."""
    quoted = False
    for place, octet in enumerate(raw[:1000]):
        if octet == 0x22:
            quoted = not quoted
        elif octet == 0x3A and not quoted:
            return raw[:place], raw[place + 1 :]
    return b"", b""


def _is_group(lines: list[_Line]) -> bool:
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(line.name in kinds and line.value.strip().casefold() == "group" for line in lines)


def _pieces(value: str, mark: str) -> list[str]:
    """Return the parts of a structured value, cut at `mark` where it is not escaped, each unescaped and clean."""
    found = re.findall(rf"((?:\\.|[^\\{mark}])*)(?:{mark}|\\?$)", value, re.DOTALL)
    return [clean_line(_plain(part), 200) for part in found[:50]]


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def _contact(lines: list[_Line]) -> ContactFromFile | None:
    def first(name: str) -> str:
        return next((text for line in lines if line.name == name and (text := clean_line(_plain(line.value)))), "")

    emails = tuple(dict.fromkeys(e for e in map(clean_line, _values(lines, "EMAIL")) if email_key(e)))
    name = _name(lines) or (emails[0] if emails else "")
    if not name:
        return None
    met = _block(lines, "X-REJTUI-MET")
    notes = _block(lines, "NOTE").removeprefix(met).strip("\n")
    tel = next(iter(_values(lines, "TEL")), "")
    return ContactFromFile(
        name=name,
        role=first("TITLE") or first("ROLE"),
        company=next((p for line in lines if line.name == "ORG" for p in _pieces(line.value, ";") if p), ""),
        email=emails[0] if emails else "",
        emails=emails,
        phone=clean_line(tel.removeprefix("tel:"), 60),
        linkedin=_linkedin(lines),
        tags=_tags(lines),
        notes=notes,
        how_we_met=met,
        uid=first("UID").removeprefix("urn:uuid:"),
        card=first("UID"),
        name_parts=_name_parts(lines),
        source="vCard",
    )


def _tags(lines: list[_Line]) -> tuple[str, ...]:
    found = (tag for line in lines if line.name == "CATEGORIES" for tag in _pieces(line.value, ","))
    return tuple(dict.fromkeys(tag for tag in found if tag and tag.casefold() not in _SYSTEM_GROUPS))


def _block(lines: list[_Line], name: str) -> str:
    return "\n\n".join(clean(_plain(line.value)).strip() for line in lines if line.name == name).strip()


def _values(lines: list[_Line], name: str) -> list[str]:
    matching = sorted((line for line in lines if line.name == name), key=lambda line: not line.preferred)
    return [text for line in matching if (text := _plain(line.value).strip().removeprefix("mailto:"))]


def _name(lines: list[_Line]) -> str:
    for line in lines:
        if line.name == "FN" and (name := clean_line(_plain(line.value), 200)):
            return name
    family, given, middle, title, suffix = (*_name_parts(lines), "", "", "", "", "")[:5]
    if family_first(family + given):
        return clean_line(f"{family} {given}", 200)
    return clean_line(" ".join(part for part in (title, given, middle, family, suffix) if part), 200)


def _name_parts(lines: list[_Line]) -> tuple[str, ...]:
    """Return family name, given name, further names, titles and suffixes; () when no name is taken apart."""
    for line in lines:
        if line.name == "N":
            parts = [*_pieces(line.value, ";"), "", "", "", "", ""][:5]
            if any(parts):
                return tuple(parts)
    return ()


def _linkedin(lines: list[_Line]) -> str:
    for line in lines:
        if line.name in ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE"):
            text = clean_line(_plain(line.value), 2000)
            link = web_link(text) or web_link(f"https://{text}")
            if link and linkedin_key(link):
                return link
    return ""


def _display_name(lines: list[_Line]) -> str:
    name = _name(lines)
    return f" (“{name[:60]}”)" if name else ""
