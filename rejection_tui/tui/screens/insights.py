"""The insights: charts and numbers, always with the number of cases, and a suggestion what to work on next."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain import insights
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.day_words import day
from rejection_tui.domain.insights import Figure, Insights, Spread, Theme
from rejection_tui.domain.records import Records
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.screens.opening import OpeningPage
from rejection_tui.tui.widgets.charts import Bars, Chart, Columns
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine


def figure_words(figure: Figure, rules: Rules, what: str = "") -> str:
    """Return a figure in words, such as "replies sent, answered: 2 of 7"."""
    label = what or figure.label
    if not figure.n:
        return f"{label}: none yet"
    few = "" if figure.enough else f"  (not enough yet: from {rules.insights_min} on it may mean something)"
    return f"{label}: {figure.words}{few}"


def share(figure: Figure) -> str:
    """Return a share without a number, for calm mode."""
    if not figure.n or not figure.count:
        return "none"
    part = figure.count / figure.n
    return "all" if part == 1 else ("most" if part > 0.5 else ("some" if part > 0.2 else "few"))


def stage_lines(figures: Insights, rules: Rules) -> list[str]:
    """Return at which stages the rejections came, and those counted separately."""
    rejections = figures.stages[0].n if figures.stages else 0
    if rules.calm:
        few = ["Not enough yet to see a pattern."]
        return [f"{f.label}: {share(f)}" for f in figures.stages] if rejections >= rules.insights_min else few
    lines = [enough_line(rejections, rules, "noes")]
    lines += (
        [figure_words(figures.role_closed, rules), figure_words(figures.withdrew, rules)]
        if figures.role_closed.n
        else []
    )
    return lines


def enough_line(n: int, rules: Rules, what: str) -> str:
    """Return the number of cases behind a chart, and whether it is enough to see a pattern."""
    what = {"noes": "no", "answers": "answer", "rejections": "rejection"}.get(what, what) if n == 1 else what
    if n >= rules.insights_min:
        return f"From {n} {what}."
    return f"From {n} {what}: not enough yet to see a pattern (from {rules.insights_min} on)."


def spread_line(spread: Spread, rules: Rules) -> str:
    """Return the median of a spread of days as a sentence."""
    if spread.median is None:
        return f"{spread.label}: none known yet"
    if not spread.enough:
        return f"{spread.label}: not enough yet ({spread.n} known, from {rules.insights_min} on)"
    middle = f"{spread.median:g}".removesuffix(".0")
    return f"{spread.label}: half within {middle} days (from {spread.n})"


def theme_lines(themes: Sequence[Theme], rules: Rules) -> list[str]:
    """Return the themes that form a pattern; without any, what is still missing for one."""
    shown = [f"“{clean_line(t.name, 30)}”: {t.words}, {t.employers} employers" for t in themes if t.enough]
    if shown:
        return shown
    best = themes[0] if themes else None
    if best is None:
        return ["No themes yet: they come from the answers in the journal."]
    return [
        f"Not enough yet: a theme needs {rules.theme_min_employers} different employers; "
        f"“{clean_line(best.name, 30)}” has {best.employers}."
    ]


def quotes(records: Records, figures: Insights) -> Iterator[Line]:
    """Yield the quotes behind the themes, then those of answers without a theme."""
    quoted: set[str] = set()
    for theme in figures.themes:
        for uid in theme.uids:
            quoted.add(uid)
            yield from _quote(records, uid, f"{theme.name} ({theme.words})", f"{theme.name}|{uid}")
    for answer in sorted(records.feedback.values(), key=lambda f: f.received, reverse=True):
        if answer.uid not in quoted:
            yield from _quote(records, answer.uid, answer.gap.label, f"|{answer.uid}")


def _quote(records: Records, uid: str, head: str, key: str) -> Iterator[Line]:
    answer = records.feedback.get(uid)
    if answer is None:
        return
    one = records.rejections.get(answer.rejection)
    who = one.company if one else "an employer"
    words = clean_line(answer.quote or answer.verbatim, 160)
    yield Line(
        key,
        f"{head} · {who}: “{words}”",
        f"{who}, {day(answer.received, answer.received)}\n\n{answer.verbatim}",
        (answer.quote,),
    )


_EMPTY = (
    "Nothing to show yet.\n\n"
    "Every rejection you add (a on the dashboard) and every answer you record makes the picture clearer. "
    "Nothing is concluded from too few."
)
_MONTHS = 12
_SPANS = ((7, "≤ 1 wk"), (14, "2 wk"), (28, "4 wk"), (56, "8 wk"), (10_000, "more"))


class InsightsScreen(OpeningPage[Destination]):
    """Dismissed with `Destination(Route.FEEDBACK, uid)` when an answer was chosen among the quotes, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("insights.quotes", "v,enter", "quotes", "Read the words behind the themes.", "quotes", True),
        Command("insights.down", "j,down", "down", "Scroll down.", "scroll(1)"),
        Command("insights.up", "k,up", "up", "Scroll up.", "scroll(-1)"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "insights.tcss"

    def __init__(self, context: AppContext, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.figures: Insights = insights.insights(context.records, context.now(), context.rules)

    def compose(self) -> ComposeResult:
        """Lay out the suggestion and the sections."""
        yield TitleLine("Insights", id="title")
        yield Static("", id="insights-next", markup=False)
        with VerticalScroll(id="insights-scroll"), Container(id="insights-grid"):
            yield from self._sections()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show a suggestion what to work on next."""
        empty = not self.context.records.rejections and not self.context.records.feedback
        words = _EMPTY if empty else insights.suggestion(self.context.records, self.context.now(), self.context.rules)
        self.query_one("#insights-next", Static).update(shown_block(words))
        self.set_class(empty, "-empty")
        kept_open = self.figures.doors
        count = f"{kept_open.count} {'door' if kept_open.count == 1 else 'doors'} kept open"
        self.query_one(TitleLine).show("Insights", "" if empty else count)
        self.query_one("#insights-scroll").focus()

    async def _rebuild(self) -> None:
        self.figures = insights.insights(self.context.records, self.context.now(), self.context.rules)
        await self.recompose()
        self.on_mount()

    def reload(self) -> None:
        """Redraw everything from the current records."""
        self.call_later(self._rebuild)

    def _sections(self) -> Iterator[Vertical]:
        figures, rules = self.figures, self.context.rules
        calm = rules.calm
        stages = self._bars(figures.stages, numbers=not calm)
        yield self._section("Where the noes come", stages, stage_lines(figures, rules))
        gaps = [g for g in figures.gaps if g.count]
        answers = figures.gaps[0].n if figures.gaps else 0
        yield self._section("What the answers point at", self._bars(gaps), [enough_line(answers, rules, "answers")])
        months = self._months()
        title = f"Themes over time, here “{figures.themes[0].name}”" if months else "Themes over time"
        yield self._section(title, months, theme_lines(figures.themes, rules))
        lines = [spread_line(figures.days_to_no, rules), spread_line(figures.days_to_feedback, rules)]
        yield self._section("Days until they answer", _spans(figures.days_to_no), lines)
        steps = self._bars(figures.steps, numbers=not calm)
        rejections = figures.steps[0].n if figures.steps else 0
        line = [] if calm and steps else [enough_line(rejections, rules, "rejections")]
        if calm and not steps:
            line = ["Not enough yet to see a pattern."]
        yield self._section("Steps finished", steps, line)
        yield self._section("What came back", None, self._response_lines())

    def _bars(self, figures: Sequence[Figure], numbers: bool = True) -> Chart | None:
        """Return the figures as bars, None when there are too few for a pattern."""
        if not figures or not figures[0].enough:
            return None
        return Bars([f.label for f in figures], [f.count for f in figures], numbers)

    def _response_lines(self) -> list[str]:
        figures, rules = self.figures, self.context.rules
        lines = [figure_words(f, rules) for f in (figures.replies, figures.feedback, figures.contacts)]
        kept_open = (
            f"{figures.doors.label}: {share(figures.doors)}" if rules.calm else figure_words(figures.doors, rules)
        )
        return [*lines, kept_open, "What happens where you cannot see it is not counted here."]

    def _months(self) -> Chart | None:
        theme = self.figures.themes[0] if self.figures.themes else None
        if theme is None or not theme.enough or len(theme.months) < 2:
            return None
        counts, month, last = dict(theme.months), theme.months[0][0], theme.months[-1][0]
        months = []
        while month <= last:
            months.append(month)
            month = add_months(month, 1)
        months = months[-_MONTHS:]
        return Columns([f"{m:%b}" for m in months], [counts.get(m, 0) for m in months])

    def _section(self, title: str, chart: Chart | None, lines: list[str]) -> Vertical:
        parts = [Static(shown(title), classes="section--title", markup=False)]
        body = Static(shown_block("\n".join(lines)), classes="section--lines", markup=False)
        return Vertical(*parts, *([chart] if chart else []), body, classes="section")

    def action_scroll(self, step: int) -> None:
        """Scroll a few lines."""
        self.query_one("#insights-scroll").scroll_relative(y=step * 3, animate=False)

    def action_quotes(self) -> None:
        """Show the quotes behind the figures."""

        def chosen(key: str | None) -> None:
            if key:
                self.open(Destination(Route.FEEDBACK, key.rpartition("|")[2]))

        lines = tuple(quotes(self.context.records, self.figures))
        empty = "No answers yet: record one in the journal, and its words stand here."
        self.app.push_screen(PickDialog("The words behind it", lines, empty, "enter open it · esc back"), chosen)

    def action_back(self) -> None:
        """Close the insights."""
        self.dismiss(None)


def _spans(spread: Spread) -> Chart | None:
    if not spread.enough:
        return None
    counts = [0] * len(_SPANS)
    for days in spread.days:
        counts[next(i for i, (most, _) in enumerate(_SPANS) if days <= most)] += 1
    return Columns([name for _, name in _SPANS], counts)
