"""The codec: records to plain JSON values and back; msgspec checks every type, errors name the field.

Moments are written as ISO 8601 with offset, days as ISO dates, enumerations as their value, tuples as lists.
"""

import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from rejection_tui.domain.errors import Damaged
from rejection_tui.domain.record import MAX_WHOLE, MIN_WHOLE

T = TypeVar("T")

_FIELD: Final = re.compile(r"`\$\.(\w+)(?:\[(\d+|\.\.\.)\])?[^`]*`$|required field `(\w+)`$")


class FieldMismatch(Exception):
    """A value that does not fit its field: `name`, `hint` (the field's type) and `value`.

    `missing` when there is none.
    """

    def __init__(self, name: str, hint: object, value: object, place: str = "", missing: bool = False) -> None:
        super().__init__(name)
        self.name, self.hint, self.value, self.place, self.missing = name, hint, value, place or name, missing


@cache
def record_tables() -> dict[str, type]:
    """Return the tables of `Records` in their order: name -> type of its records."""
    from rejection_tui.domain.records import Records

    hints = typing.get_type_hints(Records)
    return {name: typing.get_args(hints[name])[1] for name in Records.__dataclass_fields__}


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def without_none(hint: Any) -> Any:
    """Return the type of a field without its `| None`."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


@cache
def _date_fields(kind: Any) -> tuple[tuple[str, type[date] | type[datetime]], ...]:
    found = ((name, without_none(hint)) for name, hint in _hints(kind).items())
    return tuple((name, hint) for name, hint in found if hint in (date, datetime))


def read(kind: type[T], doc: Mapping[str, Any]) -> T:
    """Return the record of type `kind` in `doc`; raise `FieldMismatch` for the first field that does not fit.

    Fields left out take their defaults; unknown ones are ignored. Moments and days may be in any form of ISO 8601,
    or be datetime and date objects.
    """
    values = dict(doc)
    for name, hint in _date_fields(typing.cast(Any, kind)):
        found = values.get(name)
        if isinstance(found, str):
            try:
                values[name] = hint.fromisoformat(found)
            except ValueError:
                raise FieldMismatch(name, hint, found) from None
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _mismatch(kind, doc, str(error)) from error


def _mismatch(kind: type, doc: Mapping[str, Any], message: str) -> FieldMismatch:
    found = _FIELD.search(message)
    assert found, message
    name = found[1] or found[3]
    hint = without_none(_hints(kind)[name])
    if found[3]:
        return FieldMismatch(name, hint, None, missing=True)
    value = doc.get(name)
    if found[2] and isinstance(value, list | tuple):
        of = typing.get_args(hint)[0]
        index = next((i for i, item in enumerate(value) if not _fits(item, of)), 0)
        return FieldMismatch(name, of, value[index], f"{name}[{index}]")
    return FieldMismatch(name, hint, value)


def _fits(item: object, hint: Any) -> bool:
    try:
        msgspec.convert(item, hint)
    except msgspec.ValidationError:
        return False
    return True


def is_record(hint: object) -> bool:
    """Return whether a type is that of a record, whole or inside another one."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def to_plain(value: object) -> Any:
    """Return a record, or any value made of records, dataclasses, mappings, lists and dates, as plain JSON values.

    Raise `Damaged` for a moment without a time zone.
    """
    return _written(msgspec.to_builtins(value, builtin_types=(datetime, date), str_keys=True, enc_hook=str))


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    if isinstance(value, datetime) and value.tzinfo is None:
        raise Damaged(f"The moment {value.isoformat()} has no time zone, so it was not written.")
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], data: object, where: str = "") -> T:
    """Return the record of type `kind` that `data` describes; raise `Damaged` naming the field that does not fit.

    Fields left out take their defaults; an unknown field raises `Damaged`, so that nothing is dropped silently.
    """
    place = where or kind.__name__.lower()
    if not isinstance(data, dict):
        raise Damaged(
            f"The field {place} should hold a record with named fields and holds {_quoted(data)}; {_NOTHING_TAKEN}"
        )
    try:
        record = read(kind, data)
    except FieldMismatch as mismatch:
        raise Damaged(_sentence(place, mismatch)) from mismatch
    if unknown := next(_unknown(kind, data), ""):
        raise Damaged(f"The field {place}.{unknown} is not known to this version; {_NOTHING_TAKEN}")
    return record


def _unknown(kind: Any, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields this version does not know, also those of the records inside a record, as `facts[0].name`."""
    hints = _hints(kind)
    yield from sorted(str(name)[:60] for name in data if name not in hints)
    for name, hint in hints.items():
        of = next(iter(typing.get_args(hint)), None)
        if is_record(of):
            rows = enumerate(data.get(name, ()))
            yield from (f"{name}[{index}].{inner}" for index, row in rows for inner in _unknown(of, row))


_NOTHING_TAKEN: Final = "nothing was taken over."


def _sentence(where: str, mismatch: FieldMismatch) -> str:
    if mismatch.missing:
        return f"The field {where}.{mismatch.name} is missing; {_NOTHING_TAKEN}"
    wanted, text = _expected(mismatch.hint), isinstance(mismatch.value, str)
    if text and _named(mismatch.hint):
        return f"The field {where}.{mismatch.place} should be {wanted}; {_NOTHING_TAKEN}"
    if text and mismatch.hint is str:
        return f"The field {where}.{mismatch.place} is empty; {_NOTHING_TAKEN}"
    plain = "text" if _named(mismatch.hint) else wanted
    return (
        f"The field {where}.{mismatch.place} should hold {plain} and holds {_quoted(mismatch.value)}; {_NOTHING_TAKEN}"
    )


def _named(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum | date)


def _expected(hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"one of {', '.join(member.value for member in hint)}"
    words = {
        str: "text",
        bool: "true or false",
        int: f"a whole number from {MIN_WHOLE} to {MAX_WHOLE}",
        float: "a number",
        date: "a day such as 2026-11-24",
        datetime: "a moment with its offset, such as 2026-11-24T09:00:00+01:00",
    }
    return "a record with named fields that fit" if is_record(hint) else words.get(hint, "a list")


def _quoted(found: object) -> str:
    names = {str: "text", dict: "a record", list: "a list", type(None): "nothing", bool: "true or false"}
    return names.get(type(found), "a number")
