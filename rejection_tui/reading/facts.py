"""Reads what a letter says, each fact with its words: reasons, feedback, questions, dates, how they met, who is named.

What is said is learned (`fact_model`); dates, tone and signature are a matter of format and read by rule.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from rejection_tui.domain.facts import About, Fact, FactType
from rejection_tui.domain.letter import Letter, Via
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import fold
from rejection_tui.reading.asks import AskModel, ask_model
from rejection_tui.reading.fact_dates import month_named
from rejection_tui.reading.fact_judged import Judged, judged, quote_of
from rejection_tui.reading.fact_sure import Place, Sureness, sure_numbers, sureness
from rejection_tui.reading.fact_values import short_value
from rejection_tui.reading.greetings import Greeting, greeting
from rejection_tui.reading.tones import tone

#: Types of which a letter may say several things, and how many are shown.
_SEVERAL: Final = {FactType.PRAISE: 3, FactType.ASKS: 3, FactType.PERSON: 3, FactType.OTHER_ROLE: 2}
#: Types whose value is a short text that is cut from the quote.
_TEXT_VALUES: Final = frozenset({FactType.PRAISE, FactType.ASKS, FactType.OTHER_ROLE, FactType.PERSON})
_DATED: Final = frozenset({FactType.REAPPLY, FactType.ON_FILE, FactType.RUNNING})
_FURTHER: Final = -0.5  # log-odds from which a further sentence of a letter that says such a thing counts as well


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of the sender from the other fields: the way, the agency's name, the words of the signature, and
    how a reply begins."""

    via: Via = Via.DIRECT
    agency: str = ""
    signed: str = ""
    salutation: str = ""


_UNKNOWN: Final = Sender()


@dataclass(frozen=True, slots=True)
class Learned:
    """What is learned beyond the model of facts: what questions ask for, and how sure each fact is."""

    asks: AskModel
    sureness: Sureness


def read_facts(letter: Letter, language: str, sender: Sender = _UNKNOWN) -> tuple[Fact, ...]:
    """Return what a letter in this language says, in the order of the words; then what is read by rule."""
    return facts_of(judged(letter, language), letter, sender)


def facts_of(
    found: Judged, letter: Letter, sender: Sender = _UNKNOWN, learned: Learned | None = None
) -> tuple[Fact, ...]:
    """Return the facts of a letter that has been judged, each with how sure it is."""
    learned = learned or Learned(ask_model(), sureness())
    told = [
        replace(one.fact, sure=learned.sureness.of(one.output, one.numbers, one.fact))
        for one in told_facts(found, letter, learned.asks, sender)
    ]
    manner = _manner(found, letter, greeting(letter, found.language), sender)
    return (*told, *(replace(fact, sure=learned.sureness.by_rule(fact.type)) for fact in manner))


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was found, the output of the model it comes from (with what it asks for), and its numbers."""

    start: int
    column: int
    output: str
    fact: Fact
    numbers: tuple[float, ...]


def told_facts(found: Judged, letter: Letter, asks: AskModel, sender: Sender = _UNKNOWN) -> list[Told]:
    """Return what a judged letter says in so many words, in their order, without how it is answered."""
    told: list[Told] = []
    for column, name in enumerate(found.model.outputs[: found.model.facts]):
        if found.said[name] >= 0:
            told += _told(found, column, name, letter, asks)
    ordered = sorted(told, key=lambda one: (one.start, one.column))
    return _distinct(_of_others(ordered, greeting(letter, found.language), sender))


def _of_others(told: list[Told], greeted: Greeting, sender: Sender) -> list[Told]:
    """Return the facts without those persons who are the reader or who signed."""
    known = [set(fold(name).split()) for name in (greeted.name, sender.signed)]
    return [
        one
        for one in told
        if one.fact.type is not FactType.PERSON
        or not any(set(fold(one.fact.value).split()) <= names for names in known)
    ]


def _told(found: Judged, column: int, name: str, letter: Letter, asks: AskModel) -> list[Told]:
    """Return the facts of one output: its best sentence, and further ones of types that may be said several times."""
    kind, _, value = name.partition(".")
    type_ = FactType(kind)
    ranked = sorted(range(len(found.units)), key=lambda at: -found.scores[at][column])
    kept = ranked[:1] + [at for at in ranked[1 : _SEVERAL.get(type_, 1)] if found.scores[at][column] >= _FURTHER]
    told = []
    for rank, at in enumerate(kept):
        quote = quote_of(found, at, column)
        about, shares = _about(type_, value, quote, found.language, asks)
        fact = Fact(type_, _value(type_, value, quote, found, at, letter), quote, about=about)
        numbers = sure_numbers(found, Place(column, at, rank), fact, shares)
        output = f"{name}.{about}" if about and not value else name
        told.append(Told(found.units[at].start, column, output, fact, numbers))
    return told


def _about(kind: FactType, value: str, quote: str, language: str, asks: AskModel) -> tuple[str, tuple[float, float]]:
    """Return what a question asks for, its share, and the share of nothing; of other facts "" and zeros."""
    if kind is not FactType.ASKS:
        return "", (0.0, 0.0)
    if value:
        return About.SURVEY.value, (1.0, 0.0)
    shares = asks.shares(quote, language)
    best = max(shares, key=lambda about: shares[about])
    return best.value, (shares[best], shares[About.NONE])


def _value(kind: FactType, value: str, quote: str, found: Judged, at: int, letter: Letter) -> str:
    if value:
        return value
    if kind in _DATED:
        # "We keep your papers for six months and write when a job comes": the months are said of the papers.
        others = kind is FactType.REAPPLY and found.scores[at][found.model.outputs.index("on_file")] > 0
        whole = "" if others else found.text[found.units[at].start : found.units[at].end]
        return month_named(quote, _day(letter)) or month_named(whole, _day(letter))
    return short_value(kind, quote, found.language) if kind in _TEXT_VALUES else ""


def _day(letter: Letter) -> date | None:
    return letter.received.date() if letter.received else None


def _distinct(told: list[Told]) -> list[Told]:
    """Return the facts without repeats; a survey is one question, not also another."""
    surveys = {one.fact.quote for one in told if one.fact.about == About.SURVEY}
    kept = {
        one.fact: one
        for one in reversed(told)
        if one.fact.type is not FactType.ASKS or one.fact.about == About.SURVEY or one.fact.quote not in surveys
    }
    return list(reversed(kept.values()))


def _manner(found: Judged, letter: Letter, greeted: Greeting, sender: Sender) -> list[Fact]:
    facts = [
        Fact(FactType.VIA, sender.via.value, sender.agency),
        Fact(FactType.TONE, tone(letter, found.language, greeted), greeted.quote),
    ]
    if sender.salutation:
        signed = sender.signed if sender.signed in letter.body else ""
        facts.append(Fact(FactType.SIGNOFF, sender.salutation, signed))
    if greeted.name and not greeted.to_nobody:
        facts.append(Fact(FactType.READER, f"{greeted.honorific} {greeted.name}".strip(), greeted.quote))
    return facts
