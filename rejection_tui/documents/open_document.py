"""The paragraphs of OpenDocument texts: each once, as they read with all tracked changes accepted."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from rejection_tui.documents.limits import BROKEN, MAX_PARAGRAPHS, refuse_large
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STAND_FOR: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}soft-page-break": ""}
#: What stands in the file and not in the text: deleted words, comments, notes.
_UNSEEN: Final = frozenset(
    (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}sequence-decls")
)
_MAX_SPACES: Final = 100


@dataclass(frozen=True, slots=True)
class OpenParagraph:
    """A paragraph, its line breaks as \\n; `number` counts those of the file from 1. `listed`: an item of a list."""

    text: str
    number: int
    listed: bool = False
    heading: bool = False


def open_document_paragraphs(data: bytes, name: str) -> tuple[OpenParagraph, ...]:
    """Return the paragraphs of an OpenDocument text (.odt); raise `LetterError` without one."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_large(archive, name)
            content = archive.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(content, parser).find(f".//{_OFFICE}text")
        if body is None:
            return ()
        return tuple(islice(_numbered(_paragraphs(body, False)), MAX_PARAGRAPHS))
    except BROKEN as error:
        raise LetterError(f"{name} is not a document that can be read; save it again.") from error


def open_document_text(data: bytes, name: str) -> str:
    """Return the clean text of an OpenDocument text (.odt), a paragraph a line; raise `LetterError` without one."""
    return "\n".join(one.text for one in open_document_paragraphs(data, name))


def _numbered(found: Iterator[tuple[str, bool, bool]]) -> Iterator[OpenParagraph]:
    for number, (text, listed, heading) in enumerate(found, 1):
        yield OpenParagraph(clean(text), number, listed, heading)


def _paragraphs(parent: Any, listed: bool) -> Iterator[tuple[str, bool, bool]]:
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            continue
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            boxes: list[Any] = []
            yield "".join(_said(element, boxes)), listed and tag == f"{_TEXT}p", tag == f"{_TEXT}h"
            for box in boxes:
                yield from _paragraphs(box, False)
        else:
            yield from _paragraphs(element, tag == f"{_TEXT}list-item" or (listed and tag == f"{_TEXT}list"))


def _said(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the pieces of text in a paragraph; spaces and breaks are elements, text boxes are put into `boxes`."""
    yield element.text or ""
    for child in element:
        tag = child.tag
        if tag == f"{_DRAW}text-box":
            boxes.append(child)
        elif tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count) if count.isdigit() else 1, _MAX_SPACES)
        elif tag in _STAND_FOR:
            yield _STAND_FOR[tag]
        elif isinstance(tag, str) and tag not in _UNSEEN:
            yield from _said(child, boxes)
        yield child.tail or ""
