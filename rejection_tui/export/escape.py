"""The user's and other people's words inside Markdown: always text, never a heading, link, image, table or HTML."""

import re
from typing import Final

from rejection_tui.domain.text import clean, clean_line

#: Marks with a meaning anywhere in a line of CommonMark, of GitHub's dialect, or of the mathematics some viewers add.
_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>&|~$@#^{}])")
#: A colon or point that would make an address of what stands around it.
_ADDRESS: Final = re.compile(r"(?<=\w)([:.])(?=[\w/\\])")
_STARTS: Final = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")


def inline(text: str, limit: int = 500) -> str:
    """Return `text` as one line of Markdown that shows it literally."""
    return _escaped(clean_line(text, limit))


def block_quote(text: str) -> str:
    """Return `text` as a block quote, line for line, each shown literally; a blank line stays a paragraph's end."""
    rows = [_escaped(row.strip()) for row in clean(text).strip("\n").split("\n")]
    lines = []
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        lines.append(f"> {row}\\" if row and after else f"> {row}".rstrip())
    return "\n".join(lines)


def _escaped(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    line = _ADDRESS.sub(lambda m: m[1] if _is_figure(line, m.start()) else f"\\{m[1]}", line)
    return _STARTS.sub(lambda m: f"{m[1]}" if m[1].isdigit() else f"\\{m[1]}", _numbered(line))


def _is_figure(line: str, place: int) -> bool:
    """Return whether the mark stands between digits, as in 3.2 or 10:30, and can be left alone."""
    return line[place - 1].isdigit() and line[place + 1 : place + 2].isdigit()


def _numbered(line: str) -> str:
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", line)
