"""The dialog of a contact: its fields on one side, the touches and wins on the other."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from rejection_tui.domain.contact import Cadence, Contact, Touch, Win
from rejection_tui.domain.contact_words import window_words
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import short_day
from rejection_tui.domain.finding_people import address_pattern
from rejection_tui.domain.rules import MOST_MONTHS
from rejection_tui.domain.text import clean_line
from rejection_tui.domain.wins import wins_for
from rejection_tui.services import contacts, people
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.page import perform

_ANSWERED: Final = {True: "answered", False: "no answer", None: ""}
TOUCHES: Final = 6


def card(cadence: Cadence, touches: Sequence[Touch], wins: Sequence[Win], now: datetime) -> Content:
    """Return the card as text: the time to write, the touches (newest first), then the wins to tell."""
    today = now.date()
    lines = [Content(window_words(cadence, today)), Content(""), Content.styled("In touch", "bold")]
    lines += [_touch(touch, now) for touch in touches[::-1][:TOUCHES]] or [Content.styled("none yet", "dim")]
    if len(touches) > TOUCHES:
        lines.append(Content.styled(f"and {len(touches) - TOUCHES} earlier", "dim"))
    lines += [Content(""), Content.styled("To tell them", "bold")]
    if wins:
        lines += [
            Content(f"{short_day(local_day(win.at, now), today):>6}  {clean_line(win.title, 80)}") for win in wins
        ]
    else:
        lines.append(Content.styled("nothing yet; a certificate, a project or a figure would do (f3)", "dim"))
    return Content("\n").join(lines)


def _touch(touch: Touch, now: datetime) -> Content:
    day = short_day(local_day(touch.at, now), now.date())
    channel = clean_line(touch.channel_name, 20)
    answered = _ANSWERED[touch.answered]
    return Content.assemble(
        f"{day:>6}  {channel}: {clean_line(touch.what, 80)}", (f"  {answered}" if answered else "", "dim")
    )


FIELDS: Final = (
    ("name", "Name", ""),
    ("role", "Role", "such as Talent Partner"),
    ("company", "Company", ""),
    ("email", "Email", ""),
    ("phone", "Phone", ""),
    ("linkedin", "LinkedIn", "address of the profile"),
    ("sector", "Sector", "the field they recruit for"),
    ("tags", "Tags", "separated by commas"),
    ("every_months", "Months between", "empty: as their tags and the settings say"),
    ("how_we_met", "How we met", ""),
)
_ALONE_OPTIONS: Final = (("", "may be written to"), ("yes", "asked to be left alone"))
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class ContactDialog(FormDialog[str]):
    """Dismissed with the uid of the contact; `rejection_uid` fills in a recruiter, who is then linked to it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("contact.touch", "ctrl+t,T", "in touch", "Log a message or talk with this person.", "touch"),
        Command("contact.win", "f3,w", "win", "Note something worth telling.", "win"),
        Command(
            "contact.nobody",
            "ctrl+n",
            "found nobody",
            "Say that there is nobody to save; the rest of step 4 rests.",
            "nobody",
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    ContactDialog #contact-card { height: auto; margin: 1 0 0 0; padding: 0 1; border-top: solid $border-blurred; }
    ContactDialog #notes { height: 3; }
    ContactDialog.-wide .dialog { max-width: 130; }
    ContactDialog.-wide #contact-form { width: 3fr; }
    ContactDialog.-wide #contact-card { width: 2fr; margin: 0; border-top: none; border-left: solid $border-blurred; }
    ContactDialog #contact-body { height: auto; max-height: 100%; layout: vertical; }
    ContactDialog.-wide #contact-body { layout: horizontal; }
    """

    def __init__(self, context: AppContext, contact: Contact | None = None, rejection_uid: str = "") -> None:
        super().__init__(context, f"contact {contact.uid if contact else rejection_uid}")
        self._contact = contact
        self._rejection = rejection_uid

    def compose(self) -> ComposeResult:
        """Lay out the fields, and the card of a contact that is filed."""
        start = self._start_values()
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._contact.name if self._contact else "Save a contact")
            more = (
                " · ctrl+t in touch · f3 win" if self._contact else " · ctrl+n found nobody" if self._rejection else ""
            )
            box.border_subtitle = shown(f"ctrl+s save · tab next{more} · esc back")
            with VerticalScroll(classes="form", can_focus=False), Horizontal(id="contact-body"):
                with Vertical(id="contact-form", classes="form"):
                    for name, label, hint in FIELDS:
                        line = LineInput(start.get(name, ""), placeholder=hint, id=name)
                        yield Field(label, line, id=f"field-{name}")
                    alone = "yes" if self._contact and self._contact.never_again else ""
                    yield Field("Messages", Choice(_ALONE_OPTIONS, alone, id="alone"), id="field-alone")
                    yield Static("Notes", classes="form--head", markup=False)
                    yield LongText(start.get("notes", ""), compact=True, highlight_cursor_line=False, id="notes")
                if self._contact is not None:
                    yield Static("", id="contact-card", markup=False)

    def _start_values(self) -> dict[str, str]:
        if self._contact is None:
            return contacts.from_rejection(self.context, self._rejection) if self._rejection else {}
        names = [name for name, _, _ in FIELDS if name != "tags"]
        values = {name: str(getattr(self._contact, name) or "") for name in (*names, "notes")}
        return values | {"tags": ", ".join(self._contact.tags)}

    def on_mount(self) -> None:
        """Focus the name of a new contact, or the first field of a known one."""
        self.remember_start()
        self.query_one("#name").focus()
        self._show_card()

    def _show_card(self) -> None:
        if self._contact is None or self._contact.uid not in self.context.records.contacts:
            return
        records, now, uid = self.context.records, self.context.now(), self._contact.uid
        cadence = contacts.cadence(self.context, uid)
        wins = wins_for(records, uid)
        self.query_one("#contact-card", Static).update(card(cadence, records.touches_of(uid), wins, now))

    @on(Input.Changed, "#name")
    @on(Input.Changed, "#company")
    def _guess_address(self) -> None:
        """Note beside an empty address what it may be, as the firm's other addresses are made."""
        if not self.is_mounted or self.line("email"):
            return
        found = address_pattern(self.context.records, self.line("company"))
        guess = found.guess(self.line("name")) if found else ""
        self.note("email", f"a guess: {guess}, as {found.seen_at} has it" if found and guess else "")

    def action_touch(self) -> None:
        """Log a touch with this person."""
        if self._contact is None:
            self.notify("Save the contact first; then log the message or talk.", timeout=4, markup=False)
        else:
            self.app.push_screen(TouchDialog(self.context, self._contact.uid), lambda _: self._show_card())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to have found nobody only where somebody is looked for."""
        return bool(self._rejection) if action == "nobody" else True

    def action_nobody(self) -> None:
        """Record that nobody was found, and close."""
        words = "Found nobody: the rest of this step can rest. u takes it back."
        if perform(self, lambda: people.found_nobody(self.context, self._rejection), words):
            self.saved("")

    def action_win(self) -> None:
        """Note a win."""
        self.app.push_screen(WinDialog(self.context), lambda _: self._show_card())

    def action_save(self) -> None:
        """Save the contact, with whether they asked to be left alone."""
        values = {name: self.line(name) for name, _, _ in FIELDS if name != "tags"}
        name, often = values.pop("name"), values.pop("every_months")
        if not name:
            self.wrong("name", "A contact needs a name.")
        elif values["email"] and not _EMAIL.fullmatch(values["email"]):
            self.wrong("email", "That is not an email address.")
        elif often and not (often.isascii() and often.isdigit() and 1 <= int(often[:4]) <= MOST_MONTHS):
            self.wrong("every_months", f"A number of months from 1 to {MOST_MONTHS}, or nothing.")
        else:
            alone = self.choice("alone") == "yes"
            more = {"tags": self.tags("tags"), "notes": self.text("notes"), "every_months": int(often or 0)}
            self._save(name, {**values, **more, "never_again": alone})

    def _save(self, name: str, fields: dict[str, object]) -> None:
        saved: list[Contact] = []

        def save() -> None:
            if self._contact is not None:
                saved.append(contacts.edit(self.context, self._contact.uid, name=name, **fields))
            elif self._rejection:
                saved.append(contacts.add_for(self.context, self._rejection, name, **fields))
            else:
                saved.append(contacts.add(self.context, name, **fields))

        if perform(self, save, f"Saved: {name}."):
            self.saved(saved[0].uid)
