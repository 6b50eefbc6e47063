"""What happens inside one act: records put and deleted, seen at once by the act itself and by nobody else."""

from collections.abc import Iterator

from rejection_tui.domain.records import Records
from rejection_tui.storage.documents import AnyRecord, gate, table_of
from rejection_tui.storage.file_format import Document, Key
from rejection_tui.storage.snapshot import overlaid


class Transaction:
    """The hands of one act. Nothing leaves it before the `with` block ends well."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._fresh: dict[Key, AnyRecord | None] = {}  # not yet in `_book`
        self._changes: dict[Key, Document | None] = {}

    @property
    def records(self) -> Records:
        """The records as this act has made them so far; a frozen view of this moment."""
        if self._fresh:
            self._records, self._fresh = overlaid(self._records, self._fresh), {}
        return self._records

    def put(self, *records: AnyRecord) -> None:
        """File new records, or new versions of known ones (the uid decides)."""
        for found, doc in [gate(record) for record in records]:
            key = (table_of(found), found.uid)
            self._fresh[key] = found
            self._changes[key] = doc

    def delete(self, *records: AnyRecord) -> None:
        """Remove records; those that are not there any more are passed over."""
        for record in records:
            key = (table_of(record), record.uid)
            self._fresh[key] = None
            self._changes[key] = None

    def changes(self) -> Iterator[tuple[Key, Document | None]]:
        """Yield what was put (a plain document) and deleted (None), in the order of the act."""
        yield from self._changes.items()
