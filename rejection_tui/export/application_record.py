"""The record of applications as text to print, Markdown and CSV; its words are in `content/export/record.toml`."""

import io
import tomllib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

import msgspec

from rejection_tui.content import read
from rejection_tui.domain.application_record import Application, Period
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.region import MONTHS
from rejection_tui.domain.text import clean_line
from rejection_tui.export.markdown import inline
from rejection_tui.export.tables import CsvStyle, csv_bytes

#: Characters in a line of text: what an upright page holds in a usual monospaced font.
PAGE_WIDTH: Final = 78
_LINE_TO_SIGN: Final = 40
_UNKNOWN: Final = "–"
_GAP: Final = 2  # cells between two columns of text
_NO_BREAK: Final = "\u00a0"


class Layout(StrEnum):
    """How a record of applications is written."""

    TEXT = "text"
    MARKDOWN = "md"
    CSV = "csv"


class RecordWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language."""

    title: str
    name: str
    period: str
    count: str
    written: str
    none: str
    signature: str
    day: str
    columns: dict[str, str]
    channels: dict[str, str]
    results: dict[str, str]
    stages: dict[str, str]

    def day_word(self, day: date | None) -> str:
        """Return a day as this language writes it in figures, a dash for None."""
        if day is None:
            return _UNKNOWN
        return self.day.format(d=day.day, m=day.month, y=day.year, name=MONTHS[day.month - 1][:3])

    def channel(self, one: Application) -> str:
        """Return how the application was made, a dash when that is not known."""
        channel = self.channels.get(one.channel, _UNKNOWN)
        return f"{channel} ({one.by})" if one.by and channel != _UNKNOWN else channel

    def result(self, one: Application) -> str:
        """Return the result, and after which talk it came."""
        return ", ".join(filter(None, (self.results.get(one.result, _UNKNOWN), self.stages.get(one.stage, ""))))


@cache
def _languages() -> dict[str, RecordWords]:
    return msgspec.convert(tomllib.loads(read("export/record.toml")), dict[str, RecordWords])


def languages() -> tuple[str, ...]:
    """Return the codes of the languages a record can be written in, English first."""
    return tuple(_languages())


def words_of(language: str) -> RecordWords:
    """Return the words of a language such as "de", "de-AT" or "en_US"; raise `UsageError` for one that has none."""
    wanted = language.replace("_", "-").casefold() or "en"
    by_code = {code.casefold(): words for code, words in _languages().items()}
    found = by_code.get(wanted) or by_code.get(wanted.partition("-")[0])
    if found is None:
        known = ", ".join(languages())
        raise UsageError(f"A record of applications can be written in {known}; not in “{clean_line(language, 20)}”.")
    return found


class Record(msgspec.Struct, frozen=True):
    """What a record of applications tells: whose it is, of which period, the day it is written, and its rows."""

    name: str
    period: Period
    written: date
    rows: Sequence[Application]
    contacts: bool = False  # True: with the name of a person at each company


def to_text(record: Record, words: RecordWords) -> str:
    """Return the record as text that can be printed, at most `PAGE_WIDTH` characters wide; nothing is cut."""
    head = [words.title, "=" * len(words.title), "", *_head(record, words), ""]
    table = _text_table(record, words) if record.rows else [words.none]
    return "\n".join([*head, *table, "", "", _to_sign(words)]) + "\n"


def to_markdown(record: Record, words: RecordWords) -> str:
    """Return the record as Markdown with one table."""
    head = [f"# {words.title}", "", "  \n".join(map(inline, _head(record, words))), ""]
    table = [words.none]
    if record.rows:
        columns = _columns(record)
        days = ("applied", "result_day")
        cells = [[row[c] if c in days else inline(row[c]) for c in columns] for row in _rows(record, words)]
        names = [words.columns[column] for column in columns]
        table = [_piped(names), _piped(["---"] * len(columns)), *map(_piped, cells)]
    return "\n".join([*head, *table, "", _to_sign(words)]) + "\n"


def to_csv(record: Record, words: RecordWords, style: CsvStyle) -> bytes:
    """Return the rows as a table of a spreadsheet, its days as 2026-11-24 and unknown ones empty."""
    columns = [column for column in _columns(record) if column != "number"]
    rows = []
    for one, row in zip(record.rows, _rows(record, words), strict=True):
        days = {"applied": one.applied, "result_day": one.result_day}
        told = row | {name: day.isoformat() if day else "" for name, day in days.items()}
        rows.append(tuple("" if told[column] == _UNKNOWN else told[column] for column in columns))
    return csv_bytes(tuple(words.columns[column] for column in columns), rows, style)


def _head(record: Record, words: RecordWords) -> list[str]:
    first, last = words.day_word(record.period.first), words.day_word(record.period.last)
    lines = [f"{words.name}: {record.name}"] if record.name else []
    lines += [words.period.format(first=first, last=last), words.count.format(count=len(record.rows))]
    return [*lines, words.written.format(day=words.day_word(record.written))]


def _to_sign(words: RecordWords) -> str:
    return f"{words.signature}: {'_' * _LINE_TO_SIGN}"


def _columns(record: Record) -> list[str]:
    contact = ["contact"] if record.contacts else []
    return ["number", "applied", "company", "role", "channel", *contact, "result", "result_day"]


def _rows(record: Record, words: RecordWords) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "applied": words.day_word(one.applied),
            "company": one.company or _UNKNOWN,
            "role": one.role or _UNKNOWN,
            "channel": words.channel(one),
            "contact": one.contact or _UNKNOWN,
            "result": words.result(one),
            "result_day": words.day_word(one.result_day),
        }
        for number, one in enumerate(record.rows, 1)
    ]


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text_table(record: Record, words: RecordWords) -> list[str]:
    """Return the rows as a table of six columns; the person stands below the company, and the day below the result."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from rejection_tui.export.text_columns import column_widths, with_breaks

    heads = ("number", "applied", "company", "role", "channel", "result")
    cells = [[words.columns[name] for name in heads]]
    for row in _rows(record, words):
        row |= {name: row[name].replace(" ", _NO_BREAK) for name in ("applied", "result_day")}
        below = {"company": row["contact"] if record.contacts else "", "result": row["result_day"]}
        told = ([row[name], below.get(name, "")] for name in heads)
        cells.append(["\n".join(part for part in parts if part not in ("", _UNKNOWN)) or _UNKNOWN for parts in told])
    widths = column_widths(list(zip(*cells, strict=True)), PAGE_WIDTH - _GAP * (len(heads) - 1))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, leading=1)
    head, *rows = ([Text(with_breaks(*cell)) for cell in zip(line, widths, strict=True)] for line in cells)
    for title, width in zip(head, widths, strict=True):
        table.add_column(title, overflow="fold", width=width)
    for line in rows:
        table.add_row(*line)
    out = io.StringIO()
    Console(file=out, width=PAGE_WIDTH, color_system=None, legacy_windows=False, _environ={}).print(table)
    return [line.rstrip().replace(_NO_BREAK, " ") for line in out.getvalue().rstrip().split("\n")]
