"""Sentences of a draft: their fields filled, split again from a text, and compared with those of earlier drafts."""

import re
from collections.abc import Iterable
from typing import Final

from rejection_tui.domain.text import fold
from rejection_tui.drafting.situation import Situation

FIELD: Final = re.compile(r"\{(\w+)\}")
#: The end of a sentence: a mark, perhaps a closing one, and a blank before something that begins anew.
_END: Final = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=[\"“„«¿¡(]?[^\W_])")
#: What a full stop ends that is no sentence.
_ABBREVIATION: Final = re.compile(
    r"(?i)(?:\b(?:dr|mr|mrs|ms|prof|st|sr|sra|srta|dott|sig|mme|mlle|m|mag|dipl|ing|bzw|ca|etc|nr|inc|ltd|co|e\.g|"
    r"i\.e|z\.b|u\.a|p\.ex|dhr|mevr|av|yrd|doç|d)|(?<![-'’])\b[a-z]|\b\d{1,2})\.$"
)
_FREE_WORDS: Final = 6  # a sentence up to this long may be said again


def fields_of(wording: str) -> tuple[str, ...]:
    """Return the names of the fields in a wording."""
    return tuple(FIELD.findall(wording))


def fill(wording: str, situation: Situation) -> str:
    """Return a wording with its fields filled; a full stop after "Inc." is not doubled."""
    text = FIELD.sub(lambda match: situation.fields[match[1]].words, wording)
    return re.sub(r"\.{2}(?!\.)", ".", re.sub(r"[ \t]{2,}", " ", text)).strip()


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text in order; an empty line ends a sentence, an abbreviation ends none."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=- )", text):
        pending = ""
        for piece in _END.split(" ".join(paragraph.split())):
            pending = f"{pending} {piece}".strip()
            if not _ABBREVIATION.search(pending):
                found.append(pending)
                pending = ""
        if pending:
            found.append(pending)
    return tuple(found)


def ends_in_abbreviation(text: str) -> bool:
    """Return whether the full stop at the end of a text ends no sentence."""
    return _ABBREVIATION.search(text[-12:]) is not None


def skeleton(sentence: str, names: Iterable[str]) -> str:
    """Return what is left of a sentence without its names, folded, by which it is compared with others."""
    text = f" {fold(sentence)} "
    for name in sorted({fold(name) for name in names if name}, key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(f" {name} ", " _ ")
    return text.strip()


def may_repeat(sentence: str) -> bool:
    """Return whether a sentence is so short that nobody minds it again."""
    return len(sentence.split()) <= _FREE_WORDS


def skeletons(text: str, names: Iterable[str]) -> frozenset[str]:
    """Return the skeletons of all sentences of a text."""
    known = tuple(names)
    return frozenset(found for sentence in sentences(text) if (found := skeleton(sentence, known)))
