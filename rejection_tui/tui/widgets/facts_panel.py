"""The panel beside a letter: what it says, fact by fact with its words, and how an answer to it begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Focus
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rejection_tui.domain.facts import Fact, FactType, Via, of_use_first, sentence, told, value
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.letter_words import NOTHING_TOLD, sent_by
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.moving import MovingList

_QUOTE = 240  # characters of a quote that are shown


@dataclass(frozen=True, slots=True)
class Said:
    """What the panel shows of a letter."""

    facts: tuple[Fact, ...] = ()
    salutation: str = ""
    via: Via = Via.DIRECT
    agency: str = ""
    ats: str = ""
    signer: str = ""  # with title or function; "" without one
    company_full: str = ""

    @classmethod
    def of(cls, found: Reading | Rejection) -> "Said":
        """Return what a letter says, from its reading or from the rejection filed from it."""
        name = found.recruiter_name if isinstance(found, Rejection) else found.recruiter_name.value
        signer = f"{name}, {found.recruiter_title}" if name and found.recruiter_title else ""
        return cls(found.facts, found.salutation, found.via, found.agency, found.ats, signer, found.company_full)

    def answer_words(self) -> str:
        """Return how it came and how an answer begins, on one line; "" when nothing of that is known."""
        parts = [f"A reply begins: {self.salutation}"] if self.salutation else []
        if tone := value(self.facts, FactType.TONE):
            parts.append(sentence(Fact(FactType.TONE, tone)).rstrip("."))
        if self.via is not Via.DIRECT or self.ats:
            parts.append(f"Sent {sent_by(self.via, self.agency, self.ats)}")
        parts += [f"Signed by {self.signer}"] if self.signer else []
        parts += [f"In full: {self.company_full}"] if self.company_full else []
        return " · ".join(parts)


class FactList(MovingList):
    """The facts; its cursor starts at the first one when it is entered."""

    def on_focus(self, event: Focus) -> None:
        """Put the cursor on a fact, so that its words are marked at once."""
        if self.highlighted is None and self.option_count:
            self.highlighted = 0


class FactsPanel(Vertical):
    """Posts `Pointed` with the words of the fact under the cursor."""

    DEFAULT_CSS = """
    FactsPanel {
        height: auto; border: round $border-blurred; border-title-color: $text-muted; padding: 0 1;
        &:focus-within { border: round $primary; border-title-color: $foreground; }
        & > FactList {
            height: auto; max-height: 1fr; padding: 0; background: transparent; scrollbar-size-vertical: 1;
        }
        & > FactList, & > FactList:focus { border: none; }
        & > .facts-none { height: auto; color: $text-muted; }
        & > .facts-answer { dock: bottom; height: auto; color: $text-muted; margin: 1 0 0 0; }
    }
    """

    class Pointed(Message):
        """The cursor moved to a fact; `quote` is "" when it has no words."""

        def __init__(self, quote: str) -> None:
            super().__init__()
            self.quote = quote

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = Said()
        self._told: tuple[Fact, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the facts, and below them how an answer begins."""
        self.border_title = "What it says"
        yield FactList(markup=False)
        yield Static(NOTHING_TOLD, classes="facts-none", markup=False)
        yield Static("", classes="facts-answer", markup=False)

    def on_mount(self) -> None:
        """Show that nothing is told yet."""
        self.show(self.said)

    def show(self, said: Said) -> None:
        """Show what a letter says."""
        self.said = said
        self._told = of_use_first(told(said.facts))
        rows = self.query_one(FactList)
        rows.clear_options()
        rows.add_options(_options(self._told))
        rows.display = bool(self._told)
        self.query_one(".facts-none").display = not self._told
        answer = self.query_one(".facts-answer", Static)
        answer.update(shown(said.answer_words()))
        answer.display = bool(said.answer_words())

    @property
    def has_facts(self) -> bool:
        """True when there is a fact for the cursor."""
        return bool(self._told)

    def enter(self) -> None:
        """Give the facts the focus."""
        self.query_one(FactList).focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Pointed(self._told[event.option_index].quote))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Pointed(self._told[event.option_index].quote))


def _options(facts: Sequence[Fact]) -> Iterable[Option]:
    for fact in facts:
        lines = [shown(sentence(fact))]
        if quote := clean_line(fact.quote, _QUOTE):
            lines.append(shown(f"“{quote}”", "italic dim"))
        yield Option(Content("\n").join(lines))
