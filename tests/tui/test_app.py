"""The application itself: what it remembers, its colours, what it says at the start, and signals to leave."""

import json
import signal

import pytest
from textual.events import MouseDown, MouseUp

from rejection_tui.config import state_folder
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from rejection_tui.tui.app import MOST_PILED, RejTUI
from rejection_tui.tui.dialogs.yes_no import YesNoDialog
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.today import HeadLine
from rejection_tui.tui.theme.themes import DARK, LIGHT
from tests.world.app import dashboard, opened, press, said, seen
from tests.world.clock import NOW
from tests.world.sample import again


async def test_the_theme_is_remembered(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        assert app.theme == DARK.name
        app.theme = "textual-light"
        await pilot.pause()
    async with opened(again(lived)) as (app, _):
        assert app.theme == "textual-light"


async def test_f2_offers_every_theme(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "f2", *"gruv")
        assert {DARK.name, LIGHT.name, "textual-light", "gruvbox"} <= set(app.available_themes)
        assert "gruvbox" in seen(app)


@pytest.mark.parametrize(
    "left", ["", "{", "[]", '{"theme": 7, "pane": "9", "zoom": null}', '{"theme": "no such"}', "\x00"]
)
async def test_a_spoilt_memory_is_forgotten(lived: AppContext, left: str) -> None:
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "remembered.json").write_text(left)
    async with opened(lived) as (app, pilot):
        assert app.theme == DARK.name
        assert dashboard(app).active_pane.number == 1
        await press(pilot, "3")
    assert json.loads((state_folder() / "remembered.json").read_text())["pane"] == "3"


@pytest.mark.parametrize("theme", [LIGHT.name, "nord", "ansi-light", "solarized-light"])
async def test_themes_leave_every_word_in_place(lived: AppContext, theme: str) -> None:
    async with opened(lived) as (app, pilot):
        await pilot.pause()
        plain = seen(app)
        app.theme = theme
        await pilot.pause()
        assert seen(app) == plain


def contrast(one: object, two: object) -> float:
    """Return the contrast of two colours as WCAG has it."""

    def light(colour: object) -> float:
        parts = [c / 255 for c in colour]  # type: ignore[attr-defined]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_every_word_can_be_read(lived: AppContext, theme: str) -> None:
    async with opened(lived) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        await pilot.pause()
        for key in "4123":
            await press(pilot, key)
            assert not faint(app)


def faint(app: RejTUI) -> list[str]:
    """Return the words on the screen that stand out too little."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and any(c.isalnum() for c in text):
                stands_out = contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
                if stands_out < 4.5:
                    found.append(f"{text!r} {style} {stands_out:.2f}")
    return found


async def test_no_color_shows_no_colour_and_says_the_same(lived: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(lived) as (app, _):
        coloured = seen(app)
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(again(lived)) as (app, _):
        assert app.no_color
        assert seen(app) == coloured
        for strip in app.screen._compositor.render_strips():
            for _, style, _ in strip.apply_filter(app._filters[0], app.background_colors[0]):
                if style and style.color and style.color.triplet:
                    assert len(set(style.color.triplet)) == 1


async def test_what_should_be_known_is_said_at_the_start(lived: AppContext) -> None:
    other = lived.path.with_name(f"{lived.path.stem} (conflicted copy 2026-11-20){lived.path.suffix}")
    other.write_bytes(lived.path.read_bytes())
    rejections.add(AppContext(Store(other), clock=lived.clock), letters.Entry("Umbra", "Analyst", NOW))
    async with opened(again(lived)) as (app, pilot):
        await pilot.pause()
        assert "synchroniser left another copy" in said(app)
        assert other.name in said(app)


async def test_the_signal_reaches_the_panes_once_for_each_change(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        filled = []
        fill = inbox.records.fill
        inbox.records.fill = lambda rows: (filled.append(1), fill(rows))[1]  # type: ignore[method-assign]
        await press(pilot, "A")
        app.poll_file()
        app.poll_file()
        assert len(filled) == 1


async def test_looking_changes_nothing_on_disk(lived: AppContext) -> None:
    before = lived.path.read_bytes()
    async with opened(lived) as (app, pilot):
        await press(
            pilot, "2", "3", "4", "z", "z", "t", "escape", "i", "escape", "p", "escape", "c", "escape", "h", "escape"
        )
        await press(pilot, "1", "d", "escape", "l", "escape", "e", "escape", "o", "escape", "C", "escape")
        assert app.is_running
    assert lived.path.read_bytes() == before


async def test_sigterm_leaves_with_its_code(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        signal.raise_signal(signal.SIGTERM)
        await pilot.pause(0.1)
        assert not app.is_running
        assert app.return_code == 128 + signal.SIGTERM


async def test_help_and_palette_over_one_another_end_somewhere(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for _ in range(20):
            await pilot.press("ctrl+p", "f1", "f7")
        assert len(app.screen_stack) <= MOST_PILED
        assert app.is_running


async def test_no_screen_is_opened_over_a_pile_that_could_not_be_drawn(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "escape")
        for _ in range(MOST_PILED + 10):
            await app.push_screen(YesNoDialog("One", "of many", "More?"))
        assert len(app.screen_stack) == MOST_PILED
        app.refresh(layout=True)
        await pilot.pause()
        await press(pilot, "escape")
        assert app.is_running and len(app.screen_stack) == MOST_PILED - 1


async def test_a_click_on_what_was_just_taken_away_does_nothing(context: AppContext) -> None:
    """A widget that is being removed is seen until the next layout."""
    async with opened(context) as (app, pilot):
        await press(pilot, "escape")
        head = dashboard(app).query_one(HeadLine)
        head._detach()
        for down in (True, False):
            sort = MouseDown if down else MouseUp
            await app.on_event(sort(head, 2, 0, 0, 0, 1, False, False, False))
        head._attach(app.screen)
        assert app.is_running and app.screen is dashboard(app)
