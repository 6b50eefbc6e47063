"""The export dialog: formats, share-safe, and nothing written over unasked."""

from pathlib import Path

import pytest
from textual.widgets import Input

from rejection_tui.services import exports, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.export import ExportDialog
from rejection_tui.tui.widgets.choice import Choice
from tests.world.app import SmallApp, said
from tests.world.sample import some_answers, some_rejections

SIZE = (80, 24)


@pytest.mark.parametrize("format_", sorted(exports.FORMATS))
async def test_every_format_is_written(context: AppContext, tmp_path: Path, format_: str) -> None:
    some_rejections(context)
    app = SmallApp(lambda: ExportDialog(context, format_))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        target = tmp_path / f"out.{format_}"
        app.screen.query_one("#path", Input).value = str(target)
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == target and target.read_bytes() == exports.render(context, format_)
        assert target.stat().st_mode & 0o777 == 0o600
        assert remembered.load(context)["export"] == str(tmp_path)


async def test_share_safe_names_nobody(context: AppContext, tmp_path: Path) -> None:
    some_answers(context, some_rejections(context))
    app = SmallApp(lambda: ExportDialog(context, "md"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#safe", Choice).value = "yes"
        app.screen.query_one("#path", Input).value = str(tmp_path / "safe.md")
        await pilot.press("ctrl+s")
        await pilot.pause()
        text = (tmp_path / "safe.md").read_text()
        assert "Initech" not in text and "answers stayed general" in text


async def test_a_file_that_is_there_is_kept_until_asked_twice(context: AppContext, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine")
    app = SmallApp(lambda: ExportDialog(context, "csv"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.query_one("#path", Input).value = str(target)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert target.read_text() == "mine" and "exists already and was kept" in dialog.message
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert target.read_text() != "mine" and app.result == target


async def test_a_folder_that_is_not_there_is_said(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: ExportDialog(context, "csv"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.query_one("#path", Input).value = str(tmp_path / "no" / "out.csv")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "was not written" in dialog.message and app.result == "still open"


async def test_the_name_follows_the_format_until_it_is_typed(context: AppContext) -> None:
    app = SmallApp(lambda: ExportDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        path = app.screen.query_one("#path", Input)
        assert path.value.endswith("rejtui-report.md")
        await pilot.press("left")
        await pilot.pause()
        assert path.value.endswith("applications.txt")
        await pilot.press("right", "right")
        await pilot.pause()
        assert path.value.endswith("rejtui.json")
        path.value = "mine.txt"
        await pilot.press("right")
        await pilot.pause()
        assert path.value == "mine.txt"
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None


@pytest.mark.parametrize(("name", "begins"), [("a.txt", "Bewerbungsnachweis"), ("a.md", "# Bewerb"), ("a.csv", '"Bew')])
async def test_a_record_of_applications(context: AppContext, tmp_path: Path, name: str, begins: str) -> None:
    some_rejections(context)
    app = SmallApp(lambda: ExportDialog(context, "record"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert dialog.query_one("#from", Input).value == "1 Oct 2026" and dialog.query_one("#record-rows").display
        dialog.query_one("#from", Input).value = "3/4/26"
        dialog.query_one("#language", Choice).value = "de"
        dialog.query_one("#path", Input).value = str(tmp_path / name)
        await pilot.press("ctrl+s")
        assert isinstance(dialog, ExportDialog) and "3 April or 4 March" in dialog.message
        dialog.query_one("#from", Input).value = "1 Jan 2026"
        await pilot.press("ctrl+s")
        await pilot.pause()
        text = (tmp_path / name).read_text()
        assert app.result == tmp_path / name and text.startswith(begins) and "Initech" in text


async def test_a_period_without_applications_is_said(context: AppContext, tmp_path: Path) -> None:
    some_rejections(context)
    app = SmallApp(lambda: ExportDialog(context, "record"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        for field, value in (("from", "1 Jan 2020"), ("to", "31 Jan 2020"), ("path", str(tmp_path / "a.txt"))):
            app.screen.query_one(f"#{field}", Input).value = value
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "no application of that period" in said(app)
        assert "No application of this period is in the file." in (tmp_path / "a.txt").read_text()


async def test_a_table_for_excel(context: AppContext, tmp_path: Path) -> None:
    some_rejections(context)
    app = SmallApp(lambda: ExportDialog(context, "contacts"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#table-row").display and not app.screen.query_one("#record-rows").display
        app.screen.query_one("#table", Choice).value = "excel"
        app.screen.query_one("#path", Input).value = str(tmp_path / "a.csv")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (tmp_path / "a.csv").read_bytes() == exports.render(context, "contacts", excel=True)
