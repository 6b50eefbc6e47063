"""A table of learned weights as the bytes of a file: a JSON head, the feature numbers, and a byte for each weight.

Numbers are written as steps and weights column by column, since so they are pressed best.
"""

import json
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

ZERO: Final = 128  # what stands for 0 in a weight's byte
_NUMBER: Final = "I"  # the type code of a feature number, of 4 bytes
_HEAD: Final = 8  # bytes of the length of the JSON head


class PackedTable(NamedTuple):
    """What a file holds: the head, the row of each feature number, and the rows, a byte (weight + `ZERO`) a column."""

    head: Mapping[str, Any]
    places: Mapping[int, int]
    rows: bytes


def pack(head: Mapping[str, Any], numbers: Sequence[int], rows: Sequence[Sequence[int]]) -> bytes:
    """Return a table as bytes; `numbers` rise, a row holds weights from -127 to 127."""
    text = json.dumps({**head, "rows": len(rows)}, sort_keys=True).encode()
    steps = array(_NUMBER, [b - a for a, b in zip([0, *numbers], numbers, strict=False)]).tobytes()
    weights = bytes(weight + ZERO for column in zip(*rows, strict=True) for weight in column)
    return zlib.compress(b"".join([str(len(text)).encode().rjust(_HEAD), text, steps, weights]), 9)


def unpack(data: bytes, width: Callable[[Mapping[str, Any]], int]) -> PackedTable:
    """Return the table in some bytes; `width` tells its columns by the head. Raise `ValueError` when it is damaged."""
    try:
        whole = zlib.decompress(data)
    except zlib.error as error:
        raise ValueError("not a packed table") from error
    start = _HEAD + int(whole[:_HEAD])
    head = json.loads(whole[_HEAD:start])
    count, columns = head["rows"], width(head)
    end = start + array(_NUMBER).itemsize * count
    if len(whole) != end + count * columns:
        raise ValueError(f"a table of {count} rows does not have {len(whole)} bytes")
    places: dict[int, int] = {}
    number = 0
    for place, step in enumerate(array(_NUMBER, whole[start:end])):
        number += step
        places[number] = place
    rows = bytearray(count * columns)
    for column in range(columns):
        rows[column::columns] = whole[end + column * count : end + (column + 1) * count]
    return PackedTable(head, places, bytes(rows))
