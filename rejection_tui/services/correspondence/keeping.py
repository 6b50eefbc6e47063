"""Keeps mails with their applications, with all that follows from them, inside one transaction."""

from collections.abc import Iterable
from dataclasses import replace as changed
from datetime import datetime
from typing import Final

from rejection_tui.domain import outcome as outcome_rules
from rejection_tui.domain import steps
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.company import same_company
from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import checklist, journal, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence.cases import Case, Found, case_of
from rejection_tui.services.correspondence.proposal import Effects, Person, Proposal
from rejection_tui.services.correspondence.sorting import BEFORE, OUTCOMES, Mail, course_of, effects_of
from rejection_tui.services.incoming import unpacked
from rejection_tui.storage import Transaction

LONGEST: Final = 20_000  # characters kept of a mail


def keep(context: AppContext, transaction: Transaction, proposals: Iterable[Proposal], now: datetime) -> int:
    """Keep mails with their rejections, oldest first, inside a transaction under way; return how many were kept.

    Those whose rejection is not filed, and those kept before, are left out.
    """
    count = 0
    for packed in sorted(proposals, key=lambda one: (one.at, one.letter.uid)):
        proposal = changed(packed, reading=unpacked(packed.reading))
        rejection = transaction.records.rejections.get(proposal.case.uid)
        kept = transaction.records.correspondence.get(uid_of(proposal.letter))
        if rejection is not None and (kept is None or (not kept.rejection and kept.sort is not MailSort.UNRELATED)):
            transaction.put(_record(proposal))
            _Keeping(context, transaction, proposal, now).apply()
            count += 1
    return count


def remember(transaction: Transaction, readings: Iterable[Reading], now: datetime) -> None:
    """Remember mails about applications that are still open: a later letter takes its day and stage from them."""
    for reading in readings:
        uid, letter, sort = uid_of(reading.letter), reading.letter, BEFORE.get(reading.kind)
        if sort and letter.received and uid not in transaction.records.correspondence:
            transaction.put(record_of(letter, uid, sort, min(letter.received, now), "", reading))


def uid_of(letter: Letter) -> str:
    """Return the uid of the record that keeps this mail."""
    return derived_uid("mail", letter.digest)


def record_of(
    letter: Letter, uid: str, sort: MailSort, at: datetime, rejection: str, reading: Reading
) -> Correspondence:
    """Return the record of a mail."""
    mine = sort.mine
    return Correspondence(
        uid=uid,
        digest=letter.digest,
        sort=sort,
        at=at,
        rejection=rejection,
        subject=clean_line(letter.subject),
        name=clean_line(letter.to_name if mine else letter.sender_name),
        email=clean_line(letter.to_email if mine else letter.sender_email),
        body=clean(letter.body[:LONGEST]),
        company=clean_line(reading.company.value),
        role=clean_line(reading.role.value),
    )


def _record(proposal: Proposal) -> Correspondence:
    record = record_of(
        proposal.letter, uid_of(proposal.letter), proposal.sort, proposal.at, proposal.case.uid, proposal.reading
    )
    return replace(record, answer=proposal.answer.kind if proposal.answer else None)


def forget(context: AppContext, proposals: Iterable[Proposal]) -> None:
    """Keep that these mails belong to no rejection, so that they are not proposed again."""
    chosen = tuple(proposals)
    name = f"“{clean_line(chosen[0].letter.subject, 40)}”" if len(chosen) == 1 else f"{len(chosen)} emails"
    with context.store.transaction(f"{name}: something else", context.now()) as transaction:
        for one in chosen:
            record = record_of(one.letter, uid_of(one.letter), MailSort.UNRELATED, one.at, "", one.reading)
            transaction.put(replace(record, body="", company="", role=""))


def again_as(context: AppContext, proposal: Proposal, case: Case, sort: MailSort) -> Proposal:
    """Return a proposal for another application, or as another sort of mail, as the user says it is."""
    now = context.now()
    course = course_of(context.records, case)
    found = Found(case, proposal.how)
    before = proposal.at < case.received
    mail = Mail(unpacked(proposal.reading), proposal.at, sort.mine, found, before)
    answer = proposal.answer if sort is MailSort.ANSWER else None
    effects = effects_of(context.records, mail, course, sort, answer, now)
    return changed(proposal, case=case, sort=sort, effects=effects, others=(), before=before, sure=True, answer=answer)


def cases_for(context: AppContext, proposal: Proposal, new: Iterable[Case]) -> tuple[Case, ...]:
    """Return the applications a mail may belong to: its own, the ones that seemed possible, those there, all others."""
    records = context.records
    filed = [case_of(records, r) for r in sorted(records.rejections.values(), key=lambda r: r.received, reverse=True)]
    there = [case for case in filed if same_company(case.company, proposal.case.company)]
    ordered = {case.uid: case for case in (proposal.case, *proposal.others, *there, *new, *filed)}
    return tuple(ordered.values())


def offer_call(transaction: Transaction, rejection: str, at: datetime) -> None:
    """Put “accept the call” into a checklist, once, inside a transaction under way."""
    if transaction.records.action(rejection, ActionKey.FEEDBACK_CALL) is None:
        transaction.put(steps.new_action(ActionKey.FEEDBACK_CALL, rejection, at))


