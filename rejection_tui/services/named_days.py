"""The days ahead that they named, in their letter or in later emails: proposed for a reminder, with their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.facts import FactType, month_words
from rejection_tui.domain.letter_actions import LEAST, acted_on, day_of
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext

_MOST: Final = 4
_LONGEST: Final = 160  # characters of their words


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day ahead that they named: `words` name it as they did, `what` is proposed for the reminder."""

    day: date
    words: str
    quote: str
    what: str
    again: bool = False  # from this day on they invite to apply again


def named_days(context: AppContext, rejection: str) -> tuple[NamedDay, ...]:
    """Return the days after today that the letter or the emails kept with a rejection name, the letter's first."""
    one, today = rejections.get(context.records, rejection), context.now().date()
    found = {named.day: named for named in reversed([*_of_letter(one), *_of_mails(context, one)]) if named.day > today}
    return tuple(reversed(found.values()))[:_MOST]


def _of_letter(r: Rejection) -> Iterator[NamedDay]:
    for fact in acted_on(r, FactType.REAPPLY):
        if (day := day_of(fact.value)) is not None:
            yield NamedDay(day, month_words(fact.value), fact.quote, f"Apply again at {r.company}", again=True)
    for fact in r.facts:
        sure = fact.type is FactType.RUNNING and fact.sure >= LEAST[FactType.REAPPLY]
        if sure and (day := day_of(fact.value)) is not None:
            yield NamedDay(day, month_words(fact.value), fact.quote, f"Ask {r.company} what they decided")


def _of_mails(context: AppContext, r: Rejection) -> Iterator[NamedDay]:
    from rejection_tui.drafting.pieces import pieces
    from rejection_tui.reading.days_named import day_named  # its words take a moment to load

    for mail in reversed(context.records.correspondence_of(r.uid)):
        if mail.sort.mine or mail.sort is MailSort.UNRELATED:
            continue
        sent = local_day(mail.at, context.now())
        for piece in pieces(mail.body):
            if (day := day_named(piece.text, sent)) is not None:
                quote = clean_line(piece.text, _LONGEST)
                yield NamedDay(day, date_word(day), quote, f"{r.company}: they named this day")
