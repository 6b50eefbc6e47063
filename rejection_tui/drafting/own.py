"""Fills a template of the user's own with the known facts; in American English its British words are changed."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from rejection_tui.domain.draft import Channel, DraftKind
from rejection_tui.domain.text import utf16_length
from rejection_tui.drafting.fields import Fields, values
from rejection_tui.drafting.pattern import Pieces, render
from rejection_tui.drafting.templates import Template, american, own_template

_SPACES: Final = re.compile(r"[ \t]+\n|[ \t]{2,}")
_GAPS: Final = re.compile(r"\n{3,}")
_WORD: Final = re.compile(r"[A-Za-z]+")
#: Subject, body, the names of the fields left as placeholders, the template's name, and how many templates there are.
OwnDraft = tuple[str, str, tuple[str, ...], str, int]


def own_draft(kind: DraftKind, fields: Fields, turn: int, folder: Path | None, linkedin_limit: int) -> OwnDraft | None:
    """Return a draft of `kind` from the user's own template; None without one; raise `ConfigError` for a broken one.

    A LinkedIn note over its limit (in UTF-16 units) is shortened: first the month is left out, then the role.
    """
    found = own_template(kind, fields, turn, folder)
    if found is None:
        return None
    template, count = found
    subject, body, missing = _filled(template, fields)
    if kind.spec.channel is Channel.LINKEDIN:
        for shorter in (replace(fields, month=""), replace(fields, month="", role="")):
            if utf16_length(body) > linkedin_limit:
                subject, body, missing = _filled(template, shorter)
    return subject, body, missing, template.name, count


def _filled(template: Template, fields: Fields) -> tuple[str, str, tuple[str, ...]]:
    us = fields.english == "en-US"
    spell = _american if us else _plain
    known = values(fields)
    if us and (title := known["first_name"].partition(" "))[0] in american("titles"):
        known["first_name"] = f"{american('titles')[title[0]]} {title[2]}"
    subject, missing = _text(template.subject, known, spell)
    body, also = _text(template.body, known, spell)
    return " ".join(subject.split()), body, tuple(dict.fromkeys([*missing, *also]))


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
