"""Every command is declared once: one id, one meaning, and an action that runs."""

from textual.screen import Screen

from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.registry import all_commands, command_owners


def _classes() -> list[type]:
    return [RejTUI, *(one for one in command_owners() if isinstance(one, type) and getattr(one, "KEY_COMMANDS", None))]


def test_one_id_means_one_command() -> None:
    by_id: dict[str, set[Command]] = {}
    for owner in _classes():
        for command in vars(owner).get("KEY_COMMANDS", ()):
            by_id.setdefault(command.id, set()).add(command)
    assert not {name: commands for name, commands in by_id.items() if len(commands) > 1}


def test_labels_fit_the_last_line() -> None:
    for command in all_commands(RejTUI.KEY_COMMANDS):
        assert 0 < len(command.label) <= 24, command
        assert command.help[0].isupper() and command.help.endswith((".", "?", ")")), command


def test_every_command_can_be_run_where_it_is_declared() -> None:
    missing = []
    for owner in _classes():
        for command in getattr(owner, "KEY_COMMANDS", ()):
            where, _, name = command.run.partition("(")[0].rpartition(".")
            target = {"app": RejTUI, "screen": Screen}.get(where, owner)
            if not any(hasattr(one, f"action_{name}") for one in (target, *target.__subclasses__())):
                missing.append(f"{owner.__name__}: {command.run}")
    assert not missing


def test_no_two_commands_of_a_place_share_a_key() -> None:
    for owner in _classes():
        keys = [key for command in getattr(owner, "KEY_COMMANDS", ()) for key in command.keys.split(",")]
        assert len(keys) == len(set(keys)), owner
