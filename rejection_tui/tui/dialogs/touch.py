"""Logs a touch (a message or a talk, on any channel); the time to the next one counts from it."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.contact import Touch, channel_name, months
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.text import clean_line
from rejection_tui.domain.wins import wins_for
from rejection_tui.services import contacts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform

ANSWERED = (("", "not known yet"), ("yes", "yes, they answered"), ("no", "no answer"))
_ANSWERED_VALUES = {"yes": True, "no": False}


class TouchDialog(FormDialog[str]):
    """Dismissed with the uid of the touch."""

    def __init__(self, context: AppContext, contact_uid: str, rejection_uid: str = "") -> None:
        super().__init__(context, f"touch {contact_uid}")
        self._contact = contact_uid
        self._rejection = rejection_uid
        touches = context.records.touches_of(contact_uid)
        self._last: Touch | None = touches[-1] if touches else None

    def compose(self) -> ComposeResult:
        """Lay out the fields; whether the previous touch was answered is asked while it is not known."""
        contact = self.context.records.contacts.get(self._contact)
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"Log a message or talk · {contact.name if contact else ''}")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                yield Field(
                    "What", LineInput(id="what", placeholder="what it was about, in a few words"), id="field-what"
                )
                channels = [("", "choose one"), *((one, channel_name(one)) for one in contacts.CHANNELS)]
                yield Field("Channel", Choice(channels, id="channel"), id="field-channel")
                yield Field("When", LineInput("today", id="when"), id="field-when")
                yield Field("Answered", Choice(ANSWERED, id="answered"), id="field-answered")
                if wins := wins_for(self.context.records, self._contact):
                    told = [("", "none of your wins"), *((win.uid, clean_line(win.title, 60)) for win in wins)]
                    yield Field("Told of", Choice(told, id="win"), id="field-win")
                if self._asks_about_last and self._last is not None:
                    day = local_day(self._last.at, self.context.now())
                    last = f"The {self._last.channel_name} of {date_word(day)} ({self._last.what}): was it answered?"
                    yield Static(shown(last), classes="form--head", markup=False)
                    yield Field("That one", Choice(ANSWERED, id="before"), id="field-before")

    @property
    def _asks_about_last(self) -> bool:
        return self._last is not None and self._last.answered is None

    def on_mount(self) -> None:
        """Focus what it was about."""
        self.remember_start()
        self.query_one("#what").focus()

    def action_save(self) -> None:
        """Log the touch, and whether the previous one was answered if that was chosen."""
        if not self.line("what"):
            self.wrong("what", "A few words are enough, such as “sent the article on streaming”.")
            return
        if not self.choice("channel"):
            self.wrong("channel", "How was it? Right and left choose: by email, on the phone, in person …")
            return
        at = self.moment("when")
        if at is None:
            return
        channel, what, about = self.choice("channel"), self.line("what"), self._rejection
        answered, earlier = _ANSWERED_VALUES.get(self.choice("answered")), self._earlier()
        win = self.choice("win") if self.query("#win") else ""
        logged: list[Touch] = []

        def log() -> None:
            logged.append(contacts.touch(self.context, self._contact, channel, what, answered, at, about, earlier, win))

        if perform(self, log, _said(self.context, self._contact)):
            self.saved(logged[0].uid)

    def _earlier(self) -> dict[str, bool]:
        """Return whether the previous touch was answered, by its uid; empty while that is not known."""
        before = self.choice("before") if self._asks_about_last else ""
        return {self._last.uid: before == "yes"} if self._last is not None and before else {}


def _said(context: AppContext, contact: str) -> str:
    """Return what is said once it is logged: when to write again."""
    amber, red = months(context.records.contacts.get(contact), context.rules)
    return f"Logged. The next {amber} to {red} months count from here."
