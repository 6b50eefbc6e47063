"""Comments on a report in the dashboard: seen first, kept when marked, told below their step."""

from pathlib import Path

from textual.widgets import Input, Static

from rejection_tui.domain.comments import comments as comments_of
from rejection_tui.domain.ids import short
from rejection_tui.services import comments, exports, history
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.comments import CommentsDialog
from rejection_tui.tui.dialogs.export import ExportDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from tests.world.app import SmallApp, dashboard, opened, press, seen
from tests.world.sample import some_rejections

SIZE = (100, 30)


def report(context: AppContext, folder: Path, *words: str) -> Path:
    """Write a report in which the second step of the newest rejection is commented by Anna."""
    heading = f"({short(context.records.inbox()[0].uid)}-2)\n"
    text = exports.render(context, "md").decode().replace("Comments by:", "Comments by: Anna")
    path = folder / "report.md"
    path.write_text(text.replace(heading, heading + "\n" + "\n\n".join(words) + "\n"), encoding="utf-8")
    return path


async def test_comments_are_seen_before_they_are_kept(context: AppContext, tmp_path: Path) -> None:
    some_rejections(context)
    path, newest = report(context, tmp_path, "Ask about the task.", "[bold]Thank her.[/]"), context.records.inbox()[0]
    app = SmallApp(lambda: CommentsDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, CommentsDialog)
        dialog.query_one("#comments-path", Input).value = str(path)
        await pilot.press("enter")
        await pilot.pause()
        said = str(dialog.query_one("#comments-said", Static).content)
        assert said == "2 of 2 of Anna marked. Nothing has been kept yet." and not comments_of(
            context.records, newest.uid
        )
        await pilot.press("space", "j")
        await pilot.pause()
        assert "[bold]Thank her.[/]" in str(dialog.query_one("#comments-detail", Static).content)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.result == 1
    (kept,) = comments_of(context.records, newest.uid, 2)
    assert (kept.text, kept.value) == ("[bold]Thank her.[/]", "Anna")
    history.undo(context)
    assert not comments_of(context.records, newest.uid)


async def test_nothing_new_and_no_report_are_said(context: AppContext, tmp_path: Path) -> None:
    some_rejections(context)
    path = report(context, tmp_path, "Ask.")
    comments.keep(context, comments.in_file(context, path).new)
    app = SmallApp(lambda: CommentsDialog(context, path))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        said = app.screen.query_one("#comments-said", Static)
        assert str(said.content) == "No new comment of Anna in this file. 1 kept before."
        await pilot.press("ctrl+s")
        await pilot.pause()
        path.write_text("hello", encoding="utf-8")
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == "still open"
        await pilot.press("escape")
        await pilot.pause()
        assert app.result == 0


async def test_the_export_dialog_leads_there(context: AppContext) -> None:
    app = SmallApp(lambda: ExportDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(app.screen, CommentsDialog)


async def test_a_quiet_line_of_the_checklist_tells_of_comments(context: AppContext, tmp_path: Path) -> None:
    some_rejections(context)
    path = report(context, tmp_path, "Ask about [the] task.\nAnd more.", "Thank her.")
    comments.keep(context, comments.in_file(context, path).new)
    async with opened(context, (160, 45)) as (app, pilot):
        await press(pilot, "2", "j", "j")
        assert "“Anna: " in seen(app) and "2 comments" in seen(app)
        pane = dashboard(app).query_one(ChecklistPane)
        pane.records.go_to("step:2")
        await pilot.pause()
        assert "Ask about [the] task." in seen(app) and "And more." in seen(app)
        await press(pilot, "f5")
        assert isinstance(app.screen, CommentsDialog)
