"""Judges a letter: the scores of its sentences for every fact, what it says as a whole, and the words to quote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.fact_features import Unit, features, text_of, units_of
from rejection_tui.reading.fact_model import FactModel, fact_model, letter_numbers
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.quotes import clauses
from rejection_tui.reading.stage_cues import CUES_LOOK, stage

_REMEMBERED: Final = 300  # characters of a sentence whose scores are remembered


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
    clauses: dict[int, list[Sequence[float]]] = field(default_factory=dict)  # scores by clause, once asked for


def judged(letter: Letter, language: str, model: FactModel | None = None) -> Judged:
    """Return the scores of a letter by the shipped model; of a very long one only the beginning is looked at."""
    model = model or fact_model()
    text = text_of(letter)
    folded = sentences(text)
    units = tuple(units_of(text, folded))
    weighed = [_weigh(model, unit, language) for unit in units]
    rows, scores = [row for row, _ in weighed], tuple(scores for _, scores in weighed)
    whole = model.letter(set().union(*rows))
    cue = stage(text, folded[:CUES_LOOK])
    if not scores:
        return Judged(text, (), (), dict.fromkeys(model.outputs, -1.0), language, model, (Stage.APPLICATION, ""))
    return Judged(
        text, units, scores, model.judged(letter_numbers(scores, whole, cue[0], language)), language, model, cue
    )


def _weigh(model: FactModel, unit: Unit, language: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the places of a sentence's known features, and its scores."""
    if len(unit.folded) <= _REMEMBERED:
        return _weighed(model, unit.folded, unit.place, language)
    row = model.lanes.known(features(unit, language))
    return tuple(row), tuple(model.sentence(row))


@lru_cache(1_024)  # 2.5 kB each
def _weighed(model: FactModel, folded: str, place: str, language: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the same of a short sentence: letters of one program share most of theirs."""
    row = model.lanes.known(features(Unit(0, len(folded), folded, place), language))
    return tuple(row), tuple(model.sentence(row))


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


def _clause_scores(found: Judged, unit: Unit, begin: int, end: int) -> Sequence[float]:
    part = Unit(begin, end, unit.folded[begin - unit.start : end - unit.start], unit.place)
    return _weigh(found.model, part, found.language)[1]


def quote_score(found: Judged, at: int, column: int, quote: str) -> float:
    """Return the score of a sentence's quote alone: that of its clause, or of the whole sentence."""
    unit = found.units[at]
    if len(quote) < unit.end - unit.start - 2 and at in found.clauses:
        return max(scores[column] for scores in found.clauses[at])
    return found.scores[at][column]
