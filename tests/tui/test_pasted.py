"""A paste that no field takes opens what the text is, from the dashboard and from every full screen."""

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.people import PeopleDialog
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.widgets.marked_text import MarkedText
from tests.services.test_pasted import ANSWER, CARD, CV, LETTER
from tests.world.app import dashboard, opened, paste, press, said
from tests.world.sample import northwind


@pytest.mark.parametrize(("text", "opens"), [(LETTER, AddDialog), (CARD, PeopleDialog), (CV, CvDialog)])
async def test_the_dashboard_opens_what_it_is(demo: AppContext, text: str, opens: type[object]) -> None:
    async with opened(demo) as (app, pilot):
        await paste(pilot, text)
        assert isinstance(app.screen, opens)


async def test_cards_are_shown_and_taken_with_one_key(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await paste(pilot, CARD)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Dashboard)
        await paste(pilot, "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
        assert isinstance(app.screen, Dashboard) and "Nothing was imported" in said(app)
    assert [contact.name for contact in context.records.contacts.values()] == ["Anna Letter"]


async def test_an_answer_to_an_open_question_is_recorded(context: AppContext) -> None:
    rejection = northwind(context)
    asked = context.records.action(rejection.uid, ActionKey.FEEDBACK_ASK)
    assert asked is not None
    checklist.tick(context, asked.uid)
    async with opened(context) as (app, pilot):
        await paste(pilot, ANSWER)
        assert isinstance(app.screen, FeedbackDialog)
        assert "a little short on the results" in app.screen.query_one("#verbatim", MarkedText).text
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Dashboard) and dashboard(app).selected == rejection.uid
    (answer,) = context.records.feedback.values()
    assert answer.rejection == rejection.uid


@pytest.mark.parametrize("key", ["t", "i", "p", "l"])
async def test_full_screens_hand_it_on(demo: AppContext, key: str) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, key)
        assert not isinstance(app.screen, Dashboard)
        await paste(pilot, LETTER)
        assert isinstance(app.screen, AddDialog)


async def test_a_dialog_keeps_what_it_has_no_field_for(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, "question_mark")
        here = app.screen
        await paste(pilot, LETTER)
        assert app.screen is here


async def test_the_composer_says_how_to_paste_into_the_draft(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, "j", "d")
        here = app.screen
        await paste(pilot, LETTER)
        assert app.screen is here and "Press e to write" in said(app)
