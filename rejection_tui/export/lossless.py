"""All records as one JSON text and back, without loss.

The shape is `{"rejtui": 1, "exported": moment, "tables": {table: {uid: record}}}`; values are those of `domain.codec`.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from rejection_tui.domain.codec import from_plain, record_tables, to_plain
from rejection_tui.domain.errors import Damaged
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean

FORMAT: Final = 1


def to_json(records: Records, now: datetime) -> bytes:
    """Return `records` as indented UTF-8 JSON ending with a line break; `now` is written as the time of export."""
    tables = {
        name: {uid: to_plain(record) for uid, record in sorted(getattr(records, name).items())}
        for name in record_tables()
    }
    shape = {"rejtui": FORMAT, "exported": to_plain(now), "tables": tables}
    try:
        return (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:  # a lone surrogate: only the escaped form can carry it
        return (json.dumps(shape, indent=1) + "\n").encode("ascii")


def is_json_export(data: bytes) -> bool:
    """Return whether `data` begins as `to_json` writes it, with any indentation."""
    return re.match(rb'(?:\xef\xbb\xbf)?\s{0,20}\{\s{0,20}"rejtui"\s{0,20}:', data) is not None


def from_json(data: bytes) -> Records:
    """Return the records in `data`, all text cleaned; raise `Damaged` with the field or the reason."""
    shape = _parsed(data)
    if not isinstance(shape, dict) or "rejtui" not in shape:
        raise Damaged("This is not a JSON export of rejtui; nothing was taken over.")
    if shape["rejtui"] != FORMAT or isinstance(shape["rejtui"], bool):
        raise Damaged("This JSON export was written by another version of rejtui; nothing was taken over.")
    tables = shape.get("tables")
    if not isinstance(tables, dict):
        raise Damaged("The JSON export has no tables; nothing was taken over.")
    kinds = record_tables()
    unknown = sorted(set(tables) - set(kinds))
    if unknown:
        raise Damaged(
            f"The JSON export has a table this version does not know, {unknown[0][:60]}; nothing was taken over."
        )
    return Records(**{name: _table(name, kinds[name], tables.get(name, {})) for name in kinds})


def _parsed(data: bytes) -> object:
    try:
        return _cleaned(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, ValueError):
        raise Damaged("The file is not readable JSON in UTF-8; nothing was taken over.") from None
    except RecursionError:
        raise Damaged("The file is nested too deeply to be an export of rejtui; nothing was taken over.") from None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _table(name: str, kind: type[Any], rows: object) -> Mapping[str, Any]:
    if not isinstance(rows, dict):
        raise Damaged(f"The table {name} should hold records by their id; nothing was taken over.")
    records = {uid: from_plain(kind, row, f"{name}[{uid[:12]}]") for uid, row in rows.items()}
    for uid, record in records.items():
        if record.uid != uid:
            raise Damaged(f"A record in {name} has another id than its own, {uid[:12]}; nothing was taken over.")
    return records
