"""The journal: verbatim for good, read apart, and what follows from the gap."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState, StepState
from rejection_tui.services import checklist, journal, practice, refine
from rejection_tui.services.desk import Desk
from tests.conftest import NOW
from tests.fuzz.checks import links_resolve, steps_agree, text_is_clean
from tests.services.acting import one_act, refused
from tests.strategies import HOSTILE

WORDS = "Another candidate had run Airflow in production; more of that would have helped."


def key(desk: Desk, rejection: Rejection, name: str) -> ActionState | None:
    action = desk.book.action(rejection.uid, name)
    return action.state if action else None


@pytest.fixture
def answer(desk: Desk, acme: Rejection) -> Feedback:
    return journal.add(
        desk, acme.uid, WORDS, gap=Gap.SKILL, themes=("airflow",), quote="run Airflow", plan="Learn Airflow"
    )


def test_an_answer_is_one_act(desk: Desk, acme: Rejection) -> None:
    made = one_act(desk, lambda: journal.add(desk, acme.uid, WORDS, gap=Gap.SKILL, plan="Learn Airflow"))
    assert desk.book.feedback[made.uid].verbatim == WORDS
    assert key(desk, acme, "feedback.answer") is key(desk, acme, "refine.gap") is ActionState.DONE
    (item,) = desk.book.learnings.values()
    assert item.title == "Learn Airflow" and item.feedback == made.uid
    thank = desk.book.action(acme.uid, "feedback.thank")
    assert thank is not None and thank.due == NOW + timedelta(days=1)


def test_what_is_no_answer_is_refused(desk: Desk, acme: Rejection) -> None:
    refused(desk, lambda: journal.add(desk, acme.uid, " \x1b[2J\n"), "Nothing was filed")
    refused(desk, lambda: journal.add(desk, "gone", WORDS), "not filed")


def test_the_verbatim_is_never_edited(desk: Desk, answer: Feedback) -> None:
    journal.annotate(desk, answer.uid, "They are right.")
    journal.classify(desk, answer.uid, Gap.TECHNIQUE, ("system design",))
    journal.accept(desk, answer.uid)
    kept = desk.book.feedback[answer.uid]
    assert (kept.verbatim, kept.received) == (WORDS, answer.received)
    assert kept.accepted and kept.notes == "They are right." and kept.gap is Gap.TECHNIQUE


@pytest.mark.parametrize(
    ("gap", "action"),
    [(Gap.SKILL, "refine.learn"), (Gap.EXPERIENCE, "refine.bullet"), (Gap.TECHNIQUE, "refine.practice")],
)
def test_each_gap_opens_its_own_work(desk: Desk, acme: Rejection, answer: Feedback, gap: Gap, action: str) -> None:
    journal.classify(desk, answer.uid, Gap.NOTHING_USABLE)
    assert [a.key for a in desk.book.actions_of(acme.uid) if a.ref] == [] and not desk.book.learnings
    one_act(desk, lambda: journal.classify(desk, answer.uid, gap, plan="Do it"))
    assert [a.key for a in desk.book.actions_of(acme.uid) if a.ref] == [action]


def test_sorting_again_keeps_what_was_worked_on(desk: Desk, acme: Rejection, answer: Feedback) -> None:
    (item,) = desk.book.learnings.values()
    refine.learned(desk, item.uid)
    journal.classify(desk, answer.uid, Gap.EXPERIENCE)
    journal.classify(desk, answer.uid, Gap.SKILL)
    assert desk.book.learnings[item.uid].done is not None
    steps_agree(desk.book)


def test_unsorting_opens_the_gap_again(desk: Desk, acme: Rejection, answer: Feedback) -> None:
    journal.classify(desk, answer.uid, Gap.UNSORTED)
    assert key(desk, acme, "refine.gap") is ActionState.TODO


def test_silence_needs_a_question_and_no_answer(desk: Desk, acme: Rejection) -> None:
    refused(desk, lambda: journal.no_answer(desk, acme.uid), "not asked")
    checklist.tick(desk, desk.book.action(acme.uid, "feedback.ask").uid)
    one_act(desk, lambda: journal.no_answer(desk, acme.uid))
    assert key(desk, acme, "feedback.nudge") is ActionState.NO_ANSWER
    journal.add(desk, acme.uid, WORDS)
    assert key(desk, acme, "feedback.answer") is ActionState.DONE
    refused(desk, lambda: journal.no_answer(desk, acme.uid), "did answer")


def test_a_skipped_question_stays_skipped_when_an_answer_comes(desk: Desk, acme: Rejection) -> None:
    checklist.skip(desk, desk.book.action(acme.uid, "feedback.ask").uid, "told me by phone")
    journal.add(desk, acme.uid, WORDS)
    assert key(desk, acme, "feedback.ask") is ActionState.SKIPPED
    assert key(desk, acme, "feedback.answer") is ActionState.DONE


def test_deleting_an_answer_opens_its_step_and_leaves_no_link(desk: Desk, acme: Rejection, answer: Feedback) -> None:
    refine.queue_bullets(desk, ["Handled data"], answer.uid)
    practice.queue(desk, [practice.bank()[0].id], feedback=answer.uid)
    one_act(desk, lambda: journal.delete(desk, answer.uid))
    assert key(desk, acme, "feedback.answer") is key(desk, acme, "refine.gap") is ActionState.TODO
    assert not desk.book.learnings and len(desk.book.bullets) == 1
    assert checklist.states(desk.book, acme.uid)[3] is StepState.TODO
    links_resolve(desk.book)
    refused(desk, lambda: journal.delete(desk, answer.uid), "journal")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_are_text(desk: Desk, acme: Rejection, text: str) -> None:
    made = journal.add(desk, acme.uid, f"x {text}", None, Gap.SKILL, (text,), text, text, text)
    journal.annotate(desk, made.uid, text)
    journal.propose(text), journal.argues(text)
    text_is_clean(desk.book)


def test_an_answer_from_the_future_came_now(desk: Desk, acme: Rejection) -> None:
    made = journal.add(desk, acme.uid, WORDS, NOW + timedelta(days=9))
    assert made == replace(made, received=NOW)
