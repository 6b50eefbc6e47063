"""Trains the cutting of an address into words on the names of employers in the letters."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from data import corpus
from data.field_labels import values
from rejection_tui.domain.text import fold
from rejection_tui.reading.companies import plain_name
from rejection_tui.reading.cuts import LONGEST, features

#: The words a name is cut with in the training must not come from its own letter: the writers are parted so.
_PARTS: Final = 4


def train_cutter(without: frozenset[str], known_without: Callable[[frozenset[str]], Mapping[str, float]]) -> bytes:
    """Return a model trained on the names of all writers but some, as the bytes of its file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 1.3, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True})
    writers = [writer for writer in corpus.letters() if writer not in without]
    for part in range(_PARTS):
        own = frozenset(writers[part::_PARTS])
        known = known_without(without | own)
        for words in sorted(_names(own)):
            text = "".join(words)
            tags = ["B" if not i else "I" for word in words for i in range(len(word))]
            trainer.append(features(text, known), tags)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def _names(writers: frozenset[str]) -> set[tuple[str, ...]]:
    """Return the names of employers of some writers, as their words."""
    found = set()
    for writer in writers:
        for row in corpus.letters()[writer]:
            for form in values(row.get("company")):
                for name in (form, plain_name(form)):
                    words = tuple(fold(name).split())
                    if 4 <= len("".join(words)) <= LONGEST:
                        found.add(words)
    return found
