"""vCards written, and read by a second library (vobject); vCards read, also damaged ones and arbitrary bytes."""

from typing import Literal

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.export import to_vcf
from rejection_tui.importing import apply_matches, match_contacts, read_vcf
from tests.strategies import HOSTILE, any_record, some
from tests.world.clock import NOW
from tests.world.full_records import contact, records

PHONE_CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;Dr.;\r\n"
    b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Dr. J=C3=B6rg =\r\nM=C3=BCller\r\n"
    b"TEL;HOME:030 1\r\nTEL;CELL;PREF:+49 171 555\r\nEMAIL;INTERNET:jm@alpwerk.example\r\n"
    b"ORG;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Alpwerk M=FCnchen;Personal\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n"
    b" SkZJRg\r\n\r\nEND:VCARD\r\n"
)
CARD = (
    b"BEGIN:VCARD\nVERSION:3.0\nUID:urn:uuid:AB12\nN:Nair\\;x;Priya;;;\nFN:Priya Nair\n"
    b"item1.EMAIL;TYPE=WORK:p@one.example\nEMAIL;TYPE=INTERNET,PREF:priya@two.example\nORG:Fernlight\\, Ltd;Talent\n"
    b"TITLE:Talent\n  Lead\n"
    b"item2.URL;TYPE=pref:https\\://uk.linkedin.com/in/priya-nair/\nCATEGORIES:a,b\\,c\nNOTE:one\\ntwo\\\\n\n"
    b'TEL;TYPE="x:y":+44 1\nEND:VCARD\n'
)


def _second(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readComponents(data.decode()))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_second_library_reads_the_card(version: Literal["3.0", "4.0"]) -> None:
    data = to_vcf(records().contacts.values(), version=version)
    assert f"VERSION:{version}\r\n".encode() in data
    (card,) = _second(data)
    assert card.uid.value == "c1"
    assert card.fn.value == "Tamsin Okafor"
    if version == "3.0":  # the library knows the structure of 3.0 only
        assert (card.n.value.given, card.n.value.family) == ("Tamsin", "Okafor")
        assert card.org.value == ["Quillfeather Analytics"]
        assert card.note.value == "Final round at Quillfeather"
    assert card.email.value == "tamsin.okafor@quillfeather.example"
    assert card.tel.value == "+44 20 7946 0123"
    assert card.url.value == "https://www.linkedin.com/in/tamsin-okafor"


def test_who_asked_to_be_left_alone_is_not_exported() -> None:
    assert to_vcf([contact(never_again=True)]) == b""


def test_a_company_known_from_elsewhere_fills_in() -> None:
    assert read_vcf(to_vcf([contact()], {"c1": "Quillfeather"})).contacts[0].company == "Quillfeather"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_inside_its_field(text: str) -> None:
    odd = Contact(text, text, contact().created, text, text, text, text, text, (text,), text, text)
    data = to_vcf([odd, replace(contact(), name="Zed Plain")])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not any(octet < 32 and octet != 9 for octet in data.replace(b"\r\n", b""))
    cards = _second(data)
    assert len(cards) == 2
    odd_card = next(c for c in cards if c.uid.value != "c1") if clean_line(text) else cards[0]
    assert odd_card.fn.value == (clean_line(text) or "Unnamed contact")
    if clean(text).strip():
        assert odd_card.note.value == f"{clean(text).strip()}\n\n{clean(text).strip()}"
    assert set(odd_card.contents) <= {
        "version", "prodid", "uid", "fn", "n", "org", "title", "email", "tel", "url", "categories", "note",
        "x-rejtui-met",
    }  # fmt: skip


@some(50)
@given(any_record(Contact))
def test_our_reader_gets_back_what_was_written(one: Contact) -> None:
    read = read_vcf(to_vcf([replace(one, never_again=False)]))
    assert read.notes == ()
    (back,) = read.contacts
    assert back.card == (clean_line(one.card) or one.uid)
    assert back.name[:190] == (clean_line(one.name) or clean_line(one.email) or "Unnamed contact")[:190]
    assert back.role == clean_line(one.role)
    assert back.phone == clean_line(one.phone, 60)


