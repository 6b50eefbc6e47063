"""Undo and redo of any transaction, across restarts and of other programs that use the same file."""

from contextlib import AbstractContextManager

from rejection_tui.services.context import AppContext
from rejection_tui.storage import HistoryEntry

__all__ = ["HistoryEntry", "entries", "newest", "one_undo", "redo", "undo"]


def one_undo(context: AppContext) -> AbstractContextManager[None]:
    """Make one undo of all that services save inside, for a command that calls several; each saves at once."""
    return context.store.act()


def undo(context: AppContext, entry: str = "") -> str:
    """Undo the newest transaction and return its label; raise `Refused` or `Conflict` with the reason.

    With the id of an entry it is undone only if it is the newest; else `Conflict`.
    """
    return context.store.undo(context.now(), entry)


def redo(context: AppContext, entry: str = "") -> str:
    """Redo the transaction undone last and return its label; raise as `undo` does."""
    return context.store.redo(context.now(), entry)


def newest(context: AppContext) -> str:
    """Return the id of the entry that undo would take back; "" when there is none."""
    return next((entry.id for entry in entries(context) if not entry.undone), "")


def entries(context: AppContext) -> tuple[HistoryEntry, ...]:
    """Return the transactions of the history, newest first."""
    return context.store.history()
