"""The difference of two letters: word by word where a sentence stayed, else sentence by sentence."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from rejection_tui.drafting.bullets import word_diff

_SENTENCE: Final = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+[.!?]*[ \t]*|[.!?]+[ \t]*|\n+")


def letter_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return pieces of ("keep" | "cut" | "add", words): keep and cut give `before`, keep and add give `after`.

    A passage of which more was changed than kept is cut and added as a whole, so that both can be read.
    """
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if "".join(old) != before or "".join(new) != after:
        return word_diff(before, after)
    pieces: list[tuple[str, str]] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(("keep", "".join(old[a:b])))
        elif b - a == d - c:  # as many sentences as before: each is compared with its own
            for one, other in zip(old[a:b], new[c:d], strict=True):
                pieces += _passage(one, other)
        else:
            pieces += _passage("".join(old[a:b]), "".join(new[c:d]))
    return tuple(piece for piece in pieces if piece[1])


def _passage(before: str, after: str) -> Iterator[tuple[str, str]]:
    found = word_diff(before, after)
    kept = sum(len(words.split()) for kind, words in found if kind == "keep")
    changed = sum(len(words.split()) for kind, words in found if kind != "keep")
    yield from found if kept > changed else (("cut", before), ("add", after))
