"""Copying: every way with tools of our own making on PATH, and a real tmux where there is one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejection_tui.domain.errors import StorageError, UsageError
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied, copy
from rejection_tui.system.mail_program import open_mail
from tests.world.processes import ends, shell_script

DRAFT = "Dear Jane,\n\nthank you – truly. 🌱\n\nSam Reed"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake tools are shell scripts")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def fake(tools: Path, name: str, script: str) -> Path:
    """Put a shell script on PATH that writes what it is given into a file beside it, then does as `script` says."""
    shell_script(tools / name, f"PATH=/usr/bin:/bin\n{script}")
    return tools / f"{name}.got"


def env_of(tools: Path, **more: str) -> dict[str, str]:
    """The smallest environment: nothing but these tools."""
    return {"PATH": str(tools), **more}


class Terminal:
    """What the terminal was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, text: str) -> None:
        self.sent.append(text)


def test_a_tool_that_takes_it_is_believed(tools: Path) -> None:
    got = fake(tools, "xclip", f'cat > "{tools}/xclip.got"')
    terminal = Terminal()
    result = copy(DRAFT, terminal, env=env_of(tools, DISPLAY=":0"))
    assert result == Copied("xclip", True, "Copied (xclip, checked).", None)
    assert got.read_text() == DRAFT
    assert terminal.sent == []


