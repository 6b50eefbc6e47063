"""The frozen view of the tables: a Book that shares nothing with the file's documents, and where each document lies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from rejection_tui.domain.records import Records
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable, decode
from rejection_tui.storage.field_times import normalised
from rejection_tui.storage.file_format import DELETED, HISTORY, Document, Key, Tables

Found = Mapping[Key, AnyRecord | None]  # None: deleted


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the file, read."""

    records: Records
    ids: dict[str, dict[str, int]]  # table -> uid -> TinyDB's document id
    deleted: dict[Key, str]  # tombstones: when
    history: tuple[Document, ...]  # oldest first


def build(tables: Tables, former: tuple[Tables, Snapshot] | None = None) -> Snapshot:
    """Return the view of `tables`; raise `Unreadable` for the first document that is no record.

    `former`: an earlier state of the file; what has not changed since is taken from its view.
    """
    ids: dict[str, dict[str, int]] = {}
    records: dict[str, Any] = {}
    for name in TABLES:
        found: dict[str, AnyRecord] = {}
        ids[name] = {}
        before, seen = (former[0].get(name, {}), getattr(former[1].records, name)) if former else ({}, {})
        for doc_id, doc in tables.get(name, {}).items():
            record = seen[doc["uid"]] if before.get(doc_id) == doc else decode(name, doc)
            if doc["uid"] in found:
                raise Unreadable(name, doc["uid"], "uid", "stands in two documents")
            found[doc["uid"]] = record
            ids[name][doc["uid"]] = int(doc_id)
        records[name] = MappingProxyType(found)
    return Snapshot(Records(**records), ids, tombstones(tables), entries(tables))


def patch(records: Records, found: Found) -> Records:
    """Return `book` with `found` in it; tables that are not touched are shared."""
    touched: dict[str, dict[str, AnyRecord]] = {}
    for (table, uid), record in found.items():
        if table not in touched:
            touched[table] = dict(getattr(records, table))
        if record is None:
            touched[table].pop(uid, None)
        else:
            touched[table][uid] = record
    frozen: dict[str, Any] = {table: MappingProxyType(found) for table, found in touched.items()}
    return replace(records, **frozen)


def tombstones(tables: Tables) -> dict[Key, str]:
    """Return when each deleted record was deleted."""
    found: dict[Key, str] = {}
    for doc in tables.get(DELETED, {}).values():
        key, at = (doc.get("table"), doc.get("uid")), normalised(doc.get("at"))
        if isinstance(key[0], str) and isinstance(key[1], str) and at:
            found[key[0], key[1]] = max(at, found.get((key[0], key[1]), ""))
    return found


def entries(tables: Tables) -> tuple[Document, ...]:
    """Return the history entries, oldest first; what is no entry is left out."""
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
