"""TinyDB's storage and tables over a file of blocks: changes are staged until they are written, in one step."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from rejection_tui.storage import file
from rejection_tui.storage.block_writer import DocumentLine, FileDraft, next_version
from rejection_tui.storage.documents import TABLES
from rejection_tui.storage.file_format import Document, Tables, parse
from rejection_tui.storage.file_source import FileSource
from rejection_tui.storage.lines import Layout


class AtomicStorage(Storage):
    """The version of the file that was read and the changes staged on it; `commit` writes the next version to disk."""

    def __init__(self, path: Path, layout: Layout, signature: file.FileSignature | None) -> None:
        self.path, self.layout, self.signature = path, layout, signature
        self.rollback()

    def rollback(self) -> None:
        """Drop the staged changes."""
        self._puts: dict[str, dict[str, bytes]] = {}
        self._removed: dict[str, frozenset[str]] = {}
        self._rewrites: dict[str, list[DocumentLine]] = {}

    def read(self) -> Tables:
        """Return all tables with the staged changes applied, as fresh dictionaries the caller may change."""
        draft = self._draft()
        parts = (part if isinstance(part, bytes) else self.layout.source.read(*part) for part in draft.parts)
        return parse(b"".join(parts))

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Stage whole tables; nothing reaches the disk before `commit`."""
        import orjson

        self.rollback()
        for name, table in data.items():
            docs = sorted(((int(n), doc) for n, doc in table.items()), key=lambda item: item[0])
            self._rewrites[name] = [
                (n, str(doc["uid"]) if name in TABLES else "", orjson.dumps(doc)) for n, doc in docs
            ]

    def stage(self, name: str, puts: Mapping[str, bytes], removed: Collection[str]) -> None:
        """Stage records put (uid: JSON) and removed in one table."""
        self._puts[name], self._removed[name] = dict(puts), frozenset(removed)

    def stage_table(self, name: str, docs: Iterable[bytes]) -> None:
        """Stage the documents of a table that holds no records."""
        self._rewrites[name] = [(number, "", doc) for number, doc in enumerate(docs, 1)]

    def commit(self) -> None:
        """Write the next version; on failure memory and file are as they were."""
        draft = self._draft()
        signature, fd = file.replace_with(self.path, lambda out: _write(draft, out), self.signature)
        tables = {name: tuple(blocks) for name, blocks in draft.tables.items()}
        self.layout, self.signature = Layout(FileSource(fd, signature, self.path), tables), signature
        self.rollback()

    def _draft(self) -> FileDraft:
        return next_version(self.layout, self._puts, self._removed, self._rewrites)


def _write(draft: FileDraft, out: int) -> None:
    text: list[bytes] = []
    for part in draft.parts:
        if isinstance(part, bytes):
            text.append(part)
            continue
        file.write_all(out, b"".join(text))
        text = []
        draft.old.source.copy(out, *part)
    file.write_all(out, b"".join(text))


class RecordTable(Table):
    """A table that is changed record by record, without reading the others."""

    def apply(self, puts: Mapping[str, Document], removed: Collection[str]) -> None:
        """Put and remove documents by uid in one step."""
        import orjson

        self._atomic.stage(self.name, {uid: orjson.dumps(doc) for uid, doc in puts.items()}, removed)
        self.clear_cache()

    def rewrite(self, docs: Iterable[bytes]) -> None:
        """Let the table hold exactly `docs` (JSON), in this order."""
        self._atomic.stage_table(self.name, docs)
        self.clear_cache()

    @property
    def _atomic(self) -> AtomicStorage:
        assert isinstance(self._storage, AtomicStorage)
        return self._storage


class Documents(TinyDB):
    """A TinyDB over an `AtomicStorage`; make a new one for every write, since TinyDB tables remember their next id."""

    table_class = RecordTable

    def __init__(self, storage: AtomicStorage) -> None:
        super().__init__(storage=lambda: storage)

    def record_table(self, name: str) -> RecordTable:
        """Return one table."""
        table = self.table(name)
        assert isinstance(table, RecordTable)
        return table
