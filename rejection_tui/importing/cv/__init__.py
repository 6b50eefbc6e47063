"""Reads the lines of a CV, each with its place, from a file of any of the kinds people have, or from a paste."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing.cv import lines
from rejection_tui.importing.cv.lines import CvLine, CvRead, Raw, Unread

__all__ = ["CvLine", "CvRead", "Unread", "paragraphs", "read_cv", "read_lines"]

MAX_BYTES: Final = 10 * 1024 * 1024
#: Kinds that cannot be read, and what to do instead.
_INSTEAD: Final = {
    ".doc": "is a Word file of the old kind; open it and save it as .docx or .pdf.",
    ".pages": "is a Pages document; export it as .docx or .pdf.",
    ".yaml": "is a YAML file, which is not read; name the PDF or Typst file that is made of it.",
    ".yml": "is a YAML file, which is not read; name the PDF or Typst file that is made of it.",
    ".png": "is a picture; export the CV as .pdf or .docx instead.",
    ".jpg": "is a picture; export the CV as .pdf or .docx instead.",
}


def read_cv(path: Path) -> CvRead:
    """Return the lines of the CV at `path`, and what of it was left unread.

    Raises `UsageError` for an unknown kind of file, `LetterError` for one that cannot be read or holds no line.
    """
    name = clean_line(path.name)
    found = lines.read(_raw(path))
    if not found.lines:
        what = "; ".join(str(one) for one in found.unread[:3])
        because = f" ({what})" if what else ""
        raise LetterError(f"No lines were found in {name}{because}; copy the text and paste it instead.")
    return found


def read_lines(pasted: str) -> tuple[CvLine, ...]:
    """Return the lines of a pasted text: those with a bullet mark, or all of them when none has one."""
    from rejection_tui.importing.cv import text

    return lines.read(Raw(text.paragraphs_of(clean(pasted[: MAX_BYTES // 10]))), every=True).lines


def paragraphs(path: Path) -> tuple[str, ...]:
    """Return the plain paragraphs of a file of these kinds, in the order of reading, wrapped lines joined.

    Raises `UsageError` and `LetterError` as `read_cv` does; a file without text gives none.
    """
    return tuple(one for line in _raw(path).lines if (one := clean(line.text).strip()))


@cache
def _readers() -> dict[str, Callable[[Path], Raw]]:
    """Return what reads each kind of file, by the end of its name; loaded when a CV is read, as few starts do."""
    from rejection_tui.importing.cv import documents, europass, html, latex, resume, text, typst

    return {
        ".md": text.markdown,
        ".markdown": text.markdown,
        ".txt": text.text,
        ".text": text.text,
        ".docx": documents.docx,
        ".odt": documents.odt,
        ".rtf": documents.rtf,
        ".pdf": documents.pdf,
        ".html": html.html,
        ".htm": html.html,
        ".json": resume.json,
        ".xml": europass.xml,
        ".tex": latex.tex,
        ".typ": typst.typ,
    }


def _raw(path: Path) -> Raw:
    suffix, name = path.suffix.lower(), clean_line(path.name)
    reader = _readers().get(suffix)
    if suffix in _INSTEAD:
        raise UsageError(f"{name} {_INSTEAD[suffix]} Nothing was read.")
    if reader is None:
        kinds = "use .pdf, .docx, .odt, .rtf, .md, .txt, .html, .tex, .typ, .json or .xml"
        raise UsageError(f"{name} is not a CV that can be read; {kinds}.")
    try:
        if not path.is_file():
            raise LetterError(f"There is no file {name} to read; nothing was changed.")
        if path.stat().st_size > MAX_BYTES:
            raise LetterError(f"{name} is larger than 10 MB; save a copy without pictures.")
        return reader(path)
    except OSError as error:
        raise LetterError(f"{name} could not be read: {error.strerror or 'unknown reason'}.") from error
