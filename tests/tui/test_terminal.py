"""The running program on a real terminal: what it sends, how it leaves, and what an internal error reveals."""

import json
import signal
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from tests.tui.terminal import Terminal
from tests.world.clock import NOW
from tests.world.hostile import HOSTILE

RUN = ["-m", "rejection_tui", "--db"]
#: Runs the dashboard and lets a command fail with secrets in the locals, in the arguments and in the exception's text.
FAULT = """
import sys
from pathlib import Path
from rejection_tui.services.context import open_context
from rejection_tui.tui.app import RejTUI

class Faulty(RejTUI):
    def action_undo(self):
        password = "hunter2-local"
        raise ValueError("hunter2-text \\x1b]52;c;cHduZWQ=\\x07")

app = Faulty(open_context(Path(sys.argv[1])))
app.run()
sys.exit(app.return_code or 0)
"""


#: Runs the dashboard and notes in a file whatever the interpreter tells of sockets.
LISTENING = """
import sys
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        open(sys.argv[2], "a").write(event)
sys.addaudithook(hook)
if sys.argv[3:]:
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).bind(("127.0.0.1", 0))
from rejection_tui.cli.main import rejtui
rejtui.main(["--db", sys.argv[1]], prog_name="rejtui")
"""


@pytest.mark.parametrize("probe", [(), ("try",)])
def test_the_dashboard_opens_no_socket(probe: tuple[str, ...], context: AppContext, tmp_path: Path) -> None:
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW, recruiter_email="jane@northwind.example"))
    heard = tmp_path / "heard"
    with Terminal(["-c", LISTENING, str(context.path), str(heard), *probe], {}) as term:
        term.wait_for("Northwind")
        for keys in ("d", "y", "\x1b", "t", "\x1b", "i", "\x1b", "m", "\x1b", "?", "\x1b"):
            term.send(keys)
        term.send("\x11")
        assert term.ended() == 0
    assert heard.exists() is bool(probe)  # what listens does hear


@pytest.fixture
def hurt(context: AppContext) -> Path:
    """A file whose rejections hold hostile text, put there without cleaning, as another program might."""
    for n in range(12):
        rejections.add(context, letters.Entry(f"Company {n}", f"Role {n}", NOW - timedelta(hours=n), notes="Notes"))
    data = json.loads(context.path.read_text("utf-8"))
    words = iter(HOSTILE * 4)
    for record in data["rejections"].values():
        for field in ("company", "role", "notes"):
            record[field] = next(words).encode("utf-8", "replace").decode("utf-8")
    for record in data["actions"].values():
        record["title"] = next(words, "x").encode("utf-8", "replace").decode("utf-8")
    context.path.write_text(json.dumps(data), encoding="utf-8")
    return context.path


def test_only_known_sequences_are_sent(hurt: Path) -> None:
    with Terminal([*RUN, str(hurt)], {}) as term:
        term.wait_for("[/]")
        for keys in ("2", "j", "\x1bOB", "?", "\x1b", "1", "G", "z", "z", "t", "\x1b"):
            term.send(keys)
        term.wait_for("Contacts")
        term.send("\x11")
        assert term.ended() == 0
        assert len(term.raw) > 4_000
        assert not term.left_over()


@pytest.mark.parametrize("payload", ["\x1b]52;c;cHduZWQ=\x1b\\", "\x1bP1$r0m\x1b\\", "\x9b31m", "\u202e", "\x00"])
def test_what_is_not_known_would_be_seen(payload: str, hurt: Path) -> None:
    with Terminal(["-c", f"print({payload!r})"], {}) as term:
        term.ended()
        assert term.left_over()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_given_back_after_a_signal(number: signal.Signals, context: AppContext) -> None:
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    with Terminal([*RUN, str(context.path)], {}) as term:
        term.wait_for("Northwind")
        during = term.modes
        term.signal(number)
        code = term.ended()
        assert code == 128 + number
        for mode in (b"?1049l", b"?1003l", b"?25h", b"?2004l"):
            assert mode in term.raw
        assert term.modes == term.before[:4] != during


def test_another_program_is_seen_within_two_seconds(context: AppContext) -> None:
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    with Terminal([*RUN, str(context.path)], {}) as term:
        term.wait_for("Northwind")
        rejections.add(context, letters.Entry("Globex", "Engineer", NOW))
        term.wait_for("Globex", 2)


def test_a_storm_of_sizes_and_a_stop_in_between(context: AppContext) -> None:
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    with Terminal([*RUN, str(context.path)], {}) as term:
        term.wait_for("Northwind")
        for size in ((20, 5), (5, 2), (1, 1), (300, 90), (59, 14), (60, 15), (80, 24), (500, 100), (120, 36)):
            term.resize(*size)
        term.wait_for("4 Contacts")
        term.send("\x1a")  # ctrl+z undoes here; the shell's own stop comes as a signal
        term.wait_for("Nothing here yet")
        term.signal(signal.SIGTSTP)
        assert term.stopped()
        assert term.raw.rstrip(b"\x00").count(b"?1049l") == 1
        term.signal(signal.SIGCONT)
        term.send("U")
        term.wait_for("reply to write")
        term.send("q")
        assert term.ended() == 0


def test_it_leaves_in_good_order(context: AppContext) -> None:
    with Terminal([*RUN, str(context.path)], {}) as term:
        term.wait_for("Nothing here yet")
        term.send("\x11")
        assert term.ended() == 0
        assert term.modes == term.before[:4]
    assert not context.path.exists()  # looking writes nothing


def test_a_fault_gives_nothing_away(context: AppContext, home: Path, tmp_path: Path) -> None:
    one = rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    assert one.company
    state = tmp_path / "state"
    with Terminal(["-c", FAULT, str(context.path)], {"REJTUI_STATE": str(state)}) as term:
        term.wait_for("Northwind")
        term.send("u")
        assert term.ended() == 1
        after = term.raw[term.raw.rindex(b"?1049l") :].decode()
        assert "rejtui stopped" in after
        assert term.modes == term.before[:4]
        assert not term.left_over()
    everything = term.raw.decode("utf-8", "replace") + "".join(p.read_text() for p in state.rglob("*.log"))
    assert "hunter2" not in everything
    log = state / "crash.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "action_undo" in log.read_text()
