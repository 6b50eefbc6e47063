"""Every system call of a save fails in turn: it fails with a sentence, memory and file unchanged."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rejection_tui.domain.errors import Conflict, StorageError
from rejection_tui.storage import Store, file
from tests.world.clock import NOW
from tests.world.records import contact, filled, letter, minutes, rejection

ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EFBIG, errno.EDQUOT]
WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EIO: "reported an error",
    errno.EACCES: "may not write",
    errno.EROFS: "read-only",
    errno.EFBIG: "size limit",
}


class Faults:
    """Watches the system calls of a save and lets one of them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self.failing = ""
        self.code = 0
        self._wrap(monkeypatch, tempfile, "mkstemp", lambda *a: "mkstemp")
        self._wrap(monkeypatch, os, "write", lambda fd, *a: "write")
        self._wrap(monkeypatch, os, "fsync", lambda fd: "fsync folder" if _is_folder(fd) else "fsync")
        self._wrap(monkeypatch, os, "replace", lambda *a: "replace")

    def _wrap(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, what: Callable[..., str]) -> None:
        real = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            step = what(*args)
            self.calls.append(step)
            if step == self.failing:
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, call)


def _is_folder(fd: int) -> bool:
    return stat.S_ISDIR(os.fstat(fd).st_mode)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(tmp_path / "rejtui.json")
    with store.transaction("Second", NOW) as transaction:  # the backup of the day is behind us
        transaction.put(letter())
    yield store


@pytest.fixture
def faults(store: Store, monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


def test_order(store: Store, faults: Faults) -> None:
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    steps = [step for i, step in enumerate(faults.calls) if i == 0 or step != faults.calls[i - 1]]
    assert steps == ["mkstemp", "write", "fsync", "replace", "fsync folder"]


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("step", ["mkstemp", "write", "fsync", "replace", "fsync folder"])
def test_each_call_fails(store: Store, faults: Faults, step: str, code: int) -> None:
    raw, records, history = store.path.read_bytes(), store.records, store.history()
    faults.failing, faults.code = step, code
    with pytest.raises(StorageError, match=WORDS[code]) as caught, store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"), contact())
    faults.failing = ""
    assert "Not saved" in caught.value.sentence and "Nothing was changed" in caught.value.sentence
    assert store.path.read_bytes() == raw
    assert store.records is records and store.history() == history
    assert file.stale_files(store.path) == ()
    assert Store(store.path).records == records
    with store.transaction("Edit again", minutes(2)) as transaction:
        transaction.put(rejection(company="Globex"))
    assert Store(store.path).records.rejections["r1"].company == "Globex"


@pytest.mark.parametrize("step", ["mkstemp", "write", "fsync", "replace", "fsync folder"])
def test_a_first_save_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    store = Store(tmp_path / "new.json")
    faults = Faults(monkeypatch)
    faults.failing, faults.code = step, errno.ENOSPC
    with pytest.raises(StorageError, match="Not saved"), store.transaction("Add", NOW) as transaction:
        transaction.put(contact())
    assert not store.path.exists() and not store.records.contacts and file.stale_files(store.path) == ()


def test_undo_and_redo_fail_as_whole(store: Store, faults: Faults) -> None:
    raw = store.path.read_bytes()
    faults.failing, faults.code = "fsync", errno.EIO
    with pytest.raises(StorageError):
        store.undo(minutes(1))
    assert store.path.read_bytes() == raw and not store.history()[0].undone
    faults.failing = ""
    assert store.undo(minutes(1)) == "Second" and store.redo(minutes(1)) == "Second"


def test_a_folder_that_cannot_be_flushed_at_all_is_no_error(store: Store, faults: Faults) -> None:
    faults.failing, faults.code = "fsync folder", errno.EINVAL
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    assert "c1" in Store(store.path).records.contacts


def test_when_even_putting_back_fails_it_says_so_and_memory_follows_the_disk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, after = tempfile.mkstemp, list[int]()

    def once(**kwargs: Any) -> Any:
        if after:
            raise OSError(errno.EIO, "no")
        after.append(1)
        return real(**kwargs)

    def no_folder(fd: int) -> None:
        if _is_folder(fd):
            raise OSError(errno.EIO, "no")

    monkeypatch.setattr(tempfile, "mkstemp", once)
    monkeypatch.setattr(os, "fsync", no_folder)
    with (
        pytest.raises(StorageError, match="Saved, but not surely"),
        store.transaction("Add", minutes(1)) as transaction,
    ):
        transaction.put(contact())
    monkeypatch.undo()
    assert store.refresh() and store.records == Store(store.path).records and "c1" in store.records.contacts
    assert file.stale_files(store.path) == ()


def test_short_writes_are_continued(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data)[:100]))
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    monkeypatch.undo()
    assert "c1" in Store(store.path).records.contacts


def test_a_vanished_folder(store: Store) -> None:
    records = store.records
    store.path.parent.rename(store.path.parent.with_name("elsewhere"))
    with pytest.raises(StorageError, match="gone"), store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    assert store.records is records
    assert not store.path.parent.exists()  # nothing is begun where a drive was unplugged


def test_a_vanished_file_is_not_begun_anew(store: Store) -> None:
    store.path.unlink()
    for way in (store.refresh, lambda: store.undo(minutes(1))):
        with pytest.raises(StorageError, match="gone"):
            way()
    assert not store.path.exists() and "r1" in store.records.rejections


def test_a_save_from_outside_between_check_and_rename(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def meddle(fd: int) -> None:
        real(fd)
        if not _is_folder(fd):
            store.path.write_bytes(store.path.read_bytes().replace(b"Northwind", b"Southwind"))

    monkeypatch.setattr(os, "fsync", meddle)
    with pytest.raises(Conflict, match="nothing was written"), store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    monkeypatch.undo()
    assert b"Southwind" in store.path.read_bytes() and file.stale_files(store.path) == ()
    with store.transaction("Edit", minutes(1)) as transaction:
        assert transaction.records.rejections["r1"].company == "Southwind"


def test_the_limit_of_the_system_on_file_size(store: Store) -> None:
    raw = store.path.read_bytes()
    child = (
        "import resource, sys; from pathlib import Path; from tests.world.records import *\n"
        "from rejection_tui.storage import Store; from rejection_tui.domain.errors import StorageError\n"
        "store = Store(Path(sys.argv[1])); records = store.records\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "try:\n"
        "    with store.transaction('Big', minutes(1)) as one: one.put(letter('big', 'x' * 100000))\n"
        "except StorageError as error: print(error.sentence, store.records is records)\n"
    )
    done = subprocess.run([sys.executable, "-c", child, str(store.path)], capture_output=True, text=True, check=True)
    assert "size limit" in done.stdout and done.stdout.rstrip().endswith("True")
    assert store.path.read_bytes() == raw and file.stale_files(store.path) == ()


def test_a_full_disk_at_the_daily_backup_does_not_stop_the_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rejection_tui.storage import open_file

    def full(path: Path, now: object) -> str:
        return "Today's backup could not be made."

    monkeypatch.setattr(open_file, "daily", full)
    with store.transaction("Tomorrow", minutes(24 * 60)) as transaction:
        transaction.put(contact())
    assert "Today's backup could not be made." in store.notices
