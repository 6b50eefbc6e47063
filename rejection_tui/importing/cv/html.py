"""Pages and pieces of HTML to the paragraphs of a CV."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rejection_tui.documents.page import is_affordable, text_without_tree
from rejection_tui.domain.text import clean
from rejection_tui.importing.cv.lines import Kind, Raw, RawLine
from rejection_tui.importing.cv.text import decoded
from rejection_tui.importing.cv.words import words_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_NODES: Final = 50_000
_MAX_CHARACTERS: Final = 2_000_000
_SPACE: Final = re.compile(r"\s+")


@cache
def _words(name: str) -> frozenset[str]:
    return words_of("html", name)


def html(path: Path) -> Raw:
    """Return the paragraphs of a page; the number counts them."""
    return Raw(html_lines(decoded(path)))


def html_lines(source: str) -> list[RawLine]:
    """Return the paragraphs of a page: what `li` holds is an item, what `h1` to `h6` hold a heading."""
    from selectolax.lexbor import LexborHTMLParser

    source = source[:_MAX_CHARACTERS]
    if not is_affordable(source):
        lines = text_without_tree(source).split("\n")
        return [RawLine(clean(line), number) for number, line in enumerate(lines, 1)]
    root = LexborHTMLParser(source).root
    if root is None:
        return []
    found: list[RawLine] = []
    words: list[str] = []
    kind, level = Kind.TEXT, 0

    def end() -> None:
        text = _SPACE.sub(" ", clean("".join(words))).strip()
        words.clear()
        if text:
            found.append(RawLine(text, len(found) + 1, kind, level))

    for tag, text, opens in _walk(root):
        if tag == "-text":
            words.append(text)
            continue
        if tag not in _words("blocks"):
            continue
        if not (tag == "br" and kind is Kind.ITEM):
            end()
            kind, level = Kind.TEXT, 0
        else:
            words.append(" ")
        if opens and tag == "li":
            kind = Kind.ITEM
        elif opens and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            kind, level = Kind.HEADING, int(tag[1])
        elif opens and tag in ("p", "div", "span") and text == "in li":
            kind = Kind.ITEM
    end()
    return found


def _walk(root: "LexborNode") -> Iterator[tuple[str, str, bool]]:
    """Yield the tags and texts of a tree in order: its tag, its text or where it stands, whether it opens."""
    stack: list[tuple[LexborNode, bool, bool]] = [(root, True, False)]
    seen = 0
    while stack and seen < _MAX_NODES:
        node, opens, listed = stack.pop()
        seen += 1
        tag = node.tag or ""
        if tag in _words("unseen"):
            continue
        if tag == "-text":
            yield tag, node.text_content or "", True
            continue
        yield tag, "in li" if listed else "", opens
        if not opens:
            continue
        stack.append((node, False, listed))
        children: list[tuple[LexborNode, bool, bool]] = []
        child = node.child
        first = True
        while child is not None and len(children) < _MAX_NODES:
            children.append((child, True, tag == "li" and first))
            if child.tag != "-text" or (child.text_content or "").strip():
                first = False
            child = child.next
        stack.extend(reversed(children))
