"""Records to plain JSON and back, by the fields of their dataclasses: clean text, aware dates and known values only."""

import dataclasses
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.records import Profile, Record, Records
from rejection_tui.domain.text import clean
from rejection_tui.storage.file_format import Document

AnyRecord = Record | Profile
Convert = Callable[[Any], Any]


class Unreadable(Exception):
    """A document that cannot become a record: which one, which field, and why."""

    def __init__(self, table: str, uid: str, field: str, why: str) -> None:
        super().__init__(f"{table} {uid[:12] or '(no uid)'}: “{field}” {why}")
        self.table, self.uid, self.field, self.why = table, uid, field, why


def _tables() -> dict[str, Any]:
    hints = typing.get_type_hints(Records)
    return {f.name: typing.get_args(hints[f.name])[1] for f in dataclasses.fields(Records)}


#: Every table of the file by name, with the class of its records.
TABLES: Final[Mapping[str, Any]] = types.MappingProxyType(_tables())
_TABLE_OF: Final[dict[Any, str]] = {cls: name for name, cls in TABLES.items()}

_DOUBTFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def table_of(record: AnyRecord) -> str:
    """Return the table a record lives in."""
    return _TABLE_OF[type(record)]


def encode(record: AnyRecord) -> Document:
    """Return the plain document of `record`; raise `StorageError` for a value the file must not hold."""
    result = {}
    for name, into, _, _ in _codec(TABLES[table_of(record)]):
        try:
            result[name] = into(getattr(record, name))
        except ValueError as error:
            raise StorageError(f"Not saved: “{name}” of a record in {table_of(record)} {error}.") from error
    if not result["uid"]:
        raise StorageError(f"Not saved: a record in {table_of(record)} has no identity.")
    return result


def decode(table: str, doc: Mapping[str, Any]) -> AnyRecord:
    """Return the record in `doc`; raise `Unreadable` naming the field that stands in the way."""
    uid = doc.get("uid")
    values = []
    for name, _, out, default in _codec(TABLES[table]):
        found = doc.get(name, default)
        if found is default:
            if default is dataclasses.MISSING:
                raise Unreadable(table, str(uid or ""), name, "is missing")
            values.append(default)
            continue
        try:
            values.append(out(found))
        except ValueError as error:
            raise Unreadable(table, str(uid or ""), name, str(error)) from error
    if not isinstance(uid, str) or not uid:
        raise Unreadable(table, "", "uid", "is empty")
    record: AnyRecord = TABLES[table](*values)
    return record


@cache
def defaults(table: str) -> Mapping[str, Any]:
    """Return what each field of a table says when it is not written down, as plain JSON."""
    found = {n: into(d) for n, into, _, d in _codec(TABLES[table]) if d is not dataclasses.MISSING and n != "uid"}
    return types.MappingProxyType(found)


def slim(table: str, content: Mapping[str, Any]) -> Document:
    """Return `content` without what goes without saying: half of the file otherwise."""
    silent = defaults(table)
    return {key: value for key, value in content.items() if key not in silent or value != silent[key]}


@cache
def _codec(cls: Any) -> tuple[tuple[str, Convert, Convert, Any], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((f.name, *_pair(hints[f.name]), _default(f)) for f in dataclasses.fields(cls))


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is dataclasses.MISSING:
        return field.default
    return field.default_factory()  # one object for all: the records are frozen, their defaults must be too


def _pair(kind: Any) -> tuple[Convert, Convert]:
    """Return how a value of type `kind` is written and read."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        into, out = _pair(next(a for a in args if a is not types.NoneType))
        return _optional(into), _optional(out)
    if origin is tuple:
        into, out = _pair(args[0])
        return _sequence(into, tuple, list), _sequence(out, list, tuple)
    if issubclass(kind, StrEnum):
        return _from_enum(kind), _to_enum(kind)
    return _PLAIN[kind]


def _optional(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _sequence(convert: Convert, source: type[list[Any]] | type[tuple[Any, ...]], target: type) -> Convert:
    def all_of(value: Any) -> Any:
        if not isinstance(value, source):
            raise ValueError("is not a list")
        return target(convert(item) for item in value)

    return all_of


def _from_enum(kind: type[StrEnum]) -> Convert:
    return lambda value: kind(value).value


def _to_enum(kind: type[StrEnum]) -> Convert:
    known = {member.value: member for member in kind}

    def member(value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"is {str(value)[:30]!r}, none of: {', '.join(known)}")
        return known[value]

    return member


def text(value: Any) -> str:
    """Return `value` as clean text: what the gate does to every string on its way in and out."""
    if not isinstance(value, str):
        raise ValueError("is not text")
    if value.isascii() and not _DOUBTFUL.search(value):
        return str(value)
    return clean(value)


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise ValueError("is not true or false")


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("is not a whole number")
    if not -(2**63) <= value < 2**63:
        raise ValueError("is too large a number")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("is not a number")
    return float(value)


def _aware(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError("is a moment without a time zone")
    return value


def _moment_in(value: Any) -> str:
    if not isinstance(value, datetime):
        raise ValueError("is not a moment")
    return _aware(value).isoformat()


def _moment_out(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError("is not a moment")
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"is {value[:40]!r}, which is not a moment") from None
    return _aware(found)


def _day_in(value: Any) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("is not a day")
    return value.isoformat()


def _day_out(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"is {str(value)[:40]!r}, which is not a day") from None


_PLAIN: Final[dict[type, tuple[Convert, Convert]]] = {
    str: (text, text),
    bool: (_flag, _flag),
    int: (_whole, _whole),
    float: (_number, _number),
    datetime: (_moment_in, _moment_out),
    date: (_day_in, _day_out),
}
