"""Reading mail: parse, detect and extract, against the standard library's bare parser."""

import email
from collections.abc import Iterator
from pathlib import Path

from rejection_tui.services import letters
from tests.benchmarks.timing import Row, median
from tests.services.conftest import LETTER


def rows(folder: Path) -> Iterator[Row]:
    """Measure an mbox of 400 letters."""
    one = LETTER.replace("\n\nDear", "\nContent-Type: text/plain; charset=utf-8\n\nDear")
    many = [one.replace("n1@", f"n{n}@") for n in range(400)]
    box = folder / "bench.mbox"
    box.write_text("".join(f"From x@y Mon Nov 23 16:20:00 2026\n{m}\n\n" for m in many), encoding="utf-8")
    floor = median(lambda: [email.message_from_string(m) for m in many], 3)
    yield Row(
        "read 400 letters from an mbox",
        median(lambda: letters.read_paths([box]), 3),
        floor,
        "email.message_from_string",
    )
