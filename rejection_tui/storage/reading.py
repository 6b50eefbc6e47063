"""Reading a version of the file block by block: records typed at once, and what is the same as before not again."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from operator import attrgetter, lt
from typing import Any, Final

import msgspec

from rejection_tui.domain.letter import Letter
from rejection_tui.storage import letters
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable, decode
from rejection_tui.storage.file_format import deep, documents
from rejection_tui.storage.lines import Block, Layout, Piece, Unusual, harmless, pieces, shallow
from rejection_tui.storage.source import Source

#: Values held in memory once: those a record shares with the one before it, and those of few kinds.
SHARED: Final = {"actions": (("rejection", "created"), ("key", "title")), "events": (("rejection",), ("what",))}
MOMENTS: Final = frozenset({"created"})  # equal ones may still be written with different offsets

_RAWS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@cache
def _typed(table: str) -> msgspec.json.Decoder[dict[str, Any]]:
    return msgspec.json.Decoder(dict[str, TABLES[table]])  # type: ignore[valid-type]  # known when it runs


def record(table: str, raw: bytes) -> AnyRecord:
    """Return the record in one document of the file as it is written there."""
    found: AnyRecord = _block(Piece(table, 0, b'"1":' + raw))[2][0]
    return found


class Reading:
    """The records of a version of the file, by table and uid, and where each stands."""

    def __init__(
        self,
        source: Source,
        former: "tuple[Layout, Mapping[str, Mapping[str, Any]]] | None" = None,
        lasting: bool = False,
    ) -> None:
        self._shared = SHARED if lasting else {}
        self.records: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self.recent: dict[str, Letter] = {}
        self._tables: dict[str, list[Block]] = {}
        self._former = former
        self._values: dict[str, str] = {}
        self._places = _places(former[0]) if former else {}
        for piece in pieces(source):
            self._take(piece)
        self.layout = Layout(source, {name: tuple(blocks) for name, blocks in self._tables.items()})

    def _take(self, piece: Piece) -> None:
        if not piece.data:
            if piece.table in self._tables:
                raise Unusual
            self._tables[piece.table] = []
            return
        blocks = self._tables[piece.table]
        last = blocks[-1].last if blocks else -1
        if piece.table not in TABLES:
            first, final = _others(piece, last)
            blocks.append(Block(piece.start, len(piece.data), first, final))
        elif (old := self._same(piece)) is not None and old.first > last:
            blocks.append(msgspec.structs.replace(old, start=piece.start))
            self._add(piece.table, old.uids, self._again(piece.table, old.uids))
        else:
            numbers, uids, found = _block(piece)
            first, final = _span(numbers, last)
            blocks.append(Block(piece.start, len(piece.data), first, final, uids))
            self._add(piece.table, uids, self._lean(piece.table, found))

    def _add(self, table: str, uids: tuple[str, ...], records: list[Any]) -> None:
        mine = self.records[table]
        before = len(mine)
        mine.update(zip(uids, records, strict=True))
        if len(mine) != before + len(uids):
            everyone = Counter(uid for block in self._tables[table] for uid in block.uids)
            raise Unreadable(table, everyone.most_common(1)[0][0], "uid", "stands in two documents")

    def _same(self, piece: Piece) -> Block | None:
        """Return the block of the former version that holds the same bytes."""
        if self._former is None:
            return None
        old = self._places.get((piece.table, piece.data[: piece.data.index(b":")]))
        if old is None or old.size != len(piece.data):
            return None
        return old if self._former[0].source.read(old.start, old.size) == piece.data else None

    def _again(self, table: str, uids: tuple[str, ...]) -> list[Any]:
        assert self._former is not None
        seen = self._former[1][table]
        if isinstance(seen, letters.Letters):
            self.recent |= seen.recent(uids)
            seen = seen.heads
        return [seen[uid] for uid in uids]

    def _lean(self, table: str, found: list[Any]) -> list[Any]:
        """Return records as they stay in memory: of letters their heads, equal texts of many records once."""
        if table == letters.TABLE:
            return [letters.head(letter) for letter in found]
        runs, kinds = self._shared.get(table, ((), ()))
        put = msgspec.structs.force_setattr  # nobody has seen the records yet
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


def _places(layout: Layout) -> dict[tuple[str, bytes], Block]:
    return {(name, b'"%d"' % b.first): b for name in TABLES for b in layout.tables.get(name, ())}


def _span(numbers: list[str], last: int) -> tuple[int, int]:
    """Return the first and last number of documents; raise `Unusual` unless they rise from `last` on."""
    digits = "".join(numbers)
    if not digits.isascii() or not digits.isdecimal() or "" in numbers:
        raise Unusual
    found = list(map(int, numbers))
    if found[0] <= last or not all(map(lt, found, found[1:])):
        raise Unusual
    return found[0], found[-1]


def _others(piece: Piece, last: int) -> tuple[int, int]:
    """Return the first and last number of documents that are no records."""
    try:
        found = _RAWS.decode(piece.text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unusual from None
    if not piece.data.isascii():
        harmless(piece.data)  # UTF-8, or it is no file of ours
    if any(bytes(memoryview(raw)[:1]) != b"{" for raw in found.values()):
        raise Unusual
    return _span(list(found), last)


def _block(piece: Piece) -> tuple[list[str], tuple[str, ...], list[Any]]:
    """Return the documents of a block: their numbers, uids and records."""
    if harmless(piece.data):
        try:
            found = _typed(piece.table).decode(piece.text)
            if shallow(piece.data, len(found)):
                records = list(found.values())
                return list(found), tuple([record.uid for record in records]), records
        except msgspec.ValidationError:
            pass  # read one by one, a mistake is named, and other ways to write a moment are understood
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unusual from None
    docs = documents(piece.text)
    if not all(isinstance(doc, dict) and not deep(doc) for doc in docs.values()):
        raise Unusual
    records = [decode(piece.table, doc) for doc in docs.values()]
    return list(docs), tuple(doc["uid"] for doc in docs.values()), records
