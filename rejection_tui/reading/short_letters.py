"""Finds the language of a letter of a few words, where articles and prepositions are too few to count."""

import re
import tomllib
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.letter import Letter

_SHORT: Final = 60  # words up to which a letter is looked at again
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")
_SURELY: Final = 2  # by how much more another language must be ahead of one that was told by its small words
_LETTER: Final = 2  # what a character that is one language's own counts


@cache
def _cues() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/short_letters.toml"))
    return {name: (frozenset(entry["words"].split()), frozenset(entry["letters"])) for name, entry in table.items()}


def language_of_short(letter: Letter, language: str) -> str:
    """Return the language of a short letter, that may have been found to be another for want of words."""
    words = [word.replace("’", "'") for word in _WORD.findall(f"{letter.subject} {letter.body[:1000]}".lower())]
    if not words or len(words) > _SHORT or language not in _cues():
        return language
    known = set(words)
    seen = set("".join(words))
    counts = {name: len(known & cues) + _LETTER * bool(seen & letters) for name, (cues, letters) in _cues().items()}
    best = max(counts, key=lambda name: counts[name])
    ahead = 1 if language == "en" else _SURELY
    return best if counts[best] > counts[language] + ahead else language
