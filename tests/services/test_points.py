"""The points of a letter: what was read, what the user says of it, and how drafts and checklist follow."""

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.draft import DraftKind, Source
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.facts import Fact, FactType, Said
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import checklist, drafts, history
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.points import Point, PointState, decide, points, unsure

SAID = (
    Said("reason.told", 0.95, "somebody with more Spark"),
    Said("reason.skill", 0.5, "somebody with more Spark"),
    Said("help", 0.4, "I could introduce you to Dev"),
    Said("met.any", 0.9, "Thank you for coming in"),
    Said("met.interview", 0.95, "Thank you for coming in"),
)


@pytest.fixture
def told(context: AppContext, acme: Rejection) -> Rejection:
    """Acme, whose letter says `SAID`."""
    new = replace(acme, said=SAID)
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(new)
    return new


def by_name(context: AppContext, uid: str) -> dict[str, Point]:
    return {point.name: point for point in points(context, uid)}


def grounds(context: AppContext, uid: str) -> set[str]:
    """Return what the sentences of a new reply stand on."""
    draft = drafts.compose(context, DraftKind.REPLY, uid)
    return {ground.what for sentence in draft.sentences for ground in sentence.grounds}


def test_points_say_what_is_taken_up_what_perhaps_and_what_not(context: AppContext, told: Rejection) -> None:
    found = by_name(context, told.uid)
    states = {name: point.state for name, point in found.items()}
    assert states["reason.told"] is states["met.interview"] is PointState.TAKEN
    assert states["help"] is states["reason.skill"] is PointState.UNSURE and unsure(context, told.uid) == 2
    assert states["apology"] is PointState.UNHEARD
    assert "met.any" not in found  # the interview says it
    assert found["help"].quote == "I could introduce you to Dev" and not any(one.by_user for one in found.values())
    assert list(states.values()) == sorted(states.values(), key=list(PointState).index)


def test_what_the_user_says_is_taken_up_or_left_out(context: AppContext, told: Rejection) -> None:
    assert "they help, or offer to" not in grounds(context, told.uid)
    decide(context, told.uid, {"help": True, "apology": True, "met.interview": False, "met.any": False})
    now = grounds(context, told.uid)
    assert {"they help, or offer to", "they apologise"} <= now
    assert not {"you had met", "you had an interview"} & now
    found = by_name(context, told.uid)
    assert found["help"].by_user and found["help"].state is PointState.TAKEN
    assert found["met.any"].state is PointState.LEFT_OUT and found["met.any"].by_user
    undone = history.undo(context)
    assert undone and "they apologise" not in grounds(context, told.uid)


def test_what_stands_on_no_words_stands_on_the_users(context: AppContext, told: Rejection) -> None:
    decide(context, told.uid, {"apology": True})
    draft = drafts.compose(context, DraftKind.REPLY, told.uid)
    (ground,) = [g for s in draft.sentences for g in s.grounds if g.what == "they apologise"]
    assert ground.source is Source.USER and ground.quote == ""


def test_all_that_the_user_names_is_taken_up(context: AppContext, told: Rejection) -> None:
    decide(context, told.uid, dict.fromkeys(("help", "apology", "praise", "reapply", "connect"), True))
    assert {
        "they help, or offer to",
        "they apologise",
        "they say something good about you",
        "they invite you to apply again",
        "they would like to stay in touch",
    } <= grounds(context, told.uid)


def test_denying_a_whole_denies_its_parts_and_a_part_brings_the_whole_back(
    context: AppContext, told: Rejection
) -> None:
    decide(context, told.uid, {"reason.told": False})
    assert not {name for name in by_name(context, told.uid) if name.startswith("reason.")} & {
        point.name for point in points(context, told.uid) if point.state is PointState.TAKEN
    }
    decide(context, told.uid, {"reason.skill": True})
    assert by_name(context, told.uid)["reason.skill"].state is PointState.TAKEN
    assert "they missed a skill or experience" in grounds(context, told.uid)


def test_a_question_that_is_denied_is_not_answered(context: AppContext, told: Rejection) -> None:
    asks = Fact(FactType.ASKS, "x", "May we come back to you?", sure=0.9, about="come_back")
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(replace(told, facts=(asks,)))
    assert "they ask whether they may come back to you" in grounds(context, told.uid)
    decide(context, told.uid, {"asks.come_back": False})
    assert "they ask whether they may come back to you" not in grounds(context, told.uid)


def test_the_checklist_follows(context: AppContext, told: Rejection) -> None:
    ask = context.records.action(told.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None and ask.state is ActionState.TODO
    decide(context, told.uid, {"feedback.refused": True})
    ask = context.records.action(told.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None and (ask.state, ask.reason) == (
        ActionState.SKIPPED,
        "They say that they give no individual feedback.",
    )
    decide(context, told.uid, {"feedback.refused": False, "feedback.call": True})
    call = context.records.action(told.uid, ActionKey.FEEDBACK_CALL)
    assert call is not None and call.open
    decide(context, told.uid, {"feedback.call": False})
    assert context.records.action(told.uid, ActionKey.FEEDBACK_CALL) is None
    ask = context.records.action(told.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None and ask.state is ActionState.TODO


def test_what_the_user_did_stays(context: AppContext, told: Rejection) -> None:
    ask = context.records.action(told.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None
    checklist.tick(context, ask.uid)
    decide(context, told.uid, {"feedback.refused": True})
    ask = context.records.action(told.uid, ActionKey.FEEDBACK_ASK)
    assert ask is not None and ask.state is ActionState.DONE


def test_an_agency_can_be_named_as_one(context: AppContext, told: Rejection) -> None:
    assert by_name(context, told.uid)["agency"].state is PointState.UNHEARD
    decide(context, told.uid, {"agency": True})
    assert "it comes through an agency" in grounds(context, told.uid)
    decide(context, told.uid, {"agency": False})
    assert "it comes through an agency" not in grounds(context, told.uid)


def test_a_no_typed_by_hand_has_points_as_well(context: AppContext, acme: Rejection) -> None:
    assert not context.records.rejections[acme.uid].letter
    decide(context, acme.uid, {"reason.not_you": True})
    assert "the reason lies with them" in grounds(context, acme.uid)


def test_what_is_unknown_or_the_same_is_refused(context: AppContext, told: Rejection) -> None:
    with pytest.raises(NotFound, match="no point “poem”"):
        decide(context, told.uid, {"poem": True})
    with pytest.raises(NotFound):
        decide(context, "gone", {"help": True})
    decide(context, told.uid, {"help": True})
    with pytest.raises(Refused, match="nothing was changed"):
        decide(context, told.uid, {"help": True})
