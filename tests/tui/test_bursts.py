"""Keys that arrive together act one after another: never on a screen that is gone, never twice."""

import asyncio
import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Input, OptionList

import rejection_tui.tui
from rejection_tui.services import letters, pasted, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.later import LaterDialog
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.help import HelpScreen
from rejection_tui.tui.terminal.key_gate import PATIENCE
from rejection_tui.tui.terminal.paste_filter import PlainPasteParser
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import ClosesOnce
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import dashboard, gate_idle, opened
from tests.world.letters import LETTER as FULL_LETTER
from tests.world.sample import northwind

LETTER = "Dear Alex,\rthank you for applying. We decided not to move forward with your application.\rBest\rTom"


class Keyboard:
    """Sends bursts as the terminal's driver does, all keys at once."""

    def __init__(self, app: RejTUI) -> None:
        self.app = app

    async def types(self, keys: str) -> None:
        """Send `keys` in one read and wait until the last of them has done its work."""
        parser = PlainPasteParser()
        messages = [*parser.feed(keys), *parser.feed("")]
        driver = self.app._driver
        assert driver is not None
        for message in messages:
            message.set_sender(self.app)
            self.app.post_message(message)
        await gate_idle(self.app)


@asynccontextmanager
async def keyboard(context: AppContext, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[RejTUI, Keyboard]]:
    async with opened(context, size) as (app, _):
        yield app, Keyboard(app)


@pytest.mark.parametrize("enters", [1, 2, 3, 7])
async def test_a_contact_typed_ahead_is_filed_once(context: AppContext, enters: int) -> None:
    northwind(context)
    async with keyboard(context) as (app, keys):
        await keys.types("4")
        await keys.types("aAnna Letter" + "\r" * enters)
        assert isinstance(app.screen, Dashboard)
    assert [contact.name for contact in context.records.contacts.values()] == ["Anna Letter"]


async def test_two_contacts_typed_ahead_are_two(context: AppContext) -> None:
    northwind(context)
    async with keyboard(context) as (app, keys):
        await keys.types("4")
        await keys.types("aAnna A\raBert B\r")
        assert isinstance(app.screen, Dashboard)
    assert sorted(contact.name for contact in context.records.contacts.values()) == ["Anna A", "Bert B"]


@pytest.mark.parametrize("burst", ["57", "567567", "5\r7\r", "777", "t5\r\r\r5", "5\x1b[B\x1b[B\r6"])
async def test_things_of_today_opened_in_a_burst(demo: AppContext, burst: str) -> None:
    async with keyboard(demo) as (app, keys):
        await keys.types(burst)
        assert app.is_running and app.return_code in (0, None)
        assert app.screen_stack.count(app.screen_stack[0]) == 1


@pytest.mark.parametrize("key", ["\x05", "\x10", "\x1bOQ", "\x0f", *"aewtipcldg?/"])
async def test_whatever_opens_hears_no_key_twice(demo: AppContext, key: str) -> None:
    async with keyboard(demo) as (app, keys):
        for after in ("\r\r\r", "\rx\r\r", "\x1b[B\r\r\r\r"):
            await keys.types(key + after)
        assert app.is_running and app.return_code in (0, None)


async def test_what_follows_a_closing_key_goes_to_the_screen_below(demo: AppContext) -> None:
    async with keyboard(demo) as (app, keys):
        await keys.types("?q")
        assert isinstance(app.screen, Dashboard)
        await keys.types("?")
        await keys.types("qqq")  # one q closes the help, its repeats do not leave the program
        assert app.is_running and isinstance(app.screen, Dashboard)
        await keys.types("?q?")
        assert isinstance(app.screen, HelpScreen)


async def test_escapes_go_back_as_far_as_there_are_screens(demo: AppContext) -> None:
    async with keyboard(demo) as (app, keys):
        await keys.types("t")
        await keys.types("s")
        assert isinstance(app.screen, LaterDialog)
        await keys.types("\x1b\x1b")
        await keys.types("\x1b")
        assert isinstance(app.screen, Dashboard)


async def test_a_paste_without_brackets_is_no_command(demo: AppContext) -> None:
    before = demo.records
    async with keyboard(demo) as (app, keys):
        await keys.types(LETTER)
        assert isinstance(app.screen, AddDialog)
        assert "move forward" in app.screen.query_one(LetterText).text
        await keys.types("\x1b")
    assert demo.records is before


