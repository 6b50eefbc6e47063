"""The fast answers given without click: the same output and exit codes as with click, and no other commands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rejection_tui import __version__, config, paths
from rejection_tui.cli import quick
from rejection_tui.cli.main import rejtui

Run = Callable[..., Result]
PROBE = """
import sys
from rejection_tui.__main__ import main
try:
    main()
finally:
    print("CLICK" if "click" in sys.modules else "QUICK", file=sys.stderr)
"""
TODAY = "2026-11-24T10:00:00+00:00"


def rejtui_process(*words: str, probe: bool = True, **env: str) -> "subprocess.CompletedProcess[str]":
    start = ["-c", PROBE] if probe else ["-m", "rejection_tui"]
    return subprocess.run(
        [sys.executable, *start, *words],
        env={**os.environ, "REJTUI_NOW": TODAY, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def filed(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a reply due, its count kept."""
    monkeypatch.setattr("rejection_tui.services.due_index.SETTLED_FINE", 0)
    monkeypatch.setenv("REJTUI_NOW", TODAY)
    monkeypatch.setenv("REJTUI_NOW", "2026-11-20T10:00:00+00:00")
    run("add", "--company", "Umbra")
    monkeypatch.setenv("REJTUI_NOW", TODAY)
    assert run("due", "--count").stdout == "1\n"
    return db


def test_the_version_is_clicks() -> None:
    ended = rejtui_process("--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"rejtui {__version__}\n", "QUICK\n")
    assert CliRunner().invoke(rejtui, ["--version"]).output == ended.stdout


@pytest.mark.parametrize("form", ["option", "equals", "variable"])
def test_a_prompt_is_answered_without_click(filed: Path, form: str) -> None:
    words = {"option": ["--db", str(filed)], "equals": [f"--db={filed}"], "variable": []}[form]
    ended = rejtui_process(*words, "due", "--count", REJTUI_DB=str(filed) if form == "variable" else "")
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "1\n", "QUICK\n")


def test_nothing_due_is_said_with_0(run: Run, filed: Path) -> None:
    run("archive", "umbra")
    assert run("due", "--count").exit_code == 0
    ended = rejtui_process("--db", str(filed), "due", "--count")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "0\n", "QUICK\n")


def test_after_a_change_the_count_is_a_new_one(run: Run, filed: Path) -> None:
    run("add", "--company", "Globex", "--received", "2026-11-22")
    ended = rejtui_process("--db", str(filed), "due", "--count")
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "2\n", "CLICK\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["due"],
        ["due", "--count", "--json"],
        ["due", "--count", "--all"],
        ["due", "--cou"],
        ["--count", "due"],
        ["due", "--count", "--count"],
        ["--db", "due", "--count"],
        ["--db", "", "due", "--count"],
        ["--db=", "due", "--count"],
        ["--db", "--version", "due", "--count"],
        ["--version", "due", "--count"],
        ["--version", "--version"],
        ["-V"],
        ["due", "--count", ""],
    ],
)
def test_every_other_line_is_clicks(words: list[str], filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_DB", str(filed))
    assert quick.answer(words) is None


def test_what_should_be_known_of_the_file_is_said_every_time(run: Run, filed: Path) -> None:
    filed.chmod(0o644)
    ended = rejtui_process("--db", str(filed), "due", "--count")
    assert ended.returncode == 3 and "it is private now" in ended.stderr and "CLICK" in ended.stderr
    run("backup")
    filed.unlink()
    for _ in range(2):
        ended = rejtui_process("--db", str(filed), "due", "--count")
        assert (ended.returncode, ended.stdout) == (0, "0\n") and "restore NUMBER" in ended.stderr


def test_a_count_that_came_with_a_notice_is_not_kept(run: Run, filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(config.state_folder())
    monkeypatch.setattr("rejection_tui.storage.Store.notices", ("A thing to know.",))
    assert "A thing to know." in run("due", "--count").stderr
    assert not config.state_folder().exists()


def test_a_damaged_file_or_setting_is_named_every_time(filed: Path) -> None:
    Path(os.environ["REJTUI_CONFIG"]).parent.mkdir(parents=True, exist_ok=True)
    Path(os.environ["REJTUI_CONFIG"]).write_text("reply = [", encoding="utf-8")
    for _ in range(2):
        ended = rejtui_process("--db", str(filed), "due", "--count")
        assert ended.returncode == 2 and "is not valid TOML" in ended.stderr
    Path(os.environ["REJTUI_CONFIG"]).unlink()
    filed.write_bytes(b'{"rejections": ')
    for _ in range(2):
        ended = rejtui_process("--db", str(filed), "due", "--count")
        assert ended.returncode not in (0, 3) and "Traceback" not in ended.stderr and not ended.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["--version"], ["due", "--count"]])
def test_streams_that_take_nothing(filed: Path, words: list[str]) -> None:
    line = f"{sys.executable} -m rejection_tui {' '.join(words)}"
    env = {**os.environ, "REJTUI_DB": str(filed)}

    def ended(redirected: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["sh", "-c", line + redirected], env=env, capture_output=True, text=True, check=False)

    full, closed = ended(" >/dev/full"), ended(" >&-")
    assert full.returncode == 1 and "safe" in full.stderr
    assert closed.returncode in (0, 3) and "Traceback" not in closed.stderr + full.stderr


@pytest.mark.parametrize("kind", ["data", "config", "state"])
@pytest.mark.parametrize("user", ["/home/ada", "", "ada"])
@pytest.mark.parametrize("moved", [None, "", "/elsewhere", "elsewhere", "/else where/", "~/there"])
def test_the_folders_are_those_of_the_platform(
    kind: str, user: str, moved: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.setenv("HOME", user)
    name = f"XDG_{kind.upper()}_HOME"
    if moved is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, moved)
    assert paths.folder(kind) == getattr(platformdirs, f"user_{kind}_dir")("rejtui", appauthor=False)


def test_the_settings_name_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    for chosen in ("~/x.json", "/a/b.json", "c.json", "~nobody-of-that-name/x"):
        monkeypatch.setenv("REJTUI_DB", chosen)
        assert config.db_path() == config.db_path(Path(chosen)) == Path(paths.data_file(chosen))
