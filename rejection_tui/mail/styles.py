"""How the elements of a page look as far as it matters to who reads its text: hidden, tight, or with line ends kept.

Both the style attributes and the style sheets count, these as a wide screen applies them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

#: What an element's style does to its text, as flags. GONE hides all that is in it, TIGHT takes the space around a
#: paragraph; the others hold until an element inside changes them: letters without size, invisible, line ends meant,
#: white letters where nothing on the page is darker.
GONE, TIGHT, TINY, SIZED, INVISIBLE, VISIBLE, WRAPPED, UNWRAPPED, PALE, INKED = (1 << bit for bit in range(10))
MUTE = TINY | INVISIBLE | PALE
#: What holds inside an element, and what ends it: each stands one bit above the other.
_ONS, _OFFS = TINY | INVISIBLE | WRAPPED | PALE, SIZED | VISIBLE | UNWRAPPED | INKED


class _Said(NamedTuple):
    """One declaration that matters: `on` is whether it hides (or tightens, or keeps line ends)."""

    name: str
    on: bool
    important: bool


#: What decides between two declarations: importance, then how precisely the selector names the element.
_Rank = tuple[int, int, int, int]
#: What is said of an element: by the name of the property its rank and whether it is on.
_About = dict[str, tuple[_Rank, bool]]


class _Rule(NamedTuple):
    """A rule of a style sheet that hides something, or may show what another hides."""

    selectors: str
    said: tuple[_Said, ...]
    rank: _Rank


class _Sheet(NamedTuple):
    """What matters in the style sheets of a page: rules, and classes and names whose letters are given a size."""

    rules: tuple[_Rule, ...]
    sized: frozenset[str]


_WIDTH = 1000  # pixels of the screen that media queries are asked for
_MAX_SHEET = 60_000  # characters of all style sheets that are read
_MAX_RULES = 50
_MAX_SELECTORS = 20  # of one rule
_MAX_WORK = 500_000  # rules times elements that are compared
_MAX_MATCHES = 50_000  # of rules with elements
_FEW_ELEMENTS = 200
_USUAL_STYLE = 500  # characters of a style attribute that is remembered
_MAX_STYLE = 4000  # characters of one style attribute
_OWN_RANK: _Rank = (1, 0, 0, 0)
_IMPORTANT = 2  # added to the first place of a rank
_DECLARATION = re.compile(
    r"(?<![\w-])(display|visibility|mso-hide|font-size|max-height|opacity|margin|margin-top|margin-bottom|white-space)"
    r"\s{0,5}:\s{0,5}([^;{}]{1,80})"
)
_COLOUR = re.compile(r"(?<![\w-])color\s{0,5}:\s{0,5}([^;{}]{1,60})")
_PALE = re.compile(r"\s{0,3}(?:#fff(?:fff)?|white|transparent|rgb\(255,\s?255,\s?255\))\s{0,3}(?:!|$)")
#: Something on the page has a colour or a picture behind it, on which white letters can be read.
_BACKGROUND = re.compile(
    r"(?:bgcolor|background(?:-color|-image)?)\s{0,3}[=:]\s{0,3}[\"']?\s{0,3}"
    r"(?!\s|[\"']|#?fff(?:fff)?\b|white|transparent|none|inherit|initial|unset)",
    re.I,
)
_OFF_SCREEN = re.compile(r"(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{3,6}")
_NO_HEIGHT = re.compile(r"(?<![\w-])height\s{0,5}:\s{0,5}0(?![\d.])")
_CLIPPED = re.compile(r"overflow(?:-y)?\s{0,5}:\s{0,5}hidden")
_ZERO = re.compile(r"(?:size|height|margin|margin-top|margin-bottom)\s{0,5}:\s{0,5}[01](?![\d.])")
_NAMES = re.compile(r"[a-z_][\w-]{0,60}")
_NO_SIZE = re.compile(r"font-size\s{0,5}:\s{0,5}[01](?![\d.])", re.I)
_NUMBER = re.compile(r"(-?\d{0,6}\.?\d{1,6})(px|pt|em|rem|ex|%|cm|in|vw)?")
_SIMPLE_SELECTOR = re.compile(r"[\w\s.#*>+~=\"'\[\]^$|-]{1,200}")
_MEDIA_WIDTH = re.compile(r"(min|max)-(?:device-)?width\s{0,3}:\s{0,3}(\d{1,5})(?:\.\d{1,9})?(em|rem)?")
_ON: Mapping[str, int] = {
    "display": GONE,
    "mso-hide": GONE,
    "max-height": GONE,
    "opacity": GONE,
    "visibility": INVISIBLE,
    "font-size": TINY,
    "white-space": WRAPPED,
    "color": PALE,
}
_OFF: Mapping[str, int] = {"visibility": VISIBLE, "font-size": SIZED, "white-space": UNWRAPPED, "color": INKED}


def inherited(state: int, look: int) -> int:
    """Return what holds inside an element that looks so, where `state` holds around it."""
    return state & ~((look & _OFFS) >> 1) | look & _ONS


_NOTHING: tuple[tuple[_Said, ...], int] = ((), 0)


class Styles:
    """The styles of one page: its style sheets, and the style attributes as they are met."""

    def __init__(self, tree: "LexborHTMLParser", page: str) -> None:
        sheet = _sheet("\n".join(node.text() for node in tree.css("style"))[:_MAX_SHEET].lower())
        self._rules = _rules_by_node(tree, sheet, page.count("<")) if sheet.rules else {}
        self._page = page
        self._has_background: bool | None = None  # found out when it matters
        self._sized = sheet.sized if sheet.sized and _NO_SIZE.search(page) else frozenset()

    def look(self, node: "LexborNode", name: str, state: int) -> int:
        """Return how an element of this name looks, as flags, where `state` holds around it."""
        given = node.attributes
        style = given.get("style")
        if not style:
            said, look = _NOTHING
        elif len(style) <= _USUAL_STYLE:
            said, look = _known_style(style)
        else:
            said, look = _known_style.__wrapped__(style[:_MAX_STYLE])
        rules = self._rules.get(node.mem_id, ()) if self._rules else ()
        if rules or look & GONE or "hidden" in given or name == "font" or (name == "p" and "class" in given):
            about = _ranked((*said, *_by_attributes(name, given)))
            for rule in rules:
                _remember(about, rule.said, rule.rank)
            if name == "a":
                about.pop("mso-hide", None)  # hidden from Outlook alone, which is given a drawn button instead
            look = _look(about)
        if look & PALE and (name == "a" or self._shows_white()):  # a link in white is a button
            look = look & ~PALE | INKED
        if state & TINY and self._sized and not look & TINY and self._is_sized(name, given.get("class")):
            look |= SIZED
        return look

    def _shows_white(self) -> bool:
        if self._has_background is None:
            self._has_background = _BACKGROUND.search(self._page) is not None
        return self._has_background

    def _is_sized(self, name: str, classes: str | None) -> bool:
        return name in self._sized or (classes is not None and not self._sized.isdisjoint(classes.lower().split()))


@lru_cache(2000)  # a sender's mails are made of the same few styles
def _known_style(style: str) -> tuple[tuple[_Said, ...], int]:
    """Return what a style attribute says, and how an element looks of which nothing else is said."""
    said = (*_declarations(style), *_own_declarations(style.lower()))
    return said, _look(_ranked(said))


def _own_declarations(style: str) -> Iterator[_Said]:
    """Yield what matters in a style attribute alone: colours, and places outside the page."""
    if colours := _COLOUR.findall(style):
        yield _Said("color", _PALE.match(colours[-1]) is not None, False)
    if _OFF_SCREEN.search(style):
        yield _Said("display", True, False)


def _by_attributes(name: str, given: Mapping[str, str | None]) -> Iterator[_Said]:
    if "hidden" in given:
        yield _Said("display", True, False)
    if name == "font" and "size" in given:
        yield _Said("font-size", False, False)
    if name == "font" and "color" in given:
        yield _Said("color", _PALE.match((given["color"] or "").lower()) is not None, False)
    if name == "p" and "style" not in given and (given.get("class") or "").startswith("Mso"):
        yield from (_Said("margin-top", True, False), _Said("margin-bottom", True, False))


def _declarations(style: str) -> Iterator[_Said]:
    """Yield the declarations of a style that matter, in order."""
    style = style.lower()
    if "hidden" in style and _NO_HEIGHT.search(style) and _CLIPPED.search(style):
        yield _Said("max-height", True, False)
    for name, value in _DECLARATION.findall(style):
        words, _, important = value.partition("!")
        if name == "margin":
            sides = [_is_zero(side) for side in words.split()]
            if sides:
                yield _Said("margin-top", sides[0], bool(important))
                yield _Said("margin-bottom", sides[2 if len(sides) > 2 else 0], bool(important))
        elif (on := _is_on(name, words.strip())) is not None:
            yield _Said(name, on, bool(important))


def _is_on(name: str, value: str) -> bool | None:
    """Return whether a declaration hides, tightens or keeps line ends; None when it decides nothing."""
    match name:
        case "display":
            return value == "none"
        case "visibility":
            return value in {"hidden", "collapse"}
        case "mso-hide":
            return value == "all"
        case "white-space":
            return value.startswith("pre")
        case "font-size":
            return _is_tiny(value)
        case _:
            return _is_zero(value)


def _is_tiny(value: str) -> bool | None:
    number = _NUMBER.match(value)
    if number is None:
        return None if value in {"inherit", "smaller", "larger", "unset"} else False
    absolute = number[2] in {"px", "pt", None}
    if not absolute and float(number[1]) > 0:
        return None  # a share of the letters around it
    return float(number[1]) <= 1


def _is_zero(value: str) -> bool:
    number = _NUMBER.match(value)
    return number is not None and float(number[1]) <= 0


def _ranked(said: Iterable[_Said]) -> _About:
    """Return what an element's own style says: of two declarations of one rank the later holds."""
    about: _About = {}
    _remember(about, said, _OWN_RANK)
    return about


