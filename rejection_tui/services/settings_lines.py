"""Changes one line of a TOML file and leaves every other byte as it is; a file it does not understand is left alone."""

import copy
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

_HEAD = re.compile(r"\s*\[")
#: A value on one line: a string, a list without brackets inside, or a bare word; then what follows it.
_VALUE: Final = r"""("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\[\]]*\]|[^\s"'\[{#]+)(\s*(?:\#.*)?)"""


def edited(text: str, section: str, key: str, value: str) -> str | None:
    """Return the text with `value`, which is TOML, for a key; None when the line cannot be changed safely.

    What comes out is parsed, and taken only when it says what the old text said, except for this one value.
    """
    try:
        before = tomllib.loads(text.removeprefix("\ufeff"))
        wanted = tomllib.loads(f"value = {value}")["value"]
        after = _with_line(text, section, key, value)
        if after is None or tomllib.loads(after.removeprefix("\ufeff")) != _expected(before, section, key, wanted):
            return None
    except (ValueError, RecursionError):
        return None
    return after


def _expected(before: Mapping[str, Any], section: str, key: str, wanted: object) -> dict[str, Any] | None:
    expected = copy.deepcopy(dict(before))
    entries = expected.setdefault(section, {})
    if not isinstance(entries, dict):
        return None
    entries[key] = wanted
    return expected


def _with_line(text: str, section: str, key: str, value: str) -> str | None:
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    head = re.compile(rf"\ufeff?\s*\[\s*{re.escape(section)}\s*\]\s*(#.*)?$")
    start = next((n for n, line in enumerate(lines) if head.match(line.rstrip("\r\n"))), None)
    if start is None:
        gap = "" if not text.strip("\ufeff\r\n\t ") else end if text.endswith("\n") else end * 2
        return f"{text}{gap}[{section}]{end}{key} = {value}{end}"
    place = start
    for n in range(start + 1, len(lines)):
        line = lines[n].rstrip("\r\n")
        if _HEAD.match(line):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", line):
            match = re.fullmatch(rf"(\s*{re.escape(key)}\s*=\s*){_VALUE}", line)
            if match is None:
                return None
            lines[n] = f"{match[1]}{value}{match[3]}{lines[n][len(line) :]}"
            return "".join(lines)
        if line.strip() and not line.lstrip().startswith("#"):
            place = n
    if not lines[place].endswith("\n"):
        lines[place] += end
    lines.insert(place + 1, f"{key} = {value}{end}")
    return "".join(lines)
