"""What a letter says: from `Letter` to `Reading`, with the words each finding rests on."""

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.reading.detect import detect
from rejection_tui.reading.extract import extract

__all__ = ["read_letter"]


def read_letter(letter: Letter) -> Reading:
    """Return what the program reads in a letter: verdict, evidence, employer, role, recruiter, stage."""
    return extract(letter, detect(letter))
