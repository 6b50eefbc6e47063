"""Ticking, skipping and what follows from it."""

from datetime import date, timedelta

import pytest

from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.steps import ActionState, StepState
from rejection_tui.services import checklist, history, journal, rejections
from rejection_tui.services.desk import Desk
from tests.conftest import NOW, Clock
from tests.services.acting import one_act, refused


def uid(desk: Desk, rejection: Rejection, key: str) -> str:
    action = desk.book.action(rejection.uid, key)
    assert action is not None
    return action.uid


def state(desk: Desk, rejection: Rejection, key: str) -> ActionState:
    return checklist.get(desk.book, uid(desk, rejection, key)).state


def test_a_new_rejection_has_four_steps_with_dates(desk: Desk, acme: Rejection) -> None:
    actions = desk.book.actions_of(acme.uid)
    assert [a.step for a in actions] == sorted(a.step for a in actions)
    assert {a.step for a in actions} == {1, 2, 3, 4}
    assert desk.book.action(acme.uid, "reply.send").due == NOW + timedelta(hours=48)
    assert set(checklist.states(desk.book, acme.uid).values()) == {StepState.TODO}


def test_sending_the_reply_ticks_the_draft_and_holds_the_door(desk: Desk, acme: Rejection) -> None:
    checklist.tick(desk, uid(desk, acme, "reply.send"))
    assert state(desk, acme, "reply.draft") is ActionState.DONE
    assert checklist.states(desk.book, acme.uid)[1] is StepState.DONE
    assert desk.book.rejections[acme.uid].outcome is Outcome.ON_HOLD
    history.undo(desk)
    assert state(desk, acme, "reply.draft") is ActionState.TODO
    assert desk.book.rejections[acme.uid].outcome is Outcome.OPEN


def test_asking_opens_one_nudge_ten_working_days_later(desk: Desk, acme: Rejection) -> None:
    checklist.tick(desk, uid(desk, acme, "feedback.ask"))
    nudge = desk.book.action(acme.uid, "feedback.nudge")
    assert nudge is not None and nudge.due is not None
    assert nudge.due.date() == date(2026, 12, 8)
    checklist.untick(desk, uid(desk, acme, "feedback.ask"))
    assert desk.book.action(acme.uid, "feedback.nudge") is None


def test_an_answer_takes_the_nudge_away(desk: Desk, acme: Rejection) -> None:
    checklist.tick(desk, uid(desk, acme, "feedback.ask"))
    journal.add(desk, acme.uid, "More hands-on Airflow would have helped.")
    assert desk.book.action(acme.uid, "feedback.nudge") is None
    assert state(desk, acme, "feedback.answer") is ActionState.DONE


def test_no_answer_is_an_end_of_its_own(desk: Desk, acme: Rejection) -> None:
    checklist.tick(desk, uid(desk, acme, "feedback.ask"))
    journal.no_answer(desk, acme.uid)
    assert state(desk, acme, "feedback.answer") is ActionState.NO_ANSWER
    assert checklist.states(desk.book, acme.uid)[2] is StepState.DONE


def test_skipping_wants_a_reason(desk: Desk, acme: Rejection) -> None:
    with pytest.raises(Refused):
        checklist.skip(desk, uid(desk, acme, "reply.send"), "  ")
    assert state(desk, acme, "reply.send") is ActionState.TODO
    checklist.skip_step(desk, acme.uid, 1, "sent by an agency")
    assert checklist.states(desk.book, acme.uid)[1] is StepState.SKIPPED
    history.undo(desk)
    assert checklist.states(desk.book, acme.uid)[1] is StepState.TODO


def test_snoozing_needs_a_day_to_come(desk: Desk, acme: Rejection, clock: Clock) -> None:
    action = uid(desk, acme, "reply.send")
    with pytest.raises(Refused):
        checklist.snooze(desk, action, NOW.date())
    checklist.snooze(desk, action, NOW.date() + timedelta(days=3))
    assert checklist.get(desk.book, action).snoozed_until == NOW.replace(hour=0) + timedelta(days=3)


def test_an_action_that_is_gone_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(NotFound):
        checklist.tick(desk, "no such action")


def test_a_step_is_ticked_and_opened_as_a_whole(desk: Desk, acme: Rejection) -> None:
    checklist.toggle_step(desk, acme.uid, 4)
    assert checklist.states(desk.book, acme.uid)[4] is StepState.DONE
    checklist.toggle_step(desk, acme.uid, 4)
    assert checklist.states(desk.book, acme.uid)[4] is StepState.TODO


def test_unticking_the_reply_lets_the_door_go(desk: Desk, acme: Rejection, clock: Clock) -> None:
    one_act(desk, lambda: checklist.tick(desk, uid(desk, acme, "reply.send")))
    one_act(desk, lambda: checklist.untick(desk, uid(desk, acme, "reply.send")))
    assert desk.book.rejections[acme.uid].outcome is Outcome.OPEN and not desk.book.events_of(acme.uid)
    checklist.tick(desk, uid(desk, acme, "reply.send"))
    clock.moment += timedelta(days=1)
    rejections.set_outcome(desk, acme.uid, Outcome.RE_ENGAGED)
    checklist.untick(desk, uid(desk, acme, "reply.send"))
    assert desk.book.rejections[acme.uid].outcome is Outcome.RE_ENGAGED


def test_step_two_is_ticked_whole_although_its_nudge_goes(desk: Desk, acme: Rejection) -> None:
    checklist.tick(desk, uid(desk, acme, "feedback.ask"))
    one_act(desk, lambda: checklist.toggle_step(desk, acme.uid, 2))
    assert checklist.states(desk.book, acme.uid)[2] is StepState.DONE
    assert desk.book.action(acme.uid, "feedback.nudge") is None
    one_act(desk, lambda: checklist.toggle_step(desk, acme.uid, 2))
    assert checklist.states(desk.book, acme.uid)[2] is StepState.TODO


def test_several_are_one_act_or_none(desk: Desk, acme: Rejection) -> None:
    both = [uid(desk, acme, "reply.send"), uid(desk, acme, "cultivate.contact")]
    refused(desk, lambda: checklist.tick_many(desk, [*both, "gone"]), "not in the file")
    assert len(one_act(desk, lambda: checklist.tick_many(desk, both * 2))) == 2


def test_a_reason_of_nothing_readable_is_no_reason(desk: Desk, acme: Rejection) -> None:
    refused(desk, lambda: checklist.skip(desk, uid(desk, acme, "reply.send"), "\x1b[2J\u200b"), "reason")
    refused(desk, lambda: checklist.skip_step(desk, acme.uid, 4, "\x00"), "reason")
