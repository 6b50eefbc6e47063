"""Contacts as vCards: version 3.0, which most phones and mail programs read, or 4.0 when asked.

A card has what is known of a contact, with the UID it came with. What an address book holds besides (photo, birthday,
postal address, further telephone numbers) was never taken over and is not in it: it is for merging, not for replacing.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from rejection_tui.domain.addresses import email_key, web_link
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.names import parts_of, same_name
from rejection_tui.domain.text import clean, clean_line

Version = Literal["3.0", "4.0"]


def to_vcf(contacts: Iterable[Contact], companies: Mapping[str, str] | None = None, version: Version = "3.0") -> bytes:
    """Return one card for each contact, sorted by name; `companies` has, by contact uid, the company a contact lacks.

    Contacts who asked never to be written to again are left out, because an address book would offer them.
    """
    known = companies or {}
    people = sorted((c for c in contacts if not c.never_again), key=lambda c: (c.name.casefold(), c.uid))
    return b"".join(_card(c, c.company or known.get(c.uid, ""), version) for c in people)


def _card(contact: Contact, company: str, version: Version) -> bytes:
    name = clean_line(contact.name) or clean_line(contact.email) or "Unnamed contact"
    kept = tuple(map(clean_line, contact.name_parts))
    parts = kept if same_name(kept, name) else parts_of(name)
    email, tel = ("EMAIL", "TEL;VALUE=text") if version == "4.0" else ("EMAIL;TYPE=INTERNET", "TEL;TYPE=VOICE")
    addresses = [clean_line(address) for address in contact.emails if email_key(address)]
    preferred = "" if len(addresses) < 2 else ";PREF=1" if version == "4.0" else ",PREF"
    lines = [
        ("BEGIN", "VCARD"),
        ("VERSION", version),
        ("PRODID", "-//rejtui//EN"),
        ("UID", _escaped(clean_line(contact.card) or clean_line(contact.uid))),
        ("FN", _escaped(name)),
        ("N", ";".join(_escaped(part) for part in (*parts, "", "", "", "", "")[:5])),
        ("ORG", _escaped(clean_line(company))),
        ("TITLE", _escaped(clean_line(contact.role))),
        *((f"{email}{'' if place else preferred}", _escaped(a)) for place, a in enumerate(addresses)),
        (tel, _escaped(clean_line(contact.phone))),
        ("URL", web_link(contact.linkedin)),
        ("CATEGORIES", ",".join(_escaped(tag) for tag in map(clean_line, contact.tags) if tag)),
        ("NOTE", _escaped(_note(contact))),
        # Other programs show the note; the import of this program reads from it how the contact was met.
        ("X-REJTUI-MET", _escaped(clean(contact.how_we_met).strip())),
        ("END", "VCARD"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines if value)


def _note(contact: Contact) -> str:
    parts = (clean(contact.how_we_met).strip(), clean(contact.notes).strip())
    return "\n\n".join(part for part in parts if part)


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return `line` cut into pieces of at most 75 octets, never inside a character (RFC 2425, RFC 6350)."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
