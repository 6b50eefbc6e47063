"""Commands that cannot run are greyed out until there is a record; they are not hidden and give no error."""

import pytest

from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.screens.dashboard import Dashboard
from tests.world.app import opened
from tests.world.clock import NOW


def _states(app: RejTUI) -> dict[str, bool]:
    return {str(a.binding.id): a.enabled for a in app.screen.active_bindings.values() if a.binding.id}


@pytest.mark.parametrize(
    ("pane", "greyed", "free"),
    [
        ("1", {"inbox.open", "inbox.edit", "inbox.delete", "letter", "today.1"}, {"inbox.add", "inbox.archived"}),
        ("2", {"checklist.tick", "checklist.draft", "checklist.add"}, {"filter", "import"}),
        ("3", {"journal.open", "journal.delete"}, {"journal.add"}),
        ("4", {"contacts.open", "contacts.draft", "contacts.never"}, {"contacts.add", "contacts.import"}),
    ],
)
async def test_without_records(pane: str, greyed: set[str], free: set[str], context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await pilot.press(pane)
        states = _states(app)
        assert all(not states[name] for name in greyed)
        assert all(states[name] for name in (*free, "quit", "help", "undo"))


async def test_the_first_record_brings_them_back(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await pilot.press("d", "e", "enter", "5")
        assert isinstance(app.screen, Dashboard)
        rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
        app.records_changed.publish(None)
        await pilot.pause()
        states = _states(app)
        assert states["inbox.open"] and states["today.1"] and states["letter"]


async def test_the_checklist_starts_on_its_first_step(filled: AppContext) -> None:
    async with opened(filled) as (app, pilot):
        for _ in range(3):
            await pilot.press("1", "down")
            assert app.screen.query_one(ChecklistPane).key == "step:1"
