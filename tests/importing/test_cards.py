"""vCard files in the shapes of Google, Apple, Outlook and old telephones: in, out, and read back by vobject."""

import pytest
import vobject

from rejection_tui.domain.contact import Contact
from rejection_tui.export import to_vcf
from rejection_tui.importing import ContactFromFile, ContactsRead, apply_matches, match_contacts, read_vcf
from tests.world.cards import APPLE, GOOGLE, OUTLOOK, PHONE
from tests.world.clock import NOW

FILES = {"google": GOOGLE, "apple": APPLE, "outlook": OUTLOOK, "phone": PHONE}
#: What we may write; nothing that was never taken over is there as an empty or invented value.
WRITTEN = {"version", "prodid", "uid", "fn", "n", "org", "title", "email", "tel", "url", "categories", "note"}


def _in(read: ContactsRead) -> tuple[Contact, ...]:
    return apply_matches([], match_contacts([], read.contacts), NOW)


def _person(file: str, place: int = 0) -> ContactFromFile:
    return read_vcf(FILES[file]).contacts[place]


def test_google() -> None:
    ana, omar = read_vcf(GOOGLE).contacts
    assert (ana.name, ana.name_parts) == ("Dr. Ana María García López", ("García López", "Ana", "María", "Dr.", ""))
    assert ana.emails == ("ana@fernlight.example", "ana.garcia@home.example")
    assert (ana.company, ana.role, ana.phone) == ("Fernlight, S.L.", "Head of Talent", "+34 600 000 001")
    assert (ana.linkedin, ana.notes) == ("https://www.linkedin.com/in/ana-garcia", "Met in Madrid\nlikes figures")
    assert (ana.tags, omar.tags, omar.name) == (("Recruiters",), (), "Omar Haddad")


def test_apple() -> None:
    read = read_vcf(APPLE)
    (jane,) = read.contacts
    assert read.notes == ("1 group left out: lists of people, and no people.",)
    assert (jane.name, jane.name_parts) == ("Jane Elizabeth Hart MBA", ("Hart", "Jane", "Elizabeth", "", "MBA"))
    assert jane.emails == ("jane.hart@northwind.example", "jane@home.example", "jh@northwind.example")
    assert (jane.company, jane.card) == ("Northwind Ltd", "5F7B3A10-0C1D-4E52-9B1A-0123456789AB")
    assert (jane.linkedin, jane.notes) == (
        "https://www.linkedin.com/in/jane-hart",
        "Asked about figures; wrote back, twice",
    )


def test_outlook() -> None:
    joerg = _person("outlook")
    assert (joerg.name, joerg.name_parts) == ("Dr. Jörg Müller", ("Müller", "Jörg", "", "Dr.", ""))
    assert joerg.emails == ("j.mueller@alpwerk.example", "joerg@mueller.example")
    assert (joerg.company, joerg.role, joerg.phone) == ("Alpwerk München", "Leiter Personal", "+49 89 000001")
    assert joerg.notes == "Gespräch in München\nsehr freundlich"


def test_a_telephone_of_old() -> None:
    taro, anna = read_vcf(PHONE).contacts
    assert (taro.name, taro.name_parts, taro.email) == (
        "山田 太郎",
        ("山田", "太郎", "", "", ""),
        "taro@hinode.example",
    )
    assert (anna.name, anna.name_parts[0], anna.phone) == ("Анна Ивановна Петрова", "Петрова", "+7 900 000 00 01")


@pytest.mark.parametrize("file", FILES)
def test_vobject_reads_back_what_came_in(file: str) -> None:
    read = read_vcf(FILES[file])
    data = to_vcf(_in(read))
    cards = {card.fn.value: card for card in vobject.readComponents(data.decode())}
    assert set(cards) == {person.name for person in read.contacts}
    for person in read.contacts:
        card = cards[person.name]
        assert set(card.contents) <= WRITTEN
        name = card.n.value
        assert (name.family, name.given, name.additional, name.prefix, name.suffix) == person.name_parts
        assert tuple(line.value for line in card.contents.get("email", ())) == person.emails
        assert [line.value for line in card.contents.get("tel", ())] == [person.phone] * bool(person.phone)
        assert tuple(tag for line in card.contents.get("categories", ()) for tag in line.value) == person.tags
        assert [line.value for line in card.contents.get("org", ())] == [[person.company]] * bool(person.company)
        assert [line.value for line in card.contents.get("note", ())] == [person.notes] * bool(person.notes)
        assert not person.card or card.uid.value == person.card


@pytest.mark.parametrize("file", FILES)
def test_what_went_out_brings_nothing_new_in(file: str) -> None:
    known = _in(read_vcf(FILES[file]))
    again = read_vcf(to_vcf(known))
    assert again.notes == () and len(again.contacts) == len(known)
    matches = match_contacts(known, again.contacts)
    assert all(match.contact is not None and match.how == "same card" for match in matches)
    assert apply_matches(known, matches, NOW) == ()
