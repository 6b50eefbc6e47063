"""One company: what came from there, the people, what you can tell them now, and when to apply again."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.company import CompanyCard, company_card
from rejection_tui.domain.day_words import day
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.timeline import timeline
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.screens.row_page import OpeningRow, RowPage
from rejection_tui.tui.widgets import entries, passages
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine, read_or_notify
from rejection_tui.tui.widgets.passages import Passage


class CompanyScreen(RowPage):
    """Opens a rejection, answer, person or re-application over itself, or is dismissed with the one to open."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "company.reapply",
            "d",
            "draft a re-application",
            "Write to them again, naming what changed.",
            "reapply",
            True,
        ),
        Command(
            "company.timeline", "h", "timeline", "Show the timeline of the last rejection there.", "timeline", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "company.tcss"]

    def __init__(self, context: AppContext, company: str, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.company = company
        self.card: CompanyCard | None = None

    def compose(self) -> ComposeResult:
        """Lay out when to apply again, the history there, and what its cursor is on."""
        yield TitleLine("Company", id="title")
        yield Static("Nothing is filed for this company yet.", classes="empty", markup=False)
        yield Static("", id="company-reapply", markup=False)
        yield from self.compose_rows("company")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is known of the company."""
        self.reload()
        self.rows.focus()

    def reload(self) -> None:
        """Show the current records of the company."""
        context = self.context
        self.card = read_or_notify(
            self, lambda: company_card(context.records, self.company, context.now(), context.rules)
        )
        self.set_class(self.card is None, "-empty")
        if self.card is None:
            return
        card = self.card
        count = f"{card.number} rejection{'' if card.number == 1 else 's'}"
        if card.unanswered:
            waiting = f"{card.unanswered} without an answer"
            count = f"{count} · {waiting}" if card.number else waiting
        self.query_one(TitleLine).show(card.name, "" if context.rules.calm else count)
        self.query_one("#company-reapply", Static).update(self._reapply(card))
        self.fill(self._grouped(card))
        self.refresh_bindings()

    def _reapply(self, card: CompanyCard) -> Content:
        today = self.context.now().date()
        if card.reapply_from is None or card.may_reapply:
            head, meaning = "You may apply again now.", Meaning.DONE
        else:
            when = f"{day(card.reapply_from, self.context.now())}, {_in_words((card.reapply_from - today).days)}"
            head, meaning = f"Apply again from {when}.", of_day(card.reapply_from, today)
        first = Content.assemble((f"{meaning.mark} {head}", f"bold ${meaning.colour}"), "  ", shown(card.why))
        if card.changed or not card.rejections:
            return first
        return Content("\n").join([first, Content.styled(_NOTHING_NEW, "dim")])

    def _grouped(self, card: CompanyCard) -> Iterator[tuple[str, Iterator[OpeningRow]]]:
        yield from ((_rejection_words(one), self._history(one)) for one in card.rejections)
        yield "People there", self._people(card)
        yield "New since their last letter, worth telling them", self._fresh(card)

    def _history(self, one: Rejection) -> Iterator[OpeningRow]:
        """Yield the life of one rejection, what comes next first and then back to the application."""
        records, now = self.context.records, self.context.now()
        for number, entry in reversed(list(enumerate(timeline(records, one.uid, now, self.context.rules)))):
            meaning = entries.meaning_of(records, entry, now)
            opens = entries.destination_of(records, one, entry)
            if entry.kind == "next" and opens is None:
                continue
            how = "" if opens is None else "does it" if entry.kind == "next" else entries.HOW[opens.route]
            yield OpeningRow(
                f"{one.uid}:{entry.kind}:{entry.ref}:{number}",
                entries.mark_of(entry, meaning),
                entries.colour_of(meaning),
                entry.what,
                entry.at,
                tuple(entries.behind(records, one, entry, now)),
                opens,
                how,
            )

    def _people(self, card: CompanyCard) -> Iterator[OpeningRow]:
        records, now = self.context.records, self.context.now()
        for person in card.contacts:
            what = ", ".join(p for p in (person.name, person.role) if p)
            behind = tuple(passages.person(records, person, now))
            opens = Destination(Route.PERSON, person.uid)
            yield OpeningRow(person.uid, *_PERSON, what, None, behind, opens, "opens the person")

    def _fresh(self, card: CompanyCard) -> Iterator[OpeningRow]:
        for win in card.wins:
            text = "\n\n".join(p for p in (win.title, win.link, win.notes) if p)
            yield OpeningRow(win.uid, *_FRESH, f"Win: {win.title}", win.at, (Passage("A win", text, Meaning.DONE),))
        for bullet in card.bullets:
            behind = tuple(passages.bullet(bullet))
            opens = Destination(Route.BULLETS, bullet.uid)
            yield OpeningRow(
                bullet.uid, *_FRESH, f"CV: {bullet.after}", bullet.done, behind, opens, "opens the CV bullets"
            )
        for one in card.questions:
            behind = tuple(passages.question(one))
            opens = Destination(Route.PRACTICE, one.uid)
            yield OpeningRow(one.uid, *_FRESH, f"Practised: {one.text}", one.done, behind, opens, "opens the practice")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the commands on the last rejection only when there is one."""
        if action in ("reapply", "timeline"):
            return self.card is not None and self.card.last is not None
        return True

    def _open_last(self, route: Route) -> None:
        if self.card is not None and self.card.last is not None:
            self.open(Destination(route, self.card.last.uid))

    def action_reapply(self) -> None:
        """Open the draft of a new application."""
        self._open_last(Route.REAPPLY)

    def action_timeline(self) -> None:
        """Open the timeline of the last rejection."""
        self._open_last(Route.TIMELINE)

    def action_back(self) -> None:
        """Close the card."""
        self.dismiss(None)


#: Mark and colour of people, and of what is worth telling them.
_PERSON: Final = (Meaning.THEIRS.mark, entries.colour_of(Meaning.THEIRS))
_FRESH: Final = (Meaning.DONE.mark, entries.colour_of(Meaning.DONE))
_NOTHING_NEW: Final = "Nothing new to tell them yet: a win, a finished bullet or a practised question counts."


def _rejection_words(one: Rejection) -> str:
    kind = "" if one.kind is RejectionKind.TURNED_DOWN else one.kind.label
    let_go = one.kind is RejectionKind.NO_ANSWER and one.outcome is Outcome.CLOSED
    parts = (one.role or "An application", kind or one.stage.label, "let go" if let_go else one.outcome.label)
    return " · ".join(p for p in parts if p)


def _in_words(days: int) -> str:
    if days < 14:
        return "tomorrow" if days == 1 else f"in {days} days"
    return f"in {days // 7} weeks" if days < 60 else f"in {round(days / 30.4)} months"
