"""When the terminal closes, the last change is on disk; when the program ends, the terminal is restored."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from rejection_tui.config import state_folder
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from tests.tui.terminal import Terminal
from tests.world.clock import NOW

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on this system")

GIVEN_BACK = (b"?1049l", b"?1003l", b"?25h", b"?2004l")


@pytest.fixture
def filed(context: AppContext) -> Path:
    """A file with two rejections."""
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    rejections.add(context, letters.Entry("Globex", "Engineer", NOW))
    return context.path


def opened(filed: Path) -> Terminal:
    """Return the dashboard on a terminal, ready for keys."""
    pty = Terminal(["-m", "rejection_tui", "--db", str(filed)], {})
    pty.wait_for("Northwind")
    return pty


def archive(pty: Terminal) -> None:
    pty.send("A")
    pty.wait_for("Archived")


def type_into_a_form(pty: Terminal) -> None:
    pty.send("a")
    pty.wait_for("Add a rejection")
    pty.send("Umbra")
    pty.wait_for("Umbra")


def hang_up(pty: Terminal) -> None:
    """Close the terminal under the program."""
    os.close(pty._slave)
    os.close(pty.master)


def archived(filed: Path) -> int:
    return sum(bool(doc.get("archived")) for doc in json.loads(filed.read_text())["rejections"].values())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_last_change_is_on_disk_after_a_signal(filed: Path, number: signal.Signals) -> None:
    with opened(filed) as pty:
        archive(pty)
        pty.signal(number)
        assert pty.ended() == 128 + number
        assert all(mode in pty.raw for mode in GIVEN_BACK)
        assert pty.modes == pty.before[:4]
        assert b"Traceback" not in pty.raw
    assert archived(filed) == 1


def test_the_last_change_is_on_disk_after_kill(filed: Path) -> None:
    with opened(filed) as pty:
        archive(pty)
        pty.signal(signal.SIGKILL)
        assert pty.ended() == -signal.SIGKILL
    assert archived(filed) == 1


def test_a_closed_window_ends_it(filed: Path) -> None:
    """The kernel hangs up; with nobody left to read, it must end instead of looping."""
    with opened(filed) as pty:
        archive(pty)
        hang_up(pty)
        pty.signal(signal.SIGHUP)
        assert pty.process.wait(timeout=20) in (128 + signal.SIGHUP, 1, -signal.SIGHUP)
    assert archived(filed) == 1


def test_a_terminal_that_is_gone_without_a_signal_ends_it(filed: Path) -> None:
    """As when the terminal's own process is killed: what was typed is kept, and nothing runs on at full load."""
    with opened(filed) as pty:
        type_into_a_form(pty)
        hang_up(pty)
        assert pty.process.wait(timeout=20) == 128 + signal.SIGHUP
    assert "Umbra" in (state_folder() / "typed.txt").read_text()


def test_stopping_and_going_on_again_and_again(filed: Path) -> None:
    with opened(filed) as pty:
        for _ in range(4):
            pty.send("jktz")
            pty.signal(signal.SIGTSTP)
            assert pty.stopped()
            pty.raw = b""
            pty.signal(signal.SIGCONT)
            assert pty.read(lambda: b"?2004h" in pty.raw)
        pty.signal(signal.SIGCONT)  # going on without having stopped is nothing
        pty.send("\x11")
        assert pty.ended() == 0


#: Stopped by ctrl+z; an editor gives the terminal back before the program hears that it goes on.
TWICE = """
import sys, threading
from pathlib import Path
from rejection_tui.services.context import open_context
from rejection_tui.tui.app import RejTUI

class Twice(RejTUI):
    def action_undo(self):
        self._driver._away = True
        self._driver.suspend_application_mode()
        self._driver.resume_application_mode()
        self._driver._go_on()
        readers = [one for one in threading.enumerate() if one.name == "textual-input"]
        self.notify(f"read by {len(readers)} of one")

app = Twice(open_context(Path(sys.argv[1])))
app.run()
"""


def test_one_thread_reads_the_keyboard(filed: Path) -> None:
    """Where two did, one of them waited for what the other had read, and the program for it."""
    with Terminal(["-c", TWICE, str(filed)], {}) as pty:
        pty.wait_for("Northwind")
        pty.send("u")
        pty.wait_for("read by 1 of one")
        pty.send("\x11")
        assert pty.ended() == 0


def test_an_interrupt_from_outside_leaves_in_good_order(filed: Path) -> None:
    with opened(filed) as pty:
        pty.signal(signal.SIGINT)
        pty.ended()
        assert all(mode in pty.raw for mode in GIVEN_BACK)
        assert pty.modes == pty.before[:4]
        assert b"Traceback" not in pty.raw


def test_ctrl_c_the_key_does_not_leave(filed: Path) -> None:
    with opened(filed) as pty:
        pty.send("\x03")
        archive(pty)
        pty.send("q")
        assert pty.ended() == 0


def test_a_signal_inside_a_dialog_with_typed_text(filed: Path) -> None:
    with opened(filed) as pty:
        type_into_a_form(pty)
        pty.signal(signal.SIGTERM)
        assert pty.ended() == 128 + signal.SIGTERM
        assert pty.modes == pty.before[:4]


def test_a_bracketed_paste_opens_the_add_dialog(filed: Path) -> None:
    letter = "Dear Alex,\nwe have decided not to move forward with your application to Umbra.\nRegards\nTom Hale"
    with opened(filed) as pty:
        pty.send(f"\x1b[200~{letter}\x1b[201~")
        pty.wait_for("Add a rejection")
        pty.send("\x1b")
        assert pty.read(lambda: "Add a rejection" not in pty.shown)
        pty.send("\x11")
        assert pty.ended() == 0


def test_hostile_pastes_and_keys_are_text(filed: Path) -> None:
    """Terminals take ESC out of a paste and leave the rest; nothing of it is acted on or comes back as a sequence."""
    hostile = "\x9b31m [@click=app.quit]x[/] [/] \u202e\u0007 \x9d52;c;cHduZWQ=\x9c qAdelete 5 6 7 " * 3
    with opened(filed) as pty:
        pty.send(f"\x1b[200~{hostile}\x1b[201~")
        pty.wait_for("Add a rejection")
        pty.send("\x1b")
        assert pty.read(lambda: "Add a rejection" not in pty.shown)
        pty.send("q")
        assert pty.ended() == 0
        assert not pty.left_over()
        assert pty.raw.count(b"?1049l") == 1
    assert archived(filed) == 0


def test_what_was_typed_before_the_first_frame_does_nothing(filed: Path) -> None:
    """Keys meant for the shell: q would leave, A archive, a open a form."""
    with Terminal(["-m", "rejection_tui", "--db", str(filed)], {}) as pty:
        pty.send("Aq\rA")
        while b"?1049h" not in pty.raw:
            pty.send("Aqa")
            pty.read(lambda: False, 0.05)
        pty.wait_for("Northwind")
        pty.send(";")
        pty.wait_for("Press a letter to go there")
        pty.send("\x1b")
        assert pty.read(lambda: "Press a letter" not in pty.shown)
        pty.send("q")
        assert pty.ended() == 0
    assert archived(filed) == 0