async def test_what_follows_a_paste_waits_while_the_letter_is_read(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first letter of a process loads what reads it, which may take seconds on a busy machine."""
    loop, late = asyncio.get_running_loop(), 0.0
    clock = loop.time

    def slowly(read: Callable[..., Any]) -> Callable[..., Any]:
        def reads(*args: Any) -> Any:
            nonlocal late
            late += 2 * PATIENCE
            return read(*args)

        return reads

    monkeypatch.setattr(loop, "time", lambda: clock() + late)
    monkeypatch.setattr(pasted, "what_is", slowly(pasted.what_is))
    monkeypatch.setattr(letters, "read_text", slowly(letters.read_text))
    async with keyboard(context) as (app, keys):
        await keys.types(f"\x1b[200~{FULL_LETTER}\x1b[201~\r")
        assert isinstance(app.screen, Dashboard)
    assert [one.company for one in context.records.rejections.values()] == ["Northwind"]


async def test_a_line_typed_into_a_field_keeps_its_enter(context: AppContext) -> None:
    northwind(context)
    name = "Anna Letter of the Most Honourable Company of Long Names"
    async with keyboard(context) as (app, keys):
        await keys.types("4")
        await keys.types("a")
        assert isinstance(app.screen, ContactDialog)
        await keys.types(f"{name}\r")
        assert isinstance(app.screen, Dashboard)
    assert [contact.name for contact in context.records.contacts.values()] == [name]


async def test_behind_the_notice_no_key_acts(demo: AppContext) -> None:
    before = demo.records
    async with keyboard(demo, (40, 10)) as (app, keys):
        for burst in ("A", "a", "x", "q", "t", "U", LETTER, f"\x1b[200~{LETTER}\x1b[201~"):
            await keys.types(burst)
            assert isinstance(app.screen, Dashboard) and app.is_running
        await keys.types("\x11")
        assert not app.is_running or app.return_code == 0
    assert demo.records is before


async def test_ctrl_q_does_not_wait_for_a_long_queue(demo: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rejection_tui.tui.terminal.key_gate.HURRY", 0.0)
    async with keyboard(demo) as (app, keys):
        await keys.types("jk" * 120 + "\x11")
        assert not app.is_running or app.return_code == 0


def _screens() -> Iterator[type[Screen[object]]]:
    for module in pkgutil.walk_packages(rejection_tui.tui.__path__, "rejection_tui.tui."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, Screen) and found.__module__ == module.name:
                yield found


def test_every_screen_of_the_program_closes_once() -> None:
    found = set(_screens())
    assert len(found) > 30
    for screen in found:
        assert issubclass(screen, ClosesOnce), screen
        assert screen is ClosesOnce or "dismiss" not in vars(screen), f"{screen} closes in a way of its own"


async def test_a_closed_screen_hears_nothing_and_closes_nothing(demo: AppContext) -> None:
    lines = [Line("a", "One", "one"), Line("b", "Two", "two")]
    got: list[str | None] = []
    async with opened(demo) as (app, pilot):
        below, above = PickDialog("Below", lines), LineDialog("Above")
        app.push_screen(below, got.append)
        await pilot.pause()
        app.push_screen(above)
        await pilot.pause()
        below.dismiss("a")  # another screen lies over it
        assert app.screen is above and not below.is_closed
        above.dismiss(None)
        above.dismiss(None)
        assert app.screen is below
        below.dismiss("b")
        below.dismiss("a")
        assert isinstance(app.screen, Dashboard)
        for heard in (events.Key("enter", "\r"), events.Paste("x"), Input.Submitted(Input(), "x")):
            assert not below.post_message(heard)
        assert not above.post_message(OptionList.OptionSelected(OptionList("x"), OptionList("x").options[0], 0))
        await pilot.pause()
    assert got == ["b"]


@pytest.mark.parametrize("cut", range(1, 6))
async def test_what_is_typed_behind_the_slash_of_a_list_is_its_filter(demo: AppContext, cut: int) -> None:
    before = demo.records
    async with keyboard(demo) as (app, keys):
        await keys.types("t/send"[:cut])
        await keys.types("t/send"[cut:])
        assert isinstance(app.screen, AgendaScreen)
        assert app.screen.query_one(Rows).filter.query == app.screen.query_one(Input).value == "send"
    assert demo.records is before


@pytest.mark.parametrize("cut", range(1, 6))
async def test_the_filter_of_a_pane_and_the_keys_behind_it(demo: AppContext, cut: int) -> None:
    burst = "/e\rjx/"
    async with keyboard(demo) as (app, keys):
        await keys.types(burst[:cut])
        await keys.types(burst[cut:])
        assert isinstance(app.screen, Dashboard)
        pane = app.screen.active_pane
        assert pane.query_text == "e" and len(pane.records.marked) == 1 and isinstance(app.focused, Input)
        await keys.types("\x1b")
        await keys.types("j")
        assert pane.query_text == "" and app.focused is pane.records


async def test_what_was_typed_before_the_first_frame_is_dropped(demo: AppContext) -> None:
    async with keyboard(demo) as (app, keys):
        early = events.Key("t", "t")
        early.set_sender(app)
        app._gate.open()
        app.post_message(early)
        await keys.types("?")
        assert isinstance(app.screen, HelpScreen) and app.screen_stack[-2] is app.screen_stack[0]


async def test_rows_of_a_rejection_that_is_gone_are_drawn_once_more(filled: AppContext) -> None:
    """A row may be drawn, and a key pressed on it, between a change and the moment the pane hears of it."""
    async with opened(filled, (160, 40)) as (app, pilot):
        here = dashboard(app)
        panes = [here.query_one(InboxPane), here.query_one(ChecklistPane)]
        rejections.delete(filled, list(filled.records.rejections))
        for pane in panes:
            assert all(row.draw(70, pane.records._row_styles()) for row in pane.records.rows)
        for key in ("2", "d", "v", "s", "space", "1", "enter", "A", "d"):
            await pilot.press(key)
        assert app.is_running and app.return_code in (0, None)
