"""The contacts pane: recruiters, with the state of each in its contact window."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from rejection_tui.domain.contact import Cadence, Contact, Warmth, cadence
from rejection_tui.domain.contact_words import window_word
from rejection_tui.domain.day_words import ago, day_word
from rejection_tui.domain.marks import CONTACT_MARKS, CONTACT_MEANINGS
from rejection_tui.domain.records import Records
from rejection_tui.domain.rules import Rules
from rejection_tui.services import contacts
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Route
from rejection_tui.tui.panes.pane import Pane, done_words
from rejection_tui.tui.panes.preview_letter import nothing_page
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.panes.preview_work import person_page
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.record_list import RecordRow, joined, spread


class ContactsPane(Pane):
    """Recruiters, those due first."""

    number, title = 4, "Contacts"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "contacts.open",
            "enter",
            "open",
            "Show the person: what there is to tell, their part in rejections, everything said so far.",
            "open",
            True,
            "Contacts",
        ),
        Command("contacts.edit", "e", "edit", "Edit the card: details, tags, how often.", "edit", False, "Contacts"),
        Command("contacts.add", "a", "add", "Add a recruiter.", "add", True, "Contacts"),
        Command("contacts.touch", "T", "in touch", "Log a message or talk on any channel.", "touch", True, "Contacts"),
        Command(
            "contacts.draft",
            "d",
            "draft",
            "Draft a value update; it needs a win they have not heard of.",
            "draft",
            True,
            "Contacts",
        ),
        Command(
            "contacts.answered",
            "y",
            "answered",
            "Say that your last message was answered.",
            "answered(True)",
            False,
            "Contacts",
        ),
        Command(
            "contacts.silent",
            "n",
            "not answered",
            "Say that your last message was not answered.",
            "answered(False)",
            False,
            "Contacts",
        ),
        Command(
            "contacts.later", "s", "snooze", "Keep this person off the agenda until a day.", "later", False, "Contacts"
        ),
        Command(
            "contacts.remind",
            "r",
            "remind",
            "Set a reminder on this person, on a day of your own.",
            "remind",
            False,
            "Contacts",
        ),
        Command(
            "contacts.never",
            "N",
            "never again",
            "They asked to be left alone; or take that back.",
            "never",
            False,
            "Contacts",
        ),
        Command("contacts.mark", "x", "mark", "Mark several for archiving.", "mark", False, "Contacts"),
        Command("contacts.mark_all", "X", "mark all", "Mark all shown, or none.", "mark_all", False, "Contacts"),
        Command("contacts.archive", "A", "archive", "Put out of sight, or bring back.", "archive", False, "Contacts"),
        Command("contacts.archived", "H", "archived", "Show or hide the archived ones.", "archived", False, "Contacts"),
        Command(
            "contacts.import",
            "I",
            "import people",
            "Read a vCard file or LinkedIn's Connections.csv.",
            "bring",
            False,
            "Contacts",
        ),
        Command("contacts.delete", "delete", "delete", "Delete; undo brings it back.", "delete", False, "Contacts"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    show_archived = False
    _known_states: Mapping[str, Cadence] = {}
    _states_of: tuple[Records, date, Rules] | None = None  # what they were computed from

    def rows(self) -> Sequence[RecordRow]:
        """Return two lines for every contact that passes the filter, those due first."""
        records, states = self.context.records, self._states()
        every = [(c, states[c.uid]) for c in records.contacts.values() if self.show_archived or not c.archived]
        every.sort(key=lambda pair: (_rank(pair[1]), pair[1].due_from, pair[0].name))
        found = self.filtered(
            every,
            lambda pair: self.texts.contact_names(pair[0]),
            lambda pair: self.texts.contact_rest(records, pair[0]),
        )
        return [RecordRow(c.uid, partial(self._draw, c, state), 2) for c, state in found]

    def _draw(self, c: Contact, state: Cadence, width: int, styles: Mapping[str, Style]) -> list[Text]:
        meaning = None if self._is_snoozed(c) or c.archived else CONTACT_MEANINGS.get(state.warmth)
        style = styles[meaning.colour if meaning else "muted"]
        name = joined(Text(f"{CONTACT_MARKS[state.warmth]} ", style), cell(c.name, styles["strong"]))
        about = " · ".join(p for p in (c.company, c.role) if p)
        last = f"{state.last.channel_name} {ago(state.last.at, self.context.now())}" if state.last else "no message yet"
        return [
            spread(name, self._window(c, state), width, style),
            spread(joined(Text("  "), cell(about, styles["muted"])), last, width, styles["muted"]),
        ]

    def _is_snoozed(self, c: Contact) -> bool:
        return c.snoozed_until is not None and c.snoozed_until > self.context.now().date()

    def _window(self, c: Contact, state: Cadence) -> str:
        today = self.context.now().date()
        rests = state.warmth in (Warmth.NEVER, Warmth.DORMANT)
        if c.archived and state.warmth is not Warmth.NEVER:
            return "archived"
        if not rests and self._is_snoozed(c) and c.snoozed_until:
            return f"snoozed until {day_word(c.snoozed_until, today)}"
        return window_word(state, today)

    def note(self) -> str:
        """Return how many are due."""
        records, states = self.context.records, self._states()
        due = sum(
            states[c.uid].warmth.writes for c in records.contacts.values() if not c.archived and not self._is_snoozed(c)
        )
        return f"{due} to write to" if due else f"{len(records.contacts)} kept" if records.contacts else ""

    def _states(self) -> Mapping[str, Cadence]:
        """Return when to write to whom, by contact; cached, since the filter draws anew at every key."""
        records, now, rules = self.context.records, self.context.now(), self.context.rules
        before = self._states_of
        if before is None or before[0] is not records or before[1:] != (now.date(), rules):
            known = records.contacts.values()
            self._known_states = {c.uid: cadence(c, records.touches_of(c.uid), now, rules) for c in known}
            self._states_of = records, now.date(), rules
        return self._known_states

    def count(self) -> str:
        """Return how many are due, or how many are kept."""
        return self.note().removesuffix(" kept")

    def page(self, width: int) -> PreviewPage:
        """Return the person."""
        known = self.key in self.context.records.contacts
        return person_page(self.context, self.key, width) if known else nothing_page(self.context)

    def empty_words(self) -> str:
        """Return how the first one comes in."""
        return (
            "No one saved yet. Press a, or tick “Save the recruiter”.\nI reads a vCard or LinkedIn's Connections.csv."
        )

    def action_open(self) -> None:
        """Open the contact."""
        if self.key:
            self.request(Route.PERSON, self.key)

    def action_edit(self) -> None:
        """Edit the card of the contact."""
        if self.key:
            self.request(Route.CARD, self.key)

    def action_add(self) -> None:
        """Add a recruiter."""
        self.request(Route.CARD, "")

    def action_touch(self) -> None:
        """Log a touch."""
        if self.key:
            self.request(Route.TOUCH, self.key)

    def action_draft(self) -> None:
        """Draft a value update."""
        if self.key:
            self.request(Route.DRAFT_VALUE, self.key)

    def action_bring(self) -> None:
        """Import contacts."""
        self.request(Route.IMPORT_CONTACTS)

    def action_answered(self, yes: bool) -> None:
        """Say whether the last touch was answered."""
        touches = self.context.records.touches_of(self.key)
        if touches:
            words = "Answered: good." if yes else "Not answered. After two in a row, give it a rest."
            self.perform(lambda: contacts.record_answered(self.context, touches[-1].uid, yes), words)

    def action_later(self) -> None:
        """Ask for a day to snooze to."""
        from rejection_tui.tui.dialogs.later import Later, LaterDialog

        uid = self.key
        if not uid:
            return

        def take(later: Later | None) -> None:
            if later is not None and (until := later.until) is not None:
                self.perform(lambda: contacts.snooze(self.context, uid, until))

        self.app.push_screen(LaterDialog(self.context, self.context.records.contacts[uid].name, can_skip=False), take)

    def action_remind(self) -> None:
        """Set a reminder on the person."""
        if self.key:
            self.request(Route.REMIND, self.key)

    def action_never(self) -> None:
        """Mark that this person asked to be left alone, or undo that."""
        uid = self.key
        if uid:
            yes = not self.context.records.contacts[uid].never_again
            self.perform(lambda: contacts.never_again(self.context, uid, yes), contacts.NEVER_WORDS[yes])

    def action_archive(self) -> None:
        """Archive the chosen contacts, or unarchive them."""
        chosen = self.chosen
        if chosen:
            away = not all(self.context.records.contacts[uid].archived for uid in chosen)
            self.perform(
                lambda: contacts.archive(self.context, chosen, away),
                done_words("Archived", len(chosen)) if away else "Brought back.",
            )
            self.records.clear_marks()

    def action_archived(self) -> None:
        """Show or hide the archived ones."""
        self.show_archived = not self.show_archived
        self.reload()

    def action_delete(self) -> None:
        """Delete what is chosen."""
        chosen = self.chosen
        if chosen:
            self.perform(lambda: contacts.delete(self.context, chosen), done_words("Deleted", len(chosen)))
            self.records.clear_marks()


def _rank(state: Cadence) -> int:
    order = (Warmth.OVERDUE, Warmth.DUE, Warmth.NEW, Warmth.WARM, Warmth.DORMANT, Warmth.NEVER)
    return order.index(state.warmth)
