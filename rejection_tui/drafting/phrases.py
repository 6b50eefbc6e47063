"""Phrases as data: the patterns of each rule, each with an example and a counter-example that are tested."""

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
    """What a check is about. With `want` its absence is reported, otherwise its presence."""

    id: str
    message: str
    instead: str = ""
    kinds: tuple[str, ...] = ()  # draft kinds; empty: all, also new ones
    want: bool = False
    missing: str = ""  # message when a wanted thing is absent
    unless_before: str = ""  # pattern of words just before a match that reverse its meaning


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern of a rule; it must match `example` and must not match `counter`."""

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
    """Return the phrases of a packaged file, such as `feedback_arguing`."""
    data = tomllib.loads(content.read(f"phrases/{file}.toml"))
    rules = {key: _rule(key, value) for key, value in data["rule"].items()}
    return tuple(p for entry in data["phrase"] for p in _phrases(entry, rules))


def _rule(key: str, value: dict[str, Any]) -> Rule:
    return Rule(key, **(value | {"kinds": tuple(value.get("kinds", ()))}))


def _phrases(entry: dict[str, Any], rules: dict[str, Rule]) -> Iterator[Phrase]:
    """Yield the entry as a phrase of each of its rules; from the second on the id includes the rule."""
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


def with_plain_marks(text: str) -> str:
    """Return `text`, same length, with plain apostrophes and without line breaks inside paragraphs."""
    return _WRAP.sub(" ", text.replace("’", "'").replace("‘", "'"))


def hits(file: str, text: str, kind: str = "") -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Yield each phrase of a file with each of its matches in `text` (marks made plain, see `with_plain_marks`).

    With a `kind` of draft, only the phrases of rules for that kind.
    """
    plain = with_plain_marks(text)
    for phrase in phrases(file):
        if kind and phrase.rule.kinds and kind not in phrase.rule.kinds:
            continue
        exception = phrase.rule.unless_before
        for match in phrase.pattern.finditer(plain):
            if not (exception and re.search(exception, _words_before(plain, match.start()), re.IGNORECASE)):
                yield phrase, match


def _words_before(text: str, at: int) -> str:
    """Return the words of the same sentence before `at`, at most 60 characters of them."""
    return re.split(r"[.!?\n]", text[max(0, at - 60) : at])[-1]


def rules(file: str) -> tuple[Rule, ...]:
    """Return the rules of a packaged file, in the order of the file."""
    return tuple(dict.fromkeys(p.rule for p in phrases(file)))
