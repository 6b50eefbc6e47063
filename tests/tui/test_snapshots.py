"""How the dashboard looks: empty and filled, at three sizes, dark and light; a few of the rest once."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from tests.world.app import press

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)
LOOKS = [(size, theme) for size in (SMALL, MIDDLE, LARGE) for theme in ("dark", "light")]
NAMES = [f"{size[0]}-{theme}" for size, theme in LOOKS]
Compare = Callable[..., bool]


def prepared(*keys: str, theme: str = "dark") -> Callable[[Pilot[Any]], Any]:
    """Return what is done before the picture is taken."""

    async def before(pilot: Pilot[Any]) -> None:
        pilot.app.theme = f"rejtui-{theme}"
        await pilot.pause()
        await press(pilot, *keys)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    return before


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
def test_empty(snap_compare: Compare, context: AppContext, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(RejTUI(context), terminal_size=size, run_before=prepared(theme=theme))


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
def test_filled(snap_compare: Compare, filled: AppContext, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=size, run_before=prepared(theme=theme))


@pytest.mark.parametrize("key", ["2", "3", "4"], ids=["checklist", "journal", "contacts"])
def test_each_pane(snap_compare: Compare, filled: AppContext, key: str) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=SMALL, run_before=prepared(key))


def test_two_panes(snap_compare: Compare, filled: AppContext) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=(100, 30), run_before=prepared("4"))


def test_filtering(snap_compare: Compare, filled: AppContext) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=MIDDLE, run_before=prepared("slash", *"init"))


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
def test_help(snap_compare: Compare, filled: AppContext, size: tuple[int, int], theme: str) -> None:
    before = prepared("question_mark", theme=theme)
    assert snap_compare(RejTUI(filled), terminal_size=size, run_before=before)


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
def test_palette(snap_compare: Compare, filled: AppContext, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=size, run_before=prepared("ctrl+p", theme=theme))


def test_too_small(snap_compare: Compare, filled: AppContext) -> None:
    assert snap_compare(RejTUI(filled), terminal_size=(59, 14), run_before=prepared())
