"""Applications without an answer: filed, asked about, let go, offered from mail, and turned into their rejection."""

from collections.abc import Callable, Iterable
from dataclasses import replace as changed
from datetime import date, timedelta

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaKind
from rejection_tui.domain.agenda.place import PlaceKind
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.draft import DraftKind, Severity
from rejection_tui.domain.language import Language
from rejection_tui.domain.people import ASKED_TO_STOP
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.silence import SilenceState, is_unanswered, state_of
from rejection_tui.domain.steps import FOUND_NOBODY, PLAN, SHORT_PLAN, ActionState
from rejection_tui.services import (
    agenda,
    awaited,
    checklist,
    contacts,
    drafts,
    letters,
    outcomes,
    people,
    profile,
    rejections,
    reminders,
    silence,
)
from rejection_tui.services.context import AppContext, open_context
from rejection_tui.services.letters import SortedBatch
from tests.services.test_correspondence import JANE, ME, NO, day, found, mail, the_no
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock

__all__ = ["found"]

GOT = """Dear Mara,

Thank you for applying for the Data Engineer position at Northwind. We have received your application and will review
it carefully. We will get back to you as soon as possible.

Kind regards,
The Northwind recruiting team
"""
TEAM = "Northwind Careers <careers@northwind.example>"


def the_confirmation(at: int = 40, identifier: str = "got", extra: str = "") -> str:
    """Return the mail that says that the application arrived."""
    return mail(TEAM, ME, day(at), "We have received your application as Data Engineer", GOT, identifier, extra=extra)


def silent(context: AppContext, company: str = "Northwind", days: int = 40, role: str = "Data Engineer") -> Rejection:
    """File an application by hand."""
    sent = NOW - timedelta(days=days)
    entry = letters.Entry(company, role, sent, kind=RejectionKind.NO_ANSWER, applied=sent.date())
    return rejections.add(context, entry)


def keys(context: AppContext, uid: str, open_only: bool = False) -> set[str]:
    """Return the keys of the actions of a rejection."""
    return {a.key for a in context.records.actions_of(uid) if a.open or not open_only}


def take(context: AppContext, batch: SortedBatch) -> tuple[Rejection, ...]:
    """File what waits for an answer, and what is sure."""
    return letters.file(
        context, (*letters.entries_of(context, batch), *letters.waiting_entries(context, batch)), (), batch
    )


def test_one_by_hand_is_filed_with_its_short_steps_and_read_again(context: AppContext) -> None:
    made = one_transaction(context, lambda: silent(context))
    assert keys(context, made.uid) == set(SHORT_PLAN)
    again = open_context(context.path)
    assert again.records.rejections[made.uid] == made
    assert state_of(again.records, made, NOW) is SilenceState.SILENT
    assert context.path.stat().st_mode & 0o777 == 0o600


def test_one_without_a_company_is_refused_in_its_own_words(context: AppContext) -> None:
    words = refused(context, lambda: silent(context, " "))
    assert words.startswith("An application needs a company")


def test_the_same_application_twice_by_hand_is_refused_while_the_first_waits(context: AppContext) -> None:
    first = silent(context)
    said = refused(context, lambda: silent(context, "northwind", 3, "Data engineer"), "waits for an answer already")
    assert "Northwind, Data Engineer" in said and first.uid[:7] in said
    silent(context, role="Data Analyst")
    silent(context, role="")
    refused(context, lambda: silent(context, role=""), "Northwind waits")
    silence.let_go(context, [first.uid])
    assert silent(context).uid != first.uid


def test_one_sent_tomorrow_is_refused(context: AppContext) -> None:
    tomorrow = NOW.date() + timedelta(days=1)
    entry = letters.Entry("Acme", "", NOW, kind=RejectionKind.NO_ANSWER, applied=tomorrow)
    refused(context, lambda: rejections.add(context, entry), "still to come")


def test_asking_and_letting_go_are_one_change_each_for_one_or_many(context: AppContext) -> None:
    uids = [silent(context, name).uid for name in ("Acme", "Globex", "Hooli")]
    one_transaction(context, lambda: silence.record_asked(context, uids[:1]))
    one_transaction(context, lambda: silence.let_go(context, uids))
    assert {context.records.rejections[uid].outcome for uid in uids} == {Outcome.CLOSED}
    assert not agenda.due(context)
    refused(context, lambda: silence.let_go(context, uids), "let go before")
    action = context.records.action(uids[0], ActionKey.SILENCE_LET_GO)
    assert action is not None
    checklist.untick(context, action.uid)
    assert context.records.rejections[uids[0]].outcome is Outcome.OPEN


def test_what_was_answered_is_not_let_go(context: AppContext) -> None:
    no = rejections.add(context, letters.Entry("Acme", "Analyst", NOW))
    refused(context, lambda: silence.let_go(context, [no.uid]), "has answered")


