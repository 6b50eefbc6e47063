"""Messages lie above the footer, over no row, and go with the screen they were shown on."""

import pytest
from textual.widgets._toast import Toast

from rejection_tui.domain.errors import NotFound
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.widgets.key_line import KeyLine
from tests.world.app import dashboard, opened, press, said


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_a_message_covers_no_row(demo: AppContext, size: tuple[int, int]) -> None:
    async with opened(demo, size) as (app, pilot):
        await press(pilot, "A")
        await pilot.pause()
        toast, footer = app.screen.query_one(Toast).region, app.screen.query_one(KeyLine).region
        assert toast.height == 1 and toast.bottom == footer.y
        shown = [pane.records for pane in dashboard(app).panes if pane.display]
        assert shown and not any(records.content_region.overlaps(toast) for records in shown)


async def test_a_message_goes_with_its_screen_and_others_stay(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        app.notify("about the file", markup=False)
        await pilot.pause()
        await press(pilot, "question_mark")
        app.notify("about the help", markup=False)
        await pilot.pause()
        await press(pilot, "escape")
        assert isinstance(app.screen, Dashboard)
        assert "about the file" in said(app) and "about the help" not in said(app)


async def test_what_the_closing_act_says_stays(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "a", *"Umbra", "enter")
        assert isinstance(app.screen, Dashboard) and "Filed: Umbra" in said(app)


async def test_what_is_said_again_is_shown_once_and_never_more_than_three(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "escape", *"uuuuuu")
        await pilot.pause()
        assert len(app.screen.query(Toast)) == 1 and "Nothing to undo" in said(app)
        for words in ("one", "two", "three", "four"):
            app.notify(words, markup=False)
        await pilot.pause()
        await pilot.pause()
        assert said(app) == "two | three | four" and len(app.screen.query(Toast)) == 3


async def test_what_a_key_finds_gone_is_said_and_the_program_goes_on(
    demo: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise NotFound("What this row was about is gone.")

    async with opened(demo) as (app, pilot):
        monkeypatch.setattr(InboxPane, "action_open", gone)
        await press(pilot, "enter", "j")
        assert "is gone" in said(app) and dashboard(app).query_one(InboxPane).records.cursor == 1


async def test_ctrl_c_says_how_to_leave(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "escape", "ctrl+c")
        assert said(app) == "ctrl+q leaves; everything is saved already."