def _remember(about: _About, said: Iterable[_Said], rank: _Rank) -> None:
    """Note what a style or a rule says of an element, unless something of higher rank has been said."""
    for name, on, important in said:
        new = (rank[0] + _IMPORTANT * important, *rank[1:])
        if name not in about or about[name][0] <= new:
            about[name] = (new, on)


def _look(about: _About) -> int:
    look = 0
    for name, (_, on) in about.items():
        look |= (_ON if on else _OFF).get(name, 0)
    tight = all(side in about and about[side][1] for side in ("margin-top", "margin-bottom"))
    return look | TIGHT if tight else look


@lru_cache(20)  # a sender's mails share their sheet
def _sheet(sheet: str) -> _Sheet:
    """Return what matters in the style sheets of a page, given in lower case."""
    rules = list(_rules(_without_comments(sheet)))
    spoken = [(selectors, tuple(_declarations(body))) for selectors, body in rules if _matters(body)]
    hiding = {one.name for _, said in spoken for one in said if one.on}
    asked: dict[tuple[tuple[_Said, ...], _Rank], list[str]] = {}
    for selectors, said in spoken:
        if any(one.important or one.name in hiding for one in said):
            for selector in _simple(selectors):
                asked.setdefault((said, _specificity(selector)), []).append(selector)
    found = [_Rule(",".join(group[:_MAX_SELECTORS]), said, rank) for (said, rank), group in asked.items()]
    return _Sheet(tuple(found[:_MAX_RULES]), _sized_names(rules))


