"""Finds the message inside an opaque S/MIME signature. Signatures are not checked; nothing here raises."""

from typing import Final

_DATA: Final = bytes.fromhex("06092a864886f70d010701")  # the object identifier of plain content
_ENVELOPED: Final = bytes.fromhex("06092a864886f70d010703")
_OCTETS, _PIECES, _CONTENT = 0x04, 0x24, 0xA0
_MAX_PIECES: Final = 100_000


def is_enveloped(data: bytes) -> bool:
    """Return whether the content is encrypted."""
    return _ENVELOPED in data[:200]


def signed_message(data: bytes) -> bytes:
    """Return the signed message, headers and body; empty when there is none that can be read."""
    found = data.find(_DATA, 0, 1000)
    if found < 0:
        return b""
    tag, start, _ = _element(data, found + len(_DATA))
    if tag != _CONTENT:
        return b""
    tag, start, length = _element(data, start)
    if tag == _OCTETS:
        return data[start : start + length]
    pieces: list[bytes] = []
    while tag == _PIECES and len(pieces) < _MAX_PIECES:
        inner, begin, length = _element(data, start)
        if inner != _OCTETS or length <= 0:
            break
        pieces.append(data[begin : begin + length])
        start = begin + length
    return b"".join(pieces)


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the tag of the element at a place, where its content begins, and how long that is; -1 when not told."""
    if at + 2 > len(data):
        return 0, at, 0
    tag, first = data[at], data[at + 1]
    if first < 0x80:
        return tag, at + 2, first
    size = first & 0x7F
    if size > 4:
        return 0, at, 0
    return tag, at + 2 + size, int.from_bytes(data[at + 2 : at + 2 + size], "big") if size else -1
