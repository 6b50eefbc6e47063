"""The themes of answers, and words in the user's notes that argue with one."""

import re
import tomllib
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.drafting.phrases import hits

_MAX_TEXT: Final = 20_000


@cache
def theme_patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each packaged theme by its name."""
    themes = tomllib.loads(content.read("phrases/feedback_themes.toml"))["theme"]
    return {theme["name"]: re.compile(theme["pattern"], re.IGNORECASE) for theme in themes}


def argues(text: str) -> tuple[Finding, ...]:
    """Return the words in the user's notes that argue with an answer, as warnings."""
    text = text[:_MAX_TEXT]
    found = [
        Finding(
            "argues", Severity.WARN, phrase.message, text[match.start() : match.end()], *match.span(), phrase.instead
        )
        for phrase, match in hits("feedback_arguing", text)
    ]
    return tuple(sorted(found, key=lambda finding: finding.start))
