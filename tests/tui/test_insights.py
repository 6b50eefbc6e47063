"""The insights: always with n, nothing from too few, the quotes, and calm mode."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.screens.insights import InsightsScreen
from rejection_tui.tui.widgets.charts import Bars, Chart, Columns
from rejection_tui.tui.widgets.letter_text import LetterText
from tests.world.app import SmallApp
from tests.world.sample import some_answers, some_rejections


def _words(app: SmallApp) -> str:
    return "\n".join(str(s.content) for s in app.screen.query(Static))


def _from_four(context: AppContext, calm: bool = False) -> AppContext:
    """The same context with settings that call four enough."""
    return replace(context, config=replace(context.config, rules=replace(context.rules, calm=calm, insights_min=4)))


@pytest.mark.parametrize("calm", [False, True])
async def test_too_few_are_no_chart(context: AppContext, calm: bool) -> None:
    some_answers(context, some_rejections(context)[:2])
    few = replace(context, config=replace(context.config, rules=replace(context.rules, calm=calm)))
    app = SmallApp(lambda: InsightsScreen(few))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        words = _words(app)
        assert not app.screen.query(Chart) and "half within" not in words and ": some" not in words
        assert words.count("ot enough yet to see a pattern") == 4
        assert "from application to rejection: not enough yet (4 known, from 5 on)" in words


async def test_nothing_is_concluded_from_too_few(context: AppContext) -> None:
    filed = some_rejections(context)
    some_answers(context, filed[:2])
    app = SmallApp(lambda: InsightsScreen(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        words = _words(app)
        assert "From 4 noes: not enough yet" in words and "From 2 answers: not enough yet" in words
        assert "needs 3 different employers" in words
        assert not app.screen.query(".nothing")


async def test_charts_hold_the_figures(context: AppContext) -> None:
    some_answers(context, some_rejections(context))
    app = SmallApp(lambda: InsightsScreen(_from_four(context)))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        stages = app.screen.query(Bars).first()
        assert dict(zip(stages.names, stages.values, strict=True)) == {
            "application": 1,
            "screening": 0,
            "interview": 2,
            "final round": 1,
        }
        months = app.screen.query(Columns).first()
        assert sum(months.values) == 4 and months.names[-1] == "Nov"
        assert "“system design”: 4 of 4 answers, 4 employers" in _words(app)
        drawn = "".join(s.text for y in range(stages.size.height) for s in stages.render_line(y))
        assert "interview" in drawn and "▆" in drawn


async def test_the_quotes_are_one_key_away_and_lead_to_the_answer(context: AppContext) -> None:
    answers = some_answers(context, some_rejections(context))
    app = SmallApp(lambda: InsightsScreen(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        text = app.screen.query_one(LetterText)
        assert text.marked == ("On system design your answers stayed general",)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.result, Destination) and app.result.uid in {a.uid for a in answers}


async def test_calm_mode_counts_no_rejections(context: AppContext) -> None:
    some_answers(context, some_rejections(context))
    app = SmallApp(lambda: InsightsScreen(_from_four(context, calm=True)))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        words = _words(app)
        assert "noes:" not in words and "of 4 noes" not in words and "From 4 rejections" not in words
        assert "interview: some" in words


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light", "dracula", "solarized-light"]
)
async def test_charts_take_the_colours_of_every_theme(context: AppContext, theme: str) -> None:
    some_rejections(context)
    app = SmallApp(lambda: InsightsScreen(_from_four(context)), theme=theme)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        chart = app.screen.query(Bars).first()
        wanted = chart.colour("primary")
        colours = {
            s.style.color.get_truecolor() for y in range(4) for s in chart.render_line(y) if s.style and s.style.color
        }
        assert tuple(wanted) in {tuple(c) for c in colours}


async def test_empty_says_what_to_do_and_a_change_is_shown(context: AppContext) -> None:
    app = SmallApp(lambda: InsightsScreen(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "Nothing to show yet" in _words(app)
        some_rejections(context)
        app.records_changed.publish(None)
        await pilot.pause()
        await pilot.pause()
        assert "From 4 noes" in _words(app)