def test_a_card_from_an_old_phone() -> None:
    read = read_vcf(PHONE_CARD)
    assert read.notes == ()
    (card,) = read.contacts
    assert (card.name, card.company, card.phone, card.email) == (
        "Dr. Jörg Müller", "Alpwerk München", "+49 171 555", "jm@alpwerk.example",
    )  # fmt: skip


def test_groups_folds_escapes_and_preferences() -> None:
    (card,) = read_vcf(CARD).contacts
    assert card.name == "Priya Nair"
    assert (card.email, card.emails) == ("priya@two.example", ("priya@two.example", "p@one.example"))
    assert (card.company, card.role) == ("Fernlight, Ltd", "Talent Lead")
    assert card.linkedin == "https://uk.linkedin.com/in/priya-nair/"
    assert card.tags == ("a", "b,c")
    assert card.notes == "one\ntwo\\n"
    assert (card.phone, card.uid) == ("+44 1", "AB12")


def test_a_broken_card_is_left_out_with_a_sentence_and_the_others_are_read() -> None:
    cut = b"BEGIN:VCARD\nFN:Cut Off\nEMAIL:c@x.example\n"
    empty = b"BEGIN:VCARD\nVERSION:3.0\nNOTE:nobody\nEND:VCARD\n"
    read = read_vcf(CARD + cut + PHONE_CARD + empty + b"garbage\n" + CARD)
    assert [c.name for c in read.contacts] == ["Priya Nair", "Dr. Jörg Müller", "Priya Nair"]
    assert read.notes == (
        "Card 2 (“Cut Off”) is cut off and was left out; the others were read.",
        "Card 4 has neither a name nor an address and was left out.",
    )


def test_other_encodings_and_no_cards() -> None:
    text = "BEGIN:VCARD\nFN:Zoë Ångström\nEND:VCARD\n"
    for data in (text.encode("utf-16"), text.encode("utf-8-sig"), text.encode("cp1252")):
        assert read_vcf(data).contacts[0].name == "Zoë Ångström"
    assert read_vcf(b"").notes == ("There is no vCard in this file; nothing was taken over.",)


