"""What can be known of a page without its tree: whether it is one, what its tree would cost, and its bare text."""

import html
import re
from collections import Counter
from typing import Final

_PAGE_BEGINS = re.compile(
    r"<(?:!doctype|html|head|body|table|div|p|br|span|font|center|meta|style)\b[^<>]{0,2000}>", re.I
)
_BREAKS = re.compile(r"<br ?/?>|</(?:p|div|td)>", re.I)
_FEW_BREAKS = 3
_TINY = 800  # tags that cannot do much harm
_SMALL = 3000  # tags that cannot either, when few of them format words
_FEW_FORMATS = 200_000  # tags times those that do
_MAX_COST = 1_000_000  # about the most nodes a tree may get; also tags times the depth they stand in
_WINDOW = 10_000  # characters without ">" that may be one tag with thousands of attributes
_LONG_PAGE = 100_000
_MAX_PIECES = 8000  # of one tag: names, values and the space between them
_TAG_NAME = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,20})")
_PIECE = r"""(?:[\s/]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|[^\s/>=]++)"""
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+{_PIECE}{{0,{_MAX_PIECES}}}+")
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]*>?|([^<]+|<)")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
#: Elements that a page opens again in every paragraph until each is closed.
_FORMATS = ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
#: Elements that hold nothing, and those that the next one of their kind closes: they make no tree deep.
_EMPTY = ("br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "source", "embed", "param")
_CLOSED = ("p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "tfoot")
_SHALLOW: Final = frozenset((*_EMPTY, *_CLOSED))
_SILENT: Final = frozenset({"script", "style", "title", "template", "svg", "math", "iframe", "select", "object"})


def is_page(text: str) -> bool:
    """Return whether text that claims to be plain is HTML: it begins with a tag, or its lines end with tags."""
    start = text[:20_000].lstrip()
    if "<" not in start:
        return False
    begins = start[0] == "<" and "</" in start and _PAGE_BEGINS.match(start) is not None
    return begins or len(_BREAKS.findall(start)) >= _FEW_BREAKS


def is_affordable(page: str) -> bool:
    """Return whether the tree of a page can be built in a fraction of a second and some megabytes.

    A page may be written so that each tag is looked for among all that are open, or opens them all again.
    """
    if len(page) > 3 * _TINY and not _is_shallow(_TAG_NAME.findall(page)):
        return False
    windows = range(0, len(page) - _WINDOW, _WINDOW)
    if len(page) <= _LONG_PAGE and all(page.find(">", start, start + _WINDOW) >= 0 for start in windows):
        return True
    return all(match.end() == len(page) or page[match.end()] == ">" for match in _TAG.finditer(page))


def _is_shallow(names: list[str]) -> bool:
    """Return whether elements with these tags (with a slash in front where one ends) make a tree of moderate size."""
    if len(names) <= _TINY:
        return True
    counts = Counter(names)
    formats = sum(counts[name] for name in _FORMATS)
    few = len(names) <= _SMALL and formats * len(names) <= _FEW_FORMATS and all(map(str.islower, counts))
    return few or _cost(names) <= _MAX_COST


def _cost(names: list[str]) -> int:
    """Return the sum over all tags of how many elements are open there, or more than is allowed."""
    deep: dict[str, int] = {}
    depth = cost = 0
    for name in names:
        if name[0] == "/":
            if deep.get(name[1:], 0):
                deep[name[1:]] -= 1
                depth -= 1
        elif name not in _SHALLOW:
            deep[name] = deep.get(name, 0) + 1
            depth += 1
        cost += depth
        if cost > _MAX_COST:
            break
    return cost


def text_without_tree(page: str) -> str:
    """Return the text of a page with a line for every run of tags; hidden text is not told apart. Takes linear time."""
    first, *others = page.split("<!--")
    pieces: list[str] = []
    silent = ""
    for match in _TOKEN.finditer(first + "".join(other.partition("-->")[2] for other in others)):
        slash, name, text = match.groups()
        if not name:
            if not silent:
                pieces.append(text)
        elif name.lower() in _SILENT and not (slash or silent):
            silent = name.lower()
        elif slash and name.lower() == silent:
            silent = ""
        else:
            pieces.append("\n")
    lines = (" ".join(line.split()) for line in unescaped("".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)


def unescaped(text: str) -> str:
    """Return text with its character references resolved, in linear time."""
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))
