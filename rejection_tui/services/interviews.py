"""Interviews as noted from memory: added, corrected and deleted; what was asked can be taken into practice."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final

from rejection_tui.domain.asked import ASKED
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.dates import local_day, require_reach
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.interview import Interview, meeting_uid, people_named
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question
from rejection_tui.domain.rejection import Outcome
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import checklist, contacts, practice, rejections, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

_MOST_QUESTIONS: Final = 100
_LONGEST: Final = 500  # characters of a question


def get(records: Records, uid: str) -> Interview:
    """Return the interview of that uid; raise `NotFound` when it is gone."""
    interview = records.interviews.get(uid)
    if interview is None:
        raise NotFound("That interview is not in the file any more.")
    return interview


def add(
    context: AppContext,
    rejection: str,
    day: date,
    round: str = "",
    people: str = "",
    questions: Iterable[str] = (),
    went: str = "",
) -> Interview:
    """Note an interview of a rejection; raise `Refused` for a day to come, or when nothing is told of it.

    The reminder of an interview up to that day is done with it, and the people of the rejection who were there were met
    in person.
    """
    now = context.now()
    company = rejections.get(context.records, rejection).company
    with context.store.transaction(f"Note the interview at {company}", now) as transaction:
        about = rejections.get(transaction.records, rejection)
        told = _tidy({"round": round, "people": people, "questions": questions, "went": went})
        interview = _checked(Interview(new_uid(), rejection, day, now, **told), now)
        transaction.put(interview)
        reminders.finish_ahead(transaction, about, Outcome.INTERVIEW, day, now)
        _log_meetings(context, transaction, interview, now)
    return interview


def edit(context: AppContext, uid: str, **changes: Any) -> Interview:
    """Correct what was noted of an interview; whom you met there, and when, follows."""
    now = context.now()
    with context.store.transaction(f"Correct the interview{_at(context.records, uid)}", now) as transaction:
        interview = _checked(replace(get(transaction.records, uid), **_tidy(changes)), now)
        transaction.put(interview)
        _log_meetings(context, transaction, interview, now)
    return interview


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete interviews, and that people were met there; undo brings them back."""
    chosen = list(dict.fromkeys(uids))
    what = f"the interview{_at(context.records, chosen[0])}" if len(chosen) == 1 else f"{len(chosen)} interviews"
    with context.store.transaction(f"Delete {what}", context.now()) as transaction:
        for interview in [get(transaction.records, uid) for uid in chosen]:
            _log_meetings(context, transaction, replace(interview, people=""), context.now())
            transaction.delete(interview)


def questions_to_practise(records: Records, uid: str) -> tuple[str, ...]:
    """Return the questions of an interview that are not in practice yet."""
    known = {fold(one.text) for one in records.questions.values() if one.queued}
    return tuple(text for text in get(records, uid).questions if fold(text) not in known)


def practise(context: AppContext, uid: str, texts: Iterable[str]) -> tuple[Question, ...]:
    """Take questions of an interview into practice; raise `Refused` when all are there or none was asked."""
    now, chosen, made = context.now(), list(dict.fromkeys(texts)), []
    with context.store.transaction(f"Practise what was asked{_at(context.records, uid)}", now) as transaction:
        about = get(transaction.records, uid).rejection
        open_ones = questions_to_practise(transaction.records, uid)
        known = {fold(one.text): one for one in transaction.records.questions.values()}
        packaged = {fold(one.text): one.id for one in practice.bank()}
        for text in (text for text in chosen if text in open_ones):
            old, name = known.get(fold(text)), packaged.get(fold(text))
            if old is not None:
                made.append(replace(old, queued=True))
            elif name is not None:  # the bank has it, with its type and what a good answer shows
                made.append(replace(practice.packaged(name, now), rejection=about, source=ASKED, queued=True))
            else:
                made.append(Question(new_uid(), text, "own", now, ASKED, about, queued=True))
        if not made:
            raise Refused("That is in practice already, or was not asked there; nothing was added.")
        transaction.put(*made)
    return tuple(made)


def _log_meetings(context: AppContext, transaction: Transaction, interview: Interview, now: datetime) -> None:
    """Let one touch in person stand for the interview with each contact of the rejection who was there."""
    records = transaction.records
    about = rejections.get(records, interview.rejection)
    pool = [records.contacts[uid] for uid in records.people_of(about) if uid in records.contacts]
    there = {one.uid for one in people_named(interview.people, pool)}
    is_same_day = interview.day == local_day(interview.created, now)
    at = interview.created if is_same_day else datetime.combine(interview.day, time(12), now.tzinfo)
    for person in records.contacts:
        uid = meeting_uid(interview.uid, person)
        old = records.touches.get(uid)
        if person in there:
            new = old or Touch(uid, person, at, "in person", answered=True, rejection=about.uid)
            contacts.log_within(context, transaction, replace(new, at=at, what=interview.title), now)
        elif old is not None:
            transaction.delete(old)
            checklist.reschedule_contact(context, transaction, person, now)


def _at(records: Records, uid: str) -> str:
    rejection = records.rejections.get(get(records, uid).rejection)
    return f" at {rejection.company}" if rejection else ""


def _tidy(told: dict[str, Any]) -> dict[str, Any]:
    """Return what was told with control characters and empty lines removed."""
    tidy = dict(told)
    for name in tidy.keys() & {"round", "people"}:
        tidy[name] = clean_line(tidy[name], 200)
    if "went" in tidy:
        tidy["went"] = clean(tidy["went"]).strip()
    if "questions" in tidy:
        lines = (clean_line(line, _LONGEST) for line in tidy["questions"])
        tidy["questions"] = tuple(dict.fromkeys(line for line in lines if line))[:_MOST_QUESTIONS]
    return tidy


def _checked(interview: Interview, now: datetime) -> Interview:
    if interview.day > now.date():
        raise Refused("That interview is still to come; the outcome sets a reminder for it. Nothing was saved.")
    require_reach(interview.day, now.date())
    if not (interview.round or interview.people or interview.questions or interview.went):
        raise Refused("Tell something of it: the round, who was there, what was asked, or how it went.")
    return interview
