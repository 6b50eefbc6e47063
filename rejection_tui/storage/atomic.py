"""TinyDB's document layer over one whole-file save: reads are cached, writes staged until committed together."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from rejection_tui.storage import file
from rejection_tui.storage.file_format import Document, Tables, dump


class AtomicStorage(Storage):
    """The tables as last read, and the staged ones; `commit` puts the staged ones on disk in one step."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.signature: file.FileSignature | None = None
        self._tables: Tables = {}
        self._staged: Tables | None = None

    def hold(self, tables: Tables, signature: file.FileSignature | None) -> None:
        """Take `tables` as what is on disk under `signature`."""
        self._tables, self.signature, self._staged = tables, signature, None

    def changed(self) -> bool:
        """True when the file is not the one that was read."""
        return file.signature(self.path) != self.signature

    def read(self) -> Tables:
        """Return the staged tables, else those on disk; the outermost level is a copy."""
        return dict(self._tables if self._staged is None else self._staged)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Stage `data`; nothing reaches the disk before `commit`."""
        self._staged = {name: dict(table) for name, table in data.items()}

    def commit(self) -> None:
        """Write what is staged; on failure memory and file are as they were."""
        if self._staged is None:
            return
        staged, self._staged = self._staged, None
        self.hold(staged, file.replace(self.path, dump(staged), self.signature))

    def rollback(self) -> None:
        """Forget what is staged."""
        self._staged = None


class RecordTable(Table):
    """A table whose documents are replaced whole, never edited in place: earlier views stay as they were."""

    def settle(self, puts: Mapping[str, Document], gone: Collection[str], ids: Mapping[str, int]) -> dict[str, int]:
        """Put and remove documents by uid in one step; return the document ids of what was put."""
        given: dict[str, int] = {}

        def updater(table: dict[int, Mapping[Any, Any]]) -> None:
            for uid in gone:
                table.pop(ids[uid], None)
            following = max(table, default=0) + 1
            for uid, doc in puts.items():
                given[uid] = ids.get(uid, following)
                following += given[uid] == following
                table[given[uid]] = doc

        self._update_table(updater)
        return given

    def rewrite(self, docs: Iterable[Document]) -> None:
        """Let the table hold exactly `docs`, in this order."""

        def updater(table: dict[int, Mapping[Any, Any]]) -> None:
            table.clear()
            table.update(enumerate(docs, 1))

        self._update_table(updater)


class Documents(TinyDB):
    """A TinyDB over an `AtomicStorage`. Made anew after every read of the file: no table keeps an old next id."""

    table_class = RecordTable

    def __init__(self, storage: AtomicStorage) -> None:
        super().__init__(storage=lambda: storage)

    def record_table(self, name: str) -> RecordTable:
        """Return one table."""
        table = self.table(name)
        assert isinstance(table, RecordTable)
        return table
