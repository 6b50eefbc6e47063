"""Quitting while text is being typed: it is saved, and its path is shown."""

import threading
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from rejection_tui.config import state_folder
from rejection_tui.domain.errors import StorageError
from rejection_tui.services import drafts, letters, profile, rejections, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.terminal import crash, shutdown
from tests.tui.terminal import Terminal
from tests.world.app import opened, paste, press, said
from tests.world.clock import NOW


@pytest.fixture
def filed(context: AppContext) -> Path:
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    return context.path


async def test_nothing_typed_is_nothing_kept(context: AppContext, filed: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "t", "escape", "slash", "a", "escape", "ctrl+e")
        assert shutdown.keep(app, context) == ("", None)
        await press(pilot, "ctrl+q")
        assert not app.is_running
    assert not (state_folder() / "typed.txt").exists()


async def test_what_stands_in_a_dialog_is_kept_and_told_once(context: AppContext, filed: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "a", *"Umbra", "tab", *"Pilot", "ctrl+q")
        assert not app.is_running
    place = state_folder() / "typed.txt"
    assert "company: Umbra\nrole: Pilot" in place.read_text() and place.stat().st_mode & 0o777 == 0o600
    for told in (True, False):
        async with opened(context) as (app, pilot):
            await pilot.pause()
            assert ("What you were typing" in said(app)) is told
    assert place.exists()


async def test_when_it_cannot_be_kept_leaving_asks_for_a_second_word(
    context: AppContext, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "keep_typed", lambda *_: None)

    async def left(pilot: Pilot[None], app: RejTUI) -> bool:
        await press(pilot, "ctrl+q")
        return not app.is_running

    async with opened(context) as (app, pilot):
        await press(pilot, "a", *"Umbra")
        assert not await left(pilot, app) and "in no file yet" in said(app)
        assert await left(pilot, app)


def test_a_signal_and_a_restart_on_a_terminal(filed: Path) -> None:
    import signal

    run = ["-m", "rejection_tui", "--db", str(filed)]
    with Terminal(run, {}) as pty:
        pty.wait_for("Northwind")
        pty.send("a")
        pty.wait_for("Add a rejection")
        pty.send("Umbra")
        pty.wait_for("Umbra")
        pty.signal(signal.SIGHUP)
        assert pty.ended() == 128 + signal.SIGHUP
    with Terminal(run, {}) as pty:
        pty.wait_for("What you were typing")
        pty.send("a")
        pty.wait_for("Add a rejection")
        pty.send("Umbra")
        pty.wait_for("Umbra")
        pty.send("\x11")
        assert pty.ended() == 0
        after = pty.raw[pty.raw.rindex(b"?1049l") :].decode()
        assert "is kept in" in after and "Traceback" not in after


async def test_a_draft_that_the_file_refuses_is_kept_too(
    context: AppContext, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("Not saved: the disk is full.")

    profile.confirm_name(context, "Alex Doe")
    monkeypatch.setattr(drafts, "save", full)
    async with opened(context) as (app, pilot):
        await press(pilot, "d", "e", *"Quite", "ctrl+q")
        assert not app.is_running
    assert (state_folder() / "typed.txt").read_text().startswith("Quite")


async def test_a_screen_left_before_it_was_built_ends_nothing(context: AppContext, filed: Path) -> None:
    """Keys typed ahead on a busy machine: the screen is gone when its first look at itself comes."""

    def look(screen: AgendaScreen) -> NoMatches:
        with pytest.raises(NoMatches) as caught:
            screen.query_one("#no-such-part")
        return caught.value

    async with opened(context) as (app, pilot):
        gone = AgendaScreen(context)
        with pytest.raises(NoMatches) as caught:
            gone.on_mount()
        app._handle_exception(caught.value)
        app._handle_exception(WorkerFailed(caught.value))
        await press(pilot, "t")
        assert app.is_running and app.return_code in (0, None)
        assert isinstance(app.screen, AgendaScreen)
        assert not crash.left_behind(app, look(app.screen))
        assert not crash.left_behind(app, KeyError("x"))
        fault = look(app.screen)
        app.exit()
        assert crash.left_behind(app, fault)


def test_the_trace_of_a_worker_says_where_it_failed(home: Path) -> None:
    with pytest.raises(KeyError) as caught:
        {"y": 1}["x"]
    assert "(KeyError)" in crash.report(WorkerFailed(caught.value)).plain
    assert "in test_the_trace_of_a_worker" in (state_folder() / "crash.log").read_text()


async def test_a_draft_left_while_it_is_copied_ends_nothing(
    context: AppContext, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = threading.Event()

    def slow(*_: object, **__: object) -> Copied:
        closed.wait(10)
        return Copied("clipboard", True, "Copied.")

    monkeypatch.setattr(clipboard, "copy", slow)
    profile.confirm_name(context, "Alex Doe")
    async with opened(context) as (app, pilot):
        await press(pilot, "d", "y", "escape")
        assert isinstance(app.screen, Dashboard)
        closed.set()
        await app.workers.wait_for_complete()
        await press(pilot, "t")
        assert isinstance(app.screen, AgendaScreen) and app.return_code in (0, None)


async def test_a_pasted_letter_is_kept_too(context: AppContext, filed: Path) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "a")
        await paste(pilot, "Dear Sam,\n\nUnfortunately we will not move forward with your application.\n\nUmbra Ltd")
        await press(pilot, "ctrl+q")
        assert not app.is_running
    assert "we will not move forward" in (state_folder() / "typed.txt").read_text()
