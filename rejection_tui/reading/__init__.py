"""Reads what a letter says: from `Letter` to `Reading`, each finding with the words it comes from."""

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.reading.detect import detect
from rejection_tui.reading.extract import extract

__all__ = ["read_letter"]


def read_letter(letter: Letter) -> Reading:
    """Return the reading of a letter: verdict with evidence, employer, role, recruiter and stage."""
    return extract(letter, detect(letter))
