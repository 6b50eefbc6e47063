"""Undo and redo: the application's own, which a screen may answer itself for what it has not filed."""

from typing import Final

from rejection_tui.tui.commands.command import Command

UNDO: Final = Command(
    "undo",
    "u,ctrl+z",
    "undo",
    "Take back the last change, whoever made it, even from before the last start; "
    "in a draft, changes of its text come first.",
    "undo",
    True,
    "Always",
)
REDO: Final = Command("redo", "U,ctrl+y", "redo", "Do again what was undone last.", "redo", False, "Always")
