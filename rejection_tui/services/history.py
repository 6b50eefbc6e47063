"""Undo and redo of any transaction, across restarts and of other programs that use the same file."""

from rejection_tui.services.context import AppContext
from rejection_tui.storage import HistoryEntry


def undo(context: AppContext) -> str:
    """Undo the newest transaction and return its label; raise `Refused` or `Conflict` with the reason."""
    return context.store.undo(context.now())


def redo(context: AppContext) -> str:
    """Redo the transaction undone last and return its label; raise as `undo` does."""
    return context.store.redo(context.now())


def entries(context: AppContext) -> tuple[HistoryEntry, ...]:
    """Return the transactions of the history, newest first."""
    return context.store.history()
