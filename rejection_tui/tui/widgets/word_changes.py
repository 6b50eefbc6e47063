"""How changed words are drawn: cut ones struck through, new ones underlined, also without colour."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from rejection_tui.domain.text import clean

#: How each operation of a word diff is drawn, always with an attribute, so that it is visible without colour.
STYLES: Final = {"keep": "", "cut": "strike $text-error", "add": "underline bold $text-success"}


def drawn(diff: Iterable[tuple[str, str]], *shown: str) -> Content:
    """Return the pieces of a word diff as one text; with `shown` only those of these operations."""
    pieces = [Content.styled(clean(words), STYLES[kind]) for kind, words in diff if not shown or kind in shown]
    return Content("").join(pieces)
