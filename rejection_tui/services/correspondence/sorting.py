"""Says what each mail of an application is and what follows from it, one after the other in the order of their days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.answer import AnswerKind, AnswerSort
from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.dates import add_days, local_day
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.outcome import AHEAD
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Stage
from rejection_tui.domain.sent import SentAct, SentKind, SentSort
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.subjects import is_answer
from rejection_tui.services.correspondence.cases import Case, Found, How, firm_of, same_role
from rejection_tui.services.correspondence.proposal import ANSWERED, Effects, Person, Proposal

_SURE: Final = 0.5  # chance of a kind from which a mail is taken for it
_REPLY_WITHIN: Final = timedelta(days=45)  # after the letter; what comes later is no reply to it any more
_THANKS_WITHIN: Final = timedelta(days=45)
_AUTOREPLY_WITHIN: Final = timedelta(days=3)
_ANSWER_WITHIN: Final = timedelta(days=120)  # after the user wrote, while a question is open
_TALK_WITHIN: Final = timedelta(days=30)  # after the user wrote, when nothing is open; what comes later is news
_NUDGE_AFTER: Final = timedelta(days=4)
_SAME_TEXT: Final = 80  # of 100, how alike a sent mail and the draft it came from are at least
_LONGEST: Final = 20_000  # characters of a mail that are compared
_PROMISED_WITHIN: Final = 14  # days in which a promise without a day is usually kept, or forgotten
_STAGES: Final = (Stage.APPLICATION, Stage.SCREENING, Stage.INTERVIEW, Stage.FINAL)


@dataclass(slots=True)
class Course:
    """How far the steps of one application have come, as its mails are gone through."""

    done: dict[str, datetime] = field(default_factory=dict)  # the actions that are done, by key
    answered: datetime | None = None
    wrote: datetime | None = None  # the user, last, since the letter
    sent: set[str] = field(default_factory=set)  # the Message-IDs of what the user wrote since the letter
    answers: set[str] = field(default_factory=set)  # those of the answers
    outcome: Outcome = Outcome.OPEN
    applied: bool = False
    stage: Stage = Stage.APPLICATION
    known: set[str] = field(default_factory=set)  # addresses of contacts
    unanswered: bool = False  # nobody has answered the application: there is no letter to reply to
    contact: str = ""

    def waits(self, at: datetime) -> bool:
        """Return whether an answer to a request for feedback is still waited for at that moment."""
        asked = self.done.get(ActionKey.FEEDBACK_ASK)
        return asked is not None and asked <= at and self.answered is None

    def wrote_within(self, at: datetime, span: timedelta) -> bool:
        """Return whether the user wrote in the time `span` before that moment."""
        return self.wrote is not None and timedelta() <= at - self.wrote <= span

    def note(self, proposal: Proposal) -> None:
        """Go on from a mail as if the user had said yes."""
        for key in proposal.effects.ticks:
            self.done.setdefault(key, proposal.at)
        if proposal.is_answer:
            self.answered = self.answered or proposal.at
            self.answers.add(proposal.letter.message_id)
        if proposal.sort.mine and not proposal.before:
            self.wrote = proposal.at
            self.sent.add(proposal.letter.message_id)
        self.outcome = proposal.effects.outcome or self.outcome
        self.applied = self.applied or proposal.effects.applied is not None
        self.stage = proposal.effects.stage or self.stage
        if proposal.effects.person is not None:
            self.known.add(proposal.effects.person.email)


def course_of(records: Records, case: Case) -> Course:
    """Return how far the steps of a filed rejection have come."""
    rejection = records.rejections.get(case.uid)
    course = Course(known={address.lower() for c in records.contacts.values() for address in c.emails})
    if rejection is None:
        return course
    for action in records.actions_of(case.uid):
        if action.state is ActionState.DONE and action.at is not None:
            course.done[action.key] = action.at
    course.answered = min((f.received for f in records.feedback_of(case.uid)), default=None)
    for mail in records.correspondence_of(case.uid):
        if mail.answer in ANSWERED:
            course.answers.add(mail.digest)
        if mail.sort.mine and mail.at >= case.received:
            course.wrote = mail.at
            course.sent.add(mail.digest)
    replied = [course.done[key] for key in (ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK) if key in course.done]
    course.wrote = max([*replied, *([course.wrote] if course.wrote else [])], default=None)
    course.outcome, course.stage = rejection.outcome, rejection.stage
    course.applied, course.contact = rejection.applied is not None, rejection.contact
    course.unanswered = is_unanswered(rejection)
    return course


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with the application it was found to belong to."""

    reading: Reading
    at: datetime
    mine: bool
    found: Found
    before: bool


