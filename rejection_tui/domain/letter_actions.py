"""The checklist follows the letter: what it made moot is skipped, and what it asks or offers becomes an action."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.facts import REASONS, About, Fact, FactType, Said, month_words, told
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, new_action, schedule, skip
from rejection_tui.domain.text import clean_line

#: Why the request for feedback is skipped; like any skipped action it can be opened again.
REFUSED: Final = "They say that they give no individual feedback."
GIVEN: Final = "Their letter already says what to work on."
CALL_OFFERED: Final = "They offer to talk: ask there."
UNDECIDED: Final = "They have not decided yet."
#: Why thanking for feedback is skipped when the letter itself gives it.
THANKED: Final = "Your reply thanks them for it."

#: How sure a fact must be to change the checklist by itself, and where the letter as a whole says the same for sure.
#: An action quotes their words and a skipped one opens again, so less is needed than for what a draft claims.
LEAST: Final[Mapping[FactType, float]] = {
    FactType.FEEDBACK_REFUSED: 0.8,
    FactType.FEEDBACK_OFFERED: 0.7,
    FactType.ASKS: 0.6,
    FactType.REAPPLY: 0.6,
}
_LEAST_SAID: Final = 0.4
_NEVER: Final = 1.1  # surer than a fact can be
_LETTER_SURE: Final = 0.8  # the share from which the letter as a whole says something for sure

_ANSWERED: Final = frozenset({About.COME_BACK, About.JOB, About.TELL})  # what they ask that is answered in words
_DONE: Final = frozenset({About.SEND, About.SURVEY})  # what they ask that is done
_SHORT: Final = 50  # characters of their words in a title
_MOST: Final = 2  # questions named in one title
_EVENING: Final = time(18)


def follow(
    rejection: Rejection, planned: Sequence[Action], now: datetime, rules: Rules, named: Mapping[str, date]
) -> tuple[Action, ...]:
    """Return the actions `planned` for a new rejection as its letter makes them, with those it adds.

    `named` holds the day that a quote of the letter names, where it names one. Without facts and a day of the user's
    own, as for a rejection just filed by hand, nothing changes; nor where nothing is planned.
    """
    facts, open_yet = (*acted_on(rejection), *_by_user(rejection)), _undecided(rejection)
    if not planned or not (facts or open_yet or rejection.reapply_from):
        return tuple(planned)
    window = next((a.due for a in planned if a.key == ActionKey.REPLY_SEND), None)
    kept = [_as_told(action, facts, now) for action in planned]
    if open_yet:
        kept = [skip(a, UNDECIDED, now) if a.open and a.key == ActionKey.FEEDBACK_ASK else a for a in kept]
    added = [*_added(rejection, facts, now), *_asked(rejection, facts, now, window, named)]
    return schedule(rejection, [*kept, *added], now, rules)


def _undecided(rejection: Rejection) -> bool:
    """Return whether nothing is decided: the letter says so, or was filed so and does not say that the job is gone."""
    gone = {f"closed.{how}" for how in ("frozen", "cancelled", "filled", "filled_internal")}
    said = {one.condition for one in rejection.said if one.share >= _LETTER_SURE}
    return "running" in said or (rejection.outcome is Outcome.ON_HOLD and not gone & said)


def _as_told(action: Action, facts: Iterable[Fact], now: datetime) -> Action:
    """Return a planned action skipped or renamed as the letter makes it."""
    offers, call = _offers(facts), _offers_call(facts)
    if action.key == ActionKey.FEEDBACK_THANK and "given" in offers and not call:
        return skip(action, THANKED, now)
    if action.key != ActionKey.FEEDBACK_ASK:
        return action
    if "given" in offers:
        return skip(action, GIVEN, now)
    if call:
        return skip(action, CALL_OFFERED, now)
    if offers & {"mail", "link"}:
        return replace(action, title="Ask for the feedback they offer")
    return skip(action, REFUSED, now) if any(f.type is FactType.FEEDBACK_REFUSED for f in facts) else action


def _added(rejection: Rejection, facts: Iterable[Fact], now: datetime) -> Iterator[Action]:
    """Yield the actions for feedback given, a call offered, and a day from which to apply again."""
    if _offers_call(facts):
        yield new_action(ActionKey.FEEDBACK_CALL, rejection.uid, now)
    if "given" in _offers(facts):
        yield new_action(ActionKey.FEEDBACK_NOTE, rejection.uid, now)
    own = rejection.reapply_from
    found = (own, date_word(own)) if own else reapply_day(rejection, now.date())
    if found is not None:
        day, words = found
        title, due = f"Apply again, from {words}", datetime.combine(day, _EVENING, now.tzinfo)
        yield new_action(ActionKey.CULTIVATE_REAPPLY, rejection.uid, now, title=title, due=due)


def _asked(
    rejection: Rejection, facts: Iterable[Fact], now: datetime, window: datetime | None, named: Mapping[str, date]
) -> Iterator[Action]:
    """Yield one action for all that is to be answered, and one for all that is to be done."""
    asks = [fact for fact in facts if fact.type is FactType.ASKS]
    for key, about, verb in (
        (ActionKey.REPLY_ANSWER, _ANSWERED, "Answer"),
        (ActionKey.REPLY_REQUEST, _DONE, "They ask"),
    ):
        mine = [fact for fact in asks if _about(fact) in about]
        quotes = list(dict.fromkeys(f"“{clean_line(f.quote, _SHORT)}”" for f in mine if f.quote.strip()))[:_MOST]
        days = (_due(fact, now, window, named) for fact in mine if _about(fact) != About.SURVEY)
        if mine:
            title = f"{verb}: {' and '.join(quotes)}" if quotes else ""
            due = min((day for day in days if day), default=None)
            yield new_action(key, rejection.uid, now, title=title, due=due)


def _due(fact: Fact, now: datetime, window: datetime | None, named: Mapping[str, date]) -> datetime | None:
    """Return the evening of the day their words name when it is ahead, else the end of the time for a reply."""
    day = named.get(fact.quote)
    return datetime.combine(day, _EVENING, now.tzinfo) if day and day >= local_day(now, now) else window


def acted_on(rejection: Rejection, kind: FactType | None = None) -> tuple[Fact, ...]:
    """Return the facts of a letter (of one type) that are sure enough to change the checklist, in its order.

    What the user says of the letter counts before what was read.
    """
    said = {one.condition: one for one in rejection.said}
    return tuple(
        fact
        for fact in rejection.facts
        if fact.type in LEAST and kind in (None, fact.type) and fact.sure >= _least(fact, said.get(_condition(fact)))
    )


def _by_user(rejection: Rejection) -> tuple[Fact, ...]:
    """Return what the user says of feedback in the letter where no fact of it was read."""
    found = {_condition(fact) for fact in rejection.facts}
    told = {one.condition for one in rejection.said if one.by_user and one.share} - found
    refused = (Fact(FactType.FEEDBACK_REFUSED),) if "feedback.refused" in told else ()
    offered = (how for how in ("given", "call", "mail", "link") if f"feedback.{how}" in told)
    return (*refused, *(Fact(FactType.FEEDBACK_OFFERED, how) for how in offered))


def _least(fact: Fact, said: Said | None) -> float:
    """Return how sure a fact must be, where `said` is the same of the letter as a whole."""
    if said is not None and said.by_user:
        return 0.0 if said.share else _NEVER
    return _LEAST_SAID if said is not None and said.share >= _LETTER_SURE else LEAST[fact.type]


def _condition(fact: Fact) -> str:
    """Return the name under which the letter as a whole says what a fact says, "" for what has none."""
    if fact.type is FactType.ASKS:
        own = fact.about in (About.COME_BACK, About.CALL, About.JOB)
        return f"asks.{fact.about}" if own else "asks.other" if fact.about == About.TELL else ""
    if fact.type is FactType.FEEDBACK_OFFERED:
        return f"feedback.{fact.value}"
    return {FactType.FEEDBACK_REFUSED: "feedback.refused", FactType.REAPPLY: "reapply"}.get(fact.type, "")


def _about(fact: Fact) -> str:
    return fact.about or (fact.value if fact.value == About.SURVEY else "")


def _offers(facts: Iterable[Fact]) -> set[str]:
    return {fact.value for fact in facts if fact.type is FactType.FEEDBACK_OFFERED}


def _offers_call(facts: Iterable[Fact]) -> bool:
    """Return whether they offer to talk, or ask for a call."""
    return "call" in _offers(facts) or any(f.type is FactType.ASKS and f.about == About.CALL for f in facts)


def asked_words(action: Action) -> str:
    """Return their words as the title of an action quotes them, "" when it quotes none."""
    return action.title.partition(": ")[2]


def feedback_words(rejection: Rejection, reasons: bool = False) -> str:
    """Return the feedback that the letter itself gives, word for word, a quote a line; "" when it gives none.

    With `reasons` their reason for saying no counts as well, where it is one of their own.
    """
    given = [f for f in acted_on(rejection, FactType.FEEDBACK_OFFERED) if f.value == "given"]
    if reasons:
        given += [f for f in told(rejection.facts) if f.type is FactType.REASON and f.value in REASONS]
    return "\n".join(dict.fromkeys(fact.quote.strip() for fact in given if fact.quote.strip()))


def reapply_day(rejection: Rejection, today: date) -> tuple[date, str] | None:
    """Return the first day after `today` from which the letter surely invites to apply again, and it in words.

    None when it names no such day; of a month it is the first.
    """
    days = ((day_of(fact.value), fact.value) for fact in acted_on(rejection, FactType.REAPPLY))
    ahead = [(day, value) for day, value in days if day is not None and day > today]
    day, value = min(ahead, default=(None, ""))
    return (day, month_words(value)) if day is not None else None


def day_of(value: str) -> date | None:
    """Return "2027-03" and "2027-03-01" as a day, None for anything else."""
    try:
        return date.fromisoformat(value if len(value) > len("2027-03") else f"{value}-01")
    except ValueError:
        return None
