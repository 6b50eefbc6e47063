"""The journal: answers kept verbatim, their reading, and the actions that follow from the gap."""

from datetime import timedelta

import pytest

from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.progress import step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState, StepState
from rejection_tui.services import checklist, history, journal, practice, refine
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.own_plan import own_plan
from tests.fuzz.checks import links_resolve, steps_agree, text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW

WORDS = "Another candidate had run Airflow in production; more of that would have helped."


def key(context: AppContext, rejection: Rejection, name: str) -> ActionState | None:
    action = context.records.action(rejection.uid, name)
    return action.state if action else None


@pytest.fixture
def answer(context: AppContext, acme: Rejection) -> Feedback:
    return journal.add(
        context, acme.uid, WORDS, gaps=[NamedGap(Gap.SKILL, ("airflow",), "run Airflow", "Learn Airflow")]
    )


def test_an_answer_is_one_transaction(context: AppContext, acme: Rejection) -> None:
    made = one_transaction(
        context, lambda: journal.add(context, acme.uid, WORDS, gaps=(NamedGap(Gap.SKILL, plan="Learn Airflow"),))
    )
    assert context.records.feedback[made.uid].verbatim == WORDS
    assert key(context, acme, "feedback.answer") is key(context, acme, "refine.gap") is ActionState.DONE
    (item,) = context.records.learnings.values()
    assert item.title == "Learn Airflow" and item.feedback == made.uid
    thank = context.records.action(acme.uid, "feedback.thank")
    assert thank is not None and thank.due == NOW + timedelta(days=1)


def test_what_is_no_answer_is_refused(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: journal.add(context, acme.uid, " \x1b[2J\n"), "Nothing was filed")
    refused(context, lambda: journal.add(context, "gone", WORDS), "not filed")


def test_the_verbatim_is_never_edited(context: AppContext, answer: Feedback) -> None:
    journal.correct(context, answer.uid, [NamedGap(Gap.TECHNIQUE, ("system design",))], notes="They are right.")
    journal.accept(context, answer.uid)
    kept = context.records.feedback[answer.uid]
    assert (kept.verbatim, kept.received) == (WORDS, answer.received)
    assert kept.accepted and kept.notes == "They are right." and kept.gap is Gap.TECHNIQUE


@pytest.mark.parametrize(
    ("gap", "action"),
    [(Gap.SKILL, "refine.learn"), (Gap.EXPERIENCE, "refine.bullet"), (Gap.TECHNIQUE, "refine.practice")],
)
def test_each_gap_opens_its_own_work(
    context: AppContext, acme: Rejection, answer: Feedback, gap: Gap, action: str
) -> None:
    journal.classify(context, answer.uid, NamedGap(Gap.NOTHING_USABLE))
    assert [a.key for a in context.records.actions_of(acme.uid) if a.ref] == [] and not context.records.learnings
    one_transaction(context, lambda: journal.classify(context, answer.uid, NamedGap(gap, plan="Do it")))
    assert [a.key for a in context.records.actions_of(acme.uid) if a.ref] == [action]


def test_sorting_again_keeps_what_was_worked_on(context: AppContext, acme: Rejection, answer: Feedback) -> None:
    (item,) = context.records.learnings.values()
    refine.finish_learning(context, item.uid)
    journal.classify(context, answer.uid, NamedGap(Gap.EXPERIENCE))
    journal.classify(context, answer.uid, NamedGap(Gap.SKILL))
    assert context.records.learnings[item.uid].done is not None
    steps_agree(context.records)


def test_unsorting_opens_the_gap_again(context: AppContext, acme: Rejection, answer: Feedback) -> None:
    journal.classify(context, answer.uid, NamedGap(Gap.UNSORTED))
    assert key(context, acme, "refine.gap") is ActionState.TODO


def test_silence_needs_a_question_and_no_answer(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: journal.no_answer(context, acme.uid), "not asked")
    ask = context.records.action(acme.uid, "feedback.ask")
    assert ask is not None
    checklist.tick(context, ask.uid)
    one_transaction(context, lambda: journal.no_answer(context, acme.uid))
    assert key(context, acme, "feedback.nudge") is ActionState.NO_ANSWER
    journal.add(context, acme.uid, WORDS)
    assert key(context, acme, "feedback.answer") is ActionState.DONE
    refused(context, lambda: journal.no_answer(context, acme.uid), "did answer")