def proposal_of(records: Records, mail: Mail, course: Course, now: datetime) -> Proposal | None:
    """Return what a mail is taken for; None when it says nothing that is worth keeping."""
    found, sort, answer = mail.found, None, None
    if mail.mine:
        sort = _sort_of_mine(mail, course)
    elif mail.before:
        sort = BEFORE.get(mail.reading.kind) if mail.reading.confidence >= _SURE else None
    else:
        sort, answer = _sort_of_theirs(mail, course)
    if sort is None:
        return None
    effects = effects_of(records, mail, course, sort, answer, now)
    machine = answer is not None and answer.kind is AnswerKind.AUTOREPLY
    sure = not machine and not found.others
    return Proposal(
        mail.reading, sort, mail.at, found.case, found.how, effects, answer, found.others, mail.before, sure
    )


#: What a mail that came before the letter is, by its kind, as far as it tells something of the application.
BEFORE: Final = {
    LetterKind.CONFIRMATION: MailSort.CONFIRMATION,
    LetterKind.INTERVIEW: MailSort.INVITATION,
    LetterKind.ASSESSMENT: MailSort.TASK,
}


def answer_of(letter: Letter) -> AnswerSort:
    """Return what a mail that came back is taken for."""
    from rejection_tui.reading.answers import read

    found = read(letter)
    return AnswerSort(found.kind, found.confidence, found.words)


def _sort_of_theirs(mail: Mail, course: Course) -> tuple[MailSort | None, AnswerSort | None]:
    letter, reading = mail.reading.letter, mail.reading
    exchanged = course.sent | mail.found.case.ids
    threaded = mail.found.how is How.THREAD and not exchanged.isdisjoint(letter.references)
    near = course.wrote_within(mail.at, _AUTOREPLY_WITHIN) and mail.found.how >= How.ADDRESS
    news = _sort_of_news(reading, None)
    if letter.automatic and not (threaded or near):
        return news
    if course.wrote is None and mail.found.how is How.FIRM:  # nothing was written that it could answer
        return news[0] or (MailSort.MESSAGE if _is_from_a_person(letter) else None), None
    answer = answer_of(letter)
    if answer.kind is AnswerKind.AUTOREPLY:
        return (MailSort.ANSWER, answer) if threaded or near else news
    waits = course.waits(mail.at)
    within = _ANSWER_WITHIN if waits else _TALK_WITHIN
    if (threaded or mail.found.how >= How.ADDRESS) and course.wrote_within(mail.at, within):
        news = _sort_of_news(reading, answer)
        if news[0] in (MailSort.OFFER, MailSort.INVITATION):
            return news
        return (MailSort.MESSAGE if answer.kind is AnswerKind.OTHER else MailSort.ANSWER), answer
    if waits and answer.kind in (AnswerKind.FEEDBACK, AnswerKind.REFUSAL, AnswerKind.PROMISE):
        return MailSort.ANSWER, answer
    sort, _ = news
    if sort is MailSort.SECOND_LETTER and answer.kind is AnswerKind.FEEDBACK and mail.found.how >= How.ADDRESS:
        sort = MailSort.ANSWER  # whoever says why says no once more
    return sort or (MailSort.MESSAGE if _is_from_a_person(letter) else None), answer


