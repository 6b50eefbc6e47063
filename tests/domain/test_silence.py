"""Applications without an answer: where each stands, its short steps and its lines on the agenda."""

from datetime import timedelta

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaKind, agenda, still_worth
from rejection_tui.domain.company import company_card
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.insights import insights
from rejection_tui.domain.messages import next_kind
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.reply_advice import Advice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import (
    ASKED_WITHIN,
    SilenceState,
    state_of,
    state_words,
    to_ask,
    to_let_go,
    weeks_words,
)
from rejection_tui.domain.steps import SHORT_PLAN, StepState, plan, schedule, skip, snooze, step_place, tick
from rejection_tui.domain.timeline import timeline
from rejection_tui.services.agenda import due_days
from tests.world.clock import NOW
from tests.world.records import RULES, ago, records, rejection

ASK, LET_GO = ActionKey.SILENCE_ASK, ActionKey.SILENCE_LET_GO


def waiting(uid: str = "w1", days: float = 40, company: str = "Globex", **more: object) -> Rejection:
    """Return an application whose last word came so many days ago."""
    return rejection(uid, company, days, kind=RejectionKind.NO_ANSWER, **more)


def with_steps(r: Rejection, asked: float | None = None, let_go: float | None = None) -> list[Record]:
    """Return an application with its actions, asked and let go so many days ago."""
    done: dict[str, float | None] = {ASK: asked, LET_GO: let_go}
    actions = [a if (when := done.get(a.key)) is None else tick(a, ago(when)) for a in plan(r, NOW, RULES)]
    return [r, *schedule(r, actions, NOW, RULES)]


@pytest.mark.parametrize(
    ("days", "asked", "let_go", "state", "words"),
    [
        (34, None, None, SilenceState.WAITING, "waiting for an answer"),
        (35, None, None, SilenceState.SILENT, "no word for five weeks"),
        (100, None, None, SilenceState.SILENT, "no word for 14 weeks"),
        (60, 5, None, SilenceState.ASKED, "asked once, no answer yet"),
        (60, 20, 1, SilenceState.LET_GO, "let go"),
    ],
)
def test_where_it_stands(
    days: float, asked: float | None, let_go: float | None, state: SilenceState, words: str
) -> None:
    r = waiting(days=days)
    found = records(*with_steps(r, asked, let_go))
    assert state_of(found, r, NOW) is state
    assert state_words(found, r, NOW) == status_line(found, r.uid, NOW) == words


def test_what_is_closed_was_let_go_and_what_came_back_says_so() -> None:
    closed = waiting(outcome=Outcome.CLOSED)
    assert status_line(records(*with_steps(closed)), closed.uid, NOW) == "let go"
    invited = waiting(outcome=Outcome.INTERVIEW)
    found = records(*with_steps(invited))
    assert status_line(found, invited.uid, NOW) == "interview"
    assert not [item for item in agenda(found, NOW, RULES) if item.kind in (AgendaKind.ASK, AgendaKind.LET_GO)]


def test_it_has_short_steps_of_its_own() -> None:
    r = waiting()
    found = records(*with_steps(r))
    assert tuple(a.key for a in found.actions_of(r.uid)) == SHORT_PLAN
    assert step_states(found, r.uid) == {0: StepState.TODO, 4: StepState.TODO}
    assert (step_place(r, 0), step_place(r, 4), step_place(r, 2)) == ("step 1 of 2", "step 2 of 2", "")
    assert next_kind(found, r.uid, NOW) is DraftKind.QUESTION
    asked = records(*with_steps(r, asked=1))
    assert step_states(asked, r.uid)[0] is StepState.UNDER_WAY


def test_the_question_is_due_when_the_weeks_are_over_and_letting_go_two_weeks_later() -> None:
    r = waiting(days=10)
    ask, let_go, *_ = plan(r, NOW, RULES)
    assert ask.due == r.received + timedelta(weeks=5) and let_go.due is None
    assert plan(r, NOW, Rules(silence_weeks=2))[0].due == r.received + timedelta(weeks=2)
    asked = schedule(r, [tick(ask, ago(1)), let_go], NOW, RULES)
    assert asked[1].due == ago(1) + timedelta(days=14)
    skipped = schedule(r, [skip(ask, "I phoned", ago(1)), let_go], NOW, RULES)
    assert skipped[1].due == ago(1)  # whoever does not ask waits for nothing


def test_one_line_tells_of_all_that_stayed_silent() -> None:
    silent = [waiting(f"s{n}", 40 + n, f"Firm {n}") for n in range(4)]
    early = waiting("early", 10, "Young")
    found = records(*(one for r in (*silent, early) for one in with_steps(r)))
    lines = [i for i in agenda(found, NOW, RULES) if i.kind in (AgendaKind.UNANSWERED, AgendaKind.ASK)]
    assert [i.title for i in lines] == [
        "No word for five weeks: 4 applications",
        "Ask Young whether they have decided",
    ]
    assert lines[0].due <= NOW.date() < lines[1].due
    days = due_days(found, lines, NOW)
    assert lines[0].due == min(days[r.uid] for r in silent) and len({days[r.uid] for r in silent}) == 4


