"""What every screen and dialog of the second row stands on: a title, a way back, and one way of doing an act."""

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.signal import Signal
from textual.widget import Widget
from textual.widgets import Static

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.widgets.display import shown

T = TypeVar("T")

BACK = Command("back", "escape", "back", "Go back; what you typed is kept.", "back", show=True)

PAGE_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (100, "-wide")]
SHEET_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (110, "-wide")]

_kept: WeakKeyDictionary[App[object], dict[str, dict[str, str]]] = WeakKeyDictionary()


def perform(widget: Widget, command: Callable[[], object], said: str = "") -> bool:
    """Do one act; True when it worked. A refusal is said in its own sentence.

    Every pane hears of it in both cases: an act that was refused may have read the file anew before.
    """
    bell = getattr(widget.app, "records_changed", None)
    try:
        command()
    except RejtuiError as error:
        widget.notify(error.sentence, severity="warning", timeout=8, markup=False)
        return False
    finally:
        if isinstance(bell, Signal):
            bell.publish(None)
    if said:
        widget.notify(said, timeout=4, markup=False)
    return True


def read_or_notify(widget: Widget, question: Callable[[], T]) -> T | None:
    """Return the answer of something that only reads; None after saying why not."""
    try:
        return question()
    except RejtuiError as error:
        widget.notify(error.sentence, severity="warning", timeout=8, markup=False)
        return None


def unsaved_text(widget: Widget, name: str) -> dict[str, str]:
    """Return what was typed into the form `name` and not saved."""
    return dict(_kept.get(widget.app, {}).get(name, {}))


def keep_unsaved(widget: Widget, name: str, values: Mapping[str, str]) -> None:
    """Keep what was typed into the form `name` until it is opened again; empty values forget it."""
    mine = _kept.setdefault(widget.app, {})
    if any(values.values()):
        mine[name] = dict(values)
    else:
        mine.pop(name, None)


class TitleLine(Static):
    """The first line of a screen: what it is on the left, what it holds on the right."""

    DEFAULT_CSS = """
    TitleLine { height: 1; width: 1fr; padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(self, title: str, id: str | None = None) -> None:
        super().__init__(shown(title), id=id, markup=False)
        self.title = title

    def show(self, title: str, note: str = "") -> None:
        """Show `title`, and `note` after it in plainer type."""
        self.title = title
        self.update(
            Content.assemble(shown(title), ("  ·  " if note else "", "not bold"), (shown(note).plain, "not bold"))
        )


class Page(Screen[T]):
    """A full screen reached by one key and left by escape."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (BACK,)
    HORIZONTAL_BREAKPOINTS = PAGE_WIDTHS

    DEFAULT_CSS = """
    Page { layout: vertical; background: $surface; }
    Page .empty { width: 1fr; padding: 1 2; color: $text-muted; }
    """

    def on_mount(self) -> None:
        """Hear of every change, whoever made it."""
        bell = getattr(self.app, "records_changed", None)
        if isinstance(bell, Signal):
            bell.subscribe(self, lambda _: self.reload())

    def reload(self) -> None:
        """Show the records as they stand now; a screen that shows none has nothing to do."""

    def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss(None)


class Sheet(ModalScreen[T]):
    """A dialog in the middle of the screen. Leaving it by escape keeps what was typed for the next time."""

    HORIZONTAL_BREAKPOINTS = SHEET_WIDTHS

    DEFAULT_CSS = """
    Sheet { align: center middle; background: $background 60%; }
    Sheet > .sheet {
        width: 100%; max-width: 92; height: auto; max-height: 100%;
        border: round $primary; border-title-color: $foreground; border-subtitle-color: $text-muted;
        background: $surface; padding: 0 1;
    }
    Sheet .warning { color: $text-warning; height: auto; }
    Sheet .quiet { color: $text-muted; height: auto; }
    """

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
