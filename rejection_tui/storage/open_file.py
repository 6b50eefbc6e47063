"""The open file: how it is read, how documents are staged and saved, and the view of what is on disk."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import Damaged, StorageError
from rejection_tui.domain.ids import new_uid
from rejection_tui.storage import file
from rejection_tui.storage.atomic import AtomicStorage, Documents
from rejection_tui.storage.backups import daily, keep, refusal, words
from rejection_tui.storage.documents import TABLES, Unreadable, decode
from rejection_tui.storage.field_times import deletion_time, stamp
from rejection_tui.storage.file_format import DELETED, HISTORY, META, BrokenFile, Document, Key, Tables, parse
from rejection_tui.storage.migrations import CURRENT, migrate, version
from rejection_tui.storage.snapshot import Snapshot, build, patch

NO_LOCKS: Final = (
    "This folder knows no locks (a network drive?): each save first checks that nobody else saved meanwhile."
)


class OpenFile:
    """One file and the view of it. Whoever writes holds the lock; memory changes only after the disk has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: dict[str, None] = {}  # sentences in the order they came up, each once
        self._disk = AtomicStorage(path)
        self._documents = Documents(self._disk)
        self._snapshot: Snapshot | None = None
        self._old_version = False
        self._swept = False
        self._backed_up = ""  # the day of the last automatic backup

    @property
    def snapshot(self) -> Snapshot:
        """What was last read or written; the first use reads the file."""
        return self._snapshot or self.load()

    @property
    def tables(self) -> Tables:
        """The raw tables behind the view; not to be changed."""
        return self._disk.read()

    @property
    def seen(self) -> Snapshot | None:
        """What was last read or written, without reading anything now."""
        return self._snapshot

    def require_folder(self) -> None:
        """Raise `StorageError` when the file was read from a folder that is gone, as an unplugged drive is."""
        if self._disk.signature is not None and not self.path.parent.is_dir():
            raise StorageError(f"Not saved: the folder {self.path.parent} is gone. Nothing was changed.")

    def stale(self) -> bool:
        """True when the file was not read yet, or is not the one that was read."""
        return self._snapshot is None or self._disk.changed()

    def load(self) -> Snapshot:
        """Read the file; raise `Damaged` for one that is not whole, and leave it as it is."""
        try:
            data, found = file.read(self.path)
        except FileNotFoundError:
            return self._absent()
        except OSError as error:
            raise StorageError(f"{self.path} cannot be read: {file.reason(error, self.path)}.") from error
        try:
            tables = parse(data)
            old = version(tables) < CURRENT
            tables = migrate(tables)
            snapshot = build(tables, (self._disk.read(), self._snapshot) if self._snapshot else None)
        except (BrokenFile, Unreadable) as error:
            raise Damaged(refusal(self.path, error)) from error
        if file.tighten(self.path):
            self.notices["Other people on this machine could read the file; it is private now."] = None
        self._hold(tables, found, snapshot)
        self._old_version = old
        return snapshot

    def prepare(self, sure: bool) -> Snapshot:
        """Make ready for a write under the lock (`sure`), or where no lock can be had."""
        if not sure:
            self.notices[NO_LOCKS] = None
        elif not self._swept:
            file.sweep(self.path)
            self._swept = True
        return self.load() if self.stale() else self.snapshot

    def doc(self, key: Key) -> Document | None:
        """Return the document of one record; None when there is none."""
        table, uid = key
        doc_id = self.snapshot.ids[table].get(uid)
        return None if doc_id is None else self._disk.read()[table][str(doc_id)]

    def tombstones(self, docs: Mapping[Key, Document | None], now: str) -> dict[Key, str]:
        """Return the deletions known after `docs` are written: new ones for what goes, none for what is there."""
        found = dict(self.snapshot.deleted)
        for key, doc in docs.items():
            old = self.doc(key)
            if doc is not None:
                found.pop(key, None)
            elif old is not None:
                found[key] = deletion_time(old, now)
        return found

    def backup(self, now: datetime, why: str) -> None:
        """Keep a copy of the file as it is; no file, no copy."""
        if self._disk.signature is not None:
            keep(self.path, now, why, opened=True)
            self._backed_up = stamp(now)[:10]

    def save(
        self, now: datetime, docs: Mapping[Key, Document | None], past: list[Document], deleted: Mapping[Key, str]
    ) -> None:
        """Write everything in one step; when that fails, neither file nor view has changed."""
        snapshot = self.snapshot
        try:
            found = {key: None if doc is None else decode(key[0], doc) for key, doc in docs.items()}
        except Unreadable as error:
            raise StorageError(
                f"Not saved: what would be written cannot be read ({error}). Nothing changed."
            ) from error
        self._before_write(now)
        try:
            ids = self._stage(snapshot, docs)
            self._documents.record_table(HISTORY).rewrite(past)
            if deleted != snapshot.deleted:
                tombstones = ({"table": table, "uid": uid, "at": at} for (table, uid), at in deleted.items())
                self._documents.record_table(DELETED).rewrite(tombstones)
            if META not in self._disk.read():
                self._documents.record_table(META).rewrite(
                    [{"schema": CURRENT, "created": stamp(now), "file": new_uid()}]
                )
            self._disk.commit()
        finally:
            self._disk.rollback()
        self._snapshot = Snapshot(patch(snapshot.records, found), ids, dict(deleted), tuple(past))
        self._old_version = False

    def _absent(self) -> Snapshot:
        if self._disk.signature is not None:
            raise StorageError(
                f"{self.path} was there and is gone; nothing was written. Put it back, take a backup back "
                "(rejtui restore NUMBER), or start rejtui again to begin a new file."
            )
        if known := words(self.path):
            self.notices[
                f"There is no file at {self.path} yet, but {known}. To take one back: rejtui restore NUMBER"
            ] = None
        return self._hold({}, None, build({}))

    def _hold(self, tables: Tables, found: file.FileSignature | None, snapshot: Snapshot) -> Snapshot:
        self._disk.hold(tables, found)
        self._documents = Documents(self._disk)
        self._snapshot = snapshot
        return snapshot

    def _stage(self, snapshot: Snapshot, docs: Mapping[Key, Document | None]) -> dict[str, dict[str, int]]:
        ids = dict(snapshot.ids)
        for name in TABLES:
            mine = {uid: doc for (table, uid), doc in docs.items() if table == name}
            if not mine:
                continue
            puts = {uid: doc for uid, doc in mine.items() if doc is not None}
            gone = {uid for uid, doc in mine.items() if doc is None and uid in ids[name]}
            given = self._documents.record_table(name).settle(puts, gone, ids[name])
            ids[name] = {uid: i for uid, i in ids[name].items() if uid not in gone} | given
        return ids

    def _before_write(self, now: datetime) -> None:
        if self._disk.signature is None:
            return
        if self._old_version:
            self.backup(now, "migration")
            self.notices["The file was of an older version; it was brought up to date after a backup."] = None
        elif self._backed_up != stamp(now)[:10]:
            self._backed_up = stamp(now)[:10]
            if trouble := daily(self.path, now):
                self.notices[trouble] = None
