"""Applications without an answer: where each stands, from the last word heard to letting it go."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.steps import Action, ActionState, is_due

#: Days after which a question that was due and never asked is no longer due: hardly anybody answers after so long.
ASKED_WITHIN: Final = 120
#: While they are silent: what came of an application otherwise is another matter.
_UNDECIDED: Final = (Outcome.OPEN, Outcome.ON_HOLD)
_NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


class SilenceState(StrEnum):
    """Where an application without an answer stands; the values appear in JSON output."""

    WAITING = "waiting"  # it is too early to ask
    SILENT = "silent"  # no word for so long that one polite question is in place
    ASKED = "asked"  # the question is sent
    LET_GO = "let_go"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LABELS[self]


_LABELS: Final = {
    SilenceState.WAITING: "waiting for an answer",
    SilenceState.SILENT: "no word from them",
    SilenceState.ASKED: "asked once, no answer yet",
    SilenceState.LET_GO: "let go",
}


def is_unanswered(rejection: Rejection) -> bool:
    """True for an application that nobody has answered; it is no rejection."""
    return rejection.kind is RejectionKind.NO_ANSWER


def state_of(records: Records, rejection: Rejection, now: datetime) -> SilenceState:
    """Return where an application without an answer stands: silent from the day on which its question is due."""
    ask = records.action(rejection.uid, ActionKey.SILENCE_ASK)
    let_go = records.action(rejection.uid, ActionKey.SILENCE_LET_GO)
    if rejection.outcome is Outcome.CLOSED or (let_go is not None and let_go.state is ActionState.DONE):
        return SilenceState.LET_GO
    if ask is not None and ask.state is ActionState.DONE:
        return SilenceState.ASKED
    over = ask is not None and ask.due is not None and local_day(ask.due, now) <= now.date()
    return SilenceState.SILENT if over else SilenceState.WAITING


def stayed_silent(records: Records, rejection: Rejection, now: datetime) -> bool:
    """Return whether nothing came of an application without an answer in all the weeks that one takes."""
    return not rejection.outcome.came_back and state_of(records, rejection, now) is not SilenceState.WAITING


def state_words(records: Records, rejection: Rejection, now: datetime) -> str:
    """Return where an application without an answer stands, in a few words such as "no word for 6 weeks"."""
    state = state_of(records, rejection, now)
    if state is not SilenceState.SILENT:
        return state.label
    return f"no word for {weeks_words((now.date() - local_day(rejection.received, now)).days // 7)}"


def weeks_words(weeks: int) -> str:
    """Return a number of weeks in words: "five weeks", "14 weeks"."""
    number = _NUMBERS[weeks] if 0 <= weeks < len(_NUMBERS) else str(weeks)
    return f"{number} week{'' if weeks == 1 else 's'}"


def _still_waits(rejection: Rejection) -> bool:
    """True for an application without an answer that is neither archived nor let go, and of which nothing came."""
    return is_unanswered(rejection) and not rejection.archived and rejection.outcome in _UNDECIDED


def unanswered(records: Records) -> tuple[Rejection, ...]:
    """Return the applications that are still without an answer, the longest silent first."""
    mine = (r for r in records.rejections.values() if _still_waits(r))
    return tuple(sorted(mine, key=lambda r: (r.received, r.uid)))


def to_ask(records: Records, now: datetime) -> tuple[Action, ...]:
    """Return the questions that are due: no word for weeks, and not asked, snoozed or skipped yet; oldest first.

    Left out are those that would reach a person who asked to be left alone, and those that are due since more than
    `ASKED_WITHIN` days, which are still worth doing.
    """
    found = _due(records, ActionKey.SILENCE_ASK, now)
    near = (a for a in found if a.due and (now.date() - local_day(a.due, now)).days <= ASKED_WITHIN)
    return tuple(a for a in near if records.left_alone.reader_of(records.rejections[a.rejection]) is None)


def to_let_go(records: Records, now: datetime) -> tuple[Action, ...]:
    """Return the actions that let go of an application, for those asked two weeks ago; oldest first."""
    return _due(records, ActionKey.SILENCE_LET_GO, now)


def _due(records: Records, key: ActionKey, now: datetime) -> tuple[Action, ...]:
    found = (records.action(r.uid, key) for r in unanswered(records))
    return tuple(action for action in found if action is not None and is_due(action, now))
