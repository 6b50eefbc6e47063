"""What each sentence of a draft stands on, and the words of the letter that the draft quotes or takes up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.draft import Draft, Ground, Source

_MAX_WORDS: Final = 1_000  # characters of a quote or sentence that are looked for
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """One sentence of a text; `composed` is False for the user's own, which stand on nothing but the user."""

    text: str
    grounds: tuple[Ground, ...]
    composed: bool


def place_of_quote(text: str, quote: str) -> Place | None:
    """Return the place of a quote in a text, whose line breaks and blanks may be others; None when it is not there."""
    words = quote[:_MAX_WORDS].split()
    if not words:
        return None
    if (at := text.find(quote[:_MAX_WORDS].strip())) >= 0:
        return at, at + len(quote[:_MAX_WORDS].strip())
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


def standings(draft: Draft, greeting: str = "", name: str = "") -> tuple[Standing, ...]:
    """Return the sentences of the draft's body in their order, each with what it stands on.

    The greeting and the user's name are not sentences: they are left out where the composer did not write them.
    """
    result: list[Standing] = []
    at = 0
    for (start, end), standing in _composed(draft):
        result += _own(draft.body[at:start], (greeting, name))
        result.append(standing)
        at = end
    return (*result, *_own(draft.body[at:], (greeting, name)))


def _composed(draft: Draft) -> Iterator[tuple[Place, Standing]]:
    """Yield the composed sentences that the body still has, in the order of the body and without overlap."""
    found = ((place_of_quote(draft.body, one.text), one) for one in draft.sentences)
    last = 0
    for place, one in sorted(((place, one) for place, one in found if place), key=lambda pair: pair[0]):
        if place[0] >= last:
            yield place, Standing(one.text, one.grounds or (Ground(Source.COURTESY),), True)
            last = place[1]


def _own(text: str, known: Sequence[str]) -> Iterator[Standing]:
    for part in _SENTENCE_END.split(text):
        words = part.strip()
        if any(c.isalnum() for c in words) and words not in known:
            yield Standing(words, (), False)


def quoted_words(draft: Draft) -> tuple[str, ...]:
    """Return the words of the letter that the draft stands on, of the sentences the user did not change."""
    grounds = (ground for _, one in _composed(draft) for ground in one.grounds)
    return tuple(dict.fromkeys(g.quote for g in grounds if g.source is Source.LETTER and g.quote.strip()))
