"""The checklist follows the letter: what it made moot is skipped, what it asks and offers becomes an action."""

from datetime import date, datetime, time

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.facts import Fact, FactType, Said
from rejection_tui.domain.letter_actions import asked_words, feedback_words, follow, reapply_day
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, RejectionKind
from rejection_tui.domain.steps import Action, ActionState, StepState, moot, plan, skip, step_state, tick, untick
from tests.world.clock import NOW
from tests.world.records import RULES, fact, records, rejection

OFFERED, REFUSED, ASKS, REAPPLY = (
    FactType.FEEDBACK_OFFERED,
    FactType.FEEDBACK_REFUSED,
    FactType.ASKS,
    FactType.REAPPLY,
)
NO = rejection()
ASK, NOTE, CALL = ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_NOTE, ActionKey.FEEDBACK_CALL
ANSWER, REQUEST, AGAIN = ActionKey.REPLY_ANSWER, ActionKey.REPLY_REQUEST, ActionKey.CULTIVATE_REAPPLY


def made(*facts: Fact, named: dict[str, date] | None = None, now: datetime = NOW) -> dict[str, Action]:
    """Return the actions of a rejection whose letter says this, by key."""
    no = replace(NO, facts=facts)
    return {a.key: a for a in follow(no, plan(no, now, RULES), now, RULES, named or {})}


PLAIN = made()
WINDOW = PLAIN[ActionKey.REPLY_SEND].due


def added(actions: dict[str, Action]) -> set[str]:
    return set(actions) - set(PLAIN)


def test_without_facts_nothing_changes() -> None:
    assert tuple(PLAIN.values()) == plan(NO, NOW, RULES)


def test_what_is_not_sure_changes_nothing() -> None:
    doubtful = [
        fact(REFUSED, sure=0.79),
        fact(OFFERED, "given", sure=0.69),
        fact(ASKS, "x", "May I?", "come_back", sure=0.59),
        fact(REAPPLY, "2027-03", sure=0.59),
    ]
    assert made(*doubtful) == PLAIN
    assert added(made(*(replace(one, sure=0.8) for one in doubtful))) == {NOTE, ANSWER, AGAIN}


@pytest.mark.parametrize(
    ("told", "condition"),
    [
        (fact(REFUSED, sure=0.4), "feedback.refused"),
        (fact(OFFERED, "given", sure=0.4), "feedback.given"),
        (fact(OFFERED, "call", sure=0.4), "feedback.call"),
        (fact(ASKS, "", "May I?", "come_back", sure=0.4), "asks.come_back"),
        (fact(ASKS, "", "May I?", "call", sure=0.4), "asks.call"),
        (fact(ASKS, "", "May I?", "tell", sure=0.4), "asks.other"),
        (fact(REAPPLY, "2027-03", sure=0.4), "reapply"),
    ],
)
def test_a_letter_that_says_it_for_sure_bears_its_quote_out(told: Fact, condition: str) -> None:
    def changes(share: float, sure: float) -> bool:
        no = replace(NO, facts=(replace(told, sure=sure),), said=(Said(condition, share), Said("praise", 1.0)))
        planned = plan(no, NOW, RULES)
        return follow(no, planned, NOW, RULES, {}) != planned

    assert changes(0.8, 0.4)
    assert not changes(0.79, 0.4) and not changes(0.8, 0.39)


def test_other_facts_change_nothing() -> None:
    others = [fact(kind, "x", "Some words.") for kind in FactType if kind not in (OFFERED, REFUSED, ASKS, REAPPLY)]
    assert made(*others) == PLAIN


def test_one_withdrawn_has_no_actions() -> None:
    no = replace(NO, kind=RejectionKind.WITHDREW, facts=(fact(ASKS, "", "May I?", "come_back"),))
    assert follow(no, plan(no, NOW, RULES), NOW, RULES, {}) == ()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([fact(REFUSED)], "They say that they give no individual feedback."),
        ([fact(OFFERED, "given")], "Their letter already says what to work on."),
        ([fact(OFFERED, "call")], "They offer to talk: ask there."),
        ([fact(ASKS, "", "When may I call you?", "call")], "They offer to talk: ask there."),
        ([fact(REFUSED), fact(OFFERED, "call")], "They offer to talk: ask there."),
    ],
)
def test_a_request_that_the_letter_made_moot_is_skipped(facts: list[Fact], reason: str) -> None:
    ask = made(*facts)[ASK]
    assert (ask.state, ask.reason, ask.at) == (ActionState.SKIPPED, reason, NOW)
    assert untick(ask).open


def test_refused_feedback_closes_the_second_step() -> None:
    actions = list(made(fact(REFUSED)).values())
    assert step_state(actions, 2) is StepState.SKIPPED
    assert moot(made(fact(REFUSED))[ActionKey.FEEDBACK_ANSWER], actions)