def _sort_of_news(reading: Reading, answer: AnswerSort | None) -> tuple[MailSort | None, AnswerSort | None]:
    """Return the sort of a mail that changes how things stand; None for any other."""
    talk = answer is not None and answer.kind in (AnswerKind.FEEDBACK, AnswerKind.CALL, AnswerKind.PROMISE)
    if reading.confidence < _SURE:
        return None, answer
    if reading.kind is LetterKind.OFFER:
        return MailSort.OFFER, answer
    if reading.kind is LetterKind.INTERVIEW and not talk:
        return MailSort.INVITATION, answer
    if reading.verdict is Verdict.ON_HOLD:
        return MailSort.ON_HOLD, answer
    if reading.verdict is Verdict.REJECTION:
        return MailSort.SECOND_LETTER, answer
    return None, answer


def _is_from_a_person(letter: Letter) -> bool:
    from rejection_tui.reading import senders

    return bool(letter.sender_name) and not letter.automatic and not senders.function_address(letter.sender_email)


def _sort_of_mine(mail: Mail, course: Course) -> MailSort | None:
    from rejection_tui.drafting.sent import sent_sort

    letter, since = mail.reading.letter, mail.at - mail.found.case.received
    sent = sent_sort(letter.body, letter.subject, mail.reading.language)
    if mail.before:
        return MailSort.APPLIED if sent.kind is SentKind.APPLICATION else None
    if sent.kind is SentKind.WITHDRAWAL and course.outcome.came_back:
        return MailSort.WITHDREW
    if course.unanswered:
        return MailSort.WROTE
    replied = ActionKey.REPLY_SEND in course.done or ActionKey.FEEDBACK_ASK in course.done
    if sent.asks_feedback or sent.kind in (SentKind.FEEDBACK, SentKind.REPLY_AND_FEEDBACK):
        to_letter = bool(mail.found.case.ids.intersection(letter.references)) or is_answer(letter.subject)
        return _sort_of_question(sent, course, replied or since > _REPLY_WITHIN, to_letter)
    to_thank = course.answered if ActionKey.FEEDBACK_THANK not in course.done else None
    answers = sent.kind not in _NO_THANKS or not course.answers.isdisjoint(letter.references)
    if to_thank is not None and mail.at - to_thank <= _THANKS_WITHIN and answers:
        return MailSort.THANKED
    if sent.kind in (SentKind.APPLICATION, SentKind.REAPPLY) and since > timedelta(days=1):
        return MailSort.APPLIED_AGAIN
    asked = course.done.get(ActionKey.FEEDBACK_ASK)
    if asked is not None and course.waits(mail.at) and _NUDGE_AFTER <= mail.at - asked <= _ANSWER_WITHIN:
        return MailSort.UPDATED if sent.kind is SentKind.VALUE else MailSort.NUDGED
    if not replied and since <= _REPLY_WITHIN:
        return MailSort.REPLIED
    return MailSort.UPDATED if since > _REPLY_WITHIN else MailSort.WROTE


#: What a mail is that thanks for no answer, even if it is the first one after it.
_NO_THANKS: Final = (SentKind.APPLICATION, SentKind.REAPPLY, SentKind.VALUE)


def _sort_of_question(sent: SentSort, course: Course, replied: bool, to_letter: bool) -> MailSort:
    """Return what a mail is that asks for feedback: the first one asks, a later one asks again.

    One `to_letter`, in answer to the rejection, is the reply as well.
    """
    if ActionKey.FEEDBACK_ASK in course.done:
        return MailSort.NUDGED if course.answered is None else MailSort.WROTE
    alone = not to_letter and sent.kind is SentKind.FEEDBACK and SentAct.ACCEPTS not in sent.acts
    return MailSort.ASKED if replied or alone else MailSort.REPLIED_AND_ASKED


