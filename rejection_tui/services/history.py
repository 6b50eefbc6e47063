"""Undo and redo of any act, across restarts and between two programs on one file."""

from rejection_tui.services.desk import Desk
from rejection_tui.storage import HistoryEntry


def undo(desk: Desk) -> str:
    """Take back the newest act and return its label; raise `Refused` or `Conflict` with the reason."""
    return desk.store.undo(desk.now())


def redo(desk: Desk) -> str:
    """Do again the act undone last and return its label."""
    return desk.store.redo(desk.now())


def entries(desk: Desk) -> tuple[HistoryEntry, ...]:
    """Return the acts that can be looked back on, newest first."""
    return desk.store.history()
