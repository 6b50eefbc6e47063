"""The outcome of a rejection and how it may change; every change is recorded as a dated event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rejection_tui.domain.errors import Refused
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Event, Outcome, Rejection
from rejection_tui.domain.timeline import TimelineEntry, timeline

__all__ = ["AHEAD", "PROGRESSION", "Ahead", "TimelineEntry", "change", "choices", "is_correction", "timeline"]

#: The outcomes in order of progress; `closed` may follow any of them, and any may follow `closed`.
PROGRESSION: Final = (Outcome.OPEN, Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The day to come that belongs to an outcome: what the reminder on it says, and how the day is asked for."""

    what: str  # with the company in {company}
    asked: str


#: The outcomes with a day to come.
AHEAD: Final[Mapping[Outcome, Ahead]] = {
    Outcome.INTERVIEW: Ahead("Interview at {company}", "the day it will be"),
    Outcome.OFFER: Ahead("Answer the offer from {company}", "the day to answer by"),
}


def choices(outcome: Outcome) -> tuple[Outcome, ...]:
    """Return the outcomes that may follow: those ahead first, then closed, then the corrections back."""
    ahead = tuple(o for o in PROGRESSION if not is_correction(outcome, o) and o is not outcome)
    closed = () if outcome is Outcome.CLOSED else (Outcome.CLOSED,)
    back = tuple(o for o in reversed(PROGRESSION) if is_correction(outcome, o))
    return ahead + closed + back


def is_correction(old: Outcome, new: Outcome) -> bool:
    """True when `new` comes before `old` in `PROGRESSION`; allowed, and recorded like every other change."""
    return old in PROGRESSION and new in PROGRESSION and PROGRESSION.index(new) < PROGRESSION.index(old)


def change(rejection: Rejection, outcome: Outcome, now: datetime, text: str = "") -> tuple[Rejection, Event]:
    """Return the rejection with its new outcome and the event that dates it.

    Raise `Refused` when it has that outcome already.
    """
    if rejection.outcome is outcome:
        raise Refused(f"{rejection.company} is at “{outcome.label}” already; nothing was changed.")
    words = text.strip()
    if not words and is_correction(rejection.outcome, outcome):
        words = f"corrected from {rejection.outcome.label}"
    uid = derived_uid(rejection.uid, "outcome", outcome, now.astimezone(UTC).isoformat())
    return replace(rejection, outcome=outcome), Event(uid, rejection.uid, now, "outcome", outcome.value, words)
