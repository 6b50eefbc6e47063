"""Records to JSON documents and back; both ways text is cleaned and every value checked against its field's type."""

import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

import msgspec

from rejection_tui.domain.codec import FieldMismatch, is_record, read, record_tables
from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.records import Profile, Record
from rejection_tui.domain.text import clean
from rejection_tui.storage.file_format import Document

AnyRecord = Record | Profile


class Unreadable(Exception):
    """A document that is no valid record; `field` and `why` say which value is wrong and how."""

    def __init__(self, table: str, uid: str, field: str, why: str) -> None:
        super().__init__(f"{table} {uid[:12] or '(no uid)'}: “{field}” {why}")
        self.table, self.uid, self.field, self.why = table, uid, field, why


#: Every table of the file by name, with the class of its records.
TABLES: Final[Mapping[str, Any]] = types.MappingProxyType(record_tables())
_TABLE_OF: Final[dict[Any, str]] = {cls: name for name, cls in TABLES.items()}

_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def table_of(record: AnyRecord) -> str:
    """Return the table a record lives in."""
    return _TABLE_OF[type(record)]


def validated(record: AnyRecord) -> tuple[AnyRecord, Document]:
    """Return `record` with its text cleaned, as a reader of the file will see it, and its JSON document.

    Raise `StorageError` for a value that does not fit its field. Every record that is written passes this check.
    """
    table = table_of(record)
    values = {name: _cleaned(getattr(record, name)) for name in record.__struct_fields__}
    try:
        found: AnyRecord = msgspec.convert(values, TABLES[table])
    except msgspec.ValidationError:
        mismatch = _mismatch(table, values)
        if mismatch.name == "uid" and values["uid"] == "":
            raise StorageError(f"Not saved: a record in {table} has no identity.") from mismatch
        raise StorageError(f"Not saved: “{mismatch.name}” of a record in {table} {_explain(mismatch)}.") from mismatch
    return found, {name: _written(getattr(found, name)) for name in found.__struct_fields__}


def encode(record: AnyRecord) -> Document:
    """Return the JSON document of `record`; raise `StorageError` for a value that does not fit its field."""
    return validated(record)[1]


def decode(table: str, doc: Mapping[str, Any]) -> AnyRecord:
    """Return the record in `doc`, its text cleaned; raise `Unreadable` naming the first field that does not fit."""
    known = TABLES[table].__struct_fields__
    try:
        record: AnyRecord = read(TABLES[table], {name: _cleaned(doc[name]) for name in known if name in doc})
    except FieldMismatch as mismatch:
        uid = doc.get("uid")
        raise Unreadable(table, str(uid or ""), mismatch.name, _explain(mismatch)) from mismatch
    return record


@cache
def defaults(table: str) -> Mapping[str, Any]:
    """Return the default of each optional field of a table, as a JSON value; a field left out of a document has it."""
    found = {f.name: f.default for f in msgspec.structs.fields(TABLES[table]) if not f.required and f.name != "uid"}
    return types.MappingProxyType({name: _written(value) for name, value in found.items()})


def without_defaults(table: str, content: Mapping[str, Any]) -> Document:
    """Return `content` without the fields that hold their default; written out, they would double the file."""
    default = defaults(table)
    return {key: value for key, value in content.items() if key not in default or value != default[key]}


def text(value: str) -> str:
    """Return `value` cleaned as every string is that is written to or read from the file."""
    if value.isascii() and not _CONTROL_CHARACTERS.search(value):
        return str(value)
    return clean(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, StrEnum) else text(value)
    if isinstance(value, msgspec.Struct):  # a record inside a record; as a dictionary its fields are checked as well
        return {name: _cleaned(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {name: _cleaned(item) for name, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, msgspec.Struct):
        default = {f.name: f.default for f in msgspec.structs.fields(value)}
        values = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return {name: _written(found) for name, found in values if found != default[name]}
    return value.value if isinstance(value, StrEnum) else value


def _mismatch(table: str, values: Mapping[str, Any]) -> FieldMismatch:
    try:
        read(TABLES[table], values)
    except FieldMismatch as mismatch:
        return mismatch
    raise AssertionError("a value that was refused is read")


def _explain(mismatch: FieldMismatch) -> str:
    """Return what is wrong with a value, worded as the end of a sentence that begins with its field."""
    hint, value = mismatch.hint, mismatch.value
    if mismatch.missing:
        return "is missing"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"is {str(value)[:30]!r}, none of: {', '.join(member.value for member in hint)}"
    if hint is str:
        return "is empty" if value == "" else "is not text"
    if hint is int:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "is too large a number" if whole else "is not a whole number"
    if hint is datetime:
        return _explain_moment(value)
    if hint is date:
        return f"is {str(value)[:40]!r}, which is not a day" if isinstance(value, str) else "is not a day"
    if is_record(hint):
        return "holds something that cannot be read as what it should hold"
    if hint is bool:
        return "is not true or false"
    return "is not a number" if hint is float else "is not a list"


def _explain_moment(value: object) -> str:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return f"is {str(value)[:40]!r}, which is not a moment"
    return "is a moment without a time zone" if isinstance(value, datetime) else "is not a moment"
