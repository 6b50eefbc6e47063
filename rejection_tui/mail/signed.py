"""The mail inside a signed S/MIME envelope (PKCS #7, where the text is not beside the signature but in it)."""

import zlib
from typing import Final

_SIGNED: Final = bytes.fromhex("2a864886f70d010702")
_COMPRESSED: Final = bytes.fromhex("2a864886f70d0109100109")
_ENVELOPED: Final = bytes.fromhex("06092a864886f70d010703")
_MAX_DEPTH: Final = 12
_MAX_ELEMENTS: Final = 50_000
_MAX_BYTES: Final = 30_000_000
_OCTETS, _OCTETS_IN_PARTS, _OBJECT_ID = 0x04, 0x24, 0x06


def is_enveloped(data: bytes) -> bool:
    """Return whether the content is encrypted."""
    return _ENVELOPED in data[:200]


class _BadFormError(ValueError):
    """The bytes are not in the form that the standard describes."""


def signed_content(data: bytes) -> bytes | None:
    """Return the mail in a signed (or compressed) envelope; None when it is encrypted, damaged or empty."""
    reader = _Reader(data)
    try:
        kind, wrapped = reader.inside(reader.inside(reader.whole)[0])[:2]
        identifier = data[kind[1] : kind[2]]
        if kind[0] != _OBJECT_ID or identifier not in {_SIGNED, _COMPRESSED}:
            return None
        body = reader.inside(reader.inside(wrapped)[0])
        content = reader.inside(reader.inside(body[2])[1])
        octets = b"".join(reader.octets(one) for one in content)
        if identifier == _COMPRESSED:
            octets = zlib.decompressobj().decompress(octets, _MAX_BYTES)
    except (_BadFormError, ValueError, IndexError, zlib.error):
        return None
    return octets or None


_Element = tuple[int, int, int]  # the tag, and where the content begins and ends


class _Reader:
    """Reads elements in BER: tag, length, content; the length may be left open."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.left = _MAX_ELEMENTS
        self.whole: _Element = (0x30, 0, len(data))

    def inside(self, element: _Element) -> list[_Element]:
        """Return the elements in an element."""
        found: list[_Element] = []
        at, end = element[1:]
        while at < end:
            one, at = self._element(at, end, 0)
            found.append(one)
            if len(found) == 3 and element[0] != _OCTETS_IN_PARTS and found[0][0] == 0x02:
                break  # certificates and signatures follow
        return found

    def octets(self, element: _Element) -> bytes:
        """Return a string of bytes, which may be written in parts."""
        if element[0] == _OCTETS:
            return self.data[element[1] : element[2]]
        if element[0] != _OCTETS_IN_PARTS:
            raise _BadFormError
        return b"".join(self.data[one[1] : one[2]] for one in self.inside(element) if one[0] == _OCTETS)

    def _element(self, at: int, end: int, depth: int) -> tuple[_Element, int]:
        """Return the element at `at`, and where the next one begins."""
        self.left -= 1
        if self.left < 0 or depth > _MAX_DEPTH or at + 2 > end:
            raise _BadFormError
        tag, length, start = self.data[at], self.data[at + 1], at + 2
        if length == 0x80:
            return self._open_element(tag, start, end, depth)
        if length > 0x80:
            count = length - 0x80
            length = int.from_bytes(self.data[start : start + count], "big") if count <= 4 else end
            start += count
        stop = min(start + length, end)  # of a mail that was cut, what is there is read
        return (tag, start, stop), stop

    def _open_element(self, tag: int, start: int, end: int, depth: int) -> tuple[_Element, int]:
        at = start
        while self.data[at : at + 2] != b"\x00\x00":
            _, at = self._element(at, end, depth + 1)
        return (tag, start, at), at + 2
