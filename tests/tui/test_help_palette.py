"""Help and palette: both name exactly the commands that work where they were opened, and the palette runs them."""

import pytest
from textual.command import CommandPalette

from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.palette import CommandsProvider
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.help import HelpScreen, key_groups
from tests.world.app import dashboard, opened, press, seen
from tests.world.sample import named


async def test_every_pane_says_its_own_keys_first(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for key, only in (
            ("1", "inbox.edit"),
            ("2", "checklist.tick"),
            ("3", "journal.thank"),
            ("4", "contacts.touch"),
        ):
            await press(pilot, key)
            groups = key_groups(app)
            assert list(groups) == ["Here", "On this screen", "Always"]
            ids = [line.id for lines in groups.values() for line in lines]
            assert only in {line.id for line in groups["Here"]}
            assert len(ids) == len(set(ids)), "a command is named twice"
            assert {"undo", "redo", "help", "quit"} <= set(ids)


async def test_help_shows_what_is_bound_and_nothing_else(lived: AppContext) -> None:
    async with opened(lived, (120, 60)) as (app, pilot):
        await press(pilot, "2")
        works = {a.binding.id for a in app.screen.active_bindings.values() if a.binding.tooltip and a.binding.id}
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert {line.id for lines in app.screen.groups.values() for line in lines} - {""} == works
        assert "Tick the step or action" in seen(app)
        assert "checklist.tick" in seen(app)
        assert "inbox.edit" not in seen(app)


async def test_help_goes_away_again(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for key in ("escape", "question_mark", "f1", "q"):
            await press(pilot, "question_mark")
            assert isinstance(app.screen, HelpScreen), key
            await press(pilot, key)
            assert isinstance(app.screen, Dashboard), key
            assert app.is_running, key


async def test_help_scrolls_on_a_small_screen(lived: AppContext) -> None:
    async with opened(lived, (60, 15)) as (app, pilot):
        await press(pilot, "question_mark")
        first = seen(app)
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert seen(app) != first
        assert "ctrl+q" in seen(app) or "^q" in seen(app) or "Today" in seen(app)


async def test_every_screen_helps(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        here = dashboard(app)
        here.select(named(lived, "Northwind").uid)
        for key in ("t", "i", "p", "c", "d", "l", "h", "C"):
            await press(pilot, key)
            screen = app.screen
            assert screen is not here, key
            await press(pilot, "question_mark")
            assert isinstance(app.screen, HelpScreen), type(screen).__name__
            assert app.screen.groups
            await press(pilot, "escape")
            assert app.screen is screen
            await press(pilot, "escape")
            assert app.screen is here, key


async def test_every_command_has_a_label_and_a_sentence(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for pane in "1234":
            await press(pilot, pane)
            for active in app.screen.active_bindings.values():
                binding = active.binding
                if binding.id is None:
                    assert not binding.show, binding
                    continue
                assert binding.description, binding
                assert binding.tooltip.endswith("."), binding


def titles(app: object) -> list[str]:
    return [title for title, _, _ in CommandsProvider(dashboard(app))._commands()]  # type: ignore[arg-type]


async def test_the_palette_lists_every_command_of_the_help(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "4")
        helped = {line.help for lines in key_groups(app).values() for line in lines}
        offered = {help for _, help, _ in CommandsProvider(dashboard(app))._commands()}
        assert helped <= offered


async def test_the_palette_runs_what_was_found(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, *"agenda")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert type(app.screen).__name__ == "AgendaScreen"


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_every_command_runs_from_the_palette(lived: AppContext, pane: str) -> None:
    """Those of the screen and of the program once, those of a pane from that pane."""
    async with opened(lived) as (app, pilot):
        dashboard(app).select(named(lived, "Globex").uid)
        await press(pilot, pane)
        own = {line.help for line in key_groups(app)["Here"]}
        commands = [
            (title, run)
            for title, help, run in CommandsProvider(dashboard(app))._commands()
            if "leave" not in title and "quit" not in title and (pane == "1" or help in own)
        ]
        assert len(commands) > (25 if pane == "1" else 7)
        for title, run in commands:
            await run()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.is_running, title
            for _ in range(5):
                if isinstance(app.screen, Dashboard):
                    break
                await press(pilot, "escape")
            assert isinstance(app.screen, Dashboard), title


async def test_the_palette_speaks_of_the_screen_it_was_opened_on(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "t", "ctrl+p")
        await pilot.pause(0.3)
        assert "snooze" in seen(app)
        assert "import" not in seen(app).split("snooze")[0]
