"""The text of PDF, Word and OpenDocument files, which letters and CVs come as. Hostile files end in a sentence."""

import io
import logging
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean

_MAX_UNPACKED: Final = 60 * 1024 * 1024
_MAX_XML: Final = 6 * 1024 * 1024  # of the part of a document that holds its text
_MAX_PARAGRAPHS: Final = 20_000
_MAX_CHARACTERS: Final = 500_000
_MAX_DRAWN: Final = 200_000  # operators and operands of a page
#: What libraries are known to raise on broken and hostile files. An XML error is a SyntaxError; a NotImplementedError
#: says that a library lacks the form of a zip's entry or of a PDF.
BROKEN: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    MemoryError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    SyntaxError,
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAME_AGAIN: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class _TooSlowError(MemoryError):
    """The time for a document is up; no other kind of error leaves a form that pypdf draws on a page."""


def pdf_pages(file: Path | BinaryIO, name: str, most: int, seconds: float) -> list[str]:
    """Return the clean text of the first `most` pages of a PDF, `name` is how the user knows it.

    Raises `LetterError` when it is locked, damaged, or takes more than about so many `seconds`.
    """
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would write on the screen
    limits: dict[str, Any] = {
        "zlib_maximum_output_length": 8_000_000,
        "lzw_maximum_output_length": 8_000_000,
        "run_length_maximum_output_length": 8_000_000,
        "array_based_stream_maximum_output_length": 8_000_000,
        "stream_decoding_work_maximum_length": 30_000_000,
        "stream_parsing_work_maximum_count": _MAX_DRAWN,
        "xform_maximum_invocations_per_extraction": 200,
        "page_tree_maximum_entries": 5000,
        "page_tree_maximum_page_entries": 50_000,
    }
    watch = _watch(time.thread_time() + seconds)
    try:
        with apply_configuration(**limits):
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                raise LetterError(f"{name} is locked with a password; save a copy without one.")
            return [clean(page.extract_text(visitor_operand_before=watch)) for page in islice(reader.pages, most)]
    except _TooSlowError as error:
        raise LetterError(f"{name} takes too long to read; copy the text and paste it instead.") from error
    except (PyPdfError, *BROKEN) as error:
        raise LetterError(f"{name} is not a PDF that can be read; copy the text and paste it instead.") from error


def _watch(end: float) -> Callable[[Any, Any, Any, Any], None]:
    def watch(*_: Any) -> None:
        if time.thread_time() > end:
            raise _TooSlowError

    return watch


def open_docx(file: Path | BinaryIO, name: str) -> Any:
    """Return the document of python-docx in a Word file; raise `LetterError` when there is none or it is too large."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_large(archive, name)
        return docx.Document(str(file) if isinstance(file, Path) else file)
    except (PackageNotFoundError, *BROKEN) as error:
        raise LetterError(f"{name} is not a Word file that can be read; save it again.") from error


def docx_paragraphs(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of a Word document, those in tables and text boxes too, each once."""
    from docx.text.paragraph import Paragraph

    for element in islice(document.element.body.iter(f"{_W}p"), _MAX_PARAGRAPHS):
        if next(element.iterancestors(_SAME_AGAIN), None) is None:
            yield Paragraph(element, document)


def docx_text(data: bytes, name: str) -> str:
    """Return the clean text of a Word file, a paragraph a line; raise `LetterError` as `open_docx` does."""
    lines: list[str] = []
    length = 0
    try:
        for paragraph in docx_paragraphs(open_docx(io.BytesIO(data), name)):
            lines.append(paragraph.text)
            length += len(lines[-1])
            if length > _MAX_CHARACTERS:
                break
        return clean("\n".join(lines))
    except BROKEN as error:
        raise LetterError(f"{name} is not a Word file that can be read; save it again.") from error


def open_document_text(data: bytes, name: str) -> str:
    """Return the clean text of an OpenDocument text (.odt), a paragraph a line; raise `LetterError` without one."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_large(archive, name)
            content = archive.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(content, parser).find(f".//{_OFFICE}text")
        paragraphs = body.iter(f"{_TEXT}p", f"{_TEXT}h") if body is not None else ()
        return clean("\n".join("".join(_said(one)) for one in islice(paragraphs, _MAX_PARAGRAPHS)))
    except BROKEN as error:
        raise LetterError(f"{name} is not a document that can be read; save it again.") from error


def _said(paragraph: Any) -> Iterator[str]:
    """Yield the pieces of text in a paragraph of an OpenDocument file; spaces and breaks are elements."""
    stand_for = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
    for element in paragraph.iter():
        yield stand_for.get(element.tag, "")
        yield element.text or "" if isinstance(element.tag, str) else ""
        if element is not paragraph:
            yield element.tail or ""


def _refuse_large(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise LetterError(f"{name} is locked with a password; save a copy without one.")
    texts = (entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    for size, most in ((sum(entry.file_size for entry in entries), _MAX_UNPACKED), (sum(texts), _MAX_XML)):
        if size > most:
            raise LetterError(f"{name} unpacks to more than {most // 1024 // 1024} MB; it was not read.")
