"""The six meanings that marks, words and colours have, the same on every screen and in the shell."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

#: A thing to do within this many days is soon; later ones are merely dated.
SOON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class MeaningSpec:
    """How a meaning is told without its colour: `mark`, one cell wide, and `word`, for rows and legends."""

    mark: str
    word: str
    explained: str  # one sentence, for the help and the README


class Meaning(Enum):
    """What a colour says; its name in lower case is the name of its colour in the style sheets: `$due`."""

    DUE = MeaningSpec("!", "due", "It is due today, or was before.")
    SOON = MeaningSpec("◐", "soon", "It comes within a week.")
    WAITING = MeaningSpec("…", "waiting", "The next move is theirs, or its day is still to come.")
    DONE = MeaningSpec("✓", "done", "It is done.")
    THEIRS = MeaningSpec("←", "theirs", "It is what they wrote or said.")
    YOURS = MeaningSpec("→", "yours", "It is what you wrote, or what is yours to write.")

    @property
    def mark(self) -> str:
        """The mark, one cell wide."""
        return self.value.mark

    @property
    def word(self) -> str:
        """The word, for rows and legends."""
        return self.value.word

    @property
    def colour(self) -> str:
        """The name of its colour among the variables of a theme, without the dollar sign."""
        return self.name.lower()


def of_day(due: date, today: date) -> Meaning:
    """Return what a day on which something is to be done means: due, soon, or waiting for its day."""
    days = (due - today).days
    return Meaning.DUE if days <= 0 else Meaning.SOON if days <= SOON_DAYS else Meaning.WAITING
