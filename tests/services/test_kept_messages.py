"""A pasted message that is no answer yet: kept with the emails, and nothing is ticked."""

from datetime import timedelta

import pytest

from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import checklist, correspondence, letters, rejections
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW


@pytest.fixture
def asked(context: AppContext) -> Rejection:
    """Return a rejection that was asked for feedback."""
    made = rejections.add(context, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW))
    ask = context.records.action(made.uid, "feedback.ask")
    assert ask is not None
    checklist.tick(context, ask.uid)
    return made


def keep(context: AppContext, rejection: Rejection, words: str, kind: AnswerKind) -> str:
    return one_transaction(context, lambda: correspondence.keep_pasted(context, rejection.uid, words, NOW, kind))


@pytest.mark.parametrize("kind", [AnswerKind.PROMISE, AnswerKind.CALL, AnswerKind.AUTOREPLY])
def test_it_is_kept_with_the_emails_and_the_answer_is_still_awaited(
    context: AppContext, asked: Rejection, kind: AnswerKind
) -> None:
    said = keep(context, asked, "I will see.", kind)
    (mail,) = context.records.correspondence_of(asked.uid)
    assert (mail.sort, mail.answer, mail.body) == (MailSort.ANSWER, kind, "I will see.")
    answer = context.records.action(asked.uid, "feedback.answer")
    assert answer is not None and answer.state is ActionState.TODO and not context.records.feedback
    assert said.startswith("Kept with the emails of Acme")
    correspondence.keep_pasted(context, asked.uid, "I will see.", NOW, kind)  # pasted once more
    assert len(context.records.correspondence) == 1


def test_a_promise_sets_the_day_it_names_and_the_nudge_waits(context: AppContext, asked: Rejection) -> None:
    keep(context, asked, "I will ask the panel and come back to you by 11 December.", AnswerKind.PROMISE)
    (reminder,) = context.records.reminders_of(asked.uid)
    assert (reminder.day.isoformat(), reminder.what) == ("2026-12-11", "Acme promised to answer: look again")
    nudge = context.records.action(asked.uid, "feedback.nudge") or context.records.action(asked.uid, "feedback.answer")
    assert nudge is not None and nudge.snoozed_until is not None
    assert nudge.snoozed_until.date() == reminder.day + timedelta(days=7)
    keep(context, asked, "Sorry, it will be 18 December.", AnswerKind.PROMISE)
    assert [one.day.isoformat() for one in context.records.reminders_of(asked.uid)] == ["2026-12-18"]


def test_a_promise_without_a_day_is_looked_at_in_two_weeks(context: AppContext, asked: Rejection) -> None:
    keep(context, asked, "I will ask the panel.", AnswerKind.PROMISE)
    (reminder,) = context.records.reminders_of(asked.uid)
    assert reminder.day == NOW.date() + timedelta(days=14)


def test_an_offer_to_talk_is_on_the_list_and_an_automatic_reply_is_nothing(
    context: AppContext, asked: Rejection
) -> None:
    keep(context, asked, "I am away until Monday.", AnswerKind.AUTOREPLY)
    assert context.records.action(asked.uid, "feedback.call") is None and not context.records.reminders
    keep(context, asked, "Happy to talk it through.", AnswerKind.CALL)
    assert context.records.action(asked.uid, "feedback.call") is not None


def test_nothing_to_keep_is_refused(context: AppContext, asked: Rejection) -> None:
    call = AnswerKind.CALL
    refused(context, lambda: correspondence.keep_pasted(context, asked.uid, " \n", None, call), "Nothing was kept")
    refused(context, lambda: correspondence.keep_pasted(context, "gone", "Hello", None, call), "not kept")
