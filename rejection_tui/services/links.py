"""Links between records: when what they name is deleted, the others stay and lose the link."""

from typing import Any

from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.storage import Transaction

#: link -> the tables whose records may hold it and live on without it
HOLDERS = {
    "rejection": ("feedback", "learnings", "touches", "bullets", "questions"),
    "contact": ("rejections", "drafts"),
    "feedback": ("learnings", "drafts", "bullets", "questions"),
    "win": ("drafts",),
    "draft": ("touches",),
}


def unlink(transaction: Transaction, link: str, gone: set[str]) -> None:
    """Clear `link` in every record that names one of `gone`, inside an act under way; drafts gone with it count too."""
    records = transaction.records
    for table in HOLDERS[link]:
        holders: Any = getattr(records, table).values()
        transaction.put(*(replace(one, **{link: ""}) for one in holders if getattr(one, link) in gone))
    if link == "rejection":
        unlink(
            transaction,
            "draft",
            {t.draft for t in records.touches.values() if t.draft} - transaction.records.drafts.keys(),
        )


def known(records: Records, table: str, uid: str) -> str:
    """Return `uid` when that table has it, nothing otherwise: a link is kept only to what is there."""
    return uid if uid in getattr(records, table) else ""
