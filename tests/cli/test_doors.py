"""Output of the commands: streams that cannot show or take the output, and messages that name a command to type."""

import errno
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rejection_tui.cli.main import rejtui

Run = Callable[..., Result]
POOR = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


def _rejtui(db: Path, *words: str, out: int = subprocess.PIPE, **env: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "rejection_tui", "--db", str(db), *words]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env={**os.environ, **env}, timeout=60
    )


@pytest.mark.parametrize("env", POOR)
def test_what_a_terminal_cannot_show_is_a_question_mark(run: Run, db: Path, env: dict[str, Any]) -> None:
    run("add", "--company", "Lódź “x”", "--role", "分析")
    verbs: list[tuple[str, ...]] = [("list",), ("--help",)]
    if env is POOR[0]:  # every verb writes to the same two streams
        verbs += [("show", "l"), ("history",), ("due",), ("doctor",), ("contacts", "list")]
    for words in verbs:
        ended = _rejtui(db, *words, **env)
        assert ended.returncode in (0, 3), ended.stderr
        assert b"Traceback" not in ended.stderr
    listed = _rejtui(db, "list", **env).stdout
    assert b"?" in listed and listed.isascii() == (env != {"PYTHONIOENCODING": "latin-1"})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_output_device_does_not_undo_the_change(run: Run, db: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = _rejtui(db, "add", "--company", "Umbra", "--role", "Pilot", out=full.fileno())
    assert ended.returncode == 1 and b"safe" in ended.stderr and b"Nothing was changed" not in ended.stderr
    assert "Umbra" in run("list").output


def test_what_to_type_names_the_same_file(run: Run, db: Path, tmp_path: Path) -> None:
    run("add", "--company", "Umbra")
    run("backup")
    db.write_bytes(b"")
    for words in (("list",), ("undo",), ("doctor",)):
        assert f"rejtui --db {db} restore NUMBER" in run(*words).output.replace("\n", "")


@pytest.mark.parametrize("number", ["²", "0", "-0", "99", "x" * 300])
def test_a_backup_that_is_none_is_a_sentence(run: Run, number: str) -> None:
    run("add", "--company", "Umbra")
    ended = run("restore", number, "--yes")
    assert ended.exit_code in (1, 2) and isinstance(ended.exception, SystemExit), ended.output


def test_what_should_be_known_of_the_file_is_said(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "--company", "Umbra")
    assert "rejtui:" not in run("list").stderr

    def refuse(fd: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    ended = run("add", "--company", "Globex")
    assert ended.exit_code == 0 and "knows no locks" in ended.stderr and "knows" not in ended.stdout
    monkeypatch.undo()
    folder = db.with_name("rejtui.backups")
    shutil.rmtree(folder)
    folder.write_text("in the way")
    assert "backup could not be made" in run("tick", "umbra", "reply.send").stderr
    folder.unlink()
    run("backup")
    db.unlink()
    assert f"rejtui --db {db} restore NUMBER" in run("list").stderr


def test_backups_of_a_link_lie_beside_the_file(run: Run, db: Path, tmp_path: Path) -> None:
    run("add", "--company", "Umbra")
    (tmp_path / "link.json").symlink_to(db)
    ended = CliRunner().invoke(rejtui, ["--db", str(tmp_path / "link.json"), "locate"])
    assert str(db.with_name("rejtui.backups")) in ended.stdout


def test_a_mistyped_verb_is_answered_with_the_nearest(run: Run) -> None:
    assert "Did you mean list?" in run("lst").stderr
    assert "Did you mean" not in run("qqq").stderr


@pytest.mark.parametrize("group", ["contacts", "win", "reminders", "practice", "report"])
def test_a_group_alone_prints_its_help_and_no_error(run: Run, group: str) -> None:
    printed = run(group)
    assert printed.exit_code == 2 and printed.stderr == run(group, "--help").stdout
    assert "Error" not in printed.output and printed.stdout == ""
