"""Practice: spaced repetition of interview questions (py-fsrs), until each goes smoothly on several days."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question, Rating, Rehearsal
from rejection_tui.domain.rules import Rules

if TYPE_CHECKING:
    from fsrs import Card

#: The longest interval between two rehearsals in days; py-fsrs would allow years, too long for a job search.
LONGEST_DAYS: Final = 90
#: Seconds under which nobody has answered a question aloud.
LEAST_SECONDS: Final = 15


def rehearse(
    question: Question,
    rating: Rating,
    seconds: int,
    notes: str,
    now: datetime,
    rehearsals: Iterable[Rehearsal],
    rules: Rules,
) -> tuple[Question, Rehearsal]:
    """Return the question after one more rehearsal, and the rehearsal; `rehearsals` are all others of it."""
    moment = now.astimezone(UTC).isoformat()
    new = Rehearsal(derived_uid(question.uid, "rehearsal", moment), question.uid, now, rating, max(seconds, 0), notes)
    return after(question, new, now, rehearsals, rules), new


def after(question: Question, new: Rehearsal, now: datetime, rehearsals: Iterable[Rehearsal], rules: Rules) -> Question:
    """Return the question after a rehearsal, which may be older than others of `rehearsals`.

    The due day depends on the rehearsals alone, so that merged files agree on it.
    """
    history = _of(question, [*rehearsals, new])
    card = _spaced(question, history)
    done = _smooth_since(question, history, now, rules)
    return replace(
        question,
        card=card.to_json(),
        due=card.due.astimezone(now.tzinfo),
        done=done,
        queued=question.queued or done is None,
    )


def is_smooth(question: Question, rehearsals: Iterable[Rehearsal], now: datetime, rules: Rules) -> bool:
    """True when it went smoothly on `rules.smooth_days` different local days and no stumble came after."""
    return _smooth_since(question, rehearsals, now, rules) is not None


def smooth_days(question: Question, rehearsals: Iterable[Rehearsal], now: datetime, rules: Rules) -> int:
    """Return on how many different days it went smoothly so far, counted afresh after a stumble that reopened it."""
    return len(_walk(question, rehearsals, now, rules)[0])


def due_questions(records: Records, now: datetime) -> tuple[Question, ...]:
    """Return the queued questions whose day has come, the longest waiting first; done ones are left out."""
    today = now.date()
    due = (q for q in records.questions.values() if q.waiting and due_day(q, now) <= today)
    return tuple(sorted(due, key=lambda q: (q.due or q.created, q.created, q.uid)))


def due_day(question: Question, now: datetime) -> date:
    """Return the local day a queued question is due: the day it was queued when it was never rehearsed."""
    return local_day(question.due or question.created, now)


def _of(question: Question, rehearsals: Iterable[Rehearsal]) -> list[Rehearsal]:
    return sorted((r for r in rehearsals if r.question == question.uid), key=lambda r: (r.at, r.uid))


def _walk(
    question: Question, rehearsals: Iterable[Rehearsal], now: datetime, rules: Rules
) -> tuple[set[date], datetime | None]:
    days: set[date] = set()
    since: datetime | None = None
    for rehearsal in _of(question, rehearsals):
        if rehearsal.rating is Rating.SMOOTH:
            days.add(local_day(rehearsal.at, now))
            if since is None and len(days) >= rules.smooth_days:
                since = rehearsal.at
        elif since is not None:
            days, since = set(), None
    return days, since


def _smooth_since(question: Question, rehearsals: Iterable[Rehearsal], now: datetime, rules: Rules) -> datetime | None:
    return _walk(question, rehearsals, now, rules)[1]


def _spaced(question: Question, history: Iterable[Rehearsal]) -> "Card":
    """Return the card after `history`, in whole days (no steps of minutes) and without random spread."""
    import fsrs

    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
    ratings = {Rating.SMOOTH: fsrs.Rating.Good, Rating.HALTING: fsrs.Rating.Hard, Rating.STUCK: fsrs.Rating.Again}
    # With an explicit id and due moment the library does not read the clock.
    card = fsrs.Card(card_id=int(derived_uid("card", question.uid)[:12], 16), due=question.created.astimezone(UTC))
    for rehearsal in history:
        card, _ = scheduler.review_card(card, ratings[rehearsal.rating], rehearsal.at.astimezone(UTC))
    return card
