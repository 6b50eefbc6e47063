"""Exports: calendar, address book, tables, record of applications, report, all records as JSON; and that JSON back."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rejection_tui import export
from rejection_tui.domain.application_record import Application
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.records import Records
from rejection_tui.services import application_record, calendar, named_files
from rejection_tui.services.application_record import RecordRequest
from rejection_tui.services.context import AppContext
from rejection_tui.storage import MergeChange, MergeReport, encode, label

#: format -> its description
FORMATS = {
    "ics": "what is due, for a calendar",
    "vcf": "contacts, for an address book",
    "csv": "rejections, as a table",
    "contacts": "contacts, as a table",
    "answers": "answers, as a table",
    "record": "the applications of a period",
    "md": "a report for a mentor",
    "json": "everything, with nothing left out",
}
#: The formats that are tables, and so files that end in .csv.
#: A record of applications is one as well where it is written as CSV.
TABLES: Final = ("csv", "contacts", "answers")
_USUAL_RECORD: Final = RecordRequest()
SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
#: Where a decimal point is written, so that Excel takes commas between cells; by language, and by territory.
_POINT_LANGUAGES: Final = frozenset({"en", "ja", "zh", "ko", "th", "he", "hi", "cy", "ga", "ms", "fil", "sw", "C", ""})
_POINT_TERRITORIES: Final = frozenset({"CH", "MX", "LI", "GT", "HN", "NI", "SV", "DO", "PR", "US"})


def suffix(format: str) -> str:
    """Return how the name of a file in this format ends, without the dot."""
    return "csv" if format in TABLES else "txt" if format == "record" else format


def excel_separator(env: Mapping[str, str]) -> str:
    """Return what Excel expects between cells in the language of the system: a semicolon where commas are decimal."""
    name = next((env[key] for key in ("LC_ALL", "LC_NUMERIC", "LANG") if env.get(key)), "")
    language, _, territory = name.partition(".")[0].partition("@")[0].partition("_")
    point = territory in _POINT_TERRITORIES or (language in _POINT_LANGUAGES | {"POSIX"} and territory != "ZA")
    return "," if point else ";"


def render(
    context: AppContext,
    format: str,
    share_safe: bool = False,
    excel: bool = False,
    separator: str = "",
    record: RecordRequest = _USUAL_RECORD,
) -> bytes:
    """Return the export as bytes; `share_safe` replaces names, addresses and companies but keeps the feedback.

    Tables are for Excel with `excel`; `separator` overrides what stands between cells. `record` is what a record of
    applications is to tell.
    """
    if format not in FORMATS:
        raise UsageError(f"There is no export “{format}”; choose one of {', '.join(FORMATS)}.")
    now, rules = context.now(), context.rules
    records = _records(context, share_safe)
    style = export.CsvStyle(separator or (excel_separator(os.environ) if excel else ","), bom=excel)
    match format:
        case "ics":
            return _calendar(context, share_safe)
        case "vcf":
            return export.to_vcf(tuple(c for c in records.contacts.values() if not c.archived))
        case "csv":
            return export.rejections_csv(records, now, context.rules, style)
        case "contacts":
            return export.contacts_csv(records, now, style)
        case "answers":
            return export.feedback_csv(records, now, style)
        case "record":
            return application_record.render(context, records, record, style)
        case "md":
            return export.report(records, now, rules).encode("utf-8")
        case _:
            return export.to_json(records, now)


def _records(context: AppContext, share_safe: bool) -> Records:
    return export.share_safe(context.records) if share_safe else context.records


def _calendar(context: AppContext, share_safe: bool) -> bytes:
    if share_safe:
        raise UsageError("The calendar names people; a share-safe one would say nothing. Choose csv, md or json.")
    return export.to_ics(calendar.events(context), context.now())


def applications(context: AppContext, record: RecordRequest, share_safe: bool = False) -> tuple[Application, ...]:
    """Return the applications that a record of them lists."""
    return application_record.rows(context, _records(context, share_safe), record)


def write(
    context: AppContext,
    format: str,
    path: Path,
    overwrite: bool = False,
    share_safe: bool = False,
    excel: bool = False,
    separator: str = "",
    record: RecordRequest = _USUAL_RECORD,
) -> Path:
    """Write the export to a private file; raise `Refused` when it exists and `overwrite` is False."""
    data = render(context, format, share_safe, excel, separator, record)
    written = named_files.write_private(context, path, data, overwrite)
    note_exported(context, format)
    return written


def note_exported(context: AppContext, format: str) -> None:
    """Remember that an export was written or printed, as far as a later one depends on it."""
    if format == "ics":
        calendar.note_exported(context)


def import_json(context: AppContext, path: Path) -> int:
    """Add the records of a JSON export that are not in the file yet, in one transaction; return how many."""
    return add_missing(context, _read_records(path), path.name)


def _read_records(path: Path) -> Records:
    return export.from_json(named_files.read(path))


def is_export(path: Path) -> bool:
    """True when the file at `path` is a JSON export, and not a copy of the data file."""
    try:
        return export.is_json_export(named_files.read(path)[:100])
    except LetterError:
        return False


def preview_json(context: AppContext, path: Path) -> MergeReport:
    """Return what `import_json` would add; nothing is changed."""
    other = _read_records(path)
    return MergeReport(
        tuple(
            MergeChange("added", table, uid, label(encode(record)))
            for table in Records.__dataclass_fields__
            for uid, record in getattr(other, table).items()
            if uid not in getattr(context.records, table)
        )
    )


def add_missing(context: AppContext, other: Records, name: str) -> int:
    """Add those of `other` that are not in the file yet, in one transaction; return how many.

    `name` is for the history.
    """
    count = 0
    with context.store.transaction(f"Import {name}", context.now()) as transaction:
        for table in Records.__dataclass_fields__:
            here = getattr(transaction.records, table)
            fresh = [record for uid, record in getattr(other, table).items() if uid not in here]
            transaction.put(*fresh)
            count += len(fresh)
    return count
