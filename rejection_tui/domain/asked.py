"""Where a question was asked in real interviews: with whom, in which round, on which day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from rejection_tui.domain import day_words
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question
from rejection_tui.domain.text import fold

#: The source of a question that was asked in a real interview.
ASKED: Final = "asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """One interview a question was asked in; `round` is "" and `day` None when no interview was noted."""

    company: str
    role: str = ""
    round: str = ""
    day: date | None = None

    def words(self, now: datetime) -> str:
        """Return it in words: "Acme, second round, 3 Nov"."""
        when = day_words.day(self.day, now) if self.day else ""
        return ", ".join(part for part in (self.company, self.round, when) if part)

    @property
    def short(self) -> str:
        """Company and round."""
        return ", ".join(part for part in (self.company, self.round) if part)


def asked(records: Records) -> Mapping[str, tuple[Asked, ...]]:
    """Return the interviews each question was asked in by the uid of the question, the last first.

    A question belongs to an interview whose notes hold it in the same words, whatever it came from. One that was asked
    at a rejection without such notes has the company alone.
    """
    noted: dict[str, list[Asked]] = defaultdict(list)
    for one in sorted(records.interviews.values(), key=lambda i: (i.day, i.created, i.uid), reverse=True):
        about = records.rejections.get(one.rejection)
        if about is not None:
            for text in dict.fromkeys(fold(text) for text in one.questions):
                noted[text].append(Asked(about.company, about.role, one.round, one.day))
    found: dict[str, tuple[Asked, ...]] = {}
    for question in records.questions.values():
        places = tuple(noted.get(fold(question.text), ())) or _without_notes(records, question)
        if places:
            found[question.uid] = places
    return found


def _without_notes(records: Records, question: Question) -> tuple[Asked, ...]:
    about = records.rejections.get(question.rejection) if question.source == ASKED else None
    return (Asked(about.company, about.role),) if about else ()
