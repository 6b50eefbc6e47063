"""The layout of the file: blocks of lines, one document a line, read block by block and copied where unchanged.

To any JSON reader, TinyDB included, it is one object of tables; the line breaks between documents are white space.
A line that begins with a tab begins a block. A file in another layout is rewritten in memory, or refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from rejection_tui.domain.text import may_need_cleaning
from rejection_tui.storage.file_format import Document, Tables
from rejection_tui.storage.file_source import Source

CHUNK: Final = 1 << 18  # bytes; small enough to stay in the processor's cache while it is searched
LOOKUPS_BEFORE_INDEX: Final = 20  # look-ups by uid that are cheaper than building an index of all
PLAIN_BYTES: Final = 32_768  # of a piece of a file in another layout, unless one document alone is longer
#: More opening brackets than this in one block, beyond four a document, may be a document nested too deeply.
BRACKETS: Final = 100

_HEAD: Final = re.compile(rb'(?:\{|\},)("(?:[^"\\\x00-\x1f]|\\.)*"):\{\n')
_PLAIN_HEAD: Final = re.compile(rb'\{"(?:[^"\\\x00-\x1f]|\\.)*":( ?)\{')
_NUMBER: Final = re.compile(rb'\d+":')
_ESCAPES: Final = re.compile(rb'\\[^nt"\\/]')
_RAWS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


class UnknownLayout(Exception):
    """The bytes are not in the layout this program writes; they may still be a valid file."""


class DocumentBlock(msgspec.Struct, frozen=True, gc=False):
    """Consecutive documents of one table: position in bytes, first and last number, uids (of records only)."""

    start: int
    size: int
    first: int
    last: int
    uids: tuple[str, ...] = ()


class Piece(msgspec.Struct, frozen=True, gc=False):
    """The text of one block: its position in bytes, and its lines without the last comma."""

    table: str
    start: int
    data: bytes

    @property
    def text(self) -> bytes:
        """The documents as one JSON object."""
        return b"{%b}" % self.data


class Layout:
    """Where every document of one version of the file is; immutable but for its caches."""

    def __init__(
        self, source: Source | None = None, tables: Mapping[str, tuple[DocumentBlock, ...]] | None = None
    ) -> None:
        self.source = source or Source()
        self.tables = tables or {}
        self._lookups = 0
        self._index: dict[str, dict[str, int]] = {}
        self._last: tuple[DocumentBlock | None, list[msgspec.Raw]] = (None, [])

    def raws(self, block: DocumentBlock, now: bool = False) -> dict[str, msgspec.Raw]:
        """Return the raw documents of a block by their number.

        `now` reads that position even if the file was modified.
        """
        read = self.source.read_now if now else self.source.read
        return _RAWS.decode(b"{%b}" % read(block.start, block.size))

    def place(self, table: str, uid: str) -> DocumentBlock | None:
        """Return the block of `table` that holds the record `uid`; None when there is no such record."""
        blocks = self.tables.get(table, ())
        if table not in self._index:
            self._lookups += 1
            if self._lookups <= LOOKUPS_BEFORE_INDEX:
                return next((block for block in blocks if uid in block.uids), None)
            self._index[table] = {one: i for i, block in enumerate(blocks) for one in block.uids}
        found = self._index[table].get(uid)
        return None if found is None else blocks[found]

    def raw(self, table: str, uid: str) -> bytes | None:
        """Return the JSON of one record as written in the file; None when there is no such record."""
        block = self.place(table, uid)
        if block is None:
            return None
        if self._last[0] is not block:
            self._last = block, list(self.raws(block).values())
        return bytes(self._last[1][block.uids.index(uid)])

    def documents(self, table: str) -> dict[str, Document]:
        """Return the documents of a table by their number."""
        import orjson

        found: dict[str, Document] = {}
        for block in self.tables.get(table, ()):
            found.update(orjson.loads(b"{%b}" % self.source.read(block.start, block.size)))
        return found

    def all(self) -> Tables:
        """Return everything as plain tables."""
        return {name: self.documents(name) for name in self.tables}


def pieces(source: Source) -> Iterator[Piece]:
    """Yield the blocks of `source` in order, an empty one for a table without documents; raise `UnknownLayout`."""
    table: str | None = None
    begun, more, ended = False, False, False
    for start, part in _parts(source):
        if ended or not part.endswith(b"\n"):
            raise UnknownLayout
        if part.startswith(b'"') and table is not None and (more or not begun):
            more, begun = part.endswith(b",\n"), True
            yield Piece(table, start, part[:-2] if more else part[:-1])
        elif more:
            raise UnknownLayout
        elif part == b"\n" and table is not None and not begun:
            begun = True  # a table without documents
        elif head := _HEAD.fullmatch(part):
            if (table is None) is not part.startswith(b"{"):
                raise UnknownLayout
            table, begun = _name(head[1]), False
            yield Piece(table, start, b"")
        elif table is not None and part == b"}}\n":
            ended = True
        else:
            raise UnknownLayout
    if not ended:
        raise UnknownLayout


def plain_pieces(source: Source) -> Iterator[Piece]:
    """Do what `pieces` does for a file as other programs write it: JSON on one line, with or without blanks.

    The whole file is in memory only while its tables are found; their documents are then read piece by piece. A piece
    ends where a document ends and the next number begins, which no text inside a document can look like: a quotation
    mark is escaped there. Whoever reads the pieces finds them to be JSON, or raises `UnknownLayout`.
    """
    blank, ranges = _table_ranges(source)
    between = b"}," + blank + b'"'
    for table, at, end in ranges:
        yield Piece(table, at, b"")
        size = PLAIN_BYTES
        while at < end:
            data = source.read(at, min(size, end - at))
            cut = len(data) if at + len(data) == end else _last_boundary(data, between)
            if cut:
                yield Piece(table, at, data[:cut])
                at, size = at + cut + len(between) - 2, PLAIN_BYTES
            else:
                size *= 2  # a document longer than that


def _table_ranges(source: Source) -> tuple[bytes, list[tuple[str, int, int]]]:
    """Return the blank between items (one or none), and for each table where its documents begin and end."""
    data = source.read(0, source.size).rstrip()
    head = _PLAIN_HEAD.match(data)
    try:
        found = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UnknownLayout from None
    if head is None:
        raise UnknownLayout
    blank, at, ranges = head[1], 1, []
    for name, raw in found.items():
        start = at + len(msgspec.json.encode(name)) + 1 + len(blank)
        end = start + len(memoryview(raw))
        if data[at:start] != msgspec.json.encode(name) + b":" + blank:
            raise UnknownLayout
        if (data[start : start + 1], data[end - 1 : end]) != (b"{", b"}"):
            raise UnknownLayout
        ranges.append((name, start + 1, end - 1))
        at = end + 1 + len(blank)
    if at - len(blank) != len(data):
        raise UnknownLayout
    return blank, ranges


def _last_boundary(data: bytes, between: bytes) -> int:
    """Return where the last document that ends in `data` with a number behind it ends; 0 when there is none."""
    place = data.rfind(between)
    while place > 0:
        if _NUMBER.match(data, place + len(between)):
            return place + 1
        place = data.rfind(between, 0, place)
    return 0


def _name(text: bytes) -> str:
    try:
        return msgspec.json.decode(text, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnknownLayout from None


def _parts(source: Source) -> Iterator[tuple[int, bytes]]:
    start, at = 0, 0
    rest: list[bytes] = []
    if not _HEAD.match(source.read(0, min(source.size, 4096))):
        raise UnknownLayout
    while at < source.size:
        chunk = source.read(at, min(CHUNK, source.size - at))
        at += len(chunk)
        first, *others = chunk.split(b"\t")  # JSON strings escape tabs, so one cannot be inside a document
        rest.append(first)
        for part in others:
            whole = b"".join(rest)
            yield start, whole
            start += len(whole) + 1
            rest = [part]
    yield start, b"".join(rest)


def needs_no_cleaning(data: bytes) -> bool:
    """True when no string in `data` needs cleaning; False when one may. Raise `UnknownLayout` when it is not UTF-8."""
    if b"\\" in data and _ESCAPES.search(data):
        return False
    if data.isascii():
        return b"\x7f" not in data
    try:
        return not may_need_cleaning(data.decode())
    except UnicodeDecodeError:
        raise UnknownLayout from None


def is_shallow(data: bytes, count: int) -> bool:
    """True when none of `count` documents can be nested too deeply; False when one may be."""
    lists = data.count(b"[") if b"[" in data else 0  # `in` is quicker than `count` when there is none
    return lists + data.count(b"{") <= BRACKETS + 4 * count
