"""Finds what a letter says of the stage in so many words, by cues: one sign among those the learned stage weighs.

Left-out writers are read right a little more often with it (.68) than without (.67).
"""

import re
import tomllib
from functools import cache
from typing import Any, Final

from rejection_tui.content import read
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.folded import fold_pattern

#: Characters of a letter in which cues are looked for.
CUES_LOOK: Final = 6000


@cache
def _rules() -> tuple[re.Pattern[str], tuple[tuple[Stage, re.Pattern[str]], ...]]:
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_stages.toml"))
    stages = tuple((Stage(entry["stage"]), _compiled(entry["pattern"])) for entry in data["stage"])
    return _compiled(data["not"]), stages


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(re.sub(r"\n\s*", "", pattern)))


def is_call(words: str) -> bool:
    """Return whether words that show how they met name a call, and no interview or visit beside it."""
    call, meeting = _calls()
    return call.search(words.lower()) is not None and meeting.search(words.lower()) is None


@cache
def _calls() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_stages.toml"))
    return _compiled(data["call"]), _compiled(data["meeting"])


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
