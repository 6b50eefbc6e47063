"""The checklist follows the letter, on the screen: what is skipped with its reason, and what enter opens."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import agenda, profile
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.routes import open_item
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.widgets.marked_text import MarkedText
from tests.world.app import dashboard, opened, press, seen
from tests.world.records import fact
from tests.world.sample import told


@pytest.fixture
def northwind(context: AppContext) -> Rejection:
    """A rejection whose letter asks, gives and offers all that the checklist follows."""
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    return told(context)


async def enter_on(app: object, pilot: Pilot[None], one: Rejection, key: str) -> None:
    """Go to the action of that key in the checklist and press enter."""
    here = dashboard(app)  # type: ignore[arg-type]
    here.select(one.uid)
    await press(pilot, "2")
    action = here.context.records.action(one.uid, key)
    assert action is not None and here.query_one(ChecklistPane).records.go_to(action.uid)
    await press(pilot, "enter")


async def test_the_checklist_shows_what_the_letter_asks_and_what_it_made_moot(
    context: AppContext, northwind: Rejection
) -> None:
    async with opened(context, size=(200, 60)) as (app, pilot):
        dashboard(app).select(northwind.uid)
        await press(pilot, "2")
        shown = seen(app)
        for words in (
            "Answer: “May we come back to you?”",
            "They ask: “Please send the badge back.”",
            "Accept the call they offer",
            "Note the feedback in their letter",
            "Apply again, from March 2027",
            "Ask one question (Their letter already says",
        ):
            assert words in shown, words
        assert "from 1 Mar 2027" in shown


async def test_space_opens_a_request_that_the_letter_made_moot(context: AppContext) -> None:
    one = told(context, fact(FactType.FEEDBACK_REFUSED))
    async with opened(context) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "2")
        ask = context.records.action(one.uid, "feedback.ask")
        assert ask is not None and ask.state is ActionState.SKIPPED
        assert dashboard(app).query_one(ChecklistPane).records.go_to(ask.uid)
        await press(pilot, "space")
        assert context.records.actions[ask.uid].open


async def test_enter_notes_the_feedback_with_the_words_of_the_letter(context: AppContext, northwind: Rejection) -> None:
    async with opened(context) as (app, pilot):
        await enter_on(app, pilot, northwind, "feedback.note")
        assert isinstance(app.screen, FeedbackDialog)
        assert app.screen.query_one("#verbatim", MarkedText).text == "Your examples stayed general."
        assert app.screen.query_one("#received", Input).value == northwind.received.date().isoformat()
        await press(pilot, "ctrl+s")
    (answer,) = context.records.feedback_of(northwind.uid)
    assert (answer.verbatim, answer.received.date()) == ("Your examples stayed general.", northwind.received.date())
    note = context.records.action(northwind.uid, "feedback.note")
    assert note is not None and note.state is ActionState.DONE


async def test_an_answer_of_theirs_begins_with_an_empty_page(context: AppContext, northwind: Rejection) -> None:
    async with opened(context) as (app, pilot):
        dashboard(app).select(northwind.uid)
        await press(pilot, "2", "a")
        assert isinstance(app.screen, FeedbackDialog)
        assert app.screen.query_one("#verbatim", MarkedText).text == ""


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("reply.answer", DraftKind.ANSWER),
        ("feedback.call", DraftKind.CALL),
        ("cultivate.reapply", DraftKind.REAPPLY),
    ],
)
async def test_enter_drafts_what_answers_the_letter(
    context: AppContext, northwind: Rejection, key: str, kind: DraftKind
) -> None:
    async with opened(context) as (app, pilot):
        await enter_on(app, pilot, northwind, key)
        assert isinstance(app.screen, Composer) and app.screen.draft.kind is kind
        assert ("Their letter says to apply again from March 2027." in seen(app)) is (kind is DraftKind.REAPPLY)


async def test_enter_on_a_request_shows_the_letter(context: AppContext, northwind: Rejection) -> None:
    async with opened(context) as (app, pilot):
        await enter_on(app, pilot, northwind, "reply.request")
        assert isinstance(app.screen, LetterScreen)


@pytest.mark.parametrize(
    ("kind", "screen"),
    [("answer", Composer), ("call", Composer), ("request", LetterScreen), ("note", FeedbackDialog)],
)
async def test_the_line_of_the_agenda_opens_the_same(
    context: AppContext, northwind: Rejection, kind: str, screen: type
) -> None:
    (item,) = [i for i in agenda.agenda(context) if i.kind == kind]
    async with opened(context) as (app, pilot):
        open_item(dashboard(app), item)
        await pilot.pause()
        assert isinstance(app.screen, screen)
        if kind == "note":
            assert app.screen.query_one("#verbatim", MarkedText).text == "Your examples stayed general."
