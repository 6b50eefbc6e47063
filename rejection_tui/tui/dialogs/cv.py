"""Adds lines of a CV, from a file or a paste, to the CV bench: the marked ones are queued in one transaction."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Paste
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import refine
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.page import BACK, Dialog, perform, read_or_notify
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.rows import Heading, Rows, columns, turned

_HINT = "Paste lines of your CV here, or name a file (PDF, Word, text, JSON Resume and more) and press enter."


class CvDialog(Dialog[int]):
    """Dismissed with the number of lines queued; `feedback` is the uid of the answer they respond to."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("cv.mark", "space,x", "mark", "Mark or unmark this line.", "mark", True),
        Command("cv.all", "X", "mark all", "Mark all lines shown, or none of them.", "mark_all", True),
        Command("cv.queue", "ctrl+s", "queue", "Add the marked lines to your list.", "queue", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    CvDialog #cv-row { height: 1; }
    CvDialog #cv-label { width: 6; color: $text-muted; }
    CvDialog #cv-path { width: 1fr; }
    CvDialog #cv-said { height: auto; color: $text-muted; margin: 0 0 1 0; }
    CvDialog Rows { height: auto; max-height: 14; padding: 0; }
    """

    def __init__(self, context: AppContext, feedback: str = "", text: str = "", gap: str = "") -> None:
        super().__init__()
        self.context = context
        self._feedback = feedback
        self._gap = gap
        self._text = text
        self._source = ""
        self._lines: tuple[refine.CvLine, ...] = ()
        self._unread: tuple[refine.Unread, ...] = ()
        self._weak: list[int] = []
        self.marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """Lay out path, sentence and lines."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Lines of your CV")
            box.border_subtitle = shown("space mark · X all · ctrl+s queue marked · esc back")
            with Horizontal(id="cv-row"):
                yield Static("From", id="cv-label", markup=False)
                yield PathInput(placeholder="~/cv.md; tab completes", id="cv-path")
            yield Static(_HINT, id="cv-said", markup=False)
            yield Rows[int](self._draw)

    def on_mount(self) -> None:
        """Take the text that was pasted into the screen below, if any."""
        self.query_one(Rows).display = False
        self.query_one(PathInput).focus()
        if self._text.strip():
            self._take(self._text)

    def on_paste(self, event: Paste) -> None:
        """Take pasted lines."""
        event.stop()
        self._take(event.text)

    @on(PathInput.LinesPasted)
    def _lines_pasted(self, event: PathInput.LinesPasted) -> None:
        event.stop()
        self._take(event.text)

    @on(Input.Submitted, "#cv-path")
    def _submitted(self) -> None:
        path = self.query_one(PathInput).path
        if path is not None:
            self._read(path)

    def _take(self, text: str) -> None:
        self._lines, self._unread = refine.read_lines(clean(text)), ()
        self._show("")

    def _read(self, path: Path) -> None:
        found = read_or_notify(self, lambda: refine.read_cv(path))
        if found is not None:
            self._lines, self._unread = found.lines, found.unread
            self._show(path.name)

    def _show(self, source: str) -> None:
        self._source = clean_line(source)
        found = zip(self._lines, refine.check_cv(self._lines), strict=True)
        self._weak = [0 if line.fact else sum(one.speaks_against for one in said) for line, said in found]
        self.marked = {index for index, weak in enumerate(self._weak) if weak}
        rows = self.query_one(Rows)
        rows.display = bool(self._lines)
        self._draw_all()
        if self._lines:
            rows.focus()

    def _draw_all(self) -> None:
        rows: list[Heading | tuple[str, int]] = []
        section = ""
        for index, line in enumerate(self._lines):
            if line.section != section:
                section = line.section
                rows.append(Heading(section or "Other lines"))
            rows.append((str(index), index))
        self.query_one(Rows).fill(rows)
        words = f"{len(self.marked)} of {len(self._lines)} lines marked: the ones the checks would change."
        if not self._lines:
            words = "No lines of a CV were found there. Bullets begin with -, * or •; a pasted line counts as one."
        if self._unread:
            words += f" {refine.not_read(self._unread)}"
        self.query_one("#cv-said", Static).update(words)

    def _draw(self, index: int, width: int) -> Text:
        weak = self._weak[index]
        note = f"{weak} to fix" if weak else "a fact" if self._lines[index].fact else "fine"
        sign = "[x]" if index in self.marked else "[ ]"
        return columns(((sign, 4, ""), (self._lines[index].text, width - 14, ""), (note, -10, "dim")))

    def action_mark(self) -> None:
        """Mark or unmark the line under the cursor."""
        index = self.query_one(Rows).current
        if isinstance(index, int):
            self.marked ^= {index}
            self._draw_all()

    def action_mark_all(self) -> None:
        """Mark all lines shown, or none of them."""
        self.marked = turned(self.marked, self.query_one(Rows).records)
        self._draw_all()

    @on(OptionList.OptionSelected)
    def action_queue(self) -> None:
        """Queue the marked lines in one transaction."""
        chosen = [line for index, line in enumerate(self._lines) if index in self.marked]
        if not chosen:
            self.notify("Nothing is marked: space marks a line.", markup=False)
            return
        answer = self.context.records.feedback.get(self._feedback)
        made: list[object] = []

        def command() -> None:
            rejection = answer.rejection if answer else ""
            made.extend(refine.queue_bullets(self.context, chosen, self._feedback, rejection, self._source, self._gap))

        if perform(self, command):
            left = len(chosen) - len(made)
            self.notify(f"{len(made)} in your list." + (f" {left} were there before." if left else ""), markup=False)
            self.dismiss(len(made))

    def action_back(self) -> None:
        """Leave without queueing."""
        self.dismiss(0)
