"""Ticking, skipping and what follows from it."""

from datetime import date, timedelta

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.place import PlaceKind
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.progress import next_to_do, status_line, step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection, Stage
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.steps import ActionState, StepState, new_action
from rejection_tui.domain.timeline import timeline
from rejection_tui.services import agenda, checklist, contacts, history, journal, outcomes, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Entry
from rejection_tui.storage import Store
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock


def uid(context: AppContext, rejection: Rejection, key: str) -> str:
    action = context.records.action(rejection.uid, key)
    assert action is not None
    return action.uid


def state(context: AppContext, rejection: Rejection, key: str) -> ActionState:
    return checklist.get(context.records, uid(context, rejection, key)).state


def test_a_new_rejection_has_four_steps_with_dates(context: AppContext, acme: Rejection) -> None:
    actions = context.records.actions_of(acme.uid)
    assert [a.step for a in actions] == sorted(a.step for a in actions)
    assert {a.step for a in actions} == {1, 2, 3, 4}
    send = context.records.action(acme.uid, "reply.send")
    assert send is not None and send.due == NOW + timedelta(hours=48)
    assert set(step_states(context.records, acme.uid).values()) == {StepState.TODO}


def test_sending_the_reply_ticks_the_draft_and_puts_the_outcome_on_hold(context: AppContext, acme: Rejection) -> None:
    checklist.tick(context, uid(context, acme, "reply.send"))
    assert state(context, acme, "reply.draft") is ActionState.DONE
    assert step_states(context.records, acme.uid)[1] is StepState.DONE
    assert context.records.rejections[acme.uid].outcome is Outcome.ON_HOLD
    history.undo(context)
    assert state(context, acme, "reply.draft") is ActionState.TODO
    assert context.records.rejections[acme.uid].outcome is Outcome.OPEN


def test_asking_opens_one_nudge_ten_working_days_later(context: AppContext, acme: Rejection) -> None:
    checklist.tick(context, uid(context, acme, "feedback.ask"))
    nudge = context.records.action(acme.uid, "feedback.nudge")
    assert nudge is not None and nudge.due is not None
    assert nudge.due.date() == date(2026, 12, 8)
    checklist.untick(context, uid(context, acme, "feedback.ask"))
    assert context.records.action(acme.uid, "feedback.nudge") is None


def test_an_answer_takes_the_nudge_away(context: AppContext, acme: Rejection) -> None:
    checklist.tick(context, uid(context, acme, "feedback.ask"))
    journal.add(context, acme.uid, "More hands-on Airflow would have helped.")
    assert context.records.action(acme.uid, "feedback.nudge") is None
    assert state(context, acme, "feedback.answer") is ActionState.DONE


def test_no_answer_is_an_end_of_its_own(context: AppContext, acme: Rejection) -> None:
    checklist.tick(context, uid(context, acme, "feedback.ask"))
    journal.no_answer(context, acme.uid)
    assert state(context, acme, "feedback.answer") is ActionState.NO_ANSWER
    assert step_states(context.records, acme.uid)[2] is StepState.DONE


def test_skipping_wants_a_reason(context: AppContext, acme: Rejection) -> None:
    with pytest.raises(Refused):
        checklist.skip(context, uid(context, acme, "reply.send"), "  ")
    assert state(context, acme, "reply.send") is ActionState.TODO
    checklist.skip_step(context, acme.uid, 1, "sent by an agency")
    assert step_states(context.records, acme.uid)[1] is StepState.SKIPPED
    history.undo(context)
    assert step_states(context.records, acme.uid)[1] is StepState.TODO


def test_snoozing_needs_a_day_to_come(context: AppContext, acme: Rejection, clock: Clock) -> None:
    action = uid(context, acme, "reply.send")
    with pytest.raises(Refused):
        checklist.snooze(context, action, NOW.date())
    checklist.snooze(context, action, NOW.date() + timedelta(days=3))
    assert checklist.get(context.records, action).snoozed_until == NOW.replace(hour=0) + timedelta(days=3)


def test_an_action_that_is_gone_is_a_sentence(context: AppContext) -> None:
    with pytest.raises(NotFound):
        checklist.tick(context, "no such action")


def test_a_step_is_ticked_and_opened_as_a_whole(context: AppContext, acme: Rejection) -> None:
    contacts.add_for(context, acme.uid, "Jane Hart")
    checklist.toggle_step(context, acme.uid, 4)
    assert step_states(context.records, acme.uid)[4] is StepState.DONE
    checklist.toggle_step(context, acme.uid, 4)
    assert step_states(context.records, acme.uid)[4] is StepState.TODO


def test_nobody_is_saved_by_a_tick(context: AppContext, acme: Rejection) -> None:
    save = uid(context, acme, "cultivate.contact")
    for change in (
        lambda: checklist.tick(context, save),
        lambda: checklist.toggle(context, save),
        lambda: checklist.tick_many(context, [uid(context, acme, "reply.send"), save]),
        lambda: checklist.toggle_step(context, acme.uid, 4),
    ):
        refused(context, change, "Nobody is saved for Acme yet.")
    found = checklist.needs_person(context.records, [save])
    assert found is not None and found.uid == acme.uid
    contacts.add_for(context, acme.uid, "Jane Hart")
    assert checklist.needs_person(context.records, [save]) is None
    assert checklist.get(context.records, save).state is ActionState.DONE


