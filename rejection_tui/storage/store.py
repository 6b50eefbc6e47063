"""The store: one file, one snapshot of it, and transactions that change it whole or not at all."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rejection_tui.domain.errors import Conflict, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean_line
from rejection_tui.storage import file, history
from rejection_tui.storage.documents import defaults, without_defaults
from rejection_tui.storage.field_times import changed, new_document, stamp
from rejection_tui.storage.file_format import Document, Key
from rejection_tui.storage.history import ChangedSince, HistoryEntry, StoredEntry, UndoStep
from rejection_tui.storage.lock import LOCK_TIMEOUT, SHORT_LOCK_TIMEOUT, locked
from rejection_tui.storage.open_file import OpenFile
from rejection_tui.storage.snapshot import Snapshot
from rejection_tui.storage.transaction import Transaction

if TYPE_CHECKING:
    from rejection_tui.storage.act import Act
    from rejection_tui.storage.merge import MergeReport


class Store:
    """The data file at `path`: read at first use, created by the first transaction. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self.path = file.real_path(path)  # a link to the file stays a link
        self._open_file = OpenFile(self.path)
        self._thread_lock = threading.RLock()
        self._in_transaction = False
        self._act: Act | None = None
        self._lock_timeout = LOCK_TIMEOUT

    def wait_briefly(self) -> None:
        """Settings for the dashboard: wait only briefly for other processes, and hold the records in less memory."""
        self._lock_timeout = SHORT_LOCK_TIMEOUT
        self._open_file.long_lived = True

    @property
    def records(self) -> Records:
        """The records as last read or written; the first use reads the file.

        Never waits for a transaction under way.
        """
        if (snapshot := self._open_file.in_memory) is not None:
            return snapshot.records
        with self._thread_lock:
            return self._open_file.snapshot.records

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences to show the user once each: no locks here, an older version, a file others could read."""
        return tuple(self._open_file.notices)

    def refresh(self) -> bool:
        """Read the file again if it changed on disk; True when it had."""
        with self._thread_lock:
            if self._in_transaction or not self._open_file.stale():
                return False
            self._open_file.load()
            return True

    @contextmanager
    def transaction(self, label: str, now: datetime) -> Iterator[Transaction]:
        """Change records in one write that is one undo, under the lock.

        An exception inside leaves everything unchanged.

        Raise `StorageError` or `Conflict` when it cannot be written. `label` names it in the history.
        """
        with self._exclusive(now) as snapshot:
            transaction = Transaction(snapshot.records)
            yield transaction
            docs = self._documents(transaction, snapshot, stamp(now))
            changes = self._changes(docs)
            if changes:
                differing = {(c["table"], c["uid"]) for c in changes}
                docs = {key: doc for key, doc in docs.items() if key in differing}
                past: Sequence[StoredEntry] = self._open_file.past()
                if self._act is not None:
                    past, changes = self._act.joined(snapshot, past, docs, self._open_file.doc)
                past = history.appended(past, _entry(label, now, changes))
                self._open_file.save(now, docs, past, self._open_file.tombstones(docs, stamp(now)))
                if self._act is not None:
                    self._act.wrote(self._open_file.snapshot)

    @contextmanager
    def act(self) -> Iterator[None]:
        """Make the transactions inside one undo, named by the last of them; each is written when it ends.

        Where another program or an undo comes between, what follows is an undo of its own.
        """
        from rejection_tui.storage.act import Act

        self._act = Act()
        try:
            yield
        finally:
            self._act = None

    def undo(self, now: datetime, entry: str = "") -> str:
        """Undo the newest transaction and return its label.

        Raise `Conflict` when `entry` (an id) is given and not the newest.
        """
        return self._undo_or_redo(now, entry, back=True)

    def redo(self, now: datetime, entry: str = "") -> str:
        """Redo the transaction undone last and return its label; `entry` as in `undo`."""
        return self._undo_or_redo(now, entry, back=False)

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return the transactions kept in the file, newest first."""
        with self._thread_lock:
            return tuple(history.shown_entry(doc) for doc in reversed(self._open_file.snapshot.history()))

    def merge(self, other: Path, now: datetime, dry_run: bool = False) -> "MergeReport":
        """Merge another copy of the file in one transaction, after a backup; a dry run only returns the report."""
        from rejection_tui.storage.merge import plan, read_other

        theirs = read_other(Path(other))
        if dry_run:
            self.refresh()
            return plan(self._open_file.tables, theirs)[1]
        with self._exclusive(now) as snapshot:
            docs, report, deleted = plan(self._open_file.tables, theirs)
            if docs or deleted != snapshot.deleted:
                self._open_file.backup(now, "merge")
                past = self._open_file.past()
                if changes := self._changes(docs):
                    entry = _entry(f"Merge {clean_line(Path(other).name, 80)}", now, changes) | {"merge": True}
                    past = history.appended(past, entry)
                self._open_file.save(now, docs, past, deleted)
            return report

    @contextmanager
    def _exclusive(self, now: datetime) -> Iterator[Snapshot]:
        """Hold the thread lock and the file lock, and yield the current snapshot."""
        if now.utcoffset() is None:
            raise ValueError("now must carry a time zone")
        with self._thread_lock:
            if self._in_transaction:
                raise RuntimeError("a transaction is already under way in this store")
            self._in_transaction = True
            try:
                self._open_file.require_folder()
                with locked(self.path, now, self._lock_timeout) as exclusive:
                    yield self._open_file.prepare(exclusive)
            finally:
                self._in_transaction = False

    def _documents(self, transaction: Transaction, snapshot: Snapshot, now: str) -> dict[Key, Document | None]:
        docs: dict[Key, Document | None] = {}
        for key, content in transaction.changes():
            old = self._open_file.doc(key)
            if content is None:
                docs[key] = None
            elif old is None:
                docs[key] = new_document(without_defaults(key[0], content), now, snapshot.deleted.get(key, ""))
            else:
                docs[key] = changed(old, content, now, defaults(key[0]))
        return docs

    def _changes(self, docs: Mapping[Key, Document | None]) -> list[Document]:
        found = (history.difference(key, self._open_file.doc(key), doc) for key, doc in docs.items())
        return [change for change in found if change]

    def _undo_or_redo(self, now: datetime, wanted: str, back: bool) -> str:
        with self._exclusive(now) as snapshot:
            past = list(snapshot.history())
            index = _next_index(past, back)
            entry = past[index]
            if wanted and entry["uid"] != wanted:
                raise Conflict(f"“{entry['label']}” came after ({entry['by']}); nothing was changed.")
            step = self._undo_step(entry, snapshot, stamp(now), back)
            past[index] = step.entry
            deleted = self._open_file.tombstones(step.docs, stamp(now))
            if entry.get("merge") and back:
                # The user never deleted the records a merge added: undoing the merge must leave no tombstones of them.
                brought = {(c["table"], c["uid"]) for c in entry["changes"] if c["before"] is None}
                deleted = {key: at for key, at in deleted.items() if key not in brought or key in snapshot.deleted}
            self._open_file.save(now, step.docs, [history.StoredEntry.of(doc) for doc in past], deleted)
            return str(entry["label"])

    def _undo_step(self, entry: Document, snapshot: Snapshot, now: str, back: bool) -> UndoStep:
        make_step, word = (history.undo_step, "undone") if back else (history.redo_step, "redone")
        try:
            return make_step(entry, self._open_file.doc, snapshot.deleted, now)
        except ChangedSince as error:
            by = history.changed_by(error.key, entry, snapshot.history())
            raise Conflict(
                f"“{entry['label']}” cannot be {word}: {by} changed the same thing since. Nothing was changed."
            ) from error


def _next_index(past: list[Document], back: bool) -> int:
    """Return the entry to undo (the newest not undone) or to redo (the oldest undone)."""
    live = [i for i, doc in enumerate(past) if bool(doc.get("undone")) is not back]
    if not live:
        raise Refused("Nothing to undo." if back else "Nothing to redo.")
    return live[-1] if back else live[0]


def _entry(label: str, now: datetime, changes: list[Document]) -> Document:
    by = f"{os.getpid()}@{os.uname().nodename}"
    return {
        "uid": new_uid(),
        "label": clean_line(label, 200),
        "at": now.isoformat(),
        "by": by,
        "undone": False,
        "changes": changes,
    }
