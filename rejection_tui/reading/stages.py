"""Finds how far an application had come: learned from letters, with the words that say so.

`stage` is the older reading by cues, which the verdict still uses as a sign that they had met.
"""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.cues import compiled
from rejection_tui.reading.facts import Judged, quote_of


@cache
def _rules() -> tuple[re.Pattern[str], tuple[tuple[Stage, re.Pattern[str]], ...]]:
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_stages.toml"))
    stages = tuple((Stage(entry["stage"]), compiled(entry["pattern"], {})) for entry in data["stage"])
    return compiled(data["not"], {}), stages


def stage(text: str, folded: str) -> tuple[Stage, str]:
    """Return the stage reached and the words that name it; `application` and "" when no words do."""
    excluded, stages = _rules()
    found: dict[Stage, str] = {}
    for reached, pattern in stages:
        for match in pattern.finditer(folded):
            begin = max(folded.rfind("\n", 0, match.start()) + 1, match.start() - 60)
            if not excluded.search(folded, begin, match.start()):
                found[reached] = text[match.start() : match.end()]
                break
    if Stage.FINAL in found:
        return Stage.FINAL, found[Stage.FINAL]
    screened = found.get(Stage.SCREENING, "")
    if Stage.INTERVIEW in found and not (screened and found[Stage.INTERVIEW].lower() in screened.lower()):
        return Stage.INTERVIEW, found[Stage.INTERVIEW]
    return (Stage.SCREENING, screened) if screened else (Stage.APPLICATION, "")


def reached(found: Judged) -> tuple[Stage, str]:
    """Return the learned stage of a judged letter and the words that say how they met, "" when nothing does."""
    stage_reached = max(Stage, key=lambda one: found.said[f"stage.{one.value}"])
    if stage_reached is Stage.APPLICATION or not found.units:
        return stage_reached, ""
    names = found.model.outputs[: found.model.facts]
    met = [column for column, name in enumerate(names) if name.startswith("met.")]
    at = max(range(len(found.units)), key=lambda unit: max(found.scores[unit][column] for column in met))
    column = max(met, key=lambda one: found.scores[at][one])
    return stage_reached, quote_of(found, at, column)
