"""The paragraphs of Word files: each once, as they read with all tracked changes accepted."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rejection_tui.documents.limits import BROKEN, MAX_CHARACTERS, MAX_PARAGRAPHS, refuse_large
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What stands in the file and not in the text: deleted words, where moved ones were, codes of fields, properties.
_UNSEEN: Final = frozenset(
    [f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr")]
)
_MOST_STYLES: Final = 20  # that are based on one another


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph, its line breaks as \\n; `number` counts those of the file from 1. `listed`: an item of a list.

    `box` numbers the text box it stands in, 0 for none.
    """

    text: str
    number: int
    listed: bool = False
    heading: bool = False
    bold: bool = False
    box: int = 0


@dataclass(frozen=True, slots=True)
class WordText:
    """What was read of a Word file, and what was not: pairs of a place and what is there."""

    paragraphs: tuple[WordParagraph, ...]
    unread: tuple[tuple[str, str], ...] = ()


def word_text(file: Path | BinaryIO, name: str) -> WordText:
    """Return the paragraphs of a Word file, those in tables, text boxes and controls too; headers and footers are not.

    Raises `LetterError` when there is none or it is too large.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(file) as archive:
            refuse_large(archive, name)
        document = docx.Document(str(file) if isinstance(file, Path) else file)
        return _Reading(document).result()
    except (PackageNotFoundError, *BROKEN) as error:
        raise LetterError(f"{name} is not a Word file that can be read; save it again.") from error


def docx_text(data: bytes, name: str) -> str:
    """Return the clean text of a Word file, a paragraph a line; raise `LetterError` as `word_text` does."""
    return "\n".join(one.text for one in word_text(io.BytesIO(data), name).paragraphs)


@dataclass(slots=True)
class _Piece:
    """Words of a paragraph in the making, and whether they are bold."""

    text: str
    bold: bool


class _Reading:
    """One walk over the body of a document."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = {one.style_id: one for one in document.styles}
        self.found: list[WordParagraph] = []
        self.unread: dict[tuple[str, str], None] = {}
        self.number = 0
        self.box = self.boxes = 0
        self.length = 0
        self.open: list[_Piece] = []  # of a paragraph whose end was deleted: the next one goes on

    def result(self) -> WordText:
        """Return what the walk finds."""
        self._blocks(self.body, 0)
        return WordText(tuple(self.found), tuple(self.unread))

    def _full(self) -> bool:
        full = self.number >= MAX_PARAGRAPHS or self.length > MAX_CHARACTERS
        if full:
            self.unread[(f"from paragraph {self.number + 1} on", "more than is read of one file")] = None
        return full

    def _blocks(self, parent: Any, depth: int) -> None:
        """Read the paragraphs of an element in the order of the file."""
        for element in parent:
            tag = element.tag
            if tag == f"{_W}p":
                self._paragraph(element, depth)
            elif tag == f"{_W}altChunk":
                self.unread[(f"after paragraph {self.number}", "a file that was put in")] = None
            elif isinstance(tag, str) and tag not in _UNSEEN and depth < 60:
                self._blocks(element, depth + 1)
            if self._full():
                return

    def _paragraph(self, element: Any, depth: int) -> None:
        self.number += 1
        number = self.number
        boxes: list[Any] = []
        pieces = [*self.open, *_Pieces(boxes).of(element)]
        self.open = []
        properties = element.find(f"{_W}pPr")
        if _end_is_deleted(properties):
            self.open = pieces
        else:
            text = clean("".join(one.text for one in pieces)).strip(" \t\n")
            self.length += len(text)
            heading = self._is_heading(properties)
            words = [one for one in pieces if one.text.strip()]
            bold = bool(words) and all(one.bold for one in words)
            listed = bool(text) and not heading and self._is_listed(properties)
            self.found.append(WordParagraph(text, number, listed, heading, bold, self.box))
        for box in boxes:
            if box.tag == f"{_W}txbxContent":
                outer, self.boxes = self.box, self.boxes + 1
                self.box = self.boxes
                if depth < 60:
                    self._blocks(box, depth + 1)
                self.box = outer
            else:
                self.unread[(f"paragraph {number}", "a drawing with words of its own")] = None

    @cached_property
    def _chains(self) -> dict[str, list[Any]]:
        return {}

    def _chain(self, properties: Any) -> list[Any]:
        """Return the style of a paragraph and those it is based on."""
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        one = self.styles.get(style.get(f"{_W}val")) if style is not None else None
        chain: list[Any] = []
        while one is not None and len(chain) < _MOST_STYLES:
            chain.append(one)
            one = one.base_style
        return chain

    def _is_heading(self, properties: Any) -> bool:
        level = properties.find(f"{_W}outlineLvl") if properties is not None else None
        if level is not None:
            return bool(level.get(f"{_W}val") != "9")
        for style in self._chain(properties):
            if (style.name or "").lower().startswith(("heading", "title", "subtitle")):
                return True
            own = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            if own is not None and own.get(f"{_W}val") != "9":
                return True
        return False

    def _is_listed(self, properties: Any) -> bool:
        chain = self._chain(properties)
        for one in (properties, *(style.element.find(f"{_W}pPr") for style in chain)):
            numbers = one.find(f"{_W}numPr") if one is not None else None
            if numbers is not None:
                told = numbers.find(f"{_W}numId")
                if told is not None:
                    return bool(told.get(f"{_W}val") != "0")
        return any(re.match(r"list (?!paragraph|continue)", (style.name or "").lower() + " ") for style in chain)


