"""The user's own keys: every command can be moved by its id, a mistake warns, and nobody is locked out."""

from dataclasses import replace

import pytest
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.keymap import checked_keymap
from rejection_tui.tui.commands.registry import all_commands
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.help import key_groups
from tests.world.app import dashboard, opened, press, said


def keyed(context: AppContext, **keys: str) -> AppContext:
    """Return the context with `[keys]` as in the settings; `__` stands for the dot of an id."""
    context.config = replace(context.config, keys={name.replace("__", "."): key for name, key in keys.items()})
    return context


async def test_a_moved_command_answers_to_its_new_key_only(lived: AppContext) -> None:
    async with opened(keyed(lived, agenda="f12", inbox__add="ctrl+n,insert")) as (app, pilot):
        await press(pilot, "t")
        assert isinstance(app.screen, Dashboard)
        await press(pilot, "f12")
        assert type(app.screen).__name__ == "AgendaScreen"
        await press(pilot, "escape")
        for key in ("ctrl+n", "insert"):
            await press(pilot, key)
            assert type(app.screen).__name__ == "AddDialog"
            await press(pilot, "escape")
        assert "f12" in next(line.keys for line in key_groups(app)["On this screen"] if line.id == "agenda")


async def test_a_command_can_have_a_letter_of_another_script(lived: AppContext) -> None:
    async with opened(keyed(lived, agenda="й,f12")) as (app, pilot):
        assert not said(app)
        await press(pilot, "й")
        assert type(app.screen).__name__ == "AgendaScreen"


async def test_moving_through_lists_can_be_moved_too(lived: AppContext) -> None:
    async with opened(keyed(lived, list__down="n", list__up="b")) as (app, pilot):
        records = dashboard(app).active_pane.records
        await press(pilot, "n", "n")
        assert records.cursor == 2
        await press(pilot, "b")
        assert records.cursor == 1
        await press(pilot, "j")
        assert records.cursor == 1


def test_every_key_with_a_sentence_has_an_id() -> None:
    commands = all_commands(RejTUI.KEY_COMMANDS)
    assert len(commands) > 80
    assert {"list.down", "list.up", "list.first", "list.last", "undo", "quit", "inbox.open"} <= {a.id for a in commands}
    assert all(command.id and command.label and command.help.endswith((".", ")", "?")) for command in commands)


def test_every_command_can_be_moved() -> None:
    for command in all_commands(RejTUI.KEY_COMMANDS):
        if command.id != "quit":
            assert checked_keymap({command.id: "ctrl+shift+f9"}, RejTUI.KEY_COMMANDS) == (
                {command.id: "ctrl+shift+f9"},
                (),
            )


@pytest.mark.parametrize(
    "key, same",
    [("ctrl+i", "tab"), ("f5,ctrl+m", "enter"), ("ctrl+h", "backspace"), ("ctrl+[", "escape"), ("ctrl+j", "line ends")],
)
def test_a_key_that_arrives_as_another_one_is_named(key: str, same: str) -> None:
    good, bad = checked_keymap({"agenda": key}, RejTUI.KEY_COMMANDS)
    assert not good
    assert "a terminal cannot tell" in bad[0] and same in bad[0] and "agenda" in bad[0]


@pytest.mark.parametrize(
    "name, key",
    [
        ("inbox.add", ""),
        ("inbox.add", "ctrl+"),
        ("inbox.add", "banana"),
        ("inbox.add", "a,,b"),
        ("inbox.add", "hyperx+a"),
        ("inbox.ad", "a"),
        ("[/]", "a"),
        ("quit", "x"),
    ],
)
def test_a_slip_is_named_and_left_out(name: str, key: str) -> None:
    good, bad = checked_keymap({name: key, "agenda": "f5"}, RejTUI.KEY_COMMANDS)
    assert good == {"agenda": "f5"}
    assert len(bad) == 1
    assert name in bad[0]


@pytest.mark.parametrize(
    "key", ["f5", "ctrl+n", "A", "question_mark", "?", "ctrl+shift+left", "alt+x", "ß", "space", "/", "comma"]
)
def test_keys_that_exist_are_taken(key: str) -> None:
    good, bad = checked_keymap({"agenda": key}, RejTUI.KEY_COMMANDS)
    assert good == {"agenda": key}
    assert not any("not a key" in sentence for sentence in bad)


async def test_slips_warn_and_the_usual_keys_stay(lived: AppContext) -> None:
    async with opened(keyed(lived, agenda="banana", nonsense="x", quit="x")) as (app, pilot):
        words = said(app)
        assert "banana" in words
        assert "nonsense" in words
        assert "ctrl+q always quits" in words
        await press(pilot, "t")
        assert type(app.screen).__name__ == "AgendaScreen"


async def test_a_clash_warns_once(lived: AppContext) -> None:
    async with opened(keyed(lived, agenda="m")) as (app, pilot):
        await press(pilot, "j", "2", "3")
        assert said(app).count("“m”") == 1
        assert "import" in said(app)
        await press(pilot, "m")
        assert type(app.screen).__name__ in ("AgendaScreen", "ImportScreen")


@pytest.mark.parametrize(
    "keys",
    [
        {"agenda": "ctrl+q"},
        {"undo": "ctrl+q", "help": "ctrl+q"},
        {"leave": "f9"},
        {"quit": "f9"},
        {"inbox__open": "ctrl+q", "list__down": "ctrl+q"},
    ],
)
async def test_ctrl_q_always_quits(lived: AppContext, keys: dict[str, str]) -> None:
    async with opened(keyed(lived, **keys)) as (app, pilot):
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_ctrl_q_quits_from_a_text_field_and_a_dialog(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "a", *"Umbra")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_keys_in_a_text_field_are_text(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "4", "slash", "question_mark", *"quadUjk1234tipc", "slash")
        assert dashboard(app).query_one(ContactsPane).query_one(Input).value == "?quadUjk1234tipc/"
        await press(pilot, "escape", "a", "question_mark", "q", "u", "1")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "?qu1"
