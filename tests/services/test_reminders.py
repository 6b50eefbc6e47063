"""Reminders of the user's own: on anything, on the agenda until they are done, each change one undo."""

from datetime import date, timedelta

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.company import company_card
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.draft import DraftKind, Severity
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import (
    agenda,
    checklist,
    contacts,
    drafts,
    exports,
    history,
    interviews,
    letters,
    outcomes,
    rejections,
    reminders,
)
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.points import decide
from rejection_tui.services.named_days import named_days
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock
from tests.world.records import fact

TODAY = NOW.date()


def due(context: AppContext) -> list[str]:
    return [item.title for item in agenda.due(context) if item.kind == "reminder"]


def test_a_reminder_is_due_from_its_day_until_it_is_done(context: AppContext, acme: Rejection, clock: Clock) -> None:
    day = TODAY + timedelta(days=21)
    made = one_transaction(context, lambda: reminders.add(context, day, "Ask about the data role", acme.uid))
    assert due(context) == [] and made in reminders.listed(context.records)
    rejections.archive(context, [acme.uid])
    for days in (21, 22, 90, 800):
        clock.moment = NOW + timedelta(days=days)
        assert due(context) == ["Ask about the data role, Acme"]
    assert any("Ask about" in item.title for item in agenda.today(context))
    one_transaction(context, lambda: reminders.finish(context, made.uid))
    assert due(context) == [] and reminders.listed(context.records) == ()


def test_it_is_moved_changed_let_go_and_deleted(context: AppContext) -> None:
    made = reminders.add(context, TODAY, "Call\x1b[31m  them\n")
    assert made.what == "Call them"
    one_transaction(context, lambda: reminders.move(context, made.uid, TODAY + timedelta(days=3)))
    refused(context, lambda: reminders.move(context, made.uid, TODAY), "after today")
    gone = one_transaction(context, lambda: reminders.let_go(context, made.uid, "not needed"))
    assert not gone.open and gone.reason == "not needed"
    back = one_transaction(context, lambda: reminders.edit(context, made.uid, what="Call again"))
    assert back.open and back.reason == "" and back.what == "Call again"
    one_transaction(context, lambda: reminders.delete(context, [made.uid]))
    with pytest.raises(NotFound):
        reminders.get(context.records, made.uid)


def test_what_is_no_reminder_is_a_sentence(context: AppContext) -> None:
    refused(context, lambda: reminders.add(context, TODAY, " \x00 "), "few words")
    refused(context, lambda: reminders.add(context, TODAY - timedelta(days=1), "x"), "past")
    refused(context, lambda: reminders.let_go(context, "none", "why"), "not in the file")
    refused(context, lambda: reminders.add(context, date.max, "x"), "hundred years")
    made = reminders.add(context, TODAY, "x")
    refused(context, lambda: reminders.let_go(context, made.uid, " "), "reason")
    refused(context, lambda: reminders.move(context, made.uid, date.max), "hundred years")


def test_no_day_lies_at_the_end_of_the_calendar(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: rejections.edit(context, acme.uid, reapply_from=date.max), "hundred years")
    refused(context, lambda: outcomes.set_outcome(context, [acme.uid], Outcome.OFFER, ahead=date.max), "hundred years")
    refused(context, lambda: interviews.add(context, acme.uid, date.min, "x"), "hundred years")


def test_nobody_who_asked_to_be_left_alone_is_proposed_to_be_written_to(context: AppContext, acme: Rejection) -> None:
    priya = contacts.add_for(context, acme.uid, "Priya Nair")
    assert reminders.proposed_words(context.records, acme.uid) == "Write to Priya Nair again"
    contacts.never_again(context, priya.uid)
    assert reminders.proposed_words(context.records, acme.uid) == "Look at Acme again"
    assert reminders.proposed_words(context.records, contact=priya.uid) == ""