#: The actions that a mail of the user's own ticks, by its sort.
_TICKS: Final = {
    MailSort.REPLIED: (ActionKey.REPLY_SEND,),
    MailSort.ASKED: (ActionKey.FEEDBACK_ASK,),
    MailSort.REPLIED_AND_ASKED: (ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK),
    MailSort.NUDGED: (ActionKey.FEEDBACK_NUDGE,),
    MailSort.THANKED: (ActionKey.FEEDBACK_THANK,),
    MailSort.UPDATED: (ActionKey.CULTIVATE_TOUCH,),
    MailSort.APPLIED_AGAIN: (ActionKey.CULTIVATE_REAPPLY,),
}
#: The outcome that a mail of theirs brings, by its sort.
OUTCOMES: Final = {
    MailSort.OFFER: Outcome.OFFER,
    MailSort.INVITATION: Outcome.INTERVIEW,
    MailSort.ON_HOLD: Outcome.ON_HOLD,
}


def effects_of(
    records: Records, mail: Mail, course: Course, sort: MailSort, answer: AnswerSort | None, now: datetime
) -> Effects:
    """Return what a yes to a mail of this sort does, as things stand in `course`."""
    if mail.before:
        return _effects_before(mail, course, sort, now)
    if sort.mine and course.unanswered:
        return _effects_of_question(records, mail, course)
    if sort.mine:
        ticks = tuple(key for key in _TICKS.get(sort, ()) if key not in course.done)
        draft = _draft_of(records, mail) if ticks else ""
        return Effects(ticks=ticks, touch=sort is not MailSort.WITHDREW and bool(course.contact), draft=draft)
    kind = answer.kind if answer is not None else AnswerKind.OTHER
    if sort is MailSort.ANSWER and kind is AnswerKind.AUTOREPLY:
        return Effects()
    answered = sort is MailSort.ANSWER and kind in ANSWERED and not _is_recorded(records, mail)
    return Effects(
        answer=answered,
        closes=answered and kind is not AnswerKind.FEEDBACK,
        call=sort is MailSort.ANSWER and kind is AnswerKind.CALL,
        outcome=_outcome(sort, course) or _renewed(mail, sort, kind, course),
        ahead=day_ahead(mail.reading.letter.body, mail.at, now) if OUTCOMES.get(sort) in AHEAD else None,
        look_again=_look_again(mail, course, now) if sort is MailSort.ANSWER and kind is AnswerKind.PROMISE else None,
        person=_new_person(mail, course) if sort is not MailSort.ANSWER else None,
        touch=bool(course.contact),
    )


def _effects_of_question(records: Records, mail: Mail, course: Course) -> Effects:
    """Return the effects of a mail of the user's about an application without an answer: was it the question?"""
    draft = records.drafts.get(_draft_of(records, mail))
    asks = draft is not None and draft.kind is DraftKind.QUESTION and ActionKey.SILENCE_ASK not in course.done
    ticks = (ActionKey.SILENCE_ASK,) if asks else ()
    return Effects(ticks=ticks, touch=bool(course.contact), draft=draft.uid if draft and asks else "")


def _effects_before(mail: Mail, course: Course, sort: MailSort, now: datetime) -> Effects:
    named = mail.reading.stage if mail.reading.stage is not Stage.APPLICATION else Stage.INTERVIEW
    stage = {MailSort.INVITATION: named, MailSort.TASK: Stage.SCREENING}.get(sort)
    if stage is not None and _STAGES.index(stage) <= _STAGES.index(course.stage):
        stage = None
    if sort in (MailSort.CONFIRMATION, MailSort.APPLIED) and not course.applied:
        return Effects(applied=local_day(mail.at, now))
    return Effects(stage=stage)


def _outcome(sort: MailSort, course: Course) -> Outcome | None:
    outcome = OUTCOMES.get(sort)
    order = (Outcome.CLOSED, Outcome.OPEN, Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER)
    return outcome if outcome and order.index(outcome) > order.index(course.outcome) else None


