"""Reminders, outcomes with their days and interviews by keyboard."""

from datetime import date, timedelta

import pytest
from textual.widgets import Input

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.services import history, interviews, rejections, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.edit import EditDialog
from rejection_tui.tui.dialogs.interview import InterviewDialog
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.dialogs.reminder import ReminderDialog, subject_of
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.screens.timeline import TimelineScreen
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, dashboard, opened, press, said, seen
from tests.world.clock import NOW
from tests.world.records import fact
from tests.world.sample import named

TODAY = NOW.date()
SIZE = (120, 36)


def only(context: AppContext) -> str:
    """Return the words of the one open reminder."""
    (one,) = reminders.listed(context.records)
    return one.what


async def test_r_proposes_words_and_takes_a_day_in_words(lived: AppContext) -> None:
    one = named(lived, "Northwind")
    async with opened(lived, SIZE) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "r", *"in 3 weeks", "enter")
        (made,) = reminders.listed(lived.records)
        assert (made.day, made.rejection) == (TODAY + timedelta(days=21), one.uid) and made.what.startswith("Write to ")
        assert f"Reminder: {made.what}"[:20] in seen(app), "a quiet line of the checklist"
        await press(pilot, "u")
        assert not lived.records.reminders


@pytest.mark.parametrize(("pane", "key"), [("2", "checklist"), ("3", "journal"), ("4", "contacts")])
async def test_r_works_in_every_pane(lived: AppContext, pane: str, key: str) -> None:
    async with opened(lived, SIZE) as (app, pilot):
        await press(pilot, pane, "r", *"tomorrow", "enter")
        (made,) = reminders.listed(lived.records)
        assert bool(made.contact) is (key == "contacts") and bool(made.rejection) is (key != "contacts")
        assert dashboard(app).active_pane.id == key


async def test_a_wrong_day_is_asked_again_and_nothing_is_saved(lived: AppContext) -> None:
    one = named(lived, "Northwind")
    app = SmallApp(lambda: ReminderDialog(lived, subject_of(lived.records, one.uid)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for typed, words in (
            ("", "Which day"),
            ("in 2 weks", "in 2 weeks"),
            ("yesterday", "past"),
            ("31.02.2026", "day"),
        ):
            app.screen.query_one("#day", Input).value = typed
            await pilot.press("enter")
            await pilot.pause()
            assert words in app.screen.query_one("#field-day", Field).note, typed
        app.screen.query_one("#day", Input).value = "fri"
        app.screen.query_one("#what", Input).value = "  "
        await pilot.press("enter")
        assert app.screen.query_one("#field-what", Field).has_class("-wrong")
    assert not lived.records.reminders


def told(context: AppContext) -> Rejection:
    """Return a rejection whose letter invites to apply again in March."""
    one = replace(named(context, "Northwind"), facts=(fact(FactType.REAPPLY, "2027-03", "Apply again in March."),))
    with context.store.transaction("Said", NOW) as transaction:
        transaction.put(one)
    return one


async def test_the_day_they_named_is_the_first_choice_with_its_words(lived: AppContext) -> None:
    one = told(lived)
    async with opened(lived, SIZE) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "r")
        assert "they said March 2027" in seen(app) and "“Apply again in March.”" in seen(app)
        await press(pilot, "enter")
        (made,) = reminders.listed(lived.records)
        assert (made.day, made.what) == (date(2027, 3, 1), "Apply again at Northwind")
        await press(pilot, "r", "right")
        assert app.screen.query_one("#day", Input).value == ""


async def test_r_sets_the_day_to_apply_again_and_the_form_clears_it(lived: AppContext) -> None:
    one = told(lived)
    async with opened(lived, SIZE) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "r", "tab", *"1 May 2027", "tab", "tab", "right", "enter")
        assert lived.records.rejections[one.uid].reapply_from == date(2027, 5, 1) and not lived.records.reminders
        await press(pilot, "e")
        assert isinstance(app.screen, EditDialog)
        line = app.screen.query_one("#reapply", Input)
        assert line.value == "2027-05-01"
        line.value = "in 2 weks"
        await press(pilot, "ctrl+s")
        assert "in 2 weeks" in app.screen.query_one("#field-reapply", Field).note
        line.value = ""
        await press(pilot, "ctrl+s")
        assert lived.records.rejections[one.uid].reapply_from is None


async def _to_the_reminder(app: SmallApp, rows: Rows[AgendaItem]) -> None:
    for index, option in enumerate(rows.options):
        rows.highlighted = None if option.disabled else index
        if isinstance(rows.current, AgendaItem) and rows.current.kind == "reminder":
            return
    raise AssertionError("no reminder")


