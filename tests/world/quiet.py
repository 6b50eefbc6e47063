"""Waiting for an app under test: until its event loop has nothing to run, instead of until the processor looks idle.

Textual's own pilot sleeps a fiftieth of a second at a time and asks how much processor time went by. That is slow, and
on a busy machine it takes an app that was only kept waiting for one that has finished. The event loop knows better.
"""

import asyncio
from asyncio import BaseEventLoop

import textual.app
import textual.pilot
from textual._context import active_app
from textual._wait import wait_for_idle

from rejection_tui.tui.app import RejTUI

#: A timer due within this time belongs to what is being waited for: a frame, or a delayed key.
SOON = 0.02


async def until_quiet(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Return when the loop has nothing to run and no timer is due soon; after `max_sleep` seconds in any case.

    What the loop is to run and its timers are its own, so the types do not know of them.
    """
    app = active_app.get(None)
    if app is not None and any(worker.is_running for worker in app.workers):
        await wait_for_idle(min_sleep, max_sleep)  # a worker thread runs, which the loop knows nothing of
    loop = asyncio.get_running_loop()
    assert isinstance(loop, BaseEventLoop)
    end, quiet = loop.time() + max_sleep, 0
    while quiet < 3 and loop.time() < end:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready or _works_off_keys(app) else quiet + 1  # type: ignore[attr-defined]
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=end)  # type: ignore[attr-defined]
        if quiet and due - loop.time() < SOON:
            await asyncio.sleep(max(0, due - loop.time()))
            quiet = 0


def _works_off_keys(app: object) -> bool:
    """Return whether a key or paste has not done its work yet."""
    return isinstance(app, RejTUI) and not app._gate.is_idle


def install() -> None:
    """Make every pilot wait in this way."""
    textual.app.wait_for_idle = until_quiet  # type: ignore[attr-defined]
    textual.pilot.wait_for_idle = until_quiet  # type: ignore[attr-defined]
