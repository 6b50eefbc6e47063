"""Dashboard, command line and cron on one file; locks that are held, left by dead processes, or unsupported."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rejection_tui.domain.errors import Conflict, StorageError
from rejection_tui.storage import Store, lock
from tests.storage.crowd import run
from tests.world.clock import NOW
from tests.world.records import contact, filled, minutes, rejection


def test_four_processes_lose_nothing(tmp_path: Path) -> None:
    assert "none lost" in run(4, 1000 if os.environ.get("REJTUI_FUZZ") == "long" else 100, tmp_path)


def _holder(path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.worker", "hold", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stdout.readline() == "held 0\n"
    return child


def test_a_lock_held_too_long_is_named_and_a_dead_one_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rejtui.json"
    store = filled(path)
    child = _holder(path)
    with lock.locked(tmp_path / "other.json", NOW):
        pass
    monkeypatch.setattr(
        "rejection_tui.storage.store.SHORT_LOCK_TIMEOUT", 0.05
    )  # the store of a dashboard waits only so long
    store.wait_briefly()
    assert f"process {child.pid}" in lock.holder(path)
    with (
        pytest.raises(StorageError, match=f"process {child.pid}.*since 20") as caught,
        store.transaction("Add", NOW) as transaction,
    ):
        transaction.put(contact())
    assert "Nothing was changed" in caught.value.sentence
    assert store.records.rejections and Store(path).records.rejections  # reading is never blocked
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert lock.holder(path) == ""
    with store.transaction("Add", NOW) as transaction:
        transaction.put(contact())
    assert "c1" in Store(path).records.contacts


def test_the_lock_file_taken_away_while_waiting(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    with lock.locked(path, NOW):
        lock.lock_path(path).unlink()
        with lock.locked(path, NOW) as sure:
            assert sure
    filled(path)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP])
def test_where_locks_are_impossible_it_says_so_and_compares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(fd: int, how: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    path = tmp_path / "rejtui.json"
    one = filled(path)
    assert any("knows no locks" in notice for notice in one.notices)
    two = Store(path)
    with pytest.raises(Conflict, match="nothing was written"), one.transaction("Late", minutes(1)) as slow:
        slow.put(rejection(company="Globex"))
        with two.transaction("Quick", minutes(1)) as quick:
            quick.put(contact())
    assert Store(path).records.rejections["r1"].company == "Northwind" and "c1" in Store(path).records.contacts
    with one.transaction("Again", minutes(2)) as transaction:
        transaction.put(rejection(company="Globex"))
    assert Store(path).records.rejections["r1"].company == "Globex" and "c1" in Store(path).records.contacts


def test_undo_in_one_process_of_a_transaction_in_the_other(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    one, two = filled(path), Store(path)
    assert two.records.rejections
    with one.transaction("Rename", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    with pytest.raises(Conflict, match="“Rename” came after"):
        two.undo(minutes(2), entry=two.history()[0].id)
    assert two.undo(minutes(2)) == "Rename" and one.redo(minutes(3)) == "Rename"
    assert two.refresh() and two.records.rejections["r1"].company == "Globex"
