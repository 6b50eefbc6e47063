"""Applications without an answer on the dashboard: added, shown apart, listed with keys, and taken from mail."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.silence import SilenceState, state_of
from rejection_tui.services import letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.importing import ImportScreen
from rejection_tui.tui.screens.timeline import TimelineScreen
from rejection_tui.tui.screens.unanswered import UnansweredScreen
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.reading_list import WAITING, ReadingList
from tests.services.test_silence import the_confirmation
from tests.world.app import SmallApp, dashboard, opened, press, seen
from tests.world.clock import NOW


def silent(context: AppContext, company: str, days: int = 40) -> Rejection:
    """File an application by hand."""
    if not context.records.me.confirmed:
        profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")
    sent = NOW - timedelta(days=days)
    entry = letters.Entry(company, "Analyst", sent, kind=RejectionKind.NO_ANSWER, applied=sent.date())
    return rejections.add(context, entry)


@pytest.fixture
def three(context: AppContext) -> AppContext:
    """Two applications that stayed silent, and one that is young."""
    for company, days in (("Globex", 50), ("Hooli", 40), ("Initech", 3)):
        silent(context, company, days)
    return context


async def test_the_list_opens_by_key_asks_and_lets_go_of_all_marked(three: AppContext) -> None:
    async with opened(three, (120, 36)) as (app, pilot):
        await press(pilot, "Q")
        assert isinstance(app.screen, UnansweredScreen)
        text = seen(app)
        assert text.index("No word from them · 2") < text.index("Globex") < text.index("Still early · 1")
        assert "no word for seven weeks" in text
        await press(pilot, "enter")
        assert isinstance(app.screen, Composer)
        await press(pilot, "escape")
        await press(pilot, "x", "j", "x", "n")
        assert {r.company for r in three.records.rejections.values() if r.outcome is Outcome.CLOSED} == {
            "Globex",
            "Hooli",
        }
        await press(pilot, "u")
        assert not [r for r in three.records.rejections.values() if r.outcome is Outcome.CLOSED]
        await press(pilot, "g", "space")
        globex = next(r for r in three.records.rejections.values() if r.company == "Globex")
        assert state_of(three.records, globex, NOW) is SilenceState.ASKED


async def test_enter_says_what_it_opens_and_opens_it(three: AppContext) -> None:
    async with opened(three, (120, 36)) as (app, pilot):
        await press(pilot, "Q", "g", "space", "g")  # one is asked about, and stands below the other

        def enter() -> list[str]:
            return [key.label for key in app.screen.query_one(KeyLine).keys if key.display == "⏎"]

        assert enter() == ["open"] and "opens one polite question" in seen(app)
        await press(pilot, "j")
        assert enter() == ["open"] and "opens the timeline" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TimelineScreen)


async def test_an_empty_list_says_how_to_fill_it_and_a_opens_the_form(context: AppContext) -> None:
    rejections.add(context, letters.Entry("Acme", "Analyst", NOW))
    async with opened(context, (100, 30)) as (app, pilot):
        await press(pilot, "Q")
        assert "No application waits for an answer." in seen(app)
        await press(pilot, "x", "X", "n", "space", "enter", "d")  # nothing to act on
        assert isinstance(app.screen, UnansweredScreen)
        await press(pilot, "a")
        assert isinstance(app.screen, AddDialog)


async def test_the_form_hides_the_date_of_the_letter_and_files_by_the_day_it_was_sent(context: AppContext) -> None:
    app = SmallApp(lambda: AddDialog(context, waits=True))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert not app.screen.query_one("#field-received").display
        await pilot.press(*"Globex")
        app.screen.query_one("#applied", Input).value = "40 days ago"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (made,) = context.records.rejections.values()
        assert (made.kind, made.applied) == (RejectionKind.NO_ANSWER, (NOW - timedelta(days=40)).date())
        assert made.received.date() == made.applied


async def test_another_kind_brings_the_date_of_the_letter_back(context: AppContext) -> None:
    app = SmallApp(lambda: AddDialog(context, waits=True))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#kind", Choice).value = RejectionKind.TURNED_DOWN
        await pilot.pause()
        assert app.screen.query_one("#field-received").display


async def test_a_pasted_confirmation_is_filed_as_what_it_is(context: AppContext) -> None:
    app = SmallApp(lambda: AddDialog(context, the_confirmation()))
    async with app.run_test(size=(100, 40), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "waits for an answer" in seen(app) and "as a rejection" not in seen(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        (made,) = context.records.rejections.values()
        assert made.kind is RejectionKind.NO_ANSWER and not made.letter and context.records.correspondence_of(made.uid)


async def test_the_inbox_shows_them_apart_and_finds_them(three: AppContext) -> None:
    rejections.add(three, letters.Entry("Acme", "Analyst", NOW))
    async with opened(three, (140, 40)) as (app, pilot):
        text = seen(app)
        assert "1 open · 3 without an answer" in text and "no word for five weeks" in text and "! due" in text
        assert "… waiting for an answer" in text
        await press(pilot, "slash", *"no answer", "enter")
        shown = seen(app)
        assert "Globex" in shown and dashboard(app).selected != "" and "Acme  " not in shown.partition("Checklist")[0]


async def test_the_checklist_shows_two_short_steps_and_enter_opens_the_question(context: AppContext) -> None:
    made = silent(context, "Globex")
    async with opened(context, (120, 36)) as (app, pilot):
        assert dashboard(app).selected == made.uid
        text = seen(app)
        assert "1 Ask once, then let go" in text and "2 Cultivate" in text and "Should I reply" not in text
        await press(pilot, "2", "enter")
        assert isinstance(app.screen, Composer)
        await press(pilot, "escape", "s")
        assert "Ask once, then let go" in seen(app)  # the whole step can be put off
        await press(pilot, "escape", "space")
        states = {a.key for a in context.records.actions_of(made.uid) if not a.open}
        assert {ActionKey.SILENCE_ASK, ActionKey.SILENCE_LET_GO} <= states


async def test_the_line_of_all_on_the_agenda_opens_the_list(three: AppContext) -> None:
    async with opened(three, (120, 36)) as (app, pilot):
        assert "No word for five weeks: 2 applications" in seen(app)
        await press(pilot, "5")
        assert isinstance(app.screen, UnansweredScreen)


async def test_a_confirmation_is_taken_with_one_key_and_never_by_mark_all(context: AppContext, tmp_path: Path) -> None:
    profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "got.eml").write_text(the_confirmation(), "utf-8")
    async with opened(context, (120, 36)) as (app, pilot):
        app.push_screen(ImportScreen(context, folder))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await press(pilot)
        rows = app.screen.query_one(ReadingList)
        (row,) = rows.rows.values()
        assert row.group == WAITING and not row.marked
        assert "Applications waiting for an answer: space takes one · 1" in seen(app)
        await press(pilot, "X")
        assert not row.marked
        await press(pilot, "space", "ctrl+s")
        (made,) = context.records.rejections.values()
        assert made.kind is RejectionKind.NO_ANSWER
