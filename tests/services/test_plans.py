"""Filing a letter makes the checklist follow it, in the same transaction."""

from dataclasses import replace as changed
from datetime import date, datetime, timedelta

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.messages import next_kind
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.steps import ActionState, moot
from rejection_tui.domain.timeline import timeline
from rejection_tui.export import share_safe
from rejection_tui.services import agenda, checklist, drafts, exports, history, journal, letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.demo import letter_bytes
from tests.services.transactions import one_transaction
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.records import fact

QUESTION = fact(FactType.ASKS, "", "Could you tell us by 4 December, Alex?", "tell")
GIVEN = fact(FactType.FEEDBACK_OFFERED, "given", "Your examples stayed general.")
SAID = (
    QUESTION,
    GIVEN,
    fact(FactType.ASKS, "", "Please send the badge back.", "send"),
    fact(FactType.REAPPLY, "2027-03", "Do apply again in March."),
)


def entry(context: AppContext, *facts: Fact, letter: str = LETTER) -> letters.Entry:
    """Return the entry of a letter that says `facts`."""
    made = letters.entry_of(letters.read_text(letter), context.now())
    assert made.reading is not None
    return changed(made, reading=changed(made.reading, facts=facts))


def filed(context: AppContext, *facts: Fact) -> Rejection:
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    (made,) = letters.file(context, [entry(context, *facts)])
    return made


def keys(context: AppContext, one: Rejection) -> set[str]:
    return {a.key for a in context.records.actions_of(one.uid)}


def state(context: AppContext, one: Rejection, key: str) -> ActionState:
    action = context.records.action(one.uid, key)
    assert action is not None
    return action.state


def tick(context: AppContext, one: Rejection, key: str) -> None:
    action = context.records.action(one.uid, key)
    assert action is not None
    checklist.tick(context, action.uid)


def test_one_undo_takes_the_filing_back_with_all_that_follows(context: AppContext) -> None:
    (made,) = one_transaction(context, lambda: letters.file(context, [entry(context, *SAID)]))
    assert {"reply.answer", "reply.request", "feedback.note", "cultivate.reapply"} <= keys(context, made)
    assert state(context, made, "feedback.ask") is ActionState.SKIPPED
    history.undo(context)
    assert not context.records.actions and not context.records.rejections


def test_the_day_in_a_question_is_its_day(context: AppContext) -> None:
    made = filed(context, *SAID)
    answer = context.records.action(made.uid, "reply.answer")
    assert answer is not None and answer.due == datetime(2026, 12, 4, 18, tzinfo=NOW.tzinfo)
    assert answer.title == "Answer: “Could you tell us by 4 December, Alex?”"


def test_a_letter_of_the_demo_is_followed(context: AppContext) -> None:
    data = letter_bytes(NOW)["05-st-brannock"]
    (reading,) = letters.read_bytes(data, whole=True).readings
    quote = "we are not able to offer individual comments at this stage"
    made = changed(
        letters.entry_of(reading, NOW), reading=changed(reading, facts=(fact(FactType.FEEDBACK_REFUSED, "", quote),))
    )
    (one,) = letters.file(context, [made])
    ask = context.records.action(one.uid, "feedback.ask")
    assert ask is not None and ask.reason == "They say that they give no individual feedback."
    told = [e for e in timeline(context.records, one.uid, NOW, context.rules) if e.kind == "skip"]
    assert [(e.what, e.text) for e in told] == [("Ask one question: skipped", ask.reason)]
    checklist.toggle(context, ask.uid)
    assert state(context, one, "feedback.ask") is ActionState.TODO


def test_a_rejection_filed_by_hand_has_the_plain_plan(context: AppContext, acme: Rejection) -> None:
    assert {a.state for a in context.records.actions_of(acme.uid)} == {ActionState.TODO}
    assert len(keys(context, acme)) == 9


def test_a_withdrawal_taken_back_has_what_the_letter_asks(context: AppContext) -> None:
    made = filed(context, *SAID)
    before = keys(context, made)
    rejections.edit(context, made.uid, kind=RejectionKind.WITHDREW)
    assert "reply.answer" not in keys(context, made)
    one_transaction(context, lambda: rejections.edit(context, made.uid, kind=RejectionKind.TURNED_DOWN))
    assert keys(context, made) == before
    assert state(context, made, "feedback.ask") is ActionState.SKIPPED


