"""LinkedIn's Connections.csv in its usual and unusual shapes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.day_words import DateOrder
from rejection_tui.domain.text import clean_line
from rejection_tui.importing import read_connections
from tests.strategies import HOSTILE, some

NOTES = 'Notes:\n"Some of the addresses are missing, because members may hide them."\n\n'
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROWS = (
    "Tamsin,Okafor,https://www.linkedin.com/in/tamsin-okafor,tamsin@quillfeather.example,"
    '"Quillfeather, Ltd",Talent Lead,05 Mar 2024\n'
    "Zoë,Ångström,https://www.linkedin.com/in/zoe,,,Recruiter,17 Dec 2025\n"
    ",,,,,,\n"
)
TEXT = NOTES + HEADER + ROWS


def test_the_usual_file() -> None:
    read = read_connections(TEXT.encode())
    assert read.notes == ()
    first, second = read.contacts
    assert (first.name, first.company, first.role) == ("Tamsin Okafor", "Quillfeather, Ltd", "Talent Lead")
    assert (first.email, first.linkedin) == (
        "tamsin@quillfeather.example",
        "https://www.linkedin.com/in/tamsin-okafor",
    )
    assert (first.connected, first.how_we_met) == (date(2024, 3, 5), "LinkedIn, connected on 2024-03-05")
    assert (second.name, second.email, second.company) == ("Zoë Ångström", "", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings(encoding: str, ending: str) -> None:
    read = read_connections(TEXT.replace("\n", ending).encode(encoding))
    assert [c.name for c in read.contacts] == ["Tamsin Okafor", "Zoë Ångström"]


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le\n",
        "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el\n",
        '"First Name","Last Name","URL","Email Address","Company","Position","Connected On"\n',
    ],
)
def test_headers_in_other_languages(header: str) -> None:
    first, _ = read_connections((NOTES + header + ROWS).encode()).contacts
    assert (first.name, first.email, first.role) == ("Tamsin Okafor", "tamsin@quillfeather.example", "Talent Lead")


def test_columns_in_another_order_and_semicolons() -> None:
    read = read_connections(b"Company;Last Name;First Name;Mood\nQuillfeather;Okafor;Tamsin;fine\n")
    assert (read.contacts[0].name, read.contacts[0].company) == ("Tamsin Okafor", "Quillfeather")


@pytest.mark.parametrize(
    ("days", "order", "read"),
    [
        (("05-Mar-24", "17-Dec-25"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("05.03.2024", "17.12.2025"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("05. Mrz 24", "17. Dez 25"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("05-mars-24", "17-déc-25"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("3/5/2024", "12/17/2025"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("05/03/2024", "17/12/2025"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("2024/3/5", "2025-12-17"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("45356", "46008"), DateOrder.UNKNOWN, (date(2024, 3, 5), date(2025, 12, 17))),
        (("3/5/2024", "3/6/2024"), DateOrder.MONTH_FIRST, (date(2024, 3, 5), date(2024, 3, 6))),
        (("5/3/2024", "6/3/2024"), DateOrder.DAY_FIRST, (date(2024, 3, 5), date(2024, 3, 6))),
    ],
)
def test_days_as_a_spreadsheet_saves_them(days: tuple[str, str], order: DateOrder, read: tuple[date, date]) -> None:
    text = TEXT.replace("05 Mar 2024", days[0]).replace("17 Dec 2025", days[1])
    found = read_connections(text.replace(',"Quillfeather, Ltd"', ",Quillfeather").encode(), order)
    assert tuple(c.connected for c in found.contacts) == read and found.notes == ()


def test_days_that_may_be_two_are_left_empty_and_said() -> None:
    text = TEXT.replace("05 Mar 2024", "03/05/2024").replace("17 Dec 2025", "03/06/2024")
    found = read_connections(text.encode())
    assert [c.connected for c in found.contacts] == [None, None]
    assert found.notes == ("2 days of connecting, such as “03/05/2024”, could not be told and are left empty.",)


def test_what_excel_saves_in_germany() -> None:
    text = TEXT.replace('"Quillfeather, Ltd"', "Quillfeather").replace(",", ";").replace("05 Mar 2024", "05.03.2024")
    first, second = read_connections(text.replace("\n", ";;;\r\n").encode("cp1252")).contacts
    assert (first.connected, first.company, second.name) == (date(2024, 3, 5), "Quillfeather", "Zoë Ångström")


OUTLOOK = (
    '"First Name","Middle Name","Last Name","Company","Job Title","Business Phone","Mobile Phone","E-mail Address",'
    '"E-mail 2 Address","Notes","Web Page"\r\n'
    '"Jane","M.","Hart","Northwind, Ltd","Head of Data","+44 20 1","","jane@northwind.example","jane@home.example",'
    '"met in\r\nLeeds","https://northwind.example"\r\n'
)
GOOGLE = (
    "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title\n"
    'Jane Hart,Jane,Hart,jane@northwind.example ::: jane@home.example,+44 20 1,"Northwind, Ltd",Head of Data\n'
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Job Title,Organization\n"
    ',,Jane Hart,,jane@northwind.example,jane@home.example,+44 20 1,Head of Data,"Northwind, Ltd"\n'
)
GERMAN = (
    "Vorname;Nachname;Firma;Position;Telefon geschäftlich;E-Mail-Adresse;E-Mail 2: Adresse\r\n"
    "Jane;Hart;Northwind, Ltd;Head of Data;+44 20 1;jane@northwind.example;jane@home.example\r\n"
)


@pytest.mark.parametrize("text", [OUTLOOK, GOOGLE, THUNDERBIRD, GERMAN], ids=["outlook", "google", "thunderbird", "de"])
def test_an_address_book_is_not_linkedin(text: str) -> None:
    (jane,) = read_connections(text.encode("cp1252")).contacts
    assert jane.name in ("Jane Hart", "Jane M. Hart") and jane.company == "Northwind, Ltd"
    assert jane.emails == ("jane@northwind.example", "jane@home.example")
    assert (jane.phone, jane.role, jane.source) == ("+44 20 1", "Head of Data", "address book")
    assert (jane.how_we_met, jane.linkedin, jane.connected) == ("", "", None)
    assert jane.notes == ("met in\nLeeds" if text == OUTLOOK else "")


def test_an_unknown_header_is_told() -> None:
    read = read_connections("Ime,Prezime,Tvrtka\nAna,Babić,Lučka\n".encode())
    assert read.contacts == ()
    assert "Ime,Prezime,Tvrtka" in read.notes[0] and "Nothing was taken over." in read.notes[0]
    assert read_connections(b"").notes == ("The file is empty, so there was nobody to read.",)


def test_rows_without_a_name_are_counted() -> None:
    read = read_connections((HEADER + ",,https://www.linkedin.com/in/x,,Acme,,\n").encode())
    assert read.notes == ("1 row without a name was left out.",)


def test_a_huge_cell_costs_only_its_own_line() -> None:
    read = read_connections((HEADER + "A,B,,,," + "x" * 200_000 + ",\nTamsin,Okafor,,,,,\n").encode())
    assert [c.name for c in read.contacts][-1] == "Tamsin Okafor"
    assert read.notes == ("Line 2 could not be read and was left out.",)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_cells_arrive_as_plain_text(text: str) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    data = (HEADER + f"{cell},Okafor,{cell},{cell},{cell},{cell},{cell}\n").encode("utf-8", "surrogatepass")
    (person,) = read_connections(data).contacts
    for value in (person.name, person.role, person.company, person.email, person.linkedin):
        assert value == clean_line(value)
    assert person.name.endswith("Okafor") or len(text) >= 300
    assert not person.linkedin or person.linkedin.startswith("http")


@some(80)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda b: HEADER.encode() + b)))
def test_no_bytes_raise(data: bytes) -> None:
    for person in read_connections(data).contacts:
        assert person.name and person.name == clean_line(person.name)
