"""Reads the text of a cover letter from the kinds of files a CV comes in as well."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from rejection_tui.domain.decoding import UTF_16_MARKS, decode_file
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.paragraphs import joined
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing.cv import paragraphs

#: Characters of a file that are read; a letter takes one page.
_MAX_CHARACTERS: Final = 40_000
#: Words from which a paragraph stands apart from the lines of an address or a closing.
_PARAGRAPH: Final = 12
#: Kinds whose text has its own blank lines.
_PLAIN: Final = (".txt", ".text", ".md", ".markdown")


def read_cover_letter(path: Path) -> str:
    """Return the clean text of the file at `path`, with blank lines between its paragraphs.

    Raises `UsageError` for an unknown kind of file, `LetterError` for one that cannot be read or is empty.
    """
    name = clean_line(path.name)
    found = paragraphs(path)  # refuses what is no such file, and what is too large
    text = _plain(path, name) if path.suffix.lower() in _PLAIN else "".join(_spaced(found))
    if not text.strip():
        raise LetterError(f"No text was found in {name}; copy the text and paste it instead.")
    return text[:_MAX_CHARACTERS].strip()


def _plain(path: Path, name: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LetterError(f"{name} could not be read: {error.strerror or 'unknown reason'}.") from error
    if b"\x00" in data[:4096] and not data.startswith(UTF_16_MARKS):
        raise LetterError(f"{name} is not a text file; nothing was read.")
    return joined(clean(decode_file(data))[:_MAX_CHARACTERS])


def _spaced(found: tuple[str, ...]) -> Iterator[str]:
    """Yield the paragraphs with blank lines around those that are no line of an address or a closing."""
    long = [len(one.split()) >= _PARAGRAPH for one in found]
    for (one, is_long), (_, next_is_long) in pairwise([*zip(found, long, strict=True), ("", False)]):
        yield one
        yield "\n\n" if is_long or next_is_long else "\n"
