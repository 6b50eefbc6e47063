"""Finds how far an application had come: learned from letters, with the words that say so."""

from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.fact_judged import Judged, quote_of
from rejection_tui.reading.stage_cues import is_call, stage

__all__ = ["reached", "stage"]


def reached(found: Judged) -> tuple[Stage, str]:
    """Return the learned stage of a judged letter and the words that say how they met, "" when nothing does."""
    at, words = _learned(found)
    return (Stage.SCREENING if at is Stage.INTERVIEW and is_call(words) else at), words


def _learned(found: Judged) -> tuple[Stage, str]:
    stage_reached = max(Stage, key=lambda one: found.said[f"stage.{one.value}"])
    named, words = found.cue
    if not found.units or (stage_reached is Stage.APPLICATION and named is Stage.APPLICATION):
        return Stage.APPLICATION, ""
    # "The interview last week", "the final round": on such words the weights are wrong as often as they are right.
    if named is Stage.FINAL or stage_reached in (named, Stage.APPLICATION):
        return named, words
    names = found.model.outputs[: found.model.facts]
    met = [column for column, name in enumerate(names) if name.startswith("met.")]
    at = max(range(len(found.units)), key=lambda unit: max(found.scores[unit][column] for column in met))
    column = max(met, key=lambda one: found.scores[at][one])
    return stage_reached, quote_of(found, at, column)
