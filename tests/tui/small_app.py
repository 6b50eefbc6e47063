"""The smallest app that can show one screen of ours, and records to show on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.signal import Signal

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import contacts, drafts, letters, rejections
from rejection_tui.services.context import AppContext
from tests.conftest import NOW

#: Text of the kind a hostile letter holds: markup, an action, escape sequences, a bidi override.
HOSTILE = "[/] [b]x[/b] [@click=app.quit]here[/] \x1b[2J\x1b]52;c;cHduZWQ=\x07 \u202eabc"


class SmallApp(App[None]):
    """Shows `screen`; keeps what it was dismissed with, and what was sent to the terminal's clipboard."""

    def __init__(self, screen: Callable[[], Screen[Any]], theme: str = "textual-dark") -> None:
        super().__init__()
        self.records_changed: Signal[None] = Signal(self, "changed")
        self._make = screen
        self._wanted_theme = theme
        self.results: list[Any] = []
        self.heard = 0
        self.osc52: list[str] = []

    def on_mount(self) -> None:
        """Open the screen."""
        self.theme = self._wanted_theme
        self.records_changed.subscribe(self, self._hear)
        self.push_screen(self._make(), self.results.append)

    def _hear(self, _: None) -> None:
        self.heard += 1

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what would go to the terminal."""
        self.osc52.append(text)

    @property
    def said(self) -> list[str]:
        """The messages shown in passing, oldest first."""
        return [str(one.message) for one in self._notifications]


def northwind(context: AppContext, stage: Stage = Stage.INTERVIEW, name: str = "Alex Morgan") -> Rejection:
    """File a rejection from Northwind Ltd, a day old, and set the user's name."""
    if name:
        letters.confirm_me(context, name, "alex.morgan@example.org")
    entry = letters.Entry(
        "Northwind Ltd",
        "Data Engineer",
        NOW - timedelta(hours=18),
        stage,
        recruiter_name="Jane Hart",
        recruiter_email="jane.hart@northwind.example",
    )
    return rejections.add(context, entry)


def jane(context: AppContext, rejection: Rejection) -> Contact:
    """Save Jane Hart as the contact behind the rejection."""
    fields = contacts.from_rejection(context, rejection.uid)
    return contacts.add_for(context, rejection.uid, fields.pop("name"), **fields, role="Talent Partner")


def written(context: AppContext, kind: DraftKind, rejection: Rejection, **changes: str) -> Draft:
    """Return a fresh draft with some of its text changed."""
    return replace(drafts.compose(context, kind, rejection.uid), **changes)  # type: ignore[arg-type]
