"""People whom a text names: a known first name with a capital, and what follows it with one; for sharing safely."""

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.text import fold

_WORD: Final = re.compile(r"(?<![\w@./-])([^\W\d_](?:[\w-]|['’](?!s\b))*)(?:['’]s\b)?")
#: At most so many words after the first name.
_MORE: Final = 2
_MOST_WORDS: Final = 5  # of a name


@cache
def _first_names() -> frozenset[str]:
    data: dict[str, dict[str, str]] = tomllib.loads(read("phrases/first_names.toml"))
    return frozenset(name for table in data.values() for listed in table.values() for name in listed.split())


def people_in(text: str, no_names: Collection[str]) -> Iterable[str]:
    """Yield the names of people in `text`, such as "Jon Tarrant"; `no_names` are folded words that are none."""
    words = [(match[1], match.start(), match.end(1)) for match in _WORD.finditer(text)]
    last = -1
    for place, (word, start, end) in enumerate(words):
        if place <= last or word.casefold() not in _first_names() or not _may_be_name(word, no_names):
            continue
        last = place
        for following, its_start, its_end in words[place + 1 : place + 1 + _MORE]:
            if text[end:its_start] != " " or not _may_be_name(following, no_names):
                break
            last, end = last + 1, its_end
        yield text[start:end]


def is_name(text: str, particles: Collection[str]) -> bool:
    """Return whether a short text may be a name: no word begins small but those of `particles`, such as "von"."""
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and all(not word[0].islower() or fold(word) in particles for word in words)


def _may_be_name(word: str, no_names: Collection[str]) -> bool:
    return len(word) > 2 and word[0].isupper() and fold(word) not in no_names