def test_it_goes_with_the_rejection_or_the_person_it_is_on(context: AppContext, acme: Rejection) -> None:
    person = contacts.add(context, "Wen Li")
    reminders.add(context, TODAY, "a", rejection=acme.uid)
    reminders.add(context, TODAY, "b", contact=person.uid)
    reminders.add(context, TODAY, "c", rejection="gone")
    rejections.delete(context, [acme.uid])
    contacts.delete(context, [person.uid])
    assert [(one.what, one.rejection) for one in reminders.listed(context.records)] == [("c", "")]


def test_one_is_found_by_its_id_or_its_words(context: AppContext) -> None:
    first = reminders.add(context, TODAY, "Ask about the data role")
    second = reminders.add(context, TODAY, "Ask for the slides")
    assert reminders.find(context.records, first.uid[:9]) == first
    assert reminders.find(context.records, "SLIDES") == second
    for name in ("ask", "", "nothing"):
        with pytest.raises(NotFound):
            reminders.find(context.records, name)
    done = reminders.finish(context, first.uid)
    assert reminders.find(context.records, "ask") == second and reminders.find(context.records, "data role") == done


def test_each_reminder_is_an_event_of_its_own_in_the_calendar(context: AppContext) -> None:
    person = contacts.add(context, "Wen Li")
    for words in ("one", "two"):
        reminders.add(context, TODAY, words, contact=person.uid)
    calendar = exports.render(context, "ics").decode()
    assert all(f"UID:{one.uid}@rejtui" in calendar for one in reminders.listed(context.records))


def said(context: AppContext, one: Rejection, value: str) -> Rejection:
    """File what the letter of a rejection says of applying again."""
    told = replace(one, facts=(fact(FactType.REAPPLY, value, "Do apply again in March."),))
    with context.store.transaction("Said", context.now()) as transaction:
        transaction.put(told)
    return told


def test_the_days_they_named_are_proposed_with_their_words(context: AppContext, acme: Rejection) -> None:
    said(context, acme, "2027-03")
    mail = Correspondence(
        "m", "d", MailSort.MESSAGE, NOW, acme.uid, body="Thanks.\nWe will call you on 9 December 2026."
    )
    mine = replace(mail, uid="n", digest="e", sort=MailSort.REPLIED, body="I am back on 20 December 2026.")
    past = replace(mail, uid="o", digest="f", body="We met on 3 November 2026.")
    with context.store.transaction("Mail", NOW) as transaction:
        transaction.put(mail, mine, past)
    found = named_days(context, acme.uid)
    assert [(one.day, one.quote) for one in found] == [
        (date(2027, 3, 1), "Do apply again in March."),
        (date(2026, 12, 9), "We will call you on 9 December 2026."),
    ]
    assert found[0].again and found[0].words == "March 2027" and not found[1].again


def again(context: AppContext, one: Rejection) -> tuple[date | None, str]:
    """Return the day and the title of “apply again” on the checklist."""
    action = context.records.action(one.uid, ActionKey.CULTIVATE_REAPPLY)
    return (action.due.date(), action.title) if action and action.due else (None, "")


@pytest.mark.parametrize("letter_says", ["", "2027-03"])
def test_one_day_to_apply_again_for_card_agenda_and_checks(
    context: AppContext, acme: Rejection, clock: Clock, letter_says: str
) -> None:
    if letter_says:
        said(context, acme, letter_says)
    own = date(2027, 5, 3)
    one_transaction(context, lambda: rejections.edit(context, acme.uid, reapply_from=own))
    card = company_card(context.records, "Acme", NOW, context.rules)
    assert card.reapply_from == own and not card.may_reapply and card.why == "You wanted to wait until this day."
    assert again(context, acme) == (own, "Apply again, from 3 May 2027")
    draft = drafts.compose(context, DraftKind.REAPPLY, acme.uid)
    early = next(f for f in drafts.check(context, draft) if f.rule == "message.early")
    assert early.severity is Severity.WARN and "You wanted to wait until Mon 3 May 2027." in early.message
    item = next(i for i in agenda.agenda(context, 400) if i.kind == "reapply")
    assert (item.due, item.why) == (own, "You wanted to wait until this day.")
    clock.moment = NOW.replace(year=2027, month=5, day=3)
    assert company_card(context.records, "Acme", clock.moment, context.rules).may_reapply
    assert not [f for f in drafts.check(context, draft) if f.rule == "message.early"]