class _Keeping:
    """The application of one proposal's effects; each is left out where it holds already."""

    def __init__(self, context: AppContext, transaction: Transaction, proposal: Proposal, now: datetime) -> None:
        self._context, self._transaction, self._proposal, self._now = context, transaction, proposal, now
        self._effects: Effects = proposal.effects
        self._at = min(proposal.at, now)

    @property
    def _rejection(self) -> Rejection:
        return self._transaction.records.rejections[self._proposal.case.uid]

    def apply(self) -> None:
        self._details()
        self._tick()
        self._answer()
        if self._effects.call:
            self._offer_call()
        if self._effects.outcome is not None:
            self._change_outcome(self._effects.outcome)
        if self._effects.ahead is not None:
            outcome = OUTCOMES[self._proposal.sort]
            reminders.put_ahead(self._transaction, self._rejection, outcome, self._effects.ahead, self._now)
        if self._effects.look_again is not None:
            reminders.put_promised(self._transaction, self._rejection, self._effects.look_again, self._now)
        if self._effects.person is not None:
            self._add_contact(self._effects.person)
        if self._effects.touch or self._effects.person is not None:
            self._log_touch()
        checklist.reschedule(self._context, self._transaction, self._rejection.uid, self._now)

    def _details(self) -> None:
        rejection, effects = self._rejection, self._effects
        if effects.applied is not None and rejection.applied is None and effects.applied <= rejection.received.date():
            rejection = replace(rejection, applied=effects.applied)
        if effects.stage is not None:
            rejection = replace(rejection, stage=effects.stage)
        if is_unanswered(rejection) and not self._proposal.sort.mine and self._at > rejection.received:
            rejection = replace(rejection, received=self._at)  # their last word, from which the silence counts
        if rejection != self._rejection:
            self._transaction.put(rejection)

    def _tick(self) -> None:
        for key in self._effects.ticks:
            action = self._transaction.records.action(self._rejection.uid, key)
            if action is None and key in (ActionKey.FEEDBACK_NUDGE, ActionKey.CULTIVATE_REAPPLY):
                action = steps.new_action(key, self._rejection.uid, self._now)
                self._transaction.put(action)
            if action is not None and action.state is not ActionState.DONE:
                checklist.tick_within(self._context, self._transaction, action, self._at)
        draft = self._transaction.records.drafts.get(self._effects.draft)
        if draft is not None and draft.sent is None:
            self._transaction.put(replace(draft, sent=self._at))

    def _answer(self) -> None:
        body = self._proposal.letter.body
        if self._effects.answer and body.strip():
            context, transaction = self._context, self._transaction
            entry = journal.add_within(context, transaction, self._rejection.uid, body, self._at, at=self._at)
            if self._effects.closes:
                journal.name_gaps_within(context, transaction, entry, (NamedGap(Gap.NOTHING_USABLE),))

    def _offer_call(self) -> None:
        offer_call(self._transaction, self._rejection.uid, self._at)

    def _change_outcome(self, outcome: Outcome) -> None:
        if self._rejection.outcome is not outcome:
            words = clean_line(self._proposal.letter.subject, 120)
            new, event = outcome_rules.change(self._rejection, outcome, self._at, words)
            self._transaction.put(new, event)
            reminders.end_others_ahead(self._transaction, new, self._now)

    def _add_contact(self, person: Person) -> None:
        records = self._transaction.records
        for other in records.contacts.values():
            if fold(person.email) in map(fold, other.emails):
                return  # known by now, or asked to be left alone
        if records.left_alone.find("", person.name, self._rejection.company) is not None:
            return
        met = f"wrote on {date_word(local_day(self._proposal.at, self._now))}"
        contact = Contact(
            derived_uid("contact", person.email),
            clean_line(person.name),
            self._now,
            company=self._rejection.company,
            email=clean_line(person.email),
            how_we_met=met,
        )
        self._transaction.put(contact)
        if not self._rejection.contact:
            self._transaction.put(replace(self._rejection, contact=contact.uid))
            action = self._transaction.records.action(self._rejection.uid, ActionKey.CULTIVATE_CONTACT)
            if action is not None and action.state is not ActionState.DONE:
                checklist.tick_within(self._context, self._transaction, action, self._at)
            checklist.follow_reader(self._context, self._transaction, self._rejection.uid, self._now)

    def _log_touch(self) -> None:
        """Log a mail with a contact; one of theirs answers what the user wrote to them last."""
        records, letter = self._transaction.records, self._proposal.letter
        address = letter.to_email if self._proposal.sort.mine else letter.sender_email
        contact = next((c for c in records.contacts.values() if fold(address) in map(fold, c.emails)), None)
        if contact is None or contact.never_again:
            return
        mine = self._proposal.sort.mine
        last = next((t for t in reversed(records.touches_of(contact.uid)) if t.at <= self._at), None)
        if not mine and last is not None and not last.answered:
            self._transaction.put(replace(last, answered=True))
        uid = derived_uid("touch", letter.digest, contact.uid)
        what = clean_line(letter.subject, 120) or self._proposal.label
        answered = None if mine else True
        draft = self._effects.draft
        touch = Touch(uid, contact.uid, self._at, "email", what, answered, self._rejection.uid, draft)
        self._transaction.put(touch)
        checklist.reschedule_contact(self._context, self._transaction, contact.uid, self._now)