def test_the_one_line_of_all_can_be_snoozed(context: AppContext) -> None:
    for name in ("Acme", "Globex"):
        silent(context, name)
    (line,) = [i for i in agenda.due(context) if i.kind is AgendaKind.UNANSWERED]
    one_transaction(context, lambda: agenda.snooze(context, line, NOW.date() + timedelta(days=7)))
    assert not agenda.due(context)


def test_the_one_line_of_all_can_be_dismissed_for_a_reason(context: AppContext) -> None:
    uids = [silent(context, name).uid for name in ("Acme", "Globex")]
    (line,) = [i for i in agenda.due(context) if i.kind is AgendaKind.UNANSWERED]
    one_transaction(context, lambda: agenda.dismiss(context, line, "I phoned them"))
    states = {context.records.action(uid, ActionKey.SILENCE_ASK).state for uid in uids}  # type: ignore[union-attr]
    assert states == {ActionState.SKIPPED}
    assert {i.kind for i in agenda.due(context)} == {AgendaKind.LET_GO}


def test_sending_the_question_ticks_it_and_a_second_one_is_refused(context: AppContext) -> None:
    profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")
    made = silent(context)
    draft = drafts.open(context, DraftKind.QUESTION, made.uid)
    assert "15 October" in draft.body and "Data Engineer" in draft.body and draft.body.count("?") == 1
    one_transaction(context, lambda: drafts.record_sent(context, draft))
    assert state_of(context.records, made, NOW) is SilenceState.ASKED
    refused(context, lambda: drafts.open(context, DraftKind.QUESTION, made.uid), "once is enough")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("named", [True, False])
def test_the_question_is_short_and_passes_the_checks_in_every_language(
    context: AppContext, language: Language, named: bool
) -> None:
    profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")
    applied, person = (date(2026, 10, 15), "Jane Hart") if named else (None, "")
    role, waits = "Analyst" if named else "", RejectionKind.NO_ANSWER
    entry = letters.Entry("Northwind", role, day(40), kind=waits, applied=applied, recruiter_name=person)
    made = rejections.add(context, entry)
    wordings = drafts.variants(context, DraftKind.QUESTION, made.uid, language=language.value)
    assert wordings > 1
    for turn in range(wordings):
        draft = drafts.compose(context, DraftKind.QUESTION, made.uid, variant=turn, language=language.value)
        assert len(draft.body.split()) < 90 and draft.body.count("?") <= 1
        assert ("Analyst" in draft.body) is named and ("15" in draft.body) is named and draft.subject
        found_here = drafts.check(context, draft)
        assert not [f for f in found_here if f.severity is not Severity.GOOD], (draft.body, found_here)


