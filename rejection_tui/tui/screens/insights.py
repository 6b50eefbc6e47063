"""The insights: charts with the number of cases, what to work on next, and the words of the answers beside them."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from rejection_tui.domain import insights
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.day_words import day
from rejection_tui.domain.insights import Figure, Insights, Spread
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.records import Records
from rejection_tui.domain.region import MONTHS
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.screens.insights_words import (
    enough_line,
    figure_words,
    share,
    spread_line,
    stage_lines,
    theme_lines,
)
from rejection_tui.tui.screens.opening import PAGE_HEIGHTS, OpeningPage
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.charts import Bar, Bars, Chart, Months
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, PAGE_WIDTHS, TitleLine
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns


def quotes(records: Records, figures: Insights) -> Iterator[Line]:
    """Yield the quotes behind the themes, then those of answers without a theme."""
    quoted: set[str] = set()
    for theme in figures.themes:
        for uid in theme.uids:
            quoted.add(uid)
            yield from _quote(records, uid, f"{theme.name} ({theme.words})", f"{theme.name}|{uid}")
    for answer in sorted(records.feedback.values(), key=lambda f: f.received, reverse=True):
        if answer.uid not in quoted:
            yield from _quote(records, answer.uid, answer.gap_words, f"|{answer.uid}")


def _quote(records: Records, uid: str, head: str, key: str) -> Iterator[Line]:
    answer = records.feedback.get(uid)
    if answer is None:
        return
    one = records.rejections.get(answer.rejection)
    who = one.company if one else "a company"
    words = clean_line(answer.quote or answer.verbatim, 160)
    yield Line(
        key,
        f"{head} · {who}: “{words}”",
        f"{who}, {day(answer.received, answer.received)}\n\n{answer.verbatim}",
        answer.quotes,
    )


_EMPTY = (
    "Nothing to show yet.\n\n"
    "Every rejection you add (a on the dashboard) and every answer you record makes the picture clearer. "
    "Nothing is concluded from too few."
)
#: The least and the most months that are shown.
_FEWEST_MONTHS, _MONTHS = 6, 12
_SPANS = ((7, "within a week"), (14, "1–2 weeks"), (28, "2–4 weeks"), (56, "4–8 weeks"), (10_000, "longer"))
#: Besides the widths of every page: from here on there are three charts side by side.
_WIDTHS: list[tuple[int, str]] = [*PAGE_WIDTHS, (150, "-broad")]


class InsightsScreen(OpeningPage[Destination]):
    """Opens `Destination(Route.FEEDBACK, uid)` when an answer was chosen among the words, or is dismissed with it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("insights.open", "enter", "open", "Open the answer under the cursor, else its list.", "open", True),
        Command("insights.quotes", "v", "quotes", "Read the words behind the themes.", "quotes", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "insights.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS

    def __init__(self, context: AppContext, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.figures: Insights = insights.insights(context.records, context.now(), context.rules)

    def compose(self) -> ComposeResult:
        """Lay out the suggestion, the sections, and the words behind them."""
        yield TitleLine("Insights", id="title")
        yield Static("", id="insights-next", markup=False)
        with VerticalScroll(id="insights-scroll"), Container(id="insights-grid"):
            yield from self._sections()
        with Container(id="insights-words"):
            yield Rows[Line](self._line, id="insights-list")
            yield Reader(id="insights-reader")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show a suggestion what to work on next, and the words of the answers."""
        empty = not self.context.records.rejections and not self.context.records.feedback
        words = _EMPTY if empty else insights.suggestion(self.context.records, self.context.now(), self.context.rules)
        mark = "" if empty else f"{Meaning.YOURS.mark} "
        said = Content.assemble((mark, f"bold ${Meaning.YOURS.colour}"), shown_block(words))
        self.query_one("#insights-next", Static).update(said)
        self.set_class(empty, "-empty")
        self.set_class(not self.context.records.feedback, "-wordless")
        kept_open = self.figures.doors
        count = f"{kept_open.count} kept open"
        self.query_one(TitleLine).show("Insights", "" if empty else count)
        rows = self.query_one("#insights-list", Rows)
        rows.border_title = "The words behind it"
        rows.fill(self._grouped())
        self._moved()
        self._place_focus()

    def on_resize(self) -> None:
        """Give the keys to the words where they are shown, else to the charts."""
        self.call_after_refresh(self._place_focus)

    def _place_focus(self) -> None:
        rows = self.query_one("#insights-list", Rows)
        wide = bool(self.query_one("#insights-words").display and rows.records)
        if not wide:
            self.query_one("#insights-scroll").focus()
        elif self.focused is None or self.focused.id == "insights-scroll":
            rows.focus()

    def _grouped(self) -> Iterator[Heading | tuple[str, Line]]:
        group = ""
        for line in quotes(self.context.records, self.figures):
            head = line.head.partition(" · ")[0]
            if head != group:
                group = head
                yield Heading(head, ruled=True)
            yield line.key, line

    def _line(self, line: Line, width: int) -> Text:
        meaning = Meaning.THEIRS
        return columns(
            ((meaning.mark, 2, f"bold ${meaning.colour}"), (line.head.partition(" · ")[2], max(width - 2, 8), ""))
        )

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        line = self.query_one("#insights-list", Rows).current
        records, reader = self.context.records, self.query_one(Reader)
        answer = records.feedback.get(_answer_of(line.key)) if isinstance(line, Line) else None
        if answer is None:
            reader.show("", Content(""))
            return
        now = self.context.now()
        head = Content.assemble(("enter ", "bold $primary"), ("opens the answer", "dim"))
        one = records.rejections.get(answer.rejection)
        reader.show("Their words", head, (*passages.answer(records, answer, now), *passages.letter(records, one, now)))

    @on(OptionList.OptionSelected, "#insights-list")
    def _chosen(self) -> None:
        self.action_open()

    async def _rebuild(self) -> None:
        self.figures = insights.insights(self.context.records, self.context.now(), self.context.rules)
        line = self.query_one("#insights-list", Rows).current
        await self.recompose()
        self.on_mount()
        if isinstance(line, Line):
            self.query_one("#insights-list", Rows).go_to(line.key)

    def reload(self) -> None:
        """Redraw everything from the current records."""
        self.call_later(self._rebuild)

    def _sections(self) -> Iterator[Vertical]:
        figures, rules = self.figures, self.context.rules
        calm = rules.calm
        stages = self._bars(figures.stages, Meaning.THEIRS, numbers=not calm)
        yield self._section("Where rejections happen", stages, stage_lines(figures, rules))
        gaps = [g for g in figures.gaps if g.count]
        answers = figures.gaps[0].n if figures.gaps else 0
        points = self._bars(gaps, Meaning.THEIRS)
        yield self._section("What the answers point to", points, [enough_line(answers, rules, "answers")])
        lines = [
            spread_line(figures.days_to_no, rules, "After you applied"),
            spread_line(figures.days_to_feedback, rules, "After your question"),
        ]
        yield self._section("Days until they answer", _spans(figures.days_to_no), lines)
        steps = self._bars(figures.steps, Meaning.DONE, numbers=not calm, whole=True)
        rejections = figures.steps[0].n if figures.steps else 0
        line = [] if calm and steps else [enough_line(rejections, rules, "rejections")]
        if calm and not steps:
            line = ["Not enough yet to see a pattern."]
        yield self._section("Steps finished", steps, line)
        yield self._section("What came back", *self._came_back())
        months = self._months()
        yield self._section("Themes over time", months, [] if months else theme_lines(figures.themes, rules))

    def _bars(
        self, figures: Sequence[Figure], meaning: Meaning, numbers: bool = True, whole: bool = False
    ) -> Chart | None:
        """Return the figures as bars, None when there are too few for a pattern; `whole` draws what they are of."""
        if not figures or not figures[0].enough:
            return None
        return Bars((_bar(f, numbers, whole) for f in figures), meaning)

    def _came_back(self) -> tuple[Chart | None, list[str]]:
        """Return what came back as bars of how much was sent, and in words what is too little for a bar."""
        figures, rules = self.figures, self.context.rules
        doors = () if rules.calm else (figures.doors,)
        all_of = (figures.replies, figures.feedback, figures.contacts, *doors)
        drawn = [f for f in all_of if f.enough]
        lines = [figure_words(f, rules) for f in all_of if not f.enough]
        if rules.calm:
            lines.append(f"{figures.doors.label}: {share(figures.doors)}")
        lines.append("What happens where you cannot see it is not counted here.")
        return Bars([_bar(f, True, True) for f in drawn], Meaning.YOURS) if drawn else None, lines

    def _months(self) -> Chart | None:
        """Return the themes that form a pattern, month by month up to this one."""
        themes = [theme for theme in self.figures.themes if theme.enough and theme.months]
        if not themes:
            return None
        this = self.context.now().date().replace(day=1)
        first = min(theme.months[0][0] for theme in themes)
        months = [add_months(this, -back) for back in range(_MONTHS - 1, -1, -1)]
        months = [m for n, m in enumerate(months) if m >= first or _MONTHS - n <= _FEWEST_MONTHS]
        rows = [
            (t.name, [dict(t.months).get(m, 0) for m in months], f"{t.words}, {t.employers} companies") for t in themes
        ]
        return Months([MONTHS[m.month - 1][:3] for m in months], rows, Meaning.THEIRS)

    def _section(self, title: str, chart: Chart | None, lines: list[str]) -> Vertical:
        body = Static(shown_block("\n".join(lines)), classes="section--lines", markup=False)
        section = Vertical(*([chart] if chart else []), body, classes="section")
        section.border_title = Content.assemble(" ", shown(title, "bold"), " ")
        return section

    def action_open(self) -> None:
        """Open the answer under the cursor; where the words are not in sight, list them."""
        rows = self.query_one("#insights-list", Rows)
        if rows.has_focus and isinstance(rows.current, Line):
            self.open(Destination(Route.FEEDBACK, _answer_of(rows.current.key)))
        else:
            self.action_quotes()

    def action_quotes(self) -> None:
        """Go to the words beside the figures, or open the answer under their cursor; without room list them."""
        rows = self.query_one("#insights-list", Rows)
        if rows.region.area and rows.records:
            if not rows.has_focus:
                rows.focus()
            elif isinstance(rows.current, Line):
                self.open(Destination(Route.FEEDBACK, _answer_of(rows.current.key)))
            return

        def chosen(key: str | None) -> None:
            if key:
                self.open(Destination(Route.FEEDBACK, _answer_of(key)))

        lines = tuple(quotes(self.context.records, self.figures))
        empty = "No answers yet: record one in the journal, and its words show here."
        self.app.push_screen(PickDialog("The words behind it", lines, empty, "enter open it · esc back"), chosen)

    def action_back(self) -> None:
        """Close the insights."""
        self.dismiss(None)


def _answer_of(key: str) -> str:
    return key.rpartition("|")[2]


def _bar(figure: Figure, numbers: bool, whole: bool) -> Bar:
    words = share(figure) if not numbers else figure.words if whole else str(figure.count)
    return Bar(figure.label, figure.count, figure.n if whole else 0, words)


def _spans(spread: Spread) -> Chart | None:
    if not spread.enough:
        return None
    counts = [0] * len(_SPANS)
    for days in spread.days:
        counts[next(i for i, (most, _) in enumerate(_SPANS) if days <= most)] += 1
    last = max(i for i, count in enumerate(counts) if count)
    bars = (Bar(name, count, words=str(count)) for (_, name), count in zip(_SPANS[: last + 1], counts, strict=False))
    return Bars(bars, Meaning.WAITING)
