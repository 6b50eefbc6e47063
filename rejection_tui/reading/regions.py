"""Finds the region of a letter's language (German of Austria, Spanish of Mexico) by addresses, spelling and words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.language import Language, language_of
from rejection_tui.domain.letter import Letter

_LOOK: Final = 12_000  # characters of a letter that are looked at
_DOMAIN, _SIGN, _SURE, _WORD = 6, 3, 2, 1  # what a finding counts
_FORMS: Final = 3  # forms of words that count at most
_AHEAD: Final = 2  # by how much a region must be ahead of the next
_ADDRESS: Final = re.compile(r"(?:@|https?://|www\.)[\w.-]{1,80}\.(?P<end>[a-z]{2,6})\b")


@dataclass(frozen=True, slots=True)
class _Cues:
    """What speaks for one region; each thing counts once a letter."""

    domains: frozenset[str]
    signs: tuple[str, ...]
    sure: re.Pattern[str]
    words: re.Pattern[str]
    forms: re.Pattern[str] | None

    def worth(self, text: str, domains: frozenset[str]) -> int:
        """Return how much of a text in lower case, with these ends of addresses, speaks for the region."""
        return (
            _DOMAIN * bool(self.domains & domains)
            + _SIGN * sum(sign in text for sign in self.signs)
            + _SURE * len(set(self.sure.findall(text)))
            + _WORD * len(set(self.words.findall(text)))
            + _WORD * min(_FORMS, len(set(self.forms.findall(text))) if self.forms else 0)
        )


@cache
def _cues() -> dict[Language, _Cues]:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/regions.toml"))
    return {
        Language(code): _Cues(
            frozenset(_listed(entry["domains"])),
            _listed(entry["signs"]),
            _pattern(entry["sure"]),
            _pattern(entry["words"]),
            re.compile(rf"(?<!\w){entry['pattern']}(?!\w)") if "pattern" in entry else None,
        )
        for code, entry in table.items()
    }


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(word).replace(r"\*", r"\w{0,12}") for word in _listed(words)]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")(?!\w)")


def region(letter: Letter, language: str) -> Language | None:
    """Return the language with the region a letter is of; None when nothing, or not enough, tells which.

    `language`: the letter's, without region ("de").
    """
    known = [one for one in Language if one.base == language]
    if len(known) < 2:
        return known[0] if known else None
    text = f"{letter.subject}\n{letter.sender_email}\n{letter.body}"[:_LOOK].lower()
    domains = frozenset(match["end"] for match in _ADDRESS.finditer(text))
    ranked = sorted(((_cues()[one].worth(text, domains), one) for one in known), key=lambda pair: -pair[0])
    return ranked[0][1] if ranked[0][0] >= ranked[1][0] + _AHEAD else None


def language_with_region(letter: Letter, language: str, otherwise: Language) -> Language:
    """Return the language in which a letter is answered; where it does not tell the region, that of `otherwise`.

    `otherwise` is taken whole for a language no draft is written in.
    """
    return region(letter, language) or language_of(language, otherwise)
