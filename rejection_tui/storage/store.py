"""The store: one file, one frozen view of it, and acts that change it whole or not at all."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rejection_tui.domain.errors import Conflict, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean_line
from rejection_tui.storage import file, history
from rejection_tui.storage.documents import defaults, slim
from rejection_tui.storage.field_times import changed, new_document, stamp
from rejection_tui.storage.file_format import Document, Key
from rejection_tui.storage.history import ChangedSince, HistoryEntry, Step
from rejection_tui.storage.lock import BRIEF, PATIENCE, locked
from rejection_tui.storage.open_file import OpenFile
from rejection_tui.storage.snapshot import Snapshot
from rejection_tui.storage.transaction import Transaction

if TYPE_CHECKING:
    from rejection_tui.storage.merge import MergeReport


class Store:
    """The file at `path`. Opens when first used; makes nothing before the first act. Safe from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = file.real(path)  # a link to the file stays a link
        self._open_file = OpenFile(self.path)
        self._threads = threading.RLock()
        self._inside = False
        self._patience = PATIENCE

    def wait_briefly(self) -> None:
        """Wait only briefly for another process that holds the file; somebody is looking at a screen, for long."""
        self._patience = BRIEF
        self._open_file.lasting = True

    @property
    def records(self) -> Records:
        """The records as last read or written; the first use reads the file. Never waits for an act under way."""
        if (snapshot := self._open_file.seen) is not None:
            return snapshot.records
        with self._threads:
            return self._open_file.snapshot.records

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences the user should see once: no locks here, an older version, a file that was open to others."""
        return tuple(self._open_file.notices)

    def refresh(self) -> bool:
        """Read the file again if it changed on disk; True when it had."""
        with self._threads:
            if self._inside or not self._open_file.stale():
                return False
            self._open_file.load()
            return True

    @contextmanager
    def transaction(self, label: str, now: datetime) -> Iterator[Transaction]:
        """Change records as one act: one lock, one write, one undo. An exception inside leaves everything as it was."""
        with self._alone(now) as snapshot:
            transaction = Transaction(snapshot.records)
            yield transaction
            docs = self._stamped(transaction, snapshot, stamp(now))
            changes = self._changes(docs)
            if changes:
                differing = {(c["table"], c["uid"]) for c in changes}
                docs = {key: doc for key, doc in docs.items() if key in differing}
                past = history.appended(self._open_file.past(), _entry(label, now, changes))
                self._open_file.save(now, docs, past, self._open_file.tombstones(docs, stamp(now)))

    def undo(self, now: datetime, entry: str = "") -> str:
        """Take the newest act back and return its label; `entry` (an id) refuses when a newer act came after it."""
        return self._turn(now, entry, back=True)

    def redo(self, now: datetime, entry: str = "") -> str:
        """Do the act undone last again and return its label."""
        return self._turn(now, entry, back=False)

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return the acts kept in the file, newest first."""
        with self._threads:
            return tuple(history.shown(doc) for doc in reversed(self._open_file.snapshot.history()))

    def merge(self, other: Path, now: datetime, dry_run: bool = False) -> "MergeReport":
        """Take in what another copy of the file holds, as one act, after a backup. A dry run only tells."""
        from rejection_tui.storage.merge import plan, read_other

        theirs = read_other(Path(other))
        if dry_run:
            self.refresh()
            return plan(self._open_file.tables, theirs)[1]
        with self._alone(now) as snapshot:
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
    def _alone(self, now: datetime) -> Iterator[Snapshot]:
        """Hold thread and file locks and see the newest view."""
        if now.utcoffset() is None:
            raise ValueError("now must carry a time zone")
        with self._threads:
            if self._inside:
                raise RuntimeError("an act is already under way in this store")
            self._inside = True
            try:
                self._open_file.require_folder()
                with locked(self.path, now, self._patience) as sure:
                    yield self._open_file.prepare(sure)
            finally:
                self._inside = False

    def _stamped(self, transaction: Transaction, snapshot: Snapshot, now: str) -> dict[Key, Document | None]:
        docs: dict[Key, Document | None] = {}
        for key, content in transaction.changes():
            old = self._open_file.doc(key)
            if content is None:
                docs[key] = None
            elif old is None:
                docs[key] = new_document(slim(key[0], content), now, snapshot.deleted.get(key, ""))
            else:
                docs[key] = changed(old, content, now, defaults(key[0]))
        return docs

    def _changes(self, docs: Mapping[Key, Document | None]) -> list[Document]:
        found = (history.difference(key, self._open_file.doc(key), doc) for key, doc in docs.items())
        return [change for change in found if change]

    def _turn(self, now: datetime, wanted: str, back: bool) -> str:
        with self._alone(now) as snapshot:
            past = list(snapshot.history())
            index = _next(past, back)
            entry = past[index]
            if wanted and entry["uid"] != wanted:
                raise Conflict(f"“{entry['label']}” came after ({entry['by']}); nothing was changed.")
            step = self._step(entry, snapshot, stamp(now), back)
            past[index] = step.entry
            deleted = self._open_file.tombstones(step.docs, stamp(now))
            if entry.get("merge") and back:
                # What a merge brought was never deleted here: taking the merge back must not delete it elsewhere.
                brought = {(c["table"], c["uid"]) for c in entry["changes"] if c["before"] is None}
                deleted = {key: at for key, at in deleted.items() if key not in brought or key in snapshot.deleted}
            self._open_file.save(now, step.docs, [history.Past.of(doc) for doc in past], deleted)
            return str(entry["label"])

    def _step(self, entry: Document, snapshot: Snapshot, now: str, back: bool) -> Step:
        turn, word = (history.undone, "undone") if back else (history.redone, "redone")
        try:
            return turn(entry, self._open_file.doc, snapshot.deleted, now)
        except ChangedSince as error:
            by = history.culprit(error.key, entry, snapshot.history())
            raise Conflict(
                f"“{entry['label']}” cannot be {word}: {by} changed the same thing since. Nothing was changed."
            ) from error


def _next(past: list[Document], back: bool) -> int:
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
