"""Reads what a letter says, each fact with its words: reasons, feedback, questions, dates, how they met, who is named.

What is said is learned (`fact_model`); dates, tone and signature are a matter of format and read by rule.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.letter import Letter, Via
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.text import fold
from rejection_tui.reading.fact_dates import month_named
from rejection_tui.reading.fact_features import Unit, features, text_of, units_of
from rejection_tui.reading.fact_model import FactModel, fact_model, letter_numbers
from rejection_tui.reading.fact_values import short_value
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.greetings import Greeting, greeting
from rejection_tui.reading.quotes import clauses
from rejection_tui.reading.stage_cues import CUES_LOOK, stage
from rejection_tui.reading.tones import tone

#: Types of which a letter may say several things, and how many are shown.
_SEVERAL: Final = {FactType.PRAISE: 3, FactType.ASKS: 3, FactType.PERSON: 3, FactType.OTHER_ROLE: 2}
#: Types whose value is a short text that is cut from the quote.
_TEXT_VALUES: Final = frozenset({FactType.PRAISE, FactType.ASKS, FactType.OTHER_ROLE, FactType.PERSON})
_DATED: Final = frozenset({FactType.REAPPLY, FactType.ON_FILE})
_FURTHER: Final = -0.5  # log-odds from which a further sentence of a letter that says such a thing counts as well


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter's sentences with their scores, and what the letter says as a whole (log-odds beyond the threshold)."""

    text: str
    units: tuple[Unit, ...]
    scores: tuple[tuple[float, ...], ...]  # by sentence, then by fact of the model
    said: dict[str, float]
    language: str
    model: FactModel
    cue: tuple[Stage, str]  # the stage that is named in so many words, and these words
    clauses: dict[int, list[list[float]]] = field(
        default_factory=dict
    )  # scores of a sentence's clauses, once asked for


def judged(letter: Letter, language: str, model: FactModel | None = None) -> Judged:
    """Return the scores of a letter by the shipped model; of a very long one only the beginning is looked at."""
    model = model or fact_model()
    text = text_of(letter)
    folded = sentences(text)
    units = tuple(units_of(text, folded))
    rows = [model.lanes.known(features(unit, language)) for unit in units]
    scores = tuple(tuple(model.sentence(row)) for row in rows)
    whole = model.letter(set().union(*rows))
    cue = stage(text, folded[:CUES_LOOK])
    if not scores:
        return Judged(text, (), (), dict.fromkeys(model.outputs, -1.0), language, model, (Stage.APPLICATION, ""))
    return Judged(
        text, units, scores, model.judged(letter_numbers(scores, whole, cue[0], language)), language, model, cue
    )


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of the sender from the other fields: the way, the agency's name, the words of the signature, and
    how a reply begins."""

    via: Via = Via.DIRECT
    agency: str = ""
    signed: str = ""
    salutation: str = ""


_UNKNOWN: Final = Sender()


def read_facts(letter: Letter, language: str, sender: Sender = _UNKNOWN) -> tuple[Fact, ...]:
    """Return what a letter in this language says, in the order of the words; then what is read by rule."""
    return facts_of(judged(letter, language), letter, sender)


def facts_of(found: Judged, letter: Letter, sender: Sender = _UNKNOWN) -> tuple[Fact, ...]:
    """Return the facts of a letter that has been judged."""
    said: list[tuple[int, int, Fact]] = []
    for column, name in enumerate(found.model.outputs[: found.model.facts]):
        if found.said[name] >= 0:
            said += _facts(found, column, name, letter)
    ordered = [fact for _, _, fact in sorted(said, key=lambda item: item[:2])]
    greeted = greeting(letter, found.language)
    return (*_distinct(_of_others(ordered, greeted, sender)), *_manner(found, letter, greeted, sender))


def _of_others(facts: list[Fact], greeted: Greeting, sender: Sender) -> list[Fact]:
    """Return the facts without those persons who are the reader or who signed."""
    known = [set(fold(name).split()) for name in (greeted.name, sender.signed)]
    return [
        fact
        for fact in facts
        if fact.type is not FactType.PERSON or not any(set(fold(fact.value).split()) <= names for names in known)
    ]


def _facts(found: Judged, column: int, name: str, letter: Letter) -> list[tuple[int, int, Fact]]:
    """Return the facts of one output: its best sentence, and further ones of types that may be said several times."""
    kind, _, value = name.partition(".")
    type_ = FactType(kind)
    ranked = sorted(range(len(found.units)), key=lambda at: -found.scores[at][column])
    kept = ranked[:1] + [at for at in ranked[1 : _SEVERAL.get(type_, 1)] if found.scores[at][column] >= _FURTHER]
    facts = []
    for at in kept:
        quote = quote_of(found, at, column)
        facts.append(
            (found.units[at].start, column, Fact(type_, _value(type_, value, quote, found, at, letter), quote))
        )
    return facts


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


def quote_of(found: Judged, at: int, column: int) -> str:
    """Return the clause of a sentence that says it most clearly, as it stands in the letter."""
    unit = found.units[at]
    spans = clauses(found.text, unit)
    if len(spans) < 2:
        return found.text[unit.start : unit.end].strip()
    if at not in found.clauses:
        found.clauses[at] = [_clause_scores(found, unit, begin, end) for begin, end in spans]
    worth = zip((scores[column] for scores in found.clauses[at]), spans, strict=True)
    best, (begin, end) = max(worth)
    if best < found.scores[at][column] - 1.5:
        return found.text[unit.start : unit.end].strip()
    return found.text[begin:end].strip(" ,;:–—-\n")


def _clause_scores(found: Judged, unit: Unit, begin: int, end: int) -> list[float]:
    part = Unit(begin, end, unit.folded[begin - unit.start : end - unit.start], unit.place)
    return found.model.sentence(found.model.lanes.known(features(part, found.language)))


def _distinct(facts: list[Fact]) -> list[Fact]:
    """Return the facts without repeats; a survey is one question, not also another."""
    surveys = {fact.quote for fact in facts if fact.type is FactType.ASKS and fact.value == "survey"}
    kept = [
        fact for fact in facts if fact.type is not FactType.ASKS or fact.value == "survey" or fact.quote not in surveys
    ]
    return list(dict.fromkeys(kept))


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
