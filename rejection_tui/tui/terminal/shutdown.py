"""Ends the app on SIGTERM and SIGHUP, and saves what is being typed."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from textual.app import App
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from rejection_tui.domain.text import clean_line
from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext

if TYPE_CHECKING:  # loaded by the screens that have one
    from textual.css.query import DOMQuery
    from textual.widgets import TextArea

#: Inputs that hold a proposal of the program or a path, which are not saved.
_PREFILLED: Final = frozenset(
    {"path", "save-path", "cv-path", "merge-path", "people-path", "comments-path", "received", "when", "from", "to"}
)


def on_signals(app: App[Any], keep: Callable[[], object]) -> None:
    """End the app on SIGTERM and SIGHUP as on quitting, after calling `keep`; the exit code is 128 + signal."""
    loop = asyncio.get_running_loop()

    def leave(number: int) -> None:
        keep()
        app.exit(None, 128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread
                loop.add_signal_handler(number, partial(leave, number))


def hang_up(app: App[Any], keep: Callable[[], object]) -> None:
    """End the app as on SIGHUP: its terminal is gone, whether or not a signal says so."""
    keep()
    app.exit(None, 128 + getattr(signal, "SIGHUP", 1))


def typed(app: App[Any]) -> str:
    """Return the unsaved text of the open dialogs and of a text being edited."""
    return "\n\n".join(block for screen in app.screen_stack for block in _blocks(screen))


def _blocks(screen: Screen[Any]) -> Iterator[str]:
    if getattr(screen, "KEEPS_ITSELF", False):
        return
    if text := getattr(screen, "pasted_letter", "").strip():  # what a screen keeps outside of its fields
        yield text
    for area in cast("DOMQuery[TextArea]", screen.query("TextArea")):
        if not area.read_only and area.text.strip() and (area.has_focus or isinstance(screen, ModalScreen)):
            yield area.text.strip()
    if isinstance(screen, ModalScreen):
        fields = [field for field in screen.query(Input) if field.value.strip() and field.id not in _PREFILLED]
        if fields:
            yield "\n".join(f"{field.id or 'text'}: {clean_line(field.value, 4000)}" for field in fields)


def keep(app: App[Any], context: AppContext) -> tuple[str, Path | None]:
    """Save what is being typed; return it, and the file it is in (None: not saved)."""
    text = typed(app)
    return text, remembered.keep_typed(context, text) if text else None
