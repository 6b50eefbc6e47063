"""The dashboard in windows of every size: how many panes, nothing cut without an ellipsis, nothing lost when tiny."""

import re

import pytest
from textual.geometry import Size
from textual.pilot import Pilot

from rejection_tui.services.agenda import today
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.arrangement import PANES, PREVIEW, places, shown_panes, shows_preview
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.preview import Preview
from rejection_tui.tui.screens.composer import Composer
from tests.world.app import opened, press
from tests.world.hostile import screen_text

ALL = [
    (60, 15),
    (66, 18),
    (80, 24),
    (81, 24),
    (100, 30),
    (119, 50),
    (120, 31),
    (120, 36),
    (160, 40),
    (200, 60),
    (300, 90),
]


def _panes(pilot: Pilot[None]) -> list[int]:
    return sorted(pane.number for pane in pilot.app.screen.query(Pane) if pane.display)


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((60, 15), [1]),
        ((80, 24), [1]),
        ((80, 40), [1]),
        ((81, 24), [1, 2]),
        ((100, 24), [1]),
        ((119, 50), [1, 2]),
        ((120, 36), [1, 2, 3, 4]),
        ((160, 28), [1, 2]),
        ((200, 60), [1, 2, 3, 4]),
    ],
)
async def test_as_many_panes_as_there_is_room_for(size: tuple[int, int], panes: list[int], filled: AppContext) -> None:
    async with opened(filled, size) as (app, pilot):
        await pilot.pause()
        assert _panes(pilot) == panes
        await pilot.press("3")
        beside = [2, 3] if size[0] >= 150 else [3] if size[0] >= 100 else [1, 3]
        assert _panes(pilot) == {1: [3], 2: beside, 4: [1, 2, 3, 4]}[len(panes)]
        assert app.screen.query_one(Preview).display == (size[0] >= 100 or size[1] >= 32)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (90, 30), (100, 30), (160, 28)])
async def test_panes_without_room_are_named_with_their_counts(size: tuple[int, int], filled: AppContext) -> None:
    async with opened(filled, size) as (_, pilot):
        await pilot.pause()
        line = next(line for line in screen_text(pilot.app).split("\n") if "1 Inbox" in line)
        assert re.search(r"1 Inbox \d+ +2 Checklist +3 Journal 2 +4 Contacts \d", line)


@pytest.mark.parametrize("size", ALL)
@pytest.mark.parametrize("active", [1, 2, 3, 4])
def test_the_panes_fill_the_window_and_share_no_cell(size: tuple[int, int], active: int) -> None:
    window = Size(*size)
    body = Size(size[0], size[1] - 3)
    for tall in (1, active):
        regions = list(places(window, body, active, tall=tall).values())
        assert sum(region.area for region in regions) == body.area
        assert all(region in body.region and region.width >= 30 and region.height >= 6 for region in regions)
        assert not any(one.overlaps(two) for n, one in enumerate(regions) for two in regions[n + 1 :])
        shown = {PANES[number] for number in shown_panes(window, active)} | (
            {PREVIEW} if shows_preview(window) else set()
        )
        assert set(places(window, body, active, tall=tall)) == shown


def _whole_or_cut(words: str, text: str) -> bool:
    """True when `text` holds the words whole, or their beginning with an ellipsis."""
    return words in text or any(words[:n] + "…" in text for n in range(1, len(words)))


@pytest.mark.parametrize("size", ALL)
async def test_nothing_is_cut_without_an_ellipsis(size: tuple[int, int], filled: AppContext) -> None:
    async with opened(filled, size) as (app, pilot):
        await pilot.pause()
        await _zooms(pilot)
        for pane in "1234":
            await press(pilot, pane)
            seen = screen_text(app)
            lines = [line.rstrip() for line in seen.split("\n")]
            assert lines[-1].endswith("? help")
            for item in today(filled):
                assert _whole_or_cut(item.title, seen), item.title
            for shown_pane in app.screen.query(Pane):
                if shown_pane.display:
                    assert _whole_or_cut(shown_pane.note(), seen)
                    _look_at_rows(shown_pane)


async def _zooms(pilot: Pilot[None]) -> None:
    """The zoom gives the window to one pane and back."""
    await press(pilot, "4")
    before = _panes(pilot)
    await press(pilot, "z")
    assert _panes(pilot) == [4]
    assert pilot.app.screen.query_one("#contacts").size.width >= pilot.app.size.width - 4
    await press(pilot, "z")
    assert _panes(pilot) == before


def _look_at_rows(pane: Pane) -> None:
    """Each row drawn for the pane's width is no wider than it, and ends in an ellipsis where words are missing."""
    records = pane.records
    for y in range(records.size.height):
        strip = records.render_line(y)
        assert strip.cell_length == records.size.width
        text = strip.text.rstrip()
        assert not re.search(r"\S$", strip.text) or text.endswith("…") or len(text) <= records.size.width


async def test_too_small_says_so_and_keeps_everything(filled: AppContext) -> None:
    async with opened(filled) as (app, pilot):
        await pilot.press("down", "down", "slash", *"data")
        inbox = app.screen.query_one(InboxPane)
        before = (inbox.query_text, inbox.key)
        for size in ((59, 20), (80, 14), (20, 5), (5, 2), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.resize_terminal(59, 20)
        await pilot.pause()
        words = " ".join(screen_text(app).split())
        assert words == "rejtui needs a window of at least 60 × 15. Make it larger; nothing is lost."
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert (inbox.query_text, inbox.key) == before
        assert "4 Contacts" in screen_text(app)
        await pilot.press("i")  # the filter still has the keys
        assert inbox.query_text == "datai"


async def test_a_low_window_keeps_most_of_its_rows_for_the_panes(filled: AppContext) -> None:
    async with opened(filled, (60, 15)) as (app, pilot):
        await pilot.pause()
        assert app.screen.query_one(InboxPane).records.size.height >= 9


@pytest.mark.parametrize(("size", "offset"), [((120, 36), (3, 2)), ((200, 60), (60, 1)), ((60, 15), (25, 1))])
async def test_the_things_of_today_can_be_clicked(
    size: tuple[int, int], offset: tuple[int, int], filled: AppContext
) -> None:
    async with opened(filled, size) as (app, pilot):
        await pilot.pause()
        dashboard = app.screen
        await pilot.click(offset=offset)
        await pilot.pause()
        assert app.screen is not dashboard
        assert isinstance(app.screen, Composer)
        assert app.screen.draft.rejection == today(filled)[1].rejection
