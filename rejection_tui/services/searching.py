"""What the filters look into: the names of a record and its longer texts, folded once for each record."""

from collections.abc import Callable
from typing import Final

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.filter import folded
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection

#: Characters of a letter that are searched.
_LONGEST: Final = 20_000


class Texts:
    """The texts of the records of one version of the file; what did not change since the last one is kept."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, str]] = {}

    def rejection_names(self, r: Rejection) -> str:
        """Return company, role, state, people and tags of a rejection, folded."""
        return self._once(
            f"names {r.uid}",
            r,
            lambda: folded(r.company, r.role, r.recruiter_name, r.stage.label, r.outcome.label, r.kind.label, *r.tags),
        )

    def rejection_rest(self, records: Records, r: Rejection) -> str:
        """Return notes, letter and answers of a rejection, folded."""
        answers = records.feedback_of(r.uid)
        letter = self._letter(records, r)
        if not answers:
            return letter
        return " ".join((letter, *(self.answer_rest(one) for one in answers)))

    def _letter(self, records: Records, r: Rejection) -> str:
        def text() -> str:
            letter = records.letters.get(r.letter) if r.letter else None
            body = f"{letter.subject} {letter.sender_name} {letter.body[:_LONGEST]}" if letter else ""
            return folded(r.notes, body)

        return self._once(f"letter {r.uid}", r, text)

    def answer_names(self, records: Records, f: Feedback) -> str:
        """Return company, role, gap and themes of an answer, folded."""
        of = records.rejections.get(f.rejection)
        return folded(of.company if of else "", of.role if of else "", f.gap_words, *f.every_theme)

    def answer_rest(self, f: Feedback) -> str:
        """Return the words, the plan and the notes of an answer, folded."""
        return self._once(
            f"answer {f.uid}", f, lambda: folded(f.verbatim[:_LONGEST], *(one.plan for one in f.named), f.notes)
        )

    def contact_names(self, c: Contact) -> str:
        """Return name, company, role, address and tags of a contact, folded."""
        return self._once(f"names {c.uid}", c, lambda: folded(c.name, c.company, c.role, c.email, *c.tags))

    def contact_rest(self, records: Records, c: Contact) -> str:
        """Return notes and touches of a contact, folded."""
        return folded(c.notes, c.how_we_met, *(touch.what for touch in records.touches_of(c.uid)))

    def _once(self, key: str, record: object, text: Callable[[], str]) -> str:
        kept = self._kept.get(key)
        if kept is None or kept[0] is not record:
            kept = self._kept[key] = (record, text())
        return kept[1]