def test_a_skipped_question_stays_skipped_when_an_answer_comes(context: AppContext, acme: Rejection) -> None:
    ask = context.records.action(acme.uid, "feedback.ask")
    assert ask is not None
    checklist.skip(context, ask.uid, "told me by phone")
    journal.add(context, acme.uid, WORDS)
    assert key(context, acme, "feedback.ask") is ActionState.SKIPPED
    assert key(context, acme, "feedback.answer") is ActionState.DONE


def test_deleting_an_answer_opens_its_step_and_leaves_no_link(
    context: AppContext, acme: Rejection, answer: Feedback
) -> None:
    refine.queue_bullets(context, ["Handled data"], answer.uid)
    practice.queue(context, [practice.bank()[0].id], feedback=answer.uid)
    one_transaction(context, lambda: journal.delete(context, answer.uid))
    assert key(context, acme, "feedback.answer") is key(context, acme, "refine.gap") is ActionState.TODO
    assert not context.records.learnings and len(context.records.bullets) == 1
    assert step_states(context.records, acme.uid)[3] is StepState.TODO
    links_resolve(context.records)
    refused(context, lambda: journal.delete(context, answer.uid), "journal")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_are_text(context: AppContext, acme: Rejection, text: str) -> None:
    made = journal.add(context, acme.uid, f"x {text}", None, [NamedGap(Gap.SKILL, (text,), text, text)], text)
    journal.correct(context, made.uid, [NamedGap(Gap.SKILL, (text,), text, text)], text)
    journal.propose(text), journal.arguing_words(text)
    text_is_clean(context.records)


def test_an_answer_from_the_future_came_now(context: AppContext, acme: Rejection) -> None:
    made = journal.add(context, acme.uid, WORDS, NOW + timedelta(days=9))
    assert made == replace(made, received=NOW)


QUESTION = "Hello Jane,\n\nwhat is the one thing I should learn?\n\nAlex"
PASTED = {
    "marks": "On 19 Nov 2026, Alex Morgan wrote:\n> " + QUESTION.replace("\n", "\n> "),
    "outlook": "Von: Alex Morgan <alex@me.example>\nGesendet: Donnerstag, 19. November 2026\nBetreff: AW: x\n\n"
    + QUESTION,
    "phone": "Sent from my iPhone\n\n> On 19 Nov 2026, at 10:00, Alex Morgan <alex@me.example> wrote:\n>\n> "
    + QUESTION.replace("\n", "\n> "),
}


@pytest.mark.parametrize("quoted", PASTED.values(), ids=PASTED.keys())
def test_a_pasted_answer_loses_the_question_it_quotes(quoted: str) -> None:
    assert journal.read_pasted(f"{WORDS}\n\n{quoted}", NOW).words == WORDS


def test_a_pasted_page_gives_the_answer_and_its_day() -> None:
    head = "Re: One question\nInbox\n\nJane Hart <jane@acme.example>\nThu, Nov 19, 10:12 AM\nto me"
    mail = journal.read_pasted(f"{head}\n\n{WORDS}\n\nReply\nForward", NOW)
    assert (mail.words, mail.sender) == (WORDS, "jane@acme.example")
    assert mail.received is not None and mail.received.date().isoformat() == "2026-11-19"


@pytest.mark.parametrize(
    "text", [WORDS, "One line\n\nand another one that says more.", "> only quoted", " half a sen", ""]
)
def test_pasted_words_that_quote_nothing_stay_as_they_are(text: str) -> None:
    assert journal.read_pasted(text, NOW).words == text


def test_all_that_is_said_of_an_answer_is_one_act(context: AppContext, answer: Feedback) -> None:
    reading = NamedGap(Gap.SKILL, ("airflow",), "", "a course")
    made = one_transaction(
        context, lambda: journal.correct(context, answer.uid, [reading], notes="They are right.", accepted=True)
    )
    assert (made.gap, made.themes, made.plan, made.notes, made.accepted) == (
        Gap.SKILL,
        ("airflow",),
        "a course",
        "They are right.",
        True,
    )
    past = len(history.entries(context))
    journal.correct(context, answer.uid, [reading], notes="They are right.", accepted=True)
    assert len(history.entries(context)) == past
    journal.correct(context, answer.uid, [reading], notes="They are right.", accepted=False)
    assert history.entries(context)[0].label == "Not accepted yet"


