"""The card of one company: the last rejection, what changed since, the contacts, and when to apply again."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.company import CompanyCard, company_card
from rejection_tui.domain.day_words import ago_and_day, day
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, read_or_notify


class CompanyScreen(Page[Destination | None]):
    """Dismissed with `Destination(Route.REAPPLY, rejection)` or `Destination(Route.TIMELINE, rejection)`, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "company.reapply",
            "d",
            "draft a re-application",
            "Write to them again, naming what changed.",
            "reapply",
            True,
        ),
        Command("company.timeline", "h", "last no", "Show the life of the last rejection there.", "timeline", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    CompanyScreen VerticalScroll { padding: 1 2; scrollbar-size-vertical: 1; }
    CompanyScreen .head { text-style: bold; margin: 1 0 0 0; height: 1; }
    CompanyScreen .line { height: auto; padding: 0 0 0 2; }
    CompanyScreen .reapply { height: auto; }
    """

    def __init__(self, context: AppContext, company: str) -> None:
        super().__init__()
        self.context = context
        self.company = company
        self.card: CompanyCard | None = None

    def compose(self) -> ComposeResult:
        """Lay out the sections that hold something."""
        yield TitleLine("Company", id="title")
        self.card = read_or_notify(
            self, lambda: company_card(self.context.records, self.company, self.context.now(), self.context.rules)
        )
        with VerticalScroll():
            if self.card is None:
                yield Static("Nothing is filed for this company yet.", classes="empty", markup=False)
            else:
                yield Static(self._reapply(self.card), classes="reapply", markup=False)
                for title, lines in self._sections(self.card):
                    yield Static(title, classes="head", markup=False)
                    for line in lines or ("nothing yet",):
                        yield Static(shown(line), classes="line", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the company's name, and the number of rejections unless in calm mode."""
        card = self.card
        if card is None:
            return
        count = "" if self.context.rules.calm else f"{card.number} {'no' if card.number == 1 else 'noes'}"
        self.query_one(TitleLine).show(card.name, count)
        self.query_one(VerticalScroll).focus()

    def _reapply(self, card: CompanyCard) -> Content:
        if card.reapply_from is None or card.may_reapply:
            head = "You may apply again now."
        else:
            head = f"Apply again from {day(card.reapply_from, self.context.now())}."
        return Content.assemble((head, "bold"), " ", shown(card.why))

    def _sections(self, card: CompanyCard) -> Iterator[tuple[str, list[str]]]:
        now = self.context.now()
        yield "Their answers", [self._rejection_line(r) for r in card.rejections]
        fresh = [f"Win: {w.title} ({day(w.at, now)})" for w in card.wins]
        fresh += [f"CV: {b.after}" for b in card.bullets]
        fresh += [f"Practised: {q.text}" for q in card.questions]
        yield (
            "New since the last no",
            fresh or ["Nothing yet: a win, a finished bullet or a practised question counts."],
        )
        yield "People there", [" · ".join(p for p in (c.name, c.role, c.email) if p) for c in card.contacts]
        yield "In touch since", [f"{day(t.at, now)}: {t.channel_name}, {t.what}" for t in card.touches]

    def _rejection_line(self, one: Rejection) -> str:
        parts = (
            one.role,
            one.stage.label,
            one.kind.label,
            ago_and_day(one.received, self.context.now()),
            one.outcome.label,
        )
        return " · ".join(p for p in parts if p)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the commands on the last rejection only when there is one."""
        if action in ("reapply", "timeline"):
            return self.card is not None and self.card.last is not None
        return True

    def _leave(self, route: Route) -> None:
        if self.card is not None and self.card.last is not None:
            self.dismiss(Destination(route, self.card.last.uid))

    def action_reapply(self) -> None:
        """Close, to open the draft of a new application."""
        self._leave(Route.REAPPLY)

    def action_timeline(self) -> None:
        """Close, to open the timeline of the last rejection."""
        self._leave(Route.TIMELINE)

    def action_back(self) -> None:
        """Close the card."""
        self.dismiss(None)
