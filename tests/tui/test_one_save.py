"""One key that saves is one act in the history: one undo takes all of it back."""

from datetime import timedelta

from textual.widgets import Input, TextArea

from rejection_tui.domain.feedback import Gap
from rejection_tui.services import contacts, history, journal, practice
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.screens.rehearsal import RehearsalScreen
from rejection_tui.tui.widgets.choice import Choice
from tests.world.app import SmallApp, press
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.sample import jane, northwind


def form(app: SmallApp) -> FormDialog[str]:
    screen = app.screen
    assert isinstance(screen, FormDialog)
    return screen


def acts(context: AppContext) -> int:
    return len(history.entries(context))


async def test_a_touch_and_the_answer_to_the_one_before(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    first = contacts.touch(context, contact.uid, "email", "the article", at=NOW - timedelta(days=9))
    before, past = context.records, acts(context)
    app = SmallApp(lambda: TouchDialog(context, contact.uid))
    async with app.run_test() as pilot:
        form(app).put("what", "a talk")
        form(app).query_one("#channel", Choice).value = "phone"
        form(app).query_one("#before", Choice).value = "yes"
        await press(pilot, "ctrl+s")
    assert context.records.touches[first.uid].answered and acts(context) == past + 1
    history.undo(context)
    assert context.records == before


async def test_a_contact_with_the_wish_to_be_left_alone(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    before, past = context.records, acts(context)
    app = SmallApp(lambda: ContactDialog(context, contact))
    async with app.run_test() as pilot:
        form(app).put("role", "Recruiter")
        form(app).query_one("#alone", Choice).value = "yes"
        await press(pilot, "ctrl+s")
    new = context.records.contacts[contact.uid]
    assert new.never_again and new.role == "Recruiter" and acts(context) == past + 1
    history.undo(context)
    assert context.records == before


async def test_an_answer_that_is_accepted_and_later_corrected(context: AppContext) -> None:
    uid = northwind(context).uid
    past = acts(context)
    app = SmallApp(lambda: FeedbackDialog(context, uid))
    async with app.run_test() as pilot:
        app.screen.query_one("#verbatim", TextArea).insert("You lack Airflow.")
        form(app).query_one("#accepted", Choice).value = "yes"
        await press(pilot, "ctrl+s")
    (answer,) = context.records.feedback.values()
    assert answer.accepted and acts(context) == past + 1
    again = SmallApp(lambda: FeedbackDialog(context, uid, answer))
    async with again.run_test() as pilot:
        form(again).query_one("#gap", Choice).value = Gap.SKILL
        form(again).query_one("#accepted", Choice).value = ""
        form(again).query_one("#notes", TextArea).insert("They are right.")
        await press(pilot, "ctrl+s")
    new = context.records.feedback[answer.uid]
    assert (new.gap, new.accepted, new.notes) == (Gap.SKILL, False, "They are right.") and acts(context) == past + 2
    history.undo(context)
    assert journal.get(context.records, answer.uid) == answer


async def test_a_rehearsal_and_its_notes(context: AppContext, clock: Clock) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    before, past = context.records, acts(context)
    app = SmallApp(lambda: RehearsalScreen(context, [one.uid]))
    async with app.run_test() as pilot:
        app.screen.query_one("#part-0", Input).value = "a small team"
        app.screen.set_focus(None)
        screen = app.screen
        assert isinstance(screen, RehearsalScreen)
        screen.action_clock()
        clock.moment += timedelta(seconds=90)
        screen.action_rate("smooth")
        await pilot.pause()
    assert context.records.questions[one.uid].them == "a small team" and acts(context) == past + 1
    history.undo(context)
    assert context.records == before


async def test_a_letter_and_the_own_name(context: AppContext) -> None:
    before = context.records
    app = SmallApp(lambda: AddDialog(context, LETTER))
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "ctrl+s")
    assert context.records.me.confirmed and len(context.records.rejections) == 1 and acts(context) == 1
    history.undo(context)
    assert context.records == before
