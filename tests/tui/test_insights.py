"""The insights: always with n, nothing from too few, the quotes, and calm mode."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.screens.insights import InsightsScreen
from rejection_tui.tui.widgets.charts import Bars, Chart, Months
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, opened, press
from tests.world.sample import some_answers, some_rejections


def _words(app: SmallApp) -> str:
    return "\n".join(str(s.content) for s in app.screen.query(Static))


def _drawn(app: SmallApp) -> str:
    return "\n".join(str(chart.render()) for chart in app.screen.query(Chart))


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
        assert not app.screen.query(Chart) and "half in" not in words and ": some" not in words
        assert words.count("ot enough yet to see a pattern") == 4
        assert "After you applied: not enough yet (4 known, from 5 on)" in words


async def test_nothing_is_concluded_from_too_few(context: AppContext) -> None:
    filed = some_rejections(context)
    some_answers(context, filed[:2])
    app = SmallApp(lambda: InsightsScreen(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        words = _words(app)
        assert "From 4 rejections: not enough yet" in words and "From 2 answers: not enough yet" in words
        assert "needs 3 different companies" in words
        assert not app.screen.query(".nothing")


async def test_charts_hold_the_figures(context: AppContext) -> None:
    some_answers(context, some_rejections(context))
    app = SmallApp(lambda: InsightsScreen(_from_four(context)))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        stages = app.screen.query(Bars).first()
        assert [(bar.name, bar.value) for bar in stages.bars] == [
            ("application", 1),
            ("screening", 0),
            ("interview", 2),
            ("final round", 1),
        ]
        (steps,) = (b for b in app.screen.query(Bars) if b.bars[0].name == "Reply graciously")
        first = str(steps.render()).splitlines()[0]
        assert steps.bars[0].of == 4 and first.endswith(f"{steps.bars[0].value} of 4")
        drawn, rest = first.count("▆"), first.count("▁")
        assert abs(drawn - (drawn + rest) * steps.bars[0].value / 4) <= 1, (
            "a bar is a part of its whole, without colour"
        )
        months = app.screen.query_one(Months)
        name, counts, words = months.rows[0]
        assert sum(counts) == 4 and months.months[-1] == "Nov" and len(counts) >= 6
        assert (name, words) == ("system design", "4 of 4 answers, 4 companies")
        lines = str(stages.render()).splitlines()
        lengths = [line.count("▆") for line in lines]
        assert abs(lengths[2] - 2 * lengths[0]) <= 1 < lengths[0] and lengths[1] == 0 and lines[2].endswith(" 2")
        assert len({line.index("▆") for line in lines if "▆" in line}) == 1, "all bars begin in one column"


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
        of_rejections = [b for b in app.screen.query(Bars) if b.bars[0].name in ("application", "Reply graciously")]
        assert len(of_rejections) == 2 and "From 4 rejections" not in words
        assert not any(character.isdigit() for bars in of_rejections for character in str(bars.render()))
        lines = str(of_rejections[0].render()).splitlines()
        assert lines[2].startswith("interview") and lines[2].endswith(" some")


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light", "dracula", "solarized-light"]
)
async def test_charts_take_the_colours_of_every_theme(context: AppContext, theme: str) -> None:
    some_rejections(context)
    app = SmallApp(lambda: InsightsScreen(_from_four(context)), theme=theme)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        chart = app.screen.query(Bars).first()
        meant = app.get_css_variables()["theirs"]
        colours = {s.style.color for y in range(4) for s in chart.render_line(y) if s.style and "▆" in s.text}
        names = {colour.name for colour in colours if colour is not None}
        assert len(names) == 1 and (meant.startswith("ansi") or names == {meant.lower()}), (names, meant)


async def test_empty_says_what_to_do_and_a_change_is_shown(context: AppContext) -> None:
    app = SmallApp(lambda: InsightsScreen(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "Nothing to show yet" in _words(app)
        some_rejections(context)
        app.records_changed.publish(None)
        await pilot.pause()
        await pilot.pause()
        assert "From 4 rejections" in _words(app)


async def test_in_a_wide_window_the_cursor_is_on_the_words_and_enter_opens_the_answer(context: AppContext) -> None:
    answers = some_answers(context, some_rejections(context))
    opened: list[Destination] = []
    app = SmallApp(lambda: InsightsScreen(context, opened.append))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows, reader = app.screen.query_one(Rows), app.screen.query_one(Reader)
        assert rows.has_focus and "system design" in str(rows.get_option_at_index(0).prompt)
        first = reader.text
        assert "Their answer" in first
        await pilot.press("down")
        await pilot.pause()
        assert reader.text != first
        await pilot.press("enter")
        await pilot.pause()
        assert opened and opened[0].uid in {a.uid for a in answers}
        assert isinstance(app.screen, InsightsScreen), "the screen stays below what it opened"
        app.screen.query_one("#insights-scroll").focus()
        await pilot.press("v")
        assert rows.has_focus and len(opened) == 1, "the words are on the screen already: v goes to them"
        here = rows.current
        app.records_changed.publish(None)
        await pilot.pause()
        await pilot.pause()
        again = app.screen.query_one(Rows)
        assert again is not rows and again.current == here and again.has_focus
        rows = again
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        assert not rows.region.area and app.focused is not None and app.focused.id == "insights-scroll"


async def test_enter_on_no_row_does_nothing(demo: AppContext) -> None:
    """The list of quotes may have the keys and no cursor."""
    async with opened(demo) as (app, pilot):
        await press(pilot, "i")
        rows = app.screen.query_one("#insights-list", Rows)
        rows.focus()
        await pilot.pause()
        rows.highlighted = None
        before = app.screen
        await press(pilot, "enter", "v")
        assert app.screen is before and app.is_running
