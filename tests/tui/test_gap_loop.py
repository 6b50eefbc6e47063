"""From the gap an answer names to the work it asks for, and back: what is chosen there ticks step 3 by itself."""

from datetime import timedelta

from textual.events import Paste

from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.steps import Action, ActionState
from rejection_tui.services import journal, practice, refine
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.answer_text import AnswerText
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.screens.bullets import BulletsScreen
from rejection_tui.tui.screens.practice import Item, PracticeScreen
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import dashboard, opened, press, seen
from tests.world.clock import Clock
from tests.world.sample import copied, four, named


def _grown(context: AppContext, company: str, key: str) -> Action:
    actions = context.records.actions_of(named(context, company).uid)
    return next(a for a in actions if a.key == key)


async def test_questions_chosen_for_an_answer_tick_its_action(context: AppContext, clock: Clock) -> None:
    copied(four, context)
    globex = named(context, "Globex")
    (answer,) = context.records.feedback_of(globex.uid)
    journal.classify(context, answer.uid, NamedGap(Gap.TECHNIQUE, ("case and design",), "your answers stayed general"))
    async with opened(context) as (app, pilot):
        dashboard(app).select(globex.uid)
        await press(pilot, "2")
        dashboard(app).query_one("#checklist", ChecklistPane).records.go_to(
            _grown(context, "Globex", "refine.practice").uid
        )
        await press(pilot, "v")
        assert isinstance(app.screen, FeedbackDialog)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PracticeScreen)
        assert "Train what Globex named" in seen(app)
        first = app.screen.query_one(Rows).current
        assert isinstance(first, Item)
        assert first.name == practice.proposals(("case and design",), globex.role)[0].id
        await press(pilot, "v")
        assert "your answers stayed general" in seen(app)
        await press(pilot, "v", "space")
    (question,) = context.records.questions.values()
    assert (question.feedback, question.rejection) == (answer.uid, globex.uid)
    for _ in range(3):
        assert _grown(context, "Globex", "refine.practice").open
        practice.rehearse(context, question.uid, Rating.SMOOTH, 100)
        clock.moment += timedelta(days=1)
    assert _grown(context, "Globex", "refine.practice").state is ActionState.DONE


async def test_a_question_on_the_list_already_is_linked_when_it_is_rehearsed_for_an_answer(
    context: AppContext, clock: Clock
) -> None:
    copied(four, context)
    mine = practice.add_question(context, "Why us?", "own")
    (answer,) = context.records.feedback_of(named(context, "Globex").uid)
    async with opened(context) as (app, pilot):
        app.push_screen(PracticeScreen(context, mine.uid, answer.uid))
        await press(pilot, "enter")
        assert "answers stayed general" in seen(app)
    assert context.records.questions[mine.uid].feedback == answer.uid


async def test_the_agenda_leads_to_the_bench_of_the_answer(context: AppContext) -> None:
    copied(four, context)
    (answer,) = context.records.feedback_of(named(context, "Globex").uid)
    journal.classify(context, answer.uid, NamedGap(Gap.EXPERIENCE, (), "your answers stayed general"))
    async with opened(context) as (app, pilot):
        await press(pilot, "t")
        rows = app.screen.query_one(Rows)
        line = next(i for i in rows.records if getattr(i, "kind", "") == "bullets")
        rows.go_to("|".join(("bullets", line.action, line.key, line.due.isoformat(), line.contact)))
        await press(pilot, "enter")
        assert isinstance(app.screen, BulletsScreen)
        await pilot.press("a")
        await pilot.pause()
        app.screen.post_message(Paste("- Handled customer accounts"))
        await press(pilot, "enter")
    (line,) = context.records.bullets.values()
    assert line.feedback == answer.uid
    refine.rewrite(context, line.uid, "Kept 30 accounts")
    refine.finish(context, line.uid)
    assert _grown(context, "Globex", "refine.bullet").state is ActionState.DONE


async def test_enter_reads_an_answer_that_is_there_and_r_says_when_there_is_none(context: AppContext) -> None:
    copied(four, context)
    globex = named(context, "Globex")
    answered = context.records.action(globex.uid, "feedback.answer")
    assert answered is not None
    async with opened(context) as (app, pilot):
        dashboard(app).select(globex.uid)
        await press(pilot, "2")
        rows = dashboard(app).query_one("#checklist", ChecklistPane).records
        rows.go_to(answered.uid)
        await press(pilot, "v")
        assert "Their answer" in seen(app) and "working days" in seen(app)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, FeedbackDialog) and "kept word for word" in seen(app)
        assert app.screen.query_one("#verbatim", AnswerText).read_only
