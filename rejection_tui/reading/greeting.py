"""The lines a letter begins and ends with: who is greeted, and the valediction above the name."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from rejection_tui.content import read


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(read("phrases/extract_greetings.toml"))
    return re.compile(table["signoff"]), re.compile(table["greeting"])


def is_signoff(line: str) -> bool:
    """Return whether a line is a valediction ("Kind regards")."""
    return len(line) <= 70 and bool(_patterns()[0].match(line))


def is_greeting(line: str) -> bool:
    """Return whether a line begins with a word of greeting."""
    return bool(_patterns()[1].match(line[:60]))


def greeting_lines(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the lines that greet: the first with a word of greeting, else a short one with a comma."""
    top = range(min(len(lines), 14))
    worded = [index for index in top if is_greeting(lines[index])]
    if worded:
        return worded[:1]
    return [i for i in top if len(lines[i]) < 40 and lines[i].endswith((",", "!", ":")) and len(lines) > i + 1][:1]
