"""The packaged bank of interview questions, and the choice of those that practise the themes of an answer."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.text import fold

TYPES: Final = ("behavioural", "technical", "case study")


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One packaged question: `hint` says what a good answer shows, `themes` what it practises."""

    id: str
    type: str
    text: str
    hint: str
    themes: tuple[str, ...] = ()
    trade: str = ""  # empty: for everyone


@cache
def bank() -> tuple[BankQuestion, ...]:
    """Return every packaged question, by type and in the order of the files."""
    found = []
    for name in TYPES:
        data = tomllib.loads(content.read(f"questions/{name.replace(' ', '_')}.toml"))
        found += [
            BankQuestion(q["id"], data["type"], q["text"], q["good"], tuple(q["trains"]), q.get("trade", ""))
            for q in data["question"]
        ]
    return tuple(found)


def for_themes(themes: Iterable[str], limit: int = 8, trade: str = "") -> tuple[BankQuestion, ...]:
    """Return at most `limit` questions that practise `themes`, those with most of them first.

    Questions of another trade come last; without themes the result is empty.
    """
    wanted = {fold(t) for t in themes}
    scored = [(len(wanted & {fold(t) for t in q.themes}), q) for q in bank()]
    hits = [(score, q) for score, q in scored if score]
    hits.sort(key=lambda pair: (bool(pair[1].trade) and pair[1].trade != trade, -pair[0]))
    return tuple(q for _, q in hits[:limit])


def types_for(themes: Iterable[str]) -> tuple[str, ...]:
    """Return the question types that practise `themes`, the most useful first."""
    questions = for_themes(themes, limit=len(bank()))
    return tuple(sorted({q.type for q in questions}, key=lambda t: -sum(q.type == t for q in questions)))
