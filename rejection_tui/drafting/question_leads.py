"""What an answer's theme and a role's name lead to: the type of question that was named, and the trade."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.text import fold
from rejection_tui.drafting.answers import theme_patterns

#: Where the name of a role goes on to say for what, where or how much.
_HEAD_ENDS: Final = re.compile(
    r"[,;(|/–—]|\s-\s|\s(?:of|for|at|in|with|für|im|bei|de|du|des|pour|para|van|voor)\s", re.I
)
_LONGEST_ROLE: Final = 200


@dataclass(frozen=True, slots=True)
class Lead:
    """What a theme leads to: types of questions, and the known theme they are to train; "" for all of the types.

    `any_trade`: the theme tells the trade by itself, so that questions of a trade fit though the role is not known.
    """

    types: tuple[str, ...] = ()
    theme: str = ""
    any_trade: bool = False


def lead_of(theme: str) -> Lead:
    """Return what a theme leads to: a known one by its name, else by the longest of its words that names a type."""
    wanted = fold(theme)
    if wanted in _known():
        return _of_known(wanted)
    found = [(len(match[0]), type_) for type_, pattern in _type_words() if (match := pattern.search(wanted))]
    if found:
        longest = max(length for length, _ in found)
        return Lead((next(type_ for length, type_ in found if length == longest),))
    name = next((fold(name) for name, pattern in theme_patterns().items() if pattern.search(theme[:_LONGEST_ROLE])), "")
    return _of_known(name) if name else Lead()


def trades_of(role: str) -> tuple[str, ...]:
    """Return the trades of a role, the one it is called by first; empty when no word of it names one."""
    role = role[:_LONGEST_ROLE]
    head = _HEAD_ENDS.split(role, maxsplit=1)[0]
    main = _trade_in(fold(head)) if head.strip() else None
    if main is None:
        main = _trade_in(fold(role))
    besides = [name for name, pattern in _besides() if pattern.search(fold(role))]
    return tuple(dict.fromkeys(name for name in (main or "", *besides) if name))


def _of_known(theme: str) -> Lead:
    types = tuple(one["type"] for one in _leads() if theme in {fold(name) for name in one["themes"]})
    return Lead(types, theme, any(theme in {fold(name) for name in one.get("skills", ())} for one in _leads()))


def _trade_in(words: str) -> str | None:
    """Return the trade whose words end last, the longest of those; None for none, "" for words that name no trade."""
    found = [(match, name) for name, pattern in _trades() for match in pattern.finditer(words)]
    ends = [(match.end(), match.end() - match.start(), name) for match, name in found]
    return max(ends, key=lambda one: one[:2])[2] if ends else None


@cache
def _leads() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(content.read("questions/leads.toml"))["lead"])


@cache
def _known() -> frozenset[str]:
    return frozenset(fold(name) for name in theme_patterns())


@cache
def _type_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one["type"], _any_of(one["words"])) for one in _leads())


@cache
def _trades() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(content.read("questions/trades.toml"))["trade"]
    return tuple((one["name"], _any_of(one["words"])) for one in rows if one["words"])


@cache
def _besides() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(content.read("questions/trades.toml"))["trade"]
    return tuple((one["name"], _any_of(one["also"])) for one in rows if "also" in one)


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words in a folded text, the longest first; a star is any end of a word."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        before, after = (r"\w*" if word.startswith("*") else ""), (r"\w*" if word.endswith("*") else "")
        parts.append(f"{before}{re.escape(fold(word))}{after}")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