def test_a_question_never_asked_is_no_longer_due_after_months_and_not_lost() -> None:
    old, fresh = waiting("old", 35 + ASKED_WITHIN + 1, "Long Ago"), waiting("fresh", 35 + ASKED_WITHIN, "Still")
    found = records(*with_steps(old), *with_steps(fresh))
    assert [a.rejection for a in to_ask(found, NOW)] == ["fresh"]
    (line,) = (i for i in still_worth(found, NOW, RULES) if i.rejection == "old")
    assert "a question" in line.title


def test_one_alone_is_named_and_a_snoozed_or_archived_one_is_not() -> None:
    one, hidden, gone = waiting("one"), waiting("hidden"), waiting("gone", archived=True)
    ask = plan(hidden, NOW, RULES)[0]
    given = [*with_steps(one), hidden, snooze(ask, NOW + timedelta(days=3), NOW), *with_steps(gone)]
    titles = [i.title for i in agenda(records(*given), NOW, RULES) if i.kind is not AgendaKind.SAVE]
    assert titles == ["Ask Globex whether they have decided"]


def test_two_weeks_after_the_question_letting_go_is_proposed() -> None:
    r = waiting(days=60)
    found = records(*with_steps(r, asked=14))
    (action,) = to_let_go(found, NOW)
    (item,) = [i for i in agenda(found, NOW, RULES) if i.kind is AgendaKind.LET_GO]
    assert (item.action, item.due, item.title) == (action.uid, NOW.date(), "Let Globex go")
    assert not to_let_go(records(*with_steps(r, asked=13)), NOW)


def test_it_counts_as_no_rejection_anywhere() -> None:
    no = rejection("no", "Globex", 30)
    given = [no, *plan(no, NOW, RULES), *with_steps(waiting(days=50)), *with_steps(waiting("young", 3))]
    found = insights(records(*given), NOW, RULES)
    assert sum(f.count for f in found.stages) == found.stages[0].n == 1
    assert (found.no_answer.words, found.no_answer.uids) == ("1 of 2", ("w1",))
    assert {f.n for f in found.steps} == {1}
    card = company_card(records(*given), "Globex", NOW, RULES)
    assert (card.number, card.unanswered) == (1, 2) and card.last is not None and card.last.uid == "no"


def test_of_a_company_that_never_answered_the_card_says_so() -> None:
    card = company_card(records(*with_steps(waiting())), "Globex", NOW, RULES)
    assert card.number == 0 and "not answered" in card.why and card.may_reapply


def test_the_advice_never_speaks_of_a_reply() -> None:
    assert should_reply(waiting()).advice is Advice.REPLY
    alone = waiting(recruiter_name="", recruiter_email="no-reply@jobs.example", no_reply=True, applied=NOW.date())
    assert should_reply(alone).advice is Advice.FIND_PERSON
    assert "rejection" not in should_reply(waiting()).reason + should_reply(alone).reason


def test_the_timeline_says_since_when_nothing_came() -> None:
    r = waiting(applied=ago(45).date())
    found = records(*with_steps(r, asked=2))
    assert [e.what for e in timeline(found, r.uid, NOW, RULES)] == [
        "Applied to Globex",
        "No answer since",
        "Asked whether they have decided",
        "Next: Let it go",
    ]


@pytest.mark.parametrize("kind", [k for k in RejectionKind if k is not RejectionKind.NO_ANSWER])
def test_no_other_kind_has_them(kind: RejectionKind) -> None:
    keys = {a.key for a in plan(replace(waiting(), kind=kind), NOW, RULES)}
    assert not keys & {ASK, LET_GO}


def test_weeks_in_words() -> None:
    assert [weeks_words(n) for n in (1, 5, 12, 13)] == ["one week", "five weeks", "twelve weeks", "13 weeks"]


def test_who_asked_to_be_left_alone_is_in_no_count_of_whom_to_ask() -> None:
    jane = Contact("jane", "Jane Hart", NOW, company="Globex", never_again=True)
    told = [*with_steps(waiting(recruiter_name="Jane Hart")), *with_steps(waiting("w2", company="Hooli"))]
    assert len(to_ask(records(*told), NOW)) == 2
    (line,) = [i for i in agenda(records(*told, jane), NOW, RULES) if i.kind in (AgendaKind.ASK, AgendaKind.UNANSWERED)]
    assert line.kind is AgendaKind.ASK and "Hooli" in line.title