def test_without_a_day_of_ones_own_the_letter_counts_again(context: AppContext, acme: Rejection) -> None:
    said(context, acme, "2027-03")
    rejections.edit(context, acme.uid, reapply_from=date(2027, 5, 3))
    one_transaction(context, lambda: rejections.edit(context, acme.uid, reapply_from=None))
    assert again(context, acme) == (date(2027, 3, 1), "Apply again, from March 2027")
    rejections.edit(context, said(context, acme, "").uid, reapply_from=date(2027, 5, 3))
    rejections.edit(context, acme.uid, reapply_from=None)
    assert again(context, acme) == (None, "")


def test_the_own_day_stays_when_the_letter_is_judged_anew(context: AppContext, acme: Rejection) -> None:
    said(context, acme, "2027-03")
    rejections.edit(context, acme.uid, reapply_from=date(2027, 5, 3))
    decide(context, acme.uid, {"reapply": False, "help": True})
    assert again(context, acme) == (date(2027, 5, 3), "Apply again, from 3 May 2027")


def test_a_skipped_one_is_wanted_again_and_a_done_one_stays_done(context: AppContext, acme: Rejection) -> None:
    rejections.edit(context, acme.uid, reapply_from=date(2027, 5, 3))
    action = context.records.action(acme.uid, ActionKey.CULTIVATE_REAPPLY)
    assert action is not None
    checklist.skip(context, action.uid, "not now")
    rejections.edit(context, acme.uid, reapply_from=date(2027, 6, 1))
    assert again(context, acme)[0] == date(2027, 6, 1)
    checklist.tick(context, action.uid)
    rejections.edit(context, acme.uid, reapply_from=date(2027, 7, 1))
    assert context.records.actions[action.uid].state is ActionState.DONE
    refused(context, lambda: rejections.edit(context, acme.uid, reapply_from=TODAY - timedelta(days=1)), "past")


def test_a_newer_rejection_ends_the_day_that_was_chosen_before(
    context: AppContext, acme: Rejection, clock: Clock
) -> None:
    rejections.edit(context, acme.uid, reapply_from=date(2027, 1, 4))
    clock.moment = NOW + timedelta(days=60)
    rejections.add(context, letters.Entry("Acme", "Other", clock.moment))
    card = company_card(context.records, "Acme", clock.moment, context.rules)
    assert card.reapply_from == date(2027, 7, 23) and "6 months" in card.why


