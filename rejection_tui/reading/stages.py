"""How far an application had come, by the words a letter thanks for."""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.cues import compiled


@cache
def _rules() -> tuple[re.Pattern[str], tuple[tuple[Stage, re.Pattern[str]], ...]]:
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_stages.toml"))
    stages = tuple((Stage(entry["stage"]), compiled(entry["pattern"], {})) for entry in data["stage"])
    return compiled(data["not"], {}), stages


def stage(text: str, folded: str) -> tuple[Stage, str]:
    """Return the stage reached and the words that say so; `application` with no words when none do."""
    mute, stages = _rules()
    heard: dict[Stage, str] = {}
    for reached, pattern in stages:
        for match in pattern.finditer(folded):
            begin = max(folded.rfind("\n", 0, match.start()) + 1, match.start() - 60)
            if not mute.search(folded, begin, match.start()):
                heard[reached] = text[match.start() : match.end()]
                break
    if Stage.FINAL in heard:
        return Stage.FINAL, heard[Stage.FINAL]
    screened = heard.get(Stage.SCREENING, "")
    if Stage.INTERVIEW in heard and not (screened and heard[Stage.INTERVIEW].lower() in screened.lower()):
        return Stage.INTERVIEW, heard[Stage.INTERVIEW]
    return (Stage.SCREENING, screened) if screened else (Stage.APPLICATION, "")
