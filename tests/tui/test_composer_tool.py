"""The user's own tool: its text is compared and kept or dropped; a failure changes nothing."""

import os
import sys
from dataclasses import replace as changed
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from rejection_tui.domain.draft import Severity
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.compare import CompareDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.widgets.findings import Findings
from tests.tui.test_composer import app_for, shown
from tests.world.app import SmallApp
from tests.world.processes import ends, shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tools are shell scripts")


def set_tool(context: AppContext, tmp_path: Path, script: str) -> None:
    path = shell_script(tmp_path / "tidy", script)
    context.config = changed(context.config, filter=str(path))


async def piped(app: SmallApp, pilot: Pilot[None]) -> None:
    await pilot.press("|")
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_its_text_is_compared_checked_and_kept(context: AppContext, tmp_path: Path, key: str) -> None:
    set_tool(context, tmp_path, "sed 's/^Dear Jane,/Dear [whom],/'")
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft.body
        await piped(app, pilot)
        dialog = app.screen
        assert isinstance(dialog, CompareDialog)
        assert "".join(words for kind, words in dialog.diff if kind != "add") == before
        words = str(dialog.query_one("#compare-text Static", Static).render())
        assert "Jane" in words and "[whom]" in words
        assert [f.words for f in dialog.query_one(Findings).findings if f.severity is Severity.BLOCK] == ["[whom]"]
        assert shown_below(app).draft.body == before and not context.records.drafts
        await pilot.press(key)
        await pilot.pause()
        after = before.replace("Dear Jane,", "Dear [whom],")
        assert shown(app).draft.body == after == shown(app).body.text
        assert [d.body for d in context.records.drafts.values()] == [after]
        await pilot.press("u")
        assert shown(app).draft.body == before and not context.records.drafts
        assert app.said == ["Undone: what your tool changed."]


def shown_below(app: SmallApp) -> Composer:
    return next(screen for screen in app.screen_stack if isinstance(screen, Composer))


async def test_it_is_dropped_by_escape(context: AppContext, tmp_path: Path) -> None:
    set_tool(context, tmp_path, "echo Hello")
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await piped(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert shown(app).draft == before and not context.records.drafts


async def test_hostile_output_is_shown_and_kept_harmless(context: AppContext, tmp_path: Path) -> None:
    set_tool(
        context, tmp_path, r"printf 'Dear \033[2J[@click=app.quit]Jane[/]\n\342\200\256thanks\n\033]52;c;eA==\007'"
    )
    app = app_for(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await piped(app, pilot)
        assert isinstance(app.screen, CompareDialog)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert "\x1b" not in segment.text and "\u202e" not in segment.text
                assert "@click" not in ((segment.style.meta if segment.style else None) or {})
        await pilot.press("enter")
        assert shown(app).draft.body == "Dear [@click=app.quit]Jane[/]\nthanks"


@pytest.mark.parametrize(
    ("script", "why"),
    [("exit 7", "“tidy” ended with code 7."), ("true", "“tidy” wrote nothing."), ("cat", "“tidy” changed nothing.")],
)
async def test_a_failure_is_a_sentence_and_the_text_stays(
    context: AppContext, tmp_path: Path, script: str, why: str
) -> None:
    set_tool(context, tmp_path, script)
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await piped(app, pilot)
        assert app.said[-1].startswith(why) and shown(app).draft == before and not context.records.drafts


async def test_without_a_tool_it_says_what_to_write(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("|")
        assert "[compose]" in app.said[-1] and "filter = " in app.said[-1] and "config.toml" in app.said[-1]


async def test_a_text_changed_meanwhile_is_not_written_over(context: AppContext, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "go")
    set_tool(context, tmp_path, f"cat '{tmp_path}/go' > /dev/null; echo Hello")
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("|", "e", "x")
        (tmp_path / "go").write_text("now")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The text changed while “tidy” was at work" in app.said[-1]
        assert shown(app).editing and shown(app).body.text.startswith("xDear")


async def test_its_key_again_stops_it(context: AppContext, tmp_path: Path) -> None:
    set_tool(context, tmp_path, "sleep 60")
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("|", "|")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.said == ["“tidy” was stopped. The text is as it was."]


@pytest.mark.parametrize("quits", [False, True])
async def test_leaving_ends_it(context: AppContext, tmp_path: Path, quits: bool) -> None:
    os.mkfifo(tmp_path / "pid")
    set_tool(context, tmp_path, f"echo $$ > '{tmp_path}/pid'; exec sleep 60")
    app = app_for(context)
    async with app.run_test() as pilot:
        await pilot.press("|")
        pid = int((tmp_path / "pid").read_text())
        os.kill(pid, 0)
        if quits:
            app.exit()
        else:
            await pilot.press("escape")
            await app.workers.wait_for_complete()
            assert app.results == [None]
    assert ends(pid)
