"""Output of the commands: clean text, tables and JSON. All their output goes through this module."""

import io
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from rejection_tui.domain.text import clean, clean_line

#: Maintenance commands as named in messages.
_COMMAND: Final = re.compile(r"\brejtui (?=(?:backups?|doctor|merge|restore)\b)")
#: The width of tables when the output is no terminal.
WIDTH: Final = 200
#: Text of characters known to take one column each, so that no width table is needed.
_NARROW: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff–—…‘’“”○◐◑●]*")


def say(text: str = "", err: bool = False) -> None:
    """Print text cleaned of terminal sequences; line breaks are kept."""
    click.echo(_encodable(clean(text), err), err=err)


def replace_unencodable() -> None:
    """Make standard output and error print a question mark for characters their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="replace")


def with_db(sentence: str, db: Path | None) -> str:
    """Return a message in which the commands to type have the same --db option as this one."""
    if db is None:
        return sentence
    return _COMMAND.sub(f"rejtui --db {shlex.quote(str(db))} ".replace("\\", r"\\"), sentence)


def _encodable(text: str, err: bool) -> str:
    stream = sys.stderr if err else sys.stdout
    encoding = (stream.encoding if stream is not None else "") or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def counted(number: int, noun: str) -> str:
    """Return "1 bullet", "2 bullets"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def say_json(value: object) -> None:
    """Print one JSON value on one line, in ASCII, so that no terminal or pipe can misread it."""
    import json

    click.echo(json.dumps(jsonable(value), ensure_ascii=True))


def jsonable(value: Any) -> Any:
    """Return records, dates and paths as plain JSON values."""
    from rejection_tui.domain.codec import to_plain

    return to_plain(value)


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
    """Print rows under heads in columns that fit the terminal; a cut cell ends in an ellipsis."""
    cells = [[clean_line(cell) for cell in row] for row in rows]
    lines = None if _is_terminal() else _plain_table([list(heads), *cells])
    if lines is None:
        _rich_table(cells, heads)
    else:
        click.echo(_encodable("\n".join(lines), err=False))


def _is_terminal() -> bool:
    forced = any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"))
    return forced or sys.stdout is None or sys.stdout.isatty()


def _plain_table(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the lines of a table that fits as it is; None when a cell must be cut or a character may be wide."""
    if not all(_NARROW.fullmatch(cell) for row in rows for cell in row):
        return None
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        return None
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def _rich_table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        grid.add_column(Text(head), overflow="ellipsis", no_wrap=True)
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else WIDTH
    Console(highlight=False, markup=False, emoji=False, width=width).print(grid)
