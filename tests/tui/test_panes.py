"""The commands of each pane: ticks, snoozes, marks, archives, answers, contacts, and what enter opens."""

from datetime import date, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rejection_tui.domain.agenda import AgendaItem, AgendaKind
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.messages import next_kind
from rejection_tui.domain.progress import open_questions
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import agenda, checklist, contacts, history, journal
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.route import ACTION_ROUTES, Destination, Route
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.journal import JournalPane
from rejection_tui.tui.routes import open_item, open_route
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.widgets.field import Field
from tests.world.app import dashboard, opened, press, said, seen
from tests.world.clock import NOW, Clock
from tests.world.sample import again, copied, four, named, told


def action(context: AppContext, company: str, key: str) -> str:
    """Return the uid of an action."""
    found = context.records.action(named(context, company).uid, key)
    assert found is not None
    return found.uid


def state(context: AppContext, company: str, key: str) -> ActionState:
    return context.records.actions[action(context, company, key)].state


async def at(app: object, pilot: object, company: str, row: str = "") -> ChecklistPane:
    """Go to the checklist of a company, to the row of that key."""
    here = dashboard(app)  # type: ignore[arg-type]
    here.select(named(here.context, company).uid)
    await press(pilot, "2")  # type: ignore[arg-type]
    pane = here.query_one(ChecklistPane)
    if row:
        assert pane.records.go_to(row)
    return pane


# Checklist


