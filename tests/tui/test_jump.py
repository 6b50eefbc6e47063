"""Jump mode: what is in reach has a letter, and the letter goes there."""

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.screens.jump import LETTERS, JumpScreen, Target, labelled
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import dashboard, opened, press, seen


async def test_a_letter_goes_to_a_row_and_a_digit_to_a_pane(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).active_pane.records
        await press(pilot, "semicolon")
        assert isinstance(app.screen, JumpScreen)
        assert "Press a letter" in seen(app)
        assert {"1", "2", "3", "4", "5"} <= set(app.screen.targets)
        await press(pilot, LETTERS[2])
        assert dashboard(app).active_pane.records is inbox
        assert inbox.cursor == 2
        await press(pilot, "f7", "3")
        assert dashboard(app).active_pane.number == 3


async def test_rows_of_other_panes_are_in_reach(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        home = dashboard(app)
        contacts = home.panes[3].records
        await press(pilot, "semicolon")
        screen = app.screen
        assert isinstance(screen, JumpScreen)
        mine = [name for name, target in screen.targets.items() if contacts.region.contains_point(target.place)]
        assert len(mine) == len(contacts.rows)
        await press(pilot, *mine[-1])
        assert home.active_pane.number == 4
        assert contacts.cursor == len(contacts.rows) - 1


async def test_rows_of_a_list_are_in_reach_and_headings_are_not(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "t")
        rows = app.screen.query_one(Rows)
        await press(pilot, "semicolon")
        assert isinstance(app.screen, JumpScreen)
        assert len(app.screen.targets) == len(rows.records)
        await press(pilot, LETTERS[1])
        assert rows.current is rows.records[1]


async def test_fields_of_a_form_are_in_reach(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "w", "f7")
        assert isinstance(app.screen, JumpScreen)
        last = list(app.screen.targets)[1]
        await press(pilot, last)
        assert app.focused is not None
        assert app.focused is not app.screen.query(Input).first()


@pytest.mark.parametrize("key", ["escape", "f7", "semicolon", "Q", "up"])
async def test_any_other_key_leaves_everything_as_it_was(lived: AppContext, key: str) -> None:
    async with opened(lived) as (app, pilot):
        before = dashboard(app).active_pane.records.cursor
        await press(pilot, "semicolon", key)
        assert isinstance(app.screen, Dashboard)
        assert dashboard(app).active_pane.records.cursor == before


def test_two_letters_where_one_is_too_few() -> None:
    many = [Target(Offset(0, n), lambda: None) for n in range(80)]
    names = list(labelled(many))
    assert len(set(names)) == 80
    assert not any(one != two and two.startswith(one) for one in names for two in names)


async def test_the_tabs_of_panes_out_of_sight_have_their_number(lived: AppContext) -> None:
    async with opened(lived, (80, 24)) as (app, pilot):
        await press(pilot, "semicolon", "4")
        assert dashboard(app).active_pane.number == 4
