"""Practice: queued, rehearsed, smooth on three days, and opened again by one that was not smooth."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.forms import FIELDS
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import journal, partner_sheets, practice
from rejection_tui.services.context import AppContext
from tests.fuzz.checks import text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW, Clock


def test_three_smooth_days_tick_and_a_stumble_opens(context: AppContext, acme: Rejection, clock: Clock) -> None:
    answer = journal.add(context, acme.uid, "Your answers wandered.", gaps=(NamedGap(Gap.TECHNIQUE),))
    (question,) = one_transaction(
        context, lambda: practice.queue(context, [practice.bank()[0].id] * 2, feedback=answer.uid)
    )
    assert [q.uid for q in practice.due(context)] == [question.uid]
    (action,) = (a for a in context.records.actions_of(acme.uid) if a.ref)
    for day in (0, 1, 5):
        assert context.records.actions[action.uid].state is ActionState.TODO
        clock.moment = NOW + timedelta(days=day)
        one_transaction(context, lambda: practice.rehearse(context, question.uid, Rating.SMOOTH, 90))
    assert practice.is_smooth(context, question.uid) and practice.due(context) == ()
    assert context.records.actions[action.uid].state is ActionState.DONE
    clock.moment += timedelta(days=1)
    one_transaction(context, lambda: practice.rehearse(context, question.uid, Rating.STUCK))
    assert not practice.is_smooth(context, question.uid)
    assert context.records.actions[action.uid].state is ActionState.TODO
    assert len(practice.history(context.records, question.uid)) == 4
    assert practice.history(context.records, question.uid)[-1].seconds == 0


def test_own_questions_and_refusals(context: AppContext) -> None:
    made = one_transaction(
        context, lambda: practice.add_question(context, "Why us?", "motivation", "gone", "asked", "gone")
    )
    assert (made.rejection, made.feedback, made.source) == ("", "", "asked")
    assert "motivation" in practice.types(context.records)
    refused(context, lambda: practice.add_question(context, " \x00", "own"), "needs words")
    refused(context, lambda: practice.queue(context, [made.uid, "no such"]), "nothing was done")
    refused(context, lambda: practice.rehearse(context, "gone", Rating.SMOOTH), "not in the file")
    one_transaction(context, lambda: practice.unqueue(context, [made.uid]))
    assert practice.due(context) == ()
    one_transaction(context, lambda: practice.note(context, made.uid, {"them": "t", "me": "m", "uid": "x"}))
    assert practice.notes_of(practice.get(context.records, made.uid)) == (("Them", "t"), ("Me", "m"))
    assert "Why us?" in partner_sheets.write(context, [made.uid])
    practice.rehearse(context, made.uid, Rating.HALTING, 30)
    one_transaction(context, lambda: practice.delete_questions(context, [made.uid, made.uid]))
    assert not context.records.questions and not context.records.rehearsals


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_are_text(context: AppContext, text: str) -> None:
    made = practice.add_question(context, f"x {text}", text, source=text)
    practice.note(context, made.uid, dict.fromkeys(FIELDS, text))
    practice.rehearse(context, made.uid, Rating.STUCK, 15, text)
    assert "\x1b" not in partner_sheets.write(context, [made.uid])
    text_is_clean(context.records)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(list(Rating))), max_size=8))
def test_due_is_never_today_after_a_rehearsal(runs: list[tuple[int, Rating]]) -> None:
    import tempfile
    from pathlib import Path

    from rejection_tui.storage import Store

    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(NOW)
        context = AppContext(Store(Path(folder) / "x.json"), clock=clock)
        made = practice.add_question(context, "Why us?", "own")
        days = set()
        for gap, rating in runs:
            clock.moment += timedelta(days=gap, minutes=1)
            question = practice.rehearse(context, made.uid, rating, 60)
            assert question.due is not None and question.due.date() > clock.moment.date()
            days.add(clock.moment.date())
        assert not practice.is_smooth(context, made.uid) or len(days) >= 3


def test_the_notes_of_a_rehearsal_are_saved_with_it(context: AppContext) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    parts = {"them": "their garden", "fit": "plants"}
    new = one_transaction(context, lambda: practice.rehearse(context, one.uid, Rating.HALTING, 60, "", parts))
    assert (new.them, new.me, new.fit) == ("their garden", "", "plants")


@pytest.mark.parametrize("seconds", [-5, 0, 1, 14])
def test_under_fifteen_seconds_is_no_rehearsal(context: AppContext, seconds: int) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    refused(context, lambda: practice.rehearse(context, one.uid, Rating.SMOOTH, seconds), "Under fifteen seconds")
    assert not context.records.rehearsals and practice.get(context.records, one.uid).due is None
    practice.rehearse(context, one.uid, Rating.SMOOTH, 15)
    assert [r.seconds for r in practice.history(context.records, one.uid)] == [15]


def test_a_question_the_bank_sorts_anew_has_the_form_of_today(context: AppContext) -> None:
    """Files of earlier versions have “Why do you want to work here?” as a behavioural question."""
    one = replace(practice.packaged("b-why-us", NOW), type="behavioural", situation="noted long ago")
    with context.store.transaction("An old question", NOW) as transaction:
        transaction.put(one)
    assert practice.type_of(one) == "motivation"
    assert [part.label for part in practice.form_of(one)] == ["Them", "Me", "Fit"]
    assert practice.notes_of(one) == (("Situation", "noted long ago"),)
