"""Merges another copy of the records file: first shows what would change, then merges. Deleted records stay deleted."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.text import clean_line
from rejection_tui.services import maintenance
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog, perform, read_or_notify
from rejection_tui.tui.widgets.path_input import PathInput

_SHOWN = 8
_HINT = (
    "Name another copy of your file, from a second machine or left by a synchroniser, or a JSON export. Enter shows "
    "what would change; enter again brings it in, after a backup."
)


class MergeDialog(Dialog[bool]):
    """Dismissed with True when another copy was merged."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("merge.go", "ctrl+s", "bring in", "Show what would change; the second time, bring it in.", "go", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    MergeDialog #merge-row { height: 1; }
    MergeDialog #merge-label { width: 6; color: $text-muted; }
    MergeDialog #merge-path { width: 1fr; }
    MergeDialog #merge-said { height: auto; max-height: 14; color: $text-muted; margin: 1 0 0 0; }
    """

    def __init__(self, context: AppContext, path: Path | None = None) -> None:
        super().__init__()
        self.context = context
        copies = maintenance.conflict_copies(context)
        self._first = path or (copies[0] if copies else None)
        self._seen: Path | None = None

    def compose(self) -> ComposeResult:
        """Lay out path and report."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Bring in another copy")
            box.border_subtitle = shown("ctrl+s look, then bring in · esc back")
            with Horizontal(id="merge-row"):
                yield Static("From", id="merge-label", markup=False)
                yield PathInput(placeholder="the other file; tab completes", id="merge-path")
            yield Static(_HINT, id="merge-said", markup=False)

    def on_mount(self) -> None:
        """Propose the conflict copy a file synchroniser left, if there is one."""
        field = self.query_one(PathInput)
        field.value = clean_line(str(self._first), 4000) if self._first else ""
        field.focus()
        field.select_all()

    @on(Input.Changed)
    def _edited(self) -> None:
        self._seen = None

    @on(Input.Submitted)
    def action_go(self) -> None:
        """Show what would change; the second time merge it."""
        path = self.query_one(PathInput).path
        if path is None:
            return
        if self._seen != path:
            self._preview(path)
            return
        if perform(self, lambda: maintenance.merge(self.context, path), "Brought in. u takes it back."):
            self.dismiss(True)

    def _preview(self, path: Path) -> None:
        report = read_or_notify(self, lambda: maintenance.merge(self.context, path, dry_run=True))
        if report is None:
            return
        self._seen = path
        lines = [report.sentence, *report.notes]
        lines += [change.sentence for change in report.changes[:_SHOWN]]
        if len(report.changes) > _SHOWN:
            lines.append(f"… and {len(report.changes) - _SHOWN} more")
        self.query_one("#merge-said", Static).update(shown_block("\n".join(lines)))

    def action_back(self) -> None:
        """Close without merging."""
        self.dismiss(False)
