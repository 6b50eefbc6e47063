"""What refusals hold beside their formulas: kinds of words that together tell what no sentence of the letter says."""

import re
import tomllib
from functools import cache

from rejection_tui.content import read
from rejection_tui.domain.letter import Evidence
from rejection_tui.mail.cues import compiled, cue_set

_OUTCOME = frozenset({"other", "decision", "lack"})
_SHOWN = 160  # characters of a sentence shown as evidence


@cache
def kinds(language: str) -> dict[str, re.Pattern[str]]:
    """Return the kinds of signs of one language, compiled; empty for a language without any."""
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/detect_signs.toml"))
    return {name: compiled(pattern, {}) for name, pattern in table.get(language, {}).items()}


def heard(folded: str, language: str) -> int:
    """Return how many kinds of signs a folded text holds.

    0 when it asks, sets conditions, or tells of no outcome; one fewer when it speaks of nothing the reader did.
    """
    signs = kinds(language)
    if not signs or "?" in folded or cue_set(language).mask.search(folded):
        return 0
    said = {name for name, pattern in signs.items() if pattern.search(folded)}
    return len(said) - ("past" not in said) if len(said & _OUTCOME) >= 2 else 0


def telling(text: str, folded: str, language: str, weight: float) -> Evidence:
    """Return the sentence that holds most kinds of signs, as evidence of `weight`."""
    best, most, start = (0, 0), -1, 0
    for sentence in folded.split("\n"):
        count = sum(bool(pattern.search(sentence)) for pattern in kinds(language).values())
        if count > most:
            best, most = (start, min(start + len(sentence), start + _SHOWN)), count
        start += len(sentence) + 1
    return Evidence(text[best[0] : best[1]], f"{language}.signs", weight, best[0], best[1])