def test_keeping_in_touch_is_snoozed_with_the_person(context: AppContext, acme: Rejection) -> None:
    jane = contacts.add_for(context, acme.uid, "Jane Hart")
    touch, day = uid(context, acme, "cultivate.touch"), NOW.date() + timedelta(days=200)
    one_transaction(context, lambda: checklist.snooze(context, touch, day))
    assert context.records.contacts[jane.uid].snoozed_until == day
    rejection = context.records.rejections[acme.uid]
    for now, kind in ((NOW, PlaceKind.SNOOZED), (NOW + timedelta(days=200), PlaceKind.DUE)):
        assert places_of(context.records, rejection, now, context.rules)[touch].kind is kind


def test_unticking_the_reply_takes_the_outcome_off_hold(context: AppContext, acme: Rejection, clock: Clock) -> None:
    one_transaction(context, lambda: checklist.tick(context, uid(context, acme, "reply.send")))
    one_transaction(context, lambda: checklist.untick(context, uid(context, acme, "reply.send")))
    assert context.records.rejections[acme.uid].outcome is Outcome.OPEN and not context.records.events_of(acme.uid)
    checklist.tick(context, uid(context, acme, "reply.send"))
    clock.moment += timedelta(days=1)
    outcomes.set_outcome(context, [acme.uid], Outcome.RE_ENGAGED)
    checklist.untick(context, uid(context, acme, "reply.send"))
    assert context.records.rejections[acme.uid].outcome is Outcome.RE_ENGAGED


def test_step_two_is_ticked_whole_although_its_nudge_goes(context: AppContext, acme: Rejection) -> None:
    checklist.tick(context, uid(context, acme, "feedback.ask"))
    one_transaction(context, lambda: checklist.toggle_step(context, acme.uid, 2))
    assert step_states(context.records, acme.uid)[2] is StepState.DONE
    assert context.records.action(acme.uid, "feedback.nudge") is None
    one_transaction(context, lambda: checklist.toggle_step(context, acme.uid, 2))
    assert step_states(context.records, acme.uid)[2] is StepState.TODO


def test_several_are_one_transaction_or_none(context: AppContext, acme: Rejection) -> None:
    both = [uid(context, acme, "reply.send"), uid(context, acme, "feedback.ask")]
    refused(context, lambda: checklist.tick_many(context, [*both, "gone"]), "not in the file")
    assert len(one_transaction(context, lambda: checklist.tick_many(context, both * 2))) == 2


def test_a_reason_of_nothing_readable_is_no_reason(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: checklist.skip(context, uid(context, acme, "reply.send"), "\x1b[2J\u200b"), "reason")
    refused(context, lambda: checklist.skip_step(context, acme.uid, 4, "\x00"), "reason")


def test_an_action_this_version_does_not_know_stays_and_can_be_ticked(context: AppContext, acme: Rejection) -> None:
    """A file written by hand, or by a later version, may hold other keys."""
    known = checklist.get(context.records, uid(context, acme, "reply.draft"))
    with context.store.transaction("By hand", context.now()) as transaction:
        transaction.delete(*context.records.actions_of(acme.uid))
        transaction.put(replace(known, uid="own", key="reply.phone", title="Phone them", due=NOW))
    assert Store(context.path).records.actions["own"].key == "reply.phone"
    assert status_line(context.records, acme.uid, NOW) == "reply to write"
    assert [(i.kind, i.title) for i in agenda.agenda(context)] == [("other", "Phone them, Acme")]
    checklist.tick(context, "own")
    assert checklist.get(context.records, "own").due == NOW
    assert timeline(context.records, acme.uid, context.now(), context.rules)[-2].what == "Phone them: done"


def test_no_nudge_stays_open_where_nothing_was_asked(context: AppContext, acme: Rejection) -> None:
    def uid(key: ActionKey) -> str:
        action = context.records.action(acme.uid, key)
        assert action is not None, key
        return action.uid

    checklist.tick(context, uid(ActionKey.FEEDBACK_ASK))
    nudge = checklist.tick(context, uid(ActionKey.FEEDBACK_NUDGE)).uid
    checklist.untick(context, uid(ActionKey.FEEDBACK_ASK))
    assert context.records.actions[nudge].state is ActionState.DONE  # it was sent
    checklist.untick(context, nudge)
    assert nudge not in context.records.actions
    checklist.tick(context, uid(ActionKey.FEEDBACK_ASK))
    checklist.skip(context, uid(ActionKey.FEEDBACK_ASK), "asked by mistake")
    assert context.records.action(acme.uid, ActionKey.FEEDBACK_NUDGE) is None


def test_nothing_is_next_where_the_advice_is_to_let_it_go_but_what_they_asked_for(context: AppContext) -> None:
    """The checklist, the timeline, the shell and the table for a spreadsheet all take it from here."""
    robot = rejections.add(context, Entry("Machine Ltd", "", NOW, applied=NOW.date(), stage=Stage.APPLICATION))
    with context.store.transaction("A letter of a machine", NOW) as transaction:
        transaction.put(replace(robot, no_reply=True, recruiter_email="no-reply@machine.example"))
    assert rejections.advice(context, robot.uid).advice is Advice.LET_GO
    assert next_to_do(context.records, robot.uid, NOW, context.rules) is None
    assert timeline(context.records, robot.uid, NOW, context.rules)[-1].what.startswith("Nothing has to be done here")
    asked = new_action(ActionKey.REPLY_ANSWER, robot.uid, NOW, about="which shift", due=NOW)
    with context.store.transaction("They asked", NOW) as transaction:
        transaction.put(asked)
    found = next_to_do(context.records, robot.uid, NOW, context.rules)
    assert found is not None and found[0] == asked
    assert timeline(context.records, robot.uid, NOW, context.rules)[-1].ref == asked.uid
