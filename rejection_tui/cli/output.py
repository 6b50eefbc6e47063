"""Output of the commands: clean text and JSON. All their output goes through this module."""

import io
import re
import shlex
import sys
from pathlib import Path
from typing import Any, Final

import click

from rejection_tui.domain.text import clean

#: Maintenance commands as named in messages.
_COMMAND: Final = re.compile(r"\brejtui (?=(?:backups?|doctor|merge|restore)\b)")
#: What stands for a character in an encoding that lacks it.
_LIKE: Final = {
    **{"–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "×": "x", "\u00a0": " "},
    **{"○": ".", "◔": "~", "◑": "/", "●": "x", "✓": "x", "·": ".", "∅": "0"},
}
#: Of the verbs that tell of rejections; set REJTUI_PLAIN=1 to have it always.
PLAIN: Final = click.option(
    "--plain", is_flag=True, envvar="REJTUI_PLAIN", help="Whole sentences, no columns or marks; for screen readers."
)


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
    """Return text with what the encoding of the stream lacks replaced: marks and quotes by their like, else by "?"."""
    stream = sys.stderr if err else sys.stdout
    encoding = (stream.encoding if stream is not None else "") or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_like(character, encoding) for character in text)
    return text


def _like(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return _LIKE.get(character, "?")
    return character


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
