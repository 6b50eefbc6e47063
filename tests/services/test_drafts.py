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
from rejection_tui.services import checklist, contacts, drafts, letters, rejections
from rejection_tui.services.desk import Desk
from tests.conftest import Clock
from tests.services.acting import one_act, refused


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


def test_a_finding_that_blocks_is_a_refusal(desk: Desk, acme: Rejection) -> None:
    draft = drafts.open(desk, DraftKind.REPLY, acme.uid)
    blocked = replace(draft, body=draft.body.replace("Acme", "[company]"))
    assert "[company]" in refused(desk, lambda: drafts.copied(desk, blocked, "x"), "Not copied")
    refused(desk, lambda: drafts.sent(desk, replace(draft, body=" ")), "no text")


def test_the_cool_off_holds_until_it_is_overridden(desk: Desk, acme: Rejection, clock: Clock) -> None:
    desk.config = replace(desk.config, rules=replace(Rules(), cool_off=True))
    draft = drafts.save(desk, drafts.compose(desk, DraftKind.REPLY, acme.uid))
    refused(desk, lambda: drafts.copied(desk, draft, "x"), "ready from Wed 25 Nov 09:00")
    assert drafts.copied(desk, replace(draft, ready_from=None), "x").copied == clock.moment
    clock.moment += timedelta(days=1)
    assert drafts.ready(desk, draft) is None and drafts.copied(desk, draft, "x")


def test_a_message_counts_as_sent_once(desk: Desk, acme: Rejection) -> None:
    contacts.add_for(desk, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    draft = one_act(desk, lambda: drafts.sent(desk, drafts.open(desk, DraftKind.REPLY, acme.uid)))
    refused(desk, lambda: drafts.sent(desk, draft), "counts once")
    stale = replace(draft, sent=None)
    assert drafts.copied(desk, stale, "x").sent == draft.sent
    assert len(desk.book.touches) == 1


def test_one_nudge_and_no_more(desk: Desk, acme: Rejection) -> None:
    drafts.sent(desk, drafts.open(desk, DraftKind.FEEDBACK, acme.uid))
    one_act(desk, lambda: drafts.sent(desk, drafts.open(desk, DraftKind.NUDGE, acme.uid)))
    refused(desk, lambda: drafts.open(desk, DraftKind.NUDGE, acme.uid), "once is enough")


def test_a_version_older_than_what_was_sent_is_not_opened_again(desk: Desk, acme: Rejection, clock: Clock) -> None:
    first = drafts.save(desk, drafts.open(desk, DraftKind.REPLY, acme.uid))
    clock.moment += timedelta(minutes=5)
    drafts.sent(desk, replace(first, body=first.body + "\nAll the best"))
    assert drafts.open(desk, DraftKind.REPLY, acme.uid).uid not in desk.book.drafts


def test_a_name_learned_later_is_filled_in(desk: Desk) -> None:
    from rejection_tui.services import letters, rejections

    mine = rejections.add(desk, letters.Entry("Acme", "Analyst", desk.now()))
    assert drafts.NAMELESS in drafts.save(desk, drafts.open(desk, DraftKind.REPLY, mine.uid)).body
    letters.confirm_me(desk, "Alex Morgan")
    opened = drafts.open(desk, DraftKind.REPLY, mine.uid)
    assert drafts.NAMELESS not in opened.body and "Alex Morgan" in opened.body


def test_text_goes_into_headers_as_text(desk: Desk, acme: Rejection) -> None:
    draft = drafts.open(desk, DraftKind.REPLY, acme.uid)
    kept = drafts.save(desk, replace(draft, subject="Hi\r\nBcc: x@example.net", body=draft.body + "\x1b[2J\u202e"))
    assert "\n" not in kept.subject and "\x1b" not in kept.body and "\u202e" not in kept.body
    assert b"\nBcc:" not in drafts.eml(desk, replace(draft, subject="Hi\r\nBcc: x@example.net"))


def test_a_reapplication_names_what_changed(desk: Desk, acme: Rejection, clock: Clock) -> None:
    clock.moment += timedelta(days=200)
    bare = drafts.compose(desk, DraftKind.REAPPLY, acme.uid)
    assert not drafts.can_copy(drafts.check(desk, bare))
    contacts.add_win(desk, "Passed the dbt certification", "certificate")
    draft = drafts.compose(desk, DraftKind.REAPPLY, acme.uid)
    assert "dbt" in draft.body and drafts.can_copy(drafts.check(desk, draft))


def test_a_person_signed_with_title_and_initial_is_greeted_by_the_title(desk: Desk) -> None:
    letter = (
        "Dear Jo Lane,\n\nAfter your interview for the post of Cook at Elm School we did not select you.\n\n"
        "Yours sincerely\nMrs P. Marchbanks\nHeadteacher\nElm School\n"
    )
    rejection = rejections.add(desk, letters.entry_of(letters.read_text(letter), desk.now()))
    assert rejection.recruiter_name == "P. Marchbanks"
    draft = drafts.compose(desk, DraftKind.REPLY, rejection.uid)
    assert draft.body.startswith("Dear Mrs Marchbanks,")
    assert not [f for f in drafts.check(desk, draft) if f.rule.startswith("foreign")]
