"""Says what a gap is about, in a few of their words, and what to do about it."""

import re
import tomllib
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.feedback import Gap
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.gap_features import ideas_in

_MOST_WORDS: Final = 5
_MOST: Final = 60  # characters of a topic
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’./+&#][^\W_]+)*[+#]*")


def theme_of(gap: Gap, quote: str) -> str:
    """Return the packaged theme that a quote names, if it names but one of its gap; else its topic."""
    named = [name for name, of, pattern in _themes() if of == gap and pattern.search(quote)]
    return named[0] if len(named) == 1 else topic_of(quote)


def topic_of(quote: str) -> str:
    """Return the words of a quote that say what it is about: the longest run of words that carry something."""
    runs: list[tuple[float, int, int]] = []
    start = end = -1
    weight = 0.0
    for match in _WORD.finditer(quote):
        word = fold_text(match[0])
        broken = end >= 0 and quote[end : match.start()].strip() != ""
        if word in _light() or broken:
            if start >= 0:
                runs.append((weight, start, end))
            start, weight = -1, 0.0
        if word not in _light():
            start = match.start() if start < 0 else start
            weight += _weight(match[0], match.start())
        end = match.end()
    if start >= 0:
        runs.append((weight, start, end))
    if not runs:
        return _cut(quote)
    _, start, end = max(runs, key=lambda run: run[0])
    return _cut(quote[start:end])


def _weight(word: str, place: int) -> float:
    """Return how much a word says of the topic: names and figures more, what is very short less."""
    named = (
        (word[:1].isupper() and place > 0)
        or any(character.isdigit() for character in word)
        or word[1:] != word[1:].lower()
    )
    return 0.3 + min(len(word), 12) / 12 + (1.0 if named else 0.0)


def _cut(words: str) -> str:
    return " ".join(" ".join(words.split()[:_MOST_WORDS])[:_MOST].split())


def action_of(gap: Gap, quote: str, language: str) -> str:
    """Return a sentence that says what to do about a gap."""
    ideas = ideas_in(quote, language)
    words = next(words for of, idea, words in _actions() if of == gap and (not idea or idea in ideas))
    return words.format(topic=topic_of(quote))


@cache
def _actions() -> tuple[tuple[str, str, str], ...]:
    rows = tomllib.loads(read("phrases/gap_actions.toml"))["action"]
    return tuple((row["gap"], row["idea"], row["words"]) for row in rows)


@cache
def _themes() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = tomllib.loads(read("phrases/feedback_themes.toml"))["theme"]
    return tuple((row["name"], row["gap"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _light() -> frozenset[str]:
    """Return the words that carry no topic: articles, pronouns, auxiliaries, and those that join or soften."""
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/gap_words.toml"))
    return frozenset(fold_text(" ".join([*table["light"].values(), *table["joining"].values()])).split())
