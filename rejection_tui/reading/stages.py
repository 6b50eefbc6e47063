"""Finds how far an application had come: learned from letters, with the words that say so."""

from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.facts import Judged, quote_of
from rejection_tui.reading.stage_cues import stage

__all__ = ["reached", "stage"]


def reached(found: Judged) -> tuple[Stage, str]:
    """Return the learned stage of a judged letter and the words that say how they met, "" when nothing does."""
    stage_reached = max(Stage, key=lambda one: found.said[f"stage.{one.value}"])
    if stage_reached is Stage.APPLICATION or not found.units:
        return stage_reached, ""
    named, words = found.cue
    if (
        named is stage_reached or named is Stage.FINAL
    ):  # "final round": rare, and then more often right than the weights
        return named, words
    names = found.model.outputs[: found.model.facts]
    met = [column for column, name in enumerate(names) if name.startswith("met.")]
    at = max(range(len(found.units)), key=lambda unit: max(found.scores[unit][column] for column in met))
    column = max(met, key=lambda one: found.scores[at][one])
    return stage_reached, quote_of(found, at, column)
