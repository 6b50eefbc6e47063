"""What a practice partner's sheet has in common when it is written and when it comes back: its lines, how it counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rejection_tui.domain.forms import Part, form_of
from rejection_tui.domain.ids import derived_uid, short
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Rating, Rehearsal
from rejection_tui.domain.text import fold

#: What stands before what a partner writes: (name, words in the sheet). The first two stand once, above the questions.
BY, DAY = "Who listened", "Day of the practice"
RATED: Final = "How it went, with an x in one of the three boxes"
TIME: Final = "Time taken"
REMARKS: Final = ("What worked", "One thing to change", "A question to ask next")
#: What a rating means, as the sheet says it.
RATINGS: Final = {
    Rating.SMOOTH: "without stopping",
    Rating.HALTING: "with breaks, or the thread was lost",
    Rating.STUCK: "it did not come to an end",
}
HINT: Final = "What a good answer shows (do not read this aloud)"
END: Final = "End of the sheet."


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question as a sheet has it; `good` is what a good answer shows, "" for none."""

    uid: str
    text: str
    type: str
    good: str = ""

    @property
    def code(self) -> str:
        """The code by which a sheet that comes back names the question."""
        return short(self.uid)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of an answer to it."""
        return form_of(self.type)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What a partner wrote under one question."""

    question: str
    rating: Rating
    seconds: int = 0
    notes: str = ""


def number_of(now: datetime) -> str:
    """Return the number of a sheet that is written now: fourteen digits, the moment."""
    return f"{now:%Y%m%d%H%M%S}"


def sheet_rehearsal(entry: SheetEntry, number: str, by: str, at: datetime) -> Rehearsal:
    """Return the rehearsal an entry stands for, the same however often the sheet is read."""
    new = Rehearsal("new", entry.question, at, entry.rating, entry.seconds, entry.notes, by)
    return replace(new, uid=sheet_uid(new, number))


def sheet_uid(rehearsal: Rehearsal, number: str) -> str:
    """Return the uid a rehearsal has that was read from a sheet with that number; without one its words are known."""
    told = (number,) if number else (rehearsal.rating.value, fold(rehearsal.notes))
    return derived_uid(rehearsal.question, "sheet", fold(rehearsal.by), *told)
