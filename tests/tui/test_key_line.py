"""The last line: it shows the keys of the pane one is in, and stands still while only the cursor moves."""

import pytest

from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.practice import PracticeScreen
from rejection_tui.tui.widgets import key_line
from rejection_tui.tui.widgets.key_line import KeyLine, LineKey
from tests.world.app import dashboard, opened, press
from tests.world.sample import copied, four


def keys(line: KeyLine) -> list[LineKey]:
    return list(line.keys)


async def test_the_keys_stand_still_while_the_cursor_moves_and_change_with_the_pane(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        before = keys(line)
        assert "read" in {key.label for key in before}
        await press(pilot, "j", "j", "k")
        assert [id(key) for key in keys(line)] == [id(key) for key in before]
        await press(pilot, "4")
        assert "in touch" in {key.label for key in keys(line)}


async def test_a_key_is_greyed_when_what_it_acts_on_is_gone(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        assert all(key.enabled for key in keys(line) if key.label == "read")
        await press(pilot, "/", *"zzzz", "enter")
        assert not any(key.enabled for key in keys(line) if key.label == "read")
        await press(pilot, "escape")
        assert all(key.enabled for key in keys(line) if key.label == "read")


async def test_a_narrower_window_keeps_help(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        wide = len(keys(line))
        await pilot.resize_terminal(62, 20)
        await pilot.pause()
        await pilot.pause()
        assert len(keys(line)) < wide
        assert "help" in {key.label for key in keys(line)}


async def test_a_wide_window_shows_more_keys_in_groups_and_none_is_cut(context: AppContext) -> None:
    """The keys of the pane, then those of the dashboard, then those that work everywhere; help is the last."""
    copied(four, context)
    async with opened(context, (200, 50)) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        labels = [key.label for key in keys(line)]
        assert {"outcome", "company", "read", "filter", "undo"} <= set(labels)
        assert labels.index("outcome") < labels.index("filter") < labels.index("undo") < labels.index("help")
        assert labels[-1] == "help" and not {"down", "next pane"} & set(labels)
        assert len({key.group for key in keys(line)}) == 3
        for width in (60, 80, 100, 120, 200, 90):
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            await pilot.pause()
            text = line.render().plain
            assert width // 2 < len(text) <= width and text.endswith(f"{keys(line)[-1].display} help")


async def test_while_a_filter_is_typed_no_key_of_the_help_fills_the_line(context: AppContext) -> None:
    copied(four, context)
    async with opened(context, (200, 50)) as (app, pilot):
        await press(pilot, "slash")
        labels = {key.label for key in keys(dashboard(app).query_one(KeyLine))}
        assert not {"forget corrections", "merge", "settings"} & labels


async def test_a_click_presses_the_key_it_points_at_and_none_that_has_just_come_under_the_mouse(
    demo: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(key_line, "clock", lambda: now)
    async with opened(demo) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        text = line.render().plain
        place = (text.index("practice"), 0)
        assert (key := line.key_at(place[0])) is not None and key.label == "practice"
        assert line.key_at(len(text) + 5) is None and line.key_at(text.index("practice") - 4) is None
        await pilot.click(KeyLine, offset=place)
        assert app.screen is dashboard(app)  # it was drawn at this very moment
        now = 1.0
        await pilot.hover(KeyLine, offset=place)
        questions = demo.records.questions
        await pilot.click(KeyLine, offset=place, times=2)
        await pilot.pause()
        assert isinstance(app.screen, PracticeScreen) and demo.records.questions == questions
        now = 2.0
        below = app.screen.query_one(KeyLine)
        await pilot.click(KeyLine, offset=(below.render().plain.index("back"), 0))
        await pilot.pause()
        assert app.screen is dashboard(app)
