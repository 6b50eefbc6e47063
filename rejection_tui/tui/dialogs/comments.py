"""Reads a report that a mentor has commented, and keeps the comments that are marked after they were looked at."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.comments import about
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.text import clean_line
from rejection_tui.services import comments, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog, perform, read_or_notify
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.rows import Heading, Rows, columns, turned

_HINT = (
    "Name a report that came back with comments, and press enter. You see them first; what you keep shows in the "
    "timeline and in the checklist, below its step. ctrl+e writes a report to send."
)
_SHOWN = 2_000  # characters of a comment


class CommentsDialog(Dialog[int]):
    """Dismissed with the number of comments kept."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("comments.mark", "space,x", "mark", "Keep this comment, or leave it out.", "mark", True),
        Command("comments.all", "X", "mark all", "Mark all comments, or none.", "mark_all", True),
        Command(
            "comments.take", "ctrl+s", "keep", "Keep the marked ones in one change; enter does the same.", "take", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    CommentsDialog #comments-row { height: 1; }
    CommentsDialog #comments-label { width: 6; color: $text-muted; }
    CommentsDialog #comments-path { width: 1fr; }
    CommentsDialog #comments-said { height: auto; max-height: 6; color: $text-muted; margin: 0 0 1 0; }
    CommentsDialog Rows { height: auto; max-height: 8; padding: 0; }
    CommentsDialog #comments-detail { height: auto; max-height: 8; color: $text-muted; margin: 1 0 0 0; }
    """

    def __init__(self, context: AppContext, path: Path | None = None) -> None:
        super().__init__()
        self.context = context
        self._path = path
        self._found: comments.FoundComments | None = None
        self.marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """Lay out path, sentence, comments and the words of the one under the cursor."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Comments on a report")
            box.border_subtitle = shown("space mark · X all · ctrl+s keep marked · esc back")
            with Horizontal(id="comments-row"):
                yield Static("From", id="comments-label", markup=False)
                yield PathInput(placeholder="~/rejtui-report.md; tab completes", id="comments-path")
            yield Static(_HINT, id="comments-said", markup=False)
            yield Rows[int](self._draw)
            yield Static("", id="comments-detail", markup=False)

    def on_mount(self) -> None:
        """Propose the folder of the last report, or read the file when a path was given."""
        field = self.query_one(PathInput)
        saved = remembered.load(self.context)
        field.value = clean_line(str(self._path or saved.get("comments", "")), 4000)
        self.query_one(Rows).display = False
        field.focus()
        field.select_all()
        if self._path is not None:
            self._submitted()

    @on(Input.Submitted, "#comments-path")
    def _submitted(self) -> None:
        path = self.query_one(PathInput).path
        if path is None:
            return
        found = read_or_notify(self, lambda: comments.in_file(self.context, path))
        if found is None:
            return
        remembered.save(self.context, comments=str(path.parent) + "/")
        self._found = found
        self.marked = set(range(len(found.new)))
        rows = self.query_one(Rows)
        rows.display = bool(found.new)
        self._draw_all()
        if found.new:
            rows.focus()

    @property
    def new(self) -> tuple[Event, ...]:
        """The comments of the file that are not kept yet."""
        return self._found.new if self._found else ()

    def _draw_all(self) -> None:
        groups: dict[str, list[int]] = {}
        for index, event in enumerate(self.new):
            groups.setdefault(about(self.context.records, event), []).append(index)
        rows: list[Heading | tuple[str, int]] = []
        for title, members in groups.items():
            rows.append(Heading(title))
            rows += [(str(index), index) for index in members]
        self.query_one(Rows).fill(rows)
        self.query_one("#comments-said", Static).update(shown(self._summary()))

    def _summary(self) -> str:
        if self._found is None:
            return _HINT
        by = f" of {self._found.by}" if self._found.by else ""
        said = f"{len(self.marked)} of {len(self.new)}{by} marked. Nothing has been kept yet."
        parts = [said if self.new else f"No new comment{by} in this file."]
        if self._found.known:
            parts.append(f"{self._found.known} kept before.")
        parts += [f"Under no rejection of yours: “{clean_line(text, 80)}”" for text in self._found.without_place]
        return " ".join(parts)

    def _draw(self, index: int, width: int) -> Text:
        return columns((("[x]" if index in self.marked else "[ ]", 4, ""), (self.new[index].text, width - 6, "")))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        index = self.query_one(Rows).current
        if isinstance(index, int):
            self.query_one("#comments-detail", Static).update(shown_block(self.new[index].text[:_SHOWN]))

    def action_mark(self) -> None:
        """Mark or unmark the comment under the cursor."""
        index = self.query_one(Rows).current
        if isinstance(index, int):
            self.marked ^= {index}
            self._draw_all()

    def action_mark_all(self) -> None:
        """Mark all shown comments, or none of them."""
        self.marked = turned(self.marked, self.query_one(Rows).records)
        self._draw_all()

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Keep the marked comments in one change; from the path, read the file first."""
        if self._found is None:
            self._submitted()
            return
        chosen = [event for index, event in enumerate(self.new) if index in self.marked]
        if not chosen:
            self.notify("No comment is marked: space marks one.", markup=False)
            return
        kept: list[int] = []
        by = self._found.by
        if perform(self, lambda: kept.append(comments.keep(self.context, chosen, by))):
            self.notify(f"{kept[0]} comment{'s' * (kept[0] != 1)} kept. u takes it back.", markup=False)
            self.dismiss(kept[0])

    def action_back(self) -> None:
        """Leave and keep nothing."""
        self.dismiss(0)
