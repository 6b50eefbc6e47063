"""The mail program: what opened it may stay in front of it, and is never stopped."""

import os
import signal
import sys
from pathlib import Path

import pytest

from rejection_tui.domain.errors import UsageError
from rejection_tui.system import mail_program
from rejection_tui.system.mail_program import open_mail
from tests.world.processes import shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake tools are shell scripts")
URL = "mailto:jane@example.com"


def fake(folder: Path, name: str, script: str) -> None:
    shell_script(folder / name, f"PATH=/usr/bin:/bin\n{script}")


def test_a_mail_program_that_stays_in_front_is_open_and_lives_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_program, "_PATIENCE", 0.2)
    fake(tmp_path, "xdg-open", f'echo $$ > "{tmp_path}/pid"; exec sleep 600')
    open_mail(URL, {"PATH": str(tmp_path)}, "linux")
    pid = int((tmp_path / "pid").read_text())
    os.kill(pid, 0)  # it runs
    os.kill(pid, signal.SIGKILL)


def test_windows_under_linux_opens_its_own_mail_program(tmp_path: Path) -> None:
    fake(tmp_path, "wslview", f'echo "$1" > "{tmp_path}/url"')
    fake(tmp_path, "xdg-open", "exit 3")
    open_mail(URL, {"PATH": str(tmp_path), "WSL_DISTRO_NAME": "Debian"}, "linux")
    assert (tmp_path / "url").read_text().strip() == URL
    with pytest.raises(UsageError, match="No mail program answered"):
        open_mail(URL, {"PATH": str(tmp_path)}, "linux")
