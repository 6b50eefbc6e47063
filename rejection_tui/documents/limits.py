"""What bounds the reading of hostile documents, and what libraries raise on broken ones."""

import struct
import zipfile
import zlib
from typing import Final

from rejection_tui.domain.errors import LetterError

_MAX_UNPACKED: Final = 60 * 1024 * 1024
_MAX_XML: Final = 6 * 1024 * 1024  # of the parts of a document that may hold its text
MAX_PARAGRAPHS: Final = 20_000
MAX_CHARACTERS: Final = 500_000
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


def refuse_large(archive: zipfile.ZipFile, name: str) -> None:
    """Raise `LetterError` for a zip that is locked or unpacks to more than a document holds."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise LetterError(f"{name} is locked with a password; save a copy without one.")
    texts = (entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    for size, most in ((sum(entry.file_size for entry in entries), _MAX_UNPACKED), (sum(texts), _MAX_XML)):
        if size > most:
            raise LetterError(f"{name} unpacks to more than {most // 1024 // 1024} MB; it was not read.")
