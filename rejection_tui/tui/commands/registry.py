"""Every command of every screen, for checking the user's own keys."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from rejection_tui.tui import dialogs, panes, screens, widgets
from rejection_tui.tui.commands.command import Command


def all_commands(everywhere: Iterable[Command]) -> tuple[Command, ...]:
    """Return each command once: those of `everywhere` and those of every screen; imports every screen."""
    found = {command.id: command for command in everywhere}
    for owner in command_owners():
        found |= {one.id: one for one in getattr(owner, "KEY_COMMANDS", ()) if isinstance(one, Command)}
    return tuple(found.values())


def command_owners() -> Iterator[object]:
    """Yield every module and class of the packages that hold commands."""
    for package in (panes, screens, dialogs, widgets):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            yield module
            yield from (value for value in vars(module).values() if isinstance(value, type))
