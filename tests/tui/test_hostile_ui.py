"""Hostile text in every field of every record: each screen shows it as text, and nothing of it is ever acted on."""

from pathlib import Path

import pytest

from rejection_tui.services import history, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.routes import open_route
from tests.world.app import dashboard, opened, said
from tests.world.clock import NOW, Clock
from tests.world.hostile import HOSTILE, MARKUP, RawStore, harm, hostile_records, screen_text
from tests.world.routes import OPENING


@pytest.fixture
def hurt(home: Path, clock: Clock) -> AppContext:
    """A context with the hostile records."""
    return AppContext(RawStore(home / "data" / "rejtui.json", hostile_records()), clock=clock)


async def test_dashboard_shows_it_as_text(hurt: AppContext) -> None:
    async with opened(hurt, (200, 90)) as (app, pilot):
        await pilot.pause()
        assert not harm(app)
        seen = screen_text(app)
        for words in MARKUP:
            assert words in seen
        for key in ("2", "down", "3", "down", "4", "down", "z", "question_mark"):
            await pilot.press(key)
            assert not harm(app)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_every_row_at_every_size(hurt: AppContext, size: tuple[int, int]) -> None:
    async with opened(hurt, size) as (app, pilot):
        for pane in "1234":
            await pilot.press(pane)
            for _ in range(8):
                await pilot.press("pagedown")
                assert not harm(app)


@pytest.mark.parametrize("table", OPENING)
async def test_screens_show_it_as_text(hurt: AppContext, table: str) -> None:
    async with opened(hurt, (120, 40)) as (app, pilot):
        here = dashboard(app)
        uids = [list(getattr(hurt.records, table))[n] for n in (0, 14, 25)] if table else [""]
        for route in OPENING[table]:
            for uid in uids:
                app.clear_notifications()
                open_route(here, Destination(route, "\n".join(HOSTILE) if route is Route.PASTE else uid))
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert app.screen is not here or said(app), f"{route} opened nothing and said nothing"
                assert not harm(app), f"{route} {uid}"
                while app.screen is not here:
                    app.pop_screen()
                    await pilot.pause()


async def test_what_was_undone_is_said_as_text(context: AppContext) -> None:
    one = rejections.add(context, letters.Entry("[/] [@click=app.quit]Acme[/]", "Analyst", NOW))
    rejections.archive(context, [one.uid])
    async with opened(context) as (app, pilot):
        await pilot.press("u")
        await pilot.pause()
        assert "[@click=app.quit]Acme[/]" in screen_text(app)
        assert not harm(app)
    assert len(history.entries(context)) == 2


async def test_a_toast_that_reads_markup_would_be_seen(context: AppContext) -> None:
    """The tests run with toasts on: without that the one above could not fail."""
    app = RejTUI(context)
    with pytest.raises(Exception, match=r"closing tag|markup"):
        async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
            app.notify("[/]")
            await pilot.pause()
            await pilot.pause()
