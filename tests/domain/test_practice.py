"""Practice: spacing that follows from the rehearsals, done on three days, open again after one that was not smooth."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.practice import LONGEST_DAYS, due_questions, is_smooth, rehearse, smooth_days
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Question, Rating, Rehearsal
from tests.world.clock import NOW
from tests.world.records import CET, RULES, ago, records

Q = Question("q", "Tell me about a failure.", "behavioural", ago(60), queued=True)
SMOOTH, HALTING, STUCK = Rating.SMOOTH, Rating.HALTING, Rating.STUCK


def run(*made: tuple[float, Rating], question: Question = Q) -> tuple[Question, list[Rehearsal]]:
    """Rehearse `question` so many days after `NOW`, each with its rating."""
    history: list[Rehearsal] = []
    for days, rating in made:
        question, new = rehearse(question, rating, 100, "", NOW + timedelta(days=days), history, RULES)
        history.append(new)
    return question, history


@pytest.mark.parametrize(
    ("made", "done"),
    [
        ([], False),
        ([(0, SMOOTH), (1, SMOOTH)], False),
        ([(0, SMOOTH), (0.1, SMOOTH), (0.2, SMOOTH)], False),
        ([(0, SMOOTH), (1, SMOOTH), (2, SMOOTH)], True),
        ([(0, SMOOTH), (1, STUCK), (2, SMOOTH), (3, SMOOTH)], True),
        ([(0, SMOOTH), (1, SMOOTH), (2, HALTING)], False),
        ([(0, SMOOTH), (1, SMOOTH), (2, SMOOTH), (3, HALTING)], False),
        ([(0, SMOOTH), (1, SMOOTH), (2, SMOOTH), (3, STUCK), (4, SMOOTH)], False),
        ([(0, SMOOTH), (1, SMOOTH), (2, SMOOTH), (3, STUCK), (4, SMOOTH), (5, SMOOTH), (6, SMOOTH)], True),
    ],
)
def test_done_when_smooth_on_three_days_and_open_after_a_stumble(made: list[tuple[float, Rating]], done: bool) -> None:
    question, history = run(*made)
    now = NOW + timedelta(days=30)
    assert (question.done is not None) is done
    assert is_smooth(question, history, now, RULES) is done


def test_done_is_dated_when_it_happened_and_stays() -> None:
    question, _ = run((0, SMOOTH), (1, SMOOTH), (2, SMOOTH), (9, SMOOTH))
    assert question.done == NOW + timedelta(days=2)


def test_a_stumble_brings_it_back_into_the_queue_and_the_count_starts_anew() -> None:
    made = [(0.0, SMOOTH), (1.0, SMOOTH), (2.0, SMOOTH), (3.0, STUCK)]
    question, history = run(*made, question=replace(Q, queued=False))
    assert question.queued and question.done is None
    assert smooth_days(question, history, NOW + timedelta(days=3), RULES) == 0


def test_days_are_those_of_the_wall_calendar() -> None:
    times = [datetime(2026, 11, 24, 23, 30, tzinfo=CET), datetime(2026, 11, 25, 0, 30, tzinfo=CET)]
    history = [Rehearsal(f"h{t.hour}", "q", t, SMOOTH) for t in times]
    assert smooth_days(Q, history, NOW.astimezone(CET), RULES) == 2
    assert smooth_days(Q, history, NOW.astimezone(UTC), RULES) == 1


def test_what_is_kept_of_a_rehearsal() -> None:
    question, made = rehearse(Q, HALTING, -5, "too long", NOW, [], RULES)
    assert (made.question, made.at, made.rating, made.seconds, made.notes) == ("q", NOW, HALTING, 0, "too long")
    card = json.loads(question.card)
    assert card["last_review"] == NOW.astimezone(UTC).isoformat()
    assert question.due is not None and question.due.utcoffset() == NOW.utcoffset()


def test_worse_comes_sooner_and_never_the_same_day() -> None:
    days = []
    for rating in (STUCK, HALTING, SMOOTH):
        question, _ = run((0, SMOOTH), (3, rating))
        assert question.due is not None
        days.append((question.due - NOW).days - 3)
    assert 1 <= days[0] <= days[1] <= days[2]
    assert days[0] < days[2]


made_up = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(list(Rating))), max_size=12).map(
    lambda pairs: sorted(pairs, key=lambda p: p[0])
)


@given(made_up)
def test_the_spacing_is_the_same_every_time_and_within_bounds(pairs: list[tuple[int, Rating]]) -> None:
    made = [(float(days), rating) for days, rating in pairs]
    one, history = run(*made)
    other, again = run(*made)
    assert one == other and history == again
    if made:
        assert one.due is not None
        pause = (one.due - history[-1].at).days
        assert 1 <= pause <= LONGEST_DAYS


@given(made_up)
def test_done_is_what_a_plain_reading_of_the_rule_says(pairs: list[tuple[int, Rating]]) -> None:
    moments = [(days + n / 1000, rating) for n, (days, rating) in enumerate(pairs)]  # never two at one instant
    question, history = run(*moments)
    days: set[int] = set()
    done = False
    for day, rating in pairs:
        if rating is SMOOTH:
            days.add(day)
            done = done or len(days) >= 3
        elif done:
            days, done = set(), False
    assert (question.done is not None) is done
    assert is_smooth(question, reversed(history), NOW + timedelta(days=500), RULES) is done


def test_the_order_of_a_merged_history_does_not_matter() -> None:
    _, history = run((0, SMOOTH), (2, HALTING), (5, SMOOTH))
    now = NOW + timedelta(days=8)
    assert rehearse(Q, SMOOTH, 1, "", now, history, RULES) == rehearse(Q, SMOOTH, 1, "", now, history[::-1], RULES)


def test_rehearsals_of_other_questions_do_not_count() -> None:
    others = [Rehearsal(f"o{n}", "other", ago(n), SMOOTH) for n in range(5)]
    assert not is_smooth(Q, others, NOW, RULES)


def test_due_questions_wait_longest_first() -> None:
    fresh = replace(Q, uid="fresh", created=ago(1))
    late = replace(Q, uid="late", due=ago(9))
    tonight = replace(Q, uid="tonight", due=NOW + timedelta(hours=10))
    absent = [
        replace(Q, uid="tomorrow", due=NOW + timedelta(days=1)),
        replace(Q, uid="done", due=ago(1), done=ago(2)),
        replace(Q, uid="not queued", due=ago(1), queued=False),
    ]
    found = due_questions(records(fresh, tonight, late, *absent), NOW)
    assert [q.uid for q in found] == ["late", "fresh", "tonight"]


def test_summer_time_changes_no_day() -> None:
    rome = ZoneInfo("Europe/Rome")
    now = datetime(2026, 10, 24, 9, tzinfo=rome)
    question, _ = rehearse(Q, SMOOTH, 60, "", now, [], RULES)
    assert question.due is not None and question.due.date() == date(2026, 10, 26)
