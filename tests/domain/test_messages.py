"""Which message a rejection needs next."""

from datetime import timedelta

import pytest

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.letter_actions import follow
from rejection_tui.domain.messages import LATE, next_kind
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import plan, tick
from tests.world.clock import NOW
from tests.world.records import RULES, fact, records, rejection

QUESTION = fact(FactType.ASKS, "", "May we come back to you?", "come_back")
OFFER = fact(FactType.FEEDBACK_OFFERED, "call")


def after(*facts: Fact, done: tuple[str, ...] = (), days: float = 1) -> Records:
    """Return a rejection of `days` ago whose letter says `facts`, with some actions done."""
    no = rejection(days=days, facts=facts)
    actions = follow(no, plan(no, NOW, RULES), NOW, RULES, {})
    return records(no, *(tick(a, NOW) if a.key in done else a for a in actions))


@pytest.mark.parametrize(("days", "kind"), [(1, DraftKind.REPLY), (21, DraftKind.REPLY), (21.1, DraftKind.LATE)])
def test_a_reply_after_three_weeks_is_a_late_one(days: float, kind: DraftKind) -> None:
    assert timedelta(days=21) == LATE
    assert next_kind(after(days=days), "r1", NOW) is kind
    assert next_kind(after(days=days), "r1") is DraftKind.REPLY  # at no moment in particular


def test_the_letters_question_comes_after_the_reply_and_before_the_call() -> None:
    facts = (QUESTION, OFFER)
    assert next_kind(after(*facts), "r1", NOW) is DraftKind.REPLY
    assert next_kind(after(*facts, done=("reply.send",)), "r1", NOW) is DraftKind.ANSWER
    assert next_kind(after(*facts, done=("reply.send", "reply.answer")), "r1", NOW) is DraftKind.CALL


@pytest.mark.parametrize(
    "facts", [(fact(FactType.FEEDBACK_REFUSED),), (fact(FactType.FEEDBACK_OFFERED, "given"),), (OFFER,)]
)
def test_nothing_is_asked_where_the_letter_made_it_moot(facts: tuple[Fact, ...]) -> None:
    done = ("reply.send", "feedback.call", "feedback.note")
    assert next_kind(after(*facts, done=done), "r1", NOW) is DraftKind.LINKEDIN
    assert next_kind(after(done=done), "r1", NOW) is DraftKind.FEEDBACK


def test_a_rejection_that_is_gone_needs_no_reply() -> None:
    found = after(days=30)
    assert next_kind(replace_rejections(found), "r1", NOW) is DraftKind.REPLY


def replace_rejections(found: Records) -> Records:
    return records(*(replace(a, rejection="r1") for a in found.actions.values()))