def test_a_return_code_of_one_is_not_a_copy(tools: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fake(tools, "xclip", 'echo "Error: Can\'t open display" >&2; echo noise; exit 1')
    result = copy(DRAFT, None, env=env_of(tools, DISPLAY=":9"))
    assert not result.arrived and not result.confirmed
    assert result.message.startswith("Not copied: xclip: it ended with code 1")
    assert capfd.readouterr() == ("", "")


def test_after_a_failure_the_next_tool_is_tried(tools: Path) -> None:
    fake(tools, "wl-copy", "exit 1")
    got = fake(tools, "xsel", f'cat > "{tools}/xsel.got"')
    result = copy(DRAFT, None, env=env_of(tools, DISPLAY=":0", WAYLAND_DISPLAY="wayland-0"))
    assert (result.how, result.confirmed) == ("xsel", True)
    assert got.read_text() == DRAFT


def test_a_tool_that_hangs_is_stopped_with_its_children(tools: Path) -> None:
    fake(tools, "xclip", f'sleep 30 & echo $! > "{tools}/pid"; wait')
    terminal = Terminal()
    start = time.monotonic()
    result = copy(DRAFT, terminal, env=env_of(tools, DISPLAY=":0"))
    assert time.monotonic() - start < 20
    assert (result.how, result.confirmed) == ("terminal", False)
    assert terminal.sent == [DRAFT]
    assert ends(int((tools / "pid").read_text()))


def test_two_tools_that_hang_share_the_time(tools: Path) -> None:
    fake(tools, "wl-copy", "sleep 30")
    fake(tools, "xclip", "sleep 30")
    start = time.monotonic()
    result = copy(DRAFT, None, env=env_of(tools, DISPLAY=":0", WAYLAND_DISPLAY="w"))
    assert time.monotonic() - start < 20
    assert not result.arrived
    assert "wl-copy: it did not answer within 2 seconds" in result.message


def test_a_daemon_that_keeps_the_streams_does_not_hold_us(tools: Path) -> None:
    got = fake(tools, "xclip", f'cat > "{tools}/xclip.got"; (sleep 30) & exit 0')
    start = time.monotonic()
    result = copy(DRAFT, None, env=env_of(tools, DISPLAY=":0"))
    assert time.monotonic() - start < 20
    assert result.confirmed and got.read_text() == DRAFT


def test_without_any_tool_the_terminal_is_told_and_nothing_claimed(tools: Path) -> None:
    terminal = Terminal()
    result = copy(DRAFT, terminal, env=env_of(tools))
    assert (result.how, result.confirmed) == ("terminal", False)
    assert result.message == "Sent to your terminal; if paste shows nothing, press V to view or ctrl+e to write a file."
    assert terminal.sent == [DRAFT]


def test_without_anything_the_file_is_named(tools: Path, tmp_path: Path) -> None:
    path = tmp_path / "last.txt"

    def keep(text: str) -> Path:
        path.write_text(text)
        return path

    result = copy(DRAFT, None, keep=keep, env=env_of(tools))
    assert not result.arrived
    assert result.message.startswith("Not copied: ") and result.message.endswith(f"The draft is saved in {path}.")
    assert path.read_text() == DRAFT


def test_the_draft_is_kept_also_when_the_copy_works(tools: Path, tmp_path: Path) -> None:
    fake(tools, "xclip", "cat > /dev/null")
    kept: list[str] = []
    result = copy(DRAFT, None, keep=lambda t: kept.append(t) or tmp_path, env=env_of(tools, DISPLAY=":0"))
    assert result.confirmed and kept == [DRAFT] and result.kept == tmp_path


def test_a_disk_that_refuses_is_said(tools: Path) -> None:
    def keep(text: str) -> Path:
        raise StorageError("The disk is full; the draft is only on the screen.")

    result = copy(DRAFT, None, keep=keep, env=env_of(tools))
    assert result.message.endswith("The disk is full; the draft is only on the screen.")


def test_over_ssh_the_terminal_comes_first(tools: Path) -> None:
    got = fake(tools, "xclip", f'cat > "{tools}/xclip.got"')
    terminal = Terminal()
    result = copy(DRAFT, terminal, env=env_of(tools, DISPLAY=":10", SSH_CONNECTION="198.51.100.7 22"))
    assert result.how == "terminal" and terminal.sent == [DRAFT]
    assert not got.exists()


def test_over_ssh_inside_tmux_its_buffer_comes_first(tools: Path) -> None:
    got = fake(tools, "tmux", f'echo "$@" > "{tools}/args"; cat > "{tools}/tmux.got"')
    terminal = Terminal()
    result = copy(DRAFT, terminal, env=env_of(tools, SSH_CONNECTION="198.51.100.7 22", TMUX="/tmp/t,1,0"))
    assert (result.how, result.confirmed, terminal.sent) == ("tmux", False, [])
    assert got.read_text() == DRAFT
    assert (tools / "args").read_text().strip() == "load-buffer -w -"


def test_an_old_tmux_hands_on_to_the_terminal(tools: Path) -> None:
    fake(tools, "tmux", "exit 1")
    terminal = Terminal()
    assert copy(DRAFT, terminal, env=env_of(tools, TMUX="/tmp/t,1,0")).how == "terminal"


def test_macos_and_wsl_have_their_own(tools: Path) -> None:
    fake(tools, "pbcopy", "cat > /dev/null")
    got = fake(tools, "clip.exe", f'cat > "{tools}/clip.exe.got"')
    assert copy(DRAFT, None, env=env_of(tools), platform="darwin").how == "pbcopy"
    assert copy(DRAFT, None, env=env_of(tools, WSL_DISTRO_NAME="Debian", DISPLAY=":0")).how == "clip.exe"
    assert got.read_bytes().decode("utf-16-le") == DRAFT


def test_a_very_long_text_is_not_sent_to_the_terminal(tools: Path) -> None:
    terminal = Terminal()
    result = copy("x" * 100_001, terminal, env=env_of(tools))
    assert not result.arrived and terminal.sent == []
    assert "too long for the terminal" in result.message


def test_what_is_copied_is_cleaned(tools: Path) -> None:
    terminal = Terminal()
    copy("a\x00b\x1b[201~c\ud800", terminal, env=env_of(tools))
    assert terminal.sent == ["abc\ufffd"]


def test_pyperclip_runs_in_a_child_and_is_asked_to_paste_back(
    tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying = tmp_path / "lib"
    lying.mkdir()
    module = lying / "pyperclip.py"
    module.write_text(
        "kept = ''\ndef copy(t):\n    print('noise')\n    global kept; kept = t\ndef paste(): return kept\n"
    )
    env = env_of(tools, PYTHONPATH=str(lying))
    assert copy(DRAFT, None, env=env).how == "pyperclip"
    module.write_text("def copy(t): pass\ndef paste(): return ''\n")
    assert not copy(DRAFT, None, env=env).arrived


def test_the_clipboard_loads_no_textual() -> None:
    code = "import sys, rejection_tui.system.clipboard; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux server of our own."""
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux here")
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    subprocess.run([*command, "new-session", "-d", "-x", "80", "-y", "24", "sh"], check=True)
    yield command
    subprocess.run([*command, "kill-server"], check=False)


@pytest.mark.parametrize("setting", ["external", "on"])
def test_a_real_tmux_holds_the_draft(tmux: list[str], setting: str) -> None:
    subprocess.run([*tmux, "set-option", "-g", "set-clipboard", setting], check=True)
    env = {"PATH": os.environ["PATH"], "TMUX": f"{tmux[2]},0,0", "SSH_CONNECTION": "198.51.100.7 22"}
    result = copy(DRAFT, None, env=env)
    shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=True).stdout.decode("utf-8")
    assert (result.how, shown) == ("tmux", DRAFT)


def test_the_order_is_bounded() -> None:
    assert clipboard.TOOL_SECONDS <= clipboard.ALL_SECONDS < 2.5


def test_a_mail_address_is_opened_away_from_the_screen(tools: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fake(tools, "xdg-open", f'echo noise; echo "$1" > "{tools}/url"')
    url = "mailto:jane@northwind.example?subject=Thank%20you&body=Dear%20Jane%0A"
    open_mail(url, env_of(tools), "linux")
    assert (tools / "url").read_text().strip() == url
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "https://example.com",
        "mailto:jane@example.com\n--help",
        "mailto:-x --help",
        "javascript:1",
    ],
)
def test_anything_but_a_mail_address_is_refused(tools: Path, url: str) -> None:
    fake(tools, "xdg-open", f'echo "$1" > "{tools}/url"')
    with pytest.raises(UsageError):
        open_mail(url, env_of(tools), "linux")
    assert not (tools / "url").exists()


def test_a_missing_or_failing_mail_program_is_said(tools: Path) -> None:
    with pytest.raises(UsageError, match="No mail program can be opened"):
        open_mail("mailto:jane@example.com", env_of(tools), "linux")
    fake(tools, "xdg-open", "exit 4")
    with pytest.raises(UsageError, match="No mail program answered"):
        open_mail("mailto:jane@example.com", env_of(tools), "linux")
