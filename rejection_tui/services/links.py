"""Links between records: when what they name is deleted, the others stay and lose the link."""

from dataclasses import replace
from typing import Any

from rejection_tui.domain.book import Book
from rejection_tui.storage import Act

#: link -> the tables whose records may hold it and live on without it
HOLDERS = {
    "rejection": ("feedback", "learnings", "touches", "bullets", "questions"),
    "contact": ("rejections", "drafts"),
    "feedback": ("learnings", "drafts", "bullets", "questions"),
    "win": ("drafts",),
    "draft": ("touches",),
}


def unlink(act: Act, link: str, gone: set[str]) -> None:
    """Clear `link` in every record that names one of `gone`, inside an act under way; drafts gone with it count too."""
    book = act.book
    for table in HOLDERS[link]:
        records: Any = getattr(book, table).values()
        act.put(*(replace(one, **{link: ""}) for one in records if getattr(one, link) in gone))
    if link == "rejection":
        unlink(act, "draft", {t.draft for t in book.touches.values() if t.draft} - act.book.drafts.keys())


def known(book: Book, table: str, uid: str) -> str:
    """Return `uid` when that table has it, nothing otherwise: a link is kept only to what is there."""
    return uid if uid in getattr(book, table) else ""
