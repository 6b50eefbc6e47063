"""Reading a version of the file block by block: records typed at once, and what is the same as before not again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from rejection_tui.domain.letter import Letter
from rejection_tui.storage import letters
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable, decode
from rejection_tui.storage.file_format import deep, documents
from rejection_tui.storage.lines import Block, Layout, Piece, Unusual, harmless, pieces, shallow
from rejection_tui.storage.source import Source

_RAWS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@cache
def _typed(table: str) -> msgspec.json.Decoder[dict[str, Any]]:
    return msgspec.json.Decoder(dict[str, TABLES[table]])  # type: ignore[valid-type]  # known when it runs


def record(table: str, raw: bytes) -> AnyRecord:
    """Return the record in one document of the file as it is written there."""
    found: AnyRecord = next(iter(_block(Piece(table, 0, b'"1":' + raw)).values()))[1]
    return found


class Reading:
    """The records of a version of the file, by table and uid, and where each stands."""

    def __init__(self, source: Source, former: "tuple[Layout, Mapping[str, Mapping[str, Any]]] | None" = None) -> None:
        self.records: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self.recent: dict[str, Letter] = {}
        self._tables: dict[str, list[Block]] = {}
        self._former = former
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
            self._add(piece.table, self._again(piece.table, old.uids))
        else:
            found = _block(piece)
            numbers = _rising(found, last, piece)
            uids = tuple(uid for uid, _ in found.values())
            blocks.append(Block(piece.start, len(piece.data), numbers[0], numbers[-1], uids))
            self._add(piece.table, list(found.values()))

    def _add(self, table: str, found: list[tuple[str, Any]]) -> None:
        mine = self.records[table]
        before = len(mine)
        if table == letters.TABLE:
            found = [(uid, letters.head(x) if isinstance(x, Letter) else x) for uid, x in found]
        mine.update(found)
        if len(mine) != before + len(found):
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

    def _again(self, table: str, uids: tuple[str, ...]) -> list[tuple[str, Any]]:
        assert self._former is not None
        seen = self._former[1][table]
        if isinstance(seen, letters.Letters):
            self.recent |= seen.recent(uids)
            return [(uid, seen.heads[uid]) for uid in uids]
        return [(uid, seen[uid]) for uid in uids]


def _places(layout: Layout) -> dict[tuple[str, bytes], Block]:
    return {(name, b'"%d"' % b.first): b for name in TABLES for b in layout.tables.get(name, ())}


def _rising(found: Mapping[str, Any], last: int, piece: Piece) -> list[int]:
    """Return the numbers of the documents; raise `Unusual` unless they rise from `last` on, one a line."""
    if len(found) != piece.count or not all(n.isascii() and n.isdecimal() for n in found):
        raise Unusual
    numbers = [int(n) for n in found]
    if numbers[0] <= last or any(map(int.__ge__, numbers, numbers[1:])):
        raise Unusual
    return numbers


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
    numbers = _rising(found, last, piece)
    return numbers[0], numbers[-1]


def _block(piece: Piece) -> dict[str, tuple[str, Any]]:
    """Return the records of a block by the number of their document, each with its uid."""
    if harmless(piece.data) and shallow(piece.data, piece.count):
        try:
            return {number: (found.uid, found) for number, found in _typed(piece.table).decode(piece.text).items()}
        except msgspec.ValidationError:
            pass  # read one by one, a mistake is named, and other ways to write a moment are understood
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unusual from None
    return dict(_one_by_one(piece))


def _one_by_one(piece: Piece) -> Iterator[tuple[str, tuple[str, Any]]]:
    for number, doc in documents(piece.text).items():
        if not isinstance(doc, dict) or deep(doc):
            raise Unusual
        yield number, (str(doc.get("uid", "")), decode(piece.table, doc))
