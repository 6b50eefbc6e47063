"""Columns of text on a page: as wide as their words need, and words broken only where no column can hold them."""

import re
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

#: Where a word may be broken without a hyphen.
_JOINTS: Final = re.compile(r"[-/@_]")


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how many cells each column gets of `room`, from the cells of text in it.

    Each gets the width of its longest word; the widest get less where that is too much. What is left goes to those
    whose lines need it most. Words are what stands between spaces; a no-break space is part of one.
    """
    lines = [[line for cell in column for line in cell.split("\n")] for column in columns]
    whole = [max((cell_len(line) for line in one), default=1) or 1 for one in lines]
    least = [max((cell_len(word) for line in one for word in line.split(" ")), default=1) or 1 for one in lines]
    most = next((cap for cap in range(max(least), 1, -1) if sum(min(cap, one) for one in least) <= room), 1)
    widths = [min(one, most) for one in least]
    for _ in range(room - sum(widths)):
        needs = [wanted - got for wanted, got in zip(whole, widths, strict=True)]
        if max(needs) <= 0:
            break
        widths[needs.index(max(needs))] += 1
    return widths


def with_breaks(text: str, width: int) -> str:
    """Return text with line breaks in the words that are wider than `width`, with a hyphen where they have none.

    Words with characters two cells wide, or of none, are left as they are.
    """
    return "\n".join(" ".join(_broken(word, width) for word in line.split(" ")) for line in text.split("\n"))


def _broken(word: str, width: int) -> str:
    if width < 2 or cell_len(word) != len(word):
        return word
    pieces = []
    while len(word) > width:
        joints = [found.end() for found in _JOINTS.finditer(word, 0, width)]
        at = joints[-1] if joints else width - 1
        pieces.append(word[:at] if joints else f"{word[:at]}-")
        word = word[at:]
    return "\n".join([*pieces, word])
