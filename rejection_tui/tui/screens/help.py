"""The help: the keys that work here, those of the rest of the program, the colours; searched as you type."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from rejection_tui.domain.filter import Filter, folded
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.text import clean_line
from rejection_tui.services.agenda import TODAY_RULE
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import cell, shown
from rejection_tui.tui.widgets.field import LineInput
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
    for lines in groups.values():  # moving comes last
        lines.sort(key=lambda line: line.id.startswith(("list.", "text.")))
    return {name: lines for name, lines in groups.items() if lines}


def other_groups(app: App[Any], known: Iterable[str]) -> dict[str, list[HelpLine]]:
    """Return the commands of all other screens, by screen; `known` are the ids left out. Imports every screen."""
    from rejection_tui.tui.commands.registry import command_owners

    seen, groups = set(known), dict[str, list[HelpLine]]()
    keymap = getattr(getattr(app, "context", None), "config", None)
    chosen: Mapping[str, str] = keymap.keys if keymap is not None else {}
    for owner in command_owners():
        if not isinstance(owner, type):
            continue
        for command in vars(owner).get("KEY_COMMANDS", ()):
            if command.id not in seen:
                seen.add(command.id)
                keys = command.binding(chosen).key.split(",")
                display = " ".join(dict.fromkeys(app.get_key_display(command.binding({command.id: k})) for k in keys))
                groups.setdefault(_place(owner), []).append(HelpLine(display, command.help, command.id))
    return groups


def _place(owner: type) -> str:
    """Return the name of a screen as people read it."""
    name = re.sub(r"(Screen|Dialog|Pane|Panel|View)$", "", owner.__name__)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


class HelpScreen(Dialog[None]):
    """Dismissed by escape, ?, f1 or q; `/` opens a line that narrows it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        BACK,
        Command("help.search", "slash", "search", "Search the keys as you type.", "search", True, "Help"),
        Command("help.close", "question_mark,f1,q", "close", "Close the help.", "back", False, "Help"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    HelpScreen > .dialog { max-width: 110; height: 95%; padding: 0 2; }
    HelpScreen Static { height: auto; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen Input { display: none; margin: 0 0 1 0; background: $foreground 8%; }
    """

    def __init__(self, groups: dict[str, list[HelpLine]]) -> None:
        super().__init__()
        self.groups = groups
        self.others: dict[str, list[HelpLine]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line of the search, and the groups under each other."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Keys")
            names = " · names at the right are for [keys] in the settings" if self.app.size.width >= 100 else ""
            box.border_subtitle = shown(f"/ search · esc back{names}")
            yield LineInput(placeholder="a key, a word, a name", id="help-search")
            with VerticalScroll():
                yield Static(self._drawn(""), id="help-keys", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll; the other screens are read once this is shown."""
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._add_others)

    def _add_others(self) -> None:
        known = {line.id for lines in self.groups.values() for line in lines} | {"back"}
        self.others = other_groups(self.app, known)
        self._show()

    def _show(self) -> None:
        query = self.query_one(Input).value
        self.query_one("#help-keys", Static).update(self._drawn(query))

    def _drawn(self, query: str) -> RenderableType:
        parts: list[RenderableType] = []
        roomy = self.app.size.width >= 100
        for place, (name, lines) in enumerate([*self.groups.items(), *self.others.items()]):
            found = Filter(query).of(lines, _searched, lambda _: "")
            if found:
                title = name if place < len(self.groups) else f"In {name}"
                parts.append(_table(title, found, roomy, query))
            if not query and place == len(self.groups) - 1:
                parts += [_meanings(self.app), Text(), _words("Today", TODAY_RULE), Text()]
        return Group(*parts) if parts else Text("No key does that; ctrl+p finds companies, people and themes.")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(VerticalScroll).focus()

    def action_search(self) -> None:
        """Open the line of the search."""
        line = self.query_one(Input)
        line.display = True
        self.set_focus(line)  # at once, because the next key is text already

    def action_back(self) -> None:
        """End the search, else close."""
        line = self.query_one(Input)
        if line.display:
            line.value, line.display = "", False
            self.set_focus(self.query_one(VerticalScroll))
        else:
            self.dismiss(None)


def _table(name: str, lines: list[HelpLine], roomy: bool, query: str) -> Table:
    table = Table(box=None, show_header=True, header_style="bold", pad_edge=False, expand=True)
    table.add_column(Text(name), no_wrap=True, width=15)
    table.add_column(Text(""), ratio=1)
    if roomy:
        table.add_column(Text(""), justify="right", no_wrap=True, style="dim", max_width=20, overflow="ellipsis")
    for line in lines:
        words = Text(clean_line(line.help))
        for start, end in Filter(query).spans(words.plain) if query.strip() else ():
            words.stylize("underline", start, end)
        parts = (cell(line.keys, "bold"), words, cell(line.id))
        table.add_row(*parts[: 3 if roomy else 2])
    table.add_row("")
    return table


def _meanings(app: App[Any]) -> Table:
    """Return the six colours with mark, word and sentence."""
    table = Table(box=None, show_header=True, header_style="bold", pad_edge=False, expand=True)
    table.add_column(Text("Colours"), no_wrap=True, width=15)
    table.add_column(Text(""), ratio=1)
    colours = app.get_css_variables()
    for meaning in Meaning:
        colour = colours.get(meaning.colour, "")
        style = f"bold {colour}" if colour.startswith("#") else "bold"
        table.add_row(Text(f"{meaning.mark} {meaning.word}", style), Text(meaning.value.explained))
    return table


def _searched(line: HelpLine) -> str:
    return folded(f"{line.keys} {line.help} {line.id}")


def _words(name: str, text: str) -> Text:
    return Text(f"{name}\n", style="bold").append(text, style="not bold")
