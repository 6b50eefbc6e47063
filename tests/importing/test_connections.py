"""LinkedIn's Connections.csv in its usual and unusual shapes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
