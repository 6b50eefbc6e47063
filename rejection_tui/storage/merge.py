"""Merges two copies of the file by record and field: the newest wins; answers and touches are never dropped.

A deletion overrules every change of the record it deleted, even a later one made in another copy; a record restored
after a deletion (`_revived`) is not affected by it. Merging is commutative, associative and idempotent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.domain.text import clean_line
from rejection_tui.storage import file
from rejection_tui.storage.documents import TABLES, Unreadable
from rejection_tui.storage.field_times import AT, BASE, REVIVED, deletion_time, fields, revival_time, stamp_of
from rejection_tui.storage.file_format import BrokenFile, Document, Key, Tables, parse
from rejection_tui.storage.migrations import migrate
from rejection_tui.storage.snapshot import build, tombstones

#: The tables whose records a merge never deletes, whatever the other copy says.
NEVER_DROPPED: Final = frozenset({"feedback", "touches"})


@dataclass(frozen=True, slots=True)
class State:
    """The input of a merge: the documents and the deletion times of one copy."""

    records: Mapping[Key, Document]
    deleted: Mapping[Key, str]

    @classmethod
    def of(cls, tables: Tables) -> "State":
        """Return the state in `tables` (of the current version)."""
        records = {(name, doc["uid"]): doc for name in TABLES for doc in tables.get(name, {}).values()}
        return cls(records, tombstones(tables))


@dataclass(frozen=True, slots=True)
class MergeChange:
    """One record that a merge changes in this copy: `kind` is added, changed or deleted."""

    kind: str
    table: str
    uid: str
    label: str
    fields: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The change in words."""
        what = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.kind} in {self.table}: {self.label}{what}"


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge does, or would do, to this copy; true when it changes anything."""

    changes: tuple[MergeChange, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def count(self, kind: str) -> int:
        """Return how many records are added, changed or deleted."""
        return sum(change.kind == kind for change in self.changes)

    @property
    def sentence(self) -> str:
        """The numbers of changes in words."""
        if not self.changes:
            return "Nothing new: this copy already has everything of the other."
        return ", ".join(f"{n} {kind}" for kind in ("added", "changed", "deleted") if (n := self.count(kind))) + "."


def merge(ours: State, theirs: State) -> State:
    """Return the merged state of both copies; which one is `ours` makes no difference."""
    records: dict[Key, Document] = {}
    deleted: dict[Key, str] = {}
    for key in ours.records.keys() | theirs.records.keys() | ours.deleted.keys() | theirs.deleted.keys():
        doc = _joined(ours.records.get(key), theirs.records.get(key))
        at = max(ours.deleted.get(key, ""), theirs.deleted.get(key, ""))
        if doc is not None and (revival_time(doc) >= at or key[0] in NEVER_DROPPED):
            records[key] = doc
        else:
            deleted[key] = at
    return State(records, deleted)


def _joined(ours: Document | None, theirs: Document | None) -> Document | None:
    if ours is None or theirs is None or ours == theirs:
        return theirs if ours is None else ours
    if revival_time(ours) != revival_time(theirs):
        return max(ours, theirs, key=revival_time)
    best: dict[str, tuple[str, bytes, Any]] = {}
    for doc in (ours, theirs):
        for key, value in doc.items():
            if key not in (AT, REVIVED):
                candidate = (stamp_of(doc, key), _canonical(value), value)
                best[key] = max(best.get(key, candidate), candidate, key=lambda o: o[:2])
    for doc in (ours, theirs):
        if all(key in doc and (stamp_of(doc, key), _canonical(doc[key])) == o[:2] for key, o in best.items()):
            return doc
    base = min(o[0] for o in best.values())
    at = {BASE: base} | {key: o[0] for key, o in sorted(best.items()) if o[0] != base}
    merged: Document = {key: o[2] for key, o in best.items()} | {AT: at}
    return merged | ({REVIVED: ours[REVIVED]} if revival_time(ours) else {})


def _canonical(value: Any) -> bytes:
    import orjson

    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def read_other(path: Path) -> State:
    """Return the state of another copy; raise when it is not there or cannot be read whole."""
    try:
        tables = migrate(parse(file.read(path)[0]))
        build(tables)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file at {path}; nothing was changed.") from error
    except (BrokenFile, Unreadable) as error:
        raise Damaged(f"{path} cannot be merged ({error}); nothing was changed.") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {file.reason(error, path)}; nothing was changed.") from error
    return State.of(tables)


def plan(tables: Tables, theirs: State) -> tuple[dict[Key, Document | None], MergeReport, dict[Key, str]]:
    """Return the documents to write to merge `theirs` (None: delete), the report, and the deletion times afterwards."""
    ours = State.of(tables)
    result = merge(ours, theirs)
    docs: dict[Key, Document | None] = {}
    changes = []
    for key in sorted(ours.records.keys() | result.records.keys()):
        old, new = ours.records.get(key), result.records.get(key)
        changes += _changes(key, old, new)
        if old != new:
            docs[key] = new
    return docs, MergeReport(tuple(changes), _notes(ours, theirs, result)), dict(result.deleted)


def brings(ours: State, theirs: State) -> bool:
    """Return whether the other copy holds anything that a merge would bring in."""
    result, records = merge(ours, theirs).records, ours.records
    return any(_changes(key, records.get(key), result.get(key)) for key in records.keys() | result.keys())


def _changes(key: Key, old: Document | None, new: Document | None) -> list[MergeChange]:
    table, uid = key
    if old == new:
        return []
    if old is None or new is None:
        kind = "added" if old is None else "deleted"
        return [MergeChange(kind, table, uid, label(new or old or {}))]
    differ = tuple(sorted(k for k in fields(old) | fields(new) if old.get(k) != new.get(k)))
    return [MergeChange("changed", table, uid, label(new), differ)] if differ else []


def _notes(ours: State, theirs: State, result: State) -> tuple[str, ...]:
    """Return a sentence for each deletion that overrules a later change, and for each that is not carried out."""
    notes = []
    for one, other in ((ours, theirs), (theirs, ours)):
        for key, at in sorted(one.deleted.items()):
            doc = other.records.get(key)
            if doc is None:
                continue
            if key in result.records and key[0] in NEVER_DROPPED:
                notes.append(f"Kept although deleted in one copy: {key[0]}, {label(doc)}.")
            elif key not in result.records and deletion_time(doc, at) > at:
                notes.append(f"Stays deleted although the other copy changed it later: {key[0]}, {label(doc)}.")
    return tuple(notes)


def label(doc: Mapping[str, Any]) -> str:
    """Return a short name of the record in `doc` for display, at most 60 characters."""
    company, role = doc.get("company"), doc.get("role")
    if company and role and "name" not in doc:
        return clean_line(f"{company}, {role}", 60)
    if doc.get("right") and doc.get("field"):
        return clean_line(f"{doc['field']} {doc['right']}", 60)
    for key in ("name", "title", "subject", "text", "verbatim", "what", "before", "company", "kind", "uid"):
        if found := doc.get(key):
            return clean_line(str(found), 60)
    return "a record"
