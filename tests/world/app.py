"""Runs the dashboard, or one screen in a small app, in a test: pressing keys and reading the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.signal import Signal

from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.theme.meanings import own_colours
from rejection_tui.tui.theme.themes import THEMES


class ColouredApp(App[None]):
    """An app with the colours of the six meanings."""

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with the colours of the six meanings among them."""
        variables = super().get_css_variables()
        return variables | own_colours(variables)


class SmallApp(ColouredApp):
    """Shows `make()`.

    Keeps what it was dismissed with, how often `records_changed` was published, and what went to the clipboard.
    """

    def __init__(self, make: Callable[[], Screen[Any]], theme: str = "textual-dark") -> None:
        super().__init__()
        self._make = make
        self.records_changed: Signal[None] = Signal(self, "changed")
        self.results: list[Any] = []
        self.changes = 0
        self.osc52: list[str] = []
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with the colours of the six meanings among them."""
        variables = super().get_css_variables()
        return variables | own_colours(variables)

    def on_mount(self) -> None:
        """Open the screen."""
        self.records_changed.subscribe(self, self._hear)
        self.push_screen(self._make(), self.results.append)

    def _hear(self, _: None) -> None:
        self.changes += 1

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what would go to the terminal."""
        self.osc52.append(text)

    @property
    def result(self) -> Any:
        """What the screen was dismissed with last."""
        return self.results[-1] if self.results else "still open"

    @property
    def said(self) -> list[str]:
        """The notifications shown, oldest first."""
        return [str(one.message) for one in self._notifications]


@asynccontextmanager
async def opened(context: AppContext, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[RejTUI, Pilot[None]]]:
    """Run the dashboard with toasts and tooltips on."""
    app = RejTUI(context)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield app, pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, waiting after each until the app is idle."""
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def dashboard(app: RejTUI) -> Dashboard:
    """Return the dashboard, which must be the screen shown."""
    assert isinstance(app.screen, Dashboard), app.screen
    return app.screen


def seen(app: App[Any]) -> str:
    """Return the text on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(app: App[Any]) -> str:
    """Return the text of all notifications."""
    return " | ".join(one.message for one in app._notifications)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste `text` as a terminal with bracketed paste does: to what has the focus."""
    pilot.app.post_message(Paste(text))
    await gate_idle(pilot.app)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def gate_idle(app: App[Any]) -> None:
    """Wait until every key and paste that was sent has done its work and the screen it opened is built."""
    if isinstance(app, RejTUI):
        while app.is_running and (app.message_queue_size or not app._gate.is_idle):
            await asyncio.sleep(0)
