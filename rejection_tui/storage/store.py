"""The store: one file, one frozen view of it, and acts that change it whole or not at all."""

import os
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rejection_tui.domain.book import Book
from rejection_tui.domain.errors import Conflict, Damaged, Refused, StorageError
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.text import clean_line
from rejection_tui.storage import file, history
from rejection_tui.storage.act import Act
from rejection_tui.storage.atomic import AtomicStorage, Documents
from rejection_tui.storage.backups import daily, keep, refusal, words
from rejection_tui.storage.documents import TABLES, Unreadable, decode
from rejection_tui.storage.history import HistoryEntry, Step, Trampled
from rejection_tui.storage.lock import locked
from rejection_tui.storage.merge import MergeReport, State, plan, read_other
from rejection_tui.storage.migrations import CURRENT, migrate, version
from rejection_tui.storage.shape import DELETED, HISTORY, META, Broken, Document, Key, parse
from rejection_tui.storage.stamps import born, changed, death, stamp
from rejection_tui.storage.view import View, build, patch

NO_LOCKS = "This folder knows no locks (a network drive?): each save first checks that nobody else saved meanwhile."


class Store:
    """The file at `path`. Opens when first used; makes nothing before the first act."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(Path(path).expanduser()))  # a link to the file stays a link
        self._disk = AtomicStorage(self.path)
        self._documents = Documents(self._disk)
        self._view: View | None = None
        self._old_version = False
        self._swept = False
        self._backed_up = ""  # the day of the last automatic backup
        self._threads = threading.RLock()
        self._inside = False
        self._notices: dict[str, None] = {}

    @property
    def book(self) -> Book:
        """The records as last read or written; the first use reads the file."""
        return self._current().book

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences the user should see once: no locks here, an older version, a file that was open to others."""
        return tuple(self._notices)

    def refresh(self) -> bool:
        """Read the file again if it changed on disk; True when it had."""
        with self._threads:
            if self._inside or (self._view is not None and not self._disk.changed()):
                return False
            self._load()
            return True

    @contextmanager
    def act(self, label: str, now: datetime) -> Iterator[Act]:
        """Change records as one act: one lock, one write, one undo. An exception inside leaves everything as it was."""
        with self._alone(now) as view:
            act = Act(view.book)
            yield act
            self._commit(label, now, self._stamped(act, stamp(now)))

    def undo(self, now: datetime, entry: str = "") -> str:
        """Take the newest act back and return its label; `entry` (an id) refuses when a newer act came after it."""
        return self._turn(now, entry, back=True)

    def redo(self, now: datetime, entry: str = "") -> str:
        """Do the act undone last again and return its label."""
        return self._turn(now, entry, back=False)

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return the acts kept in the file, newest first."""
        return tuple(history.shown(doc) for doc in reversed(self._current().history))

    def merge(self, other: Path, now: datetime, dry_run: bool = False) -> MergeReport:
        """Take in what another copy of the file holds, as one act, after a backup. A dry run only tells."""
        theirs = read_other(other)
        if dry_run:
            self.refresh()
            return self._merging(theirs)[1]
        with self._alone(now):
            docs, report, deleted = self._merging(theirs)
            if report:
                self._backup(now, "merge")
                self._commit(f"Merge {clean_line(other.name, 60)}", now, docs, deleted, merged=True)
            return report

    # What follows is the way of one write.

    def _current(self) -> View:
        with self._threads:
            return self._view or self._load()

    def _load(self) -> View:
        try:
            data, found = file.read(self.path)
        except FileNotFoundError:
            return self._absent()
        except OSError as error:
            raise StorageError(f"{self.path} cannot be read: {file.reason(error, self.path)}.") from error
        try:
            tables = parse(data)
            self._old_version = version(tables) < CURRENT
            tables = migrate(tables)
            view = build(tables)
        except (Broken, Unreadable) as error:
            raise Damaged(refusal(self.path, error)) from error
        if file.tighten(self.path):
            self._notices["Other people on this machine could read the file; it is private now."] = None
        self._disk.hold(tables, found)
        self._documents = Documents(self._disk)
        self._view = view
        return view

    def _absent(self) -> View:
        if self._disk.signature is not None:
            raise StorageError(
                f"{self.path} was there and is gone; nothing was written. Put it back, take a backup back "
                "(rejtui restore), or start rejtui again to begin a new file."
            )
        if known := words(self.path):
            self._notices[f"There is no file at {self.path} yet, but {known}. Type: rejtui restore"] = None
        self._disk.hold({}, None)
        self._view = build({})
        return self._view

    @contextmanager
    def _alone(self, now: datetime) -> Iterator[View]:
        if now.utcoffset() is None:
            raise ValueError("now must carry a time zone")
        with self._threads:
            if self._inside:
                raise RuntimeError("an act is already under way in this store")
            self._inside = True
            try:
                with locked(self.path, now) as sure:
                    yield self._prepared(sure)
            finally:
                self._disk.rollback()
                self._inside = False

    def _prepared(self, sure: bool) -> View:
        if not sure:
            self._notices[NO_LOCKS] = None
        elif not self._swept:
            file.sweep(self.path)
            self._swept = True
        return self._load() if self._view is None or self._disk.changed() else self._view

    def _doc(self, key: Key) -> Document | None:
        table, uid = key
        doc_id = self._current().ids[table].get(uid)
        return None if doc_id is None else self._disk.read()[table][str(doc_id)]

    def _stamped(self, act: Act, now: str) -> dict[Key, Document | None]:
        deleted = self._current().deleted
        docs: dict[Key, Document | None] = {}
        for key, content in act.changes():
            old = self._doc(key)
            if content is None:
                docs[key] = None
            else:
                docs[key] = born(content, now, deleted.get(key, "")) if old is None else changed(old, content, now)
        return docs

    def _commit(
        self,
        label: str,
        now: datetime,
        docs: Mapping[Key, Document | None],
        deleted: Mapping[Key, str] | None = None,
        merged: bool = False,
    ) -> None:
        changes = [c for key, doc in docs.items() if (c := history.difference(key, self._doc(key), doc))]
        differing = {(c["table"], c["uid"]) for c in changes}
        if not changes and not merged:
            return
        entry = {
            "uid": new_uid(),
            "label": clean_line(label, 200),
            "at": now.isoformat(),
            "by": f"{os.getpid()}@{socket.gethostname()}",
            "undone": False,
            "merge": merged,
            "changes": changes,
        }
        kept = docs if merged else {key: doc for key, doc in docs.items() if key in differing}
        past = history.appended(self._current().history, entry) if changes else list(self._current().history)
        self._save(now, kept, past, deleted)

    def _turn(self, now: datetime, wanted: str, back: bool) -> str:
        with self._alone(now) as view:
            past = list(view.history)
            live = [i for i, doc in enumerate(past) if bool(doc.get("undone")) is not back]
            if not live:
                raise Refused("Nothing to undo." if back else "Nothing to redo.")
            index = live[-1] if back else live[0]
            entry = past[index]
            if wanted and entry["uid"] != wanted:
                raise Conflict(f"“{entry['label']}” came after ({entry['by']}); nothing was changed.")
            step = self._step(entry, past, stamp(now), back)
            past[index] = step.entry
            deleted = self._tombs(step.docs, stamp(now))
            if entry.get("merge") and back:
                # What a merge brought was never deleted here: taking the merge back must not delete it elsewhere.
                added = {(c["table"], c["uid"]) for c in entry["changes"] if c["before"] is None}
                deleted = {key: at for key, at in deleted.items() if key not in added or key in view.deleted}
            self._save(now, step.docs, past, deleted)
            return str(entry["label"])

    def _step(self, entry: Document, past: Iterable[Document], now: str, back: bool) -> Step:
        try:
            turn = history.undone if back else history.redone
            return turn(entry, self._doc, self._current().deleted, now)
        except Trampled as error:
            by = history.culprit(error.key, entry, past)
            word = "undone" if back else "redone"
            raise Conflict(
                f"“{entry['label']}” cannot be {word}: {by} changed the same thing since. Nothing was changed."
            ) from error

    def _merging(self, theirs: State) -> tuple[dict[Key, Document | None], MergeReport, dict[Key, str]]:
        self._current()
        return plan(self._disk.read(), theirs)

    def _tombs(self, docs: Mapping[Key, Document | None], now: str) -> dict[Key, str]:
        found = dict(self._current().deleted)
        for key, doc in docs.items():
            old = self._doc(key)
            if doc is not None:
                found.pop(key, None)
            elif old is not None:
                found[key] = death(old, now)
        return found

    def _backup(self, now: datetime, why: str) -> None:
        if self._disk.signature is not None:
            keep(self.path, now, why)
            self._backed_up = stamp(now)[:10]

    def _save(
        self,
        now: datetime,
        docs: Mapping[Key, Document | None],
        past: list[Document],
        deleted: Mapping[Key, str] | None = None,
    ) -> None:
        view = self._current()
        deleted = self._tombs(docs, stamp(now)) if deleted is None else deleted
        self._before_write(now)
        ids = self._stage(view, docs)
        self._documents.records(HISTORY).rewrite(past)
        if deleted != view.deleted:
            self._documents.records(DELETED).rewrite(
                {"table": table, "uid": uid, "at": at} for (table, uid), at in deleted.items()
            )
        if META not in self._disk.read():
            self._documents.records(META).rewrite([{"schema": CURRENT, "created": stamp(now), "file": new_uid()}])
        found = {key: None if doc is None else decode(key[0], doc) for key, doc in docs.items()}
        self._disk.commit()
        self._view = View(patch(view.book, found), ids, dict(deleted), tuple(past))
        self._old_version = False

    def _stage(self, view: View, docs: Mapping[Key, Document | None]) -> dict[str, dict[str, int]]:
        ids = dict(view.ids)
        for name in TABLES:
            mine = {uid: doc for (table, uid), doc in docs.items() if table == name}
            if not mine:
                continue
            puts = {uid: doc for uid, doc in mine.items() if doc is not None}
            gone = {uid for uid, doc in mine.items() if doc is None and uid in ids[name]}
            given = self._documents.records(name).settle(puts, gone, ids[name])
            ids[name] = {uid: i for uid, i in ids[name].items() if uid not in gone} | given
        return ids

    def _before_write(self, now: datetime) -> None:
        if self._old_version:
            self._backup(now, "migration")
            self._notices["The file was of an older version; the one before the change is among the backups."] = None
        elif self._backed_up != stamp(now)[:10] and self._disk.signature is not None:
            self._backed_up = stamp(now)[:10]
            if trouble := daily(self.path, now):
                self._notices[trouble] = None