def test_feedback_in_the_letter_is_noted_and_its_thanks_go_with_the_reply() -> None:
    actions = made(fact(OFFERED, "given", "Your examples stayed general."))
    note = actions[NOTE]
    assert added(actions) == {NOTE}
    assert (note.title, note.due) == ("Note the feedback in their letter", PLAIN[ASK].due)
    assert actions[ActionKey.FEEDBACK_THANK].reason == "Your reply thanks them for it."
    assert step_state(actions.values(), 2) is StepState.TODO
    answered = {**actions, ActionKey.FEEDBACK_ANSWER: tick(actions[ActionKey.FEEDBACK_ANSWER], NOW)}
    assert not moot(note, actions.values()) and moot(note, answered.values())


def test_a_call_is_accepted_within_the_time_for_a_reply() -> None:
    actions = made(fact(OFFERED, "call"), fact(ASKS, "", "When may I call you?", "call"))
    assert added(actions) == {CALL}
    assert (actions[CALL].title, actions[CALL].due) == ("Accept the call they offer", WINDOW)
    assert actions[ActionKey.FEEDBACK_THANK].open


def test_feedback_given_and_a_call_offered_are_both_taken_up() -> None:
    actions = made(fact(OFFERED, "given"), fact(OFFERED, "call"))
    assert added(actions) == {NOTE, CALL}
    assert actions[ActionKey.FEEDBACK_THANK].open  # for what they say in the call


@pytest.mark.parametrize("how", ["mail", "link"])
def test_feedback_offered_in_writing_is_asked_for(how: str) -> None:
    actions = made(fact(OFFERED, how), fact(REFUSED))
    assert not added(actions)
    assert actions[ASK].open and actions[ASK].title == "Ask for the feedback they offer"


def test_a_closed_role_may_still_be_asked_about() -> None:
    no = replace(NO, kind=RejectionKind.ROLE_CLOSED, facts=(fact(FactType.CLOSED, "frozen"),))
    assert all(a.open for a in follow(no, plan(no, NOW, RULES), NOW, RULES, {}))


@pytest.mark.parametrize("about", ["come_back", "job", "tell"])
def test_a_question_is_to_be_answered_in_the_time_for_a_reply(about: str) -> None:
    actions = made(fact(ASKS, "", "May we come back to you?", about))
    assert added(actions) == {ANSWER}
    assert (actions[ANSWER].title, actions[ANSWER].due) == ("Answer: “May we come back to you?”", WINDOW)
    assert asked_words(actions[ANSWER]) == "“May we come back to you?”"


@pytest.mark.parametrize(("about", "due"), [("send", WINDOW), ("survey", None)])
def test_what_they_want_done_is_a_request(about: str, due: datetime | None) -> None:
    actions = made(fact(ASKS, "", "Please send the badge back.", about))
    assert added(actions) == {REQUEST}
    assert (actions[REQUEST].title, actions[REQUEST].due) == ("They ask: “Please send the badge back.”", due)


def test_a_survey_known_by_its_value_is_one() -> None:
    assert made(fact(ASKS, "survey", "Rate us."))[REQUEST].due is None


@pytest.mark.parametrize("about", ["", "none", "something new"])
def test_what_waits_for_nothing_becomes_no_action(about: str) -> None:
    assert made(fact(ASKS, "your views", "Do you have any?", about)) == PLAIN


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 24), datetime.combine(date(2026, 11, 24), time(18), NOW.tzinfo)),
        (date(2026, 12, 4), datetime.combine(date(2026, 12, 4), time(18), NOW.tzinfo)),
        (date(2026, 11, 23), WINDOW),
        (date(2025, 12, 4), WINDOW),
    ],
)
def test_a_question_is_due_on_the_day_it_names_when_that_is_ahead(day: date, due: datetime) -> None:
    assert NOW.date() == date(2026, 11, 24)
    asks = fact(ASKS, "", "Could you tell us by then?", "tell")
    assert made(asks, named={asks.quote: day})[ANSWER].due == due


def test_several_questions_are_one_action_due_with_the_first() -> None:
    asks = [fact(ASKS, "", f"Question {n}?", "tell") for n in (1, 2, 3)]
    named = {"Question 1?": date(2027, 1, 4), "Question 3?": date(2026, 11, 25)}
    answer = made(*asks, asks[0], named=named)[ANSWER]
    assert answer.title == "Answer: “Question 1?” and “Question 2?”"
    assert answer.due is not None and answer.due.date() == date(2026, 11, 25)


def test_long_and_hostile_words_are_short_and_clean_in_a_title() -> None:
    answer = made(fact(ASKS, "", "May we \x1b[2J\n\u202e come back" + " again" * 50, "come_back"))[ANSWER]
    assert len(answer.title) < 70 and answer.title.endswith("…”") and answer.title.isprintable()
    assert made(fact(ASKS, "", "  ", "tell"))[ANSWER].title == "Answer their question"


