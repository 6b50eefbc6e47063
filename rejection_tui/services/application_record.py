"""The record of applications of a period, for an employment office: as text to print, Markdown, CSV or plain values."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from rejection_tui import export
from rejection_tui.domain.application_record import Application, Period, applications
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.day_words import read_day
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean_line
from rejection_tui.export import CsvStyle
from rejection_tui.export import Layout as Layout
from rejection_tui.services.context import AppContext

_ENDINGS: Final = {".csv": Layout.CSV, ".md": Layout.MARKDOWN, ".markdown": Layout.MARKDOWN}


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What is asked for: `period` None is that of `usual_period`, `language` "" the user's own."""

    period: Period | None = None
    language: str = ""
    contacts: bool = False  # True: with the name of a person at each company
    layout: Layout = Layout.TEXT


def languages() -> tuple[str, ...]:
    """Return the codes of the languages a record can be written in."""
    return export.record_languages()


def usual_period(now: datetime) -> Period:
    """Return the period that is offered: from the first day of last month until today."""
    return Period(add_months(now.date().replace(day=1), -1), now.date())


def read_period(context: AppContext, first: str, last: str) -> Period:
    """Return the period between two days as the user writes them, "" for those of `usual_period`.

    Raise `UsageError` for what is no day or may be two, and when they are the wrong way round.
    """
    now = context.now()
    usual = usual_period(now)
    days = (
        read_day(text, now.date(), order=context.date_order) if text.strip() else otherwise
        for text, otherwise in ((first, usual.first), (last, usual.last))
    )
    return Period(*days)


def layout_of(path: Path) -> Layout:
    """Return how a record is written to a file of this name: by its ending, else as text."""
    return _ENDINGS.get(path.suffix.casefold(), Layout.TEXT)


def rows(context: AppContext, records: Records, request: RecordRequest) -> tuple[Application, ...]:
    """Return the applications of the period."""
    now = context.now()
    return applications(records, request.period or usual_period(now), now)


def render(context: AppContext, records: Records, request: RecordRequest, style: CsvStyle) -> bytes:
    """Return the record of the applications among `records`; raise `UsageError` for a language it has no words of."""
    now, rules = context.now(), context.rules
    words = export.record_words(request.language or rules.language or rules.english)
    found, period = rows(context, records, request), request.period or usual_period(now)
    record = export.Record(clean_line(records.me.name, 60), period, now.date(), found, request.contacts)
    match request.layout:
        case Layout.CSV:
            return export.record_csv(record, words, style)
        case Layout.MARKDOWN:
            return export.record_markdown(record, words).encode("utf-8")
        case Layout.TEXT:
            return export.record_text(record, words).encode("utf-8")
