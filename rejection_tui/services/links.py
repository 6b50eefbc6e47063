"""Links between records: when what they name is deleted, the others stay and lose the link."""

from typing import Any

from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Records
from rejection_tui.storage import Transaction


def unlink(transaction: Transaction, table: str, gone: set[str]) -> None:
    """Clear every link to the records `gone` from `table`, inside a transaction under way.

    Where deleting them deleted others as well, the caller has done so, and links to those are cleared too.
    """
    for (holding, name), reference in REFERENCES.items():
        if reference.table == table and not reference.deleted_with:
            holders: Any = getattr(transaction.records, holding).values()
            transaction.put(*(replace(one, **{name: ""}) for one in holders if getattr(one, name) in gone))
    if table == "rejections":
        drafts = {t.draft for t in transaction.records.touches.values() if t.draft}
        unlink(transaction, "drafts", drafts - transaction.records.drafts.keys())


def known(records: Records, table: str, uid: str) -> str:
    """Return `uid` when that table has it, nothing otherwise: a link is kept only to what is there."""
    return uid if uid in getattr(records, table) else ""
