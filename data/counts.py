"""Public mail as numbers: `python -m data.counts FOLDER` writes `data/counts/` from JSON lines files of labelled mail.

Kept of a mail are its kind and the hashed features of its sentences, and of them only those that our own letters have,
or two of these mails: real mail takes part in the training without its words, and cannot be read out of the numbers.
"""

import gzip
import json
import sys
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from data import corpus
from rejection_tui.reading.words import Parts, Sentence, take_apart

#: The collections that take part in the training; all others are only measured.
SETS: Final = ("kaggle", "templates", "ordinary")
FOLDER: Final = corpus.HERE / "counts"


def _packed(numbers: Iterable[int]) -> str:
    return b64encode(array("I", sorted(numbers)).tobytes()).decode()


def _unpacked(text: str) -> frozenset[int]:
    return frozenset(array("I", b64decode(text)))


def write(folder: Path) -> None:
    """Write the counts of each set of `folder`."""
    own: set[int] = set()
    for rows in corpus.letters().values():
        for row in rows:
            own |= take_apart(corpus.letter_of(row)).features
    for name in SETS:
        rows = corpus.rows_of(folder / f"{name}.jsonl")
        taken = [(corpus.label(row), take_apart(corpus.letter_of(row))) for row in rows]
        times = Counter(feature for _, parts in taken for feature in parts.features)
        kept = own | {feature for feature, count in times.items() if count > 1}
        lines = [json.dumps(_row(kind, parts, kept)) for kind, parts in taken]
        (FOLDER / f"{name}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def _row(kind: str, parts: Parts, kept: set[int]) -> corpus.Row:
    return {
        "kind": kind,
        "languages": parts.languages,
        "sender": _packed(parts.sender & kept),
        "sentences": [[int(s.in_subject), _packed(s.features & kept)] for s in parts.sentences],
    }


def load(name: str) -> list[tuple[str, Parts]]:
    """Return the kind and the numbers of each mail of a set; the places of its sentences are not known."""
    found: list[tuple[str, Parts]] = []
    for line in gzip.decompress((FOLDER / f"{name}.jsonl.gz").read_bytes()).decode().splitlines():
        row = json.loads(line)
        sentences = tuple(Sentence(0, 0, _unpacked(numbers), bool(inside)) for inside, numbers in row["sentences"])
        found.append((row["kind"], Parts(sentences, _unpacked(row["sender"]), tuple(row["languages"]))))
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]))
