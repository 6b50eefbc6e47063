"""Where movement on the screen is a burden: over SSH, on slow lines, for screen readers on the other side of them."""

from collections.abc import Mapping
from typing import Final

#: Textual's own variable, which wins: none, basic or full.
WANTED: Final = "TEXTUAL_ANIMATIONS"
_REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "MOSH_CONNECTION")
_OLD_TERMINALS: Final = ("vt", "ansi", "cons", "dialup")


def is_still(environment: Mapping[str, str]) -> bool:
    """Return whether nothing should move by itself: no animation, no blinking cursor."""
    if environment.get(WANTED):
        return environment[WANTED].casefold() == "none"
    return any(environment.get(name) for name in _REMOTE) or environment.get("TERM", "").startswith(_OLD_TERMINALS)