def _end_is_deleted(properties: Any) -> bool:
    marks = properties.find(f"{_W}rPr") if properties is not None else None
    return marks is not None and (marks.find(f"{_W}del") is not None or marks.find(f"{_W}moveFrom") is not None)


class _Pieces:
    """Gathers the words of a paragraph; text boxes in it are put into `boxes`, each once."""

    def __init__(self, boxes: list[Any]) -> None:
        self.boxes = boxes

    def of(self, element: Any, depth: int = 0) -> Iterator[_Piece]:
        """Yield the words of an element, its line breaks as \\n."""
        if depth > 60:
            return
        for child in islice(element, 100_000):
            tag = child.tag
            if not isinstance(tag, str) or tag in _UNSEEN:
                continue
            if tag == f"{_W}r":
                if not _is_hidden(child):
                    yield from self._run(child, depth)
            elif tag == f"{_MC}AlternateContent":
                yield from self.of(_chosen(child), depth + 1)
            elif tag == f"{_W}txbxContent" or tag.endswith("}relIds"):
                self.boxes.append(child)
            else:
                yield from self.of(child, depth + 1)

    def _run(self, run: Any, depth: int) -> Iterator[_Piece]:
        bold = _is_on(run, "b")
        for child in run:
            tag = child.tag
            if not isinstance(tag, str) or tag in _UNSEEN:
                continue
            if tag == f"{_W}t":
                yield _Piece(child.text or "", bold)
            elif tag in _STAND_FOR:
                yield _Piece(_STAND_FOR[tag], bold)
            elif tag == f"{_W}br":
                kind = child.get(f"{_W}type") or "textWrapping"
                yield _Piece("\n" if kind == "textWrapping" else " ", bold)
            elif tag == f"{_W}sym":
                yield _Piece(_symbol(child), bold)
            else:
                inside = _chosen(child) if tag == f"{_MC}AlternateContent" else child
                yield from self.of(inside, depth + 1)


_STAND_FOR: Final = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def _symbol(child: Any) -> str:
    """Return a letter of a symbol font: one from its private codes is taken for the mark of an item."""
    code = int(child.get(f"{_W}char") or "20", 16)
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code)


def _chosen(alternatives: Any) -> Any:
    """Return the first of several forms of the same thing that says anything, so that it is read once."""
    told = [one for one in alternatives if isinstance(one.tag, str)]
    return next((one for one in told if next(one.iter(f"{_W}t"), None) is not None), told[0] if told else alternatives)


def _is_on(run: Any, name: str) -> bool:
    own = run.find(f"{_W}rPr/{_W}{name}")
    return own is not None and own.get(f"{_W}val") not in ("0", "false", "off")


def _is_hidden(run: Any) -> bool:
    return _is_on(run, "vanish")