async def test_nothing_is_due_where_the_advice_is_to_let_it_go(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await at(app, pilot, "Quantara Pay")
        assert "Let it go" in seen(app) and "if you like" in seen(app)
        await at(app, pilot, "Northlight")
        assert "if you like" not in seen(app)


async def test_space_ticks_and_opens_again(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        uid = action(lived, "Acme", "reply.send")
        pane = await at(app, pilot, "Acme", uid)
        await press(pilot, "space")
        assert lived.records.actions[uid].state is ActionState.DONE
        assert pane.key == uid
        await press(pilot, "space")
        assert lived.records.actions[uid].state is ActionState.TODO


async def test_space_on_a_step_ticks_all_of_it_as_one_transaction(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await at(app, pilot, "Acme", "step:1")
        commands = len(history.entries(lived))
        await press(pilot, "space")
        assert state(lived, "Acme", "reply.draft") is ActionState.DONE
        assert state(lived, "Acme", "reply.send") is ActionState.DONE
        assert len(history.entries(lived)) == commands + 1
        await press(pilot, "u")
        assert state(lived, "Acme", "reply.send") is ActionState.TODO


@pytest.mark.parametrize("row", ["cultivate.contact", "step:4"])
async def test_a_tick_that_would_save_nobody_asks_for_a_person(lived: AppContext, row: str) -> None:
    async with opened(lived) as (app, pilot):
        await at(app, pilot, "Acme", row if row == "step:4" else action(lived, "Acme", row))
        await press(pilot, "space")
        assert isinstance(app.screen, ContactDialog)
        await press(pilot, "escape")
    assert state(lived, "Acme", "cultivate.contact") is ActionState.TODO


async def test_marks_tick_several_at_once(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        pane = await at(app, pilot, "Acme", action(lived, "Acme", "reply.draft"))
        commands = len(history.entries(lived))
        await press(pilot, "x", "x")
        assert len(pane.records.marked) == 2
        assert "▎" in seen(app)
        await press(pilot, "space")
        assert state(lived, "Acme", "reply.draft") is ActionState.DONE
        assert state(lived, "Acme", "reply.send") is ActionState.DONE
        assert not pane.records.marked
        assert len(history.entries(lived)) == commands + 1


async def test_a_day_snoozes_and_words_skip(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        ask, note = action(lived, "Acme", "feedback.ask"), action(lived, "Acme", "cultivate.linkedin")
        await at(app, pilot, "Acme", ask)
        await press(pilot, "s", *"in 3 days".replace(" ", "_").split("_")[0], "space", "3", "space", *"days", "enter")
        until = lived.records.actions[ask].snoozed_until
        assert until is not None
        assert until.date() == date(2026, 11, 27)
        assert lived.records.actions[ask].open
        assert "snoozed until" in seen(app)
        await at(app, pilot, "Acme", note)
        await press(pilot, "s", "tab", *"not", "space", *"there", "enter")
        assert lived.records.actions[note].state is ActionState.SKIPPED
        assert lived.records.actions[note].reason == "not there"
        assert "(not there)" in seen(app)


async def test_a_mistyped_day_is_asked_again_and_skips_nothing(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        ask = action(lived, "Acme", "feedback.ask")
        await at(app, pilot, "Acme", ask)
        commands = len(history.entries(lived))
        await press(pilot, "s", *"in", "space", "2", "space", *"weks", "enter")
        field = app.screen.query_one("#field-until", Field)
        assert field.note == "! “in 2 weks” is not a day I can read. Did you mean “in 2 weeks”?"
        assert len(history.entries(lived)) == commands
        app.screen.query_one("#reason", Input).value = "no one there"
        app.screen.query_one("#until", Input).value = "in 2 weeks"
        await press(pilot, "enter")
        assert "one of the two" in app.screen.query_one("#field-reason", Field).note
        app.screen.query_one("#reason", Input).value = ""
        await press(pilot, "enter")
        snoozed = lived.records.actions[ask]
        assert snoozed.open and snoozed.snoozed_until is not None
        assert snoozed.snoozed_until.date() == date(2026, 12, 8)


async def test_a_step_is_skipped_with_a_reason(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await at(app, pilot, "Acme", "step:2")
        await press(pilot, "s", "tab", *"pointless", "enter")
        assert state(lived, "Acme", "feedback.ask") is ActionState.SKIPPED
        assert state(lived, "Acme", "feedback.answer") is ActionState.SKIPPED


async def test_escape_from_the_reason_changes_nothing(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await at(app, pilot, "Acme", "step:2")
        commands = len(history.entries(lived))
        await press(pilot, "s", *"because", "escape")
        assert isinstance(app.screen, Dashboard)
        assert len(history.entries(lived)) == commands
        await press(pilot, "s")
        assert app.screen.query_one(Input).value == "because"


async def test_no_answer_is_the_normal_case(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await at(app, pilot, "Acme")
        await press(pilot, "n")
        assert "have not asked Acme yet" in said(app)
        assert state(lived, "Acme", "feedback.answer") is ActionState.TODO
        checklist.tick(lived, action(lived, "Acme", "feedback.ask"))
        await press(pilot, "n")
        assert state(lived, "Acme", "feedback.answer") is ActionState.NO_ANSWER
        assert journal.NO_ANSWER_WORDS in said(app)


async def test_the_sample_data_has_every_action_that_opens_something(demo: AppContext) -> None:
    told(demo)
    assert not set(ACTION_ROUTES) - {a.key for a in demo.records.actions.values()}


async def test_enter_opens_what_the_action_needs(demo: AppContext) -> None:
    told(demo)
    actions = [a for key in ACTION_ROUTES for a in [a for a in demo.records.actions.values() if a.key == key][:3]]
    async with opened(demo) as (app, pilot):
        for one in actions:
            dashboard(app).select(one.rejection)
            await press(pilot, "2")
            assert dashboard(app).active_pane.records.go_to(one.uid)
            app.clear_notifications()
            await press(pilot, "enter")
            assert not isinstance(app.screen, Dashboard) or said(app), one
            for _ in range(4):
                if isinstance(app.screen, Dashboard):
                    break
                await press(pilot, "escape")


async def test_enter_on_a_step_opens_its_next_action(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for number in (1, 2, 3, 4):
            app.clear_notifications()
            await at(app, pilot, "Northwind", f"step:{number}")
            await press(pilot, "enter")
            assert not isinstance(app.screen, Dashboard) or said(app), number
            if not isinstance(app.screen, Dashboard):
                await press(pilot, "escape")


# Inbox


async def test_archive_hides_and_h_shows(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "x", "x", "A")
        assert len(inbox.records.rows) == 2
        assert not inbox.records.marked
        await press(pilot, "H")
        assert len(inbox.records.rows) == 4
        assert "archived" in seen(app)
        await press(pilot, "H", "A", "A")
        assert "All of them are archived" in seen(app)
        await press(pilot, "H", "G", "A", "u", "u", "u", "u", "H")
        assert len(inbox.records.rows) == 4


async def test_delete_is_undone(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        one = dashboard(app).selected
        await press(pilot, "delete")
        assert one not in lived.records.rejections
        assert "u brings it back" in said(app)
        await press(pilot, "u")
        assert one in lived.records.rejections
        assert lived.records.actions_of(one)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("cultivate.linkedin", DraftKind.LINKEDIN),
        ("feedback.ask", DraftKind.FEEDBACK),
        ("reply.send", DraftKind.REPLY),
        ("cultivate.contact", DraftKind.REPLY),  # nothing to draft in this row: what is next
    ],
)
async def test_a_draft_is_of_the_row_under_the_cursor(lived: AppContext, key: str, kind: DraftKind) -> None:
    one = named(lived, "Northwind").uid
    action = lived.records.action(one, key)
    assert action is not None
    async with opened(lived) as (app, pilot):
        dashboard(app).select(one)
        await press(pilot, "2")
        assert dashboard(app).query_one(ChecklistPane).records.go_to(action.uid)
        await press(pilot, "d")
        assert isinstance(app.screen, Composer)
        assert app.screen.draft.kind is kind


async def test_every_row_of_the_checklist_says_why(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        dashboard(app).select(named(lived, "Northwind").uid)
        await press(pilot, "2")
        pane = dashboard(app).query_one(ChecklistPane)
        for row in pane.records.rows:
            if row.stop:
                pane.records.go_to(row.key)
                await press(pilot, "v")
                assert isinstance(app.screen, PickDialog), row.key
                assert "Why:" in seen(app)
                await press(pilot, "escape")


# Journal


async def test_journal_commands(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "3")
        journal = dashboard(app).query_one(JournalPane)
        assert len(journal.records.rows) == 2
        for key, name in (
            ("enter", "FeedbackDialog"),
            ("e", "FeedbackDialog"),
            ("d", "Composer"),
            ("c", "BulletsScreen"),
            ("b", "LearningDialog"),
            ("a", "OptionSearch"),
        ):
            await press(pilot, key)
            assert type(app.screen).__name__ == name, key
            await press(pilot, "escape")
        of = lived.records.feedback[journal.key].rejection
        await press(pilot, "R")
        assert dashboard(app).active_pane.number == 1
        assert dashboard(app).selected == of
        await press(pilot, "3", "delete")
        assert len(journal.records.rows) == 1
        await press(pilot, "u")
        assert len(journal.records.rows) == 2


async def test_whose_answer_it_is_is_asked_and_those_who_were_asked_stand_first(demo: AppContext) -> None:
    waiting = demo.records.rejections[open_questions(demo.records)[0]].company
    async with opened(demo) as (app, pilot):
        await press(pilot, "3", "a")
        assert "Whose answer is it?" in seen(app) and "asked, no answer yet" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, FeedbackDialog) and waiting in str(
            app.screen.query(".dialog").first().border_title
        )
        await press(pilot, "escape", "a", *"bluefinch", "enter")
        assert isinstance(app.screen, FeedbackDialog)
        assert "Bluefinch" in str(app.screen.query(".dialog").first().border_title)
        await press(pilot, "escape", "a", "escape")
        assert isinstance(app.screen, Dashboard)


async def test_an_answer_without_a_rejection_is_said(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "3", "a")
        assert "Add a rejection first" in said(app)


# Contacts


async def test_contacts_commands(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "4")
        pane = dashboard(app).query_one(ContactsPane)
        priya = next(c for c in lived.records.contacts.values() if c.name == "Priya Nair")
        assert pane.records.go_to(priya.uid)
        for key, name in (
            ("enter", "PersonScreen"),
            ("e", "ContactDialog"),
            ("T", "TouchDialog"),
            ("d", "Composer"),
            ("a", "ContactDialog"),
            ("I", "PeopleDialog"),
        ):
            await press(pilot, key)
            assert type(app.screen).__name__ == name, key
            await press(pilot, "escape")
        assert pane.key == priya.uid
        await press(pilot, "n")
        assert lived.records.touches_of(priya.uid)[-1].answered is False
        await press(pilot, "y")
        assert lived.records.touches_of(priya.uid)[-1].answered is True
        await press(pilot, "s", *"fri", "enter")
        assert lived.records.contacts[priya.uid].snoozed_until == date(2026, 11, 27)
        assert "snoozed until" in seen(app)
        await press(pilot, "N")
        app.clear_notifications()
        await pilot.pause()
        assert lived.records.contacts[priya.uid].never_again
        assert "never again" in seen(app)
        assert pane.key == priya.uid
        await press(pilot, "N", "A")
        assert lived.records.contacts[priya.uid].archived
        assert priya.uid not in {row.key for row in pane.records.rows}
        await press(pilot, "H")
        assert pane.records.go_to(priya.uid)
        await press(pilot, "A", "delete")
        assert priya.uid not in lived.records.contacts
        await press(pilot, "u")
        assert priya.uid in lived.records.contacts


async def test_a_snooze_that_is_no_day_is_said(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "4", "s", *"whenever", "enter")
        assert "is not a day I can read. Try tomorrow" in app.screen.query_one("#field-until", Field).note
        app.screen.query_one("#until", Input).value = "yesterday"
        await press(pilot, "enter")
        assert "not to come" in app.screen.query_one("#field-until", Field).note
        assert not app.screen.query("#reason")


# The agenda's things, on the demo


async def test_everything_on_the_demo_agenda_opens(demo: AppContext) -> None:
    items = agenda.agenda(demo)
    assert len({item.kind for item in items}) >= 6
    async with opened(demo) as (app, pilot):
        for item in items:
            await opens(app, pilot, item)


async def test_every_kind_of_thing_opens(lived: AppContext) -> None:
    """Each kind with every record it could be about, even where today's rules would not put it on the agenda."""
    answer = next(iter(lived.records.feedback.values()))
    person = next(iter(lived.records.contacts.values()))
    one = named(lived, "Globex")
    async with opened(lived) as (app, pilot):
        for kind in AgendaKind:
            item = AgendaItem(kind, "x", NOW.date(), rejection=one.uid, contact=person.uid, ref=answer.uid)
            await opens(app, pilot, item)


async def opens(app: RejTUI, pilot: Pilot[None], item: AgendaItem) -> None:
    here = dashboard(app)
    app.clear_notifications()
    commands = len(history.entries(here.context))
    open_item(here, item)
    await press(pilot, "f12")
    opened_something = not isinstance(app.screen, Dashboard) or said(app)
    assert opened_something or len(history.entries(here.context)) > commands, item
    while not isinstance(app.screen, Dashboard):
        await press(pilot, "escape")


async def test_a_wish_about_a_record_that_is_gone_is_a_sentence(lived: AppContext) -> None:
    routes = ("reapply", "letter", "timeline", "feedback", "contact", "draft", "rejection", "company", "touch", "gap")
    async with opened(lived) as (app, pilot):
        here = dashboard(app)
        for route in routes:
            open_route(here, Destination(Route(route), "f" * 32))
            await press(pilot, "f12")
            assert app.is_running, route
            while app.screen is not here:
                await press(pilot, "escape")


async def test_a_due_contact_is_marked_by_sign_and_words(lived: AppContext) -> None:
    priya = next(c for c in lived.records.contacts.values() if c.name == "Priya Nair")
    fresh = again(lived)
    fresh.clock = Clock(NOW + timedelta(days=90))
    async with opened(fresh) as (app, _):
        line = next(line for line in seen(app).splitlines() if "! Priya Nair" in line)
        assert "overdue since" in line
    assert contacts.cadence(fresh, priya.uid).warmth.name == "OVERDUE"


async def test_where_the_row_is_done_the_next_message_is_drafted(lived: AppContext) -> None:
    """A reply that was sent is not drafted a second time; the step above it has the answer to thank for."""
    one = next(uid for uid in lived.records.rejections if next_kind(lived.records, uid, NOW) is DraftKind.THANKS)
    async with opened(lived) as (app, pilot):
        dashboard(app).select(one)
        await press(pilot, "2")
        assert dashboard(app).query_one(ChecklistPane).records.go_to("step:1")
        await press(pilot, "d")
        assert isinstance(app.screen, Composer) and app.screen.draft.kind is DraftKind.THANKS


async def test_the_pane_with_the_focus_says_where_the_cursor_is(context: AppContext, clock: Clock) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        inbox, checklist = dashboard(app).query_one(InboxPane), dashboard(app).query_one(ChecklistPane)
        assert "1 of 4" in str(inbox.border_subtitle) and not checklist.border_subtitle
        await press(pilot, "G")
        assert "4 of 4" in str(inbox.border_subtitle)
        await press(pilot, "slash", *"glob", "enter")
        assert not inbox.border_subtitle  # one of one says nothing
        await press(pilot, "2", "j")
        places = [row for row in checklist.records.rows if row.stop]
        assert f"2 of {len(places)}" in str(checklist.border_subtitle) and not inbox.border_subtitle
