"""Compares a new text of a draft with the present one, word by word, and asks whether to keep it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.draft import Finding
from rejection_tui.services import refine
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.page import Dialog
from rejection_tui.tui.widgets.word_changes import drawn


class CompareDialog(Dialog[bool]):
    """Dismissed with True when the new text is kept, False when it is dropped."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("compare.keep", "enter,y,ctrl+s", "keep", "Keep the new text as a version of the draft.", "keep", True),
        Command("compare.drop", "escape,n", "drop", "Drop the new text; the draft stays as it was.", "drop", True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    CompareDialog > .dialog { height: 90%; }
    CompareDialog #compare-text { height: 1fr; scrollbar-size-vertical: 1; margin: 0 0 1 0; }
    CompareDialog #compare-text > Static { height: auto; }
    CompareDialog .compare--head { text-style: bold; height: 1; }
    CompareDialog Findings { height: auto; max-height: 40%; padding: 0; scrollbar-size-vertical: 1; }
    """

    def __init__(self, title: str, before: str, after: str, findings: Sequence[Finding]) -> None:
        super().__init__()
        self._title = title
        self.diff = refine.word_diff(before, after)
        self.findings = tuple(findings)

    def compose(self) -> ComposeResult:
        """Lay out the changed words, and the checks of the new text."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("y keep · n drop")
            with VerticalScroll(id="compare-text"):
                yield Static(drawn(self.diff), markup=False)
            yield Static("Checks of the new text", classes="compare--head", markup=False)
            yield Findings()

    def on_mount(self) -> None:
        """Show the findings, and let the arrows scroll the text."""
        self.query_one(Findings).findings = self.findings
        self.query_one("#compare-text").focus()

    def action_keep(self) -> None:
        """Keep the new text."""
        self.dismiss(True)

    def action_drop(self) -> None:
        """Drop the new text."""
        self.dismiss(False)
