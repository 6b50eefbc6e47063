"""Rejections: added, corrected, put away, deleted, and their outcome."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.config import Config
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.people import ASKED_TO_STOP
from rejection_tui.domain.progress import status_line
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import contacts, drafts, journal, letters, outcomes, refine, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.fuzz.checks import links_resolve, text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW, Clock


def test_adding_is_one_transaction(context: AppContext) -> None:
    made = one_transaction(context, lambda: rejections.add(context, letters.Entry("Acme", "Analyst", NOW)))
    assert len(context.records.actions_of(made.uid)) == 9


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (letters.Entry(" \x1b[2J\u202e ", "x", NOW), "company"),
        (letters.Entry("Acme", "x", NOW + timedelta(days=2)), "still to come"),
        (letters.Entry("Acme", "x", NOW, applied=date(2026, 11, 25)), "application"),
    ],
)
def test_what_cannot_be_is_refused(context: AppContext, entry: letters.Entry, words: str) -> None:
    assert "Nothing was filed" in refused(context, lambda: rejections.add(context, entry), words)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_are_cleaned(context: AppContext, text: str) -> None:
    entry = letters.Entry(f"Acme {text}", text, NOW, recruiter_name=text, recruiter_email=text, link=text, notes=text)
    made = rejections.add(context, entry)
    rejections.edit(context, made.uid, role=text, notes=text)
    outcomes.set_outcome(context, [made.uid], Outcome.CLOSED, text)
    text_is_clean(context.records)
    assert "\n" not in context.records.rejections[made.uid].role


def test_a_corrected_date_moves_what_is_due(context: AppContext, acme: Rejection) -> None:
    earlier = NOW - timedelta(days=20)
    one_transaction(context, lambda: rejections.edit(context, acme.uid, received=earlier))
    send = context.records.action(acme.uid, "reply.send")
    assert send is not None and send.due == earlier + timedelta(hours=48)
    one_transaction(context, lambda: rejections.edit(context, acme.uid, received=NOW - timedelta(days=3)))
    send = context.records.action(acme.uid, "reply.send")
    assert send is not None and send.due == NOW + timedelta(hours=48), "over when it was filed, it counts from then"


def test_a_bad_correction_changes_nothing(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: rejections.edit(context, acme.uid, company=" \x00"), "kept")
    refused(context, lambda: rejections.edit(context, acme.uid, received=NOW + timedelta(hours=1)), "still to come")
    refused(context, lambda: rejections.edit(context, acme.uid, applied=date(2027, 1, 1)), "application")
    refused(context, lambda: rejections.edit(context, "gone", role="x"), "not in the file")


def test_a_closed_role_is_looked_at_again(context: AppContext, acme: Rejection) -> None:
    rejections.edit(context, acme.uid, kind=RejectionKind.ROLE_CLOSED)
    assert context.records.rejections[acme.uid].revisit == date(2027, 1, 23)
    rejections.edit(context, acme.uid, received=NOW - timedelta(days=10))
    assert context.records.rejections[acme.uid].revisit == date(2027, 1, 13)
    rejections.edit(context, acme.uid, revisit=date(2027, 6, 1), received=NOW - timedelta(days=9))
    assert context.records.rejections[acme.uid].revisit == date(2027, 6, 1)
    rejections.edit(context, acme.uid, kind=RejectionKind.TURNED_DOWN)
    assert context.records.rejections[acme.uid].revisit is None
    held = rejections.add(context, letters.Entry("Globex", "x", NOW, on_hold=True))
    assert (held.outcome, held.revisit) == (Outcome.ON_HOLD, date(2027, 1, 23))


def test_withdrawing_has_no_steps(context: AppContext, acme: Rejection) -> None:
    mine = rejections.add(context, letters.Entry("Globex", "x", NOW, kind=RejectionKind.WITHDREW))
    assert context.records.actions_of(mine.uid) == ()
    assert status_line(context.records, mine.uid, NOW) == "you withdrew"
    one_transaction(context, lambda: rejections.edit(context, acme.uid, kind=RejectionKind.WITHDREW))
    assert context.records.actions_of(acme.uid) == ()
    one_transaction(context, lambda: rejections.edit(context, acme.uid, kind=RejectionKind.TURNED_DOWN))
    assert len(context.records.actions_of(acme.uid)) == 9


def test_archiving_loses_nothing(context: AppContext, acme: Rejection) -> None:
    one_transaction(context, lambda: rejections.archive(context, [acme.uid, acme.uid]))
    assert context.records.inbox() == () and context.records.inbox(archived=True) == (replace(acme, archived=True),)
    one_transaction(context, lambda: rejections.archive(context, [acme.uid], archived=False))
    refused(context, lambda: rejections.archive(context, [acme.uid, "gone"]), "not in the file")


def test_deleting_leaves_no_link_behind(context: AppContext, acme: Rejection) -> None:
    contact = contacts.add_for(context, acme.uid, "Priya Nair", email="priya@acme.example")
    drafts.record_sent(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    answer = journal.add(context, acme.uid, "More Airflow would have helped.")
    refine.queue_bullets(context, ["Handled things"], answer.uid, acme.uid)
    outcomes.set_outcome(context, [acme.uid], Outcome.RE_ENGAGED)
    one_transaction(context, lambda: rejections.delete(context, [acme.uid, acme.uid]))
    records = context.records
    assert not records.rejections and not records.actions and not records.drafts and not records.events
    assert list(records.contacts) == [contact.uid] and list(records.feedback) == [answer.uid]
    assert len(records.touches) == 1 and len(records.bullets) == 1
    links_resolve(records)


def test_changes_of_outcome_are_dated(context: AppContext, acme: Rejection, clock: Clock) -> None:
    for days, outcome in enumerate(
        (Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER, Outcome.OPEN)
    ):
        clock.moment = NOW + timedelta(days=days)
        one_transaction(context, lambda outcome=outcome: outcomes.set_outcome(context, [acme.uid], outcome))
        assert context.records.events_of(acme.uid)[-1].at == clock.moment
    refused(context, lambda: outcomes.set_outcome(context, [acme.uid], Outcome.OPEN), "already")
    assert [e.value for e in context.records.events_of(acme.uid)][:2] == ["on_hold", "re_engaged"]


def test_another_person_behind_a_rejection_decides_whether_anything_is_written(
    context: AppContext, acme: Rejection
) -> None:
    jane = contacts.add(context, "Jane Hart", company="Acme", email="jane@acme.example")
    contacts.never_again(context, jane.uid)
    one_transaction(context, lambda: rejections.edit(context, acme.uid, recruiter_email="jane@acme.example"))
    reply = context.records.action(acme.uid, "reply.send")
    assert reply is not None and (reply.state, reply.reason) == (ActionState.SKIPPED, ASKED_TO_STOP)
    rejections.edit(context, acme.uid, recruiter_email="priya@acme.example")
    reply = context.records.action(acme.uid, "reply.send")
    assert reply is not None and reply.open


@given(st.integers(-400, 0), st.integers(1, 720), st.integers(1, 365))
def test_due_and_revisit_follow_the_rules(days: int, hours: int, reopen: int) -> None:
    import tempfile
    from pathlib import Path

    from rejection_tui.domain.rules import Rules

    with tempfile.TemporaryDirectory() as folder:
        rules = dataclasses.replace(Rules(), reply_by_hours=hours, reopen_days=reopen)
        context = AppContext(Store(Path(folder) / "x.json"), Config(rules=rules), lambda: NOW)
        received = NOW + timedelta(days=days)
        made = rejections.add(context, letters.Entry("Acme", "x", received, kind=RejectionKind.ROLE_CLOSED))
        assert made.revisit == received.date() + timedelta(days=reopen)
        send = context.records.action(made.uid, "reply.send")
        over = (received + timedelta(hours=hours)).date() < NOW.date()
        counted_from = NOW if over and days >= -14 else received
        assert send is not None and send.due == counted_from + timedelta(hours=hours)
