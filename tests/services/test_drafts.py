"""Drafts: composed, checked, copied, and only the user says sent."""

import dataclasses
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.facts import FactType, Said
from rejection_tui.domain.messages import next_kind, versions_of
from rejection_tui.domain.progress import step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import ActionState, StepState, new_action
from rejection_tui.services import contacts, drafts, history, letters, profile, rejections
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.records import fact


def test_a_reply_may_be_copied_at_once(context: AppContext, acme: Rejection) -> None:
    draft = drafts.open(context, next_kind(context.records, acme.uid), acme.uid)
    assert draft.kind is DraftKind.REPLY and draft.to == "priya@acme.example"
    assert "Priya" in draft.body and "Alex Morgan" in draft.body and draft.language == "en-GB"
    assert drafts.can_copy(drafts.check(context, draft))
    kept = drafts.record_copied(context, draft, "xclip")
    assert kept.copied == context.now() and kept.sent is None
    assert step_states(context.records, acme.uid)[1] is StepState.DRAFTED


def test_sent_is_the_users_word(context: AppContext, acme: Rejection) -> None:
    contacts.add_for(context, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    drafts.record_sent(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    assert step_states(context.records, acme.uid)[1] is StepState.DONE
    (touch,) = context.records.touches.values()
    assert touch.channel == "email" and touch.rejection == acme.uid


def test_a_reply_that_takes_up_their_offer_of_a_call_accepts_it(context: AppContext, acme: Rejection) -> None:
    offered = fact(FactType.FEEDBACK_OFFERED, "call", "Do call me if you would like to talk about it.")
    call = new_action(ActionKey.FEEDBACK_CALL, acme.uid, NOW)
    with context.store.transaction("They offer a call", NOW) as transaction:
        transaction.put(replace(acme, facts=(offered,), said=(Said("feedback.call", 0.97, offered.quote),)), call)
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    assert " call" in draft.body
    without = "\n\n".join(part for part in draft.body.split("\n\n") if " call" not in part)
    drafts.record_sent(context, replace(draft, body=without))
    assert context.records.actions[call.uid].open
    history.undo(context)
    drafts.record_sent(context, draft)
    assert context.records.actions[call.uid].state is ActionState.DONE


def test_a_changed_text_is_a_new_version(context: AppContext, acme: Rejection) -> None:
    first = drafts.save(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    assert drafts.save(context, first) == first
    second = drafts.save(context, replace(first, body=first.body + "\nAll the best"))
    assert [d.uid for d in versions_of(context.records, second)] == [
        second.uid,
        first.uid,
    ] or second.created == first.created
    assert len(versions_of(context.records, second)) == 2


def test_feedback_is_asked_for_once(context: AppContext, acme: Rejection) -> None:
    ask = drafts.open(context, DraftKind.FEEDBACK, acme.uid)
    drafts.record_sent(context, ask)
    with pytest.raises(Refused, match="once"):
        drafts.compose(context, DraftKind.REPLY_AND_FEEDBACK, acme.uid)
    with pytest.raises(Refused):
        drafts.record_sent(context, ask)


def test_a_foreign_company_blocks_copying(context: AppContext, acme: Rejection) -> None:
    from rejection_tui.services import letters, rejections

    rejections.add(context, letters.Entry("Globex", "Analyst", context.now()))
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    wrong = replace(draft, body=draft.body + "\n\nI would still like to work at Globex.")
    findings = drafts.check(context, wrong)
    assert not drafts.can_copy(findings)
    assert any("Globex" in f.words for f in findings)


def test_a_value_update_without_a_win_says_so(context: AppContext, acme: Rejection) -> None:
    contact = contacts.add_for(context, acme.uid, "Priya Nair", company="Acme")
    assert not drafts.can_copy(drafts.check(context, drafts.compose(context, DraftKind.VALUE, contact=contact.uid)))
    contacts.add_win(context, "Passed the dbt certification", "certificate")
    draft = drafts.compose(context, DraftKind.VALUE, contact=contact.uid)
    assert "dbt" in draft.body and drafts.can_copy(drafts.check(context, draft))


def test_the_cool_off_waits_for_the_morning(context: AppContext, acme: Rejection) -> None:
    context.config = dataclasses.replace(context.config, rules=dataclasses.replace(Rules(), cool_off=True))
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    assert drafts.ready(context, draft) == context.now().replace(hour=9) + timedelta(days=1)


def test_an_eml_is_private_and_never_replaces(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    path = drafts.write_eml(context, draft, tmp_path / "reply.eml")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(Refused, match="exists"):
        drafts.write_eml(context, replace(draft, body="x"), path)
    assert path.read_bytes() == before


def test_a_value_update_to_a_contact_knows_how_they_met(context: AppContext, acme: Rejection) -> None:
    contact = contacts.add_for(context, acme.uid, "Priya Nair", company="Acme")
    contacts.add_win(context, "Passed the dbt certification", "certificate")
    draft = drafts.open(context, DraftKind.VALUE, contact=contact.uid)
    assert draft.rejection == acme.uid and "November" in draft.body
    drafts.record_sent(context, draft)
    action = context.records.action(acme.uid, "cultivate.touch")
    assert action is not None and not action.open


def test_a_finding_that_blocks_is_a_refusal(context: AppContext, acme: Rejection) -> None:
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    blocked = replace(draft, body=draft.body + "\n\nI like [company].")
    assert "[company]" in refused(context, lambda: drafts.record_copied(context, blocked, "x"), "Not copied")
    refused(context, lambda: drafts.record_sent(context, replace(draft, body=" ")), "no text")


def test_the_cool_off_holds_until_it_is_overridden(context: AppContext, acme: Rejection, clock: Clock) -> None:
    context.config = dataclasses.replace(context.config, rules=dataclasses.replace(Rules(), cool_off=True))
    draft = drafts.save(context, drafts.compose(context, DraftKind.REPLY, acme.uid))
    refused(context, lambda: drafts.record_copied(context, draft, "x"), "ready from tomorrow 09:00")
    assert drafts.record_copied(context, replace(draft, ready_from=None), "x").copied == clock.moment
    clock.moment += timedelta(days=1)
    assert drafts.ready(context, draft) is None and drafts.record_copied(context, draft, "x")


def test_a_message_counts_as_sent_once(context: AppContext, acme: Rejection) -> None:
    contacts.add_for(context, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    draft = one_transaction(
        context, lambda: drafts.record_sent(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    )
    refused(context, lambda: drafts.record_sent(context, draft), "counts once")
    stale = replace(draft, sent=None)
    assert drafts.record_copied(context, stale, "x").sent == draft.sent
    assert len(context.records.touches) == 1


def test_one_nudge_and_no_more(context: AppContext, acme: Rejection, clock: Clock) -> None:
    drafts.record_sent(context, drafts.open(context, DraftKind.FEEDBACK, acme.uid))
    clock.moment += timedelta(days=1)
    refused(context, lambda: drafts.open(context, DraftKind.NUDGE, acme.uid), "from Tue 8 Dec, 10 working days")
    early = Draft("early", DraftKind.NUDGE, "Re: x", "Hello again.", NOW, rejection=acme.uid)
    refused(context, lambda: drafts.record_sent(context, early), "from Tue 8 Dec")
    clock.moment = NOW + timedelta(days=14)
    one_transaction(context, lambda: drafts.record_sent(context, drafts.open(context, DraftKind.NUDGE, acme.uid)))
    refused(context, lambda: drafts.open(context, DraftKind.NUDGE, acme.uid), "once is enough")


def test_a_version_older_than_what_was_sent_is_not_opened_again(
    context: AppContext, acme: Rejection, clock: Clock
) -> None:
    first = drafts.save(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    clock.moment += timedelta(minutes=5)
    drafts.record_sent(context, replace(first, body=first.body + "\nAll the best"))
    assert drafts.open(context, DraftKind.REPLY, acme.uid).uid not in context.records.drafts


def test_a_name_learned_later_is_filled_in(context: AppContext) -> None:
    from rejection_tui.services import letters, rejections

    mine = rejections.add(context, letters.Entry("Acme", "Analyst", context.now()))
    assert drafts.NAME_PLACEHOLDER in drafts.save(context, drafts.open(context, DraftKind.REPLY, mine.uid)).body
    profile.confirm_name(context, "Alex Morgan")
    opened = drafts.open(context, DraftKind.REPLY, mine.uid)
    assert drafts.NAME_PLACEHOLDER not in opened.body and "Alex Morgan" in opened.body


def test_text_goes_into_headers_as_text(context: AppContext, acme: Rejection) -> None:
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    kept = drafts.save(context, replace(draft, subject="Hi\r\nBcc: x@example.net", body=draft.body + "\x1b[2J\u202e"))
    assert "\n" not in kept.subject and "\x1b" not in kept.body and "\u202e" not in kept.body
    assert b"\nBcc:" not in drafts.eml(context, replace(draft, subject="Hi\r\nBcc: x@example.net"))


def test_a_request_after_the_reply_stays_in_the_thread(context: AppContext) -> None:
    (mine,) = letters.file(context, [letters.entry_of(letters.read_text(LETTER), context.now())])
    letter = context.records.letters[mine.letter]
    reply = drafts.save(context, drafts.open(context, DraftKind.REPLY, mine.uid))
    drafts.record_sent(context, reply)
    request = drafts.open(context, DraftKind.FEEDBACK, mine.uid)
    identities = set()
    for draft in (reply, request, replace(reply, kind=DraftKind.NUDGE)):
        message = message_from_bytes(drafts.eml(context, draft))
        assert message["In-Reply-To"] == letter.message_id and letter.message_id in message["References"]
        assert "In-Reply-To=%3C" in drafts.mailto(context, replace(draft, to="jane@brönnwald.example", body="x"))
        identities.add(message["Message-ID"])
    assert reply.subject == request.subject == f"Re: {letter.subject}" and len(identities) == 2
    with context.store.transaction("Forwarded", context.now()) as transaction:
        notes, before = ("Forwarded by Sam",), ("<a@x.example>", "<theirs@x.example>")
        transaction.put(replace(letter, notes=notes, references=before))
    message = message_from_bytes(drafts.eml(context, reply))
    assert (message["In-Reply-To"], message["References"].split()) == (before[1], list(before))
    again = drafts.compose(context, DraftKind.REAPPLY, mine.uid)
    assert "In-Reply-To" not in message_from_bytes(drafts.eml(context, again))


def test_a_reapplication_names_what_changed(context: AppContext, acme: Rejection, clock: Clock) -> None:
    clock.moment += timedelta(days=200)
    bare = drafts.compose(context, DraftKind.REAPPLY, acme.uid)
    assert drafts.can_copy(drafts.check(context, bare)) and "[" not in bare.body
    contacts.add_win(context, "Passed the dbt certification", "certificate")
    draft = drafts.compose(context, DraftKind.REAPPLY, acme.uid)
    assert "dbt" in draft.body and drafts.can_copy(drafts.check(context, draft))


def test_a_person_signed_with_title_and_initial_is_greeted_by_the_title(context: AppContext) -> None:
    letter = (
        "Dear Jo Lane,\n\nAfter your interview for the post of Cook at Elm School we did not select you.\n\n"
        "Yours sincerely\nMrs P. Marchbanks\nHeadteacher\nElm School\n"
    )
    rejection = rejections.add(context, letters.entry_of(letters.read_text(letter), context.now()))
    assert rejection.recruiter_name == "P. Marchbanks"
    draft = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    assert draft.body.startswith("Dear Mrs Marchbanks,")
    assert not [f for f in drafts.check(context, draft) if f.rule.startswith("foreign")]


def test_a_late_reply_ticks_as_a_reply_and_twice_is_no_harm(context: AppContext, acme: Rejection, clock: Clock) -> None:
    clock.moment += timedelta(days=22)
    assert next_kind(context.records, acme.uid, context.now()) is DraftKind.LATE
    late = drafts.open(context, DraftKind.LATE, acme.uid)
    one_transaction(context, lambda: drafts.record_sent(context, late))
    ticked = context.records.action(acme.uid, "reply.send")
    assert ticked is not None and ticked.at == clock.moment
    clock.moment += timedelta(days=1)
    drafts.record_sent(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    assert context.records.action(acme.uid, "reply.send") == ticked


def test_an_answer_where_nothing_is_asked_takes_time(context: AppContext, acme: Rejection) -> None:
    draft = drafts.compose(context, DraftKind.ANSWER, acme.uid)
    assert {g.what for s in draft.sentences for g in s.grounds} >= {"your answer: time"}
    drafts.record_sent(context, draft)
    assert context.records.action(acme.uid, "reply.answer") is None


def test_nobody_who_wants_to_be_left_alone_gets_a_re_application(context: AppContext, acme: Rejection) -> None:
    who = contacts.add_for(context, acme.uid, "Priya Nair", company="Acme")
    assert drafts.compose(context, DraftKind.REAPPLY, acme.uid).body
    contacts.never_again(context, who.uid)
    refused(context, lambda: drafts.compose(context, DraftKind.REAPPLY, acme.uid), "asked to be left alone")


def test_a_re_application_before_its_day_is_pointed_out(context: AppContext, acme: Rejection, clock: Clock) -> None:
    draft = drafts.compose(context, DraftKind.REAPPLY, acme.uid)
    assert drafts.early_words(context, draft) == (
        "Your setting is to wait 6 months after a rejection, until Mon 24 May 2027."
    )
    assert drafts.early_words(context, drafts.compose(context, DraftKind.REPLY, acme.uid)) == ""
    said = replace(acme, facts=(fact(FactType.REAPPLY, "2027-03"),))
    with context.store.transaction("Said", context.now()) as transaction:
        transaction.put(said)
    assert drafts.early_words(context, draft) == "Their letter says to apply again from March 2027."
    clock.moment = NOW + timedelta(days=100)  # March has come, and their word goes before the card's rule of thumb
    assert drafts.early_words(context, draft) == ""


def test_a_company_of_signs_alone_has_no_card(context: AppContext) -> None:
    one = rejections.add(context, letters.Entry("!!!", "x", NOW))
    assert drafts.early_words(context, drafts.compose(context, DraftKind.REAPPLY, one.uid)) == ""
