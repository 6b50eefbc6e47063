"""Transactions that are one undo: what was there before the first of them."""

from collections.abc import Callable, Mapping, Sequence

from rejection_tui.storage.file_format import Document, Key
from rejection_tui.storage.history import StoredEntry, difference
from rejection_tui.storage.snapshot import Snapshot


class Act:
    """Joins the changes of its transactions to one entry of the history, unless something else came between."""

    def __init__(self) -> None:
        self._before: dict[Key, Document | None] = {}
        self._written: Snapshot | None = None  # by its last transaction

    def joined(
        self,
        snapshot: Snapshot,
        past: Sequence[StoredEntry],
        docs: Mapping[Key, Document | None],
        doc: Callable[[Key], Document | None],
    ) -> tuple[Sequence[StoredEntry], list[Document]]:
        """Return the history without the entry so far, and the changes of all transactions up to this one.

        `docs` is what it will write on `snapshot`, `doc` returns what is there now.
        """
        if self._written is snapshot:
            past = past[:-1]
        else:
            self._before = {}
        for key in docs:
            self._before.setdefault(key, doc(key))
        found = (difference(key, old, docs[key] if key in docs else doc(key)) for key, old in self._before.items())
        return past, [change for change in found if change]

    def wrote(self, snapshot: Snapshot) -> None:
        """Note what the file holds after a transaction."""
        self._written = snapshot
