"""Drafts: composed, checked, copied, and only the user says sent."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import StepState
from rejection_tui.services import checklist, contacts, drafts
from rejection_tui.services.desk import Desk


def test_a_reply_may_be_copied_at_once(desk: Desk, acme: Rejection) -> None:
    draft = drafts.open(desk, drafts.kind_for(desk.book, acme.uid), acme.uid)
    assert draft.kind is DraftKind.REPLY and draft.to == "priya@acme.example"
    assert "Priya" in draft.body and "Acme" in draft.body and "Alex Morgan" in draft.body
    assert drafts.can_copy(drafts.check(desk, draft))
    kept = drafts.copied(desk, draft, "xclip")
    assert kept.copied == desk.now() and kept.sent is None
    assert checklist.states(desk.book, acme.uid)[1] is StepState.DRAFTED


def test_sent_is_the_users_word(desk: Desk, acme: Rejection) -> None:
    contacts.add_for(desk, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    drafts.sent(desk, drafts.open(desk, DraftKind.REPLY, acme.uid))
    assert checklist.states(desk.book, acme.uid)[1] is StepState.DONE
    (touch,) = desk.book.touches.values()
    assert touch.channel == "email" and touch.rejection == acme.uid


def test_a_changed_text_is_a_new_version(desk: Desk, acme: Rejection) -> None:
    first = drafts.save(desk, drafts.open(desk, DraftKind.REPLY, acme.uid))
    assert drafts.save(desk, first) == first
    second = drafts.save(desk, replace(first, body=first.body + "\nAll the best"))
    assert [d.uid for d in drafts.versions(desk.book, second)] == [
        second.uid,
        first.uid,
    ] or second.created == first.created
    assert len(drafts.versions(desk.book, second)) == 2


def test_feedback_is_asked_for_once(desk: Desk, acme: Rejection) -> None:
    ask = drafts.open(desk, DraftKind.FEEDBACK, acme.uid)
    drafts.sent(desk, ask)
    with pytest.raises(Refused, match="once"):
        drafts.compose(desk, DraftKind.REPLY_AND_FEEDBACK, acme.uid)
    with pytest.raises(Refused):
        drafts.sent(desk, ask)


def test_a_foreign_company_blocks_copying(desk: Desk, acme: Rejection) -> None:
    from rejection_tui.services import letters, rejections

    rejections.add(desk, letters.Entry("Globex", "Analyst", desk.now()))
    draft = drafts.open(desk, DraftKind.REPLY, acme.uid)
    wrong = replace(draft, body=draft.body.replace("Acme", "Globex"))
    findings = drafts.check(desk, wrong)
    assert not drafts.can_copy(findings)
    assert any("Globex" in f.words for f in findings)


def test_a_value_update_without_a_win_says_so(desk: Desk, acme: Rejection) -> None:
    contact = contacts.add_for(desk, acme.uid, "Priya Nair", company="Acme")
    assert not drafts.can_copy(drafts.check(desk, drafts.compose(desk, DraftKind.VALUE, contact=contact.uid)))
    contacts.add_win(desk, "Passed the dbt certification", "certificate")
    draft = drafts.compose(desk, DraftKind.VALUE, contact=contact.uid)
    assert "dbt" in draft.body and drafts.can_copy(drafts.check(desk, draft))


def test_the_cool_off_waits_for_the_morning(desk: Desk, acme: Rejection) -> None:
    desk.config = replace(desk.config, rules=replace(Rules(), cool_off=True))
    draft = drafts.compose(desk, DraftKind.REPLY, acme.uid)
    assert drafts.ready(desk, draft) == desk.now().replace(hour=9) + timedelta(days=1)


def test_an_eml_is_private_and_never_replaces(desk: Desk, acme: Rejection, tmp_path: Path) -> None:
    draft = drafts.open(desk, DraftKind.REPLY, acme.uid)
    path = drafts.write_eml(desk, draft, tmp_path / "reply.eml")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(Refused, match="exists"):
        drafts.write_eml(desk, replace(draft, body="x"), path)
    assert path.read_bytes() == before


def test_a_value_update_to_a_contact_knows_how_they_met(desk: Desk, acme: Rejection) -> None:
    contact = contacts.add_for(desk, acme.uid, "Priya Nair", company="Acme")
    contacts.add_win(desk, "Passed the dbt certification", "certificate")
    draft = drafts.open(desk, DraftKind.VALUE, contact=contact.uid)
    assert draft.rejection == acme.uid and "November" in draft.body
    drafts.sent(desk, draft)
    action = desk.book.action(acme.uid, "cultivate.touch")
    assert action is not None and not action.open
