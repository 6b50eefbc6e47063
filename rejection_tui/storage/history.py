"""The undo history kept in the file: what each transaction changed, and pure functions to undo and redo it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from rejection_tui.domain.text import clean_line
from rejection_tui.storage.documents import defaults, without_defaults
from rejection_tui.storage.field_times import changed, fields, new_document, normalised
from rejection_tui.storage.file_format import HISTORY, Document, Key
from rejection_tui.storage.lines import Layout

MAX_ENTRIES: Final = 200
MAX_BYTES: Final = 2_000_000
SUM: Final = "_sum"  # the key for a digest that stands in for a new record, which is in the file anyway

Lookup = Callable[[Key], Document | None]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One transaction of the history, for display; `by` is the process id and machine it came from (`pid@host`)."""

    id: str
    label: str
    at: datetime
    undone: bool
    by: str
    changes: int


class ChangedSince(Exception):
    """The record `key` was changed later, so the entry cannot be undone or redone."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"{key[0]}/{key[1]}")
        self.key = key


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What undoing or redoing an entry does to the documents (None: deleted), and the entry afterwards."""

    docs: Mapping[Key, Document | None]
    entry: Document


class StoredEntry(msgspec.Struct, frozen=True, gc=False):
    """One history entry as stored: its JSON, and what decides how long it is kept (`size` in bytes of its changes)."""

    json: bytes
    undone: bool = False
    size: int = 0

    @classmethod
    def of(cls, doc: Document) -> "StoredEntry":
        """Return the entry `doc`."""
        import orjson

        size = doc.get("bytes")
        return cls(orjson.dumps(doc), bool(doc.get("undone")), size if isinstance(size, int) else 0)


class _EntryHead(msgspec.Struct, frozen=True, gc=False):
    uid: str
    label: str
    by: str
    at: str
    changes: msgspec.Raw
    undone: Any = False
    bytes: Any = 0


def stored_entries(layout: Layout) -> list[StoredEntry]:
    """Return the entries in the file, oldest first, without decoding their changes; invalid ones are left out."""
    found = []
    for block in layout.tables.get(HISTORY, ()):
        for raw in layout.raws(block).values():
            try:
                head = msgspec.json.decode(raw, type=_EntryHead)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if normalised(head.at) and bytes(memoryview(head.changes)[:1]) == b"[":
                size = head.bytes if isinstance(head.bytes, int) else 0
                found.append(StoredEntry(bytes(raw), bool(head.undone), size))
    return found


def shown_entry(doc: Document) -> HistoryEntry:
    """Return a stored entry for display."""
    at = datetime.fromisoformat(doc["at"])
    return HistoryEntry(
        doc["uid"], clean_line(doc["label"]), at, bool(doc.get("undone")), clean_line(doc["by"]), len(doc["changes"])
    )


def difference(key: Key, old: Document | None, new: Document | None) -> Document | None:
    """Return the change from `old` to `new` for the history; None when they are equal."""
    change: Document = {"table": key[0], "uid": key[1], "before": None, "after": None}
    if old is None and new is None:
        return None
    if old is None or new is None:
        change["before"] = fields(old) if old is not None else None
        # A new record is in the file itself: a digest is enough until the change is undone.
        change["after"] = {SUM: digest(key[0], new)} if new is not None else None
        return change
    before, after = {**defaults(key[0]), **fields(old)}, {**defaults(key[0]), **fields(new)}
    differ = [k for k in before | after if k not in before or k not in after or before[k] != after[k]]
    change["before"] = {k: before[k] for k in differ if k in before}
    change["after"] = {k: after[k] for k in differ if k in after}
    return change if differ else None


def digest(table: str, doc: Mapping[str, Any]) -> str:
    """Return a short hash of the fields of `doc`, defaults left out: equal for documents of equal meaning."""
    import hashlib

    import orjson

    said = orjson.dumps(without_defaults(table, fields(doc)), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said).hexdigest()[:16]


def appended(history: Sequence[StoredEntry], entry: Document) -> list[StoredEntry]:
    """Return the history with `entry` at its end.

    Undone entries are dropped, as are the oldest beyond `MAX_ENTRIES` and `MAX_BYTES`.
    """
    import orjson

    last = StoredEntry.of({**entry, "bytes": len(orjson.dumps(entry["changes"]))})
    found = [past for past in history if not past.undone]
    result = [*found[-(MAX_ENTRIES - 1) :], last]
    size = sum(past.size for past in result)
    while size > MAX_BYTES and len(result) > 1:
        size -= result.pop(0).size
    return result


def undo_step(entry: Document, current: Lookup, deleted: Mapping[Key, str], now: str) -> UndoStep:
    """Return the step that undoes `entry`; raise `ChangedSince` when a record it changed was changed again since."""
    docs: dict[Key, Document | None] = {}
    changes = []
    for change in reversed(entry["changes"]):
        key, before, after = (change["table"], change["uid"]), change["before"], change["after"]
        doc = current(key)
        if before is None:
            if doc is None or digest(key[0], doc) != after.get(SUM):
                raise ChangedSince(key)
            docs[key], change = None, {**change, "after": fields(doc)}
        else:
            docs[key] = _with_values(key, doc, after, before, deleted, now)
        changes.append(change)
    return UndoStep(docs, {**entry, "undone": True, "changes": changes[::-1]})


def redo_step(entry: Document, current: Lookup, deleted: Mapping[Key, str], now: str) -> UndoStep:
    """Return the step that redoes an undone `entry`; raise `ChangedSince` when one of its records was changed since."""
    docs: dict[Key, Document | None] = {}
    changes = []
    for change in entry["changes"]:
        key, before, after = (change["table"], change["uid"]), change["before"], change["after"]
        doc = current(key)
        if after is None:
            if doc is None or without_defaults(key[0], fields(doc)) != without_defaults(key[0], before):
                raise ChangedSince(key)
            docs[key] = None
        else:
            docs[key] = _with_values(key, doc, before, after, deleted, now)
            if before is None:
                change = {**change, "after": {SUM: digest(key[0], after)}}
        changes.append(change)
    return UndoStep(docs, {**entry, "undone": False, "changes": changes})


def _with_values(
    key: Key, doc: Document | None, there: Document | None, wanted: Document, deleted: Mapping[Key, str], now: str
) -> Document:
    """Return the document with the values `wanted` in place of the values `there` (None: the record is made anew)."""
    if there is None or doc is None:
        if there is not None or doc is not None:
            raise ChangedSince(key)
        return new_document(wanted, now, deleted.get(key, ""))
    content = {**defaults(key[0]), **fields(doc)}
    if any(k not in content or content[k] != value for k, value in there.items()):
        raise ChangedSince(key)
    gone = there.keys() - wanted.keys()
    return {k: v for k, v in changed(doc, wanted, now, {}).items() if k not in gone}


def changed_by(key: Key, entry: Document, past: Iterable[Document]) -> str:
    """Return what changed `key` after `entry`, in words: a later transaction, or another program."""
    after = list(past)
    after = after[after.index(entry) + 1 :]
    for later in reversed(after):
        if any((c["table"], c["uid"]) == key for c in later["changes"]):
            return f"“{later['label']}” ({later['by']})"
    return "a merge, a sync or another program"
