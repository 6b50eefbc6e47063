"""Jump mode: a letter on everything in reach; pressing it goes there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click, Key, Resize
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static, TextArea

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.tabs_line import TabsLine
from rejection_tui.tui.panes.today import KEYS, TodayLine
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.page import BACK, ClosesOnce
from rejection_tui.tui.widgets.record_list import RecordList

#: The letters given out, the easiest to reach first; when they are too few, two letters are typed.
LETTERS: Final = "asdfghjklweruiopcvbnmtyzx"


@dataclass(frozen=True, slots=True)
class Target:
    """Something in reach: the place of its letter, the key it has anyway, if any, and what going there does."""

    place: Offset
    go: Callable[[], Any]
    key: str = ""


class JumpScreen(ModalScreen[None], ClosesOnce[None]):
    """Closes by itself: after a letter, a key that is none of them, or a click."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        BACK,
        Command("jump.close", "semicolon,f7", "close", "Close it without going anywhere.", "back"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    JumpScreen { background: $background 55%; }
    JumpScreen > .jump--label {
        position: absolute; width: auto; height: 1; background: $accent; color: $background;
        text-style: bold;
    }
    JumpScreen > .jump--label.-typed { background: $panel; color: $foreground; }
    JumpScreen > #jump-how {
        dock: bottom; height: 1; width: 1fr; text-align: center; background: $panel; color: $foreground;
    }
    """

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self.targets = labelled(list(targets(below)))
        self._typed = ""
        self._size = below.size

    def compose(self) -> ComposeResult:
        """Lay out the labels over what they name."""
        for name, target in self.targets.items():
            label = Static(name, classes="jump--label", markup=False)
            label.styles.offset = target.place
            yield label
        yield Static("Press a letter to go there · esc back", id="jump-how", markup=False)

    def on_key(self, event: Key) -> None:
        """Go to what the letters name, or close."""
        if event.key in ("escape", "semicolon", "f7") or event.key.startswith("ctrl+"):
            return
        event.stop()
        self._typed += event.character or ""
        target = self.targets.get(self._typed)
        if target is not None:
            self.dismiss(None)
            self.app.call_later(target.go)
        elif not event.character or not any(name.startswith(self._typed) for name in self.targets):
            self.dismiss(None)
        else:
            for label in self.query(".jump--label").results(Static):
                label.display = str(label.content).startswith(self._typed)

    def on_click(self, event: Click) -> None:
        """Close on a click."""
        event.stop()
        self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Close when the window changes: nothing is where its letter says any more."""
        if event.size != self._size:
            self.dismiss(None)

    def action_back(self) -> None:
        """Close without going anywhere."""
        self.dismiss(None)


def labelled(found: list[Target]) -> dict[str, Target]:
    """Return the targets by what is typed: the key they have anyway, else one letter, or two where one is too few."""
    named = {target.key: target for target in found if target.key}
    rest = [target for target in found if not target.key]
    pairs = max(0, -(-(len(rest) - len(LETTERS)) // (len(LETTERS) - 1)))
    singles = LETTERS[: len(LETTERS) - pairs]
    double = (first + second for first in LETTERS[len(LETTERS) - pairs :] for second in LETTERS)
    names = [*singles, *double]
    return named | dict(zip(names, rest, strict=False))


def targets(screen: Screen[Any]) -> Iterator[Target]:
    """Yield what is in reach on a screen: panes, things of today, the rows in sight, and fields."""
    for widget in screen.query("*"):
        if not widget.display or not widget.is_on_screen or not widget.region.size:
            continue
        region = widget.region
        if isinstance(widget, Pane):
            go = partial(screen.run_action, f"pane({widget.number})")
            yield Target(region.offset + Offset(1, 0), go, str(widget.number))
        elif isinstance(widget, TodayLine):
            for number, place in enumerate(widget.places()):
                yield Target(
                    region.offset + Offset(*place), partial(screen.run_action, f"today({number})"), KEYS[number]
                )
        elif isinstance(widget, TabsLine):
            for number, column in widget.places.items():
                go = partial(screen.run_action, f"pane({number})")
                yield Target(widget.content_region.offset + Offset(column, 0), go, str(number))
        elif isinstance(widget, RecordList):
            yield from _rows_of_records(widget)
        elif isinstance(widget, OptionList):
            yield from _rows_of_options(widget)
        elif isinstance(widget, Input | TextArea | Choice) and widget.focusable:
            yield Target(region.offset, widget.focus)


def _rows_of_records(records: RecordList) -> Iterator[Target]:
    region, top = records.region, 0
    for row in records.rows:
        line = top - int(records.scroll_y)
        if row.stop and 0 <= line < region.height:
            yield Target(region.offset + Offset(0, line), partial(_go_to_record, records, row.key))
        top += row.height


def _go_to_record(records: RecordList, key: str) -> None:
    records.focus()
    records.go_to(key)


def _rows_of_options(rows: OptionList) -> Iterator[Target]:
    """Yield the rows in sight; what is drawn on a line says which option it is."""
    region, seen = rows.content_region, set[int]()
    for line in range(region.height):
        index = rows.screen.get_style_at(region.x, region.y + line).meta.get("option")
        if isinstance(index, int) and index not in seen and not rows.get_option_at_index(index).disabled:
            seen.add(index)
            yield Target(region.offset + Offset(0, line), partial(_go_to_option, rows, index))


def _go_to_option(rows: OptionList, index: int) -> None:
    rows.focus()
    rows.highlighted = index
