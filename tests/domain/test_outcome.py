"""Outcomes, and the timeline of a rejection."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.feedback import Gap, Learning
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.outcome import PROGRESSION, change, choices, is_correction, timeline
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Event, Outcome
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.steps import ActionState
from tests import strategies
from tests.world.clock import NOW
from tests.world.records import RULES, ago, answer, records, rejection, steps

outcomes = st.sampled_from(list(Outcome))


@given(outcomes, outcomes)
def test_every_other_outcome_may_follow_and_is_dated(old: Outcome, new: Outcome) -> None:
    before = rejection(outcome=old)
    if old is new:
        with pytest.raises(Refused, match="already"):
            change(before, new, NOW)
        return
    after, event = change(before, new, NOW)
    assert after == replace(before, outcome=new)
    assert (event.rejection, event.what, event.value, event.at) == (before.uid, "outcome", new.value, NOW)
    assert bool(event.text) == is_correction(old, new)
    assert new in choices(old)


def test_choices_go_ahead_first_and_back_last() -> None:
    assert choices(Outcome.RE_ENGAGED) == (
        Outcome.INTERVIEW,
        Outcome.OFFER,
        Outcome.CLOSED,
        Outcome.ON_HOLD,
        Outcome.OPEN,
    )
    assert choices(Outcome.CLOSED) == PROGRESSION
    for outcome in Outcome:
        assert set(choices(outcome)) == set(Outcome) - {outcome}


def test_own_words_are_kept() -> None:
    _, event = change(rejection(outcome=Outcome.OFFER), Outcome.INTERVIEW, NOW, "  misread their mail ")
    assert event.text == "misread their mail"


def test_the_same_change_at_the_same_moment_is_the_same_event() -> None:
    before = rejection()
    assert change(before, Outcome.ON_HOLD, NOW)[1].uid == change(before, Outcome.ON_HOLD, NOW)[1].uid
    assert change(before, Outcome.ON_HOLD, NOW)[1].uid != change(before, Outcome.ON_HOLD, ago(1))[1].uid


def a_year() -> Records:
    """Return the records of one rejection with every kind of event."""
    no = rejection(days=40, applied=date(2026, 9, 1), letter="l", contact="c", outcome=Outcome.RE_ENGAGED)
    done = {"reply.draft": 39.5, "reply.send": 39, "feedback.ask": 38, "feedback.answer": 30, "refine.gap": 29}
    actions = steps(no, done, {"cultivate.linkedin": 20})
    return records(
        no,
        Letter("l", "body", subject="Your application"),
        *actions,
        Draft("d1", DraftKind.REPLY, "Thank you", "…", ago(39.6), rejection="r1", copied=ago(39.2), sent=ago(39)),
        Draft("d2", DraftKind.VALUE, "News", "…", ago(9), rejection="r1", copied=ago(8.5), sent=ago(8)),
        Draft("d3", DraftKind.LINKEDIN, "", "…", ago(9), rejection="r1", sent=ago(8)),
        answer(no, 30, Gap.SKILL, quote="more Airflow"),
        Learning("le", "Airflow", ago(29), feedback="f-r1", rejection="r1", done=ago(15)),
        Bullet("b", "Did reports", ago(29), "Cut 9 days to 2", BulletState.DONE, rejection="r1", done=ago(14)),
        Question("q", "Tell me", "behavioural", ago(29), rejection="r1", done=ago(13)),
        Contact("c", "Jane Hart", ago(39)),
        Touch("t1", "c", ago(8), what="Sent the article", answered=True, draft="d2"),
        Touch("t2", "c", ago(60), what="Before all this"),
        Touch("t3", "c", ago(2), what="About another one", rejection="r2"),
        Event("e", "r1", ago(5), "outcome", Outcome.RE_ENGAGED, "they wrote"),
        Event("n", "r1", ago(4), "note", "", "called back"),
    )


def test_a_life_in_order_with_what_comes_next_at_the_end() -> None:
    entries = timeline(a_year(), "r1", NOW, RULES)
    assert [(e.kind, e.what) for e in entries] == [
        ("applied", "Applied to Northwind"),
        ("letter", "They said no after the interview"),
        ("tick", "Reply drafted"),
        ("draft", "Gracious reply copied"),
        ("tick", "Reply sent"),
        ("tick", "Feedback asked for"),
        ("feedback", "Answer received"),
        ("gap", "Gap named: skill gap"),
        ("skip", "Send the LinkedIn note: skipped"),
        ("refine", "Learned"),
        ("refine", "Bullet rewritten"),
        ("refine", "Question goes smoothly"),
        ("draft", "Value update copied"),
        ("draft", "LinkedIn note sent"),
        ("touch", "In touch with Jane Hart, email (answered)"),
        ("outcome", "Outcome: re-engaged"),
        ("note", "Note"),
        ("next", "Next: Thank them for it"),
    ]
    assert entries[0].day_only and entries[0].at.date() == date(2026, 9, 1)
    assert [e.at for e in entries[:-1]] == sorted(e.at for e in entries[:-1])


def test_no_answer_is_told_once() -> None:
    no = rejection(days=40)
    actions = [
        replace(a, state=ActionState.NO_ANSWER, at=ago(3)) if a.key in ("feedback.answer", "feedback.thank") else a
        for a in steps(no, {"reply.send": 39, "feedback.ask": 38})
    ]
    told = [e.what for e in timeline(records(no, *actions), "r1", NOW, RULES) if e.kind == "skip"]
    assert told == ["No answer came"]


def test_a_touch_is_not_told_again_by_its_tick() -> None:
    no = rejection(days=100, contact="c")
    actions = steps(no, {"cultivate.touch": 3})
    touch = Touch("t", "c", ago(3), what="Sent the article")
    people = [Contact("c", "Jane Hart", ago(99))]
    assert [e.kind for e in timeline(records(no, *people, *actions, touch), "r1", NOW, RULES)] == [
        "letter",
        "touch",
        "next",
    ]
    assert [e.what for e in timeline(records(no, *people, *actions), "r1", NOW, RULES)][1] == "In touch again"


def test_one_that_is_closed_has_nothing_next() -> None:
    no = rejection(outcome=Outcome.CLOSED)
    assert timeline(records(no, *steps(no)), "r1", NOW, RULES)[-1].what == "Nothing left to do here"


@pytest.mark.parametrize(("days", "is_later"), [(-3, False), (0, False), (1, False), (3, True), (9, True)])
def test_a_reminder_stands_at_its_day_before_or_after_what_comes_next(days: int, is_later: bool) -> None:
    no = rejection()  # the reply is due within two days
    own = Reminder("m", NOW.date() + timedelta(days=days), "Call them", NOW, "r1")
    told = [e.kind for e in timeline(records(no, *steps(no), own), "r1", NOW, RULES) if e.kind in ("reminder", "next")]
    assert told == (["next", "reminder"] if is_later else ["reminder", "next"])


def test_one_that_is_gone_is_said() -> None:
    with pytest.raises(NotFound):
        timeline(Records(), "r1", NOW, RULES)


@given(strategies.any_records(max_size=2))
def test_any_records_have_a_timeline(anything: Records) -> None:
    for uid in anything.rejections:
        entries = timeline(anything, uid, NOW, RULES)
        assert [e.kind for e in entries].count("next") == 1
        told = [e.at for e in entries if e.kind != "next"]
        assert told == sorted(told)