def day_ahead(body: str, at: datetime, now: datetime) -> date | None:
    """Return the first day from today on that a mail of the day `at` names, None when it names none."""
    from rejection_tui.drafting.pieces import pieces
    from rejection_tui.reading.days_named import day_named

    sent, today = local_day(at, now), now.date()
    days = (day_named(piece.text, sent) for piece in pieces(body[:_LONGEST]))
    return next((day for day in days if day is not None and day >= max(today, sent)), None)


def _look_again(mail: Mail, course: Course, now: datetime) -> date | None:
    """Return by when a promise is to be kept; None when that is long past, or the answer came after it."""
    if course.answered is not None and course.answered >= mail.at:
        return None
    day = promised_day(mail.reading.letter.body, mail.at, now)
    return day if day >= now.date() else None


def promised_day(body: str, at: datetime, now: datetime) -> date:
    """Return the day on which to look again after a promise: the one it names, else two weeks after it."""
    return day_ahead(body, at, now) or add_days(local_day(at, now), _PROMISED_WITHIN)


def _renewed(mail: Mail, sort: MailSort, answer: AnswerKind, course: Course) -> Outcome | None:
    """Return `re-engaged` for a message that mentions another job, or would like to talk, long after the letter."""
    late = mail.at - mail.found.case.received > _REPLY_WITHIN
    if sort is not MailSort.MESSAGE or not late or course.outcome not in _BEFORE_RENEWAL:
        return None
    talk = mail.reading.kind in (LetterKind.ALERT, LetterKind.INTERVIEW) or answer is AnswerKind.CALL
    return Outcome.RE_ENGAGED if talk or _names_another_job(mail) else None


_BEFORE_RENEWAL: Final = (Outcome.OPEN, Outcome.ON_HOLD, Outcome.CLOSED)


def _names_another_job(mail: Mail) -> bool:
    from rejection_tui.reading.fields import read_fields

    if mail.found.how is How.FIRM or not _is_from_a_person(mail.reading.letter):
        return False
    role = mail.reading.role.value or read_fields(mail.reading.letter).role.value
    return bool(role and mail.found.case.role) and not same_role(mail.found.case.role, role)


def _new_person(mail: Mail, course: Course) -> Person | None:
    """Return who wrote, if it is a person of the company's who is no contact yet."""
    letter = mail.reading.letter
    if letter.sender_email in course.known or not _is_from_a_person(letter):
        return None
    same_firm = not mail.found.case.firms.isdisjoint(firm_of(letter.sender_email))
    return Person(letter.sender_name, letter.sender_email) if same_firm or mail.found.how >= How.ADDRESS else None


def _is_recorded(records: Records, mail: Mail) -> bool:
    """Return whether the journal holds this answer already: the user may have pasted it."""
    from rapidfuzz.fuzz import ratio

    body = " ".join(mail.reading.letter.body.split())[:_LONGEST]
    kept = (" ".join(one.verbatim.split())[:_LONGEST] for one in records.feedback_of(mail.found.case.uid))
    return any(ratio(body, words) >= _SAME_TEXT for words in kept)


def _draft_of(records: Records, mail: Mail) -> str:
    """Return the uid of the unsent draft whose text this mail is; "" when there is none."""
    from rapidfuzz.fuzz import ratio

    body = " ".join(mail.reading.letter.body.split())[:_LONGEST]
    drafts = (d for d in records.drafts_of(mail.found.case.uid) if d.sent is None)
    scored = ((ratio(" ".join(d.body.split())[:_LONGEST], body), d.uid) for d in drafts)
    return max((one for one in scored if one[0] >= _SAME_TEXT), default=(0, ""))[1]


def sorts_for(mine: bool) -> Iterator[MailSort]:
    """Yield the sorts a user may choose for an email of theirs, or of the company's."""
    yield from (sort for sort in MailSort if sort.mine is mine and sort is not MailSort.UNRELATED)
