"""Where no dashboard can be drawn (pipes, cron, dumb terminals) it says so and touches nothing."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from tests.tui.terminal import Terminal
from tests.world.clock import NOW

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on this system")


@pytest.fixture
def filed(context: AppContext) -> Path:
    """A file with one rejection."""
    rejections.add(context, letters.Entry("Northwind", "Analyst", NOW))
    return context.path


def run(db: Path, given: bytes = b"", env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run `rejtui` with pipes for every stream; it must end by itself."""
    command = [sys.executable, "-m", "rejection_tui", "--db", str(db)]
    wanted = {**os.environ, "TERM": "xterm-256color", **(env or {})}
    return subprocess.run(command, input=given, capture_output=True, env=wanted, timeout=20, check=False)


def refused(ended: subprocess.CompletedProcess[bytes]) -> str:
    """Return the sentence of a refusal, after looking at how it was given."""
    words = (ended.stdout + ended.stderr).decode()
    assert ended.returncode == 2, words
    assert "Traceback" not in words
    assert "\x1b" not in words
    assert len(words.strip().splitlines()) <= 3
    return words


def test_a_pipe_is_not_typed_into_the_dashboard(filed: Path) -> None:
    before = filed.read_bytes()
    words = refused(run(filed, b"xAdeleteuUq1234 " * 50))
    assert "import -" in words
    assert filed.read_bytes() == before


def test_no_streams_at_all(filed: Path) -> None:
    command = [sys.executable, "-m", "rejection_tui", "--db", str(filed)]
    null = subprocess.DEVNULL
    ended = subprocess.run(command, stdin=null, stdout=null, stderr=null, timeout=20, check=False)
    assert ended.returncode == 2


def test_closed_streams(filed: Path) -> None:
    line = f"exec {sys.executable} -m rejection_tui --db {filed} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], timeout=20, check=False).returncode == 2


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal(filed: Path, term: str) -> None:
    with Terminal(["-m", "rejection_tui", "--db", str(filed)], {"TERM": term}) as pty:
        assert pty.ended() == 2
        words = pty.raw.decode()
        assert "TERM" in words
        assert "\x1b" not in words
        assert "Traceback" not in words
        assert pty.modes == pty.before[:4]


def test_a_screen_that_is_a_file(filed: Path, tmp_path: Path) -> None:
    """Textual draws on the error stream: redirected, it would run blind."""
    log = tmp_path / "log"
    line = f"exec {sys.executable} -m rejection_tui --db {filed} 2>{log}"
    with Terminal(["-c", f"import os; os.execvp('sh', ['sh', '-c', {line!r}])"], {}) as pty:
        assert pty.ended() == 2
        assert "Traceback" not in log.read_text()
        assert "\x1b" not in log.read_text()
        assert "rejtui" in log.read_text()


@pytest.mark.parametrize(
    "env", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_a_terminal_without_utf_8_is_told(filed: Path, env: dict[str, str]) -> None:
    with Terminal(["-m", "rejection_tui", "--db", str(filed)], {"LANG": "", **env}) as pty:
        if pty.read(lambda: pty.process.poll() is not None or "Northwind" in pty.shown, 20):
            pty.send("\x11")
        code = pty.ended()
        words = pty.raw.decode("utf-8", "replace")
        assert "UTF-8" in words
        assert "Traceback" not in words
        assert code in (0, 2)
        assert pty.modes == pty.before[:4]


def test_a_damaged_file_is_named_before_the_screen_is_taken(filed: Path) -> None:
    filed.write_bytes(b'{"rejections": ')
    with Terminal(["-m", "rejection_tui", "--db", str(filed)], {}) as pty:
        assert pty.ended() != 0
        words = pty.raw.decode()
        assert filed.name in words.replace("\r\n", "")
        assert "?1049h" not in words
        assert "Traceback" not in words
    assert filed.read_bytes() == b'{"rejections": '
