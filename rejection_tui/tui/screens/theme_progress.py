"""The progress by theme: what answers say again and again, what was done about it, and whether it is still named."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.theme_progress import ThemeProgress, ThemeState, ThemeWork, progress_of, sentence
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.screens.row_page import OpeningRow, RowPage
from rejection_tui.tui.widgets import entries, passages
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine
from rejection_tui.tui.widgets.passages import Passage

_EMPTY: Final = (
    "Nothing to show yet.\n\n"
    "Record an answer (a in the journal) and name what it points at: this page then shows each theme with their words, "
    "what you do about it, and whether later answers still name it."
)


class ThemeProgressScreen(RowPage):
    """Opens the answer, line, question or plan of a row over itself, or is dismissed with the one to open."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("progress.insights", "i", "insights", "Show the figures of all rejections.", "insights", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "theme_progress.tcss"]

    def __init__(self, context: AppContext, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.themes: tuple[ThemeProgress, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the themes, and what the cursor is on."""
        yield TitleLine("Progress", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        yield from self.compose_rows("progress")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the themes of all answers."""
        self.reload()
        self.rows.focus()

    def reload(self) -> None:
        """Show the themes of the current records."""
        self.themes = progress_of(self.context.records, self.context.now())
        self.set_class(not self.themes, "-empty")
        mine = sum(one.state is not ThemeState.NOT_YOU for one in self.themes)
        count = f"{mine} theme{'' if mine == 1 else 's'}"
        self.query_one(TitleLine).show("Progress", count if self.themes else "")
        numbered = enumerate(self.themes)
        self.fill((f"{one.name} · {one.state.label}", self._rows(one, str(number))) for number, one in numbered)
        self.refresh_bindings()

    def _rows(self, one: ThemeProgress, number: str) -> Iterator[OpeningRow]:
        """Yield what became of a theme: their words, then the work because of it; `number` begins the uids of rows."""
        told = Passage(one.name, sentence(one))
        records, now = self.context.records, self.context.now()
        for words in one.words:
            quote = f": “{words.quote}”" if words.quote else ""
            yield OpeningRow(
                f"{number}:{words.feedback}:{words.gap}",
                Meaning.THEIRS.mark,
                entries.colour_of(Meaning.THEIRS),
                f"{words.company or 'A deleted rejection'}{quote}",
                words.at,
                (told, *passages.answer(records, records.feedback.get(words.feedback), now)),
                Destination(Route.FEEDBACK, words.feedback),
                "opens the answer",
            )
        for work in one.work:
            meaning = Meaning.DONE if work.done else Meaning.YOURS
            opens = self._opens(work)
            yield OpeningRow(
                f"{number}:{work.uid}",
                meaning.mark,
                entries.colour_of(meaning),
                work.what,
                work.done,
                (told, *self._behind(work)),
                opens,
                "does it" if work.done is None else "opens it",
            )

    def _opens(self, work: ThemeWork) -> Destination | None:
        records = self.context.records
        if work.uid in records.actions:
            return entries.opens_action(records.actions[work.uid])
        tables = (
            (Route.BULLETS, records.bullets),
            (Route.PRACTICE, records.questions),
            (Route.COVERS, records.cover_letters),
        )
        found = next((route for route, table in tables if work.uid in table), Route.LEARNING)
        return Destination(found, work.uid)

    def _behind(self, work: ThemeWork) -> Iterator[Passage]:
        records = self.context.records
        if work.uid in records.bullets:
            yield from passages.bullet(records.bullets[work.uid])
        elif work.uid in records.questions:
            yield from passages.question(records.questions[work.uid])

    def action_insights(self) -> None:
        """Open the insights."""
        self.open(Destination(Route.INSIGHTS))

    def action_back(self) -> None:
        """Close the progress."""
        self.dismiss(None)
