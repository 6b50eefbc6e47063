"""Snapshots of the file: the frozen records of one version, and where each document is in the file."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.records import Records
from rejection_tui.storage import block_writer, lazy_letters
from rejection_tui.storage.block_reader import BlockReader
from rejection_tui.storage.block_reader import record as decode_document
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable
from rejection_tui.storage.field_times import normalised
from rejection_tui.storage.file_format import DELETED, HISTORY, META, BrokenFile, Document, Key, Tables, parse
from rejection_tui.storage.file_source import Source
from rejection_tui.storage.lazy_letters import LazyLetters
from rejection_tui.storage.lines import Layout, Piece, UnknownLayout, pieces, plain_pieces
from rejection_tui.storage.migrations import CURRENT, migrate, version

#: A table this many times larger than its changes is not copied for a transaction.
FEW: Final = 20
Found = Mapping[Key, AnyRecord | None]  # None: deleted


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the file: its records, their layout, and the deletion times."""

    records: Records
    layout: Layout
    deleted: dict[Key, str]  # key of a deleted record -> time of the deletion
    old_version: bool = False  # the file itself is of an older version

    def history(self) -> tuple[Document, ...]:
        """Return the entries of the history, oldest first, read from the file now."""
        return entries({HISTORY: self.layout.documents(HISTORY)})


def empty() -> Snapshot:
    """Return the snapshot of a file that does not exist yet."""
    return Snapshot(Records(letters=LazyLetters(Layout(), {}, _ACCESS)), Layout(), {})


def read_snapshot(source: Source, former: Snapshot | None = None, long_lived: bool = False) -> Snapshot:
    """Return the snapshot of a file; raise `BrokenFile`, or `Unreadable` for the first document that is no record.

    `former` is an earlier version; blocks that have not changed since are taken from there. A file as this program
    or TinyDB itself writes it is read piece by piece, any other is rewritten in memory first. `long_lived` spends time
    on sharing equal values.
    """
    with contextlib.suppress(UnknownLayout):
        return _snapshot(source, former, long_lived=long_lived)
    with contextlib.suppress(UnknownLayout, Unreadable):  # what is wrong is found again below, and named exactly
        return _snapshot(source, former, long_lived=long_lived, split=plain_pieces)
    data = source.read(0, source.size)
    try:
        return _snapshot(Source(block_writer.reformatted(data)), former, long_lived=long_lived)
    except UnknownLayout:
        tables = parse(data)
    return build(tables, former)


def build(tables: Tables, former: Snapshot | None = None) -> Snapshot:
    """Return the snapshot of plain tables of any version; raise as `read_snapshot` does."""
    old = version(tables) < CURRENT
    try:
        return _snapshot(Source(block_writer.dump(migrate(tables))), former, old)
    except UnknownLayout as error:
        raise BrokenFile("numbers two documents alike") from error


def _snapshot(
    source: Source,
    former: Snapshot | None,
    old: bool = False,
    long_lived: bool = False,
    split: Callable[[Source], Iterator[Piece]] = pieces,
) -> Snapshot:
    reader = BlockReader(source, (former.layout, vars(former.records)) if former else None, long_lived, split)
    layout = reader.layout
    if META not in layout.tables or version({META: layout.documents(META)}) != CURRENT:
        raise UnknownLayout
    frozen: dict[str, Any] = {name: MappingProxyType(reader.records[name]) for name in TABLES}
    frozen["letters"] = LazyLetters(layout, reader.records["letters"], _ACCESS, reader.recent)
    return Snapshot(Records(**frozen), layout, tombstones({DELETED: layout.documents(DELETED)}), old)


def _letter(raw: bytes) -> Letter:
    found = decode_document(lazy_letters.TABLE, raw)
    assert isinstance(found, Letter)
    return found


_ACCESS: Final = lazy_letters.LetterReader(_letter, lambda source: read_snapshot(source).records.letters)


class Overlay(Mapping[str, Any]):
    """A table with changes over it (None: removed), without copying the table: for the short life of a transaction."""

    def __init__(self, table: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        self.table, self.changes = table, changes

    def __getitem__(self, uid: str) -> Any:
        if uid not in self.changes:
            return self.table[uid]
        if (found := self.changes[uid]) is None:
            raise KeyError(uid)
        return found

    def __contains__(self, uid: object) -> bool:
        if not isinstance(uid, str):
            return False
        return self.changes[uid] is not None if uid in self.changes else uid in self.table

    def __iter__(self) -> Iterator[str]:
        yield from (uid for uid in self.table if self.changes.get(uid, uid) is not None)
        yield from (uid for uid, record in self.changes.items() if record is not None and uid not in self.table)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def overlaid(records: Records, found: Found) -> Records:
    """Return what `patch` does, quickly where little changed in large tables; slower to look things up in."""
    return records.changed({name: (_overlaid(getattr(records, name), mine), mine) for name, mine in _by_table(found)})


def _overlaid(table: Any, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(table, Overlay):
        table, changes = table.table, {**table.changes, **changes}
    few = len(table) > FEW * len(changes)
    return Overlay(table, changes) if few and not isinstance(table, LazyLetters) else _patched(table, changes)


def patch(records: Records, found: Found) -> Records:
    """Return `records` with `found` in them; tables that are not touched are shared."""
    return records.changed({name: (_patched(getattr(records, name), mine), mine) for name, mine in _by_table(found)})


def _by_table(found: Found) -> Iterable[tuple[str, dict[str, AnyRecord | None]]]:
    by_table: dict[str, dict[str, AnyRecord | None]] = {}
    for (table, uid), record in found.items():
        by_table.setdefault(table, {})[uid] = record
    return by_table.items()


def _patched(table: Any, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(table, LazyLetters):
        return table.with_changes(changes)
    found = table.copy()
    for uid, record in changes.items():
        if record is None:
            found.pop(uid, None)
        else:
            found[uid] = record
    return MappingProxyType(found)


def tombstones(tables: Tables) -> dict[Key, str]:
    """Return when each deleted record was deleted."""
    found: dict[Key, str] = {}
    for doc in tables.get(DELETED, {}).values():
        key, at = (doc.get("table"), doc.get("uid")), normalised(doc.get("at"))
        if isinstance(key[0], str) and isinstance(key[1], str) and at:
            found[key[0], key[1]] = max(at, found.get((key[0], key[1]), ""))
    return found


def entries(tables: Tables) -> tuple[Document, ...]:
    """Return the history entries, oldest first; invalid ones are left out."""
    docs = sorted(tables.get(HISTORY, {}).items(), key=lambda item: int(item[0]))
    return tuple(doc for _, doc in docs if _is_entry(doc))


def _is_entry(doc: Document) -> bool:
    changes = doc.get("changes")
    texts = all(isinstance(doc.get(key), str) for key in ("uid", "label", "by"))
    return (
        texts and bool(normalised(doc.get("at"))) and isinstance(changes, list) and all(_is_change(c) for c in changes)
    )


def _is_change(change: object) -> bool:
    if not isinstance(change, dict) or not isinstance(change.get("uid"), str):
        return False
    sides = [change.get("before"), change.get("after")]
    known = isinstance(change.get("table"), str) and change["table"] in TABLES and {"before", "after"} <= change.keys()
    return known and any(sides) and all(side is None or isinstance(side, dict) for side in sides)
