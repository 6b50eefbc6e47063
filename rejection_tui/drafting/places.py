"""Open places: sentences the user completes in a second, offered where the letter calls for what no program knows."""

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.language import Language
from rejection_tui.domain.record import replace

_OPEN: Final = re.compile(r"\[[^\]\n]{1,60}\]")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with an open place in brackets, and the conditions of which one calls for it."""

    id: str
    when: tuple[str, ...]
    text: str


@cache
def _places(base: str) -> tuple[Place, ...]:
    data = tomllib.loads(content.read("clauses/places.toml"))
    return tuple(Place(entry["id"], tuple(entry["when"]), entry[base]) for entry in data["place"])


def places_for(language: Language, conditions: Container[str], body: str) -> tuple[Place, ...]:
    """Return the open places a letter calls for, those left out that the body has already."""
    called_for = (place for place in _places(language.base) if any(name in conditions for name in place.when))
    return tuple(place for place in called_for if _OPEN.split(place.text)[0].strip() not in body)


def with_place(draft: Draft, place: Place, quotes: Container[str]) -> Draft:
    """Return the draft with the sentence: behind one that stands on one of `quotes`, else before the closing."""
    for sentence in reversed(draft.sentences):
        at = draft.body.find(sentence.text[1:])
        if at >= 0 and any(ground.quote and ground.quote in quotes for ground in sentence.grounds):
            end = at + len(sentence.text) - 1
            return replace(draft, body=f"{draft.body[:end]} {place.text}{draft.body[end:]}")
    paragraphs = draft.body.rstrip().split("\n\n")
    at = max(1, len(paragraphs) - 1)
    return replace(draft, body="\n\n".join([*paragraphs[:at], place.text, *paragraphs[at:]]))


def open_place(body: str) -> tuple[int, int] | None:
    """Return where the first open place of a text is, with its brackets; None when there is none."""
    match = _OPEN.search(body)
    return match.span() if match else None
