"""From the gap to the next action, and from finished work back to it."""

from datetime import timedelta

import pytest

from rejection_tui.domain.feedback import Gap, Learning, NamedGap, with_gaps
from rejection_tui.domain.gaps import LEARN_DAYS, completed_actions, next_records, work_of
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


def test_two_gaps_are_two_actions_each_with_its_words_plan_and_day() -> None:
    day = (NOW + timedelta(days=40)).date()
    gaps = [NamedGap(Gap.SKILL, ("SQL",), "little SQL"), NamedGap(Gap.SKILL, ("R",), "no R", "One R course", day)]
    found = with_gaps(answer(NO, 2), gaps)
    made = [next_records(found, one, NO, NOW, RULES) for one in found.gaps]
    items = [one for records_ in made for one in records_ if isinstance(one, Learning)]
    actions = [one for records_ in made for one in records_ if isinstance(one, Action)]
    assert [one.title for one in items] == ["Learn more about SQL", "One R course"] and items[1].due == day
    assert len({one.uid for one in items} | {one.uid for one in actions}) == 4
    filled = records(NO, found, *items, *actions)
    for gap, item, action in zip(found.gaps, items, actions, strict=True):
        assert set(work_of(filled, found, gap)) == {item, action}


def test_a_gap_keeps_its_uid_when_the_one_before_it_goes() -> None:
    both = with_gaps(answer(NO, 2), [NamedGap(Gap.SKILL), NamedGap(Gap.NOT_YOU, ("budget",))])
    assert both.gaps[0].uid == both.uid and both.gap is Gap.SKILL
    (left,) = with_gaps(both, both.gaps[1:]).gaps
    assert left == both.gaps[1]
    again = with_gaps(with_gaps(both, both.gaps[1:]), (left, NamedGap(Gap.SKILL)))
    assert len({one.uid for one in again.gaps}) == 2 and again.gaps[0] == left


def test_a_bullet_that_names_no_gap_is_for_the_first_that_calls_for_bullets() -> None:
    found = with_gaps(answer(NO, 2), [NamedGap(Gap.SKILL), NamedGap(Gap.EXPERIENCE), NamedGap(Gap.EXPERIENCE, ("x",))])
    line = Bullet("b", "x", NOW, feedback=found.uid)
    filled = records(NO, found, line, replace(line, uid="c", gap=found.gaps[2].uid))
    assert [[one.uid for one in work_of(filled, found, gap)] for gap in found.gaps] == [[], ["b"], ["c"]]


def test_what_was_not_about_you_is_let_go_or_asked_next_time() -> None:
    assert action_for(Gap.NOT_YOU).key == "refine.not_you" and action_for(Gap.NOT_YOU).due is not None


def test_a_thing_to_learn_is_for_the_skill_gap_and_no_other() -> None:
    found = with_gaps(answer(NO, 2), [NamedGap(Gap.SKILL, ("SQL",)), NamedGap(Gap.TECHNIQUE, ("structure",))])
    item, action = next_records(found, found.gaps[0], NO, NOW, RULES)
    filled = records(NO, found, item, action)
    assert set(work_of(filled, found, found.gaps[0])) == {item, action} and not work_of(filled, found, found.gaps[1])
