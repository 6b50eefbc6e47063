"""Where the user sits: a shell in tmux may have been started on another machine than it is attached from."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejection_tui.system import seat
from rejection_tui.system.clipboard import copy, to_terminal
from tests.world.processes import shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no tmux")
HERE = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
AWAY = {"SSH_CONNECTION": "198.51.100.7 5000 192.0.2.1 22", "SSH_TTY": "/dev/pts/3"}


def fake_tmux(folder: Path, pid: str = "", session: str = "") -> dict[str, str]:
    """Put a tmux on PATH that names the process of its client and the environment of its session."""
    said = f"printf %s '{session}'" if session else "exit 1"
    shell_script(folder / "tmux", f"case $1 in display-message) echo '{pid}';; show-environment) {said};; esac")
    return {"PATH": str(folder), "TMUX": "/tmp/t,1,0"}


def client(folder: Path, comm: str, **env: str) -> Path:
    (folder / "proc" / "77").mkdir(parents=True)
    (folder / "proc/77/comm").write_text(f"{comm}\n")
    (folder / "proc/77/environ").write_bytes(b"".join(f"{k}={v}\0".encode() for k, v in env.items()))
    return folder / "proc"


def test_the_client_knows_that_it_is_attached_over_ssh(tmp_path: Path) -> None:
    seen = seat.environment(fake_tmux(tmp_path, "77") | HERE, client(tmp_path, "tmux: client", **AWAY))
    assert seat.is_remote(seen) and not set(HERE) & set(seen)


def test_the_client_knows_that_it_is_attached_here_again(tmp_path: Path) -> None:
    seen = seat.environment(fake_tmux(tmp_path, "77") | AWAY, client(tmp_path, "tmux: client", DISPLAY=":1"))
    assert not seat.is_remote(seen) and seen["DISPLAY"] == ":1"


def test_a_process_that_is_no_tmux_is_not_believed_and_the_session_is_asked(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path, "77", "-DISPLAY\nSSH_CONNECTION=198.51.100.7 1 192.0.2.1 22\nLANG=C\n") | {
        "DISPLAY": ":0"
    }
    seen = seat.environment(env, client(tmp_path, "bash", DISPLAY=":9"))
    assert seat.is_remote(seen) and "DISPLAY" not in seen and "LANG" not in seen


def test_the_session_says_that_the_login_is_over(tmp_path: Path) -> None:
    seen = seat.environment(fake_tmux(tmp_path, session="-SSH_CONNECTION\nDISPLAY=:0\n") | AWAY)
    assert not seat.is_remote(seen) and seen["DISPLAY"] == ":0"


def test_without_an_answer_the_own_environment_counts(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path) | HERE
    assert seat.environment(env) == env
    assert seat.environment(HERE) == HERE


def test_a_forwarded_display_is_the_users_own() -> None:
    assert seat.is_forwarded({"DISPLAY": "localhost:10.0"})
    assert not any(seat.is_forwarded({"DISPLAY": d}) for d in ("", ":0", "unix:0", "/private/tmp/launch:0"))


def xclip(folder: Path) -> Path:
    shell_script(folder / "xclip", f'/bin/cat > "{folder}/got"')
    return folder / "got"


def test_from_another_machine_the_clipboard_of_this_one_is_left_alone(tmp_path: Path) -> None:
    got = xclip(tmp_path)
    result = copy("Dear Jane", None, env={"PATH": str(tmp_path), "DISPLAY": ":0", **AWAY})
    assert not result.arrived and not got.exists()
    assert "logged in from another machine" in result.message
    result = copy("Dear Jane", None, env={"PATH": str(tmp_path), "DISPLAY": "localhost:10.0", **AWAY})
    assert result.confirmed and got.read_text() == "Dear Jane"


def test_screen_does_not_say_from_where_it_is_looked_at(tmp_path: Path) -> None:
    xclip(tmp_path)
    result = copy("Dear Jane", None, env={"PATH": str(tmp_path), "DISPLAY": ":0", "STY": "1.pts-0.host"})
    assert result.arrived and not result.confirmed and "on the machine that screen runs on" in result.message


def test_a_shell_without_a_terminal_has_none_to_send_to() -> None:
    assert to_terminal({"TERM": "dumb"}) is None and to_terminal({}) is None


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux server started at this machine's display."""
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux here")
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    env = {"PATH": os.environ["PATH"], "TERM": "xterm", **HERE}
    subprocess.run([*command, "new-session", "-d", "-x", "80", "-y", "24", "sh"], check=True, env=env)
    yield command
    subprocess.run([*command, "kill-server"], check=False)


def test_a_real_tmux_attached_over_ssh_does_not_fill_the_clipboard_here(tmux: list[str], tmp_path: Path) -> None:
    got = xclip(tmp_path)
    outer, inner = pty.openpty()
    env = {"PATH": os.environ["PATH"], "TERM": "xterm", **AWAY}
    with subprocess.Popen([*tmux, "attach"], stdin=inner, stdout=inner, stderr=inner, env=env) as attached:
        while not subprocess.run([*tmux, "list-clients"], capture_output=True, check=True).stdout:
            os.sched_yield()
        own = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMUX": f"{tmux[2]},0,0", **HERE}
        result = copy("Dear Jane", None, env=own)
        attached.terminate()
    os.close(inner)
    os.close(outer)
    assert result.how == "tmux" and not result.confirmed and not got.exists()
