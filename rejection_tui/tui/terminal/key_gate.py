"""Lets keys and pastes act one after another, each on the screen that the one before it left.

The rule for keys that arrive together: each waits until the one before has done its work, also when that opened or
closed a screen, and then goes to what has the focus. So text typed ahead lands where it would have landed typed slowly.
A repeat of the key that closed a screen, or of enter and the like that opened one, is dropped, because it was meant for
the same thing: enter enter saves a form once and opens nothing behind it. Escape is passed on; it only ever goes back.

What was typed before the first frame was meant for the shell or for nobody, and is dropped.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from rejection_tui.tui.terminal.bursts import looks_pasted, pasted_text
from rejection_tui.tui.terminal.paste_filter import Typed
from rejection_tui.tui.terminal.textual_private import XTermParser, clock, is_running

#: Seconds after which the next key acts although the one before has not finished, such as ctrl+q.
PATIENCE: Final = 2.0
#: A stretch in which the program heard nothing, such as while it loads what reads letters, counts as this many seconds.
BUSY: Final = 0.1
#: Seconds after which ctrl+q no longer waits for the keys before it.
HURRY: Final = 1.0
#: How often in a row nothing must be left to do until a key counts as done.
CALM: Final = 2
#: Works although the screen says that the window is too small.
ALWAYS: Final = "ctrl+q"

Act = Callable[[], object]


class KeyGate:
    """Keeps the keys, pastes and bursts of text that are waiting for their turn."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[events.Event | Act] = deque()
        self._its_turn: events.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._opened: float | None = None  # when the first frame was about to be drawn

    def open(self) -> None:
        """Let through what is typed from now on."""
        self._opened = clock()

    def admits(self, event: events.Event) -> bool:
        """Return whether it is the event's turn; if not, it is kept and posted to the app again when it is.

        An event from before the gate was opened is not kept.
        """
        if event is self._its_turn:
            self._its_turn = None
            return True
        if self._opened is None or event.time < self._opened:
            return False
        self._waiting.append(event)
        if _is_key(event, ALWAYS):
            asyncio.get_running_loop().call_later(HURRY, self._hurry, event)
        self._start()
        return False

    def do(self, act: Act) -> None:
        """Let the app call `act` in its turn: a key or a paste before it has done its work, one after it waits."""
        self._waiting.append(act)
        self._start()

    def _start(self) -> None:
        if self.is_idle:
            self._task = asyncio.create_task(self._deliver())

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and the last key has done its work."""
        return self._task is None or self._task.done()

    async def _deliver(self) -> None:
        with contextlib.suppress(ScreenStackError):  # the program ended meanwhile
            while self._waiting and is_running(self._app):
                await self._deliver_next()

    async def _deliver_next(self) -> None:
        event = self._waiting.popleft()
        if not isinstance(event, events.Event):
            self._app.call_later(event)
            await settled(self._app)
        elif isinstance(event, Typed):
            self._waiting.extendleft(reversed(self._meant(event.text)))
        elif not self._is_deaf(event):
            before = list(self._app.screen_stack)
            self._its_turn = event
            self._app.post_message(event)
            await settled(self._app)
            if isinstance(event, events.Key):
                self._drop_repeats(event, before)

    def _hurry(self, event: events.Event) -> None:
        """Leave out what is still waiting before the event."""
        if event in self._waiting:
            while self._waiting[0] is not event:
                self._waiting.popleft()

    def _meant(self, text: str) -> list[events.Event]:
        """Return what a burst of text means: one paste, or keys."""
        from textual.widgets import TextArea  # not needed for the first frame

        focused = self._app.focused
        in_field = isinstance(focused, Input) or (isinstance(focused, TextArea) and not focused.read_only)
        if looks_pasted(text, in_field):
            return [_sent_by(self._app, events.Paste(pasted_text(text)))]
        found = (message for message in XTermParser().feed(text) if isinstance(message, events.Event))
        return [_sent_by(self._app, event) for event in found]

    def _is_deaf(self, event: events.Event) -> bool:
        """Return whether the screen shows nothing that the event could act on, as the window is too small."""
        if isinstance(event, events.Key) and event.key == ALWAYS:
            return False
        return self._app.screen.has_class("-tiny")

    def _drop_repeats(self, key: events.Key, before: list[Screen[Any]]) -> None:
        after = self._app.screen_stack
        closed = before[-1] not in after
        opened = not closed and after[-1] is not before[-1]
        if (closed and key.key != "escape") or (opened and not key.is_printable):
            while self._waiting and _is_key(self._waiting[0], key.key):
                self._waiting.popleft()


def _is_key(event: events.Event | Act, key: str) -> bool:
    return isinstance(event, events.Key) and event.key == key


def _sent_by(app: App[Any], event: events.Event) -> events.Event:
    event.set_sender(app)
    return event


class _Patience:
    """Says when `PATIENCE` is over; the time in which the program was busy itself hardly counts."""

    def __init__(self) -> None:
        self._left = PATIENCE
        self._asked = asyncio.get_running_loop().time()

    @property
    def is_over(self) -> bool:
        now = asyncio.get_running_loop().time()
        self._left -= min(now - self._asked, BUSY)
        self._asked = now
        return self._left <= 0


async def settled(app: App[Any]) -> None:
    """Wait until what the last key set going is done and the screen shown is built, at most `PATIENCE` seconds."""
    patience = _Patience()
    screen, calm = app.screen, 0
    while calm < CALM and is_running(app) and not patience.is_over:
        pumps = _pumps(app)
        for pump in pumps:
            await _has_heard(pump, patience)
        if app.screen is not screen:
            screen, calm = app.screen, 0
            await _has_heard(screen, patience, shown=True)
        elif pumps == _pumps(app) and screen.is_mounted and not any(pump.message_queue_size for pump in pumps):
            calm += 1
        else:
            calm = 0


def _pumps(app: App[Any]) -> list[DOMNode]:
    """Return what a key passes on its way: what has the focus, what that is in, the screen and the app."""
    return (app.focused or app.screen).ancestors_with_self


async def _has_heard(pump: DOMNode, patience: _Patience, shown: bool = False) -> None:
    """Wait until the pump has worked off what is in its queue now; with `shown`, until it was drawn as well."""
    heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    begun = False
    if not (pump.call_after_refresh if shown else pump.call_later)(partial(_resolve, heard)):
        return
    while not heard.done() and not patience.is_over and (pump.is_running or not begun):
        begun = begun or pump.is_running
        await asyncio.wait((heard,), timeout=0.05)


def _resolve(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
