"""Comments that a mentor made on a rejection or one of its steps: notes of its history, told with their step."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.steps import STEP_TITLES
from rejection_tui.domain.text import clean_line

if TYPE_CHECKING:  # loaded only when used, so that the dashboard starts faster
    from rejection_tui.domain.report_marks import ReportPlace

COMMENT: Final = "comment"
_LONGEST_NAME: Final = 80


def comment(place: "ReportPlace", text: str, by: str, now: datetime) -> Event:
    """Return a comment as an event; the same words at the same place are always the same event."""
    from rejection_tui.domain.report_marks import words_of

    uid = derived_uid(place.rejection, COMMENT, str(place.step), " ".join(words_of(" ".join(text.split()))))
    return Event(uid, place.rejection, now, COMMENT, by, text, place.step)


def comments(records: Records, rejection: str, step: int | None = None) -> tuple[Event, ...]:
    """Return the comments on a rejection, or those on one of its steps, oldest first."""
    mine = (event for event in records.events_of(rejection) if event.what == COMMENT)
    return tuple(event for event in mine if step is None or event.step == step)


def comment_words(event: Event) -> str:
    """Return how a comment is called: "Comment of Anna Roth on Refine"."""
    by = f" of {event.value}" if event.value else ""
    on = STEP_TITLES.get(event.step)
    return f"Comment{by}{f' on {on}' if on else ''}"


def about(records: Records, event: Event) -> str:
    """Return what a comment is about: "Acme, Analyst: Refine"; raise `NotFound` when the rejection is gone."""
    r = records.rejections.get(event.rejection)
    if r is None:
        raise NotFound("That rejection is not in the file any more.")
    name = ", ".join(part for part in (r.company, r.role) if part)
    return f"{name}: {STEP_TITLES[event.step]}" if event.step in STEP_TITLES else name


def named(by: str) -> str:
    """Return the name of a mentor as it is kept: one clean line."""
    return clean_line(by, _LONGEST_NAME)


def unknown_comments(records: Records, found: Iterable[Event]) -> tuple[Event, ...]:
    """Return those comments that are not kept yet, each once."""
    fresh = {event.uid: event for event in found if event.uid not in records.events}
    return tuple(fresh.values())
