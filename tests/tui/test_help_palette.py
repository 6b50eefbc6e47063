"""Help and palette: both name exactly the commands that work where they were opened, and the palette runs them."""

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from rejection_tui.domain.meanings import Meaning
from rejection_tui.services import contacts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.palette import Found, everything
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.help import HelpScreen, key_groups
from rejection_tui.tui.screens.palette import Palette
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


def offered(app: RejTUI) -> tuple[Found, ...]:
    """Return what the palette finds from the dashboard before anything is typed."""
    return everything(app, dashboard(app), app.context)


async def test_the_palette_lists_every_command_of_the_help(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "4")
        helped = {
            line.help
            for lines in key_groups(app).values()
            for line in lines
            if not line.id.startswith(("list.", "text."))
        }
        assert helped <= {one.sentence for one in offered(app)}


async def test_the_palette_runs_what_was_found(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, Palette)
        await press(pilot, *"agenda")
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "AgendaScreen"


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_every_command_runs_from_the_palette(lived: AppContext, pane: str) -> None:
    """Those of the screen and of the program once, those of a pane from that pane."""
    async with opened(lived) as (app, pilot):
        dashboard(app).select(named(lived, "Globex").uid)
        await press(pilot, pane)
        own = {line.help for line in key_groups(app)["Here"]}
        commands = [
            (one.name, one.run)
            for one in offered(app)
            if not one.group and "quit" not in one.name and (pane == "1" or one.sentence in own)
        ]
        assert len(commands) > (25 if pane == "1" else 6)
        for title, run in commands:
            if (result := run()) is not None:
                await result
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
        palette = app.screen
        assert isinstance(palette, Palette)
        names = [one.title for one in palette.found]
        assert "snooze" in names
        assert names.index("snooze") < names.index("go: import")


async def test_the_palette_finds_companies_people_rejections_and_answers(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for typed, screen in (
            ("company: northw", "CompanyScreen"),
            ("person: priya", "PersonScreen"),
            ("answer: ", "FeedbackDialog"),
        ):
            await press(pilot, "t", "ctrl+p")
            app.screen.query_one(Input).value = typed
            await pilot.pause()
            await press(pilot, "enter")
            assert type(app.screen).__name__ == screen, typed
            await press(pilot, "escape")
            assert isinstance(app.screen, Dashboard), typed
        await press(pilot, "ctrl+p")
        app.screen.query_one(Input).value = "rejection: northwind"
        await pilot.pause()
        await press(pilot, "enter")
        assert dashboard(app).selected == named(lived, "Northwind").uid


async def test_going_somewhere_from_a_form_keeps_what_was_typed(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "w", *"CKA", "ctrl+p", *"go: agenda", "enter")
        assert type(app.screen).__name__ == "AgendaScreen"
        await press(pilot, "escape", "w")
        assert app.screen.query_one("#title", Input).value == "CKA"


async def test_a_theme_is_shown_while_the_cursor_is_on_it_and_kept_by_enter(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        before = app.theme
        await press(pilot, "ctrl+p", *"theme: nord")
        assert app.theme == "nord"
        await press(pilot, "escape")
        assert app.theme == before
        await press(pilot, "ctrl+p", *"theme: nord", "enter")
        assert app.theme == "nord"


async def test_hostile_names_are_plain_text_in_the_palette(lived: AppContext) -> None:
    with_name = "[bold red]Evil[/] \x1b[31m Corp"
    contacts.add(lived, with_name)
    async with opened(lived) as (app, pilot):
        await press(pilot, "ctrl+p", *"evil")
        assert "person: [bold red]Evil[/]" in seen(app)
        assert "\x1b" not in seen(app)


async def test_help_is_searched_as_one_types_and_knows_the_other_screens(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "question_mark", "slash", *"clipboard")
        assert "Put the text on the clipboard" in seen(app)
        assert "Tick the step" not in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HelpScreen)
        assert "Draft the message" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Dashboard)


async def test_help_explains_the_six_colours(lived: AppContext) -> None:
    async with opened(lived, (120, 100)) as (app, pilot):
        await press(pilot, "question_mark")
        for meaning in Meaning:
            assert f"{meaning.mark} {meaning.word}" in seen(app)


async def test_help_is_alive_in_a_dialog_with_a_field(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "a", "f1")
        assert isinstance(app.screen, HelpScreen)
        assert "add.letter" in {line.id for line in app.screen.groups["On this screen"]}
        await press(pilot, "f1")
        assert type(app.screen).__name__ == "AddDialog"


async def test_help_scrolls_with_the_keys_of_every_text(lived: AppContext) -> None:
    async with opened(lived, (80, 24)) as (app, pilot):
        await press(pilot, "question_mark")
        box = app.screen.query_one(VerticalScroll)
        await press(pilot, "j")
        assert box.scroll_y == 1
        await press(pilot, "ctrl+d")
        half = box.scroll_y
        assert half > 5
        await press(pilot, "ctrl+u", "k")
        assert box.scroll_y == 0


async def test_what_is_typed_right_after_a_line_opens_is_text(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await pilot.press("ctrl+p", *"northwind")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "northwind"
        await pilot.press("escape", "question_mark", "slash", *"touch")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "touch"
        await pilot.press("escape", "escape", "t", "slash", *"send")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "send"