def _rules_by_node(tree: "LexborHTMLParser", sheet: _Sheet, tags: int) -> dict[int, list[_Rule]]:
    """Return the rules that apply to an element, by the id of its node; none for a page made to hold a great many."""
    from selectolax.lexbor import SelectolaxError

    found: dict[int, list[_Rule]] = {}
    elements = sum(1 for _ in tree.root.traverse()) if tree.root else 0
    if elements > 2 * tags + _FEW_ELEMENTS:  # its elements are opened over and over again
        return found
    left = _MAX_MATCHES
    for rule in sheet.rules[: _MAX_WORK // (elements + 1)]:
        try:
            nodes = tree.css(rule.selectors)
        except SelectolaxError:
            continue
        left -= len(nodes)
        if left < 0:
            break
        for node in nodes:
            found.setdefault(node.mem_id, []).append(rule)
    return found


def _matters(body: str) -> bool:
    """Return whether a rule may hide or show something; a look for words, since most rules do not."""
    return (
        "display" in body
        or "visibility" in body
        or "hide" in body
        or "opacity" in body
        or "white-space" in body
        or _ZERO.search(body) is not None
    )


def _sized_names(rules: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the classes and names of the elements whose letters a style sheet gives a size."""
    found: set[str] = set()
    for selectors, body in rules:
        if "font-size" in body and not _NO_SIZE.search(body):
            for selector in _simple(selectors):
                found.update(_NAMES.findall(selector.split()[-1]))
    return frozenset(found)


def _simple(selectors: str) -> list[str]:
    """Return the selectors of a rule that can be looked for in bounded time."""
    parts = dict.fromkeys(one.strip() for one in selectors.split(",")[:_MAX_SELECTORS])
    return [one for one in parts if _SIMPLE_SELECTOR.fullmatch(one) and len(one.split()) <= 5]


def _without_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return first + " ".join(other.partition("*/")[2] for other in others)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of a style sheet that apply on a wide screen."""
    around: list[bool] = []  # whether the conditions of the open blocks apply
    for piece in sheet.split("}"):
        selectors, brace, body = piece.rpartition("{")
        if not brace:
            if around:
                around.pop()
            continue
        if "{" in selectors:
            *conditions, selectors = selectors.split("{")
            around.extend(_applies(condition.rpartition(";")[2].strip()) for condition in conditions)
        if not around or (len(around) < 3 and all(around)):
            yield selectors.rpartition(";")[2], body


def _applies(condition: str) -> bool:
    """Return whether a wide, bright screen meets one of the media queries of `@media …`."""
    if not condition.startswith("@media"):
        return False
    return any(_is_wide(query) for query in condition.removeprefix("@media").split(","))


def _is_wide(query: str) -> bool:
    if any(word in query for word in ("print", "dark", "speech", "<", ">", "not ")):
        return False
    for side, number, unit in _MEDIA_WIDTH.findall(query):
        pixels = int(number) * (16 if unit else 1)
        if pixels > _WIDTH if side == "min" else pixels < _WIDTH:
            return False
    return True


def _specificity(selector: str) -> _Rank:
    names = len(re.findall(r"(?:^|[\s>+~])[a-z]", selector))
    return 0, selector.count("#"), selector.count(".") + selector.count("["), names
