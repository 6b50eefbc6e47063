"""The settings screen: who you are with undo, and a line of the file after a yes."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from rejection_tui.config import Config
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.ask import AskDialog
from rejection_tui.tui.screens.settings import SettingsScreen
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import opened, press, said, seen


@pytest.fixture
def file(context: AppContext, tmp_path: Path) -> Path:
    """A file of settings that the context reads from."""
    path = tmp_path / "settings" / "config.toml"
    context.config = Config(file=path)
    return path


async def test_name_and_addresses_are_changed_and_undone(context: AppContext, file: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "comma")
        assert isinstance(app.screen, SettingsScreen) and "not known yet" in seen(app)
        await press(pilot, "enter", *"Sam", "enter")
        assert context.records.me.name == "Sam" and "Sam" in seen(app)
        await press(pilot, "down", "e", *"sam", "enter")
        assert "not an email address" in said(app) and not context.records.me.email
        await press(pilot, "e")
        app.screen.query_one(Input).value = "sam@example.org"
        await press(pilot, "enter")
        assert context.records.me.email == "sam@example.org" and "sam@example.org" in seen(app)
        await press(pilot, "u")
        assert not context.records.me.email
        app.screen.query_one(Rows).go_to("me.own")
        await press(pilot, "e", *"a@b.example", "comma", "space", *"c@d.example", "enter")
        assert context.records.me.addresses == ("a@b.example", "c@d.example")
        assert not file.exists()


async def test_a_line_is_shown_and_written_on_a_yes(context: AppContext, file: Path) -> None:
    async with opened(context, (80, 24)) as (app, pilot):
        await press(pilot, "f9")
        app.screen.query_one(Rows).go_to("general.calm")
        await press(pilot, "enter", "right", "enter")
        assert isinstance(app.screen, AskDialog)
        words = str(app.screen.query_one("#ask-text", Static).content)
        assert str(file) in words and "[general]\ncalm = true" in words
        await press(pilot, "enter")
        assert isinstance(app.screen, AskDialog) and not file.exists()  # a yes is said, not fallen into
        await press(pilot, "n")
        assert not file.exists() and not context.rules.calm and "Write it yourself" in said(app)
        await press(pilot, "enter", "right", "enter", "y")
        assert file.read_text() == "[general]\ncalm = true\n" and context.rules.calm
        assert isinstance(app.screen, SettingsScreen) and "config.toml" in seen(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, SettingsScreen)


async def test_a_value_that_is_none_is_said_at_the_field(context: AppContext, file: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "comma")
        app.screen.query_one(Rows).go_to("reply.by_hours")
        await press(pilot, "enter", *"9999", "enter")
        assert "from 1 to 720" in app.screen.query_one("#field-value", Field).note
        app.screen.query_one(Input).value = "48"
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen) and "the value already" in said(app) and not file.exists()


async def test_what_cannot_be_changed_here_says_where(context: AppContext, file: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "comma")
        app.screen.query_one(Rows).go_to("account")
        await press(pilot, "enter")
        assert "[accounts.work]" in said(app)
        app.screen.query_one(Rows).go_to("file.data")
        await pilot.pause()
        assert str(context.path)[:20] in seen(app)
