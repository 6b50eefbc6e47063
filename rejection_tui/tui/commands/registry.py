"""Every act of every screen, for checking the user's own keys."""

import importlib
import pkgutil
from collections.abc import Iterator

from rejection_tui.tui import dialogs, panes, screens, widgets
from rejection_tui.tui.commands.command import Command


def all_commands() -> tuple[Command, ...]:
    """Return all acts by id, each once; loads every screen."""
    found = {
        command.id: command
        for owner in command_owners()
        for command in getattr(owner, "KEY_COMMANDS", ())
        if isinstance(command, Command)
    }
    return tuple(found.values())


def command_owners() -> Iterator[object]:
    """Yield the app and every module and class of the rooms that hold acts."""
    from rejection_tui.tui import app

    yield app.RejTUI
    for package in (panes, screens, dialogs, widgets):
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            yield module
            yield from (value for value in vars(module).values() if isinstance(value, type))
