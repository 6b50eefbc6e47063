"""Everything this program uses or replaces of what is private in Textual, in one place; written for Textual 8.2.

No other module may touch a private name of Textual. `tests/tui/test_textual_private.py` sees to that, and fails when a
new Textual no longer has one of these.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from textual._time import get_time
from textual._widget_navigation import Direction
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region, Size
from textual.message import Message
from textual.notifications import Notifications
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets._toast import Toast, ToastHolder, ToastRack

#: Messages shown at once; the newest are.
_MOST_MESSAGES = 3
#: The clock by which messages carry their time.
clock: Callable[[], float] = get_time

__all__ = [
    "FaultReportingApp",
    "SignalSafeDriver",
    "XTermParser",
    "clock",
    "draw_scrollbar_as_well",
    "end_escape",
    "forget_notifications",
    "is_closing",
    "is_inside_sequence",
    "is_running",
    "mend_option_lists",
    "mend_toasts",
    "set_lower_border",
    "set_upper_border",
    "set_virtual_size",
]


class FaultReportingApp(App[None]):
    """An app that decides itself which errors end it, and what is printed then.

    Textual's own handler prints a traceback with the values of local variables, which may hold a letter.
    """

    def ignores(self, error: Exception) -> bool:
        """Return whether the program goes on after this error; the base class ignores none."""
        return False

    def fault_message(self, error: BaseException | None) -> Text:
        """Return what is printed when an error ended the program."""
        return Text(type(error).__name__)

    def first_frame(self) -> None:
        """Called once, just before anything is drawn; the base class does nothing."""

    def terminal_gone(self) -> None:
        """End, because nobody can see or type anything any more."""
        self.exit()

    _has_drawn = False

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._has_drawn:
            self._has_drawn = True
            self.first_frame()
        super()._display(screen, renderable)

    def _handle_exception(self, error: Exception) -> None:
        if not self.ignores(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._exit_renderables.append(self.fault_message(self._exception))
        self._close_messages_no_wait()


class SignalSafeDriver(LinuxDriver):
    """Textual's driver for terminals, which stops and goes on (ctrl+z, fg) between two events.

    Textual's own does so wherever it is, also while it holds the lock of what is written, and then waits for ever. It
    also starts a second time when told to go on without having stopped, or when an editor gave the terminal back in
    between; two threads then read the keyboard, and one of them waits for ever for what the other has read.
    """

    _away = False  # whether ctrl+z gave the terminal back, until it is heard that the program goes on

    def start_application_mode(self) -> None:
        """Take the terminal, and hear the two signals as events; Textual gives its own no type."""
        if self._listens:
            return
        super().start_application_mode()  # type: ignore[no-untyped-call]
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._go_on)

    @property
    def _listens(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def _stop(self) -> None:
        if not self._away:
            self._away = True
            self._sigtstp_application()  # returns when the program is told to go on
            self._sigcont_application()  # at once: what is drawn before would wait for a thread that has ended

    def _go_on(self) -> None:
        if not self._listens:  # it was told to go on in the background, where there is no terminal to take
            self._sigcont_application()
        elif not self._away:  # stopped by force, which nothing can hear
            self.tell(lambda app: app.refresh(layout=True))
        self._away = False

    def tell(self, told: Callable[[FaultReportingApp], object]) -> None:
        """Call `told` with the app, in the app's own turn."""
        if isinstance(self._app, FaultReportingApp):
            self._app.call_later(told, self._app)


def is_closing(app: App[Any], screens: Iterable[Screen[Any]]) -> bool:
    """Return whether the app is ending, or one of the screens was closed or is being removed."""
    return app._exit or any(screen._pruning or screen not in app.screen_stack for screen in screens)


def set_virtual_size(view: ScrollView, size: Size) -> None:
    """Set how much there is to scroll, without laying out the whole screen, which would be drawn a second time for it.

    The screen is laid out where a scrollbar comes or goes. What is not laid out yet is scrolled when it is.
    """
    if size != view.virtual_size:
        view.set_reactive(ScrollView.virtual_size, size)
        if view.container_size:
            view._scroll_update(size)


def draw_scrollbar_as_well(view: ScrollView) -> None:
    """Let a changed scrollbar be drawn in the next frame of `view`, not in one of its own after that.

    For what changes in a message of its own, when the screen is about to be drawn for what caused it: the scrollbar
    would tell the screen that it changed one turn later than `view` does.
    """
    if view.show_vertical_scrollbar:
        view.vertical_scrollbar._check_refresh()


