"""The help: the keys that work here, read from the active bindings."""

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from rejection_tui.domain.text import clean_line
from rejection_tui.services.agenda import TODAY_RULE
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import cell, shown
from rejection_tui.tui.widgets.page import BACK, Dialog


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One command as the help shows it."""

    keys: str
    help: str
    id: str


def key_groups(app: App[Any]) -> dict[str, list[HelpLine]]:
    """Return the commands that work now by group: of the focused widget first, then of the screen, then of the app."""
    groups: dict[str, list[HelpLine]] = {"Here": [], "On this screen": [], "Always": []}
    merged: dict[tuple[str, str, str], list[str]] = {}
    for active in app.screen.active_bindings.values():
        node, binding = active.node, active.binding
        words = binding.tooltip or binding.description
        if words and binding.id:  # the cursor keys of text fields need no help
            place = "Always" if node is app else "On this screen" if isinstance(node, Screen) else "Here"
            merged.setdefault((place, words, binding.id or ""), []).append(app.get_key_display(binding))
    for (place, words, id), keys in merged.items():
        groups[place].append(HelpLine(" ".join(dict.fromkeys(keys)), words, id))
    groups["Here"].sort(key=lambda line: line.id.startswith("list."))  # moving the cursor comes last
    return {name: lines for name, lines in groups.items() if lines}


class HelpScreen(Dialog[None]):
    """Dismissed by escape, ? or q."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        BACK,
        Command("help.close", "question_mark,f1,q", "close", "Close the help.", "back", False, "Help"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    HelpScreen > .dialog { max-width: 110; height: auto; max-height: 95%; padding: 0 2; }
    HelpScreen Static { height: auto; }
    """

    def __init__(self, groups: dict[str, list[HelpLine]]) -> None:
        super().__init__()
        self.groups = groups

    def compose(self) -> ComposeResult:
        """Lay out the groups under each other."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = shown("Keys")
            names = " · names at the right are for [keys] in the settings" if self.app.size.width >= 100 else ""
            box.border_subtitle = shown(f"esc back{names}")
            roomy = self.app.size.width >= 100
            for name, lines in self.groups.items():
                yield Static(_table(name, lines, roomy), markup=False)
            yield Static(_words("Today", TODAY_RULE), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()


def _table(name: str, lines: list[HelpLine], roomy: bool) -> Table:
    table = Table(box=None, show_header=True, header_style="bold", pad_edge=False, expand=True)
    table.add_column(Text(name), no_wrap=True, width=15)
    table.add_column(Text(""), ratio=1)
    if roomy:
        table.add_column(Text(""), justify="right", no_wrap=True, style="dim", max_width=20, overflow="ellipsis")
    for line in lines:
        parts = (cell(line.keys, "bold"), Text(clean_line(line.help)), cell(line.id))
        table.add_row(*parts[: 3 if roomy else 2])
    table.add_row("")
    return table


def _words(name: str, text: str) -> Text:
    return Text(f"{name}\n", style="bold").append(text, style="not bold")
