"""An empty file opens on the paste, with a guide of four sentences that never comes again once it was hidden."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rejection_tui.services import first_letter, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.first_letter import Step
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.widgets.guide_line import GuideLine
from tests.world.app import paste, press, seen
from tests.world.letters import LETTER
from tests.world.sample import northwind


def _words(app: RejTUI) -> str:
    line = app.screen.query_one(GuideLine)
    return str(line.content) if line.display else ""


@asynccontextmanager
async def guided(context: AppContext) -> AsyncIterator[tuple[RejTUI, Pilot[None]]]:
    """Run the dashboard as somebody starts it who may be new here."""
    app = RejTUI(context, guided=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot


async def is_not_guided(context: AppContext) -> bool:
    """Return whether the dashboard opens without the guide."""
    async with guided(context) as (app, _):
        return isinstance(app.screen, Dashboard) and not _words(app)


async def test_an_empty_file_opens_on_the_paste_and_is_guided_to_the_reply(context: AppContext) -> None:
    async with guided(context) as (app, pilot):
        assert isinstance(app.screen, AddDialog) and _words(app).startswith("Sorry you're here. Paste the letter;")
        await paste(pilot, LETTER)
        await pilot.pause()  # the first letter of a process loads what reads it
        assert _words(app).startswith(Step.CHECK) and "Sorry" not in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Dashboard) and _words(app).startswith(Step.REPLY)
        await press(pilot, "d", "y", "escape")
        assert isinstance(app.screen, Dashboard) and _words(app).startswith(Step.NEXT)
        await press(pilot, "f3")
        assert not _words(app)
    assert await is_not_guided(context)


async def test_the_last_sentence_is_not_said_again_in_another_session(context: AppContext) -> None:
    northwind(context)
    remembered.save(context, guide="on")
    async with guided(context) as (app, pilot):
        assert _words(app).startswith(Step.REPLY)
        await press(pilot, "d", "y", "escape")
        assert _words(app).startswith(Step.NEXT)
    assert await is_not_guided(context)


async def test_it_is_skipped_with_one_key_and_never_again(context: AppContext) -> None:
    async with guided(context) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, Dashboard) and seen(app).count("Sorry you're here") == 1
        await press(pilot, "a")
        assert _words(app).startswith(Step.PASTE)
        await press(pilot, "f3")
        assert not _words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Dashboard) and not _words(app)
    assert await is_not_guided(context)


async def test_a_paste_that_was_quicker_is_taken_once(context: AppContext) -> None:
    async with guided(context) as (app, pilot):
        await press(pilot, "escape")
        await paste(pilot, LETTER)
        assert [type(one) for one in app.screen_stack] == [Dashboard, AddDialog]
        assert app.screen.query_one("#company", Input).value == "Northwind"


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
async def test_a_paste_while_the_form_opens_is_taken_once(context: AppContext, turns: int) -> None:
    app = RejTUI(context, guided=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while app._gate._opened is None:
            await asyncio.sleep(0)
        for _ in range(turns):
            await asyncio.sleep(0)
        await paste(pilot, LETTER)
        await pilot.pause()
        assert [type(one) for one in app.screen_stack] == [Dashboard, AddDialog]
        assert app.screen.query_one("#company", Input).value == "Northwind"


async def test_a_file_with_rejections_and_the_demo_are_not_guided(lived: AppContext, demo: AppContext) -> None:
    for context in (lived, demo):
        assert await is_not_guided(context)
    remembered.save(demo, guide="on")
    assert first_letter.step(demo) is None
