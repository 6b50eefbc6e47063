"""HTML to readable plain text: a walk over the page's tree. Hidden text is left out; nothing is fetched."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rejection_tui.documents.page import is_affordable, text_without_tree, unescaped
from rejection_tui.domain.text import clean
from rejection_tui.mail import links as addresses
from rejection_tui.mail import styles
from rejection_tui.mail.lines import NEXT_LINE, PARAGRAPH, Lines, without_copies

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_CHARACTERS = 512_000  # characters of a page; the rest is ignored
_MAX_NODES = 150_000  # of a tree that are visited
_MAX_ROW = 300  # characters of a table's row that is written on one line
_PROSE = 60  # a line with more characters is prose, and a paragraph where it stands alone in a block
_SENTENCE_ENDS = (".", "!", "?", "…", ":")
_MAX_HREF = 4000  # characters of a link's address that are looked at
_SHORT_PAGE = 200  # characters; a page with less may be a picture that says the letter
_NO_TEXT = ("script", "style", "head", "title", "template", "xml", "-comment", "-doctype")
_NO_MAIL = (
    "svg",
    "math",
    "select",
    "object",
    "iframe",
    "noembed",
    "noframes",
    "textarea",
    "datalist",
    "audio",
    "video",
)
_DROPPED: Final = frozenset((*_NO_TEXT, *_NO_MAIL, "canvas"))
_APART = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "section", "article")
_ON_LINES = ("div", "dt", "dd", "header", "footer", "nav", "aside", "main", "center", "address", "form", "fieldset")
#: The gap around an element; one that is not named here stands in the line.
_GAPS: Final[Mapping[str, int]] = {
    **dict.fromkeys((*_APART, "hr", "figure"), PARAGRAPH),
    **dict.fromkeys((*_ON_LINES, "legend", "caption", "figcaption", "details", "summary"), NEXT_LINE),
    **dict.fromkeys(("tr", "td", "th", "li"), NEXT_LINE),
}
_CELLS: Final = frozenset({"td", "th"})
_LISTS: Final = frozenset({"ul", "ol"})
_UNSTYLED: Final = frozenset({"tbody", "br", "img"})  # their styles do not matter
#: What is to be done at the end of an element; 1 and 2 are gaps.
_HIDDEN, _INLINE, _TIGHT, _ALONE, _ROW, _CELL, _ITEM, _QUOTE, _LIST, _PRE, _LINK = -1, 0, 3, 4, 5, 6, 7, 8, 9, 10, 11
_SPECIAL: Final = _CELLS | _LISTS | {"tr", "li", "blockquote", "pre"}
_BLOCKS: Final = "p,br,div,td,li,h1,h2,h3,h4,pre,blockquote"
#: What mail programs call the quotation of an earlier mail; a bare "quote" may be what a notice is about.
_QUOTE_NAME = re.compile(r"(?:mail|tutanota|yahoo)\w{0,9}[_-]quote|moz-cite|zmail|replyblockquote", re.I)


def to_text(page: str, links: list[str] | None = None, mail_addresses: bool = True) -> str:
    """Return the words a reader of `page` would see, as clean plain text with paragraphs, lists, rows and quotations.

    The lines of a quoted mail begin with `>`. What its links lead to is added to `links`, as `mail.links` keeps them;
    with `mail_addresses` a mail address behind other words stands in the text too. Never raises; a page whose tree
    would cost too much is read tag by tag, without its links.
    """
    page = page[:MAX_CHARACTERS]
    if "<" not in page:
        return clean(unescaped(page)).strip()
    if not is_affordable(page):
        return clean(text_without_tree(page)).strip()
    return clean("\n".join(without_copies(_lines_of(page, links, mail_addresses)))).strip()


def _lines_of(page: str, links: list[str] | None, mail_addresses: bool) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page.encode("utf-8", "replace"))
    styled = styles.Styles(tree, page)
    state = styles.WRAPPED if "\n" in page and tree.css_first(_BLOCKS) is None else 0
    lines = _Walk(styled, state, links, mail_addresses).lines_of(tree)
    if not lines:
        lines = _Walk(None, state, links, mail_addresses).lines_of(
            tree
        )  # hidden by mistake: an element that was never closed
    length = sum(map(len, lines))
    if length < _SHORT_PAGE and length < sum(len(image.attributes["alt"] or "") for image in tree.css("img[alt]")):
        lines = _Walk(styled, state, links, mail_addresses, pictures=True).lines_of(tree)
    return lines


class _Frame:
    """An open element whose lines are gathered first: a row with its cells, a cell, a list's item, a quotation."""

    __slots__ = ("cells", "mark", "outer")

    def __init__(self, outer: Lines, mark: str = "") -> None:
        self.outer = outer  # the lines of what stands around it
        self.mark = mark  # "- ", "3. " or "> ", else empty
        self.cells: list[list[str]] = []


