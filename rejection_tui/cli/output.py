"""What the commands print: clean text, tables, JSON. The one place where text leaves for the terminal."""

import io
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from rejection_tui.domain.text import clean, clean_line

#: The commands that our sentences name for the care of the file.
_TYPE: Final = re.compile(r"\brejtui (?=(?:backups?|doctor|merge|restore)\b)")


def say(text: str = "", err: bool = False) -> None:
    """Print text with line breaks kept and everything a terminal could act on removed."""
    click.echo(_fitting(clean(text), err), err=err)


def spare_encodings() -> None:
    """Let a terminal that cannot show a character show a question mark, whoever prints it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="replace")


def with_db(sentence: str, db: Path | None) -> str:
    """Return a sentence whose commands to type name the file that was named with --db."""
    if db is None:
        return sentence
    return _TYPE.sub(f"rejtui --db {shlex.quote(str(db))} ".replace("\\", r"\\"), sentence)


def _fitting(text: str, err: bool) -> str:
    stream = sys.stderr if err else sys.stdout
    encoding = (stream.encoding if stream is not None else "") or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def counted(number: int, noun: str) -> str:
    """Return "1 bullet", "2 bullets"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def say_json(value: object) -> None:
    """Print one JSON value on one line, ASCII-safe, so that no terminal and no pipe can be hurt by it."""
    import json

    click.echo(json.dumps(jsonable(value), ensure_ascii=True))


def jsonable(value: Any) -> Any:
    """Return records, dates and paths as plain JSON values."""
    from rejection_tui.domain.plain import to_plain

    return to_plain(value)


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
    """Print rows under heads in columns that fit the terminal; a cut cell ends in an ellipsis."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        grid.add_column(Text(head), overflow="ellipsis", no_wrap=True)
    for row in rows:
        grid.add_row(*(Text(clean_line(c)) for c in row))
    width = None if sys.stdout.isatty() else 200
    Console(highlight=False, markup=False, emoji=False, width=width).print(grid)
