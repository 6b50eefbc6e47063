"""Recording an answer: verbatim for good, a proposed reading the user may correct, and what follows from it."""

from pathlib import Path

from textual import events
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.record import replace
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import journal, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.learning import LearningDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.filed_letter import FiledLetter
from rejection_tui.tui.widgets.marked_text import MarkedText
from tests.world.app import SmallApp
from tests.world.clock import NOW
from tests.world.hostile import LINE as HOSTILE
from tests.world.letters import LETTER
from tests.world.sample import northwind

ANSWER = (
    "Dear Alex,\n\nThank you for asking. We enjoyed meeting you. We decided for someone with more hands-on "
    "experience with Airflow, which the team needs from the first day.\n\nBest of luck,\nJane"
)
BOILERPLATE = "Hi Alex, due to the high volume of applications we went with stronger candidates. All the best, Jane"


def new(context: AppContext) -> SmallApp:
    uid = northwind(context).uid
    return SmallApp(lambda: FeedbackDialog(context, uid))


def filed(context: AppContext, **reading: object) -> tuple[SmallApp, Feedback]:
    uid = northwind(context).uid
    feedback = journal.add(context, uid, ANSWER, **reading)  # type: ignore[arg-type]
    return SmallApp(lambda: FeedbackDialog(context, uid, feedback)), feedback


async def paste(app: SmallApp, text: str) -> None:
    app.screen.query_one("#verbatim", MarkedText).post_message(events.Paste(text))


async def read(app: SmallApp) -> FeedbackDialog:
    screen = app.screen
    assert isinstance(screen, FeedbackDialog)
    if screen._timer is not None:
        screen._timer.stop()  # it would read again, at any moment of what follows
    await screen._read()
    return screen


