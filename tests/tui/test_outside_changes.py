"""Another program changes the file while the dashboard is open: everything stays where it was, and nothing is lost."""

import errno
import fcntl
from datetime import timedelta

import pytest
from textual.widgets import Input

from rejection_tui.domain.errors import Refused
from rejection_tui.services import checklist, contacts, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import POLL_SECONDS
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.screens.dashboard import Dashboard
from tests.world.app import dashboard, opened, press, said, seen
from tests.world.clock import NOW
from tests.world.sample import again, named


def test_the_file_is_looked_at_within_a_second() -> None:
    assert POLL_SECONDS <= 1


async def test_cursors_stay_on_their_records(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        here = dashboard(app)
        inbox, people = here.query_one(InboxPane), here.query_one(ContactsPane)
        await press(pilot, "j", "4", "j", "1")
        stood, person = inbox.key, people.key
        rejections.add(other, letters.Entry("Umbra", "Analyst", NOW))
        contacts.add(other, "Aaron First", company="Umbra")
        app.poll_file()
        await pilot.pause()
        assert (inbox.key, people.key) == (stood, person)
        assert len(inbox.records.rows) == 5
        assert "Umbra" in seen(app)
        assert here.query_one(ChecklistPane).rejection == stood


async def test_a_tick_elsewhere_shows_and_the_checklist_stands_still(lived: AppContext) -> None:
    other, one = again(lived), named(lived, "Acme")
    ask = lived.records.action(one.uid, "feedback.ask")
    assert ask is not None
    async with opened(lived) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "2", "j", "j", "j", "j")
        pane = dashboard(app).query_one(ChecklistPane)
        stood = pane.key
        checklist.tick(other, ask.uid)
        app.poll_file()
        await pilot.pause()
        assert pane.key == stood
        assert "✓ Ask one question" in seen(app)


async def test_a_record_deleted_elsewhere_leaves_the_cursor_near(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "j")
        gone = inbox.key
        rejections.delete(other, [gone])
        app.poll_file()
        await pilot.pause()
        assert inbox.key in lived.records.rejections
        assert dashboard(app).query_one(ChecklistPane).rejection == inbox.key
        await press(pilot, "G", "j")
        assert inbox.key in lived.records.rejections


async def test_a_typed_filter_survives(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        await press(pilot, "slash", *"acm")
        rejections.add(other, letters.Entry("Acme Two", "Analyst", NOW))
        app.poll_file()
        await press(pilot, "e")
        inbox = dashboard(app).query_one(InboxPane)
        assert inbox.query_one(Input).value == "acme"
        assert len(inbox.records.rows) == 2


async def test_typed_text_in_a_dialog_survives(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        await press(pilot, "a", *"Umb")
        dialog = app.screen
        assert isinstance(dialog, AddDialog)
        rejections.add(other, letters.Entry("Elsewhere", "Analyst", NOW))
        app.poll_file()
        await press(pilot, *"ra")
        assert app.screen is dialog
        assert "Umbra" in [line.value for line in dialog.query(Input)]


async def test_marks_on_vanished_records_go(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "x", "x")
        first, second = (row.key for row in inbox.records.rows[:2])
        rejections.delete(other, [first])
        app.poll_file()
        await pilot.pause()
        assert inbox.records.marked == {second}
        await press(pilot, "A")
        assert [uid for uid, r in lived.records.rejections.items() if r.archived] == [second]


async def test_a_change_of_what_was_deleted_elsewhere_is_refused_in_a_sentence(lived: AppContext) -> None:
    """The file is read again inside the transaction, so the panes must show it even though nothing was written."""
    other = again(lived)
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        gone = inbox.key
        rejections.delete(other, [gone])
        await press(pilot, "A")
        assert said(app)
        app.poll_file()
        await pilot.pause()
        assert gone not in {row.key for row in inbox.records.rows}
        await press(pilot, "enter", "escape", "e", "escape", "d", "escape", "o", "escape")
        assert isinstance(app.screen, Dashboard)


@pytest.mark.parametrize("bad", [b"", b"{", b"null", b'{"meta": {"1": {"schema": 9999}}}'])
async def test_a_damaged_file_is_reported_once_and_the_records_stay(lived: AppContext, bad: bytes) -> None:
    async with opened(lived) as (app, pilot):
        good = lived.path.read_bytes()
        lived.path.write_bytes(bad)
        for _ in range(4):
            app.poll_file()
            await pilot.pause()
        assert len(app._notifications) == 1
        assert "Northwind" in seen(app)
        await press(pilot, "A")
        assert lived.path.read_bytes() == bad
        assert "Northwind" in seen(app)
        assert not any(r.archived for r in lived.records.rejections.values())
        lived.path.write_bytes(good)
        app.clear_notifications()
        app.poll_file()
        app.poll_file()
        await pilot.pause()
        assert not app._notifications
        lived.path.write_bytes(bad)
        app.poll_file()
        await pilot.pause()
        assert len(app._notifications) == 1


async def test_a_file_that_went_away_is_said_once(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        away = lived.path.with_suffix(".away")
        lived.path.rename(away)
        app.poll_file()
        app.poll_file()
        await pilot.pause()
        assert len(app._notifications) == 1
        assert "Northwind" in seen(app)
        away.rename(lived.path)
        app.poll_file()
        await press(pilot, "A")
        assert any(r.archived for r in lived.records.rejections.values())


async def test_two_dashboards_undo_each_others_changes_in_turn(lived: AppContext) -> None:
    other = again(lived)
    one = named(lived, "Acme")
    async with opened(lived) as (app, pilot):
        rejections.archive(other, [one.uid])
        await press(pilot, "u")
        assert "Undone" in said(app)
        assert not lived.records.rejections[one.uid].archived
        with pytest.raises(Refused):
            checklist.skip_step(other, one.uid, 1, "")


async def test_the_signal_reaches_no_screen_that_was_closed(lived: AppContext) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        await press(pilot, "t", "escape", "i", "escape", "p", "escape", "c", "escape")
        rejections.add(other, letters.Entry("Umbra", "Analyst", NOW - timedelta(hours=1)))
        app.poll_file()
        await pilot.pause()
        assert "Umbra" in seen(app)


@pytest.mark.parametrize("key", ["t", "i", "p", "c", "h", "C", "l"])
async def test_open_screens_take_a_change_from_outside(lived: AppContext, key: str) -> None:
    other = again(lived)
    async with opened(lived) as (app, pilot):
        dashboard(app).select(named(lived, "Northwind").uid)
        await press(pilot, key)
        screen = app.screen
        rejections.delete(other, [r.uid for r in other.records.rejections.values()])
        app.poll_file()
        await press(pilot, "j", "k", "escape")
        assert app.screen is not screen


async def test_a_folder_without_locks_is_said_once(lived: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(fd: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    async with opened(lived) as (app, pilot):
        await press(pilot, "A", "A")
        app.poll_file()
        app.poll_file()
        await pilot.pause()  # what is to be said is posted to the app, which must come to it
        assert said(app).count("knows no locks") == 1
        assert sum(r.archived for r in lived.records.rejections.values()) == 2
