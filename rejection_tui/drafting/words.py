"""The difference of two lines, word by word, for reading before and after side by side."""

import re
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\s+|[^\s]+")
_MAX_WORDS: Final = 2_000


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return pieces of ("keep" | "cut" | "add", words): keep and cut give `before`, keep and add give `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MAX_WORDS:
        return tuple(p for p in (("cut", before), ("add", after)) if p[1])
    pieces: list[tuple[str, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(("keep", "".join(old[a:b])))
        else:
            pieces += [("cut", "".join(old[a:b])), ("add", "".join(new[c:d]))]
    return tuple(p for p in pieces if p[1])
