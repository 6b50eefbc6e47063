"""Links between records: when a record is deleted, what names it is deleted with it, or stays without the link."""

from typing import Any

from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Records
from rejection_tui.storage import Transaction


def unlink(transaction: Transaction, table: str, deleted: set[str]) -> None:
    """Clear every link to the records `deleted` from `table`, inside a transaction under way.

    The caller has deleted the records, and those that are deleted with them; links to those are cleared too.
    """
    for (source, name), reference in REFERENCES.items():
        if reference.table == table and not reference.deleted_with:
            holders: Any = getattr(transaction.records, source).values()
            transaction.put(*(replace(record, **{name: ""}) for record in holders if getattr(record, name) in deleted))
    if table == "rejections":
        drafts = {t.draft for t in transaction.records.touches.values() if t.draft}
        unlink(transaction, "drafts", drafts - transaction.records.drafts.keys())


def delete_with(transaction: Transaction, table: str, deleted: set[str]) -> None:
    """Delete what is deleted with the records `deleted` of `table`, inside a transaction under way."""
    for (source, name), reference in REFERENCES.items():
        if reference.table == table and reference.deleted_with:
            holders: Any = getattr(transaction.records, source).values()
            transaction.delete(*[record for record in holders if getattr(record, name) in deleted])


def existing(records: Records, table: str, uid: str) -> str:
    """Return `uid` when that table has it, else an empty string: links are only made to existing records."""
    return uid if uid in getattr(records, table) else ""
