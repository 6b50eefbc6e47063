"""Cuts a draft into its sentences, each with its place."""

import re
from dataclasses import dataclass
from typing import Final

from rejection_tui.drafting.wording import ends_in_abbreviation

#: Where a sentence may end: an empty line, a line break before a list mark or a name, a mark and a blank.
_BREAK: Final = re.compile(
    r"\n\s*\n|\n(?=[ \t]*[-*•–] )|(?<=[.!?…])[\"”»’)]*\s+(?=[\"“„«¿¡(]?[^\W_])|(?<=[,:!])[ \t]*\n"
)
_MOST: Final = 200  # sentences that are looked at


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence at `start` to `end` of the draft, its line breaks made blanks."""

    start: int
    end: int
    text: str


def pieces(body: str) -> tuple[Piece, ...]:
    """Return the sentences of a draft in order; a line of greeting and the lines of the closing are one each."""
    found: list[Piece] = []
    start = 0
    for match in [*_BREAK.finditer(body), None]:
        end = match.start() if match else len(body)
        words = body[start:end]
        if match and "\n" not in match.group() and ends_in_abbreviation(words):
            continue
        if stripped := words.strip():
            at = start + words.index(stripped)
            found.append(Piece(at, at + len(stripped), " ".join(stripped.split())))
        start = match.end() if match else end
    return tuple(found[:_MOST])
