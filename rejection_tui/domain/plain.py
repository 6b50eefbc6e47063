"""Records to plain dicts and back by introspection alone: what JSON can hold, with every type checked on the way in."""

import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TypeVar

from rejection_tui.domain.errors import Damaged
from rejection_tui.domain.records import Records

T = TypeVar("T")


@cache
def record_tables() -> dict[str, type]:
    """Return the tables of a Book in their order: name and the type of record each holds."""
    hints = typing.get_type_hints(Records)
    return {f.name: typing.get_args(hints[f.name])[1] for f in fields(Records)}


_Shape = tuple[tuple[Field[typing.Any], object], ...]
_SHAPES: dict[str, _Shape] = {}


def _shape(kind: type) -> _Shape:
    """Return the fields of a record and their types, resolved once for each type."""
    key = f"{kind.__module__}.{kind.__qualname__}"
    if key not in _SHAPES:
        hints = typing.get_type_hints(kind)
        _SHAPES[key] = tuple((f, hints[f.name]) for f in fields(kind))
    return _SHAPES[key]


def to_plain(value: object) -> object:
    """Return a record, or any value a record may hold, as dicts, lists, text, numbers and None.

    Moments become ISO 8601 with their offset, days ISO dates, enumerations their word, tuples lists.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f, _ in _shape(type(value))}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Damaged(f"The moment {value.isoformat()} has no time zone, so it was not written.")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], data: object, where: str = "") -> T:
    """Return the record of type `kind` that `data` describes; raise `Damaged` naming the field that does not fit.

    Fields left out take their defaults; a field the record does not know is refused, so nothing is dropped unseen.
    """
    place = where or kind.__name__.lower()
    if not isinstance(data, dict):
        raise _off(place, "a record with named fields", data)
    values: dict[str, object] = {}
    for field, hint in _shape(kind):
        if field.name in data:
            values[field.name] = _value(hint, data[field.name], f"{place}.{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise Damaged(f"The field {place}.{field.name} is missing; nothing was taken over.")
    unknown = sorted(str(name) for name in data if name not in values)
    if unknown:
        raise Damaged(f"The field {place}.{unknown[0][:60]} is not known to this version; nothing was taken over.")
    return kind(**values)


def _off(where: str, wanted: str, found: object) -> Damaged:
    names = {str: "text", dict: "a record", list: "a list", type(None): "nothing", bool: "true or false"}
    what = names.get(type(found), "a number")
    return Damaged(f"The field {where} should hold {wanted} and holds {what}; nothing was taken over.")


def _value(hint: object, data: object, where: str) -> object:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return None if data is None else _value(_without_none(hint), data, where)
    if origin is tuple:
        return _items(hint, data, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_plain(hint, data, where)
    return _scalar(hint, data, where)


def _without_none(hint: object) -> object:
    return next(part for part in typing.get_args(hint) if part is not type(None))


def _items(hint: object, data: object, where: str) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise _off(where, "a list", data)
    inner = typing.get_args(hint)[0]
    return tuple(_value(inner, item, f"{where}[{index}]") for index, item in enumerate(data))


def _scalar(hint: object, data: object, where: str) -> object:
    if hint is bool:
        if isinstance(data, bool):
            return data
        raise _off(where, "true or false", data)
    if hint is int and isinstance(data, int) and not isinstance(data, bool):
        return data
    if hint is float and isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    if hint in (int, float):
        raise _off(where, "a number", data)
    if not isinstance(data, str):
        raise _off(where, "text", data)
    return _from_text(hint, data, where)


def _from_text(hint: object, text: str, where: str) -> object:
    if hint is str:
        return text
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if text in {member.value for member in hint}:
            return hint(text)
        words = ", ".join(member.value for member in hint)
        raise Damaged(f"The field {where} should be one of {words}; nothing was taken over.")
    if hint is datetime:
        return _moment(text, where)
    if hint is date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Damaged(f"The field {where} should be a day such as 2026-11-24; nothing was taken over.") from None
    raise TypeError(f"{where}: records hold no {hint}")


def _moment(text: str, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Damaged(
            f"The field {where} should be a moment with its offset, such as 2026-11-24T09:00:00+01:00; "
            "nothing was taken over."
        )
    return moment
