"""One data file: reading it into a snapshot, and saving changed documents."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from rejection_tui.domain.errors import Damaged, StorageError
from rejection_tui.domain.ids import new_uid
from rejection_tui.storage import file
from rejection_tui.storage.backups import backup_locked, daily, damage_message, describe_backups
from rejection_tui.storage.documents import TABLES, Unreadable, decode
from rejection_tui.storage.field_times import deletion_time, stamp
from rejection_tui.storage.file_format import DELETED, HISTORY, META, BrokenFile, Document, Key, Tables, documents
from rejection_tui.storage.file_source import FileSource, ModifiedInPlace
from rejection_tui.storage.history import StoredEntry, stored_entries
from rejection_tui.storage.lazy_letters import LazyLetters
from rejection_tui.storage.lines import Layout
from rejection_tui.storage.migrations import CURRENT
from rejection_tui.storage.snapshot import Snapshot, empty, patch, read_snapshot

if TYPE_CHECKING:
    from rejection_tui.storage.atomic import AtomicStorage

ATTEMPTS: Final = 5  # to read a file that another program is modifying in place
NO_LOCKS: Final = (
    "This folder knows no locks (a network drive?): each save first checks that nobody else saved meanwhile."
)


class OpenFile:
    """One file and its latest snapshot. A caller that writes holds the lock.

    The snapshot changes only after the disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: dict[str, None] = {}  # sentences in the order they came up, each once
        self._signature: file.FileSignature | None = None
        self._snapshot: Snapshot | None = None
        self._docs: dict[Key, Document | None] = {}  # documents read since the snapshot was taken
        self._past: tuple[Layout, list[StoredEntry]] | None = None  # the history of one version of the file
        self._stale_removed = False
        self.long_lived = False  # True: spend time on holding the records in less memory
        self._backed_up = ""  # the day of the last automatic backup

    @property
    def snapshot(self) -> Snapshot:
        """The file as last read or written; the first use reads it."""
        return self._snapshot or self.load()

    @property
    def tables(self) -> Tables:
        """Everything in the file, as plain tables."""
        return self.snapshot.layout.all()

    @property
    def in_memory(self) -> Snapshot | None:
        """The snapshot if the file was read before, else None; reads nothing."""
        return self._snapshot

    def require_folder(self) -> None:
        """Raise `StorageError` when the file was read from a folder that is gone, as an unplugged drive is."""
        if self._signature is not None and not self.path.parent.is_dir():
            raise StorageError(f"Not saved: the folder {self.path.parent} is gone. Nothing was changed.")

    def stale(self) -> bool:
        """True when the file was not read yet, or has changed since."""
        return self._snapshot is None or file.signature(self.path) != self._signature

    def load(self) -> Snapshot:
        """Read the file; raise `Damaged` for one that is not whole, and leave it as it is."""
        for left in reversed(range(ATTEMPTS)):
            try:
                source = FileSource.of(self.path)
                snapshot = self._read_snapshot(source)
                break
            except FileNotFoundError:
                return self._load_absent()
            except OSError as error:
                raise StorageError(f"{self.path} cannot be read: {file.reason(error, self.path)}.") from error
            except ModifiedInPlace:
                if not left:
                    raise StorageError(
                        f"{self.path} is being written by another program; try again in a moment."
                    ) from None
        if file.make_private(self.path):
            self.notices["Other people on this machine could read the file; it is private now."] = None
        return self._keep(snapshot, source.signature)

    def _read_snapshot(self, source: FileSource) -> Snapshot:
        former = self._snapshot
        if former is not None and isinstance(former.layout.source, FileSource) and not former.layout.source.whole():
            former = None
        try:
            return read_snapshot(source, former, self.long_lived)
        except (BrokenFile, Unreadable) as error:
            if not source.whole():
                raise ModifiedInPlace("The file changed while it was read.") from error
            raise Damaged(damage_message(self.path, error)) from error

    def prepare(self, exclusive: bool) -> Snapshot:
        """Return a current snapshot to write on.

        `exclusive` is True while the lock is held, False where the file system has no locks.
        """
        if not exclusive:
            self.notices[NO_LOCKS] = None
        elif not self._stale_removed:
            file.remove_stale(self.path)
            self._stale_removed = True
        return self.load() if self.stale() else self.snapshot

    def past(self) -> list[StoredEntry]:
        """Return the entries of the undo history, oldest first; kept in memory from one save to the next."""
        layout = self.snapshot.layout
        if self._past is None or self._past[0] is not layout:
            self._past = layout, stored_entries(layout)
        return list(self._past[1])

    def doc(self, key: Key) -> Document | None:
        """Return the document of one record; None when there is none."""
        if key not in self._docs:
            table, uid = key
            raw = self.snapshot.layout.raw(table, uid) if uid in getattr(self.snapshot.records, table) else None
            self._docs[key] = None if raw is None else documents(raw)
        return self._docs[key]

    def tombstones(self, docs: Mapping[Key, Document | None], now: str) -> dict[Key, str]:
        """Return the deletion times after `docs` are written: new ones for deleted records, none for restored ones."""
        found = dict(self.snapshot.deleted)
        for key, doc in docs.items():
            old = self.doc(key)
            if doc is not None:
                found.pop(key, None)
            elif old is not None:
                found[key] = deletion_time(old, now)
        return found

    def backup(self, now: datetime, why: str) -> None:
        """Make a backup of the file as it is, if there is one."""
        if self._signature is not None:
            backup_locked(self.path, now, why, readable=True)
            self._backed_up = stamp(now)[:10]

    def save(
        self,
        now: datetime,
        docs: Mapping[Key, Document | None],
        past: Sequence[StoredEntry],
        deleted: Mapping[Key, str],
    ) -> None:
        """Write everything in one step; when that fails, neither file nor snapshot has changed."""
        snapshot = self.snapshot
        try:
            found = {key: None if doc is None else decode(key[0], doc) for key, doc in docs.items()}
        except Unreadable as error:
            raise StorageError(
                f"Not saved: what would be written cannot be read ({error}). Nothing changed."
            ) from error
        self._before_write(now)
        disk = self._written(now, docs, past, deleted)
        self._past = disk.layout, list(past)
        records = patch(snapshot.records, found)
        letters = records.letters
        assert isinstance(letters, LazyLetters)
        records = records.changed({"letters": (letters.saved(disk.layout), ())})
        self._keep(Snapshot(records, disk.layout, dict(deleted)), disk.signature)

    def _written(
        self,
        now: datetime,
        docs: Mapping[Key, Document | None],
        past: Sequence[StoredEntry],
        deleted: Mapping[Key, str],
    ) -> "AtomicStorage":
        from rejection_tui.storage.atomic import AtomicStorage, Documents

        disk = AtomicStorage(self.path, self.snapshot.layout, self._signature)
        tables = Documents(disk)
        for name in TABLES:
            mine = {uid: doc for (table, uid), doc in docs.items() if table == name}
            if mine:
                puts = {uid: doc for uid, doc in mine.items() if doc is not None}
                tables.record_table(name).apply(puts, {uid for uid, doc in mine.items() if doc is None})
        tables.record_table(HISTORY).rewrite(entry.json for entry in past)
        if deleted != self.snapshot.deleted:
            tombstones = ({"table": table, "uid": uid, "at": at} for (table, uid), at in deleted.items())
            tables.record_table(DELETED).rewrite(map(msgspec.json.encode, tombstones))
        if META not in self.snapshot.layout.tables:
            note = {"schema": CURRENT, "created": stamp(now), "file": new_uid()}
            tables.record_table(META).rewrite([msgspec.json.encode(note)])
        disk.commit()
        return disk

    def _load_absent(self) -> Snapshot:
        if self._signature is not None:
            raise StorageError(
                f"{self.path} was there and is gone; nothing was written. Put it back, take a backup back "
                "(rejtui restore NUMBER), or start rejtui again to begin a new file."
            )
        if known := describe_backups(self.path):
            self.notices[
                f"There is no file at {self.path} yet, but {known}. To take one back: rejtui restore NUMBER"
            ] = None
        return self._keep(empty(), None)

    def _keep(self, snapshot: Snapshot, found: file.FileSignature | None) -> Snapshot:
        self._snapshot, self._signature, self._docs = snapshot, found, {}
        return snapshot

    def _before_write(self, now: datetime) -> None:
        if self._signature is None:
            return
        if self.snapshot.old_version:
            self.backup(now, "migration")
            self.notices["The file was of an older version; it was brought up to date after a backup."] = None
        elif self._backed_up != stamp(now)[:10]:
            self._backed_up = stamp(now)[:10]
            if trouble := daily(self.path, now):
                self.notices[trouble] = None
