"""Which elements of a page are hidden: by their own style or by a style sheet, as a wide screen would apply it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


#: What an element's style does to its text, as flags. GONE hides all that is in it, TIGHT takes the space around a
#: paragraph; the others hold until an element inside changes them: letters without size, invisible, line ends meant.
GONE, TIGHT, TINY, SIZED, INVISIBLE, VISIBLE, WRAPPED, UNWRAPPED = (1 << bit for bit in range(8))
MUTE = TINY | INVISIBLE


class _Said(NamedTuple):
    """One declaration that matters: `on` is whether it hides (or tightens, or keeps line ends)."""

    name: str
    on: bool
    important: bool


_Rank = tuple[int, int, int, int]
_WIDTH = 1000  # pixels of the screen that media queries are asked for
_MAX_SHEET = 60_000  # characters of all style sheets that are read
_MAX_SELECTORS = 100
_MAX_STYLE = 4000  # characters of one style attribute
_DECLARATION = re.compile(
    r"(?<![\w-])(display|visibility|mso-hide|font-size|max-height|opacity|margin|margin-top|margin-bottom|white-space)"
    r"\s{0,5}:\s{0,5}([^;{}]{1,80})"
)
_NUMBER = re.compile(r"(-?\d{0,6}\.?\d{1,6})(px|pt|em|rem|ex|%|cm|in|vw)?")
_BRACE = re.compile(r"([{}])")
_SIMPLE_SELECTOR = re.compile(r"[\w\s.#*>+~=\"'\[\]^$|-]{1,200}")
_MEDIA_WIDTH = re.compile(r"(min|max)-(?:device-)?width\s{0,3}:\s{0,3}(\d{1,5})(?:\.\d{1,9})?(em|rem)?")
#: How much of what is said about an element makes it look so.
_OWN, _IMPORTANT = 1, 2
_ON: Mapping[str, int] = {
    "display": GONE,
    "mso-hide": GONE,
    "max-height": GONE,
    "opacity": GONE,
    "visibility": INVISIBLE,
    "font-size": TINY,
    "white-space": WRAPPED,
}
_OFF: Mapping[str, int] = {"visibility": VISIBLE, "font-size": SIZED, "white-space": UNWRAPPED}


def looks(tree: "LexborHTMLParser") -> dict[int, int]:
    """Return how the elements look whose style matters to a reader of the text, by the id of the node."""
    found: dict[int, dict[str, tuple[_Rank, bool]]] = {}
    _own_styles(tree, found)
    _sheets(tree, found)
    return {node: look for node, said in found.items() if (look := _look(said))}


def inherited(state: int, look: int) -> int:
    """Return what holds inside an element that looks so, where `state` holds around it."""
    for on, off in ((TINY, SIZED), (INVISIBLE, VISIBLE), (WRAPPED, UNWRAPPED)):
        if look & on:
            state |= on
        elif look & off:
            state &= ~on
    return state


def _own_styles(tree: "LexborHTMLParser", found: dict[int, dict[str, tuple[_Rank, bool]]]) -> None:
    known: dict[str, tuple[_Said, ...]] = {}
    for node in tree.css("[style],[hidden],p[class^=Mso],font[size]"):
        given = node.attributes
        style = given.get("style") or ""
        said = known.get(style)
        if said is None:
            said = known[style] = tuple(_declarations(style[:_MAX_STYLE]))
        if "hidden" in given or "size" in given or "class" in given:
            said = (*said, *_by_attributes(node, given))
        if said:
            _remember(found, node, said, (0, 0, 0, 0), own=True)


def _by_attributes(node: "LexborNode", given: Mapping[str, str | None]) -> Iterator[_Said]:
    if "hidden" in given:
        yield _Said("display", True, False)
    if "size" in given and node.tag == "font":
        yield _Said("font-size", False, False)
    if (given.get("class") or "").startswith("Mso") and "style" not in given:
        yield from (_Said("margin-top", True, False), _Said("margin-bottom", True, False))


def _declarations(style: str) -> Iterator[_Said]:
    """Yield the declarations of a style that matter, in order."""
    for name, value in _DECLARATION.findall(style.lower()):
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


def _remember(
    found: dict[int, dict[str, tuple[_Rank, bool]]],
    node: "LexborNode",
    said: Iterable[_Said],
    rank: _Rank,
    own: bool = False,
) -> None:
    """Note what a style or a rule says of an element, where nothing of higher rank has been said."""
    about = found.setdefault(node.mem_id, {})
    for name, on, important in said:
        if name == "mso-hide" and node.tag == "a":
            continue  # hidden from Outlook alone, which is given a drawn button instead
        new = (_OWN * own + _IMPORTANT * important, *rank[1:])
        if name not in about or about[name][0] <= new:
            about[name] = (new, on)


def _look(said: Mapping[str, tuple[_Rank, bool]]) -> int:
    look = 0
    for name, (_, on) in said.items():
        look |= (_ON if on else _OFF).get(name, 0)
    tight = all(side in said and said[side][1] for side in ("margin-top", "margin-bottom"))
    return look | TIGHT if tight else look


def _sheets(tree: "LexborHTMLParser", found: dict[int, dict[str, tuple[_Rank, bool]]]) -> None:
    """Apply the rules of the page's style sheets, weakest first within one importance."""
    from selectolax.lexbor import SelectolaxError

    sheet = "\n".join(node.text() for node in tree.css("style"))[:_MAX_SHEET].lower()
    rules = list(_matching_rules(sheet))
    hiding = {said.name for _, body in rules for said in body if said.on}
    hiding |= {name for about in found.values() for name, (_, on) in about.items() if on}
    asked = 0
    for selector, body in rules:
        said = [one for one in body if one.name in hiding]
        if not said or asked >= _MAX_SELECTORS:
            continue
        asked += 1
        try:
            nodes = tree.css(selector)
        except SelectolaxError:
            continue
        for node in nodes:
            _remember(found, node, said, _specificity(selector))


def _matching_rules(sheet: str) -> Iterator[tuple[str, tuple[_Said, ...]]]:
    for selectors, body in _rules(_without_comments(sheet)):
        said = tuple(_declarations(body))
        if said:
            for selector in dict.fromkeys(one.strip() for one in selectors.split(",")):
                if _SIMPLE_SELECTOR.fullmatch(selector) and len(selector.split()) <= 5:
                    yield selector, said


def _without_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return first + " ".join(other.partition("*/")[2] for other in others)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of a style sheet that apply on a wide screen."""
    around: list[str] = []
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            if text and not selectors.startswith("@") and len(around) < 3 and all(map(_applies, around)):
                yield selectors, text


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
