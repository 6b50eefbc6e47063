"""The start: what the first frame does not need is not loaded, and one frame shows what one key did."""

import gc
import subprocess
import sys
from pathlib import Path

from textual.widgets import Input

from rejection_tui.config import state_folder
from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui import app as application
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.preview import Preview
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.widgets.key_line import KeyLine
from tests.world.app import dashboard, opened, press
from tests.world.clock import Clock
from tests.world.sample import copied, four

#: Libraries and packages of this program that only later screens use.
LATER = (
    "arrow",
    "docx",
    "fsrs",
    "hashlib",
    "icalendar",
    "lxml",
    "markdown_it",
    "pycrfsuite",
    "pypdf",
    "pyperclip",
    "rapidfuzz",
    "rejection_tui.domain.names",
    "rejection_tui.domain.report_marks",
    "rejection_tui.drafting",
    "rejection_tui.export",
    "rejection_tui.mail",
    "rejection_tui.reading",
    "rejection_tui.services.drafts",
    "rejection_tui.services.exports",
    "rejection_tui.services.practice",
    "rejection_tui.services.refine",
    "rejection_tui.storage.act",
    "rejection_tui.storage.doctor",
    "rejection_tui.storage.merge",
    "rejection_tui.storage.repair",
    "rejection_tui.storage.salvage",
    "rejection_tui.tui.screens.composer",
    "selectolax",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "tree_sitter",
    "vobject",
)
PROBE = """
import asyncio, sys
from pathlib import Path
import rejection_tui.cli.main
from rejection_tui.cli.dashboard import open_context
from rejection_tui.tui.app import RejTUI

async def paint():
    app = RejTUI(open_context(Path(sys.argv[1])))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "Acme" in app.export_screenshot()
        print(*sys.modules, sep="\\n")

asyncio.run(paint())
"""


def test_the_first_frame_loads_nothing_that_only_later_screens_use(tmp_path: Path) -> None:
    path = str(tmp_path / "records.json")
    words = ["-m", "rejection_tui", "--db", path, "add", "--company", "Acme"]
    subprocess.run([sys.executable, *words], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    done = subprocess.run([sys.executable, "-c", PROBE, path], capture_output=True, text=True, check=True, timeout=60)
    loaded = done.stdout.split()
    assert "rejection_tui.tui.screens.dashboard" in loaded
    assert [name for name in loaded if any(name == one or name.startswith(one + ".") for one in LATER)] == []


async def test_the_dashboard_is_the_first_screen_and_complete_when_it_is_mounted(
    context: AppContext, clock: Clock
) -> None:
    copied(four, context)
    remembered.save(context, pane="4")
    async with application.RejTUI(context).run_test(size=(120, 36)) as pilot:
        app = pilot.app
        assert isinstance(app.screen, Dashboard) and len(app.screen_stack) == 1
        priya = context.records.contacts[app.screen.active_pane.key].name
        assert all(pane.display for pane in app.screen.panes) and app.screen.active_pane.number == 4
        assert priya in app.screen.query_one(Preview).text
        assert app.focused is app.screen.active_pane.records
        assert "in touch" in {key.label for key in app.screen.query_one(KeyLine).keys}
        assert not app.screen.query(Input)


async def test_the_checklist_follows_the_cursor_before_anything_is_drawn(context: AppContext, clock: Clock) -> None:
    copied(four, context)
    async with opened(context) as (app, _):
        inbox, checklist = dashboard(app).query_one(InboxPane), dashboard(app).query_one(ChecklistPane)
        before = checklist.rejection
        inbox.records.action_move(1)
        assert checklist.rejection == inbox.key != before
        assert checklist.records.rows


async def test_the_filter_line_is_made_once(context: AppContext, clock: Clock) -> None:
    copied(four, context)
    async with opened(context) as (app, pilot):
        await press(pilot, "/", "a", "escape", "/", "b")
        lines = dashboard(app).query(Input)
        assert [line.value for line in lines] == ["b"]


async def test_the_garbage_collector_works_again_after_the_first_frame(context: AppContext) -> None:
    gc.disable()
    try:
        async with opened(context):
            assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_what_is_remembered_already_is_not_written_again(context: AppContext) -> None:
    remembered.save(context, pane="2")
    place = state_folder() / "remembered.json"
    before = place.stat().st_mtime_ns, place.stat().st_ino
    remembered.save(context, pane="2")
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == before
    remembered.save(context, pane="3")
    assert remembered.load(context)["pane"] == "3"
