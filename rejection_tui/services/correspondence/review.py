"""Goes through the mails of a batch in the order of their days and says what each means for the applications."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import datetime
from typing import Final

from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.dates import in_zone_of
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.letter import Guess, Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import own as owners
from rejection_tui.services.correspondence.cases import Case, Cases, Found, How, case_of, new_case
from rejection_tui.services.correspondence.proposal import ANSWERED, Proposal
from rejection_tui.services.correspondence.sorting import BEFORE, Course, Mail, answer_of, course_of, proposal_of
from rejection_tui.services.incoming import unpacked

_SURE: Final = 0.5  # chance of a kind from which a mail is taken for it


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. `early` holds, by the uid of a new letter, the mails that came before it and tell of it.

    `answers` are the uids of letters that read as a rejection and are answers; `pending` are emails about applications
    that have not been answered yet.
    """

    proposals: tuple[Proposal, ...] = ()
    early: Mapping[str, tuple[Proposal, ...]] = field(default_factory=dict)
    pending: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The mails that are proposed, and those that tell of a new letter's application."""
        early = (one for several in self.early.values() for one in several)
        return tuple(one.reading for one in (*self.proposals, *early))

    @property
    def digests(self) -> frozenset[str]:
        """The digests of `readings`."""
        return frozenset(reading.letter.digest for reading in self.readings)


def review(context: AppContext, readings: Sequence[Reading], new: Iterable[Reading], own: frozenset[str]) -> Returned:
    """Return what the mails among `readings` mean for the filed rejections and for the `new` ones.

    `readings` holds no mail that is filed or kept already; `own` are the user's addresses.
    """
    ids = Counter(reading.letter.message_id for reading in readings)
    reused = frozenset(one for one, count in ids.items() if count > 1)
    return _Review(context, own, tuple(new), reused).of(readings)


#: By the sort that is kept, what a remembered mail was read as.
_KINDS: Final = {sort: kind for kind, sort in BEFORE.items()}


def reading_of(mail: Correspondence) -> Reading:
    """Return the reading of a mail that was remembered while its application was open."""
    letter = Letter(
        uid=derived_uid("letter", mail.digest),
        body=mail.body,
        subject=mail.subject,
        sender_name=mail.name,
        sender_email=mail.email,
        message_id=mail.digest,
        received=mail.at,
        digest=mail.digest,
    )
    company, role = (Guess(value, "remembered") for value in (mail.company, mail.role))
    return Reading(letter, Verdict.OTHER, _KINDS[mail.sort], 1.0, company=company, role=role)


def uid_of(letter: Letter) -> str:
    """Return the uid that a rejection gets when this letter is filed."""
    return derived_uid("rejection", letter.digest)


def case_from(reading: Reading, now: datetime) -> Case:
    """Return the case of a letter that is not filed yet."""
    return new_case(reading, uid_of(reading.letter), reading.letter.received or now, frozenset())


class _Review:
    def __init__(
        self, context: AppContext, own: frozenset[str], new: tuple[Reading, ...], reused: frozenset[str]
    ) -> None:
        self._context, self._now, self._own = context, context.now(), own
        records = context.records
        filed = [case_of(records, rejection) for rejection in records.rejections.values()]
        fresh = [new_case(r, uid_of(r.letter), r.letter.received or self._now, own) for r in new]
        self._cases = Cases([*filed, *fresh], own, reused)
        self._new = {reading.letter.uid for reading in new}
        self._letters = {uid_of(reading.letter): reading.letter.uid for reading in new}
        self._waiting = {r.uid for r in records.rejections.values() if is_unanswered(r)}
        self._courses = {case.uid: self._course(case) for case in self._cases.all.values()}

    def _course(self, case: Case) -> Course:
        course = course_of(self._context.records, case)
        course.contact = course.contact or case.contact
        return course

    def of(self, readings: Sequence[Reading]) -> Returned:
        """Return what these mails mean, together with those remembered of applications that were open."""
        kept = self._context.records.correspondence_of("")
        remembered = [reading_of(mail) for mail in kept if mail.sort in _KINDS]
        dated = [r for r in (*readings, *remembered) if r.letter.received is not None]
        dated.sort(key=lambda r: (r.letter.received or self._now, r.letter.uid))
        found = [one for reading in dated if (one := self._proposal(reading)) is not None]
        early: dict[str, tuple[Proposal, ...]] = {}
        others: list[Proposal] = []
        for one in found:
            if one.before and not one.case.filed:
                letter = self._letters[one.case.uid]
                early[letter] = (*early.get(letter, ()), one)
            else:
                others.append(one)
        taken = {one.letter.uid for one in found}
        left = (reading for reading in readings if reading.letter.uid not in taken)
        return Returned(tuple(others), early, tuple(self._pending(left)))

    def _pending(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        for reading in readings:
            mine = owners.wrote(reading.letter, self._own)
            if reading.kind in BEFORE and reading.confidence >= _SURE and not mine:
                yield reading

    def _proposal(self, reading: Reading) -> Proposal | None:
        letter = reading.letter
        at = letter.received
        if at is None:
            return None
        found, before = self._find(reading, at)
        if found is None or (letter.uid in self._new and not self._answers(found, letter, at)):
            return None
        if found.case.uid in self._waiting and reading.verdict is not Verdict.OTHER:
            return None  # it may end that application: it is reviewed as a letter
        if letter.uid in self._new:
            self._cases.drop(uid_of(letter))
        course = self._courses[found.case.uid]
        mail = Mail(unpacked(reading), in_zone_of(at, self._now), owners.wrote(letter, self._own), found, before)
        proposal = proposal_of(self._context.records, mail, course, self._now)
        if proposal is not None:
            if proposal.sure:
                course.note(proposal)
            if found.how >= How.ADDRESS or (proposal.sort.mine and proposal.sure):
                self._cases.learn(found.case, letter)
        return changed(proposal, reading=reading) if proposal is not None else None  # packed again

    def _find(self, reading: Reading, at: datetime) -> tuple[Found | None, bool]:
        """Return the application of a mail, and whether the mail came before the letter that ended it."""
        letter, company, role = reading.letter, reading.company.value, reading.role.value
        advert = reading.kind is LetterKind.ALERT and letter.automatic
        if advert or not (company or self._cases.may_concern(letter)):
            return None, False
        after = self._cases.find(letter, at, company, role, but=uid_of(letter))
        before = self._cases.find(letter, at, company, role, before=True, but=uid_of(letter))
        about_new = reading.kind in (LetterKind.CONFIRMATION, LetterKind.ASSESSMENT)
        if before is not None and (after is None or about_new or before.how > after.how):
            return before, True
        return (None, False) if about_new and after is not None and after.how is not How.THREAD else (after, False)

    def _answers(self, found: Found, letter: Letter, at: datetime) -> bool:
        """Return whether a letter that reads as a new no answers what the user wrote after an earlier one."""
        course, case = self._courses[found.case.uid], found.case
        if at <= case.received:
            return False
        if found.how is How.THREAD and not (course.sent | case.ids).isdisjoint(letter.references):
            return True
        return course.waits(at) and answer_of(letter).kind in ANSWERED
