"""One meaning a key: the table of `commands/key_table.py` holds on every screen, and stands in CONTRIBUTING.md."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.key_table import KEY_TABLE, LOCAL, OLD_IDS, act_on, acts_of, markdown, misused
from rejection_tui.tui.commands.keymap import checked_keymap
from rejection_tui.tui.commands.registry import all_commands, command_owners

COMMANDS = {command.id: command for command in all_commands(RejTUI.KEY_COMMANDS)}
#: Acts that wait for their screen.
TO_COME: set[str] = set()


def test_every_screen_keeps_to_the_table() -> None:
    assert list(misused(COMMANDS.values())) == []


def test_the_table_names_only_commands_that_exist() -> None:
    named = {id for act in KEY_TABLE for id in act.ids} | {id for ids in LOCAL.values() for id in ids}
    assert named - COMMANDS.keys() <= TO_COME
    assert set(OLD_IDS.values()) <= COMMANDS.keys()
    assert not OLD_IDS.keys() & COMMANDS.keys()


def test_a_key_belongs_to_one_act() -> None:
    keys = [key for act in KEY_TABLE for key in act.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "command, words",
    [
        (Command("inbox.new", "v", "new", "New.", "new"), "v is “why”"),
        (replace(COMMANDS["letter.links"], keys="l"), "l is “letter”"),
        (replace(COMMANDS["inbox.timeline"], keys="v"), "“timeline” has the key h"),
        (Command("other.win", "ctrl+g", "win", "Win.", "win"), "is the act “win”"),
        (Command("other.smooth", "1", "smooth", "Smooth.", "rate"), "1 is “inbox”"),
    ],
)
def test_what_does_not_agree_is_named(command: Command, words: str) -> None:
    assert any(words in sentence for sentence in misused([command]))


def test_letters_of_widgets_only_move() -> None:
    """Bindings without a command, such as those of a choice, take no letter of the table."""
    taken = {
        (owner.__name__, key)
        for owner in command_owners()
        if isinstance(owner, type) and issubclass(owner, DOMNode)
        for one in vars(owner).get("BINDINGS", ())
        if isinstance(one, Binding) and not one.id
        for key in one.key.split(",")
        if len(key) == 1 and key not in "jkgG" and act_on(key)
    }
    assert not taken


def test_the_table_stands_in_the_guide() -> None:
    guide = Path(__file__).parents[2] / "CONTRIBUTING.md"
    assert markdown() in guide.read_text(encoding="utf-8")


@pytest.mark.parametrize("old", sorted(OLD_IDS))
def test_an_old_id_in_the_settings_still_moves_its_command(old: str) -> None:
    assert checked_keymap({old: "f12"}, RejTUI.KEY_COMMANDS) == ({OLD_IDS[old]: "f12"}, ())


def test_the_present_id_counts_more_than_the_old_one() -> None:
    keys = {"composer.facts": "f12", "composer.points": "f11"}
    assert checked_keymap(keys, RejTUI.KEY_COMMANDS) == ({"composer.facts": "f12"}, ())


def test_every_form_saves_with_the_same_key() -> None:
    save = next(act for act in KEY_TABLE if act.word == "save")
    for id in save.ids:
        assert "ctrl+s" in COMMANDS[id].keys.split(","), id
    assert acts_of("form.save") == (save,)
