"""Tables in the shell: whole in a pipe, fitted to a terminal; where that is too narrow, each row is told in lines."""

import re
import shutil
import sys
from collections.abc import Collection, Sequence
from typing import Final

from rejection_tui.cli.output import say
from rejection_tui.domain.text import clean_line

#: Text of characters known to take one column each, so that no width table is needed.
_NARROW: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff–—…‘’“”○◐◑◔●]*")
_GAP: Final = "  "
#: The fewest columns a cell of prose may be cut to.
_LEAST: Final = 16
#: In a pipe a column of prose is not padded further than this; a longer cell moves the rest of its own row only.
_PADDED: Final = 40


def table(rows: Sequence[Sequence[str]], heads: Sequence[str], prose: Collection[str] = ()) -> None:
    """Print rows under heads.

    On a terminal that is too narrow only the columns named in `prose` are cut, with an ellipsis, and when that would
    leave too little of them, every row is told in lines of its own, whole. In a pipe nothing is cut.
    """
    cells = [[clean_line(cell) for cell in row] for row in rows]
    width = shutil.get_terminal_size().columns if _is_terminal() else None
    for line in laid_out(cells, heads, {n for n, head in enumerate(heads) if head in prose}, width):
        say(line)


def laid_out(
    rows: Sequence[Sequence[str]], heads: Sequence[str], prose: Collection[int], width: int | None
) -> list[str]:
    """Return the lines of a table `width` columns wide, as wide as it has to be for None; `prose`: what may be cut."""
    everything = [list(heads), *map(list, rows)]
    widths = [max(map(cell_width, column)) for column in zip(*everything, strict=True)]
    if width is None:
        most = [_PADDED if n in prose else size for n, size in enumerate(widths)]
        return [_line(row, list(map(min, widths, most))) for row in everything]
    room = width - len(_GAP) * (len(heads) - 1) - sum(size for n, size in enumerate(widths) if n not in prose)
    fitted = shared({n: widths[n] for n in prose}, room)
    if any(size < min(widths[n], _LEAST) for n, size in fitted.items()) or (room < 0 and not prose):
        return [line for row in rows for line in told(row, heads, width)]
    widths = [fitted.get(n, size) for n, size in enumerate(widths)]
    return [_line([cut(cell, size) for cell, size in zip(row, widths, strict=True)], widths) for row in everything]


def shared(wanted: dict[int, int], room: int) -> dict[int, int]:
    """Return how many of `room` columns each gets: what it wants if possible, the widest ones give way together."""
    left, given = room, {}
    for place, (name, size) in enumerate(sorted(wanted.items(), key=lambda item: item[1])):
        given[name] = max(min(size, left // (len(wanted) - place)), 0)
        left -= given[name]
    return given


def told(row: Sequence[str], heads: Sequence[str], width: int) -> list[str]:
    """Return one row as lines: its first two cells, then each other cell that is not empty behind its head."""
    from textwrap import wrap

    first = _GAP.join(cell for cell in row[:2] if cell)
    rest = "; ".join(f"{head} {cell}" for head, cell in zip(heads[2:], row[2:], strict=True) if cell)
    inner = max(width - 4, 20)
    lines = [*wrap(first, max(width, 20), subsequent_indent="    ")]
    return lines + wrap(rest, inner, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def cell_width(text: str) -> int:
    """Return how many columns of a terminal a line takes; Chinese characters take two."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return a line of at most `width` columns; what was cut shows as an ellipsis."""
    if cell_width(text) <= width:
        return text
    kept = text[: max(width - 1, 0)]
    while cell_width(kept) > width - 1 and kept:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if width > 0 else ""


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * max(size - cell_width(cell), 0) for cell, size in zip(row, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
