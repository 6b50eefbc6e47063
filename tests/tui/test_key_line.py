"""The last line: it shows the keys of the pane one is in, and stands still while only the cursor moves."""

from textual.widgets._footer import FooterKey

from rejection_tui.services.context import AppContext
from rejection_tui.tui.widgets.key_line import KeyLine
from tests.world.app import dashboard, opened, press
from tests.world.sample import copied, four


def keys(line: KeyLine) -> list[FooterKey]:
    return list(line.query(FooterKey))


async def test_the_keys_stand_still_while_the_cursor_moves_and_change_with_the_pane(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        before = keys(line)
        assert "read" in {key.description for key in before}
        await press(pilot, "j", "j", "k")
        assert [id(key) for key in keys(line)] == [id(key) for key in before]
        await press(pilot, "4")
        assert "log a touch" in {key.description for key in keys(line)}


async def test_a_key_is_greyed_when_what_it_acts_on_is_gone(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        assert not any(key.has_class("-disabled") for key in keys(line) if key.description == "read")
        await press(pilot, "/", *"zzzz", "enter")
        assert all(key.has_class("-disabled") for key in keys(line) if key.description == "read")
        await press(pilot, "escape")
        assert not any(key.has_class("-disabled") for key in keys(line) if key.description == "read")


async def test_a_narrower_window_keeps_help(context: AppContext) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        line = dashboard(app).query_one(KeyLine)
        wide = len(keys(line))
        await pilot.resize_terminal(62, 20)
        await pilot.pause()
        await pilot.pause()
        assert len(keys(line)) < wide
        assert "help" in {key.description for key in keys(line)}
