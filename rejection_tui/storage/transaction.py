"""The changes made inside one transaction: visible to the transaction itself at once, to others after its end."""

from collections.abc import Iterator

from rejection_tui.domain.records import Records
from rejection_tui.storage.documents import AnyRecord, table_of, validated
from rejection_tui.storage.file_format import Document, Key
from rejection_tui.storage.snapshot import overlaid


class Transaction:
    """Collects the records put and deleted; nothing is written before the `with` block of `Store.transaction` ends."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._fresh: dict[Key, AnyRecord | None] = {}  # changes not yet in `_records`
        self._changes: dict[Key, Document | None] = {}

    @property
    def records(self) -> Records:
        """The records with the changes made so far; not updated by later changes."""
        if self._fresh:
            self._records, self._fresh = overlaid(self._records, self._fresh), {}
        return self._records

    def put(self, *records: AnyRecord) -> None:
        """Add records, or replace those with the same uid."""
        for found, doc in [validated(record) for record in records]:
            key = (table_of(found), found.uid)
            self._fresh[key] = found
            self._changes[key] = doc

    def delete(self, *records: AnyRecord) -> None:
        """Delete records; missing ones are ignored."""
        for record in records:
            key = (table_of(record), record.uid)
            self._fresh[key] = None
            self._changes[key] = None

    def changes(self) -> Iterator[tuple[Key, Document | None]]:
        """Yield the document of each record put and None for each deleted, in the order of the calls."""
        yield from self._changes.items()
