"""How the dashboard looks: empty and filled, at three sizes, dark and light; help and palette once."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rejection_tui.services.desk import Desk
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.theme import DARK, LIGHT
from tests.conftest import Clock
from tests.tui.board import life, named, press

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)
LOOKS = [("filled", size, theme) for size in (SMALL, MIDDLE, LARGE) for theme in (DARK.name, LIGHT.name)]
LOOKS += [("empty", size, DARK.name) for size in (SMALL, MIDDLE, LARGE)]
LOOKS += [("empty", MIDDLE, LIGHT.name)]


def prepared(*keys: str, theme: str = DARK.name) -> Callable[[Pilot[Any]], Any]:
    """Return what is done before the picture is taken."""

    async def before(pilot: Pilot[Any]) -> None:
        app = pilot.app
        app.theme = theme
        assert isinstance(app, RejTUI)
        if app.desk.book.rejections:
            app.screen.select(named(app.desk, "Globex").uid)  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, *keys)
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    return before


@pytest.mark.parametrize(("state", "size", "theme"), LOOKS, ids=[f"{s}-{n[0]}-{t[7:]}" for s, n, t in LOOKS])
def test_dashboard(
    snap_compare: Callable[..., bool], desk: Desk, clock: Clock, state: str, size: tuple[int, int], theme: str
) -> None:
    app = RejTUI(life(desk, clock) if state == "filled" else desk)
    assert snap_compare(app, terminal_size=size, run_before=prepared(theme=theme))


@pytest.mark.parametrize("pane", ["2", "3", "4"])
def test_one_pane_at_a_time(snap_compare: Callable[..., bool], desk: Desk, clock: Clock, pane: str) -> None:
    assert snap_compare(RejTUI(life(desk, clock)), terminal_size=SMALL, run_before=prepared(pane))


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
def test_help_and_palette(snap_compare: Callable[..., bool], desk: Desk, clock: Clock, key: str) -> None:
    assert snap_compare(RejTUI(life(desk, clock)), terminal_size=MIDDLE, run_before=prepared(key))


def test_too_small(snap_compare: Callable[..., bool], desk: Desk) -> None:
    assert snap_compare(RejTUI(desk), terminal_size=(59, 14), run_before=prepared())
