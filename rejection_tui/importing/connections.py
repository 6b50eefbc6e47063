"""Reads LinkedIn's Connections.csv: a few lines of notes, a header in the account's language, then one person a row."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.addresses import email_key, web_link
from rejection_tui.domain.day_words import MONTHS
from rejection_tui.domain.decoding import decode_file
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.importing.contact_file import ContactFromFile, ContactsRead

_MAX_BYTES: Final = 50_000_000
_SEARCH_LINES: Final = (
    60  # the notes before the header are three lines long; a later header belongs to another kind of file
)
_MONTHS: Final = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}


@cache
def _columns() -> dict[str, str]:
    names: dict[str, list[str]] = tomllib.loads(read("export/connections.toml"))
    return {fold(word): column for column, words in names.items() for word in words}


def read_connections(data: bytes) -> ContactsRead:
    """Return the people in a Connections.csv, and a sentence for whatever cannot be read. Never raises."""
    if len(data) > _MAX_BYTES:
        return ContactsRead(notes=("The file is larger than 50 MB, so it was not read.",))
    lines = decode_file(data).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _header(lines)
    if found is None:
        return ContactsRead(notes=(_no_header(lines),))
    index, delimiter, columns = found
    return _people(lines[index + 1 :], delimiter, columns, index + 2)


def _header(lines: Sequence[str]) -> tuple[int, str, dict[str, int]] | None:
    for index, line in enumerate(lines[:_SEARCH_LINES]):
        for delimiter in ",;\t":
            columns = _columns_named(line, delimiter)
            if len(columns) >= 3 and ("first" in columns or "last" in columns):
                return index, delimiter, columns
    return None


def _columns_named(line: str, delimiter: str) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(line[:2000].strip().split(delimiter)):
        if column := _columns().get(fold(cell)):
            columns.setdefault(column, place)
    return columns


def _no_header(lines: Sequence[str]) -> str:
    widest = max(lines[:_SEARCH_LINES], key=lambda line: line.count(",") + line.count(";"), default="")
    if not widest.strip():
        return "The file is empty, so there was nobody to read."
    return (
        "The columns of LinkedIn's Connections.csv (First Name, Last Name, URL, …) are not in this file; "
        f"the nearest line says “{clean_line(widest, 100)}”. Nothing was taken over."
    )


def _people(lines: Sequence[str], delimiter: str, columns: Mapping[str, int], start: int) -> ContactsRead:
    people: list[ContactFromFile] = []
    notes: list[str] = []
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter)
    nameless = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            notes.append(f"Line {start + reader.line_num - 1} could not be read and was left out.")
            continue
        person = _person(row, columns)
        if person is not None:
            people.append(person)
        elif any(cell.strip() for cell in row):
            nameless += 1
    if nameless:
        notes.append(
            f"{nameless} row{'s' if nameless > 1 else ''} without a name {'were' if nameless > 1 else 'was'} left out."
        )
    return ContactsRead(tuple(people), tuple(notes))


def _person(row: Sequence[str], columns: Mapping[str, int]) -> ContactFromFile | None:
    def cell(column: str) -> str:
        place = columns.get(column, -1)
        return clean_line(row[place]) if 0 <= place < len(row) else ""

    name = clean_line(f"{cell('first')} {cell('last')}")
    if not name:
        return None
    email = cell("email") if email_key(cell("email")) else ""
    connected = _day(cell("connected"))
    return ContactFromFile(
        name=name,
        role=cell("position"),
        company=cell("company"),
        email=email,
        emails=(email,) if email else (),
        linkedin=web_link(cell("url")),
        connected=connected,
        how_we_met=f"LinkedIn, connected on {connected.isoformat()}" if connected else "LinkedIn",
        source="LinkedIn",
    )


def _day(text: str) -> date | None:
    """Return the day of `05 Mar 2024`. LinkedIn always writes English months, so the locale must not be used."""
    if match := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})", text):
        month = _MONTHS.get(match[2].casefold(), 0)
        try:
            return date(int(match[3]), month, int(match[1]))
        except ValueError:
            return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
