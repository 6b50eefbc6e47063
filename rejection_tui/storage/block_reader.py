"""Reads one version of the file block by block; blocks unchanged since an earlier version are not decoded again."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter, lt
from typing import Any, Final

import msgspec

from rejection_tui.domain.letter import Letter
from rejection_tui.storage import lazy_letters
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable, decode
from rejection_tui.storage.file_format import documents, too_deep
from rejection_tui.storage.file_source import Source
from rejection_tui.storage.lines import (
    DocumentBlock,
    Layout,
    Piece,
    UnknownLayout,
    is_shallow,
    needs_no_cleaning,
    pieces,
)

#: Fields whose equal values are held in memory once, by table: those often equal to the record before, and those
#: with few different values.
SHARED: Final = {"actions": (("rejection", "created"), ("key", "title")), "events": (("rejection",), ("what",))}
MOMENTS: Final = frozenset({"created"})  # equal moments may still have different offsets

_RAWS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@cache
def _typed(table: str) -> msgspec.json.Decoder[dict[str, Any]]:
    return msgspec.json.Decoder(dict[str, TABLES[table]])  # type: ignore[valid-type]  # known when it runs


def record(table: str, raw: bytes) -> AnyRecord:
    """Return the record in the JSON document `raw`; raise `Unreadable` or `UnknownLayout`."""
    found: AnyRecord = _block(Piece(table, 0, b'"1":' + raw))[2][0]
    return found


class BlockReader:
    """The records of one version of the file by table and uid, and their layout. Reads `source` when it is made."""

    def __init__(
        self,
        source: Source,
        former: "tuple[Layout, Mapping[str, Mapping[str, Any]]] | None" = None,
        long_lived: bool = False,
        split: Callable[[Source], Iterator[Piece]] = pieces,
    ) -> None:
        self._shared = SHARED if long_lived else {}
        self.records: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self.recent: dict[str, Letter] = {}
        self._tables: dict[str, list[DocumentBlock]] = {}
        self._former = former
        self._values: dict[str, str] = {}
        self._blocks_by_start = _blocks_by_start(former[0]) if former else {}
        for piece in split(source):
            self._add_piece(piece)
        self.layout = Layout(source, {name: tuple(blocks) for name, blocks in self._tables.items()})

    def _add_piece(self, piece: Piece) -> None:
        if not piece.data:
            if piece.table in self._tables:
                raise UnknownLayout
            self._tables[piece.table] = []
            return
        blocks = self._tables[piece.table]
        last = blocks[-1].last if blocks else -1
        if piece.table not in TABLES:
            first, final = _check_documents(piece, last)
            blocks.append(DocumentBlock(piece.start, len(piece.data), first, final))
        elif (old := self._unchanged_block(piece)) is not None and old.first > last:
            blocks.append(msgspec.structs.replace(old, start=piece.start))
            self._add(piece.table, old.uids, self._former_records(piece.table, old.uids))
        else:
            numbers, uids, found = _block(piece)
            first, final = _number_range(numbers, last)
            blocks.append(DocumentBlock(piece.start, len(piece.data), first, final, uids))
            self._add(piece.table, uids, self._compact(piece.table, found))

    def _add(self, table: str, uids: tuple[str, ...], records: list[Any]) -> None:
        mine = self.records[table]
        before = len(mine)
        mine.update(zip(uids, records, strict=True))
        if len(mine) != before + len(uids):
            everyone = Counter(uid for block in self._tables[table] for uid in block.uids)
            raise Unreadable(table, everyone.most_common(1)[0][0], "uid", "is in two documents")

    def _unchanged_block(self, piece: Piece) -> DocumentBlock | None:
        """Return the block of the former version that holds the same bytes."""
        if self._former is None:
            return None
        old = self._blocks_by_start.get((piece.table, piece.data[: piece.data.index(b":")]))
        if old is None or old.size != len(piece.data):
            return None
        return old if self._former[0].source.read(old.start, old.size) == piece.data else None

    def _former_records(self, table: str, uids: tuple[str, ...]) -> list[Any]:
        assert self._former is not None
        seen = self._former[1][table]
        if isinstance(seen, lazy_letters.LazyLetters):
            self.recent |= seen.recent(uids)
            seen = seen.heads
        return [seen[uid] for uid in uids]

    def _compact(self, table: str, found: list[Any]) -> list[Any]:
        """Return records as they stay in memory: letters as their heads, equal values shared."""
        if table == lazy_letters.TABLE:
            return [lazy_letters.letter_head(letter) for letter in found]
        runs, kinds = self._shared.get(table, ((), ()))
        put = msgspec.structs.force_setattr  # safe: nothing else refers to these records yet
        for name in runs:
            last: Any = None
            for record, value in zip(found, map(attrgetter(name), found), strict=True):
                if value == last and (name not in MOMENTS or value.tzinfo is last.tzinfo):
                    put(record, name, last)
                else:
                    last = value
        for name in kinds:
            for record, value in zip(found, map(attrgetter(name), found), strict=True):
                put(record, name, self._values.setdefault(value, value))
        return found


def _blocks_by_start(layout: Layout) -> dict[tuple[str, bytes], DocumentBlock]:
    return {(name, b'"%d"' % b.first): b for name in TABLES for b in layout.tables.get(name, ())}


def _number_range(numbers: list[str], last: int) -> tuple[int, int]:
    """Return the first and last number of documents; raise `UnknownLayout` unless they rise from `last` on."""
    digits = "".join(numbers)
    if not digits.isascii() or not digits.isdecimal() or "" in numbers:
        raise UnknownLayout
    found = list(map(int, numbers))
    if found[0] <= last or not all(map(lt, found, found[1:])):
        raise UnknownLayout
    return found[0], found[-1]


def _check_documents(piece: Piece, last: int) -> tuple[int, int]:
    """Return the first and last number of documents that are no records."""
    try:
        found = _RAWS.decode(piece.text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UnknownLayout from None
    if not piece.data.isascii():
        needs_no_cleaning(piece.data)  # raises when it is not UTF-8
    if any(bytes(memoryview(raw)[:1]) != b"{" for raw in found.values()):
        raise UnknownLayout
    return _number_range(list(found), last)


def _block(piece: Piece) -> tuple[list[str], tuple[str, ...], list[Any]]:
    """Return the documents of a block: their numbers, uids and records."""
    if needs_no_cleaning(piece.data):
        try:
            found = _typed(piece.table).decode(piece.text)
            if is_shallow(piece.data, len(found)):
                records = list(found.values())
                return list(found), tuple([record.uid for record in records]), records
        except msgspec.ValidationError:
            pass  # `decode` below names the wrong field, and accepts more ways to write a moment
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise UnknownLayout from None
    docs = documents(piece.text)
    if not all(isinstance(doc, dict) and not too_deep(doc) for doc in docs.values()):
        raise UnknownLayout
    records = [decode(piece.table, doc) for doc in docs.values()]
    return list(docs), tuple(doc["uid"] for doc in docs.values()), records