def test_a_corrected_date_keeps_the_days_that_were_named(context: AppContext) -> None:
    made = filed(context, *SAID, fact(FactType.FEEDBACK_OFFERED, "call"))
    earlier = made.received - timedelta(days=20)
    rejections.edit(context, made.uid, received=earlier)
    due = {a.key: a.due for a in context.records.actions_of(made.uid)}
    assert due["feedback.call"] == earlier + timedelta(hours=48)
    assert due["cultivate.reapply"] == datetime(2027, 3, 1, 18, tzinfo=NOW.tzinfo)


def test_recording_an_answer_ticks_the_note_and_deleting_it_opens_it(context: AppContext) -> None:
    made = filed(context, GIVEN)
    given = journal.given_in_letter(context.records, made.uid)
    assert given is not None and (given.words, given.received) == (GIVEN.quote, made.received)
    answer = journal.add(context, made.uid, given.words, given.received)
    assert state(context, made, "feedback.note") is ActionState.DONE
    assert state(context, made, "feedback.ask") is ActionState.SKIPPED
    assert next_kind(context.records, made.uid, NOW) is DraftKind.REPLY
    told = [e.what for e in timeline(context.records, made.uid, NOW, context.rules)]
    assert "Answer received" in told and "Feedback in their letter noted" not in told
    journal.delete(context, answer.uid)
    assert state(context, made, "feedback.note") is ActionState.TODO
    assert journal.given_in_letter(context.records, "gone") is None


@pytest.mark.parametrize(
    ("said", "kind", "key", "words"),
    [
        (QUESTION, DraftKind.ANSWER, ActionKey.REPLY_ANSWER, "Their question answered"),
        (fact(FactType.FEEDBACK_OFFERED, "call"), DraftKind.CALL, ActionKey.FEEDBACK_CALL, "Call accepted"),
        (SAID[3], DraftKind.REAPPLY, ActionKey.CULTIVATE_REAPPLY, "Applied again"),
    ],
)
def test_a_message_sent_ticks_what_it_answers(
    context: AppContext, said: Fact, kind: DraftKind, key: ActionKey, words: str
) -> None:
    made = filed(context, said)
    one_transaction(context, lambda: drafts.record_sent(context, drafts.open(context, kind, made.uid)))
    assert state(context, made, key) is ActionState.DONE
    told = timeline(context.records, made.uid, NOW, context.rules)
    assert [e.what for e in told if e.kind in ("tick", "draft")] == [words]


def test_what_the_letter_asks_is_on_the_agenda_and_in_the_calendar(context: AppContext, clock: Clock) -> None:
    made = filed(context, *SAID)
    titles = {i.kind.value: i.title for i in agenda.agenda(context, 366) if i.rejection == made.uid}
    assert titles["answer"] == "Answer Jane Hart, Northwind: “Could you tell us by 4 December, Alex?”"
    assert titles["request"] == "Jane Hart, Northwind asks: “Please send the badge back.”"
    assert titles["note"] == "Note the feedback in the letter from Northwind"
    assert titles["reapply"] == "Apply again at Northwind"
    assert "feedback" not in titles
    calendar = exports.render(context, "ics").decode().replace("\r\n ", "")
    assert "Answer Jane Hart" in calendar and "20270301" in calendar
    clock.moment = datetime(2027, 3, 1, 9, tzinfo=NOW.tzinfo)
    assert [(i.kind, i.due) for i in agenda.due(context) if i.kind == "reapply"] == [("reapply", date(2027, 3, 1))]


def test_what_is_shared_names_nobody_in_a_title(context: AppContext) -> None:
    made = filed(context, fact(FactType.ASKS, "", "May Jane Hart of Northwind come back to you, Alex?", "come_back"))
    shared = share_safe(context.records)
    (title,) = [a.title for a in shared.actions.values() if a.key == "reply.answer"]
    assert title.startswith("Answer: “") and not any(name in title for name in ("Jane", "Hart", "Northwind"))
    assert made.uid in context.records.rejections


def test_silence_ends_neither_a_call_nor_the_note(context: AppContext) -> None:
    made = filed(context, GIVEN, fact(FactType.FEEDBACK_OFFERED, "call"))
    tick(context, made, "feedback.ask")  # asked all the same
    journal.no_answer(context, made.uid)
    assert state(context, made, "feedback.answer") is ActionState.NO_ANSWER
    actions = context.records.actions_of(made.uid)
    assert {a.key for a in actions if a.step == 2 and a.open and not moot(a, actions)} == {
        "feedback.call",
        "feedback.note",
    }
