"""The palette: one line to type in, and everything that can be done or opened by that name."""

from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from rejection_tui.domain.filter import Filter
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.palette import Found, everything, search
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.page import BACK, ClosesOnce


class Palette(ClosesOnce[Found | None], ModalScreen[Found | None]):
    """Dismissed with the row to run, or None; `below` is the screen it was opened on, `group` the only one searched."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("palette.down", "down,tab", "next", "Go to the next row.", "row('cursor_down')"),
        Command("palette.up", "up,shift+tab", "before", "Go to the row before.", "row('cursor_up')"),
        Command("palette.page_down", "pagedown", "page down", "Go a page down.", "row('page_down')"),
        Command("palette.page_up", "pageup", "page up", "Go a page up.", "row('page_up')"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Palette { align: center top; background: $background 60%; }
    Palette > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 80%; margin: 2 0 0 0; padding: 1 0 1 1;
        background: $panel; border-left: outer $accent;
    }
    Palette Input { border: none; height: 1; padding: 0 1; margin: 0 0 1 0; background: transparent; }
    Palette OptionList {
        height: auto; max-height: 100%; border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1;
    }
    Palette OptionList > .option-list--option { padding: 0 1; }
    Palette OptionList > .option-list--option-highlighted, Palette OptionList:focus > .option-list--option-highlighted {
        background: $accent 30%; color: $foreground; text-style: none;
    }
    Palette #palette-none { padding: 0 1; color: $text-muted; display: none; }
    Palette.-none #palette-none { display: block; }
    """

    def __init__(self, context: AppContext, below: Screen[Any], group: str = "") -> None:
        super().__init__()
        self._group = group
        self.context = context
        self.below = below
        self.found: list[Found] = []
        self._all: tuple[Found, ...] = ()
        self._theme = ""  # the theme before the rows of themes were looked at

    def compose(self) -> ComposeResult:
        """Lay out the line and the rows."""
        with Vertical():
            yield LineInput(placeholder="Search commands, companies, people, rejections, themes…", id="palette-line")
            rows = OptionList(markup=False, id="palette-rows")
            rows.can_focus = False
            yield rows
            yield Static("Nothing of that name.", id="palette-none", markup=False)

    def on_mount(self) -> None:
        """Gather what can be found, and show it."""
        self._theme = self.app.theme
        found = everything(self.app, self.below, self.context)
        self._all = tuple(one for one in found if not self._group or one.group == self._group)
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, query: str) -> None:
        self.found = search(self._all, query)
        rows, width = self.query_one(OptionList), min(self.app.size.width * 9 // 10, 100) - 5
        rows.clear_options()
        rows.add_options(Option(drawn(one, query, width)) for one in self.found)
        rows.highlighted = 0 if self.found else None
        self.set_class(not self.found, "-none")

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        """Show a theme while the cursor is on it."""
        event.stop()
        wanted = self.found[event.option_index].theme or self._theme if event.option_index < len(self.found) else ""
        if wanted and wanted != self.app.theme:
            self._preview(wanted)

    def _preview(self, name: str) -> None:
        app: Any = self.app
        remembers, app.remembers_theme = getattr(app, "remembers_theme", False), False
        app.theme = name
        app.remembers_theme = remembers

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self.found):
            self._leave(self.found[place])

    def _leave(self, found: Found | None) -> None:
        if self.app.theme != self._theme:
            self._preview(self._theme)
        self.dismiss(found)

    def action_row(self, move: str) -> None:
        """Move the cursor of the rows."""
        getattr(self.query_one(OptionList), f"action_{move}")()

    def action_back(self) -> None:
        """Close without running anything."""
        self._leave(None)


def drawn(one: Found, query: str, width: int) -> Content:
    """Return a row of two lines: the name with what matched and the key at its right, below it the sentence."""
    key = cell(one.key, "bold")
    group = Text(f"{one.group}: " if one.group else "", "dim")
    name = cell(one.name, "bold", width=max(width - group.cell_len - key.cell_len - 2, 8))
    for start, end in Filter(query).spans(name.plain) if query.strip() else ():
        name.stylize("underline", start, end)
    space = Text(" " * max(width - group.cell_len - name.cell_len - key.cell_len, 1))
    sentence = cell(one.sentence, "dim", width=width)
    return Content("\n").join(
        [Content.from_rich_text(Text.assemble(group, name, space, key, end="")), Content.from_rich_text(sentence)]
    )
