"""From the gap to the next action, and from finished work back to it."""

from datetime import timedelta

import pytest

from rejection_tui.domain.feedback import Gap, Learning
from rejection_tui.domain.gaps import LEARN_DAYS, completed_actions, next_records
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.steps import Action, ActionState, StepState, schedule, step_state, tick
from tests.world.clock import NOW
from tests.world.records import RULES, answer, records, rejection, steps

NO = rejection(days=16)


def action_for(gap: Gap, *types: str) -> Action:
    """Return the one action that `gap` calls for."""
    found = answer(NO, 2, gap)
    (action,) = (r for r in next_records(found, found.main, NO, NOW, RULES, types) if isinstance(r, Action))
    return action


@pytest.mark.parametrize("gap", [Gap.UNSORTED, Gap.NOTHING_USABLE])
def test_nothing_usable_calls_for_nothing(gap: Gap) -> None:
    found = answer(NO, 2, gap)
    assert next_records(found, found.main, NO, NOW, RULES) == ()


def test_a_skill_gap_is_something_to_learn_with_a_date() -> None:
    found = answer(NO, 2, Gap.SKILL, themes=("SQL", "testing"))
    item, action = next_records(found, found.main, NO, NOW, RULES)
    assert isinstance(item, Learning) and isinstance(action, Action)
    assert (item.feedback, item.rejection, item.title) == (found.uid, "r1", "Learn more about SQL, testing")
    assert item.due == NOW.date() + timedelta(days=LEARN_DAYS)
    assert (action.key, action.step, action.ref, action.rejection) == ("refine.learn", 3, item.uid, "r1")
    assert action.due is not None and action.due.date() == item.due


def test_the_own_plan_is_the_title() -> None:
    found = answer(NO, 2, Gap.SKILL, plan="Take\nthe course")
    item, _ = next_records(found, found.main, NO, NOW, RULES)
    assert isinstance(item, Learning) and item.title == "Take the course"


def test_experience_and_technique_lead_to_bullets_and_questions() -> None:
    assert (action_for(Gap.EXPERIENCE).key, action_for(Gap.EXPERIENCE).ref) == ("refine.bullet", "f-r1")
    assert action_for(Gap.TECHNIQUE).key == "refine.practice"
    assert action_for(Gap.TECHNIQUE, "behavioural", "technical").title == "Practise behavioural, technical questions"


def test_the_same_answer_makes_the_same_records_on_two_machines() -> None:
    for gap in Gap:
        found = answer(NO, 2, gap)
        assert next_records(found, found.main, NO, NOW, RULES) == next_records(found, found.main, NO, NOW, RULES)
    uids = [action_for(gap).uid for gap in (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE)]
    assert len(set(uids)) == 3


def test_scheduling_leaves_their_dates_alone() -> None:
    action = action_for(Gap.EXPERIENCE)
    assert schedule(NO, [action], NOW, RULES) == (action,)


def bullet(uid: str = "b", state: BulletState = BulletState.DONE, **more: str) -> Bullet:
    return Bullet(uid, "x", NOW, "y", state, **({"feedback": "f-r1", "rejection": "r1"} | more))  # type: ignore[arg-type]


def test_the_last_bullet_done_completes_the_action() -> None:
    action = action_for(Gap.EXPERIENCE)
    waiting, finished = bullet("b2", BulletState.DRAFTED), bullet()
    assert completed_actions(records(action, finished), finished) == (action,)
    assert completed_actions(records(action, finished, waiting), finished) == ()
    elsewhere = replace(waiting, feedback="another answer")
    assert completed_actions(records(action, finished, elsewhere), finished) == (action,)


def test_the_state_in_the_record_counts_before_that_in_the_file() -> None:
    action, finished = action_for(Gap.EXPERIENCE), bullet()
    assert completed_actions(records(action, bullet(state=BulletState.DRAFTED)), finished) == (action,)
    assert completed_actions(records(action, finished), bullet(state=BulletState.DRAFTED)) == ()


def test_work_without_an_answer_completes_the_action_of_its_rejection() -> None:
    action = action_for(Gap.EXPERIENCE)
    assert completed_actions(records(action), bullet(feedback="")) == (action,)
    assert completed_actions(records(action), bullet(feedback="", rejection="")) == ()
    assert completed_actions(records(action), bullet(feedback="other")) == ()


def test_a_question_gone_smooth_completes_practice() -> None:
    action = action_for(Gap.TECHNIQUE)
    smooth = Question("q", "Tell me", "own", NOW, feedback="f-r1", rejection="r1", queued=True, done=NOW)
    assert completed_actions(records(action, smooth), smooth) == (action,)
    assert completed_actions(records(action, smooth), replace(smooth, done=None)) == ()
    other = replace(smooth, uid="q2", done=None)
    assert completed_actions(records(action, smooth, other), smooth) == ()
    assert completed_actions(records(action, smooth, replace(other, queued=False)), smooth) == (action,)
    assert completed_actions(records(action_for(Gap.EXPERIENCE), smooth), smooth) == ()


def test_something_learned_completes_its_own_action() -> None:
    found = answer(NO, 2, Gap.SKILL)
    item, action = next_records(found, found.main, NO, NOW, RULES)
    assert isinstance(item, Learning) and isinstance(action, Action)
    learned = replace(item, done=NOW)
    assert completed_actions(records(action, learned), learned) == (action,)
    assert completed_actions(records(action, item), item) == ()
    assert completed_actions(records(tick(action, NOW), learned), learned) == ()
    assert completed_actions(records(action), NO) == ()


def test_the_third_step_closes_with_its_last_action() -> None:
    action = action_for(Gap.EXPERIENCE)
    named = steps(NO, {"feedback.ask": 10, "feedback.answer": 2, "refine.gap": 1})
    assert step_state([*named, action], 3) is StepState.UNDER_WAY
    assert step_state([*named, tick(action, NOW)], 3) is StepState.DONE
    assert action.state is ActionState.TODO
