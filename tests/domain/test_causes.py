"""Why a row of the checklist is there: words of the letter or the answer, and the rule."""

import pytest

from rejection_tui.domain import causes
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.causes import Cause
from rejection_tui.domain.record import replace
from rejection_tui.domain.steps import Action, new_action
from tests.world.clock import NOW
from tests.world.records import RULES, records, rejection, steps

NO = rejection()
RECORDS = records(NO, *steps(NO, skipped={"cultivate.linkedin": 0}))


def of_action(action: Action) -> tuple[Cause, ...]:
    return causes.of_action(RECORDS, action, NOW, RULES)


@pytest.mark.parametrize("key", list(ActionKey))
def test_every_action_has_its_rule(key: ActionKey) -> None:
    rule = next(one for one in of_action(new_action(key, NO.uid, NOW)) if one.source == "Rule")
    assert rule.words.endswith(".")


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_every_step_has_a_cause(step: int) -> None:
    assert causes.of_step(RECORDS, NO, step, NOW, RULES)


def test_a_skipped_action_says_why_it_was_skipped() -> None:
    action = RECORDS.action(NO.uid, "cultivate.linkedin")
    assert action is not None and Cause("Reason", "not here") in of_action(action)


def test_a_reply_comes_with_the_advice_while_its_rejection_is_there() -> None:
    action = new_action(ActionKey.REPLY_SEND, NO.uid, NOW)
    assert [one.source for one in of_action(action)] == ["Advice", "Rule"]
    assert [one.source for one in of_action(replace(action, rejection="gone"))] == ["Rule"]


def test_the_limits_of_the_settings_are_named() -> None:
    nudge = of_action(new_action(ActionKey.FEEDBACK_NUDGE, NO.uid, NOW))
    assert any(f"{RULES.nudge_working_days} working days" in one.words for one in nudge)
