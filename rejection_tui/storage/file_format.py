"""The file format: bytes to tables, with a message for everything that is not a rejtui file."""

import json
from typing import Any, Final

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
Key = tuple[str, str]  # table, uid

META: Final = "meta"
HISTORY: Final = "history"
DELETED: Final = "deleted"
QUARANTINE: Final = "quarantine"
MAX_DEPTH: Final = 100  # nested lists and objects; deeper ones can be read by orjson, but not written


_NESTS: Final = frozenset({dict, list})


class BrokenFile(Exception):
    """The bytes are no rejtui file; the message is worded as the end of a sentence that begins "The file …"."""


def parse(data: bytes) -> Tables:
    """Return the tables in `data`; raise `BrokenFile` for anything TinyDB could not have written."""
    _refuse_bytes(data)
    return check(_decode(data))


def documents(data: bytes) -> dict[str, Any]:
    """Return the JSON object in `data`; raise `BrokenFile` for anything else. Also accepts lone surrogates."""
    found = _decode(data)
    if not isinstance(found, dict):
        raise BrokenFile(f"holds {_kind(found)} where documents should be")
    return found


def check(found: object) -> Tables:
    """Return `found` when it has the structure of a TinyDB file; raise `BrokenFile` naming the first deviation."""
    if not isinstance(found, dict):
        raise BrokenFile(f"holds {_kind(found)} where the tables should be")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise BrokenFile(f"holds {_kind(table)} where the table “{name}” should be")
        for doc_id, doc in table.items():
            if not (doc_id.isascii() and doc_id.isdecimal()):
                raise BrokenFile(f"has a document in “{name}” under “{doc_id[:40]}”, which is not a number")
            if not isinstance(doc, dict):
                raise BrokenFile(f"holds {_kind(doc)} where document {doc_id} of “{name}” should be")
            if too_deep(doc):
                raise BrokenFile("is nested too deeply to be a rejtui file")
    return found


def too_deep(doc: Document) -> bool:
    """True when `doc` is nested too deeply to be written again."""
    level = [value for value in doc.values() if type(value) in _NESTS]
    for _ in range(MAX_DEPTH):
        if not level:
            return False
        level = [v for one in level for v in (one.values() if type(one) is dict else one) if type(v) in _NESTS]
    return True


def _refuse_bytes(data: bytes) -> None:
    if not data.strip():
        raise BrokenFile(f"is empty ({len(data)} bytes)")
    if b"\0" in data:
        raise BrokenFile("holds NUL bytes, as a disk leaves them after a crash")
    if data.startswith(b"\xef\xbb\xbf"):
        raise BrokenFile("starts with a byte-order mark, which some editors add")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"is not UTF-8 text (byte {error.start:,} is {data[error.start]:#04x})") from error


def _decode(data: bytes) -> object:
    import orjson

    try:
        found: object = orjson.loads(data)
    except orjson.JSONDecodeError as first:
        try:
            # The standard library also reads lone surrogates, which other programs may have written as escapes.
            return writable(json.loads(data, parse_constant=_no_constant))
        except RecursionError as error:
            raise BrokenFile("is nested too deeply to be a rejtui file") from error
        except ValueError as error:
            raise BrokenFile(_where(first, data)) from error
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _where(error: json.JSONDecodeError, data: bytes) -> str:
    if "recursion" in error.msg.lower():
        return "is nested too deeply to be a rejtui file"
    if error.pos >= len(data.decode("utf-8").rstrip()) - 1:
        return f"breaks off after {len(data):,} bytes, in the middle of the JSON"
    return f"is not JSON from line {error.lineno}, column {error.colno} on"


def writable(value: object) -> object:
    """Return `value` in a form that orjson can write: lone surrogates replaced, numbers beyond 64 bits as text."""
    match value:
        case bool():
            return value
        case int() if not -(2**63) <= value < 2**64:
            return str(value)
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [writable(item) for item in value]
        case dict():
            return {str(writable(key)): writable(item) for key, item in value.items()}
        case _:
            return value


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number", dict: "a table"}
    return names.get(type(value), "nothing (null)" if value is None else "something else")
