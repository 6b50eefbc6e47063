"""What each sentence of a draft stands on, and the words of the letter that the draft quotes or takes up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.draft import Channel, Draft, Ground, Source

_MAX_WORDS: Final = 1_000  # characters of a quote or sentence that are looked for
_FRAME_WORDS: Final = 8  # at most in a greeting, a closing or a heading
#: The end of a sentence; "Dr. Roth" and "z. B." go on.
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{4}[.!?…])\s+|(?<=[\d\W][.!?…])\s+|(?<=[!?…])\s+|\n+")

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

    The greeting, the closing above the user's `name`, and the headings of a phone sheet state nothing: no sentences.
    """
    result: list[Standing] = []
    body, at = _without_closing(draft.body, name), 0
    for (start, end), standing in _composed(draft):
        result += _own(body[at:start], draft, greeting, at == 0)
        result.append(standing)
        at = end
    return (*result, *_own(body[at:], draft, greeting, at == 0))


def _composed(draft: Draft) -> Iterator[tuple[Place, Standing]]:
    """Yield the composed sentences that the body still has, in the order of the body and without overlap."""
    found = ((_place_of(one.text, draft.body), one) for one in draft.sentences)
    last = 0
    for place, one in sorted(((place, one) for place, one in found if place), key=lambda pair: pair[0]):
        if place[0] >= last:
            yield place, Standing(one.text, one.grounds or (Ground(Source.COURTESY),), True)
            last = place[1]


def _place_of(sentence: str, body: str) -> Place | None:
    """Return the place of a composed sentence, which begins small after the greeting in some languages."""
    small = sentence[:1].lower() + sentence[1:]
    return place_of_quote(body, sentence) or (place_of_quote(body, small) if small != sentence else None)


def _without_closing(body: str, name: str) -> str:
    """Return the body without the name it ends with and the line of courtesy above it."""
    text = body.rstrip()
    signed = next((one for one in (name, name.partition(" ")[0]) if one and text.endswith(one)), "")
    if not signed:
        return body
    before, _, last = text.removesuffix(signed).rstrip().rpartition("\n")
    is_closing = before.endswith("\n") and len(last.split()) <= _FRAME_WORDS and not last.endswith((".", "?"))
    return before if is_closing else text.removesuffix(signed)


def _own(text: str, draft: Draft, greeting: str, first: bool) -> Iterator[Standing]:
    """Yield the sentences between two composed ones, which are the user's own; `first`: at the top of the text."""
    text = text.lstrip() if first else text
    if first and greeting and text.startswith(greeting):
        text = text[len(greeting) :].lstrip(",:! ")
        greeting = ""
    for number, part in enumerate(_SENTENCE_END.split(text)):
        words = part.strip()
        short = len(words.split()) <= _FRAME_WORDS
        is_greeting = first and number == 0 and (words == greeting or (short and words.endswith((",", ":", "!"))))
        is_heading = draft.kind.spec.channel is Channel.PHONE and short and not words.endswith((".", "?", "!"))
        if any(c.isalnum() for c in words) and not is_greeting and not is_heading:
            yield Standing(words, (), False)


def quoted_words(draft: Draft) -> tuple[str, ...]:
    """Return the words of the letter that the draft stands on, of the sentences the user did not change."""
    grounds = (ground for _, one in _composed(draft) for ground in one.grounds)
    return tuple(dict.fromkeys(g.quote for g in grounds if g.source is Source.LETTER and g.quote.strip()))
