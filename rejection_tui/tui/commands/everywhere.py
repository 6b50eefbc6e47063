"""The commands of the whole program; those of `IN_DIALOGS` work while a dialog is open, too."""

from typing import Final

from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.history import REDO, UNDO
from rejection_tui.tui.commands.moving import TEXT_COMMANDS

HELP: Final = Command("help", "question_mark,f1", "help", "Show the keys that work here.", "app.help", True, "Always")
PALETTE: Final = Command(
    "palette",
    "ctrl+p",
    "find",
    "Find any command, company, person, answer or theme by name.",
    "app.command_palette",
    True,
    "Always",
    priority=True,
)
QUIT: Final = Command(
    "quit", "ctrl+q", "quit", "Leave. Everything is saved already.", "quit", False, "Always", priority=True
)

JUMP: Final = Command(
    "jump",
    "semicolon,f7",
    "jump",
    "Put a letter on everything in reach; pressing it goes there.",
    "app.jump",
    False,
    "Always",
)

#: What works while a dialog is open as well; a question mark typed into a field is text.
IN_DIALOGS: Final = (HELP, JUMP, *TEXT_COMMANDS)
#: All commands of the program itself, quitting last.
EVERYWHERE: Final = (
    PALETTE,
    UNDO,
    REDO,
    HELP,
    JUMP,
    Command(
        "history", "f6", "history", "Show what was done, and go back to before any of it.", "history", False, "Always"
    ),
    Command("theme", "f2", "theme", "Choose the colours; light ones too.", "change_theme", False, "Always"),
    *TEXT_COMMANDS,
    QUIT,
)
