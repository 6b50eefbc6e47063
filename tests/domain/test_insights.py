"""The figures: plain counts with their n, themes only from enough employers, and a suggestion."""

from datetime import date

import pytest
from hypothesis import given

from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.insights import insights, suggestion, themes_of
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.rejection import Event, Outcome, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from tests import strategies
from tests.world.clock import NOW
from tests.world.records import RULES, ago, records, rejection, steps


def said(uid: str, no: str, days: float, gap: Gap = Gap.SKILL, *themes: str) -> Feedback:
    return Feedback(uid, no, "words", ago(days), ago(days), gap, themes)


def test_rejections_by_stage_keep_closed_roles_and_withdrawals_apart() -> None:
    given = [
        *(rejection(f"a{n}", stage=Stage.APPLICATION) for n in range(3)),
        *(rejection(f"i{n}", archived=True) for n in range(2)),
        rejection("c", kind=RejectionKind.ROLE_CLOSED),
        rejection("w", kind=RejectionKind.WITHDREW),
    ]
    found = insights(records(*given), NOW, RULES)
    assert [(f.label, f.words) for f in found.stages] == [
        ("application", "3 of 5"),
        ("screening", "0 of 5"),
        ("interview", "2 of 5"),
        ("final round", "0 of 5"),
    ]
    assert found.stages[0].enough and set(found.stages[2].uids) == {"i0", "i1"}
    assert (found.role_closed.words, found.role_closed.uids) == ("1 of 7", ("c",))
    assert (found.withdrew.words, found.withdrew.uids) == ("1 of 7", ("w",))


def test_too_few_are_not_enough() -> None:
    found = insights(records(*(rejection(f"r{n}") for n in range(4))), NOW, RULES)
    assert not any(f.enough for f in found.stages)
    assert all(f.enough for f in insights(records(rejection()), NOW, Rules(insights_min=1)).stages)


def three_employers() -> list[Record]:
    """Return seven answers from five employers, two of them boilerplate."""
    names = ["Acme", "Acme Ltd", "Globex", "Initech", "Umbra", "Hooli", "Vandelay"]
    noes = [rejection(f"r{n}", name) for n, name in enumerate(names)]
    answers = [
        said("f0", "r0", 70, Gap.SKILL, "Airflow", "SQL"),
        said("f1", "r1", 40, Gap.SKILL, "airflow", "AIRFLOW"),
        said("f2", "r2", 35, Gap.EXPERIENCE, "Airflow", "sql"),
        said("f3", "r3", 5, Gap.SKILL, " airflow "),
        said("f4", "r4", 4, Gap.TECHNIQUE, "structure"),
        said("f5", "r5", 3, Gap.NOTHING_USABLE, "Airflow"),
        said("f6", "r6", 2, Gap.NOTHING_USABLE),
    ]
    return [*noes, *answers]


def test_a_theme_needs_three_different_employers_and_no_boilerplate() -> None:
    themes = themes_of(records(*three_employers()), NOW, RULES)
    first = themes[0]
    assert (first.name, first.words, first.employers, first.enough) == ("Airflow", "4 of 7 answers", 3, True)
    assert first.uids == ("f0", "f1", "f2", "f3")
    assert first.months == ((date(2026, 9, 1), 1), (date(2026, 10, 1), 2), (date(2026, 11, 1), 1))
    assert [(t.name, t.employers, t.enough) for t in themes[1:]] == [("SQL", 2, False), ("structure", 1, False)]


def test_gaps_are_counted_over_all_answers() -> None:
    found = insights(records(*three_employers()), NOW, RULES)
    assert [f.words for f in found.gaps] == ["3 of 7", "1 of 7", "1 of 7", "0 of 7", "2 of 7", "0 of 7"]


def test_days_are_counted_on_the_calendar() -> None:
    given: list[Record] = []
    for n, days in enumerate((10, 20, 40)):
        no = rejection(f"r{n}", days=5, applied=ago(5 + days).date())
        given += [no, *steps(no, {"feedback.ask": 4}), said(f"f{n}", f"r{n}", 4 - n)]
    given.append(rejection("odd", days=5, applied=NOW.date()))
    found = insights(records(*given), NOW, RULES)
    assert (found.days_to_no.days, found.days_to_no.median, found.days_to_no.n) == ((10, 20, 40), 20.0, 3)
    assert found.days_to_feedback.days == (0, 1, 2)
    assert not found.days_to_no.enough
    assert insights(Records(), NOW, RULES).days_to_no.median is None


def test_replies_are_answered_by_a_touch_or_by_a_changed_outcome() -> None:
    sent: dict[str, float] = {"reply.draft": 20, "reply.send": 20}
    given: list[Record] = [Contact("c0", "Ada", ago(30)), Contact("c1", "Ben", ago(30)), Contact("c2", "Cai", NOW)]
    for n in range(6):
        no = rejection(f"r{n}", days=21, contact=f"c{n}" if n < 3 else "")
        given += [no, *steps(no, sent if n < 5 else {})]
    given += [
        Touch("t0", "c0", ago(10), answered=True),
        Touch("t1", "c1", ago(25), answered=True),  # before the reply
        Touch("t2", "c2", ago(5), answered=False),
        Event("e3", "r3", ago(5), "outcome", Outcome.INTERVIEW),
        Event("e4", "r4", ago(5), "outcome", Outcome.ON_HOLD),  # the reply itself does that
        Event("e5", "r5", ago(5), "outcome", Outcome.RE_ENGAGED),  # never replied to
    ]
    found = insights(records(*given), NOW, RULES).replies
    assert (found.words, found.uids, found.enough) == ("2 of 5", ("r0", "r3"), True)


