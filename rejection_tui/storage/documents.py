"""The gate of the file: what a record says as a plain document, and back: clean text, aware dates, known values."""

import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

import msgspec

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.plain import Misfit, read, record_tables
from rejection_tui.domain.records import Profile, Record
from rejection_tui.domain.text import clean
from rejection_tui.storage.file_format import Document

AnyRecord = Record | Profile


class Unreadable(Exception):
    """A document that cannot become a record: which one, which field, and why."""

    def __init__(self, table: str, uid: str, field: str, why: str) -> None:
        super().__init__(f"{table} {uid[:12] or '(no uid)'}: “{field}” {why}")
        self.table, self.uid, self.field, self.why = table, uid, field, why


#: Every table of the file by name, with the class of its records.
TABLES: Final[Mapping[str, Any]] = types.MappingProxyType(record_tables())
_TABLE_OF: Final[dict[Any, str]] = {cls: name for name, cls in TABLES.items()}

_DOUBTFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def table_of(record: AnyRecord) -> str:
    """Return the table a record lives in."""
    return _TABLE_OF[type(record)]


def gate(record: AnyRecord) -> tuple[AnyRecord, Document]:
    """Return `record` as a reader of the file will see it, and its document.

    Raise `StorageError` for a value the file must not hold. Nothing but this decides what is written.
    """
    table = table_of(record)
    values = {name: _cleaned(getattr(record, name)) for name in record.__struct_fields__}
    try:
        found: AnyRecord = msgspec.convert(values, TABLES[table])
    except msgspec.ValidationError:
        misfit = _misfit(table, values)
        if misfit.name == "uid" and values["uid"] == "":
            raise StorageError(f"Not saved: a record in {table} has no identity.") from misfit
        raise StorageError(f"Not saved: “{misfit.name}” of a record in {table} {_why(misfit)}.") from misfit
    return found, {name: _written(getattr(found, name)) for name in found.__struct_fields__}


def encode(record: AnyRecord) -> Document:
    """Return the plain document of `record`; raise `StorageError` for a value the file must not hold."""
    return gate(record)[1]


def decode(table: str, doc: Mapping[str, Any]) -> AnyRecord:
    """Return the record in `doc`, its text cleaned; raise `Unreadable` naming the field that stands in the way."""
    known = TABLES[table].__struct_fields__
    try:
        record: AnyRecord = read(TABLES[table], {name: _cleaned(doc[name]) for name in known if name in doc})
    except Misfit as misfit:
        uid = doc.get("uid")
        raise Unreadable(table, str(uid or ""), misfit.name, _why(misfit)) from misfit
    return record


@cache
def defaults(table: str) -> Mapping[str, Any]:
    """Return what each field of a table says when it is not written down, as plain JSON."""
    found = {f.name: f.default for f in msgspec.structs.fields(TABLES[table]) if not f.required and f.name != "uid"}
    return types.MappingProxyType({name: _written(value) for name, value in found.items()})


def slim(table: str, content: Mapping[str, Any]) -> Document:
    """Return `content` without what goes without saying: half of the file otherwise."""
    silent = defaults(table)
    return {key: value for key, value in content.items() if key not in silent or value != silent[key]}


def text(value: str) -> str:
    """Return `value` as clean text: what the gate does to every string on its way in and out."""
    if value.isascii() and not _DOUBTFUL.search(value):
        return str(value)
    return clean(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, StrEnum) else text(value)
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value.value if isinstance(value, StrEnum) else value


def _misfit(table: str, values: Mapping[str, Any]) -> Misfit:
    try:
        read(TABLES[table], values)
    except Misfit as misfit:
        return misfit
    raise AssertionError("a value that was refused is read")


def _why(misfit: Misfit) -> str:
    """Return what is wrong with a value, as the end of a sentence about its field."""
    hint, value = misfit.hint, misfit.value
    if misfit.missing:
        return "is missing"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"is {str(value)[:30]!r}, none of: {', '.join(member.value for member in hint)}"
    if hint is str:
        return "is empty" if value == "" else "is not text"
    if hint is int:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "is too large a number" if whole else "is not a whole number"
    if hint is datetime:
        return _why_no_moment(value)
    if hint is date:
        return f"is {str(value)[:40]!r}, which is not a day" if isinstance(value, str) else "is not a day"
    return {bool: "is not true or false", float: "is not a number"}.get(hint, "is not a list")  # type: ignore[call-overload, no-any-return]


def _why_no_moment(value: object) -> str:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return f"is {str(value)[:40]!r}, which is not a moment"
    return "is a moment without a time zone" if isinstance(value, datetime) else "is not a moment"
