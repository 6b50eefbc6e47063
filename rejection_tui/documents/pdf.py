"""Opens PDF files within bounds of time and size, and returns the plain text of their pages."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rejection_tui.documents.limits import BROKEN
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean

_MAX_DRAWN: Final = 200_000  # operators and operands of a page


class _TooSlowError(MemoryError):
    """The time for a document is up; no other kind of error leaves a form that pypdf draws on a page."""


@contextmanager
def opened_pdf(file: Path | BinaryIO, name: str, seconds: float) -> Iterator[tuple[Any, Callable[[], None]]]:
    """Give the reader of a PDF and a function to call often, which ends the reading when the time is up.

    Raises `LetterError`, within the block too, when the file is locked, damaged, or takes more than about so many
    `seconds`; `name` is how the user knows it.
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
    end = time.thread_time() + seconds

    def watch() -> None:
        if time.thread_time() > end:
            raise _TooSlowError

    try:
        with apply_configuration(**limits):
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                raise LetterError(f"{name} is locked with a password; save a copy without one.")
            yield reader, watch
    except _TooSlowError as error:
        raise LetterError(f"{name} takes too long to read; copy the text and paste it instead.") from error
    except (PyPdfError, *BROKEN) as error:
        raise LetterError(f"{name} is not a PDF that can be read; copy the text and paste it instead.") from error


def pdf_pages(file: Path | BinaryIO, name: str, most: int, seconds: float) -> list[str]:
    """Return the clean text of the first `most` pages of a PDF; raise `LetterError` as `opened_pdf` does."""
    with opened_pdf(file, name, seconds) as (reader, watch):

        def before(*_: Any) -> None:
            watch()

        return [clean(page.extract_text(visitor_operand_before=before)) for page in islice(reader.pages, most)]