def test_a_nudge_before_its_day_is_pointed_out(context: AppContext, acme: Rejection, clock: Clock) -> None:
    ask = context.records.action(acme.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None
    checklist.tick(context, ask.uid)
    clock.moment = NOW + timedelta(days=1)
    typed, _ = drafts.typed(context, DraftKind.NUDGE, b"May I ask again?", acme.uid)
    found = next(f for f in drafts.check(context, typed) if f.rule == "message.early")
    assert found.severity is Severity.WARN and "10 working days" in found.message
    clock.moment = NOW + timedelta(days=20)
    assert not [f for f in drafts.check(context, typed) if f.rule == "message.early"]


@pytest.mark.parametrize(
    ("outcome", "what"),
    [(Outcome.INTERVIEW, "Interview at Acme"), (Outcome.OFFER, "Answer the offer from Acme")],
)
def test_an_outcome_with_a_day_to_come_reminds_of_it(
    context: AppContext, acme: Rejection, outcome: Outcome, what: str
) -> None:
    day = TODAY + timedelta(days=9)
    one_transaction(context, lambda: outcomes.set_outcome(context, [acme.uid], outcome, ahead=day))
    (made,) = reminders.listed(context.records)
    assert (made.what, made.day, made.rejection) == (what, day, acme.uid)
    later = day + timedelta(days=3)
    one_transaction(context, lambda: outcomes.set_outcome(context, [acme.uid], outcome, ahead=later))
    assert [one.day for one in reminders.listed(context.records)] == [later]
    assert len([e for e in context.records.events_of(acme.uid) if e.what == "outcome"]) == 1


@pytest.mark.parametrize("after", [Outcome.ON_HOLD, Outcome.INTERVIEW, Outcome.CLOSED])
def test_another_outcome_ends_the_day_that_belonged_to_the_one_before(
    context: AppContext, acme: Rejection, after: Outcome
) -> None:
    day = TODAY + timedelta(days=20)
    outcomes.set_outcome(context, [acme.uid], Outcome.OFFER, ahead=day)
    own = reminders.add(context, day, "Call them", acme.uid)
    ahead = day if after is Outcome.INTERVIEW else None
    one_transaction(context, lambda: outcomes.set_outcome(context, [acme.uid], after, ahead=ahead))
    told = sorted(one.what for one in reminders.listed(context.records))
    assert told == ["Call them", *["Interview at Acme"] * (ahead is not None)]
    (offer,) = (one for one in reminders.listed(context.records, everything=True) if "offer" in one.what)
    assert offer.reason == f"outcome: {after.label}"
    history.undo(context)
    assert {one.uid for one in reminders.listed(context.records)} == {offer.uid, own.uid}


def test_an_outcome_has_the_day_it_happened_and_never_one_to_come(context: AppContext, clock: Clock) -> None:
    made = rejections.add(context, letters.Entry("Acme", "x", NOW - timedelta(days=20)))
    day = TODAY - timedelta(days=3)
    outcomes.set_outcome(context, [made.uid], Outcome.RE_ENGAGED, "she wrote", on=day)
    event = context.records.events_of(made.uid)[-1]
    assert (event.at.date(), event.text) == (day, "she wrote")

    def put(outcome: Outcome, on: date | None = None, ahead: date | None = None) -> None:
        outcomes.set_outcome(context, [made.uid], outcome, on=on, ahead=ahead)

    refused(context, lambda: put(Outcome.OFFER, on=TODAY + timedelta(days=1)), "still to come")
    refused(context, lambda: put(Outcome.OFFER, on=TODAY - timedelta(days=30)), "before the letter")
    refused(context, lambda: put(Outcome.OFFER, ahead=day), "past")
    refused(context, lambda: put(Outcome.CLOSED, ahead=TODAY), "day to come")
    refused(context, lambda: put(Outcome.RE_ENGAGED), "already")


def test_several_are_changed_in_one_transaction(context: AppContext, acme: Rejection) -> None:
    other = rejections.add(context, letters.Entry("Globex", "x", NOW))
    outcomes.set_outcome(context, [other.uid], Outcome.CLOSED)
    changed = one_transaction(context, lambda: outcomes.set_outcome(context, [acme.uid, other.uid], Outcome.CLOSED))
    assert [one.uid for one in changed] == [acme.uid]
    refused(context, lambda: outcomes.set_outcome(context, [acme.uid, other.uid], Outcome.CLOSED), "already")


def test_one_that_is_done_is_not_meant_while_open_ones_are_called_so(context: AppContext) -> None:
    done = reminders.finish(context, reminders.add(context, TODAY, "Ask").uid)
    for words in ("Ask about the data role", "Ask for the slides"):
        reminders.add(context, TODAY, words)
    with pytest.raises(NotFound, match="fits 2 reminders"):
        reminders.find(context.records, "ask")
    assert reminders.find(context.records, done.uid) == done


def test_the_first_letter_of_an_id_is_no_name_of_it(context: AppContext) -> None:
    first = reminders.add(context, TODAY, "Zz")
    named = reminders.add(context, TODAY, f"{first.uid[:2]} in words")
    assert reminders.find(context.records, first.uid[:2]) == named
