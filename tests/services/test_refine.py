"""Step 3: bullets and learning items, and the actions they tick and open."""

from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.refine import BulletState
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import checklist, journal, refine
from rejection_tui.services.desk import Desk
from tests.conftest import NOW
from tests.fuzz.checks import text_is_clean
from tests.services.acting import one_act, refused
from tests.strategies import HOSTILE

GOOD = "Cut report time from 3 hours to 20 minutes by automating the month-end"


def work(desk: Desk, rejection: Rejection) -> ActionState:
    (action,) = (a for a in desk.book.actions_of(rejection.uid) if a.ref)
    return action.state


@pytest.fixture
def answer(desk: Desk, acme: Rejection) -> Feedback:
    return journal.add(desk, acme.uid, "Your CV did not show your results.", gap=Gap.EXPERIENCE)


def test_lines_are_queued_once_in_one_act(desk: Desk) -> None:
    made = one_act(
        desk, lambda: refine.queue_bullets(desk, ["Handled accounts", " ", "Handled  accounts", "Did reports"])
    )
    assert [b.before for b in made] == ["Handled accounts", "Did reports"]
    before = desk.book
    assert refine.queue_bullets(desk, ["Did reports"]) == () and desk.book is before


def test_the_last_finished_bullet_ticks_and_reopening_opens(desk: Desk, acme: Rejection, answer: Feedback) -> None:
    one, two = refine.queue_bullets(desk, ["Handled reports", "Handled accounts"], answer.uid, acme.uid)
    for line in (one, two):
        assert work(desk, acme) is ActionState.TODO
        refine.rewrite(desk, line.uid, GOOD + line.before[-3:])
        one_act(desk, lambda line=line: refine.finish(desk, line.uid))
    assert work(desk, acme) is ActionState.DONE
    one_act(desk, lambda: refine.reopen(desk, one.uid))
    assert work(desk, acme) is ActionState.TODO
    refine.finish(desk, one.uid)
    one_act(desk, lambda: refine.rewrite(desk, one.uid, "Other words"))
    assert work(desk, acme) is ActionState.TODO
    assert desk.book.bullets[one.uid].state is BulletState.DRAFTED


def test_a_missing_figure_blocks(desk: Desk) -> None:
    (line,) = refine.queue_bullets(desk, ["Handled customer accounts"])
    refused(desk, lambda: refine.finish(desk, line.uid), "new line first")
    refine.rewrite(desk, line.uid, "Grew [how many?] customer accounts by a third")
    assert "[how many?]" in refused(desk, lambda: refine.finish(desk, line.uid), "still open")
    assert "[" in refine.suggest("Handled customer accounts")


def test_the_finished_lines_leave(desk: Desk) -> None:
    (line,) = refine.queue_bullets(desk, ["Handled reports"])
    refine.rewrite(desk, line.uid, GOOD)
    assert GOOD not in refine.bullets_markdown(desk.book)
    refine.finish(desk, line.uid)
    assert GOOD in refine.bullets_markdown(desk.book) and GOOD in refine.bullets_json(desk.book)
    one_act(desk, lambda: refine.delete_bullets(desk, [line.uid, line.uid]))
    for act in (refine.finish, refine.reopen, lambda d, u: refine.rewrite(d, u, "x")):
        refused(desk, lambda act=act: act(desk, line.uid), "bench")


def test_learning_and_its_action_are_one(desk: Desk, acme: Rejection) -> None:
    journal.add(desk, acme.uid, "More Airflow would help.", gap=Gap.SKILL, plan="Learn Airflow")
    (item,) = desk.book.learnings.values()
    (action,) = (a for a in desk.book.actions_of(acme.uid) if a.ref)
    one_act(desk, lambda: refine.learned(desk, item.uid))
    assert work(desk, acme) is ActionState.DONE
    one_act(desk, lambda: refine.unlearned(desk, item.uid))
    assert work(desk, acme) is ActionState.TODO
    checklist.tick(desk, action.uid)
    assert desk.book.learnings[item.uid].done == NOW
    checklist.untick(desk, action.uid)
    assert desk.book.learnings[item.uid].done is None
    one_act(desk, lambda: refine.edit_learning(desk, item.uid, "Learn dbt", date(2027, 3, 1)))
    moved = desk.book.actions[action.uid]
    assert moved.title == "Learn dbt" and moved.due is not None and moved.due.date() == date(2027, 3, 1)


def test_what_cannot_be_learned_is_refused(desk: Desk) -> None:
    refused(desk, lambda: refine.learn(desk, " \x07"), "nothing was saved")
    refused(desk, lambda: refine.learned(desk, "gone"), "not in the file")
    made = one_act(desk, lambda: refine.learn(desk, "Airflow", None, "no such answer", "no such rejection"))
    assert (made.feedback, made.rejection) == ("", "")


def test_a_cv_is_read_into_lines(desk: Desk, tmp_path: Path) -> None:
    cv = tmp_path / "cv.md"
    cv.write_text("# Work\n\n- Handled accounts\n- Did reports\n", encoding="utf-8")
    lines = refine.read_cv(cv)
    assert [(x.text, x.line_number) for x in lines] == [("Handled accounts", 3), ("Did reports", 4)]
    for path in (tmp_path, tmp_path / "none.md"):
        refused(desk, lambda path=path: refine.read_cv(path))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_are_text(desk: Desk, text: str) -> None:
    made = refine.queue_bullets(desk, [f"x {text}"], source=text)
    refine.rewrite(desk, made[0].uid, f"y {text}")
    refine.learn(desk, f"z {text}")
    refine.check_bullet(text), refine.suggest(text), refine.word_diff(text, text[::-1])
    text_is_clean(desk.book)
