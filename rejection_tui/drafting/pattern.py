"""The syntax of templates: {field}, and [[with {field}|without]], whose second part is used when a field is unknown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.drafting.fields import known_fields

_CHOICE: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BRACES: Final = re.compile(r"\{([^{}\n]*)\}")


class PatternError(ValueError):
    """A template cannot be read; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field to fill in."""

    name: str


Flat = tuple[Text | Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Two ways to write a part: `full` when all its fields are known, `bare` otherwise."""

    full: Flat
    bare: Flat


Pieces = tuple[Text | Placeholder | Alternative, ...]


def parse(text: str, first_line: int = 1) -> Pieces:
    """Return the pieces of a template; raise `PatternError` naming what is wrong and the line."""
    pieces: list[Text | Placeholder | Alternative] = []
    at = 0
    for match in _CHOICE.finditer(text):
        line = first_line + text.count("\n", 0, match.start())
        pieces += _flat(text[at : match.start()], first_line + text.count("\n", 0, at))
        full, _, bare = match.group(1).partition("|")
        if "[[" in full or "|" in bare:
            raise PatternError("[[ ]] holds two halves at most, with one | between, and no second [[", line)
        pieces.append(Alternative(_flat(full, line), _flat(bare, line)))
        at = match.end()
    pieces += _flat(text[at:], first_line + text.count("\n", 0, at))
    return tuple(pieces)


def _flat(text: str, line: int) -> Flat:
    pieces: list[Text | Placeholder] = []
    at = 0
    for match in _BRACES.finditer(text):
        name = match.group(1).strip()
        here = line + text.count("\n", 0, match.start())
        if name not in known_fields():
            raise PatternError(f"{{{name}}} is not a field; known are {', '.join(sorted(known_fields()))}", here)
        pieces += [_text(text[at : match.start()], line + text.count("\n", 0, at)), Placeholder(name)]
        at = match.end()
    pieces.append(_text(text[at:], line + text.count("\n", 0, at)))
    return tuple(p for p in pieces if not isinstance(p, Text) or p.text)


def _text(text: str, line: int) -> Text:
    for mark in ("{", "}", "[[", "]]"):
        if mark in text:
            raise PatternError(f"{mark} stands alone", line + text.count("\n", 0, text.index(mark)))
    return Text(text)


def render(pieces: Pieces, known: Mapping[str, str], spell: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """Return the filled text and the names of the fields that were needed and are unknown."""
    missing: list[str] = []
    flat: list[Text | Placeholder] = []
    for piece in pieces:
        if isinstance(piece, Alternative):
            known_all = all(known.get(p.name) for p in piece.full if isinstance(p, Placeholder))
            flat += piece.full if known_all else piece.bare
        else:
            flat.append(piece)
    text = ""
    for part in flat:
        text = _joined(text, spell(part.text) if isinstance(part, Text) else _value(part.name, known, spell, missing))
    return text, tuple(dict.fromkeys(missing))


def _value(name: str, known: Mapping[str, str], spell: Callable[[str], str], missing: list[str]) -> str:
    if known.get(name):
        return known[name]
    info = known_fields()[name]
    if not info.fallback:
        missing.append(name)
    return spell(info.fallback) or info.placeholder


def _joined(before: str, after: str) -> str:
    """Join two texts; "Acme Inc." at the end of a sentence gets no second full stop."""
    return before + (after[1:] if before.endswith(".") and after.startswith(".") else after)