def test_a_touch_about_another_rejection_is_no_answer_to_this_one() -> None:
    no = rejection("r0", days=21, contact="c0")
    touch = Touch("t", "c0", ago(1), answered=True, rejection="another")
    given: list[Record] = [no, *steps(no, {"reply.send": 20}), Contact("c0", "Ada", ago(30)), touch]
    assert insights(records(*given), NOW, RULES).replies.words == "0 of 1"


def test_asked_received_and_kept_re_engaged() -> None:
    asked, silent = rejection("r0", days=21), rejection("r1", days=21, contact="c1", outcome=Outcome.RE_ENGAGED)
    given: list[Record] = [
        asked,
        *steps(asked, {"feedback.ask": 20, "feedback.answer": 5}),
        silent,
        *steps(silent, {"feedback.ask": 20}),
        said("f", "r0", 5),
        Contact("c1", "Ada", ago(30)),
        Contact("c2", "Ben", ago(30)),
        Contact("c3", "Cai", ago(30)),
        Contact("c4", "Dee", ago(30), never_again=True),
        *(Touch(f"t{n}", f"c{n}", ago(3)) for n in (1, 2, 4)),
    ]
    found = insights(records(*given), NOW, RULES)
    assert (found.feedback.words, found.feedback.uids) == ("1 of 2", ("r0",))
    assert (found.contacts.words, found.contacts.uids) == ("1 of 2", ("c1",))
    assert found.doors.words == "1 of 2"


def test_steps_done() -> None:
    one, two = rejection("r0"), rejection("r1")
    given: list[Record] = [one, *steps(one, {"reply.draft": 0.5, "reply.send": 0.5}), two, *steps(two)]
    assert [f.words for f in insights(records(*given), NOW, RULES).steps] == ["1 of 2", "0 of 2", "0 of 2", "0 of 2"]


@given(strategies.any_records(max_size=3))
def test_every_figure_of_any_records_is_part_of_its_n(anything: Records) -> None:
    found = insights(anything, NOW, RULES)
    figures = [
        *found.stages,
        *found.gaps,
        *found.steps,
        found.role_closed,
        found.withdrew,
        found.replies,
        found.no_answer,
    ]
    figures += [found.feedback, found.contacts, found.doors]
    for figure in figures:
        assert 0 <= figure.count <= figure.n
        assert figure.count == len(figure.uids)
        assert figure.enough == (figure.n >= RULES.insights_min)
    for theme in found.themes:
        assert theme.employers <= theme.count <= theme.n
        assert sum(count for _, count in theme.months) == theme.count
        assert not {uid for uid in theme.uids if anything.feedback[uid].gap is Gap.NOTHING_USABLE}
        assert theme.enough == (theme.employers >= 3)
    sentence = suggestion(anything, NOW, RULES)
    assert sentence.endswith(".") and "\n" not in sentence


def test_a_theme_comes_first_in_the_suggestion() -> None:
    assert suggestion(records(*three_employers()), NOW, RULES) == (
        "Look at “Airflow” next: 3 different companies named it, in 4 of 7 answers. Their words are one key away."
    )


def test_then_a_gap_that_more_than_half_point_at() -> None:
    given = [replace(r, themes=(), gap=Gap.SKILL) if isinstance(r, Feedback) else r for r in three_employers()]
    assert suggestion(records(*given), NOW, RULES) == (
        "7 of 7 answers point to the same kind of gap, skill gap: next, choose one small thing to learn, with a date."
    )


@pytest.mark.parametrize(("calm", "start"), [(False, "4 of 6 rejections came"), (True, "Most rejections came")])
def test_then_a_stage_without_counting_aloud_in_calm_mode(calm: bool, start: str) -> None:
    noes = [rejection(f"r{n}", stage=Stage.INTERVIEW if n < 4 else Stage.FINAL) for n in range(6)]
    sentence = suggestion(records(*noes), NOW, Rules(calm=calm))
    assert sentence.startswith(f"{start} at the interview stage, so ")
    assert not calm or not any(c.isdigit() for c in sentence)


def test_half_is_no_majority_and_few_are_no_pattern() -> None:
    half = [rejection(f"r{n}", days=90, stage=Stage.INTERVIEW if n < 3 else Stage.FINAL) for n in range(6)]
    assert suggestion(records(*half), NOW, RULES) == "No pattern stands out. Nothing is due; today is free."
    few = [rejection("r0", days=2)]
    assert suggestion(records(*few, *steps(few[0])), NOW, RULES) == (
        "There is not enough yet to see a pattern. Next: Reply to Jane Hart, Northwind, by tonight."
    )
    assert "today is free" in suggestion(Records(), NOW, RULES)


def test_boilerplate_in_most_answers_is_no_gap_to_work_on() -> None:
    given = [replace(r, themes=(), gap=Gap.NOTHING_USABLE) if isinstance(r, Feedback) else r for r in three_employers()]
    assert "nothing usable" not in suggestion(records(*given), NOW, RULES)
