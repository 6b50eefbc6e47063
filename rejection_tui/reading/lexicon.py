"""What words say by themselves about a name: an occupation, a level, a legal form, a team, a title, an employer."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from rejection_tui.content import read


@dataclass(frozen=True, slots=True)
class _Kind:
    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@cache
def _kinds() -> dict[str, _Kind]:
    table = tomllib.loads(read("phrases/extract_words.toml"))
    return {
        name: _Kind(
            frozenset(entry["words"].split()),
            tuple(entry.get("starts", "").split()),
            tuple(entry.get("ends", "").split()),
        )
        for name, entry in table.items()
    }


@lru_cache(maxsize=20_000)
def word_marks(folded: str) -> tuple[str, ...]:
    """Return the kinds a folded word belongs to; a hyphenated word those of its last part."""
    last = folded.rpartition(" ")[2]
    return tuple(
        name
        for name, kind in _kinds().items()
        if folded in kind.words
        or last in kind.words
        or (kind.starts and len(last) > 3 and last.startswith(kind.starts))
        or (kind.ends and len(last) > 5 and last.endswith(kind.ends))
    )


def has_mark(folded: str, mark: str) -> bool:
    """Return whether one of the words of a folded text belongs to a kind."""
    return any(mark in word_marks(word) for word in folded.split())


def marked_words(mark: str) -> frozenset[str]:
    """Return the whole words of a kind."""
    return _kinds()[mark].words
