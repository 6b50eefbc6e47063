"""Notes a win: something worth telling the next time the user writes to a contact."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.contact import Win
from rejection_tui.domain.dates import local_day
from rejection_tui.services import contacts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform

KINDS: Final = tuple((kind, kind) for kind in ("other", "certificate", "project", "article", "figure"))
_WHY: Final = "A certificate, a project, an article, a figure. An update to a contact needs one: no value, no message."


class WinDialog(FormDialog[str]):
    """Dismissed with the uid of the win."""

    def __init__(self, context: AppContext, win: Win | None = None) -> None:
        super().__init__(context, f"win {win.uid if win else ''}")
        self._win = win

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        win = self._win
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Edit a win" if win else "Something worth telling")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            yield Static(_WHY, classes="quiet", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                title = LineInput(win.title if win else "", id="title", placeholder="such as “Passed the CKA exam”")
                yield Field("Title", title, id="field-title")
                yield Field("Kind", Choice(KINDS, win.kind if win else "other", id="kind"), id="field-kind")
                yield Field(
                    "Link", LineInput(win.link if win else "", id="link", placeholder="optional"), id="field-link"
                )
                day = local_day(win.at, self.context.now()).isoformat() if win else "today"
                yield Field("When", LineInput(day, id="when"), id="field-when")

    def on_mount(self) -> None:
        """Start with the title."""
        self.remember_start()
        self.query_one("#title").focus()

    def action_save(self) -> None:
        """Save the win."""
        title, link, kind = self.line("title"), self.line("link"), self.choice("kind")
        if not title:
            self.wrong("title", "A win needs a title.")
            return
        at = self.moment("when")
        if at is None:
            return
        if at > self.context.now():
            self.wrong("when", "That day is still to come; note it when it is done.")
            return
        uid: list[str] = []

        def note() -> None:
            if self._win is None:
                uid.append(contacts.add_win(self.context, title, kind, link, at).uid)
            else:
                same = local_day(self._win.at, self.context.now()) == at.date()
                moment = self._win.at if same else at
                uid.append(
                    contacts.edit_win(self.context, self._win.uid, title=title, kind=kind, link=link, at=moment).uid
                )

        if perform(self, note, f"Noted: {title}."):
            self.saved(uid[0])
