"""The files a CV comes in, each read with care: sizes are capped and no foreign error passes the door."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean, clean_line

MAX_PAGES: Final = 40
MAX_UNPACKED: Final = 60 * 1024 * 1024
#: What readers of broken files are known to raise; an XML error is a SyntaxError.
_BROKEN: Final = (
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
    zlib.error,
    zipfile.BadZipFile,
    SyntaxError,
)


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it stands in a file, with what the file itself says of it."""

    text: str
    number: int = 0
    bullet: bool = False
    heading: bool = False
    section: str = ""


def text_lines(path: Path) -> list[RawLine]:
    """Return the lines of a text file in UTF-8, UTF-16 with its mark, or Windows-1252."""
    return [RawLine(line, number) for number, line in enumerate(clean(_decoded(path)).split("\n"), 1)]


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        raise LetterError(f"{clean_line(path.name)} is not a text file; nothing was read.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def docx_lines(path: Path) -> list[RawLine]:
    """Return the paragraphs of a Word file, those in tables too; the number counts paragraphs."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise LetterError(f"{clean_line(path.name)} unpacks to more than 60 MB; it was not read.")
        document = docx.Document(str(path))
        return [_paragraph(p, n) for n, p in enumerate(_paragraphs(document), 1)]
    except (PackageNotFoundError, *_BROKEN) as error:
        raise LetterError(f"{clean_line(path.name)} is not a Word file that can be read; save it again.") from error


def _paragraphs(document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(element, document) for element in document.element.body.iter(f"{_W}p")]


_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _paragraph(paragraph: Any, number: int) -> RawLine:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    text = clean(paragraph.text).replace("\n", " ").strip()
    heading = style.startswith(("Heading", "Title", "Subtitle"))
    return RawLine(text, number, bool(text) and not heading and (numbered or style.startswith("List")), heading)


def pdf_lines(path: Path) -> list[RawLine]:
    """Return the lines of the first pages of a PDF; the number counts lines over all pages."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    name = clean_line(path.name)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise LetterError(f"{name} is locked with a password; save a copy without one.")
        pages = [reader.pages[n].extract_text() for n in range(min(len(reader.pages), MAX_PAGES))]
    except (PyPdfError, *_BROKEN) as error:
        raise LetterError(f"{name} is not a PDF that can be read; copy the text and paste it instead.") from error
    lines = clean("\n".join(pages)).split("\n")
    return [RawLine(line, number) for number, line in enumerate(lines, 1)]


def json_lines(path: Path) -> list[RawLine]:
    """Return the highlights of a JSON Resume; the number is the line of the file where the words stand."""
    data = path.read_bytes()
    try:
        resume = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise LetterError(f"{clean_line(path.name)} is not valid JSON; nothing was read.") from error
    if not isinstance(resume, dict):
        raise LetterError(f"{clean_line(path.name)} is not a JSON Resume: it holds no sections.")
    source = data.decode("utf-8", "replace")
    found: list[RawLine] = []
    at = 0
    for section, words in _highlights(resume):
        place = source.find(orjson.dumps(words).decode(), at)
        at = max(place, at)
        found.append(
            RawLine(clean(words), source.count("\n", 0, place) + 1 if place >= 0 else 0, True, section=section)
        )
    return found


def _highlights(resume: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key in ("work", "volunteer", "projects"):
        entries = resume.get(key)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                names = [str(entry[k]) for k in ("position", "name", "organization", "company") if entry.get(k)]
                lines = entry.get("highlights")
                section = clean_line(", ".join(names[:2]), 120)
                found += [(section, w) for w in (lines if isinstance(lines, list) else ()) if isinstance(w, str)]
    return found