def test_an_answer_is_filed_as_accepted_in_one_act(context: AppContext, acme: Rejection) -> None:
    assert one_transaction(context, lambda: journal.add(context, acme.uid, "No.", accepted=True)).accepted


TWO = (
    NamedGap(Gap.SKILL, ("airflow",), "run Airflow", "Learn Airflow"),
    NamedGap(Gap.NOT_YOU, ("budget",), "", "Ask about the budget first"),
)


def open_refine(context: AppContext, rejection: Rejection) -> dict[str, str]:
    return {a.key: a.title for a in context.records.actions_of(rejection.uid) if a.step == 3 and a.open}


def test_each_gap_has_its_action_and_taking_one_out_takes_its_action(context: AppContext, acme: Rejection) -> None:
    made = one_transaction(context, lambda: journal.add(context, acme.uid, WORDS, gaps=TWO))
    assert open_refine(context, acme) == {
        "refine.learn": "Learn Airflow",
        "refine.not_you": "Ask about the budget first",
    }
    one_transaction(context, lambda: journal.classify(context, made.uid, made.gaps[1]))
    assert open_refine(context, acme) == {"refine.not_you": "Ask about the budget first"}
    assert not context.records.learnings
    assert history.undo(context) and open_refine(context, acme).keys() == {"refine.learn", "refine.not_you"}


def test_a_new_plan_and_day_are_those_of_the_work_to_do(context: AppContext, acme: Rejection) -> None:
    made = journal.add(context, acme.uid, WORDS, gaps=TWO)
    day = (NOW + timedelta(days=50)).date()
    first = replace(made.gaps[0], plan="Build one pipeline", day=day)
    one_transaction(context, lambda: journal.classify(context, made.uid, first, made.gaps[1]))
    (item,) = context.records.learnings.values()
    action = context.records.action(acme.uid, "refine.learn")
    assert action is not None and action.due is not None
    assert (item.title, item.due, action.title, action.due.date()) == ("Build one pipeline", day, item.title, day)


def test_finished_work_for_a_gap_outlives_the_gap(context: AppContext, acme: Rejection) -> None:
    made = journal.add(context, acme.uid, WORDS, gaps=TWO)
    (item,) = context.records.learnings.values()
    refine.finish_learning(context, item.uid)
    journal.classify(context, made.uid, made.gaps[1])
    assert item.uid in context.records.learnings
    journal.classify(context, made.uid, *TWO)
    assert len(context.records.learnings) == 1


def test_what_the_letter_gave_is_an_answer_with_its_reasons(context: AppContext, acme: Rejection) -> None:
    assert journal.given_in_letter(context.records, acme.uid, reasons=True) is None
    quote = "We went with someone who had run Airflow."
    with context.store.transaction("x", NOW) as transaction:
        transaction.put(replace(acme, facts=(Fact(FactType.REASON, "skill", quote, 0.9),)))
    given = journal.given_in_letter(context.records, acme.uid, reasons=True)
    assert given is not None and given.words == quote
    assert journal.given_in_letter(context.records, acme.uid) is None


def test_the_same_answer_twice_is_refused(context: AppContext, acme: Rejection, answer: Feedback) -> None:
    refused(context, lambda: journal.add(context, acme.uid, WORDS), "already, word for word")


def test_a_plan_that_was_only_proposed_is_not_told_to_them(context: AppContext, acme: Rejection) -> None:
    words = "We could not tell from your CV how many people you had managed."
    (gap,) = journal.proposed_gaps(journal.propose(words))
    made = journal.add(context, acme.uid, words, gaps=[gap])
    assert made.main.plan and own_plan(made) == ""
    assert own_plan(journal.classify(context, made.uid, replace(made.gaps[0], plan="Run Airflow"))) == "Run Airflow"