def test_a_confirmation_is_offered_and_taken_only_on_a_yes(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    batch = found(the_confirmation())
    (offered,) = batch.waiting
    assert not batch.sure and not batch.others and offered.company.value == "Northwind"
    assert not letters.entries_of(context, batch)
    made = one_transaction(context, lambda: take(context, batch))[0]
    assert (made.kind, made.applied, made.letter) == (RejectionKind.NO_ANSWER, day(40).date(), "")
    assert made.received == day(40)
    (kept,) = context.records.correspondence_of(made.uid)
    assert kept.sort is MailSort.CONFIRMATION and "received your application" in kept.body
    again = found(the_confirmation())
    assert not again.waiting and len(again.known) == 1


def test_one_not_taken_is_offered_again_with_the_next_mail_until_it_is_passed_over(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    batch = found(the_confirmation())
    letters.file(context, [], [], batch, reached=())
    other = found(the_no("other").replace("Northwind", "Globex").replace("northwind", "globex"), the_confirmation())
    letters.file(context, letters.entries_of(context, other), (), other)
    later = found(the_no("third").replace("Northwind", "Hooli").replace("northwind", "hooli"))
    assert [r.company.value for r in later.waiting] == ["Northwind"]
    one_transaction(context, lambda: awaited.pass_over(context, later.waiting))
    assert not found(the_no("fourth").replace("Northwind", "Initech").replace("northwind", "initech")).waiting


def test_two_confirmations_of_one_application_are_one(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    (offered,) = found(the_confirmation(40, "one"), the_confirmation(30, "two")).waiting
    assert (offered.letter.received, offered.applied) == (day(30), day(40).date())


@pytest.mark.parametrize("at", [200, 1000])
def test_an_old_confirmation_is_not_offered(at: int, found: Callable[..., SortedBatch]) -> None:
    assert not found(the_confirmation(at)).waiting


def test_one_that_was_answered_or_is_filed_is_not_offered(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    assert not found(the_confirmation(), the_no()).waiting
    silent(context)
    assert not found(the_confirmation(39, "later")).waiting


@pytest.mark.parametrize("answers", ["", "got"])
def test_the_letter_turns_it_into_that_rejection(
    context: AppContext, found: Callable[..., SortedBatch], answers: str
) -> None:
    (waiting,) = take(context, found(the_confirmation()))
    silence.record_asked(context, [waiting.uid])
    rejections.edit(context, waiting.uid, notes="met at the fair")
    batch = found(mail(JANE, ME, day(1), "Your application as Data Engineer", NO, "no", answers))
    assert len(batch.sure) == 1 and not batch.same_as and not batch.returned.proposals
    one_transaction(context, lambda: letters.file(context, letters.entries_of(context, batch), (), batch))
    (now_no,) = context.records.rejections.values()
    assert now_no.uid == waiting.uid and now_no.kind is RejectionKind.TURNED_DOWN
    assert now_no.letter in context.records.letters and now_no.stage is Stage.INTERVIEW
    assert (now_no.applied, now_no.notes) == (day(40).date(), "met at the fair")
    assert set(PLAN) <= keys(context, now_no.uid)
    assert ActionKey.SILENCE_LET_GO not in keys(context, now_no.uid)
    asked = context.records.action(now_no.uid, ActionKey.SILENCE_ASK)
    assert asked is not None and asked.state is ActionState.DONE


def test_a_pasted_letter_ends_it_too_even_when_it_was_let_go(context: AppContext) -> None:
    profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")
    waiting = silent(context)
    silence.let_go(context, [waiting.uid])
    reading = letters.read_text(the_no(), context.records.memory, NOW)
    entry = letters.entry_of(reading, NOW)
    assert letters.answers(context.records, entry, NOW) == context.records.rejections[waiting.uid]
    made = rejections.add(context, entry)
    assert (made.uid, made.outcome) == (waiting.uid, Outcome.OPEN)
    assert len(context.records.rejections) == 1
    assert "their letter came" in {e.text for e in context.records.events_of(made.uid)}


def test_the_letter_ends_the_reminder_of_an_interview_that_was_to_come(context: AppContext) -> None:
    waiting = silent(context)
    outcomes.set_outcome(context, [waiting.uid], Outcome.INTERVIEW, ahead=NOW.date() + timedelta(days=9))
    entry = letters.entry_of(letters.read_text(the_no(), context.records.memory, NOW), NOW)
    assert rejections.add(context, entry).uid == waiting.uid
    assert not reminders.listed(context.records)


def test_a_letter_about_another_job_or_one_of_two_ends_none(context: AppContext) -> None:
    silent(context, role="Gardener")
    entry = letters.entry_of(letters.read_text(the_no(), context.records.memory, NOW), NOW)
    assert rejections.add(context, entry).kind is RejectionKind.TURNED_DOWN
    assert len(context.records.rejections) == 2


def test_what_follows_the_letter_in_the_same_mailbox_is_kept_with_it(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (waiting,) = take(context, found(the_confirmation()))
    thanks = "Dear Jane,\n\nThank you for letting me know. I accept the decision.\n\nKind regards,\nMara\n"
    batch = found(
        the_no("no", 5), mail(ME, JANE, day(4), "Re: Your application as Data Engineer", thanks, "reply", "no")
    )
    letters.file(context, letters.entries_of(context, batch), batch.returned.proposals, batch)
    sent = context.records.action(waiting.uid, ActionKey.REPLY_SEND)
    assert sent is not None and sent.state is ActionState.DONE


def test_an_invitation_proposes_the_outcome_and_their_word_restarts_the_weeks(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (waiting,) = take(context, found(the_confirmation()))
    invites = (
        "Dear Mara,\n\nWe would like to invite you to an interview for the Data Engineer position at Northwind next "
        "week.\nPlease let us know which day suits you.\n\nKind regards,\nJane Hart\n"
    )
    batch = found(mail(JANE, ME, day(3), "Invitation to an interview: Data Engineer", invites, "inv", "got"))
    (proposal,) = batch.returned.proposals
    assert proposal.effects.outcome is Outcome.INTERVIEW
    one_transaction(context, lambda: letters.file(context, [], [proposal], batch))
    now = context.records.rejections[waiting.uid]
    assert now.outcome is Outcome.INTERVIEW and now.received == day(3)
    assert state_of(context.records, now, NOW) is SilenceState.WAITING


def test_the_kind_can_be_corrected_by_hand_and_back(context: AppContext) -> None:
    made = silent(context)
    one_transaction(context, lambda: rejections.edit(context, made.uid, kind=RejectionKind.TURNED_DOWN))
    assert keys(context, made.uid, open_only=True) == set(PLAN)
    rejections.edit(context, made.uid, kind=RejectionKind.NO_ANSWER)
    assert keys(context, made.uid, open_only=True) == set(SHORT_PLAN)


HOSTILE: Iterable[str] = (
    the_confirmation(extra="X-Evil: \x1b]0;owned\x07").replace("Northwind", "\x1b[31mNorth\u202ewind=HYPERLINK(1)"),
    the_confirmation().replace("Northwind", "N" * 50_000),
    the_confirmation().replace("Data Engineer", "=cmd|' /C calc'!A0"),
    the_confirmation().replace(GOT, GOT * 2_000),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_confirmation_is_text(context: AppContext, found: Callable[..., SortedBatch], text: str) -> None:
    batch = found(text)
    for made in take(context, batch):
        assert is_unanswered(made)
        assert len(made.company) < 1_000 and not set(made.company + made.role) & {"\x1b", "\x07", "\u202e"}
        assert all(len(mail.body) <= 20_000 for mail in context.records.correspondence_of(made.uid))


def test_nobody_is_asked_who_asked_to_be_left_alone_before_the_application_was_filed(context: AppContext) -> None:
    jane = contacts.add(context, "Jane Hart", company="Northwind", email="jane.hart@northwind.example")
    contacts.never_again(context, jane.uid)
    entry = letters.Entry("Northwind", "Analyst", NOW - timedelta(days=40), kind=RejectionKind.NO_ANSWER)
    made = rejections.add(context, changed(entry, recruiter_name="Jane Hart"))
    asks = context.records.action(made.uid, ActionKey.SILENCE_ASK)
    assert asks is not None and (asks.state, asks.reason) == (ActionState.SKIPPED, ASKED_TO_STOP)
    silent(context, "Globex")
    (line,) = [item for item in agenda.agenda(context) if item.kind in (AgendaKind.ASK, AgendaKind.UNANSWERED)]
    assert line.kind is AgendaKind.ASK and "Globex" in line.title


def test_the_letter_of_who_asked_to_be_left_alone_asks_for_no_reply(context: AppContext) -> None:
    waiting = silent(context)
    jane = contacts.add(context, "Jane Hart", company="Northwind", email="jane.hart@northwind.example")
    contacts.never_again(context, jane.uid)
    no = letters.Entry("Northwind", "Data Engineer", NOW, recruiter_name="Jane Hart")
    became = rejections.add(context, no)
    reply = context.records.action(became.uid, ActionKey.REPLY_SEND)
    assert became.uid == waiting.uid and reply is not None
    assert (reply.state, reply.reason) == (ActionState.SKIPPED, ASKED_TO_STOP)


def test_after_an_invitation_nobody_is_asked_whether_they_have_decided(context: AppContext) -> None:
    made = silent(context)
    outcomes.set_outcome(context, [made.uid], Outcome.INTERVIEW)
    found = places_of(context.records, context.records.rejections[made.uid], NOW, context.rules)
    asks = context.records.action(made.uid, ActionKey.SILENCE_ASK)
    assert asks is not None and found[asks.uid].kind is PlaceKind.SETTLED


def test_a_letter_filed_long_after_it_came_is_not_overdue_at_once(context: AppContext, clock: Clock) -> None:
    clock.moment = NOW - timedelta(days=60)
    entry = letters.Entry("Northwind", "Data Engineer", clock.moment, kind=RejectionKind.NO_ANSWER)
    waiting = rejections.add(context, entry)
    clock.moment = NOW
    no = letters.Entry("Northwind", "Data Engineer", NOW - timedelta(days=20), Stage.INTERVIEW)
    became = rejections.add(context, changed(no, recruiter_name="Jane Hart", recruiter_email="jane@northwind.example"))
    assert became.uid == waiting.uid
    found = places_of(context.records, became, NOW, context.rules)
    reply = context.records.action(became.uid, ActionKey.REPLY_SEND)
    assert reply is not None and found[reply.uid].kind is PlaceKind.STILL_WORTH


def test_whoever_writes_at_last_can_be_written_to_though_nobody_was_found(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (waiting,) = take(context, found(the_confirmation()))
    people.found_nobody(context, waiting.uid)
    asks = context.records.action(waiting.uid, ActionKey.SILENCE_ASK)
    assert asks is not None and asks.reason == FOUND_NOBODY
    batch = found(
        mail(JANE, ME, day(1), "Re: Data Engineer", "Dear Mara, I am new here. Any questions?", "hello", "got")
    )
    (proposal,) = batch.returned.proposals
    assert proposal.effects.person is not None
    letters.file(context, (), batch.returned.proposals, batch)
    asks = context.records.action(waiting.uid, ActionKey.SILENCE_ASK)
    assert asks is not None and asks.open
