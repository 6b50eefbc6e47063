"""Undo and redo of any act, across restarts and between two programs on one file."""

from rejection_tui.services.context import AppContext
from rejection_tui.storage import HistoryEntry


def undo(context: AppContext) -> str:
    """Take back the newest act and return its label; raise `Refused` or `Conflict` with the reason."""
    return context.store.undo(context.now())


def redo(context: AppContext) -> str:
    """Do again the act undone last and return its label."""
    return context.store.redo(context.now())


def entries(context: AppContext) -> tuple[HistoryEntry, ...]:
    """Return the acts that can be looked back on, newest first."""
    return context.store.history()
