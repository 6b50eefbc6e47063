"""The agenda: the next thing to do for every rejection, overdue first, and the three things for today."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.agenda import (
    HORIZON_DAYS,
    TODAY_RULE,
    AgendaItem,
    AgendaKind,
    agenda,
    count_still_worth,
    still_worth,
    today,
)
from rejection_tui.domain.agenda.index import AgendaIndex, Case
from rejection_tui.domain.agenda.places import PlacesAsked, places
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.day_words import by_words, day_word, soft_words
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Gap, Learning
from rejection_tui.domain.gaps import next_records
from rejection_tui.domain.letter_actions import follow
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Outcome, RejectionKind, Stage
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, ActionState, plan, skip, snooze, tick
from tests import strategies
from tests.world.clock import NOW
from tests.world.records import RULES, ago, answer, fact, nudge, records, rejection, steps

DAY = NOW.date()


def items(*given: Record, now: datetime = NOW, rules: Rules = RULES) -> list[AgendaItem]:
    return list(agenda(records(*given), now, rules))


def kinds(*given: Record, now: datetime = NOW) -> list[str]:
    return [i.kind for i in items(*given, now=now)]


def one(kind: str, *given: Record, now: datetime = NOW) -> AgendaItem:
    found = [i for i in items(*given, now=now) if i.kind == kind]
    assert len(found) == 1, [i.kind for i in items(*given, now=now)]
    return found[0]


def named(actions: tuple[Action, ...], key: str) -> Action:
    return next(a for a in actions if a.key == key)


def test_a_fresh_no_asks_for_the_reply_and_not_for_what_hangs_on_it() -> None:
    no = rejection(days=1)
    actions = steps(no)
    assert kinds(no, *actions) == ["reply", "save"]
    item = one("reply", no, *actions)
    assert item == AgendaItem(
        AgendaKind.REPLY,
        "Reply to Jane Hart, Northwind",
        date(2026, 11, 25),
        0,
        "r1",
        "",
        named(actions, "reply.send").uid,
        "",
        "reply.draft",
        "A short reply leaves the door open.",
        90,
    )


def test_a_drafted_reply_is_to_be_sent() -> None:
    no = rejection()
    item = one("reply", no, *steps(no, {"reply.draft": 0.5}))
    assert (item.title, item.key) == ("Send the reply to Jane Hart, Northwind", "reply.send")


def test_after_the_reply_the_question() -> None:
    no = rejection()
    item = one("feedback", no, *steps(no, {"reply.draft": 0.5, "reply.send": 0.5}))
    assert (item.title, item.key) == ("Ask Jane Hart, Northwind, for feedback", "feedback.ask")
    nobody = rejection(recruiter_name="")
    assert one("feedback", nobody, *steps(nobody, {}, {"reply.send": 0.5})).title == "Ask Northwind for feedback"


def test_overdue_comes_first_and_old_windows_are_forgotten() -> None:
    late, fresh = rejection("late", "Acme", days=5), rejection("fresh", "Globex", days=1)
    found = [i for i in items(late, *steps(late), fresh, *steps(fresh)) if i.kind == "reply"]
    assert [(i.rejection, i.overdue_days) for i in found] == [("late", 3), ("fresh", 0)]
    old = rejection("old", days=90)
    assert items(old, *steps(old)) == []


@pytest.mark.parametrize(
    "gone",
    [
        {"archived": True},
        {"outcome": Outcome.CLOSED},
        {"kind": RejectionKind.WITHDREW},
    ],
)
def test_archived_closed_and_withdrawn_are_left_out(gone: dict[str, object]) -> None:
    no = rejection()
    actions = steps(no)
    done = replace(no, **gone)
    extra: list[Record] = [
        Learning("l", "Airflow", NOW, rejection="r1", due=DAY),
        Bullet("b", "Did things", ago(20), rejection="r1"),
        Question("q", "Tell me", "own", ago(3), rejection="r1", queued=True),
    ]
    assert items(done, *actions, *extra) == []
    assert len(items(no, *actions, *extra)) == 5


@pytest.mark.parametrize("outcome", [Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER])
def test_an_outcome_that_is_open_again_needs_no_reply(outcome: Outcome) -> None:
    no = rejection(outcome=outcome)
    assert not {"reply", "feedback", "find"} & set(kinds(no, *steps(no)))


def test_let_it_go_means_peace() -> None:
    no = rejection(stage=Stage.APPLICATION, no_reply=True, recruiter_name="", recruiter_email="", applied=ago(1).date())
    assert items(no, *steps(no)) == []


def test_find_a_person_first_then_reply() -> None:
    no = rejection(no_reply=True, recruiter_name="", recruiter_email="")
    actions = steps(no)
    item = one("find", no, *actions)
    assert (item.title, item.key) == ("Find a person at Northwind", "cultivate.contact")
    assert item.action == named(actions, "cultivate.contact").uid
    assert kinds(no, *actions) == ["find"]
    found = replace(no, contact="c")
    person = Contact("c", "Ravi Rao", NOW)
    assert kinds(found, person, *steps(found, {"cultivate.contact": 0.1})) == ["reply", "linkedin"]


def test_a_snoozed_action_keeps_quiet_with_all_that_hangs_on_it() -> None:
    no = rejection()
    actions = {a.key: a for a in steps(no)}
    for key in ("reply.send", "reply.draft"):
        quiet = snooze(actions[key], NOW + timedelta(days=2), NOW)
        assert "reply" not in kinds(no, *(actions | {key: quiet}).values())
        assert "feedback" not in kinds(no, *(actions | {key: quiet}).values())
        later = [*(actions | {key: quiet}).values()]
        assert "reply" in kinds(no, *later, now=NOW + timedelta(days=2))


def test_dismissing_the_reply_leaves_no_draft_to_nag_about() -> None:
    no = rejection()
    actions = [skip(a, "no", NOW) if a.key == "reply.send" else a for a in steps(no)]
    assert "reply" not in kinds(no, *actions)
    assert "feedback" in kinds(no, *actions)


def test_silence_leads_to_one_nudge_and_then_to_rest() -> None:
    no = rejection(days=16)
    actions = steps(no, {"reply.draft": 15, "reply.send": 15, "feedback.ask": 14}, {"cultivate.contact": 14})
    first = one("nudge", no, *actions, nudge(no))
    assert (first.due, first.key, first.action) == (date(2026, 11, 24), "feedback.nudge", "nudge-r1")
    assert one("nudge", no, *actions).action == named(actions, "feedback.answer").uid
    rest = one("silence", no, *actions, nudge(no, days=1))
    assert (rest.due, rest.key) == (date(2026, 12, 7), "feedback.no_answer")
    skipped = replace(nudge(no), state=ActionState.SKIPPED, at=ago(1), reason="no")
    assert one("silence", no, *actions, skipped).due == date(2026, 12, 8)
    assert kinds(no, *actions, answer(no, 1), nudge(no)) == []


def test_long_silence_proposes_rest_and_no_late_nudge() -> None:
    no = rejection(days=48)
    actions = steps(no, {"reply.send": 47, "feedback.ask": 46}, {"cultivate.contact": 46})
    assert kinds(no, *actions, nudge(no)) == ["silence"]


def test_an_answer_waits_for_thanks_and_for_its_gap() -> None:
    no = rejection(days=16)
    done: dict[str, float] = {"reply.draft": 15, "reply.send": 15, "feedback.ask": 14, "feedback.answer": 2}
    actions = steps(no, done, {"cultivate.contact": 14})
    found = items(no, *actions, answer(no, 2))
    assert [(i.kind, i.ref, i.due) for i in found] == [
        ("thanks", "f-r1", date(2026, 11, 23)),
        ("gap", "f-r1", date(2026, 11, 29)),
    ]
    assert found[0].overdue_days == 1


def test_something_to_learn_stands_once_with_its_own_date() -> None:
    no = rejection(days=16)
    found = answer(no, 2, Gap.SKILL, quote="more Airflow", plan="Read about Airflow")
    given = next_records(found, found.main, no, NOW, RULES)
    item = one("learning", no, found, *given)
    assert (item.title, item.due, item.why) == ("Read about Airflow", date(2026, 12, 22), "“more Airflow”")
    assert records(*given).actions[item.action].ref == item.ref
    learning = next(r for r in given if isinstance(r, Learning))
    moved = [replace(r, due=DAY) if r is learning else r for r in given]
    assert one("learning", no, found, *moved).due == DAY
    assert kinds(no, found, *(replace(r, done=NOW) if r is learning else r for r in given)) == []


def test_bullets_are_one_line_for_each_rejection() -> None:
    no = rejection(days=16)
    found = answer(no, 2, Gap.EXPERIENCE)
    (action,) = next_records(found, found.main, no, NOW, RULES)
    assert one("bullets", no, found, action).title == "Choose the bullets to rewrite after the answer from Northwind"
    bullets = [Bullet(f"b{n}", "x", ago(3), rejection="r1", feedback=found.uid, order=n) for n in range(3)]
    loose = Bullet("loose", "x", ago(3))
    finished = Bullet("done", "x", ago(3), state=BulletState.DONE)
    gone = replace(loose, uid="gone", rejection="deleted")
    titles = [i.title for i in items(no, found, action, *bullets, loose, finished, gone)]
    assert sorted(titles) == ["Rewrite 2 bullets of your CV", "Rewrite 3 bullets after the answer from Northwind"]


def test_questions_are_one_line() -> None:
    queued = [Question(f"q{n}", "Tell me", "own", ago(3), queued=True) for n in range(3)]
    item = one("practice", *queued, replace(queued[0], uid="q9", due=NOW + timedelta(days=2)))
    assert (item.title, item.due, item.overdue_days) == ("Practise 3 questions", DAY, 0)
    later = [replace(q, due=NOW + timedelta(days=2)) for q in queued[:1]]
    assert one("practice", *later).due == date(2026, 11, 26)
    assert one("practice", *later).title == "Practise a question"


def test_technique_asks_for_questions_until_some_are_queued() -> None:
    no = rejection(days=16)
    found = answer(no, 2, Gap.TECHNIQUE)
    (action,) = next_records(found, found.main, no, NOW, RULES)
    chosen = one("practice", no, found, action)
    assert chosen.title == "Choose the questions to practise after the answer from Northwind"
    queued = Question("q", "Tell me", "own", NOW, rejection="r1", feedback=found.uid, queued=True)
    assert one("practice", no, found, action, queued).title == "Practise a question"


def test_a_closed_role_is_looked_at_again() -> None:
    no = rejection(kind=RejectionKind.ROLE_CLOSED, revisit=date(2026, 12, 20), days=40)
    assert one("revisit", no).title == "Look again: Data Engineer, Northwind"
    assert kinds(replace(no, revisit=date(2027, 6, 1))) == []


def person(days: float, **more: object) -> Contact:
    return Contact("c", "Priya Nair", ago(days), company="Globex", **more)  # type: ignore[arg-type]


def test_people_come_up_when_their_window_opens() -> None:
    item = one("contact", person(400), Touch("t", "c", ago(100)))
    assert (item.title, item.due, item.overdue_days) == ("Write to Priya Nair, Globex", date(2026, 11, 16), 0)
    assert "Note a win first" in item.why
    told = one("contact", person(400), Touch("t", "c", ago(100)), Win("w", "Passed the exam", ago(5), ago(5)))
    assert "Passed the exam" in told.why
    red = one("contact", person(400), Touch("t", "c", ago(200)))
    assert (red.due, red.overdue_days) == (date(2026, 8, 8), 16)


@pytest.mark.parametrize(
    ("contact", "touches"),
    [
        (person(10), []),
        (person(400, archived=True), []),
        (person(400, never_again=True), []),
        (person(400, snoozed_until=DAY + timedelta(days=1)), []),
        (person(400), [Touch("t1", "c", ago(300), answered=False), Touch("t2", "c", ago(200), answered=False)]),
    ],
)
def test_people_who_rest(contact: Contact, touches: list[Touch]) -> None:
    assert items(contact, *touches) == []


def test_a_snooze_ends_on_its_day() -> None:
    assert kinds(person(400, snoozed_until=DAY)) == ["contact"]


def test_a_recruiter_who_asked_for_peace_gets_no_note() -> None:
    no = rejection(contact="c")
    actions = steps(no, {"cultivate.contact": 0.5})
    assert "linkedin" in kinds(no, person(1), *actions)
    assert "linkedin" not in kinds(no, person(1, never_again=True), *actions)


def a_full_day() -> list[Record]:
    """Return three replies, an answer to thank for, and two people whose windows are open."""
    given: list[Record] = []
    for uid, company, days in (("a", "Acme", 2), ("b", "Globex", 1), ("c", "Initech", 12)):
        no = rejection(uid, company, days)
        given += [no, *steps(no)]
    answered = rejection("d", "Umbra", 16)
    done: dict[str, float] = {"reply.draft": 15, "reply.send": 15, "feedback.ask": 14, "feedback.answer": 1}
    given += [answered, answer(answered, 1), *steps(answered, done, {"cultivate.contact": 14})]
    given += [Contact("p1", "Priya Nair", ago(100)), Contact("p2", "Wen Li", ago(120))]
    return given


def test_today_by_its_rule() -> None:
    found = today(records(*a_full_day()), NOW, RULES)
    assert [i.title for i in found] == [
        "Reply to Jane Hart, Acme, by tonight",
        "Thank Jane Hart, Umbra, by tonight",
        "Write to Wen Li, by 27 Jan 2027",
    ]


@pytest.mark.parametrize(("late", "first"), [(0, "Reply"), (1, "Call Zoe"), (3, "Call Zoe"), (90, "Call Zoe")])
def test_a_day_of_ones_own_that_is_past_goes_before_all_windows(late: int, first: str) -> None:
    own = Reminder("m", DAY - timedelta(days=late), "Call Zoe", ago(100))
    found = today(records(*a_full_day(), own), NOW, RULES)
    assert len(found) == 3 and found[0].title.startswith(first)


def test_free_places_go_to_the_next_windows() -> None:
    only = [r for r in a_full_day() if not isinstance(r, Contact)]
    assert [i.rejection for i in today(records(*only), NOW, RULES)] == ["a", "b", "d"]
    nothing = Records()
    assert today(nothing, NOW, RULES) == ()


def test_the_rule_is_told_in_sentences() -> None:
    assert TODAY_RULE.count(".") >= 4 and "three" in TODAY_RULE


@given(strategies.any_records(max_size=3), strategies.moments)
def test_any_records_have_an_agenda(anything: Records, now: datetime) -> None:
    check(anything, now)


@st.composite
def lives(draw: st.DrawFn) -> Records:
    """Records whose links are valid: rejections with some steps done, contacts, answers, bullets, questions."""
    given: list[Record] = []
    for n in range(draw(st.integers(0, 4))):
        contact = f"c{draw(st.integers(0, 2))}" if draw(st.booleans()) else ""
        no = rejection(
            f"r{n}",
            draw(st.sampled_from(["Acme", "Globex"])),
            draw(st.integers(0, 60)),
            outcome=draw(st.sampled_from(list(Outcome))),
            no_reply=draw(st.booleans()),
            archived=draw(st.booleans()) and draw(st.booleans()),
            contact=contact,
        )
        keys = ("reply.draft", "reply.send", "feedback.ask", "feedback.answer", "cultivate.contact")
        done = {k: float(draw(st.integers(0, 40))) for k in keys if draw(st.booleans())}
        given += [no, *steps(no, done)]
        if draw(st.booleans()):
            found = answer(no, draw(st.integers(0, 20)), draw(st.sampled_from(list(Gap))))
            given += [found, *next_records(found, found.main, no, NOW, RULES)]
    given += [Contact(f"c{n}", f"Person {n}", ago(draw(st.integers(0, 300)))) for n in range(3)]
    given += [Bullet(f"b{n}", "x", ago(n), rejection=f"r{n}") for n in range(draw(st.integers(0, 3)))]
    given += [Question(f"q{n}", "x", "own", ago(n), queued=True) for n in range(draw(st.integers(0, 3)))]
    return records(*given)


def lettered(*facts: Fact, done: tuple[str, ...] = (), **more: Any) -> list[Record]:
    """Return a rejection whose letter says `facts`, with its actions, some of them done."""
    no = rejection(facts=facts, **more)
    actions = follow(no, plan(no, NOW, RULES), NOW, RULES, {})
    return [no, *(tick(a, NOW) if a.key in done else a for a in actions)]


ASKED = fact(FactType.ASKS, "", "May we come back to you?", "come_back")


def test_what_the_letter_asks_is_a_line_with_their_words() -> None:
    item = one("answer", *lettered(ASKED))
    assert item.title == "Answer Jane Hart, Northwind: “May we come back to you?”"
    assert (item.key, item.due, item.weight) == ("reply.answer", date(2026, 11, 25), 88)
    assert "answer" not in kinds(*lettered(ASKED, done=("reply.answer",)))
    assert one("answer", *lettered(replace(ASKED, quote=""))).title == "Answer Jane Hart, Northwind"


def test_what_the_letter_offers_takes_the_place_of_the_question() -> None:
    offered = fact(FactType.FEEDBACK_OFFERED, "call")
    assert one("call", *lettered(offered)).title == "Accept the call Jane Hart, Northwind, offers"
    assert "feedback" not in kinds(*lettered(offered, done=("reply.draft", "reply.send")))
    nobody = lettered(offered, recruiter_name="")
    assert one("call", *nobody).title == "Accept the call Northwind offers"
    given_in = lettered(fact(FactType.FEEDBACK_OFFERED, "given"))
    assert one("note", *given_in).title == "Note the feedback in the letter from Northwind"


def test_a_survey_has_no_day_and_no_line() -> None:
    assert "request" not in kinds(*lettered(fact(FactType.ASKS, "survey", "Rate us.", "survey")))
    badge = lettered(fact(FactType.ASKS, "", "Send the badge back.", "send"))
    assert one("request", *badge).title == "Jane Hart, Northwind asks: “Send the badge back.”"


def test_the_day_to_apply_again_comes_up_on_that_day() -> None:
    life = lettered(fact(FactType.REAPPLY, "2027-03"))
    march = datetime(2027, 3, 1, 9, tzinfo=NOW.tzinfo)
    assert "reapply" not in kinds(*life)
    assert one("reapply", *life, now=march).due == march.date()
    assert "reapply" not in kinds(*life, now=march + timedelta(days=31))


@pytest.mark.parametrize("outcome", [Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER, Outcome.CLOSED])
def test_what_a_letter_asked_is_past_when_they_came_back(outcome: Outcome) -> None:
    assert "answer" in kinds(*lettered(ASKED))
    assert "answer" not in kinds(*lettered(ASKED, outcome=outcome))


def test_what_a_letter_asks_can_be_snoozed() -> None:
    life = lettered(ASKED)
    quiet = [
        snooze(r, NOW + timedelta(days=2), NOW) if isinstance(r, Action) and r.key == "reply.answer" else r
        for r in life
    ]
    assert "answer" not in kinds(*quiet)


@given(lives(), st.integers(-5, 60))
def test_the_promises_of_the_agenda(life: Records, days: int) -> None:
    check(life, NOW + timedelta(days=days))


@given(lives(), st.integers(-5, 400))
def test_what_is_still_worth_doing_is_counted_and_begun_as_it_is_written(life: Records, days: int) -> None:
    now = NOW + timedelta(days=days)
    every = still_worth(life, now, RULES)
    assert count_still_worth(life, now, RULES) == len(every)
    assert still_worth(life, now, RULES, most=1) == every[:1]


@given(lives(), st.integers(-5, 60))
def test_a_place_asked_for_alone_is_the_same_as_with_all_others(life: Records, days: int) -> None:
    index = AgendaIndex(life, NOW + timedelta(days=days), RULES, ())
    for one_of_them in life.rejections.values():
        case = Case.of(life, one_of_them)
        assert dict(PlacesAsked(index, case)) == places(index, case)


def check(life: Records, now: datetime) -> None:
    found = agenda(life, now, RULES)
    late = [i.overdue_days > 0 for i in found]
    assert late == sorted(late, reverse=True)
    for late_ones in (True, False):
        dues = [i.due for i in found if (i.overdue_days > 0) is late_ones]
        assert dues == sorted(dues)
    for item in found:
        assert item.title and item.key and item.why
        assert (item.due - now.date()).days <= HORIZON_DAYS
        action = life.actions.get(item.action)
        if action is not None:
            assert action.open
            assert action.snoozed_until is None or action.snoozed_until <= now
        no = life.rejections.get(item.rejection)
        if no is not None and item.kind is not AgendaKind.REMINDER:
            assert not no.archived and no.outcome is not Outcome.CLOSED and no.kind is not RejectionKind.WITHDREW
    per_step = [(i.rejection, i.kind) for i in found if i.kind in ("reply", "feedback", "find")]
    assert len({rejection for rejection, _ in per_step}) == len(per_step)
    few = today(life, now, RULES)
    assert len(few) <= 3
    assert len({i.rejection for i in few if i.rejection}) == sum(bool(i.rejection) for i in few)
    assert len({i.contact for i in few if i.contact}) == sum(bool(i.contact) for i in few)
    near = [i for i in found if (i.due - now.date()).days <= 7]
    assert bool(few) == bool(near)
    assert sum(i.kind in ("contact", "linkedin") for i in few) <= 1


@pytest.mark.parametrize(
    ("days", "hard", "soft"),
    [
        (-400, "was due 20 Oct 2025", "this week"),
        (-9, "was due 15 Nov", "this week"),
        (-3, "was due Sat", "this week"),
        (-1, "due yesterday", "this week"),
        (0, "by tonight", "this week"),
        (1, "by tomorrow", "this week"),
        (2, "by Thu", "this week"),
        (5, "by Sun", "this week"),
        (6, "by Mon", "next week"),
        (12, "by 6 Dec", "next week"),
        (13, "by 7 Dec", "from 7 Dec"),
        (40, "by 3 Jan 2027", "from 3 Jan 2027"),
    ],
)
def test_words_for_days(days: int, hard: str, soft: str) -> None:
    day = DAY + timedelta(days=days)
    assert by_words(day, DAY) == hard
    assert soft_words(day, DAY) == soft


@given(strategies.days, st.integers(-400, 400))
def test_a_weekday_is_only_said_when_it_is_unmistakable(today_: date, days: int) -> None:
    word = day_word(today_ + timedelta(days=days), today_)
    assert (word in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")) == (abs(days) <= 6)
