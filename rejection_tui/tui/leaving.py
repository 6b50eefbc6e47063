"""Leaving in good order when the terminal goes away or the system asks: the screen is given back, nothing is lost."""

import asyncio
import contextlib
import signal
from typing import Any

from textual.app import App


def on_signals(app: App[Any]) -> None:
    """Let SIGTERM and SIGHUP end the app as `q` does."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, app.exit, None, 128 + number)