async def test_the_agenda_does_moves_lets_go_and_deletes_it(lived: AppContext) -> None:
    made = reminders.add(lived, TODAY, "Call them")
    app = SmallApp(lambda: AgendaScreen(lived))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        acts = {
            ("space",): lambda: lived.records.reminders[made.uid].done is not None,
            ("s", *"in 2 days", "enter"): lambda: lived.records.reminders[made.uid].day == TODAY + timedelta(days=2),
            ("N", *"no need", "enter"): lambda: lived.records.reminders[made.uid].reason == "no need",
            ("r", *"in 4 days", "enter"): lambda: lived.records.reminders[made.uid].day == TODAY + timedelta(days=4),
            ("delete",): lambda: made.uid not in lived.records.reminders,
        }
        for keys, happened in acts.items():
            await _to_the_reminder(app, rows)
            await pilot.press(*keys)
            await pilot.pause()
            assert happened(), keys
            history.undo(lived)
            assert lived.records.reminders[made.uid] == made, keys
            app.records_changed.publish(None)
            await pilot.pause()


async def test_a_reminder_on_nothing_is_set_in_an_empty_agenda(context: AppContext) -> None:
    async with opened(context, SIZE) as (app, pilot):
        await press(pilot, "escape") if not app.screen.is_current or len(app.screen_stack) > 2 else None
        await press(pilot, "t", "r", *"tomorrow", "tab", *"Buy stamps", "enter")
        assert only(context) == "Buy stamps" and "Buy stamps" in seen(app)


async def test_marked_rejections_change_their_outcome_at_once(lived: AppContext) -> None:
    async with opened(lived, SIZE) as (app, pilot):
        past = len(history.entries(lived))
        await press(pilot, "X", "o")
        assert isinstance(app.screen, OutcomeDialog)
        app.screen.query_one("#outcome").value = Outcome.CLOSED.value  # type: ignore[attr-defined]  # a Choice
        await press(pilot, "enter")
        assert {one.outcome for one in lived.records.inbox()} == {Outcome.CLOSED}
        assert len(history.entries(lived)) == past + 1 and not dashboard(app).active_pane.records.marked


async def test_an_interview_asks_for_its_day_and_reminds(lived: AppContext) -> None:
    one = named(lived, "Northwind")
    app = SmallApp(lambda: OutcomeDialog(lived, [one.uid]))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert not app.screen.query_one("#field-ahead").display
        app.screen.query_one("#outcome").value = Outcome.INTERVIEW.value  # type: ignore[attr-defined]  # a Choice
        await pilot.pause()
        assert app.screen.query_one("#field-ahead").display
        for name, typed in (("on", "tomorrow"), ("ahead", "yesterday"), ("ahead", "in 2 weks")):
            line = app.screen.query_one(f"#{name}", Input)
            before, line.value = line.value, typed
            await pilot.press("enter")
            assert app.screen.query_one(f"#field-{name}", Field).has_class("-wrong"), typed
            line.value = before
        app.screen.query_one("#ahead", Input).value = "in 3 days"
        await pilot.press("enter")
        await pilot.pause()
    assert lived.records.rejections[one.uid].outcome is Outcome.INTERVIEW
    assert only(lived) == "Interview at Northwind"


async def test_an_interview_is_noted_read_practised_and_deleted_in_the_timeline(lived: AppContext) -> None:
    one = named(lived, "Northwind")
    app = SmallApp(lambda: TimelineScreen(lived, one.uid))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("W")
        await pilot.pause()
        assert isinstance(app.screen, InterviewDialog)
        await pilot.press(*"second", "tab", "tab", *"Ada", "tab", *"Why us", "enter", *"Why you", "ctrl+s")
        await pilot.pause()
        (noted,) = lived.records.interviews_of(one.uid)
        assert (noted.round, noted.people, noted.questions) == ("second", "Ada", ("Why us", "Why you"))
        rows = app.screen.query_one(Rows)
        rows.highlighted = next(n for n, option in enumerate(rows.options) if ":interview" in str(option.id))
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [q.text for q in lived.records.questions.values() if q.source == "asked"] == ["Why us"]
        assert interviews.questions_to_practise(lived.records, noted.uid) == ("Why you",)
        await pilot.press("delete")
        await pilot.pause()
        assert not lived.records.interviews and "u brings it back" in said(app)


async def test_hostile_words_are_shown_as_they_are(lived: AppContext) -> None:
    one = named(lived, "Northwind")
    reminders.add(lived, TODAY, "[bold]x[/] $ \x1b[31m=HYPERLINK()", one.uid)
    interviews.add(lived, one.uid, TODAY, "[/]", "[red]", ["[b]?"], "[link=x]")
    async with opened(lived, (200, 50)) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "h")
        assert "[bold]x[/]" in seen(app) and "Interview: [/]" in seen(app)
        rejections.delete(lived, [one.uid])
        await press(pilot, "escape")
