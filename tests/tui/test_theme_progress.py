"""The progress screen: each theme with its words, what was done, and what enter opens."""

from textual.widgets import Static

from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.services import journal
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.screens.theme_progress import ThemeProgressScreen
from tests.world.app import SmallApp
from tests.world.sample import northwind

ANSWER = "Your answers wandered, and you had not run Airflow."


async def test_each_theme_has_its_words_and_its_work(context: AppContext) -> None:
    gaps = (NamedGap(Gap.SKILL, ("Airflow",), "had not run Airflow"), NamedGap(Gap.NOT_YOU, ("budget",)))
    answer = journal.add(context, northwind(context).uid, ANSWER, gaps=gaps)
    app = SmallApp(lambda: ThemeProgressScreen(context))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ThemeProgressScreen)
        rows = list(screen.rows.records)
        assert [row.what for row in rows][:2] == ["Northwind Ltd: “had not run Airflow”", "Learn more about Airflow"]
        assert [row.opens.route for row in rows if row.opens][:2] == [Route.FEEDBACK, Route.LEARNING]
        await pilot.press("enter")
        await pilot.pause()
    assert app.results == [Destination(Route.FEEDBACK, answer.uid)]


async def test_without_answers_it_says_what_to_do(context: AppContext) -> None:
    app = SmallApp(lambda: ThemeProgressScreen(context))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        empty = app.screen.query_one(".empty", Static)
        assert empty.display and "Record an answer" in str(empty.render())
