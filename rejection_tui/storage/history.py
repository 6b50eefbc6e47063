"""What each act changed, kept in the file, so that it can be taken back and done again: pure steps over documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from rejection_tui.domain.text import clean_line
from rejection_tui.storage.documents import defaults, slim
from rejection_tui.storage.field_times import changed, fields, new_document, normalised
from rejection_tui.storage.file_format import HISTORY, Document, Key
from rejection_tui.storage.lines import Layout

MAX_ENTRIES: Final = 200
MAX_BYTES: Final = 2_000_000
SUM: Final = "_sum"  # stands for the content of a record that is in the file anyway

Lookup = Callable[[Key], Document | None]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act as shown to people; `by` is the process and machine it was done from."""

    id: str
    label: str
    at: datetime
    undone: bool
    by: str
    changes: int


class ChangedSince(Exception):
    """A later change stands where this step would write: in which record."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"{key[0]}/{key[1]}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Step:
    """What undoing or redoing an entry does to the documents (None: deleted), and the entry afterwards."""

    docs: Mapping[Key, Document | None]
    entry: Document


class Past(msgspec.Struct, frozen=True, gc=False):
    """One entry as it is kept: its JSON, and what keeping it goes by."""

    json: bytes
    undone: bool = False
    size: int = 0

    @classmethod
    def of(cls, doc: Document) -> "Past":
        """Return the entry `doc`."""
        import orjson

        size = doc.get("bytes")
        return cls(orjson.dumps(doc), bool(doc.get("undone")), size if isinstance(size, int) else 0)


class _Head(msgspec.Struct, frozen=True, gc=False):
    uid: str
    label: str
    by: str
    at: str
    changes: msgspec.Raw
    undone: Any = False
    bytes: Any = 0


def kept(layout: Layout) -> list[Past]:
    """Return the entries in the file, oldest first, without reading what they changed; what is no entry is left out."""
    found = []
    for block in layout.tables.get(HISTORY, ()):
        for raw in layout.raws(block).values():
            try:
                head = msgspec.json.decode(raw, type=_Head)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if normalised(head.at) and bytes(memoryview(head.changes)[:1]) == b"[":
                size = head.bytes if isinstance(head.bytes, int) else 0
                found.append(Past(bytes(raw), bool(head.undone), size))
    return found


def shown(doc: Document) -> HistoryEntry:
    """Return a stored entry for showing."""
    at = datetime.fromisoformat(doc["at"])
    return HistoryEntry(
        doc["uid"], clean_line(doc["label"]), at, bool(doc.get("undone")), clean_line(doc["by"]), len(doc["changes"])
    )


def difference(key: Key, old: Document | None, new: Document | None) -> Document | None:
    """Return the change from `old` to `new` for the history; None when they say the same."""
    change: Document = {"table": key[0], "uid": key[1], "before": None, "after": None}
    if old is None and new is None:
        return None
    if old is None or new is None:
        change["before"] = fields(old) if old is not None else None
        # A new record is in the file: its sum is enough until it is taken back.
        change["after"] = {SUM: digest(key[0], new)} if new is not None else None
        return change
    before, after = {**defaults(key[0]), **fields(old)}, {**defaults(key[0]), **fields(new)}
    differ = [k for k in before | after if k not in before or k not in after or before[k] != after[k]]
    change["before"] = {k: before[k] for k in differ if k in before}
    change["after"] = {k: after[k] for k in differ if k in after}
    return change if differ else None


def digest(table: str, doc: Mapping[str, Any]) -> str:
    """Return a short sum of what `doc` says, written down or not."""
    import hashlib

    import orjson

    said = orjson.dumps(slim(table, fields(doc)), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said).hexdigest()[:16]


def appended(history: Sequence[Past], entry: Document) -> list[Past]:
    """Return the history with `entry` at its end: what was undone can no longer be redone, and the oldest go."""
    import orjson

    last = Past.of({**entry, "bytes": len(orjson.dumps(entry["changes"]))})
    found = [past for past in history if not past.undone]
    result = [*found[-(MAX_ENTRIES - 1) :], last]
    size = sum(past.size for past in result)
    while size > MAX_BYTES and len(result) > 1:
        size -= result.pop(0).size
    return result


def undone(entry: Document, current: Lookup, deleted: Mapping[Key, str], now: str) -> Step:
    """Return the step that takes `entry` back; raise `Trampled` when something it left has changed since."""
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
            docs[key] = _turned(key, doc, after, before, deleted, now)
        changes.append(change)
    return Step(docs, {**entry, "undone": True, "changes": changes[::-1]})


def redone(entry: Document, current: Lookup, deleted: Mapping[Key, str], now: str) -> Step:
    """Return the step that does an undone `entry` again; raise `Trampled` when something has changed since."""
    docs: dict[Key, Document | None] = {}
    changes = []
    for change in entry["changes"]:
        key, before, after = (change["table"], change["uid"]), change["before"], change["after"]
        doc = current(key)
        if after is None:
            if doc is None or slim(key[0], fields(doc)) != slim(key[0], before):
                raise ChangedSince(key)
            docs[key] = None
        else:
            docs[key] = _turned(key, doc, before, after, deleted, now)
            if before is None:
                change = {**change, "after": {SUM: digest(key[0], after)}}
        changes.append(change)
    return Step(docs, {**entry, "undone": False, "changes": changes})


def _turned(
    key: Key, doc: Document | None, there: Document | None, wanted: Document, deleted: Mapping[Key, str], now: str
) -> Document:
    """Return the document with `wanted` where `there` stands now (None: it is to be made anew)."""
    if there is None or doc is None:
        if there is not None or doc is not None:
            raise ChangedSince(key)
        return new_document(wanted, now, deleted.get(key, ""))
    content = {**defaults(key[0]), **fields(doc)}
    if any(k not in content or content[k] != value for k, value in there.items()):
        raise ChangedSince(key)
    gone = there.keys() - wanted.keys()
    return {k: v for k, v in changed(doc, wanted, now, {}).items() if k not in gone}


def culprit(key: Key, entry: Document, past: Iterable[Document]) -> str:
    """Return who changed `key` after `entry`, in words: a later act, or something outside the program."""
    after = list(past)
    after = after[after.index(entry) + 1 :]
    for later in reversed(after):
        if any((c["table"], c["uid"]) == key for c in later["changes"]):
            return f"“{later['label']}” ({later['by']})"
    return "a merge, a sync or another program"
