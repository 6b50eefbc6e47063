"""The four steps: due dates that follow from what is done, states, and what no longer makes sense."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.dates import add_months, add_working_days, local_day
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.steps import (
    PLAN,
    Action,
    ActionState,
    StepState,
    is_due,
    moot,
    next_action,
    plan,
    schedule,
    skip,
    snooze,
    step_state,
    tick,
    untick,
)
from tests import strategies
from tests.world.clock import NOW
from tests.world.records import RULES, ago, rejection, steps

NO = rejection()


def by_key(actions: tuple[Action, ...]) -> dict[str, Action]:
    return {a.key: a for a in actions}


def test_a_new_rejection_has_the_whole_plan_with_due_dates() -> None:
    actions = by_key(plan(NO, NOW, RULES))
    assert list(actions) == list(PLAN)
    assert actions["reply.send"].due == NO.received + timedelta(hours=48)
    assert actions["feedback.ask"].due == NO.received + timedelta(hours=48)
    assert actions["feedback.answer"].due is None
    assert actions["cultivate.touch"].due is not None
    assert local_day(actions["cultivate.touch"].due, NOW) == add_months(local_day(NO.received, NOW), 3)


def test_one_withdrawn_has_no_plan() -> None:
    assert plan(replace(NO, kind=RejectionKind.WITHDREW), NOW, RULES) == ()


def test_planning_twice_gives_the_same_records() -> None:
    assert plan(NO, NOW, RULES) == plan(NO, NOW, RULES)


@given(
    strategies.moments,
    strategies.moments,
    st.dictionaries(st.sampled_from(list(PLAN)), st.integers(0, 90)),
)
def test_due_dates_follow_from_what_is_done(received: datetime, now: datetime, done: dict[str, int]) -> None:
    no = Rejection("r", "Acme", "Analyst", received, received)
    ticked = [
        tick(a, received + timedelta(days=done[a.key])) if a.key in done else a for a in plan(no, received, RULES)
    ]
    actions = by_key(schedule(no, ticked, now, RULES))
    asked = received + timedelta(days=done["feedback.ask"]) if "feedback.ask" in done else None
    answer = actions["feedback.answer"]
    if answer.open and asked is None:
        assert answer.due is None
    if answer.open and asked is not None:
        assert answer.due is not None
        assert local_day(answer.due, now) == add_working_days(local_day(asked, now), RULES.nudge_working_days)
    for action in actions.values():
        assert action.due is None or action.due.tzinfo is not None
        assert action.open or action.key in done
        assert action.due is None or not action.open or action.due >= received


def test_due_dates_keep_the_wall_clock_when_summer_time_ends() -> None:
    rome = ZoneInfo("Europe/Rome")
    no = replace(NO, received=datetime(2026, 10, 23, 23, 30, tzinfo=rome))
    now = datetime(2026, 10, 24, 9, tzinfo=rome)
    due = by_key(plan(no, now, RULES))["cultivate.linkedin"].due
    assert due is not None and due.isoformat() == "2026-10-30T23:30:00+01:00"


@pytest.mark.parametrize(
    ("done", "skipped", "step", "state"),
    [
        ((), (), 1, StepState.TODO),
        (("reply.draft",), (), 1, StepState.DRAFTED),
        (("reply.draft", "reply.send"), (), 1, StepState.DONE),
        (("reply.send",), (), 1, StepState.DONE),
        ((), ("reply.send",), 1, StepState.SKIPPED),
        ((), ("reply.draft", "reply.send"), 1, StepState.SKIPPED),
        (("feedback.ask",), (), 2, StepState.UNDER_WAY),
        ((), ("feedback.ask",), 2, StepState.SKIPPED),
        (("feedback.ask", "feedback.answer"), (), 2, StepState.UNDER_WAY),
        (("feedback.ask", "feedback.answer", "feedback.thank"), (), 2, StepState.DONE),
        (("feedback.ask",), ("feedback.answer",), 2, StepState.DONE),
        ((), ("feedback.ask",), 3, StepState.TODO),
        (("cultivate.contact",), (), 4, StepState.UNDER_WAY),
        ((), ("cultivate.contact",), 4, StepState.SKIPPED),
    ],
)
def test_states(done: tuple[str, ...], skipped: tuple[str, ...], step: int, state: StepState) -> None:
    actions = steps(NO, dict.fromkeys(done, 0.5), dict.fromkeys(skipped, 0.5))
    assert step_state(actions, step) is state


def test_a_draft_shows_until_something_is_sent() -> None:
    assert step_state(steps(NO), 2, drafted=True) is StepState.DRAFTED
    assert step_state(steps(NO, {"feedback.ask": 1}), 2, drafted=True) is StepState.UNDER_WAY


def test_no_answer_ends_the_second_step() -> None:
    actions = [
        replace(a, state=ActionState.NO_ANSWER, at=NOW) if a.key in ("feedback.answer", "feedback.thank") else a
        for a in steps(NO, {"feedback.ask": 20})
    ]
    assert step_state(actions, 2) is StepState.DONE
    assert moot(by_key(tuple(actions))["refine.gap"], actions)


states = st.lists(st.sampled_from(list(ActionState)), min_size=len(PLAN), max_size=len(PLAN))


@given(states, st.booleans())
def test_a_step_is_done_only_when_nothing_sensible_is_open(chosen: list[ActionState], drafted: bool) -> None:
    actions = [replace(a, state=s) for a, s in zip(plan(NO, NOW, RULES), chosen, strict=True)]
    for step in range(1, 5):
        mine = [a for a in actions if a.step == step]
        sensible = [a for a in mine if a.open and not moot(a, actions)]
        state = step_state(actions, step, drafted)
        if state in (StepState.DONE, StepState.SKIPPED):
            assert not sensible
        if state is StepState.SKIPPED:
            assert all(a.state is ActionState.SKIPPED or moot(a, actions) for a in mine)
        if all(not a.open for a in mine):
            assert state in (StepState.DONE, StepState.SKIPPED)
        if all(a.state is ActionState.TODO for a in mine) and sensible == mine:
            assert state is (StepState.DRAFTED if drafted else StepState.TODO)


@given(states)
def test_the_next_action_is_the_first_that_makes_sense(chosen: list[ActionState]) -> None:
    actions = [replace(a, state=s) for a, s in zip(plan(NO, NOW, RULES), chosen, strict=True)]
    found = next_action(actions)
    sensible = [a for a in actions if a.open and not moot(a, actions)]
    assert (found is None) == (not sensible)
    if found is not None:
        assert found in sensible
        assert all((found.step, found.order) <= (a.step, a.order) for a in sensible)


def test_skipping_the_question_leads_past_the_answer() -> None:
    actions = steps(NO, {"reply.draft": 1, "reply.send": 1}, {"feedback.ask": 1})
    found = next_action(actions)
    assert found is not None and found.key == "cultivate.contact"


def test_ticking_and_unticking_are_inverse() -> None:
    action = snooze(plan(NO, NOW, RULES)[0], NOW + timedelta(days=1), NOW)
    done = tick(action, NOW)
    assert (done.state, done.at, done.snoozed_until) == (ActionState.DONE, NOW, None)
    assert untick(done) == plan(NO, NOW, RULES)[0]


def test_a_skip_needs_a_reason_and_can_be_taken_back() -> None:
    action = plan(NO, NOW, RULES)[0]
    with pytest.raises(Refused, match="reason"):
        skip(action, "  ", NOW)
    skipped = skip(action, " not worth it ", NOW)
    assert (skipped.state, skipped.reason) == (ActionState.SKIPPED, "not worth it")
    assert tick(skipped, NOW).reason == ""


@pytest.mark.parametrize("hours", [0, -1])
def test_a_snooze_lies_ahead(hours: int) -> None:
    with pytest.raises(Refused, match="after"):
        snooze(plan(NO, NOW, RULES)[0], NOW + timedelta(hours=hours), NOW)


def test_due_is_a_matter_of_the_local_day() -> None:
    action = by_key(plan(replace(NO, received=ago(2) + timedelta(hours=10)), NOW, RULES))["reply.send"]
    assert action.due is not None and action.due > NOW
    assert is_due(action, NOW)
    assert not is_due(action, NOW - timedelta(days=1))
    assert not is_due(tick(action, NOW), NOW)
    assert not is_due(snooze(action, NOW + timedelta(days=2), NOW), NOW)
    assert is_due(snooze(action, NOW + timedelta(days=2), NOW), NOW + timedelta(days=2))
