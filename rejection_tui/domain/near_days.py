"""What a day that was mistyped was meant to be: "in 2 weks" is near to "in 2 weeks"."""

import difflib
import re
from datetime import date, datetime, time
from typing import Final

from rejection_tui.domain.day_words import DateOrder, read_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.region import DAYS, MONTHS
from rejection_tui.domain.text import clean_line

_PLAIN: Final = (
    "today tomorrow yesterday now in from next last ago on a an one two three four five six "
    "day days week weeks month months year years"
)
_WORDS: Final = (*_PLAIN.split(), *(name.casefold() for name in (*DAYS, *MONTHS)))
_ALIKE: Final = 0.7  # the least likeness of two words, from 0 to 1
_MAX_LENGTH: Final = 40  # characters; what is longer is no day that was mistyped


def read_typed_day(text: str, today: date, ahead: bool = False, order: DateOrder = DateOrder.UNKNOWN) -> date:
    """Return the day that `text` means, as `read_day` does.

    Raise `UsageError` for words that are no day: it names the day that they are near to, else gives examples.
    """
    try:
        return read_day(text, today, ahead, order)
    except UsageError:
        near = near_day(text, today, ahead)
        if not near:
            raise
        raise UsageError(f"“{clean_line(text, 40)}” is not a day I can read. Did you mean “{near}”?") from None


def typed_moment(text: str, now: datetime, order: DateOrder = DateOrder.UNKNOWN) -> datetime:
    """Return the moment meant by a typed day: now for today, noon otherwise; raise as `read_typed_day` does."""
    meant = read_typed_day(text, now.date(), order=order)
    return now if meant == now.date() else datetime.combine(meant, time(12), now.tzinfo)


def near_day(text: str, today: date, ahead: bool = False) -> str:
    """Return the words for a day that `text` is a misspelling of; "" when there are none."""
    if len(text) > _MAX_LENGTH:
        return ""
    words = re.sub(r"(\d)([a-z])", r"\1 \2", text.casefold()).split()
    mended = " ".join(word if word[:1].isdigit() else _nearest(word) for word in words)
    if mended == text.casefold():
        return ""
    try:
        read_day(mended, today, ahead)
    except UsageError:
        return ""
    return mended


def _nearest(word: str) -> str:
    if word in _WORDS:
        return word
    return next(iter(difflib.get_close_matches(word, _WORDS, 1, _ALIKE)), word)