@pytest.mark.parametrize(
    ("charset", "name", "family"),
    [
        ("windows-1251", "Иван Петров", "Петров"),
        ("KOI8-R", "Иван Петров", "Петров"),
        ("Shift_JIS", "山田 太郎", "山田"),
        ("GB2312", "王 小明", "王"),
        ("windows-1253", "Νίκος Παππάς", "Παππάς"),
        ("ISO-8859-9", "Ağca Şahin", "Şahin"),
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_the_declared_charset_is_honoured(charset: str, name: str, family: str, quoted: bool) -> None:
    def value(text: str) -> bytes:
        raw = text.encode(charset)
        return b"".join(b"=%02X" % octet for octet in raw) if quoted else raw

    how = f";CHARSET={charset}{';ENCODING=QUOTED-PRINTABLE' if quoted else ''}:".encode()
    given = name.replace(family, "").strip()
    data = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN" + how + b";".join([value(family), value(given)]) + b";;;\r\n"
    (card,) = read_vcf(data + b"FN" + how + value(name) + b"\r\nEND:VCARD\r\n").contacts
    assert card.name == name and card.name_parts == (family, given, "", "", "")


def test_a_whole_file_in_another_charset_is_read_as_what_it_looks_like() -> None:
    text = "BEGIN:VCARD\nVERSION:2.1\nFN:Екатерина Смирнова\nNOTE:Позвонить в понедельник утром\nEND:VCARD\n"
    assert read_vcf(text.encode("cp1251")).contacts[0].name == "Екатерина Смирнова"


@pytest.mark.parametrize("kind", ["KIND", "X-ADDRESSBOOKSERVER-KIND", "item1.KIND"])
def test_a_group_is_no_person(kind: str) -> None:
    group = f"BEGIN:VCARD\nVERSION:4.0\nFN:Recruiters\n{kind}:group\nMEMBER:urn:uuid:AB12\nEND:VCARD\n".encode()
    read = read_vcf(group + CARD)
    assert [c.name for c in read.contacts] == ["Priya Nair"]
    assert read.notes == ("1 group left out: lists of people, and no people.",)


@pytest.mark.parametrize(
    ("fn", "n"),
    [
        ("山田 太郎", "山田;太郎;;;"),
        ("山田太郎", "山田;太郎;;;"),
        ("Ana García López", "García López;Ana;;;"),
        ("Dr. Jane Hart MBA", "Hart;Jane;;Dr.;MBA"),
        ("Mary Ann Smith", "Smith;Mary;Ann;;"),
    ],
)
def test_a_card_goes_out_as_it_came_in(fn: str, n: str) -> None:
    data = (
        f"BEGIN:VCARD\nVERSION:3.0\nUID:urn:uuid:AB12-CD\nFN:{fn}\nN:{n}\nEMAIL:one@x.example\n"
        "EMAIL;TYPE=HOME:two@x.example\nEND:VCARD\n"
    )
    known = apply_matches([], match_contacts([], read_vcf(data.encode()).contacts), NOW)
    out = to_vcf(known).decode()
    assert f"\r\nN:{n}\r\n" in out and "\r\nUID:urn:uuid:AB12-CD\r\n" in out and f"\r\nFN:{fn}\r\n" in out
    assert "EMAIL;TYPE=INTERNET,PREF:one@x.example\r\nEMAIL;TYPE=INTERNET:two@x.example\r\n" in out
    assert apply_matches(known, match_contacts(known, read_vcf(out.encode()).contacts), NOW) == ()
    renamed = [replace(one, name="Kim Li") for one in known]
    assert "\r\nN:Li;Kim;;;\r\n" in to_vcf(renamed).decode()


def test_a_further_address_is_added_to_who_is_known() -> None:
    known = [contact(email="p@one.example")]
    (person,) = read_vcf(CARD.replace(b"Priya Nair", b"Tamsin Okafor")).contacts
    (match,) = match_contacts(known, [person])
    assert [(c.field, c.after) for c in match.changes if "email" in c.field] == [("other_emails", "priya@two.example")]
    (after,) = apply_matches(known, [match], NOW)
    assert after.emails == ("p@one.example", "priya@two.example") and after.card == "urn:uuid:AB12"


def test_escapes_in_a_card_are_cleaned() -> None:
    (card,) = read_vcf(
        b"BEGIN:VCARD\nFN:A\x1b[31mnn\x07\nNOTE:\x1b]52;c;eA==\x07hi\nURL:javascript:x\nEND:VCARD"
    ).contacts
    assert (card.name, card.notes, card.linkedin) == ("Ann", "hi", "")


_PIECES = (
    b'BEGIN:VCARD|END:VCARD|\r\n|\n| |=|:|;|,|\\|"|FN|N|ORG|URL|;ENCODING=QUOTED-PRINTABLE:|CHARSET=utf-7|CHARSET=zip'
    b"|=C3=|\xff\xfe|\x00|TEL|EMAIL|https://[|linkedin.com/in/x|NOTE:|CATEGORIES:|a@b.c|\xe9"
).split(b"|")


@some(100)
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(_PIECES), max_size=60).map(b"".join)))
def test_no_bytes_raise(data: bytes) -> None:
    read = read_vcf(data)
    assert read.contacts or read.notes
    for card in read.contacts:
        for value in (card.name, card.role, card.company, card.email, card.phone, card.linkedin):
            assert value == clean_line(value)


def test_large_and_nasty_files_take_linear_time() -> None:
    many = b"BEGIN:VCARD\nFN:" + b"a" * 2_000_000 + b"\nORG:" + b"\\" * 200_000 + b";" * 200_000 + b"\nEND:VCARD\n"
    folded = b"BEGIN:VCARD\nFN:x\nPHOTO:" + b"\n A" * 500_000 + b"\nEND:VCARD\n"
    assert len(read_vcf(many + folded).contacts) == 2
    notes = read_vcf(b"BEGIN:VCARD\n" * 20_000).notes
    assert len(notes) == 21 and notes[-1] == "19980 more cards were left out."


@pytest.mark.parametrize("charset", ["zip", "idna", "rot13", "nonsense", "utf-7", "unicode_escape", ""])
def test_a_charset_that_is_not_on_the_list_is_read_as_utf_8(charset: str) -> None:
    data = f"BEGIN:VCARD\nFN;CHARSET={charset}:Zoë \\u0041+ACI-\nEND:VCARD\n".encode()
    assert read_vcf(data).contacts[0].name == "Zoë u0041+ACI-"
