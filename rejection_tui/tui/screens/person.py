"""One person: when to write, what there is to tell, the rejections with their part, and everything said so far."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.contact import Contact, cadence, months
from rejection_tui.domain.contact_words import window_words
from rejection_tui.domain.day_words import day, day_word
from rejection_tui.domain.marks import CONTACT_MARKS, CONTACT_MEANINGS
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.person import letters_with, reminders_on
from rejection_tui.domain.wins import Fit, fit, wins_for
from rejection_tui.services import contacts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.later import Later, LaterDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.screens.row_page import OpeningRow, RowPage
from rejection_tui.tui.widgets import entries, passages
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform
from rejection_tui.tui.widgets.passages import Passage

_GONE: Final = "This person is not in the file any more."
_OPENS_FORM: Final = "opens the form"


class PersonScreen(RowPage):
    """Opens a rejection, a letter or the form over itself, or is dismissed with what is to be opened."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("person.draft", "d", "draft", "Draft a value update about the first win below.", "draft", True),
        Command("person.touch", "T", "in touch", "Log a message or talk on any channel.", "touch", True),
        Command("person.edit", "e", "edit", "Edit the card: details, tags, how often.", "edit", True),
        Command("person.win", "w", "win", "Note something worth telling.", "win", True),
        Command("person.later", "s", "snooze", "Keep this person off the agenda until a day.", "later", True),
        Command("person.never", "N", "never again", "They asked to be left alone; or take that back.", "never", True),
        Command("person.archive", "A", "archive", "Put out of sight, or bring back.", "archive"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "person.tcss"]

    def __init__(self, context: AppContext, person: str, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.person = person

    def compose(self) -> ComposeResult:
        """Lay out the name, when to write, and everything that is known."""
        yield TitleLine("Person", id="title")
        yield Static(_GONE, classes="empty", markup=False)
        yield Static("", id="person-window", markup=False)
        yield from self.compose_rows("person")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is known of the person."""
        self.reload()
        self.rows.focus()

    @property
    def _contact(self) -> Contact | None:
        return self.context.records.contacts.get(self.person)

    def reload(self) -> None:
        """Show the current records of the person."""
        contact = self._contact
        self.set_class(contact is None, "-empty")
        if contact is not None:
            about = ", ".join(part for part in (contact.role, contact.company) if part)
            self.query_one(TitleLine).show(contact.name, about)
            self.query_one("#person-window", Static).update(self._window(contact))
            self.fill(self._groups(contact))
        self.refresh_bindings()

    def _window(self, contact: Contact) -> Content:
        records, now, rules = self.context.records, self.context.now(), self.context.rules
        state = cadence(contact, records.touches_of(contact.uid), now, rules)
        meaning = CONTACT_MEANINGS.get(state.warmth)
        snoozed = contact.snoozed_until is not None and contact.snoozed_until > now.date()
        words = window_words(state, now.date())
        if snoozed and contact.snoozed_until is not None:
            words = f"Snoozed until {day_word(contact.snoozed_until, now.date())}. {words}"
        amber, red = months(contact, rules)
        often = f"Every {amber} to {red} months, from the last time you were in touch."
        head = (f"{CONTACT_MARKS[state.warmth]} {words}", f"bold ${meaning.colour}" if meaning else "bold")
        return Content.assemble(head, "  ", ("Archived. " if contact.archived else "", ""), (often, "dim"))

    def _groups(self, contact: Contact) -> Iterator[tuple[str, Iterator[OpeningRow]]]:
        yield "Your reminders", self._reminders(contact)
        if not contact.never_again:
            yield "To tell them", self._wins(contact)
        yield "Who they are", self._card(contact)
        yield "Rejections they had a part in", self._rejections(contact)
        yield "So far", self._history(contact)

    def _reminders(self, contact: Contact) -> Iterator[OpeningRow]:
        now = self.context.now()
        for one in reminders_on(self.context.records, contact.uid):
            meaning = of_day(one.day, now.date())
            at = datetime.combine(one.day, time(), now.tzinfo)
            behind = (Passage("Your reminder", one.what, meaning),)
            yield OpeningRow(one.uid, meaning.mark, entries.colour_of(meaning), one.what, at, behind)

    def _wins(self, contact: Contact) -> Iterator[OpeningRow]:
        for win in wins_for(self.context.records, contact.uid):
            suits = fit(win, contact) is Fit.MEETS
            whom = ", ".join(filter(None, (win.sector, *win.tags)))
            text = "\n\n".join(part for part in (win.link, f"For: {whom}" if whom else "", win.notes) if part)
            behind = (Passage(win.title, text, Meaning.DONE),)
            what = f"{win.title} · suits them" if suits else win.title
            yield OpeningRow(win.uid, Meaning.YOURS.mark, entries.colour_of(Meaning.YOURS), what, win.at, behind)
        if not self.context.records.wins:
            nothing = "Nothing yet: w notes a certificate, a project, an article or a figure."
            yield OpeningRow("no win", "·", "dim", nothing, None, ())

    def _card(self, contact: Contact) -> Iterator[OpeningRow]:
        behind = tuple(passages.person(self.context.records, contact, self.context.now()))
        opens = Destination(Route.CARD, contact.uid)
        named = (
            ("How you met", contact.how_we_met),
            ("Email", ", ".join(contact.emails)),
            ("Phone", contact.phone),
            ("LinkedIn", contact.linkedin.removeprefix("https://").removeprefix("www.")),
            ("Sector", contact.sector),
            ("Tags", ", ".join(contact.tags)),
            ("Notes", contact.notes),
        )
        filled = [(name, value) for name, value in named if value]
        for name, value in filled or [("Card", "nothing but the name yet; e fills it in")]:
            yield OpeningRow(f"card:{name}", "·", "dim", f"{name}: {value}", None, behind, opens, _OPENS_FORM)

    def _rejections(self, contact: Contact) -> Iterator[OpeningRow]:
        records, now = self.context.records, self.context.now()
        for r in sorted(records.rejections_with(contact.uid), key=lambda r: r.received, reverse=True):
            part = records.part_of(r.uid, contact.uid).label
            what = " · ".join(filter(None, (r.company, r.role, part, "drafts go to them" * (r.contact == contact.uid))))
            behind = tuple(passages.letter(records, r, now))
            opens = Destination(Route.TIMELINE, r.uid)
            yield OpeningRow(r.uid, Meaning.THEIRS.mark, entries.colour_of(Meaning.THEIRS), what, r.received, behind,
                             opens, "opens the timeline")  # fmt: skip

    def _history(self, contact: Contact) -> Iterator[OpeningRow]:
        """Yield what was sent, said and answered, the newest first."""
        records, now = self.context.records, self.context.now()
        rows: list[OpeningRow] = []
        for touch in records.touches_of(contact.uid):
            draft = records.drafts.get(touch.draft)
            win = records.wins.get(touch.win or (draft.win if draft else ""))
            answered = {True: "answered", False: "no answer", None: ""}[touch.answered]
            told = f"told: {win.title}" if win else ""
            what = " · ".join(filter(None, (touch.channel_name, touch.what, told, answered)))
            said = tuple(passages.draft(draft, now)) if draft else (Passage("You were in touch", what, Meaning.YOURS),)
            meaning = Meaning.DONE if touch.answered else Meaning.YOURS
            rows.append(OpeningRow(touch.uid, meaning.mark, entries.colour_of(meaning), what, touch.at, said))
        for mail in letters_with(records, contact):
            meaning = Meaning.YOURS if mail.sort.mine else Meaning.THEIRS
            words = mail.answer.label if mail.answer else mail.sort.label
            what = " · ".join(filter(None, (words[:1].upper() + words[1:], mail.subject)))
            behind = tuple(passages.mail(mail, now))
            rows.append(OpeningRow(mail.uid, meaning.mark, entries.colour_of(meaning), what, mail.at, behind))
        yield from sorted(rows, key=lambda row: (row.at or now, row.uid), reverse=True)
        yield OpeningRow("saved", "◆", "bold", "Saved as a contact", contact.created, ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs the person while there is none."""
        return None if self._contact is None and action in _NEED_PERSON else True

    def action_draft(self) -> None:
        """Draft a value update; the composer refuses it where there is nothing to tell."""
        self.open(Destination(Route.DRAFT_VALUE, self.person))

    def action_touch(self) -> None:
        """Log a message or talk."""
        self.open(Destination(Route.TOUCH, self.person))

    def action_edit(self) -> None:
        """Open the form."""
        self.open(Destination(Route.CARD, self.person))

    def action_win(self) -> None:
        """Note a win, or correct one."""
        self.app.push_screen(WinDialog(self.context), lambda _: self.reload())

    def action_later(self) -> None:
        """Ask for a day to snooze to."""
        contact = self._contact
        if contact is None:
            return

        def take(later: Later | None) -> None:
            if later is not None and (until := later.until) is not None:
                words = f"Snoozed until {day(until, self.context.now())}."
                perform(self, lambda: contacts.snooze(self.context, contact.uid, until), words)

        self.app.push_screen(LaterDialog(self.context, contact.name, can_skip=False), take)

    def action_never(self) -> None:
        """Record that this person asked to be left alone, or take that back."""
        contact = self._contact
        if contact is not None:
            yes = not contact.never_again
            perform(self, lambda: contacts.never_again(self.context, contact.uid, yes), contacts.NEVER_WORDS[yes])

    def action_archive(self) -> None:
        """Archive the person, or bring them back."""
        contact = self._contact
        if contact is not None:
            away = not contact.archived
            words = "Archived. u brings it back." if away else "Brought back."
            perform(self, lambda: contacts.archive(self.context, [contact.uid], away), words)

    def action_back(self) -> None:
        """Close the screen."""
        self.dismiss(None)


_NEED_PERSON: Final = frozenset({"draft", "touch", "edit", "later", "never", "archive"})
