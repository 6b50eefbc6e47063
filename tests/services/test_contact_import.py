"""Contacts out of LinkedIn's Connections.csv: only people at companies of the file are proposed."""

from pathlib import Path

import pytest

from rejection_tui.services import contact_import, contacts
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction
from tests.world.linkedin import connections
from tests.world.sample import some_rejections


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """120 connections, three of them at companies of the sample rejections."""
    return connections(tmp_path / "Connections.csv")


def test_of_120_connections_those_at_companies_of_the_file_are_proposed(context: AppContext, file: Path) -> None:
    some_rejections(context)
    found = contact_import.in_file(context, file)
    assert len(found.matches) == 120
    assert {found.matches[place].incoming.company for place in found.proposed} == {"Globex", "Initech Inc.", "ACME Ltd"}
    assert len(found.proposed) == 3 and len(found.elsewhere) == 117
    taken = [match for place, match in enumerate(found.matches) if place in found.proposed]
    assert one_transaction(context, lambda: contact_import.apply(context, taken)) == 3


def test_a_connection_who_is_known_is_filled_in_wherever_they_work(context: AppContext, file: Path) -> None:
    known = contacts.add(context, "Person 7", linkedin="https://www.linkedin.com/in/person-7")
    found = contact_import.in_file(context, file)
    (place,) = found.proposed
    match = found.matches[place]
    assert match.contact is not None and match.contact.uid == known.uid


def test_a_connection_that_is_there_twice_is_not_proposed_the_second_time(context: AppContext, file: Path) -> None:
    rows = file.read_text().splitlines()
    file.write_text("\n".join([*rows, rows[-1].replace("Recruiter", "Talent Lead").replace(",,", ",p@x.example,")]))
    assert not contact_import.in_file(context, file).proposed


def test_an_address_book_is_proposed_whole(context: AppContext, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("First Name,Last Name,E-mail Address,Phone 1 - Value\nJane,Hart,jane@x.example,+44 1\n")
    assert contact_import.in_file(context, path).proposed == {0}
