"""Reads people from a table: LinkedIn's Connections.csv, which begins with a few lines of notes, or an address book's.

A spreadsheet that saved it again may have changed its separators, its charset and the form of its dates.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.addresses import email_key, linkedin_key, web_link
from rejection_tui.domain.day_words import DateOrder
from rejection_tui.domain.decoding import decode, decode_file
from rejection_tui.domain.names import family_first
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.domain.written_days import month_of
from rejection_tui.importing.contact_file import ContactFromFile, ContactsRead

_MAX_BYTES: Final = 50_000_000
_SEARCH_LINES: Final = (
    60  # the notes before the header are three lines long; a later header belongs to another kind of file
)
_SERIAL: Final = re.compile(r"[2-6]\d{4}")  # a day as Excel counts them
_NAMED_DAY: Final = re.compile(r"(\d{1,2})\.?[ -]+([^\W\d_]{3,12})\.?[ -]+(\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?")
_FIGURES: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")


@cache
def _columns() -> dict[str, str]:
    names: dict[str, list[str]] = tomllib.loads(read("export/connections.toml"))
    return {fold(word): column for column, words in names.items() for word in words}


def read_connections(data: bytes, order: DateOrder = DateOrder.UNKNOWN) -> ContactsRead:
    """Return the people in a table, and a sentence for whatever cannot be read. Never raises.

    `order` is that of the user's dates in figures, where the file itself does not show in which order they are.
    """
    if len(data) > _MAX_BYTES:
        return ContactsRead(notes=("The file is larger than 50 MB, so it was not read.",))
    lines = _text(data).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _header(lines)
    if found is None:
        return ContactsRead(notes=(_no_header(lines),))
    index, delimiter, columns = found
    return _people(lines[index + 1 :], delimiter, columns, index + 2, order)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode_file(data)
    return decode(data)


@dataclass(frozen=True, slots=True)
class _Columns:
    """In which places of a row something stands, such as "email"; the first place that is filled counts."""

    places: Mapping[str, tuple[int, ...]]

    @property
    def of_linkedin(self) -> bool:
        """Address books have no day of connecting, and LinkedIn's table no telephone."""
        return "connected" in self.places or ("url" in self.places and "phone" not in self.places)

    def cell(self, row: Sequence[str], column: str) -> str:
        """Return one line of a row, "" when it is empty."""
        found = (clean_line(row[place]) for place in self.places.get(column, ()) if place < len(row))
        return next((text for text in found if text), "")

    def block(self, row: Sequence[str], column: str) -> str:
        """Return a text of several lines of a row."""
        found = (clean(row[place]).strip() for place in self.places.get(column, ()) if place < len(row))
        return next((text for text in found if text), "")


def _header(lines: Sequence[str]) -> tuple[int, str, _Columns] | None:
    for index, line in enumerate(lines[:_SEARCH_LINES]):
        for delimiter in ",;\t":
            columns = _columns_named(line, delimiter)
            if len(columns) >= 3 and ("first" in columns or "last" in columns or {"display", "email"} <= set(columns)):
                return index, delimiter, _Columns(columns)
    return None


def _columns_named(line: str, delimiter: str) -> dict[str, tuple[int, ...]]:
    columns: dict[str, tuple[int, ...]] = {}
    for place, cell in enumerate(line[:8000].strip().split(delimiter)):
        if column := _columns().get(fold(cell)):
            columns[column] = (*columns.get(column, ()), place)
    return columns


def _no_header(lines: Sequence[str]) -> str:
    widest = max(lines[:_SEARCH_LINES], key=lambda line: line.count(",") + line.count(";"), default="")
    if not widest.strip():
        return "The file is empty, so there was nobody to read."
    return (
        "The columns of LinkedIn's Connections.csv (First Name, Last Name, URL, …) are not in this file; "
        f"the nearest line says “{clean_line(widest, 100)}”. Nothing was taken over."
    )


def _people(lines: Sequence[str], delimiter: str, columns: _Columns, start: int, order: DateOrder) -> ContactsRead:
    rows: list[list[str]] = []
    notes: list[str] = []
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter)
    while True:
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            notes.append(f"Line {start + reader.line_num - 1} could not be read and was left out.")
    days = [columns.cell(row, "connected") for row in rows]
    order = _order_of(days) or order
    found = [_person(row, columns, order) for row in rows]
    nameless = sum(person is None and any(map(str.strip, row)) for person, row in zip(found, rows, strict=True))
    if nameless:
        notes.append(
            f"{nameless} row{'s' if nameless > 1 else ''} without a name {'were' if nameless > 1 else 'was'} left out."
        )
    if unread := [day for day in days if day and _day(day, order) is None]:
        some = f"{len(unread)} days" if len(unread) > 1 else "1 day"
        example = clean_line(unread[0], 30)
        notes.append(f"{some} of connecting, such as “{example}”, could not be told and are left empty.")
    return ContactsRead(tuple(person for person in found if person is not None), tuple(notes))


def _person(row: Sequence[str], columns: _Columns, order: DateOrder) -> ContactFromFile | None:
    first, middle, last = (columns.cell(row, name) for name in ("first", "middle", "last"))
    name = clean_line(" ".join(part for part in (first, middle, last) if part)) or columns.cell(row, "display")
    if family_first(first + last):
        name = f"{last} {first}"
    if not name:
        return None
    written = [part for column in ("email", "email2", "email3") for part in columns.cell(row, column).split(":::")]
    emails = tuple(dict.fromkeys(address for part in written if email_key(address := part.strip())))
    linkedin, connected = columns.of_linkedin, _day(columns.cell(row, "connected"), order)
    met = f"LinkedIn, connected on {connected.isoformat()}" if connected else "LinkedIn"
    url = web_link(columns.cell(row, "url"))
    return ContactFromFile(
        name=name,
        role=columns.cell(row, "position"),
        company=columns.cell(row, "company"),
        email=emails[0] if emails else "",
        emails=emails,
        phone=clean_line(columns.cell(row, "phone"), 60),
        linkedin=url if linkedin or linkedin_key(url) else "",
        connected=connected,
        notes="" if linkedin else columns.block(row, "notes"),
        how_we_met=met if linkedin else "",
        name_parts=(last, first, middle, "", "") if first and last else (),
        source="LinkedIn" if linkedin else "address book",
    )


def _order_of(days: Iterable[str]) -> DateOrder | None:
    """Return the order of the dates in figures that a column shows: no month is the thirteenth."""
    figures = [(int(m[1]), int(m[3])) for day in days if (m := _FIGURES.fullmatch(day)) and m[2] != "."]
    if any(first > 12 for first, _ in figures):
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if any(second > 12 for _, second in figures) else None


def _day(text: str, order: DateOrder) -> date | None:
    """Return the day of `05 Mar 2024` as LinkedIn writes it, or of what a spreadsheet made of it."""
    if _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    if match := _NAMED_DAY.fullmatch(text):
        return _date(match[3], month_of(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], int(match[2]), int(match[3]))
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or order is DateOrder.DAY_FIRST or first == second:
        return _date(match[4], second, first)
    return _date(match[4], first, second) if order is DateOrder.MONTH_FIRST else None


def _date(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    except ValueError:
        return None
