"""Undoes the line breaks that a program put into paragraphs, so that a narrower place can set its own."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_WIDEST: Final = 100  # characters of the lines a program breaks
_USUAL: Final = 50  # lines shorter than this are broken by few programs, and count only when there are many
_NARROWEST, _MANY_BREAKS = 28, 4
_EVIDENT: Final = 2  # breaks within sentences that show a text was broken
_SENTENCE_WORDS: Final = 5  # blanks in a line that is part of a sentence and no name or address
_LOOSE_SHARE: Final = 0.82  # of the width that a line ended within a sentence reaches where letters differ in width
_STARTS_ANEW = re.compile(
    r"[>|#]|\s|[-*•–·o▪‣+]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s|[-–_=*]{2,}|[A-Za-zÀ-ÿ' -]{2,25}:(?:\s|$)"
)
_ENDS_SENTENCE: Final = (".", "!", "?", ":", ";", "…", ".”", '."', ".“", ".)", "!)", "?)")
_COLUMNS = re.compile(r"\t|[^.!?:]\s{2,}\S|\s\|\s|[;{}]\s*$")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_AND: Final = frozenset(["und", "oder", "and", "or", "y", "o", "e", "ou", "et", "of", "en", "ve", "veya", "bzw."])


def joined(text: str) -> str:
    """Return `text` with lines joined where the next line's first word had no room left; other breaks stay.

    Lists, tables, code, quotations, labels, addresses and short lines are left alone, and so is a text whose lines were
    not evidently broken by a program. The width is that of the longest line that ends within a sentence.
    """
    lines = text.split("\n")
    closing = _closing(lines)
    within = [
        len(line)
        for number, line in enumerate(lines[:-1])
        if _NARROWEST <= len(line) <= _WIDEST and _continues(line, lines[number + 1], closing[number + 1])
    ]
    width = max(within, default=0)
    if width < _USUAL and len(within) < _MANY_BREAKS:
        return text
    if len(within) < _EVIDENT and any(len(line) > _WIDEST for line in lines):
        return text
    # Where blank lines stand between paragraphs, a line that ends a sentence and had no room left ends no paragraph.
    return "\n".join(_joined(lines, closing, width, "\n\n" in text, len(within) >= _MANY_BREAKS))


def _closing(lines: list[str]) -> list[bool]:
    """Return for each line whether it or one below it, up to a blank line, ends a sentence."""
    found: list[bool] = []
    closes = False
    for line in reversed(lines):
        closes = bool(line) and (closes or line.endswith(_ENDS_SENTENCE))
        found.append(closes)
    found.reverse()
    return found


def _continues(before: str, line: str, closes: bool) -> bool:
    """Return whether a sentence evidently goes on in the next line; `closes` when it ends there or below."""
    if not line or before.endswith(_ENDS_SENTENCE) or _STARTS_ANEW.match(line) or _COLUMNS.search(before):
        return False
    return line[0].islower() or (closes and before.count(" ") >= _SENTENCE_WORDS)


def _joined(lines: list[str], closing: list[bool], width: int, sure: bool, loose: bool) -> Iterator[str]:
    """Yield the lines, those joined that belong together: with `sure` also between sentences, with `loose` also where
    a short word might have had room."""
    hyphens = sum(1 for a, b in pairwise(lines) if a.endswith("-") and _HYPHEN_END.search(a) and b[:1].islower())
    parts = [lines[0]]
    for number, (before, line) in enumerate(pairwise(lines), 1):
        if not _is_soft(before, line, closing[number], width, sure, loose):
            yield "".join(parts)
            parts = [line]
            continue
        parts[-1] = parts[-1].rstrip()
        if _HYPHEN_END.search(parts[-1]) and line[:1].islower() and line.split(" ", 1)[0] not in _AND:
            if hyphens > 1:
                parts[-1] = parts[-1][:-1]  # words were divided at the ends of lines
            parts.append(line)
        else:
            parts += [" ", line]
    yield "".join(parts)


def _is_soft(before: str, line: str, closes: bool, width: int, sure: bool, loose: bool) -> bool:
    """Return whether a program broke the text between these lines."""
    if not line or not _NARROWEST // 2 <= len(before) <= max(width, _WIDEST):
        return False
    room = width - len(before) - 1
    word = line.find(" ")
    full = room < (len(line) if word < 0 else word)
    if not (full or (loose and len(before) >= _LOOSE_SHARE * width)) or before[0] in ">|" or _COLUMNS.search(line):
        return False
    if _continues(before, line, closes and full):
        return True
    if not (full and sure and closes):
        return False
    return not _STARTS_ANEW.match(line) and not _COLUMNS.search(before)
