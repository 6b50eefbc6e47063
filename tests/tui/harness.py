"""A small app that shows one screen and keeps what it was dismissed with."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.signal import Signal

LETTER = """From: Jane Hart <jane.hart@northwind.example>
To: Alex Doe <alex.doe@example.com>
Subject: Your application for the Data Engineer position at Northwind
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <one@northwind.example>

Dear Alex,

Thank you for your interest in Northwind and for the time you took for the interview last week.

After careful thought we have decided not to move forward with your application for the Data Engineer position.

We wish you every success in your search.

Kind regards
Jane Hart
Talent Partner, Northwind
"""

INVITATION = """From: Tom Lindqvist <tom@globex.example>
To: Alex Doe <alex.doe@example.com>
Subject: Interview invitation: Analyst at Globex
Date: Mon, 23 Nov 2026 10:00:00 +0000
Message-ID: <two@globex.example>

Dear Alex,

Thank you for applying for the Analyst position at Globex. We would like to invite you to an
interview next Tuesday at 10:00.
Please let us know whether the time suits you.

Best wishes
Tom Lindqvist
"""


class Stage(App[None]):
    """Shows `make()`; `result` is what the screen was dismissed with, `changes` how often the records changed."""

    def __init__(self, make: Callable[[], Screen[object]], theme: str = "textual-dark") -> None:
        super().__init__()
        self._make = make
        self.theme = theme
        self.result: object = "still open"
        self.changes = 0
        self.records_changed: Signal[object] = Signal(self, "changed")

    def on_mount(self) -> None:
        self.records_changed.subscribe(self, self._ring)
        self.push_screen(self._make(), self._took)

    def _ring(self, _: object) -> None:
        self.changes += 1

    def _took(self, result: object) -> None:
        self.result = result


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste `text` as a terminal with bracketed paste does: to what has the focus."""
    screen = pilot.app.screen
    (screen.focused or screen).post_message(Paste(text))
    await pilot.pause()
    await pilot.pause()


def said(app: App[None]) -> str:
    """Return everything that was said in toasts."""
    return " | ".join(n.message for n in app._notifications)


def some_mail(here: Path) -> Path:
    """Make a folder of three rejections, one invitation and one empty file."""
    here.mkdir()
    for name in ("Northwind", "Initech", "Umbra"):
        text = LETTER.replace("Northwind", name).replace("northwind", name.lower())
        (here / f"{name}.eml").write_text(text, encoding="utf-8")
    (here / "globex.eml").write_text(INVITATION, encoding="utf-8")
    (here / "empty.eml").write_bytes(b"")
    return here
