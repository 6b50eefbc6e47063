"""Why a row of the checklist is there: words of the letter or the answer, and the rule."""

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import new_action
from rejection_tui.services import causes, checklist
from rejection_tui.services.context import AppContext
from tests.world.clock import NOW


@pytest.mark.parametrize("key", list(ActionKey))
def test_every_action_has_its_rule(context: AppContext, acme: Rejection, key: ActionKey) -> None:
    found = causes.of_action(context, new_action(key, acme.uid, NOW))
    rule = next(one for one in found if one.source == "Rule")
    assert rule.words.endswith(".")


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_every_step_has_a_cause(context: AppContext, acme: Rejection, step: int) -> None:
    assert causes.of_step(context, acme.uid, step)


def test_a_skipped_action_says_why_it_was_skipped(context: AppContext, acme: Rejection) -> None:
    action = context.records.action(acme.uid, "cultivate.linkedin")
    assert action is not None
    checklist.skip(context, action.uid, "no profile")
    found = causes.of_action(context, checklist.get(context.records, action.uid))
    assert causes.Cause("Reason", "no profile") in found


def test_the_limits_of_the_settings_are_named(context: AppContext, acme: Rejection) -> None:
    nudge = causes.of_action(context, new_action(ActionKey.FEEDBACK_NUDGE, acme.uid, NOW))
    assert any(f"{context.rules.nudge_working_days} working days" in one.words for one in nudge)
