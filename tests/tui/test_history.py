"""The history screen: what was done in words, newest first, and going back to before any of it."""

from rejection_tui.services import history, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.history import HistoryScreen
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import opened, press, said, seen
from tests.world.sample import named


def _three_acts(context: AppContext) -> tuple[str, str]:
    one, two = named(context, "Northwind").uid, named(context, "Globex").uid
    rejections.archive(context, [one])
    rejections.archive(context, [two])
    rejections.archive(context, [one], False)
    return one, two


async def test_one_goes_back_to_before_an_act_and_forth_again(lived: AppContext) -> None:
    one, two = _three_acts(lived)
    async with opened(lived) as (app, pilot):
        await press(pilot, "f6")
        assert isinstance(app.screen, HistoryScreen)
        newest = [entry.id for entry in history.entries(lived)]
        await press(pilot, "j")
        assert "takes back 2 changes" in seen(app)
        await press(pilot, "enter", "n")
        assert lived.records.rejections[two].archived
        await press(pilot, "enter", "y")
        assert not lived.records.rejections[two].archived
        assert lived.records.rejections[one].archived
        assert "2 changes taken back" in said(app)
        rows = app.screen.query_one(Rows)
        assert [entry.id for entry in history.entries(lived)] == newest
        assert "undone" in seen(app)
        rows.go_to(newest[0])
        await press(pilot, "enter", "y")
        assert lived.records.rejections[two].archived
        assert not lived.records.rejections[one].archived
        await press(pilot, "q")
        assert isinstance(app.screen, Dashboard)


async def test_undo_in_the_history_shows_at_once(lived: AppContext) -> None:
    _three_acts(lived)
    async with opened(lived) as (app, pilot):
        await press(pilot, "f6", "u")
        assert ", 1 undone" in seen(app)
        await press(pilot, "U")
        assert "undone" not in seen(app).splitlines()[0]


async def test_an_empty_history_says_what_will_stand_there(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "f6")
        assert "Nothing was done yet" in seen(app)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, Dashboard)
