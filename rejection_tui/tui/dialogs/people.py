"""Imports contacts from a vCard file or LinkedIn's Connections.csv, after showing what would be added."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.text import clean_line
from rejection_tui.services import contact_import, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog, perform, read_or_notify
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.rows import Heading, Rows, columns, turned

_HINT = (
    "Name a vCard file (.vcf), LinkedIn's Connections.csv or the table of an address book, and press enter. "
    "What a contact says already is kept, and whoever asked to be left alone stays so."
)


class PeopleDialog(Dialog[int]):
    """Dismissed with the number of contacts added or filled in."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("people.mark", "space,x", "mark", "Take this person, or leave them out.", "mark", True),
        Command("people.all", "X", "mark all", "Take all who are shown, or none of them.", "mark_all", True),
        Command(
            "people.take", "ctrl+s", "take", "Take the marked ones in one change; enter does the same.", "take", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    PeopleDialog #people-row { height: 1; }
    PeopleDialog #people-label { width: 6; color: $text-muted; }
    PeopleDialog #people-path { width: 1fr; }
    PeopleDialog #people-said { height: auto; color: $text-muted; margin: 0 0 1 0; }
    PeopleDialog Rows { height: auto; max-height: 12; padding: 0; }
    PeopleDialog #people-detail { height: auto; min-height: 2; max-height: 6; color: $text-muted; margin: 1 0 0 0; }
    """

    def __init__(self, context: AppContext, path: Path | None = None, cards: str = "") -> None:
        super().__init__()
        self.context = context
        self._path = path
        found = contact_import.FoundContacts()
        if path:
            found = contact_import.in_file(context, path)
        elif cards:
            found = contact_import.in_paste(context, cards)
        self._taken_over(found)
        self.marked: set[int] = set()

    def _taken_over(self, found: contact_import.FoundContacts) -> None:
        self._found, self._notes, self._elsewhere = found.matches, found.notes, found.elsewhere
        self._proposed = found.proposed

    def compose(self) -> ComposeResult:
        """Lay out path, sentence, people and what would change."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Import contacts")
            box.border_subtitle = shown("space mark · X all · ctrl+s import marked · esc back")
            with Horizontal(id="people-row"):
                yield Static("From", id="people-label", markup=False)
                yield PathInput(placeholder="~/Connections.csv; tab completes", id="people-path")
            yield Static(_HINT, id="people-said", markup=False)
            yield Rows[int](self._draw)
            yield Static("", id="people-detail", markup=False)

    def on_mount(self) -> None:
        """Focus the path, or read the file when a path was given."""
        field = self.query_one(PathInput)
        field.value = clean_line(str(self._path or remembered.load(self.context).get("people", "")), 4000)
        self.query_one(Rows).display = False
        field.focus()
        field.select_all()
        if self._found:
            self._show()

    @on(Input.Submitted, "#people-path")
    def _submitted(self) -> None:
        path = self.query_one(PathInput).path
        if path is None:
            return
        found = read_or_notify(self, lambda: contact_import.in_file(self.context, path))
        if found is not None:
            remembered.save(self.context, people=str(path.parent) + "/")
            self._taken_over(found)
            self._show()

    def _show(self) -> None:
        self.marked = set(self._proposed)
        rows = self.query_one(Rows)
        rows.display = True
        self._draw_all()
        rows.focus()

    def _group(self, index: int) -> str:
        match = self._found[index]
        if match.refused:
            return "Left alone"
        if not match.changes:
            return "Known, nothing new"
        if match.contact is None:
            return "New, at no company of yours (/ searches, space marks)" if index in self._elsewhere else "New"
        return "Known, something to fill in" if match.sure else "Perhaps the same person: have a look"

    def _draw_all(self) -> None:
        groups: dict[str, list[int]] = {}
        for index in sorted(range(len(self._found)), key=lambda place: place in self._elsewhere):
            groups.setdefault(self._group(index), []).append(index)
        rows: list[Heading | tuple[str, int]] = []
        for title, members in groups.items():
            rows.append(Heading(f"{title} · {len(members)}"))
            rows += [(str(index), index) for index in members]
        self.query_one(Rows).fill(rows)
        marked = f"{len(self.marked)} of {len(self._found)} marked. Nothing has been changed yet."
        self.query_one("#people-said", Static).update(shown(" ".join((marked, *self._notes))))

    def _draw(self, index: int, width: int) -> Text:
        match = self._found[index]
        sign = "[x]" if index in self.marked else ("[ ]" if match.changes and not match.refused else "   ")
        person = match.incoming
        where = " · ".join(p for p in (person.role, person.company) if p)
        return columns(
            (
                (sign, 4, ""),
                (person.name, width // 3, ""),
                (where, max(width - width // 3 - 22, 8), ""),
                (match.how, -18, "dim"),
            )
        )

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        index = self.query_one(Rows).current
        if not isinstance(index, int):
            return
        match = self._found[index]
        lines = [match.refused] if match.refused else []
        if match.contact is not None:
            lines.append(f"Known as {match.contact.name}, {match.contact.company or 'no company'} ({match.how}).")
        lines += [f"{_field_label(c.field)}: {c.before or '(empty)'} → {c.after}" for c in match.changes]
        lines += [f"{_field_label(c.field)} stays {c.before}; the file says {c.after}" for c in match.kept]
        self.query_one("#people-detail", Static).update(shown_block("\n".join(lines)))

    def action_mark(self) -> None:
        """Mark or unmark the person under the cursor."""
        index = self.query_one(Rows).current
        if isinstance(index, int) and self._found[index].changes and not self._found[index].refused:
            self.marked ^= {index}
            self._draw_all()

    def action_mark_all(self) -> None:
        """Mark all shown who may be imported, or none of them."""
        shown_now = self.query_one(Rows).records
        able = [i for i in shown_now if self._found[i].changes and not self._found[i].refused]
        self.marked = turned(self.marked, able)
        self._draw_all()

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Import the marked people in one transaction."""
        chosen = [match for index, match in enumerate(self._found) if index in self.marked]
        if not chosen:
            self.notify("Nobody is marked: space marks a person.", markup=False)
            return
        taken: list[int] = []
        if perform(self, lambda: taken.append(contact_import.apply(self.context, chosen))):
            self.notify(f"{taken[0]} contact{'s' * (taken[0] != 1)} added or filled in. u takes it back.", markup=False)
            self.dismiss(taken[0])

    def action_back(self) -> None:
        """Leave without importing."""
        self.dismiss(0)


def _field_label(field: str) -> str:
    return field.replace("_", " ")
