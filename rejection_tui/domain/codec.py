"""The codec: records to plain JSON values and back, every type checked by msgspec, every misfit named.

Moments are ISO 8601 with their offset, days ISO dates, enumerations their word, tuples lists.
"""

import re
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from rejection_tui.domain.errors import Damaged
from rejection_tui.domain.record import MAX_WHOLE, MIN_WHOLE

T = TypeVar("T")

_FIELD: Final = re.compile(r"`\$\.(\w+)(?:\[(\d+|\.\.\.)\])?[^`]*`$|required field `(\w+)`$")


class Misfit(Exception):
    """A value that a field of a record cannot hold: `name`, its type, the value (`missing`: there is none)."""

    def __init__(self, name: str, hint: object, value: object, place: str = "", missing: bool = False) -> None:
        super().__init__(name)
        self.name, self.hint, self.value, self.place, self.missing = name, hint, value, place or name, missing


@cache
def record_tables() -> dict[str, type]:
    """Return the tables of a Book in their order: name and the type of record each holds."""
    from rejection_tui.domain.records import Records

    hints = typing.get_type_hints(Records)
    return {name: typing.get_args(hints[name])[1] for name in Records.__dataclass_fields__}


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def inner(hint: Any) -> Any:
    """Return the type of a field without its `| None`."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


@cache
def _dated(kind: Any) -> tuple[tuple[str, type[date] | type[datetime]], ...]:
    found = ((name, inner(hint)) for name, hint in _hints(kind).items())
    return tuple((name, hint) for name, hint in found if hint in (date, datetime))


def read(kind: type[T], doc: Mapping[str, Any]) -> T:
    """Return the record of type `kind` in `doc`; raise `Misfit` for the first field that does not fit.

    Fields left out take their defaults; unknown ones are passed over. Moments and days may be written in any way of
    ISO 8601, or stand there as such.
    """
    values = dict(doc)
    for name, hint in _dated(typing.cast(Any, kind)):
        found = values.get(name)
        if isinstance(found, str):
            try:
                values[name] = hint.fromisoformat(found)
            except ValueError:
                raise Misfit(name, hint, found) from None
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _misfit(kind, doc, str(error)) from error


def _misfit(kind: type, doc: Mapping[str, Any], said: str) -> Misfit:
    found = _FIELD.search(said)
    assert found, said
    name = found[1] or found[3]
    hint = inner(_hints(kind)[name])
    if found[3]:
        return Misfit(name, hint, None, missing=True)
    value = doc.get(name)
    if found[2] and isinstance(value, list | tuple):
        of = typing.get_args(hint)[0]
        index = next((i for i, item in enumerate(value) if not isinstance(item, of)), 0)
        return Misfit(name, of, value[index], f"{name}[{index}]")
    return Misfit(name, hint, value)


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

    Fields left out take their defaults; a field the record does not know is refused, so nothing is dropped unseen.
    """
    place = where or kind.__name__.lower()
    if not isinstance(data, dict):
        raise Damaged(f"The field {place} should hold a record with named fields and holds {_said(data)}; {_END}")
    try:
        record = read(kind, data)
    except Misfit as misfit:
        raise Damaged(_sentence(place, misfit)) from misfit
    unknown = sorted(str(name) for name in data if name not in _hints(typing.cast(Any, kind)))
    if unknown:
        raise Damaged(f"The field {place}.{unknown[0][:60]} is not known to this version; {_END}")
    return record


_END: Final = "nothing was taken over."


def _sentence(where: str, misfit: Misfit) -> str:
    if misfit.missing:
        return f"The field {where}.{misfit.name} is missing; {_END}"
    wanted, text = _wanted(misfit.hint), isinstance(misfit.value, str)
    if text and _named(misfit.hint):
        return f"The field {where}.{misfit.place} should be {wanted}; {_END}"
    if text and misfit.hint is str:
        return f"The field {where}.{misfit.place} is empty; {_END}"
    plain = "text" if _named(misfit.hint) else wanted
    return f"The field {where}.{misfit.place} should hold {plain} and holds {_said(misfit.value)}; {_END}"


def _named(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum | date)


def _wanted(hint: Any) -> str:
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
    return words.get(hint, "a list")


def _said(found: object) -> str:
    names = {str: "text", dict: "a record", list: "a list", type(None): "nothing", bool: "true or false"}
    return names.get(type(found), "a number")
