"""Phrases as data: what each rule listens for, with an example and a counter-example that are both tests."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rejection_tui import content

#: A single line break inside a paragraph; before a list mark it begins something new.
_WRAP: Final = re.compile(r"(?<!\n)\n(?!\n|[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t])")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check is about. `want`: its absence is said; otherwise its presence is."""

    id: str
    message: str
    instead: str = ""
    kinds: tuple[str, ...] = ()  # draft kinds; empty: all
    want: bool = False
    missing: str = ""  # said when a wanted thing is absent
    unless_before: str = ""  # words just before that turn the meaning round


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern of a rule, with words it must find and words it must leave alone."""

    id: str
    rule: Rule
    pattern: re.Pattern[str]
    example: str
    counter: str
    message: str
    instead: str
    tags: tuple[str, ...] = ()


@cache
def phrases(file: str) -> tuple[Phrase, ...]:
    """Return the phrases of a packaged file, such as `tone_reply`."""
    data = tomllib.loads(content.read(f"phrases/{file}.toml"))
    rules = {key: _rule(key, value) for key, value in data["rule"].items()}
    return tuple(p for entry in data["phrase"] for p in _phrases(entry, rules))


def _rule(key: str, value: dict[str, Any]) -> Rule:
    return Rule(key, **(value | {"kinds": tuple(value.get("kinds", ()))}))


def _phrases(entry: dict[str, Any], rules: dict[str, Rule]) -> Iterator[Phrase]:
    """Yield a phrase for each rule it speaks for; the second and later carry their rule in the id."""
    names = entry["rule"] if isinstance(entry["rule"], list) else [entry["rule"]]
    for i, name in enumerate(names):
        yield _phrase(entry | {"id": f"{entry['id']}@{name}" if i else entry["id"]}, rules[name])


def _phrase(entry: dict[str, Any], rule: Rule) -> Phrase:
    pattern = entry["pattern"]
    return Phrase(
        entry["id"],
        rule,
        re.compile("|".join(pattern) if isinstance(pattern, list) else pattern, re.IGNORECASE),
        entry["example"],
        entry["counter"],
        entry.get("message", rule.message),
        entry.get("instead", rule.instead),
        tuple(entry.get("tags", ())),
    )


def spoken(text: str) -> str:
    """Return `text` letter for letter, apostrophes plain and lines joined that only a mail program broke."""
    return _WRAP.sub(" ", text.replace("’", "'").replace("‘", "'"))


def hits(file: str, text: str, kind: str = "") -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Yield each phrase of a file with each place it stands in `text`, read as `spoken` reads it.

    With a `kind` of draft, only the phrases of rules that are for it.
    """
    plain = spoken(text)
    for phrase in phrases(file):
        if kind and phrase.rule.kinds and kind not in phrase.rule.kinds:
            continue
        turned = phrase.rule.unless_before
        for match in phrase.pattern.finditer(plain):
            if not (turned and re.search(turned, _before(plain, match.start()), re.IGNORECASE)):
                yield phrase, match


def _before(text: str, at: int) -> str:
    """Return the words of the same sentence before `at`, at most 60 characters of them."""
    return re.split(r"[.!?\n]", text[max(0, at - 60) : at])[-1]


def rules(file: str) -> tuple[Rule, ...]:
    """Return the rules of a packaged file, in the order they stand in."""
    return tuple(dict.fromkeys(p.rule for p in phrases(file)))
