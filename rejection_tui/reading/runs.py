"""Finds the names in running text: words written large after a small one, with the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from rejection_tui.reading.languages import is_small_word
from rejection_tui.reading.view import Part

_MOST, _LONGEST = 14, 6  # runs of a letter, and words of a run, that are looked at
_INSIDE = frozenset(
    {"&", "of", "and", "de", "du", "des", "la", "da", "do", "di", "del", "della", "van", "und", "y", "e"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words written large: their text, the line, and the folded words before (two, then one) and after."""

    text: str
    line: str
    before: tuple[str, str]
    after: str


def runs(part: Part) -> list[Run]:
    """Return the runs of large words of a body that a small word stands before."""
    found = []
    for run in _runs(part):
        found.append(run)
        if len(found) >= _MOST:
            break
    return found


def _runs(part: Part) -> Iterator[Run]:
    words, folded = part.words, part.folded
    for line_number, line in enumerate(part.lines):
        if line.zone in {"sign", "foot", "off"}:
            continue
        i = line.first + 1
        while i < line.stop:
            if not words[i][0].isupper() or words[i - 1][0].isupper() or not is_small_word(folded[i - 1]):
                i += 1
                continue
            stop = i + 1
            while stop < min(line.stop, i + _LONGEST):
                large = words[stop][0].isupper()
                linked = words[stop].lower() in _INSIDE and stop + 1 < line.stop and words[stop + 1][0].isupper()
                if not large and not linked:
                    break
                stop += 1
            earlier = folded[i - 2] if i - 2 >= line.first else "^"
            after = folded[stop] if stop < line.stop else "$"
            yield Run(part.surface(i, stop), part.line_text(line_number), (earlier, folded[i - 1]), after)
            i = stop