class _Walk:
    """One walk over a tree, element by element and without recursion, however deep it is."""

    def __init__(
        self,
        styled: styles.Styles | None,
        state: int,
        links: list[str] | None,
        mail_addresses: bool,
        pictures: bool = False,
    ) -> None:
        self.styled = styled  # None to read what is hidden too
        self.state = state  # what holds for the text here: flags of `styles`
        self.pictures = pictures  # whether the words that stand for a picture are read
        self.lines = Lines()
        self.frames: list[_Frame] = []
        self.lists: list[int] = []  # of each open list the number of its next item, 0 without numbers
        self.blocks: list[int] = []  # where each open block begins that stands apart only when it is prose
        self.alone = False  # whether the next cell is the only one of its row
        self.verbatim = 0  # how many <pre> are open
        self.links = links
        self.mail_addresses = mail_addresses
        self.kept: set[str] = set()  # the addresses of the links
        #: The address of each open link, and where its words begin: their lines, how many of these, how many words.
        self.linked: list[tuple[str, Lines, int, int]] = []

    def lines_of(self, tree: "LexborHTMLParser") -> list[str]:
        """Return the lines of the page's body."""
        root = tree.body or tree.root
        node = root.first_child if root is not None else None
        above: list[tuple[LexborNode, int, int]] = []
        for _ in range(_MAX_NODES):
            if node is None:
                break
            name = node.tag
            if name == "-text":
                if self.state:
                    self._text(node)
                elif (text := node.text_content) and (self.lines.words or not text.isspace() or "\xa0" in text):
                    self.lines.words.append(text)
            elif name is not None and name not in _DROPPED:
                before = self.state
                end = self._enter(node, name)
                if end != _HIDDEN:
                    if (inside := node.first_child) is not None:
                        above.append((node, end, before))
                        node = inside
                        continue
                    self.state = before
                    if end:
                        self._leave(end)
            following = node.next
            while following is None and above:
                node, end, self.state = above.pop()
                if end:
                    self._leave(end)
                following = node.next
            node = following
        for _, end, _ in reversed(above):
            if end:
                self._leave(end)
        return self.lines.finished()

    def _text(self, node: "LexborNode") -> None:
        """Take text where a style holds: it may be hidden, or its line ends meant."""
        if self.state & styles.MUTE:
            return
        text = node.text_content or ""
        for number, line in enumerate(text.split("\n") if self.state & styles.WRAPPED else [text]):
            if number:
                self.lines.break_line()
            self.lines.words.append(line)
            self.lines.verbatim = self.verbatim > 0

    def _enter(self, node: "LexborNode", name: str) -> int:
        """Begin an element; return what is to be done at its end."""
        look = self.styled.look(node, name, self.state) if self.styled and name not in _UNSTYLED else 0
        if look:
            if look & styles.GONE:
                return _HIDDEN
            self.state = styles.inherited(self.state, look)
        gap = _GAPS.get(name)
        if gap is None:
            if name == "br":
                self.lines.break_line()
            elif name == "img" and self.pictures:
                self.lines.put_all([" ".join((node.attributes.get("alt") or "").split())], NEXT_LINE)
            elif name == "a" and self.links is not None and len(self.links) < addresses.MAX_LINKS:
                return self._open_link(node.attributes.get("href") or "")
            return _INLINE
        if self.lists and name in _LISTS:
            gap = NEXT_LINE
        if look & styles.TIGHT and name == "p":
            self.lines.end(NEXT_LINE)
            return self._open_block(_TIGHT)
        if name in _SPECIAL:
            return self._enter_special(node, name, gap)
        lines = self.lines
        if lines.words or gap > lines.gap:
            lines.end(gap)
        return gap

    def _enter_special(self, node: "LexborNode", name: str, gap: int) -> int:
        if name == "tr":
            self.alone = _has_one_cell(node)
            return _INLINE if self.alone else self._open_frame(_ROW)
        if name == "blockquote" and _quotes_a_mail(node):
            self.lines.end(NEXT_LINE)
            return self._open_frame(_QUOTE, "> ")
        self.lines.end(gap)
        if name in _CELLS:
            if not self.alone:
                return self._open_frame(_CELL)
            self.alone = False
            return self._open_block(_ALONE)
        if name == "li":
            return self._open_frame(_ITEM, self._item_mark())
        if name == "blockquote":
            return gap
        if name == "pre":
            self.verbatim += 1
            self.state |= styles.WRAPPED
            return _PRE
        self.lists.append(_first_number(node) if name == "ol" else 0)
        return _LIST

    def _open_link(self, address: str) -> int:
        address = address[:_MAX_HREF].strip()
        if address[:7].lower() not in ("http://", "https:/", "mailto:"):
            return _INLINE
        lines = self.lines
        self.linked.append((address, lines, len(lines.lines), len(lines.words)))
        return _LINK

    def _close_link(self) -> None:
        """Keep a link with its words; a mail address that these do not tell may stand behind them."""
        address, lines, above, start = self.linked.pop()
        links = self.links
        if links is None:
            return
        here = lines is self.lines and len(lines.lines) == above
        words = "".join(lines.words[start:]) if here else " ".join(lines.lines[above : above + 1])
        shown = " ".join(words.split())
        if address[:7].lower() == "mailto:":
            email = addresses.mail_address(address)
            if (
                self.mail_addresses
                and here
                and shown
                and email
                and email.lower() not in shown.lower()
                and "@" not in shown
            ):
                lines.words.append(f" ({email})")
        elif here and shown.startswith(("http://", "https://")) and not addresses.is_readable(shown):
            shown = f"[{addresses.domain(shown) or addresses.domain(address)}]"
            lines.words[start:] = [shown]
        if address not in self.kept and (found := addresses.link(shown, address)):
            self.kept.add(address)
            links.append(found)

    def _open_block(self, end: int) -> int:
        self.blocks.append(len(self.lines.lines))
        return end

    def _open_frame(self, end: int, mark: str = "") -> int:
        self.frames.append(_Frame(self.lines, mark))
        self.lines = Lines()
        return end

    def _item_mark(self) -> str:
        number = self.lists[-1] if self.lists else 0
        if not number:
            return "- "
        self.lists[-1] += 1
        return f"{number}. "

    def _leave(self, end: int) -> None:
        if end <= PARAGRAPH:
            lines = self.lines
            if lines.words or end > lines.gap:
                lines.end(end)
        elif end <= _ALONE:
            self._leave_block(end)
        elif end == _LIST:
            self.lists.pop()
            self.lines.end(NEXT_LINE if self.lists else PARAGRAPH)
        elif end == _PRE:
            self.verbatim -= 1
            self.lines.end(PARAGRAPH)
        elif end == _LINK:
            self._close_link()
        else:
            self._close_frame(end)

    def _leave_block(self, end: int) -> None:
        """End a row's only cell or a paragraph without space around it: prose stands apart, short lines do not."""
        self.lines.end(NEXT_LINE)
        start, lines = self.blocks.pop(), self.lines.lines
        if len(lines) > start and not lines[start]:
            start += 1
        apart = len(lines) > start + 1 or (len(lines) > start and len(lines[start]) > _PROSE)
        if apart and (end == _ALONE or lines[-1].endswith(_SENTENCE_ENDS)):
            if start and lines[start - 1]:
                lines.insert(start, "")
            self.lines.end(PARAGRAPH)

    def _close_frame(self, end: int) -> None:
        """Write what a row, cell, item or quotation gathered into the lines around it."""
        frame = self.frames.pop()
        found, self.lines = self.lines.finished(), frame.outer
        if end == _ROW:
            self._put_row(frame.cells)
        elif end == _CELL and found:
            (self.frames[-1].cells if self.frames else []).append(found)
        elif end == _ITEM:
            indent = " " * len(frame.mark)
            rest = [indent + line if line else "" for line in found[1:]]
            self.lines.put_all([frame.mark + line for line in found[:1]] + rest, NEXT_LINE)
        elif end == _QUOTE:
            self.lines.put_all([(frame.mark + line).rstrip() for line in found], NEXT_LINE)

    def _put_row(self, cells: list[list[str]]) -> None:
        """Write a row: its cells on one line when each is one, else each as a block, as in tables made for layout."""
        line = "  ".join(cell[0] for cell in cells)
        if len(line) <= _MAX_ROW and all(len(cell) == 1 for cell in cells):
            self.lines.put_all([line] if line else [], NEXT_LINE)
            return
        for cell in cells:
            self.lines.put_all(cell, PARAGRAPH if len(cell) > 1 or len(cell[0]) > _PROSE else NEXT_LINE)


def _has_one_cell(row: "LexborNode") -> bool:
    first = row.first_child
    if first is None or first.next is None:
        return first is not None
    return sum(1 for cell in row.iter() if cell.tag in _CELLS) == 1


def _first_number(node: "LexborNode") -> int:
    start = node.attributes.get("start") or "1"
    return int(start) if start.isascii() and start.isdigit() and 0 < len(start) < 5 else 1


def _quotes_a_mail(node: "LexborNode") -> bool:
    """Return whether a blockquote holds an earlier mail; others only set words in from the edge."""
    given = node.attributes
    named = f"{given.get('class') or ''} {given.get('id') or ''}"
    return given.get("type") == "cite" or "cite" in given or _QUOTE_NAME.search(named[:500]) is not None