@pytest.mark.parametrize(
    ("value", "day", "words"),
    [
        ("2027-03", date(2027, 3, 1), "March 2027"),
        ("2027-03-15", date(2027, 3, 15), "15 March 2027"),
    ],
)
def test_the_day_to_apply_again_is_kept(value: str, day: date, words: str) -> None:
    actions = made(fact(REAPPLY, value))
    assert added(actions) == {AGAIN}
    assert actions[AGAIN].title == f"Apply again, from {words}"
    due = actions[AGAIN].due
    assert due is not None and due.date() == day


@pytest.mark.parametrize("value", ["", "later", "2027-13", "2027-02-30", "2026-11", "2026-11-24", "2027", "2020-01-01"])
def test_no_day_ahead_is_no_action(value: str) -> None:
    assert made(fact(REAPPLY, value)) == PLAIN


def test_the_first_day_to_apply_again_counts() -> None:
    facts = [fact(REAPPLY, "2027-09"), fact(REAPPLY, "2027-03-02"), fact(REAPPLY, "2026-01"), fact(REAPPLY, "soon")]
    assert reapply_day(replace(NO, facts=tuple(facts)), NOW.date()) == (date(2027, 3, 2), "2 March 2027")


def test_the_feedback_of_a_letter_word_for_word() -> None:
    facts = (
        fact(OFFERED, "given", " Your examples stayed general. "),
        fact(OFFERED, "given", "More Airflow would help."),
        fact(OFFERED, "given", "More Airflow would help."),
        fact(OFFERED, "given", "Perhaps your tone.", sure=0.4),
        fact(OFFERED, "mail", "Write to me."),
    )
    words = "Your examples stayed general.\nMore Airflow would help."
    assert feedback_words(replace(NO, facts=facts)) == words
    assert feedback_words(NO) == ""


def test_what_they_tell_in_the_call_they_offer_is_still_to_be_recorded() -> None:
    actions = list(made(fact(OFFERED, "call")).values())
    assert step_state(actions, 2) is StepState.TODO
    talked = [tick(a, NOW) if a.key == CALL else a for a in actions]
    assert step_state(talked, 2) is StepState.UNDER_WAY
    assert not any(moot(a, talked) for a in talked if a.key in ("feedback.answer", "refine.gap"))
    refused = [skip(a, "no time", NOW) if a.key == CALL else a for a in actions]
    assert all(moot(a, refused) for a in refused if a.key in ("feedback.answer", "refine.gap"))


def test_the_status_names_the_question_once_the_reply_is_sent() -> None:
    actions = made(fact(ASKS, "", "May we come back?", "come_back"))
    assert status_line(records(NO, *actions.values()), NO.uid, NOW) == "reply to write"
    sent = [tick(a, NOW) if a.key in ("reply.draft", "reply.send") else a for a in actions.values()]
    state = records(NO, *sent)
    assert status_line(state, NO.uid, NOW) == "a question to answer"
    assert step_states(state, NO.uid)[1] is StepState.UNDER_WAY


def test_nothing_is_asked_about_while_nothing_is_decided() -> None:
    open_yet = replace(NO, outcome=Outcome.ON_HOLD)
    actions = {a.key: a for a in follow(open_yet, plan(open_yet, NOW, RULES), NOW, RULES, {})}
    assert (actions[ASK].state, actions[ASK].reason) == (ActionState.SKIPPED, "They have not decided yet.")
    frozen = replace(open_yet, said=(Said("closed.frozen", 0.95, "on hold"),))
    actions = {a.key: a for a in follow(frozen, plan(frozen, NOW, RULES), NOW, RULES, {})}
    assert actions[ASK].state is ActionState.TODO

    running = replace(NO, said=(Said("running", 0.95, "we decide next week"),))
    actions = {a.key: a for a in follow(running, plan(running, NOW, RULES), NOW, RULES, {})}
    assert (actions[ASK].state, actions[ASK].reason) == (ActionState.SKIPPED, "They have not decided yet.")


def test_what_the_user_says_counts_before_what_was_read() -> None:
    refused = fact(REFUSED, sure=0.99)
    denied = Said("feedback.refused", 0.0, by_user=True)
    assert follow(replace(NO, facts=(refused,), said=(denied,)), plan(NO, NOW, RULES), NOW, RULES, {}) == plan(
        NO, NOW, RULES
    )
    said = Said("feedback.refused", 1.0, by_user=True)
    for facts in ((), (fact(REFUSED, sure=0.1),)):
        no = replace(NO, facts=facts, said=(said,))
        actions = {a.key: a for a in follow(no, plan(no, NOW, RULES), NOW, RULES, {})}
        assert actions[ASK].state is ActionState.SKIPPED
    read = replace(NO, said=(Said("feedback.refused", 1.0),))  # read without a fact to show: nothing changes
    assert follow(read, plan(read, NOW, RULES), NOW, RULES, {}) == plan(NO, NOW, RULES)
