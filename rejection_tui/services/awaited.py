"""Applications that wait for an answer: offered from confirmations, filed, and found again when their letter comes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace as changed
from datetime import datetime, timedelta
from typing import Final

from rejection_tui.domain import outcome as outcome_rules
from rejection_tui.domain.company import company_key
from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.ids import short
from rejection_tui.domain.letter import LetterKind, Reading, Verdict
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.domain.silence import is_unanswered, unanswered
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services import checklist, correspondence, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence.cases import Cases, How, case_of, same_role
from rejection_tui.services.plans import plan, replan
from rejection_tui.storage import Transaction

#: A confirmation older than this is not offered: nobody waits any more.
OFFERED_WITHIN: Final = timedelta(days=180)
#: Two confirmations of one company and role this near to each other are of one application.
_ONE_APPLICATION: Final = timedelta(days=30)
_SURE: Final = 0.5  # chance of a confirmation from which a mail is taken for one
_ANSWERED: Final = "their letter came"
_STAGES: Final = tuple(Stage)


def is_confirmation(reading: Reading) -> bool:
    """Return whether a mail says that an application arrived, and nothing more."""
    kind = reading.kind is LetterKind.CONFIRMATION and reading.verdict is Verdict.OTHER
    return kind and reading.confidence >= _SURE


def offers(records: Records, pending: Iterable[Reading], now: datetime) -> tuple[Reading, ...]:
    """Return the confirmations of applications that seem to wait for an answer, the newest last.

    `pending` are the mails just read about applications that no letter has ended; those remembered from earlier imports
    are looked through as well. Of one application the last confirmation is returned, with the day of the first.
    """
    kept = (mail for mail in records.correspondence_of("") if mail.sort is MailSort.CONFIRMATION)
    remembered = [correspondence.reading_of(mail) for mail in kept]
    by_digest = {reading.letter.digest: reading for reading in (*remembered, *pending)}
    recent = [(r.letter.received, r) for r in by_digest.values() if r.letter.received and _is_recent(r, now)]
    there = _by_company(records) if recent else {}
    found: dict[str, list[Reading]] = {}  # by company, so that a large mailbox is gone through quickly
    for at, reading in sorted(recent, key=lambda one: (one[0], one[1].letter.uid)):
        company = company_key(reading.company.value)
        if company and not _is_known(there.get(company, ()), reading, at):
            _join(found.setdefault(company, []), changed(reading, applied=reading.applied or local_day(at, now)))
    every = (reading for readings in found.values() for reading in readings)
    return tuple(sorted(every, key=lambda one: (one.letter.received or now, one.letter.uid)))


def _is_recent(reading: Reading, now: datetime) -> bool:
    at = reading.letter.received
    return is_confirmation(reading) and at is not None and timedelta() <= now - at <= OFFERED_WITHIN


def _by_company(records: Records) -> dict[str, list[Rejection]]:
    found: dict[str, list[Rejection]] = {}
    for rejection in records.rejections.values():
        found.setdefault(company_key(rejection.company), []).append(rejection)
    return found


def _is_known(there: Iterable[Rejection], reading: Reading, at: datetime) -> bool:
    """Return whether the application of a confirmation is filed already, or was answered after it."""
    same = (r for r in there if same_role(r.role, reading.role.value))
    return any(r.received >= at or (is_unanswered(r) and at - r.received <= OFFERED_WITHIN) for r in same)


def _join(found: list[Reading], reading: Reading) -> None:
    """Add a confirmation to those of its company; it takes the place of an earlier one of the same application."""
    for place, one in enumerate(found):
        if _same_application(one, reading):
            role = reading.role or one.role
            found[place] = changed(reading, applied=one.applied or reading.applied, role=role)
            return
    found.append(reading)


def _same_application(one: Reading, other: Reading) -> bool:
    before, after = one.letter.received, other.letter.received
    near = before is not None and after is not None and after - before <= _ONE_APPLICATION
    return near and same_role(one.role.value, other.role.value)


def file(
    context: AppContext, transaction: Transaction, application: Rejection, reading: Reading | None, now: datetime
) -> Rejection | None:
    """File an application that waits for an answer, and keep its confirmation as a mail, not as a letter.

    None when that confirmation is kept with an application already. Raise `Refused` for one by hand, without a
    `reading`, when one of the same company and role waits for an answer already.
    """
    if reading is None:
        _require_new(transaction.records, application)
    else:
        letter = reading.letter
        application = replace(application, uid=correspondence.uid_of(letter), facts=(), said=())
        uid = correspondence.mail_uid(letter)
        kept = transaction.records.correspondence.get(uid)
        if kept is not None and kept.rejection:
            return None
        at = min(letter.received or now, now)
        new = correspondence.record_of(letter, uid, MailSort.CONFIRMATION, at, application.uid, reading)
        transaction.put(replace(kept, rejection=application.uid, sort=MailSort.CONFIRMATION) if kept else new)
    transaction.put(application, *plan(application, now, context.rules))
    return application


def _require_new(records: Records, application: Rejection) -> None:
    """Raise `Refused` when an application of the same company and role waits for an answer already."""
    first = next((one for one in unanswered(records) if _same_job(one, application)), None)
    if first is not None:
        name = f"{first.company}, {first.role}" if first.role else first.company
        since = f" since {date_word(first.applied)}" if first.applied else ""
        raise Refused(
            f"{clean_line(name, 80)} waits for an answer already{since} ({short(first.uid)}). "
            "Name the role if this is for another one; nothing was filed."
        )


def pass_over(context: AppContext, readings: Sequence[Reading]) -> None:
    """Keep that these confirmations are of no application of interest, so that they are not offered again."""
    now, name = context.now(), clean_line(readings[0].company.value, 60)
    label = f"{name}: not followed" if len(readings) == 1 else f"{len(readings)} applications: not followed"
    with context.store.transaction(label, now) as transaction:
        for reading in readings:
            letter = reading.letter
            at = min(letter.received or now, now)
            uid = correspondence.mail_uid(letter)
            record = correspondence.record_of(letter, uid, MailSort.UNRELATED, at, "", reading)
            transaction.put(replace(record, body="", company="", role=""))


class Waiting:
    """The applications without an answer, looked through once for all letters that may end one."""

    def __init__(self, records: Records) -> None:
        self._all = {r.uid: r for r in records.rejections.values() if is_unanswered(r)}
        own = frozenset(address for address in (records.me.email, *records.me.addresses) if address)
        self._cases = Cases([case_of(records, r) for r in self._all.values()], own)

    def ended_by(self, rejection: Rejection, reading: Reading | None) -> Rejection | None:
        """Return the application that a letter ends, given as it is filed or about to be; None for none.

        It answers in the thread, comes from an address of the application or names its company; its role is the same,
        or not known. Where several fit, none is meant.
        """
        if not self._all:
            return None
        if reading is None or not reading.letter.body:
            same = [r for r in self._all.values() if _same_job(r, rejection) and r.received <= rejection.received]
            return same[0] if len(same) == 1 else None
        found = self._cases.find(reading.letter, rejection.received, rejection.company, rejection.role)
        if found is None or (
            found.how is not How.THREAD and (found.others or not same_role(found.case.role, rejection.role))
        ):
            return None
        return self._all[found.case.uid]

    def drop(self, uid: str) -> None:
        """Leave out an application that waits no longer."""
        del self._all[uid]
        self._cases.drop(uid)


def _same_job(one: Rejection, other: Rejection) -> bool:
    company = company_key(one.company)
    return bool(company) and company == company_key(other.company) and fold(one.role) == fold(other.role)


def become(
    context: AppContext, transaction: Transaction, waiting: Rejection, rejection: Rejection, now: datetime
) -> Rejection:
    """Turn an application without an answer into the rejection its letter makes of it, and return that.

    What was done, written and noted stays with it; the short steps that are open make room for the four. It counts as
    filed with its letter, so that nothing is overdue at once when that came long ago.
    """
    new = replace(
        rejection,
        uid=waiting.uid,
        role=rejection.role or waiting.role,
        stage=max(rejection.stage, waiting.stage, key=_STAGES.index),
        applied=rejection.applied or waiting.applied,
        contact=waiting.contact,
        recruiter_name=rejection.recruiter_name or waiting.recruiter_name,
        recruiter_email=rejection.recruiter_email or waiting.recruiter_email,
        link=rejection.link or waiting.link,
        notes="\n".join(part for part in (waiting.notes, rejection.notes) if part),
        tags=waiting.tags,
        reapply_from=waiting.reapply_from,
    )
    transaction.put(new)
    if waiting.outcome is not new.outcome:
        transaction.put(outcome_rules.change(replace(new, outcome=waiting.outcome), new.outcome, now, _ANSWERED)[1])
        reminders.end_others_ahead(transaction, new, now)
    replan(transaction, new, now, context.rules)
    checklist.follow_reader(context, transaction, new.uid, now)
    return new


def with_uids(
    proposals: Sequence[correspondence.Proposal], uids: dict[str, str]
) -> tuple[correspondence.Proposal, ...]:
    """Return proposals with the uid that each application was filed under, where it is not the one of its letter."""
    return tuple(
        changed(one, case=changed(one.case, uid=uids[one.case.uid])) if one.case.uid in uids else one
        for one in proposals
    )
