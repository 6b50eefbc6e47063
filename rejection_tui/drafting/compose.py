"""Composes a draft: the chosen template, filled with the known facts, in British or American English."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rejection_tui.domain.draft import Channel, DraftKind
from rejection_tui.domain.text import utf16_length
from rejection_tui.drafting.fields import Fields, values
from rejection_tui.drafting.pattern import Pieces, render
from rejection_tui.drafting.templates import Template, american, chosen

_SPACES: Final = re.compile(r"[ \t]+\n|[ \t]{2,}")
_GAPS: Final = re.compile(r"\n{3,}")
_WORD: Final = re.compile(r"[A-Za-z]+")
LINKEDIN_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed draft: `missing` names the fields left as placeholders, `template` the template used."""

    subject: str
    body: str
    missing: tuple[str, ...] = ()
    template: str = ""


def compose(
    kind: DraftKind,
    fields: Fields,
    *,
    english: str = "en-GB",
    user_folder: Path | None = None,
    variant: int = 0,
    linkedin_limit: int = LINKEDIN_LIMIT,
) -> Composed:
    """Return the draft of `kind` for `fields`; raise `ConfigError` for a broken template of the user's.

    A LinkedIn note over its limit (in UTF-16 units) is shortened: first the month is left out, then the role.
    """
    fields = replace(fields, english=english)
    template = chosen(kind, fields, variant, user_folder)
    draft = _filled(template, fields)
    if kind.spec.channel is Channel.LINKEDIN:
        for shorter in (replace(fields, month=""), replace(fields, month="", role="")):
            if utf16_length(draft.body) > linkedin_limit:
                draft = _filled(template, shorter)
    return draft


def _filled(template: Template, fields: Fields) -> Composed:
    us = fields.english == "en-US"
    spell = _american if us else _plain
    known = values(fields)
    if us and (title := known["first_name"].partition(" "))[0] in american("titles"):
        known["first_name"] = f"{american('titles')[title[0]]} {title[2]}"
    subject, missing = _text(template.subject, known, spell)
    body, also = _text(template.body, known, spell)
    return Composed(" ".join(subject.split()), body, tuple(dict.fromkeys([*missing, *also])), template.name)


def _text(pieces: Pieces, known: dict[str, str], spell: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    text, missing = render(pieces, known, spell)
    text = _SPACES.sub(lambda m: "\n" if m.group().endswith("\n") else " ", text)
    return _GAPS.sub("\n\n", text).strip(), missing


def _plain(text: str) -> str:
    return text


def _american(text: str) -> str:
    return _WORD.sub(_american_word, text)


def _american_word(match: re.Match[str]) -> str:
    word = match.group()
    words = american("words")
    if word in words:
        return words[word]
    low = words.get(word.lower(), "")
    return low.capitalize() if low else word
