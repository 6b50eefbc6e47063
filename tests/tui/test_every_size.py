"""Every screen and dialog in windows of every size: no crash and no overlaps, also with many sizes in a row."""

import pytest
from textual.widgets import Input

from rejection_tui.services import reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.routes import open_route
from tests.world.app import dashboard, opened, press, seen
from tests.world.routes import NOT_OPENING, OPENING

SIZES = [(20, 5), (59, 14), (60, 15), (80, 24), (81, 30), (100, 30), (119, 36), (120, 36), (200, 60), (500, 200)]
STORM = [*SIZES[:-1], (300, 90)]
#: One of each way the screens are laid out: a window too small, the smallest that is not, one, two and four panes,
#: the four with a preview. Which pane counts the widths between have is seen in `test_sizes`.
LAYOUTS = [(20, 5), (60, 15), (80, 24), (100, 30), (120, 36), (200, 60)]


def overlaps(screen: object) -> list[str]:
    """Return the pairs of siblings that share cells though no layer, float or scrolling explains it."""
    found = []
    for parent in [screen, *screen.query("*")]:  # type: ignore[attr-defined]
        boxes = [w for w in parent.children if w.display and w.visible and w.region.area and w.styles.dock == "none"]
        boxes = [w for w in boxes if w.layer == boxes[0].layer and str(w.styles.overlay) == "none"] if boxes else []
        for n, one in enumerate(boxes):
            for two in boxes[n + 1 :]:
                if one.region.intersection(two.region).area:
                    found.append(f"{one!r} {one.region} and {two!r} {two.region}")
    return found


@pytest.mark.parametrize("route", Route)
def test_every_route_is_among_those_opened_here(route: Route) -> None:
    assert any(route in routes for routes in OPENING.values()) is (route not in NOT_OPENING)


@pytest.mark.parametrize("size", LAYOUTS, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_every_screen_opens(demo: AppContext, size: tuple[int, int]) -> None:
    reminders.add(demo, demo.now().date(), "Call them")
    async with opened(demo, size) as (app, pilot):
        here = dashboard(app)
        assert not overlaps(here)
        for table, routes in OPENING.items():
            uid = next(iter(getattr(demo.records, table))) if table else ""
            for route in routes:
                open_route(here, Destination(route, uid))
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert not overlaps(app.screen), route
                lines = seen(app).split("\n")
                assert len(lines) == size[1]
                while app.screen is not here:
                    app.pop_screen()
                    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_help_and_palette_open(lived: AppContext, size: tuple[int, int]) -> None:
    async with opened(lived, size) as (app, pilot):
        here = app.screen
        for key in ("question_mark", "ctrl+p"):
            await press(pilot, key)
            if here.has_class("-tiny"):  # only a larger window and ctrl+q do anything
                assert app.screen is here
                continue
            assert app.screen is not here
            assert not overlaps(app.screen), key
            await press(pilot, "escape")
            assert app.screen is here


async def test_a_storm_of_sizes_keeps_cursor_and_text(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, "j", "j", "j", "3", "j", "1")
        inbox = dashboard(app).query_one(InboxPane)
        stood = inbox.key
        for size in [*STORM, *reversed(STORM), (1, 1), (120, 36)]:
            await pilot.resize_terminal(*size)
        await pilot.pause()
        assert inbox.key == stood
        assert dashboard(app).active_pane is inbox
        assert inbox.records.has_focus
        top = inbox.records._tops[inbox.records.cursor] - int(inbox.records.scroll_y)
        assert 0 <= top < inbox.records.size.height
        assert "4 Contacts" in seen(app)
        await press(pilot, "a", *"Umbra")
        for size in STORM:
            await pilot.resize_terminal(*size)
        await pilot.resize_terminal(80, 24)
        await press(pilot, *"li")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "Umbrali"