async def test_a_pasted_answer_is_read_and_filed_verbatim(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        screen = await read(app)
        assert screen.choice("gap") == Gap.SKILL
        marked = screen.query_one("#verbatim", MarkedText)
        assert any("Airflow" in marked.text[m.start : m.end] for m in marked.marks)
        told = str(screen.query_one("#feedback-reading", Static).render())
        assert "Points to skill gap (“" in told and "Airflow" in told
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert app.results == [entry.uid]
    assert entry.verbatim == ANSWER and entry.received == NOW and entry.gap is Gap.SKILL
    action = context.records.action(entry.rejection, "feedback.answer")
    assert action is not None and action.state is ActionState.DONE


async def test_boilerplate_is_called_unusable(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True) as pilot:
        await paste(app, BOILERPLATE)
        await pilot.pause()
        screen = await read(app)
        assert screen.choice("gap") == Gap.NOTHING_USABLE and screen.line("themes") == ""
        assert "nothing usable" in str(screen.query_one("#feedback-reading", Static).render())


async def test_the_users_choice_outlives_the_proposal(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True) as pilot:
        screen = app.screen
        assert isinstance(screen, FeedbackDialog)
        screen.query_one("#gap", Choice).value = Gap.TECHNIQUE
        await pilot.pause()
        screen.query_one("#themes", Input).value = "system design, nerves"
        await pilot.pause()
        await paste(app, ANSWER)
        await pilot.pause()
        await read(app)
        assert screen.choice("gap") == Gap.TECHNIQUE
        screen.put("quote", "hands-on experience with Airflow")
        screen.put("plan", "Practise one design a week")
        await pilot.press("ctrl+s")
    (entry,) = context.records.feedback.values()
    assert (entry.gap, entry.themes) == (Gap.TECHNIQUE, ("system design", "nerves"))
    assert (entry.quote, entry.plan) == ("hands-on experience with Airflow", "Practise one design a week")


async def test_a_quote_must_stand_in_the_answer(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        screen = await read(app)
        screen.put("quote", "you lack everything")
        await pilot.press("ctrl+s")
        assert app.screen is screen and not context.records.feedback
        assert app.focused is screen.query_one("#quote")


async def test_nothing_pasted_is_said_and_nothing_filed(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+s")
        assert "no answer yet" in str(app.screen.query_one("#feedback-head", Static).render())
        assert not context.records.feedback


async def test_a_filed_answer_is_read_only(context: AppContext) -> None:
    app, feedback = filed(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("x", "y", "z")
        await paste(app, "something else")
        await pilot.pause()
        assert app.screen.query_one("#verbatim", MarkedText).text == ANSWER
        await pilot.press("ctrl+s")
    assert context.records.feedback[feedback.uid].verbatim == ANSWER


async def test_notes_that_argue_get_a_cooling_hint(context: AppContext) -> None:
    app, feedback = filed(context)
    async with app.run_test(notifications=True) as pilot:
        app.screen.query_one("#notes", TextArea).load_text("This is unfair, they never asked me about it.")
        await pilot.pause()
        assert "unfair" in str(app.screen.query_one("#feedback-cooling", Static).render())
        app.screen.query_one("#notes", TextArea).load_text("Ask Priya how she learnt it.")
        await pilot.pause()
        assert str(app.screen.query_one("#feedback-cooling", Static).render()) == ""
        await pilot.press("ctrl+s")
    assert context.records.feedback[feedback.uid].notes == "Ask Priya how she learnt it."


async def test_accepted_without_argument_is_kept(context: AppContext) -> None:
    app, feedback = filed(context)
    async with app.run_test(notifications=True) as pilot:
        app.screen.query_one("#accepted", Choice).value = "yes"
        await pilot.press("ctrl+s")
    assert context.records.feedback[feedback.uid].accepted


async def test_d_drafts_the_thanks_and_comes_back(context: AppContext) -> None:
    app, feedback = filed(context, gaps=(NamedGap(Gap.SKILL),))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("d")
        screen = app.screen
        assert isinstance(screen, Composer)
        assert (screen.draft.kind, screen.draft.feedback) == (DraftKind.THANKS, feedback.uid)
        await pilot.press("escape")
        assert isinstance(app.screen, FeedbackDialog)


async def test_l_sets_what_to_learn(context: AppContext) -> None:
    app, feedback = filed(context, gaps=(NamedGap(Gap.SKILL, plan="Run Airflow on my own data"),))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("b")
        screen = app.screen
        assert isinstance(screen, LearningDialog)
        screen.put("title", "Airflow, the tutorial and one own pipeline")
        screen.put("due", "2026-12-20")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FeedbackDialog)
    (item,) = [one for one in context.records.learnings.values() if one.feedback == feedback.uid]
    assert item.title == "Airflow, the tutorial and one own pipeline"
    assert item.due is not None and item.due.isoformat() == "2026-12-20"


async def test_what_was_typed_is_there_next_time(context: AppContext) -> None:
    app = new(context)
    uid = next(iter(context.records.rejections))
    async with app.run_test(notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None] and not context.records.feedback
        await app.push_screen(FeedbackDialog(context, uid))
        await pilot.pause()
        assert app.screen.query_one("#verbatim", MarkedText).text == ANSWER


async def test_hostile_answers_are_literal(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await paste(app, HOSTILE + "\n" + ANSWER)
        await pilot.pause()
        screen = await read(app)
        screen.put("plan", HOSTILE)
        await pilot.pause()
        text = screen.query_one("#verbatim", MarkedText).text
        assert "\x1b" not in text and "[@click=app.quit]here[/]" in text
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert "\x1b" not in entry.verbatim + entry.plan


MAIL = """From: Jane Hart <jane.hart@northwind.example>
To: Alex Morgan <alex.morgan@example.org>
Subject: Re: One question
Date: Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <answer-1@northwind.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

More hands-on Airflow would have helped.

On 19 Nov 2026, Alex Morgan wrote:
> Could you name one area?
"""


async def test_a_whole_mail_pasted_gives_its_words_and_its_day(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await paste(app, MAIL)
        await pilot.pause()
        await read(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert entry.verbatim == "More hands-on Airflow would have helped."
    assert entry.received.date().isoformat() == "2026-11-20"


async def test_the_question_quoted_below_a_pasted_answer_is_not_theirs(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await paste(app, f"{ANSWER}\n\nOn 19 Nov 2026, Alex Morgan wrote:\n> Could you name one area?")
        await pilot.pause()
        await read(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert entry.verbatim == ANSWER


async def test_an_answer_is_read_from_a_file(context: AppContext, tmp_path: Path) -> None:
    saved = tmp_path / "answer.eml"
    saved.write_text(MAIL, encoding="utf-8")
    app = new(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await pilot.press("ctrl+o", *str(tmp_path / "gone.eml"), "enter")
        await pilot.pause()
        assert "cannot be read" in str(app.screen.query_one(".warning", Static).render())
        app.screen.query_one(Input).value = str(saved)
        await pilot.press("enter")
        await pilot.pause()
        screen = await read(app)
        assert screen.text("verbatim") == "More hands-on Airflow would have helped."
        assert screen.line("received") == "2026-11-20"


async def test_a_filed_answer_takes_no_file(context: AppContext) -> None:
    app, feedback = filed(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, FeedbackDialog) and app.screen.text("verbatim") == feedback.verbatim


async def test_the_letter_it_answers_stands_beside_the_form_from_100_columns(context: AppContext) -> None:
    letter = letters.entry_of(letters.read_text(LETTER), context.now())
    uid = rejections.add(context, letter).uid
    app = SmallApp(lambda: FeedbackDialog(context, uid))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        beside, form = app.screen.query_one(FiledLetter), app.screen.query_one(".form")
        assert "decided not to move forward" in beside.text.text
        assert form.region.right <= beside.region.x and beside.region.right <= 100
        await paste(app, ANSWER)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [f.verbatim for f in context.records.feedback.values()] == [ANSWER]


async def test_below_100_columns_or_without_a_letter_the_form_stands_alone(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert not app.screen.query_one(FiledLetter).region.area
    uid = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now())).uid
    narrow = SmallApp(lambda: FeedbackDialog(context, uid))
    async with narrow.run_test(size=(99, 30)) as pilot:
        await pilot.pause()
        assert not narrow.screen.query_one(FiledLetter).region.area


async def test_two_gaps_are_filed_each_with_its_words(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        screen = await read(app)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert app.focused is screen.query_one("#gap-2")
        screen.query_one("#gap-2", Choice).value = Gap.NOT_YOU
        screen.put("quote-2", "which the team needs from the first day")
        screen.put("plan-2", "Ask what is needed on day one")
        screen.put("by-2", "2026-12-20")
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert [one.gap for one in entry.gaps] == [Gap.SKILL, Gap.NOT_YOU]
    second = entry.gaps[1]
    assert (second.plan, str(second.day)) == ("Ask what is needed on day one", "2026-12-20")
    actions = {a.key: a for a in context.records.actions_of(entry.rejection) if a.step == 3 and a.open}
    assert actions.keys() == {"refine.learn", "refine.not_you"}
    assert actions["refine.not_you"].title == "Ask what is needed on day one"


async def test_a_further_gap_is_taken_out_again(context: AppContext) -> None:
    app, feedback = filed(context, gaps=(NamedGap(Gap.SKILL), NamedGap(Gap.NOT_YOU)))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#gap-2", Choice).value = Gap.UNSORTED
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert [one.gap for one in context.records.feedback[feedback.uid].gaps] == [Gap.SKILL]


async def test_a_day_that_is_none_is_said_and_nothing_filed(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        screen = await read(app)
        screen.put("by", "in 2 weks")
        await pilot.press("ctrl+s")
        assert app.screen is screen and app.focused is screen.query_one("#by") and not context.records.feedback


async def test_a_second_gap_that_was_typed_is_there_next_time(context: AppContext) -> None:
    app = new(context)
    uid = next(iter(context.records.rejections))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        app.screen.query_one("#plan-2", Input).value = "Read on"
        await pilot.press("escape")
        await pilot.pause()
        await app.push_screen(FeedbackDialog(context, uid))
        await pilot.pause()
        assert app.screen.query_one("#plan-2", Input).value == "Read on"


async def test_a_promise_is_kept_with_the_emails_and_ticks_nothing(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, "Hi Alex, let me ask the panel, I will come back to you by 11 December. Jane")
        await pilot.pause()
        screen = await read(app)
        assert screen.choice("sort") == AnswerKind.PROMISE
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert not context.records.feedback and app.results == [""]
    (reminder,) = context.records.reminders.values()
    assert reminder.day.isoformat() == "2026-12-11"


async def test_an_offer_to_talk_opens_the_phone_sheet(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, "Hi Alex, happy to give you feedback by phone. Would Thursday at 10 suit you? Jane")
        await pilot.pause()
        screen = await read(app)
        screen.query_one("#sort", Choice).value = AnswerKind.CALL
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Composer) and app.screen.draft.kind is DraftKind.PHONE
    assert not context.records.feedback and len(context.records.correspondence) == 1


async def test_what_the_letter_said_is_taken_with_one_key(context: AppContext) -> None:
    quote = "We chose someone who had run Airflow in production."
    rejection = northwind(context)
    with context.store.transaction("x", NOW) as transaction:
        transaction.put(replace(rejection, facts=(Fact(FactType.REASON, "skill", quote, 0.9),)))
    app = SmallApp(lambda: FeedbackDialog(context, rejection.uid))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert app.screen.query_one("#verbatim", MarkedText).text == quote


async def test_clearing_takes_out_what_was_chosen_and_the_further_gaps(context: AppContext) -> None:
    app = new(context)
    uid = next(iter(context.records.rejections))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        await read(app)
        await pilot.press("ctrl+g", "escape")
        await pilot.pause()
        await app.push_screen(FeedbackDialog(context, uid))
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FeedbackDialog)
        assert screen.choice("gap") == Gap.UNSORTED and not screen.query("#gap-2")
        await paste(app, ANSWER)
        await pilot.pause()
        await read(app)
        assert screen.choice("gap") == Gap.SKILL and "Airflow" in screen.line("quote")
        await pilot.press("ctrl+s")
        await pilot.pause()
    (entry,) = context.records.feedback.values()
    assert [one.gap for one in entry.gaps] == [Gap.SKILL]


async def test_another_gap_takes_out_what_was_proposed_to_do(context: AppContext) -> None:
    app = new(context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await paste(app, ANSWER)
        await pilot.pause()
        screen = await read(app)
        assert screen.line("plan")
        screen.query_one("#gap", Choice).value = Gap.TECHNIQUE
        await pilot.pause()
        assert screen.line("plan") == ""
