"""A choice of several options: a letter, left and right, and a list to search where there are many."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.option_search import OptionSearch
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, press, seen
from tests.world.hostile import LINE as HOSTILE

COMPANIES = ("Acme", "Globex", "Initech", "Northwind", "Nordlicht", "Umbrella", HOSTILE)


class Form(Screen[None]):
    """A choice of few and a choice of many."""

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield Choice([("a", "application"), ("i", "interview"), ("f", "final round")], id="few")
        yield Choice([(str(n), name) for n, name in enumerate(COMPANIES)], id="many")


@asynccontextmanager
async def choosing(name: str) -> AsyncIterator[tuple[SmallApp, Pilot[None], Choice]]:
    """Run the form with the focus on one of the two."""
    app = SmallApp(Form)
    async with app.run_test(size=(80, 24)) as pilot:
        choice = app.screen.query_one(f"#{name}", Choice)
        choice.focus()
        yield app, pilot, choice


async def test_letters_and_space_choose_among_few() -> None:
    async with choosing("few") as (_, pilot, few):
        await press(pilot, "f")
        assert few.value == "f"
        await press(pilot, "space")
        assert few.value == "a"
        await press(pilot, "z", "left")
        assert few.value == "f"


async def test_many_are_listed_and_narrowed_by_typing() -> None:
    async with choosing("many") as (app, pilot, many):
        await press(pilot, "n")
        assert many.value == "3"
        await press(pilot, "n")
        assert many.value == "4"
        await pilot.pause()
        assert "space lists all" in seen(app)
        await press(pilot, "space")
        assert isinstance(app.screen, OptionSearch) and app.screen.query_one(Rows).current == ("4", "Nordlicht")
        await press(pilot, "up", "enter")
        assert many.value == "3"
        await press(pilot, "space", *"umb", "enter")
        assert many.value == "5"
        await press(pilot, "space", *"nobody", "enter")
        assert isinstance(app.screen, OptionSearch)
        app.screen.query_one(Input).value = ""
        await press(pilot, "escape")
        assert many.value == "5"
