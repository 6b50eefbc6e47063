"""The base classes of screens (`ClosesOnce`, `Page`, `Dialog`), and how they change and read records.

Every screen of the program derives from `ClosesOnce`, the one place where a screen closes.
"""

from collections.abc import Callable, Mapping
from time import time
from typing import ClassVar, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.content import Content
from textual.events import Event, InputEvent, Paste
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.signal import Signal
from textual.widget import Widget
from textual.widgets import Static

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.everywhere import IN_DIALOGS
from rejection_tui.tui.terminal.textual_private import forget_notifications
from rejection_tui.tui.widgets.display import shown

T = TypeVar("T")

CLOSE = Command("page.close", "q", "close", "Close this screen.", "back")
BACK = Command("back", "escape", "back", "Go back; what you typed is kept.", "back", show=True)

PAGE_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (100, "-wide")]
DIALOG_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (110, "-wide")]

_unsaved: WeakKeyDictionary[App[object], dict[str, dict[str, str]]] = WeakKeyDictionary()


def perform(widget: Widget, change: Callable[[], object], message: str = "") -> bool:
    """Run a change of the records and show `message`; False, after showing why, when it raised `RejtuiError`.

    `records_changed` is published in both cases, because a refused change may have read the file again.
    """
    signal = getattr(widget.app, "records_changed", None)
    try:
        change()
    except RejtuiError as error:
        widget.notify(error.sentence, severity="warning", timeout=8, markup=False)
        return False
    finally:
        if isinstance(signal, Signal):
            signal.publish(None)
    if message:
        widget.notify(message, timeout=4, markup=False)
    return True


def read_or_notify(widget: Widget, read: Callable[[], T]) -> T | None:
    """Return what `read` returns; None, after showing why, when it raised `RejtuiError`."""
    try:
        return read()
    except RejtuiError as error:
        widget.notify(error.sentence, severity="warning", timeout=8, markup=False)
        return None


def unsaved_text(widget: Widget, name: str) -> dict[str, str]:
    """Return the text typed into the form `name` and not saved, by field."""
    return dict(_unsaved.get(widget.app, {}).get(name, {}))


def keep_unsaved(widget: Widget, name: str, values: Mapping[str, str]) -> None:
    """Keep the text typed into the form `name` until the program ends; when all values are empty it is forgotten."""
    forms = _unsaved.setdefault(widget.app, {})
    if any(values.values()):
        forms[name] = dict(values)
    else:
        forms.pop(name, None)


class TitleLine(Static):
    """The first line of a screen: its title, and a note on what it shows."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1; width: 1fr; padding: 0 1; background: $panel; color: $foreground; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, title: str, id: str | None = None) -> None:
        super().__init__(shown(title), id=id, markup=False)
        self.title = title

    def show(self, title: str, note: str = "") -> None:
        """Show `title`, and `note` after it in regular type."""
        self.title = title
        self.update(
            Content.assemble(shown(title), ("  ·  " if note else "", "not bold"), (shown(note).plain, "not bold"))
        )


class ClosesOnce(Screen[T]):
    """A screen that, once it is closed, hears no key, click, paste or widget and closes no second time.

    What is on its way to a screen that closes would otherwise act on it again, or close the screen below. The messages
    that were shown while it was open go with it, except what the closing act itself says.
    """

    is_closed = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._made = time()

    def check_message_enabled(self, message: Message) -> bool:
        """Refuse what people and widgets send to a closed screen; Textual's own housekeeping goes on."""
        by_people = isinstance(message, InputEvent | Paste) or (message.bubble and not isinstance(message, Event))
        return super().check_message_enabled(message) and not (by_people and self.is_closed)

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the screen with `result`; nothing happens when it is closed already or another lies over it."""
        if self is not self.app.screen:
            return AwaitComplete()  # nothing to wait for
        self.is_closed = True
        forget_notifications(self.app, self._made)  # what is said from now on is not among them yet
        return super().dismiss(result)


class Page(ClosesOnce[T]):
    """A full screen, left by escape. It calls `reload` whenever the records change."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (BACK, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((CLOSE,))]
    HORIZONTAL_BREAKPOINTS = PAGE_WIDTHS

    DEFAULT_CSS = """
    Page { layout: vertical; background: $surface; }
    Page .empty { width: 1fr; max-width: 100; padding: 1 1; color: $text-muted; }
    """

    def on_mount(self) -> None:
        """Subscribe to changes of the records, by this program or another."""
        signal = getattr(self.app, "records_changed", None)
        if isinstance(signal, Signal):
            signal.subscribe(self, lambda _: self.reload())

    def reload(self) -> None:
        """Show the current records; screens that show none leave this empty."""

    def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss(None)


class Dialog(ModalScreen[T], ClosesOnce[T]):
    """A modal dialog, left by escape. Its contents go into one container with the class `dialog`."""

    HORIZONTAL_BREAKPOINTS = DIALOG_WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IN_DIALOGS)]

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > .dialog {
        width: 100%; max-width: 92; height: auto; max-height: 100%;
        border: round $primary; border-title-color: $foreground; border-subtitle-color: $text-muted;
        background: $dialog; padding: 0 1;
    }
    Dialog .warning { color: $text-warning; height: auto; }
    Dialog .quiet { color: $text-muted; height: auto; }
    """

    def action_back(self) -> None:
        """Close with None."""
        self.dismiss(None)
