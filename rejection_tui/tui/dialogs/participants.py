"""The people of a rejection with their parts, and whom the letter, the emails and the contacts propose."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.signal import Signal
from textual.widgets import OptionList, Static

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.participant import Part
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.services import people, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.people import PersonInCase, ProposedPerson
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.history import REDO, UNDO
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog, perform
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_PARTS = tuple((part.value, part.label) for part in Part)
_NOBODY = "Nobody is noted here yet. a adds a person, known or new"
_PROPOSED = f"{_NOBODY}; space takes in who is proposed below."
_SEARCH = f"{_NOBODY}; enter on “Save the recruiter” in the checklist shows lines to search with."
_READER = "drafts go to them"


class ParticipantsDialog(Dialog[Destination | None]):
    """Dismissed with the person to open, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("participants.take", "space", "take in", "Add the proposed person under the cursor.", "take", True),
        Command("participants.add", "a", "add", "Add a person to this rejection, known or new.", "add", True),
        Command("participants.edit", "e", "edit", "Change the part this person had.", "part", True),
        Command(
            "participants.reader",
            "asterisk",
            "write to",
            "Let drafts go to this person, unless another is chosen in one.",
            "reader",
            True,
        ),
        Command("participants.delete", "delete", "take off", "Take the person off; the contact stays.", "delete", True),
        UNDO,
        REDO,
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    ParticipantsDialog Rows { height: auto; max-height: 16; padding: 0; }
    ParticipantsDialog #participants-said { height: auto; color: $text-muted; margin: 0 0 1 0; }
    """

    def __init__(self, context: AppContext, rejection: Rejection) -> None:
        super().__init__()
        self.context = context
        self._uid = rejection.uid

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the people."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("People of this rejection")
            box.border_subtitle = shown("space take in · a add · e part · * write to · delete take off · esc back")
            yield Static("", id="participants-said", markup=False)
            yield Rows[PersonInCase | ProposedPerson](self._draw)

    def on_mount(self) -> None:
        """Show who is there."""
        signal = getattr(self.app, "records_changed", None)
        if isinstance(signal, Signal):
            signal.subscribe(self, lambda _: self.reload())
        self.reload()
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Show the present people and proposals; close when the rejection is gone."""
        rejection = self.context.records.rejections.get(self._uid)
        if rejection is None:
            self.dismiss(None)
            return
        there = people.people(self.context.records, rejection)
        proposed = people.proposals(self.context, self._uid)
        named = f"{rejection.role}, {rejection.company}" if rejection.role else rejection.company
        self.query_one("#participants-said", Static).update(
            shown(named if there else f"{named}. {self._nobody(proposed)}")
        )
        rows: list[Heading | tuple[str, PersonInCase | ProposedPerson]] = []
        if there:
            rows += [Heading(f"On this rejection · {len(there)}"), *((one.contact.uid, one) for one in there)]
        if proposed:
            rows += [Heading(f"Perhaps · {len(proposed)}"), *((f"new {one.key}", one) for one in proposed)]
        self.query_one(Rows).fill(rows)

    def _nobody(self, proposed: Sequence[ProposedPerson]) -> str:
        """Return what to do while nobody is noted: take in who is proposed, or search where only a machine wrote."""
        if proposed:
            return _PROPOSED
        save = self.context.records.action(self._uid, ActionKey.CULTIVATE_CONTACT)
        finds = rejections.advice(self.context, self._uid).advice is Advice.FIND_PERSON
        return _SEARCH if finds and save is not None and save.open else f"{_NOBODY}."

    def _draw(self, one: PersonInCase | ProposedPerson, width: int) -> Text:
        name, middle = max(width // 3, 12), 18
        if isinstance(one, ProposedPerson):
            about = ", ".join(part for part in (one.role, one.why, one.email) if part)
            return columns((("+", 2, "dim"), (one.name, name, ""), (one.part.label, middle, "dim"),
                            (about, max(width - name - middle - 2, 8), "dim")))  # fmt: skip
        mark = Meaning.YOURS.mark if one.reader else ""
        about = "asked to be left alone" if one.contact.never_again else _READER if one.reader else one.contact.email
        return columns(((mark, 2, f"bold ${Meaning.YOURS.colour}"), (one.contact.name, name, "bold"),
                        (one.part.label, middle, ""), (about, max(width - name - middle - 2, 8), "dim")))  # fmt: skip

    @property
    def _there(self) -> PersonInCase | None:
        """The person of the rejection under the cursor."""
        one = self.query_one(Rows).current
        if isinstance(one, PersonInCase):
            return one
        if one is not None:
            self.notify("space takes this person in first.", markup=False)
        return None

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        one = self.query_one(Rows).current
        if isinstance(one, PersonInCase):
            self.dismiss(Destination(Route.PERSON, one.contact.uid))
        elif isinstance(one, ProposedPerson):
            self.action_take()

    def action_take(self) -> None:
        """Add the proposed person under the cursor."""
        one = self.query_one(Rows).current
        if isinstance(one, ProposedPerson):
            words = f"{one.name}, {one.part.label}. e changes the part, u takes it back."
            perform(self, lambda: people.take_in(self.context, self._uid, one), words)

    def action_add(self) -> None:
        """Ask for a person and their part."""
        self.app.push_screen(AddPersonDialog(self.context, self._uid))

    def action_part(self) -> None:
        """Ask for the part that the person under the cursor had."""
        if (one := self._there) is None:
            return
        uid = one.contact.uid

        def take(value: str | None) -> None:
            if value:
                perform(self, lambda: people.change_part(self.context, self._uid, uid, Part(value)))

        lines = [Line(value, label, label) for value, label in _PARTS]
        self.app.push_screen(PickDialog(f"The part of {one.contact.name}", lines, how="enter take · esc back"), take)

    def action_reader(self) -> None:
        """Let drafts go to the person under the cursor."""
        if (one := self._there) is not None:
            words = f"Drafts go to {one.contact.name} now."
            perform(self, lambda: people.write_to(self.context, self._uid, one.contact.uid), words)

    def action_delete(self) -> None:
        """Take the person under the cursor off the rejection."""
        if (one := self._there) is not None:
            words = f"{one.contact.name} is off this rejection; the contact stays. u takes it back."
            perform(self, lambda: people.take_off(self.context, self._uid, one.contact.uid), words)

    async def action_undo(self) -> None:
        """Take back the last act."""
        await self.app.run_action("app.undo")

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        await self.app.run_action("app.redo")


class AddPersonDialog(FormDialog[str]):
    """Dismissed with the uid of the contact; a name or address that is saved already means that contact."""

    def __init__(self, context: AppContext, rejection: str) -> None:
        super().__init__(context, f"add person {rejection}")
        self._rejection = rejection

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Add a person")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                name = LineInput(id="name", placeholder="somebody you have saved, or somebody new")
                yield Field("Name", name, id="field-name")
                yield Field("Part", Choice(_PARTS, Part.RECRUITER.value, id="part"), id="field-part")
                yield Field("Email", LineInput(id="email", placeholder="optional"), id="field-email")
                yield Field("Role", LineInput(id="role", placeholder="such as Head of Data"), id="field-role")

    def on_mount(self) -> None:
        """Start with the name."""
        self.remember_start()
        self.query_one("#name").focus()

    def action_save(self) -> None:
        """Add the person."""
        name, part = self.line("name"), Part(self.choice("part"))
        if not name:
            self.wrong("name", "Whom? A name is enough.")
            return
        email, role, added = self.line("email"), self.line("role"), list[str]()

        def add() -> None:
            added.append(people.add(self.context, self._rejection, name, part, email, role).uid)

        if perform(self, add, f"{name}, {part.label}."):
            self.saved(added[0])
