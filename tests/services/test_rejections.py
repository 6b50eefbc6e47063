"""Rejections: added, corrected, put away, deleted, and where their door stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.config import Config
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.services import checklist, contacts, drafts, journal, letters, refine, rejections
from rejection_tui.services.desk import Desk
from rejection_tui.storage import Store
from tests.conftest import NOW, Clock
from tests.fuzz.checks import links_resolve, text_is_clean
from tests.services.acting import one_act, refused
from tests.strategies import HOSTILE


def test_adding_is_one_act(desk: Desk) -> None:
    made = one_act(desk, lambda: rejections.add(desk, letters.Entry("Acme", "Analyst", NOW)))
    assert len(desk.book.actions_of(made.uid)) == 9


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (letters.Entry(" \x1b[2J\u202e ", "x", NOW), "company"),
        (letters.Entry("Acme", "x", NOW + timedelta(days=2)), "future"),
        (letters.Entry("Acme", "x", NOW, applied=date(2026, 11, 25)), "application"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, entry: letters.Entry, words: str) -> None:
    assert "Nothing was filed" in refused(desk, lambda: rejections.add(desk, entry), words)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_are_cleaned(desk: Desk, text: str) -> None:
    entry = letters.Entry(f"Acme {text}", text, NOW, recruiter_name=text, recruiter_email=text, link=text, notes=text)
    made = rejections.add(desk, entry)
    rejections.edit(desk, made.uid, role=text, notes=text)
    rejections.set_outcome(desk, made.uid, Outcome.CLOSED, text)
    text_is_clean(desk.book)
    assert "\n" not in desk.book.rejections[made.uid].role


def test_a_corrected_date_moves_what_is_due(desk: Desk, acme: Rejection) -> None:
    earlier = NOW - timedelta(days=3)
    one_act(desk, lambda: rejections.edit(desk, acme.uid, received=earlier))
    send = desk.book.action(acme.uid, "reply.send")
    assert send is not None and send.due == earlier + timedelta(hours=48)


def test_a_bad_correction_changes_nothing(desk: Desk, acme: Rejection) -> None:
    refused(desk, lambda: rejections.edit(desk, acme.uid, company=" \x00"), "kept")
    refused(desk, lambda: rejections.edit(desk, acme.uid, received=NOW + timedelta(hours=1)), "future")
    refused(desk, lambda: rejections.edit(desk, acme.uid, applied=date(2027, 1, 1)), "application")
    refused(desk, lambda: rejections.edit(desk, "gone", role="x"), "not in the file")


def test_a_closed_role_is_looked_at_again(desk: Desk, acme: Rejection) -> None:
    rejections.edit(desk, acme.uid, kind=RejectionKind.ROLE_CLOSED)
    assert desk.book.rejections[acme.uid].revisit == date(2027, 1, 23)
    rejections.edit(desk, acme.uid, received=NOW - timedelta(days=10))
    assert desk.book.rejections[acme.uid].revisit == date(2027, 1, 13)
    rejections.edit(desk, acme.uid, revisit=date(2027, 6, 1), received=NOW - timedelta(days=9))
    assert desk.book.rejections[acme.uid].revisit == date(2027, 6, 1)
    rejections.edit(desk, acme.uid, kind=RejectionKind.TURNED_DOWN)
    assert desk.book.rejections[acme.uid].revisit is None
    held = rejections.add(desk, letters.Entry("Globex", "x", NOW, on_hold=True))
    assert (held.outcome, held.revisit) == (Outcome.ON_HOLD, date(2027, 1, 23))


def test_withdrawing_has_no_steps(desk: Desk, acme: Rejection) -> None:
    mine = rejections.add(desk, letters.Entry("Globex", "x", NOW, kind=RejectionKind.WITHDREW))
    assert desk.book.actions_of(mine.uid) == ()
    assert checklist.status_line(desk.book, mine.uid, NOW, desk.rules) == "you withdrew"
    one_act(desk, lambda: rejections.edit(desk, acme.uid, kind=RejectionKind.WITHDREW))
    assert desk.book.actions_of(acme.uid) == ()
    one_act(desk, lambda: rejections.edit(desk, acme.uid, kind=RejectionKind.TURNED_DOWN))
    assert len(desk.book.actions_of(acme.uid)) == 9


def test_archiving_loses_nothing(desk: Desk, acme: Rejection) -> None:
    one_act(desk, lambda: rejections.archive(desk, [acme.uid, acme.uid]))
    assert desk.book.inbox() == () and desk.book.inbox(archived=True) == (replace(acme, archived=True),)
    one_act(desk, lambda: rejections.archive(desk, [acme.uid], archived=False))
    refused(desk, lambda: rejections.archive(desk, [acme.uid, "gone"]), "not in the file")


def test_deleting_leaves_no_link_behind(desk: Desk, acme: Rejection) -> None:
    contact = contacts.add_for(desk, acme.uid, "Priya Nair", email="priya@acme.example")
    drafts.sent(desk, drafts.open(desk, drafts.DraftKind.REPLY, acme.uid))
    answer = journal.add(desk, acme.uid, "More Airflow would have helped.")
    refine.queue_bullets(desk, ["Handled things"], answer.uid, acme.uid)
    rejections.set_outcome(desk, acme.uid, Outcome.RE_ENGAGED)
    one_act(desk, lambda: rejections.delete(desk, [acme.uid, acme.uid]))
    book = desk.book
    assert not book.rejections and not book.actions and not book.drafts and not book.events
    assert list(book.contacts) == [contact.uid] and list(book.feedback) == [answer.uid]
    assert len(book.touches) == 1 and len(book.bullets) == 1
    links_resolve(book)


def test_the_way_of_a_door_is_dated(desk: Desk, acme: Rejection, clock: Clock) -> None:
    for days, outcome in enumerate(
        (Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER, Outcome.OPEN)
    ):
        clock.moment = NOW + timedelta(days=days)
        one_act(desk, lambda outcome=outcome: rejections.set_outcome(desk, acme.uid, outcome))
        assert desk.book.events_of(acme.uid)[-1].at == clock.moment
    refused(desk, lambda: rejections.set_outcome(desk, acme.uid, Outcome.OPEN), "already")
    assert [e.value for e in desk.book.events_of(acme.uid)][:2] == ["on_hold", "re_engaged"]


@given(st.integers(-400, 0), st.integers(1, 720), st.integers(1, 365))
def test_due_and_revisit_follow_the_rules(days: int, hours: int, reopen: int) -> None:
    import tempfile
    from pathlib import Path

    from rejection_tui.domain.rules import Rules

    with tempfile.TemporaryDirectory() as folder:
        rules = replace(Rules(), reply_by_hours=hours, reopen_days=reopen)
        desk = Desk(Store(Path(folder) / "x.json"), Config(rules=rules), lambda: NOW)
        received = NOW + timedelta(days=days)
        made = rejections.add(desk, letters.Entry("Acme", "x", received, kind=RejectionKind.ROLE_CLOSED))
        assert made.revisit == received.date() + timedelta(days=reopen)
        send = desk.book.action(made.uid, "reply.send")
        assert send is not None and send.due == received + timedelta(hours=hours)
