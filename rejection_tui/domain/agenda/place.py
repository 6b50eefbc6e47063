"""Where an open action is: each is in exactly one place on every day, and that place has words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.day_words import by_words, day_word
from rejection_tui.domain.meanings import Meaning, of_day


class PlaceKind(StrEnum):
    """The places; the values appear in JSON output."""

    DUE = "due"  # its day is today or was before
    COMING = "coming"  # its day is still to come
    WAITING = "waiting"  # for a named event
    SNOOZED = "snoozed"  # until a day the user chose
    STILL_WORTH = "still_worth_doing"  # its time passed long ago, or nothing is lost when it is left
    SETTLED = "settled"  # nothing is to be done, for a named reason


class Awaited(StrEnum):
    """The events an action waits for; the values read after "once"."""

    REPLY = "the reply is sent"
    QUESTION = "you have asked"
    ANSWER = "they answer"
    CALL = "you have talked"
    RECIPIENT = "you find a person"
    PERSON = "a person is saved"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an open action is.

    `day` is the day it is due, comes up again or waits until, or that its time ended; None where it has none. `until`
    is the last day of a window that opened on `day`. `why` is the reason why it is settled or may be left.
    """

    kind: PlaceKind
    day: date | None = None
    until: date | None = None
    awaited: Awaited | None = None
    why: str = ""


#: Why an action may be left where the advice is to let its rejection go.
IF_YOU_LIKE = "if you like"
#: What is done from its day on, and not by it.
_FROM_ITS_DAY = frozenset({ActionKey.CULTIVATE_TOUCH, ActionKey.CULTIVATE_REAPPLY, ActionKey.FEEDBACK_NUDGE})


def place_words(place: Place, key: str, today: date) -> str:
    """Return the place of an action with this key in a few words: "by tonight", "once they answer", "if you like"."""
    match place.kind:
        case PlaceKind.SETTLED:
            return place.why
        case PlaceKind.STILL_WORTH:
            return place.why or "still worth doing?"
        case PlaceKind.SNOOZED if place.day is not None:
            return f"snoozed until {day_word(place.day, today)}"
        case PlaceKind.WAITING if place.day is None:
            return f"once {place.awaited}"
    if place.day is None:
        return ""
    if place.kind is PlaceKind.WAITING:
        return f"until {day_word(place.day, today)}"
    if place.kind is PlaceKind.COMING and key in _FROM_ITS_DAY:
        return f"from {day_word(place.day, today)}"
    return by_words(place.until or place.day, today)


def place_meaning(place: Place, today: date) -> Meaning | None:
    """Return what the place of an action means for its mark and colour; None when it asks for nothing now."""
    if place.kind in (PlaceKind.DUE, PlaceKind.COMING) and place.day is not None:
        return of_day(place.day, today)
    return Meaning.WAITING if place.kind is PlaceKind.WAITING and place.awaited is Awaited.ANSWER else None