def set_upper_border(widget: Widget, words: Content) -> None:
    """Set the one line of words in the upper border; only that line is drawn again, not the whole widget."""
    widget._border_title = words
    _refresh_border(widget, 0)


def set_lower_border(widget: Widget, words: Content) -> None:
    """Set the one line of words in the lower border, as `set_upper_border` does."""
    widget._border_subtitle = words
    _refresh_border(widget, widget.outer_size.height - 1)


def _refresh_border(widget: Widget, line: int) -> None:
    left, top = widget.content_offset  # regions count from there
    widget.refresh(Region(-left, line - top, widget.outer_size.width, 1))


def forget_notifications(app: App[Any], since: float) -> None:
    """Take away the messages that were shown at `since`, in seconds of `time.time`, or later."""
    for notification in list(app._notifications):
        if notification.raised_at >= since:
            app._unnotify(notification, refresh=False)
    app._refresh_notifications()


_move_page = OptionList._move_page
_content_height = OptionList.get_content_height


def _height_where_there_is_room(rows: OptionList, container: Size, viewport: Size, width: int) -> int:
    padding = rows.get_component_styles("option-list--option").padding.width
    return _content_height(rows, container, viewport, width) if width > padding else 0


def _move_where_laid_out(rows: OptionList, direction: Direction) -> None:
    if (rows.highlighted or 0) in rows._index_to_line:
        _move_page(rows, direction)


def mend_option_lists() -> None:
    """Let page up and page down do nothing in a list that was not laid out yet, where Textual raises `KeyError`.

    And let a list that has no room at all be no line high, where Textual raises `ValueError` for a long word.

    The class itself is changed, because the list of the palette is Textual's own.
    """
    OptionList._move_page = _move_where_laid_out  # type: ignore[method-assign, assignment]
    OptionList.get_content_height = _height_where_there_is_room  # type: ignore[method-assign, assignment]


def _take_away(toast: Toast) -> None:
    holder = toast.parent if isinstance(toast.parent, ToastHolder) else toast
    if not holder._pruning:
        holder.remove()


def _expire(toast: Toast) -> None:
    toast.app._unnotify(toast._notification, refresh=False)
    _take_away(toast)


def _forget_repeated(app: App[Any], notifications: Notifications) -> None:
    """Leave the newest of messages that say the same, and of all messages the newest few."""
    newest = {(one.message, one.severity): one for one in notifications}
    kept = sorted(newest.values(), key=lambda one: one.raised_at)[-_MOST_MESSAGES:]
    for one in list(notifications):
        if not any(one is other for other in kept):
            app._unnotify(one, refresh=False)


def _show_toasts(rack: ToastRack, notifications: Notifications) -> None:
    _forget_repeated(rack.app, notifications)
    if rack.display != bool(notifications):
        rack.display = bool(notifications)
    for toast in rack.query(Toast):
        if toast._notification not in notifications:
            _take_away(toast)
    shown = {child.id for child in rack.children}
    new = [one for one in notifications if not one.has_expired and rack._toast_id(one) not in shown]
    if new:
        rack.mount_all(ToastHolder(Toast(one), id=rack._toast_id(one)) for one in new)
        rack.call_later(rack.scroll_end, animate=False, force=True)


def mend_toasts() -> None:
    """Let a message that is taken away go with what holds it, and only once, and let none pile up on the screen.

    Textual takes the message out of its holder when it is no longer wanted, and the holder when its time is up. Where
    both happen together, the screen shows no message ever again.
    """
    Toast._expire = _expire  # type: ignore[method-assign, assignment]
    ToastRack.show = _show_toasts  # type: ignore[method-assign, assignment]


def is_running(app: App[Any]) -> bool:
    """Return whether the app runs and was not told to end."""
    return app.is_running and not app._exit


def end_escape(parser: XTermParser) -> Iterable[Message]:
    """Let the escape that was fed last be the key, and return it, without waiting whether a sequence follows."""
    parser._timeout_time = 0.0
    return XTermParser.tick(parser)


def is_inside_sequence(parser: XTermParser) -> bool:
    """Return whether the next character may belong to an escape sequence that has begun."""
    return parser._awaiting.timeout is not None
