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
#: The name of what was judged, before a mark: "Numerical reasoning (2/5): ", "Criterion 6 - Leadership: ".
_HEADING: Final = re.compile(r"(?:[\w ]{1,20} [–-] )?(?P<words>[^\W\d_]+(?: [^\W\d_]+){0,3})\s*(?:\([^()]{1,9}\))?\s*:")
_AFTER: Final = 1.0  # what it adds to stand after a word such as "about" or "your"
_STOP: Final = "I"  # a word that carries nothing, to end the last run
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’./+&#][^\W_]+)*[+#]*")


def theme_of(gap: Gap, quote: str) -> str:
    """Return the packaged theme that a quote names, if it names but one of its gap; else its topic."""
    named = [name for name, of, pattern in _themes() if of == gap and pattern.search(quote)]
    return named[0] if len(named) == 1 else topic_of(quote)


def topic_of(quote: str) -> str:
    """Return what a quote is about: its heading, or of the runs of words that carry something, the best one."""
    if (heading := _HEADING.match(quote)) and not _light().intersection(fold_text(heading["words"]).split()):
        return heading["words"]
    best, topic = 0.0, quote
    start, weight, end, before = -1, 0.0, 0, ""
    for match in _WORD.finditer(f"{quote} {_STOP}"):
        word = fold_text(match[0])
        is_light = word in _light() or match[0] == _STOP
        if start >= 0 and (is_light or quote[end : match.start()].strip()):
            if weight > best:
                best, topic = weight, quote[start:end]
            start, weight = -1, 0.0
        if is_light:
            before = word
            continue
        if start < 0:
            start, weight = match.start(), _AFTER * (before in _words("about"))
        weight += _weight(match[0], match.start())
        end, before = match.end(), ""
    return " ".join(" ".join(topic.split()[:_MOST_WORDS])[:_MOST].split())


def _weight(word: str, place: int) -> float:
    """Return how much a word says of the topic: names and figures more, what is very short less."""
    has_capital = word[1:] != word[1:].lower() or (word[:1].isupper() and place > 0)
    named = has_capital or any(character.isdigit() for character in word)
    return 0.3 + min(len(word), 12) / 12 + (1.0 if named else 0.0)


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
def _words(name: str) -> frozenset[str]:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/gap_words.toml"))
    return frozenset(fold_text(" ".join(table[name].values())).split())


@cache
def _light() -> frozenset[str]:
    return _words("light") | _words("joining")
