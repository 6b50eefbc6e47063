"""What a mail that came back is taken for, the application it belongs to, and what a yes to it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.answer import AnswerKind, AnswerSort
from rejection_tui.domain.correspondence import MailGroup, MailSort
from rejection_tui.domain.day_words import date_word, day
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.rejection import Outcome, Stage
from rejection_tui.services.correspondence.cases import Case, How
from rejection_tui.services.incoming import with_evidence


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to keep as a contact."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What a yes does besides keeping the mail. All of it is left out where it holds already."""

    ticks: tuple[ActionKey, ...] = ()
    answer: bool = False  # the words go into the journal
    closes: bool = False  # the answer names nothing to work on
    call: bool = False  # "accept the call" is added to the checklist
    outcome: Outcome | None = None
    ahead: date | None = None  # the day of the interview, or to answer the offer by, that the mail names
    look_again: date | None = None  # the day by which they promise to answer
    applied: date | None = None
    stage: Stage | None = None
    person: Person | None = None
    touch: bool = False  # with the contact of the application
    draft: str = ""  # the draft that was sent, which the program wrote

    def __bool__(self) -> bool:
        return self != Effects()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One mail that came back. `sure` says that it is proposed; of a doubtful one the user decides.

    `others` are further applications it could belong to; `before` says that it came before the letter that ended it.
    """

    reading: Reading
    sort: MailSort
    at: datetime
    case: Case
    how: How
    effects: Effects
    answer: AnswerSort | None = None
    others: tuple[Case, ...] = ()
    before: bool = False
    sure: bool = True

    @property
    def letter(self) -> Letter:
        """The mail."""
        return self.reading.letter

    @property
    def group(self) -> MailGroup:
        """The group it is reviewed in."""
        return MailGroup.EARLIER if self.before else self.sort.group

    @property
    def label(self) -> str:
        """What it is, in words."""
        if self.sort is MailSort.ANSWER and self.answer is not None:
            return self.answer.kind.label
        return self.sort.label

    @property
    def words(self) -> str:
        """The sentence that shows what it is; "" when none stands out."""
        if self.answer is not None and self.answer.words:
            return self.answer.words
        evidence = () if self.sort.mine else with_evidence(self.reading).evidence
        return evidence[0].text if evidence else ""

    @property
    def is_answer(self) -> bool:
        """True when its words answer a question, whatever they say."""
        return self.sort is MailSort.ANSWER and self.answer is not None and self.answer.kind in ANSWERED


#: The sorts of answers after which nothing more is waited for.
ANSWERED = (AnswerKind.FEEDBACK, AnswerKind.BOILERPLATE, AnswerKind.REFUSAL)


def effect_words(proposal: Proposal, now: datetime) -> tuple[str, ...]:
    """Return what a yes to a proposal does, a few words each."""
    return tuple(_effect_words(proposal.effects, day(proposal.at, now))) or ("keeps it with the rejection",)


def _effect_words(effects: Effects, when: str) -> Iterator[str]:
    for key in effects.ticks:
        yield f"ticks “{key.spec.title}”, {when}"
    if effects.answer:
        yield "puts it in the journal" + (", nothing usable" if effects.closes else "")
    if effects.call:
        yield f"adds “{ActionKey.FEEDBACK_CALL.spec.title}”"
    if effects.outcome is not None:
        yield f"sets the outcome to {effects.outcome.label}, {when}"
    if effects.ahead is not None:
        yield f"reminds you on {date_word(effects.ahead)}"
    if effects.look_again is not None:
        yield f"looks again on {date_word(effects.look_again)}; nothing is ticked"
    if effects.applied is not None:
        yield f"notes the day you applied, {date_word(effects.applied)}"
    if effects.stage is not None:
        yield f"sets the stage to {effects.stage.label}"
    if effects.person is not None:
        yield f"saves {effects.person.name} as a contact"
    if effects.touch:
        yield "logs that you were in touch"
