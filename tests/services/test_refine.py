"""Step 3: bullets and learning items, and the actions they tick and open."""

from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.refine import BulletState
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import checklist, journal, refine
from rejection_tui.services.context import AppContext
from tests.fuzz.checks import text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW

GOOD = "Cut report time from 3 hours to 20 minutes by automating the month-end"


def work(context: AppContext, rejection: Rejection) -> ActionState:
    (action,) = (a for a in context.records.actions_of(rejection.uid) if a.ref)
    return action.state


@pytest.fixture
def answer(context: AppContext, acme: Rejection) -> Feedback:
    return journal.add(context, acme.uid, "Your CV did not show your results.", gaps=(NamedGap(Gap.EXPERIENCE),))


def test_lines_are_queued_once_in_one_transaction(context: AppContext) -> None:
    made = one_transaction(
        context, lambda: refine.queue_bullets(context, ["Handled accounts", " ", "Handled  accounts", "Did reports"])
    )
    assert [b.before for b in made] == ["Handled accounts", "Did reports"]
    before = context.records
    assert refine.queue_bullets(context, ["Did reports"]) == () and context.records is before


def test_the_last_finished_bullet_ticks_and_reopening_opens(
    context: AppContext, acme: Rejection, answer: Feedback
) -> None:
    one, two = refine.queue_bullets(context, ["Handled reports", "Handled accounts"], answer.uid, acme.uid)
    for line in (one, two):
        assert work(context, acme) is ActionState.TODO
        refine.rewrite(context, line.uid, GOOD + line.before[-3:])
        one_transaction(context, lambda line=line: refine.finish(context, line.uid))
    assert work(context, acme) is ActionState.DONE
    one_transaction(context, lambda: refine.reopen(context, one.uid))
    assert work(context, acme) is ActionState.TODO
    refine.finish(context, one.uid)
    one_transaction(context, lambda: refine.rewrite(context, one.uid, "Other words"))
    assert work(context, acme) is ActionState.TODO
    assert context.records.bullets[one.uid].state is BulletState.DRAFTED


def test_a_missing_figure_blocks(context: AppContext) -> None:
    (line,) = refine.queue_bullets(context, ["Handled customer accounts"])
    refused(context, lambda: refine.finish(context, line.uid), "new line first")
    refine.rewrite(context, line.uid, "Grew [how many?] customer accounts by a third")
    assert "[how many?]" in refused(context, lambda: refine.finish(context, line.uid), "still open")


def test_a_suggestion_leaves_the_line_and_asks(context: AppContext) -> None:
    found = refine.suggest("Handled customer accounts")
    assert found.line == "Handled customer accounts" and found.asks == ("How many accounts?", "What came of it?")


def test_a_line_that_tells_no_language_is_read_in_that_of_its_cv(context: AppContext) -> None:
    french = refine.read_lines("- Gestion de la caisse\n- Accueil des clients\n- Inventaire annuel")
    assert all([one.rule for one in said] == ["bullet.language"] for said in refine.check_cv(french))
    assert not refine.to_rewrite(french)
    german = refine.read_lines("- Kunden beraten und bedient\n- Regale aufgefüllt\n- Inventur geplant\n- Inventur")
    assert [one.rule for one in refine.check_cv(german)[3]] == ["bullet.no_figure"]
    assert len(refine.to_rewrite(german)) == 4


def test_of_facts_only_what_is_open_or_long_is_said(context: AppContext, tmp_path: Path) -> None:
    cv = tmp_path / "cv.md"
    cv.write_text(
        "# Ausbildung\n\n- Abitur, Note 1,3\n- Lehre als [Beruf]\n\n# Languages\n\n- French and various others\n"
    )
    said = refine.check_cv(refine.read_cv(cv).lines)
    assert [[one.rule for one in found] for found in said] == [[], ["bullet.placeholder"], []]


def test_the_finished_lines_leave(context: AppContext) -> None:
    (line,) = refine.queue_bullets(context, ["Handled reports"])
    refine.rewrite(context, line.uid, GOOD)
    assert GOOD not in refine.bullets_markdown(context.records)
    refine.finish(context, line.uid)
    assert GOOD in refine.bullets_markdown(context.records) and GOOD in refine.bullets_json(context.records)
    one_transaction(context, lambda: refine.delete_bullets(context, [line.uid, line.uid]))
    for transaction in (refine.finish, refine.reopen, lambda d, u: refine.rewrite(d, u, "x")):
        refused(context, lambda transaction=transaction: transaction(context, line.uid), "in your list")


def test_learning_and_its_action_are_one(context: AppContext, acme: Rejection) -> None:
    journal.add(context, acme.uid, "More Airflow would help.", gaps=(NamedGap(Gap.SKILL, plan="Learn Airflow"),))
    (item,) = context.records.learnings.values()
    (action,) = (a for a in context.records.actions_of(acme.uid) if a.ref)
    one_transaction(context, lambda: refine.finish_learning(context, item.uid))
    assert work(context, acme) is ActionState.DONE
    one_transaction(context, lambda: refine.reopen_learning(context, item.uid))
    assert work(context, acme) is ActionState.TODO
    checklist.tick(context, action.uid)
    assert context.records.learnings[item.uid].done == NOW
    checklist.untick(context, action.uid)
    assert context.records.learnings[item.uid].done is None
    one_transaction(context, lambda: refine.edit_learning(context, item.uid, "Learn dbt", date(2027, 3, 1)))
    moved = context.records.actions[action.uid]
    assert moved.title == "Learn dbt" and moved.due is not None and moved.due.date() == date(2027, 3, 1)


def test_what_cannot_be_learned_is_refused(context: AppContext) -> None:
    refused(context, lambda: refine.learn(context, " \x07"), "nothing was saved")
    refused(context, lambda: refine.finish_learning(context, "gone"), "not in the file")
    made = one_transaction(
        context, lambda: refine.learn(context, "Airflow", None, "no such answer", "no such rejection")
    )
    assert (made.feedback, made.rejection) == ("", "")


def test_a_cv_is_read_into_lines(context: AppContext, tmp_path: Path) -> None:
    cv = tmp_path / "cv.md"
    cv.write_text("# Work\n\n- Handled accounts\n- Did reports\n", encoding="utf-8")
    lines = refine.read_cv(cv).lines
    assert [(x.text, x.line_number) for x in lines] == [("Handled accounts", 3), ("Did reports", 4)]
    for path in (tmp_path, tmp_path / "none.md"):
        refused(context, lambda path=path: refine.read_cv(path).lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_are_text(context: AppContext, text: str) -> None:
    made = refine.queue_bullets(context, [f"x {text}"], source=text)
    refine.rewrite(context, made[0].uid, f"y {text}")
    refine.learn(context, f"z {text}")
    refine.check_bullet(text), refine.suggest(text), refine.word_diff(text, text[::-1])
    text_is_clean(context.records)
