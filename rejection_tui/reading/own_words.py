"""Leaves of an answer only what its sender says: not the user's own question, said again or quoted among the lines."""

import re
import tomllib
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.reading.folded import fold_text, sentences

_WORD: Final = re.compile(r"[^\W_]+")
_MARKED: Final = re.compile(r"(?m)^[ \t]*>.*$")
_IN_QUOTES: Final = re.compile(r'"[^"\n]{3,300}"')
_BEFORE: Final = 60  # characters before a quotation in which a word says that the user had asked it
_MAX_ASKED: Final = 4_000  # characters of the user's question that are compared
_RUN: Final = 3  # words in a row that are compared
_SAME: Final = 0.6  # the share of them from which on a sentence repeats the question


def own_words(body: str, asked: str = "") -> str:
    """Return the body of a letter with blanks for what its sender repeats of the user's; its length and lines stay.

    That is lines marked with `>`, questions about oneself, and words in quotation marks that the user is said to have
    asked. `asked`: the mail that is answered, as far as it is known; sentences that repeat it are left out as well.
    """
    folded = sentences(body)
    repeated = _runs(fold_text(asked[:_MAX_ASKED]))
    blank = [match.span() for match in _MARKED.finditer(body)] + _quotations(folded)
    start = 0
    for piece in folded.split("\n"):
        if _is_own_question(piece) or _repeats(piece, repeated):
            blank.append((start, start + len(piece)))
        start += len(piece) + 1
    letters = list(body)
    for begin, end in blank:
        letters[begin:end] = [letter if letter == "\n" else " " for letter in letters[begin:end]]
    return "".join(letters)


def _quotations(folded: str) -> list[tuple[int, int]]:
    """Return the places of words in quotation marks that the user is said to have asked."""
    found = []
    for match in _IN_QUOTES.finditer(folded):
        before = _WORD.findall(folded[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2])
        if _words("asked").intersection(before) and _words("first").intersection(_WORD.findall(match[0])):
            found.append(match.span())
    return found


def _is_own_question(sentence: str) -> bool:
    """Return whether a folded sentence is a question about the one who asks it: what the user had asked."""
    return sentence.rstrip("\"' )").endswith("?") and bool(_words("first").intersection(_WORD.findall(sentence)))


def _runs(folded: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(folded)
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _repeats(sentence: str, asked: frozenset[tuple[str, ...]]) -> bool:
    runs = _runs(sentence) if asked else frozenset()
    return bool(runs) and len(runs & asked) >= _SAME * len(runs)


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads(read("phrases/gap_words.toml"))[name]
    return frozenset(fold_text(" ".join(table.values())).split())
