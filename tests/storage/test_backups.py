"""Backups: made before risky changes and once a day, read back, thinned out over a year."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.storage import Store, backup, backups, restore
from rejection_tui.storage.backups import backups_to_keep, folder
from rejection_tui.storage.file_source import FileSource
from tests.world.clock import NOW
from tests.world.records import contact, filled, minutes, rejection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rejtui.json"


def _days(count: float) -> datetime:
    return NOW + timedelta(days=count)


def test_two_files_of_one_folder_never_share_their_backups(tmp_path: Path) -> None:
    names = ("a.json", "a.txt", "a.json.bak", "b.json")
    assert len({folder(tmp_path / name) for name in names}) == len(names)


def test_a_backup_is_the_file(path: Path) -> None:
    filled(path, rejection(), rejection("r2"))
    copy = backup(path, minutes(1), "By hand!")
    assert copy.read_bytes() == path.read_bytes() and copy.parent == path.with_name("rejtui.backups")
    (info,) = backups(path)
    assert (info.path, info.at, info.size, info.rejections, info.ok, info.reason) == (
        copy,
        minutes(1),
        path.stat().st_size,
        2,
        True,
        "by-hand",
    )


def test_two_at_the_same_moment_are_two(path: Path) -> None:
    filled(path)
    assert backup(path, NOW) != backup(path, NOW) and len(backups(path)) == 2


def test_nothing_to_back_up(path: Path) -> None:
    with pytest.raises(NotFound, match="nothing to back up"):
        backup(path, NOW)
    assert backups(path) == ()


def test_the_first_transaction_of_a_day_keeps_the_day_before(path: Path) -> None:
    store = filled(path)
    for day in range(1, 4):
        before = path.read_bytes()
        for i in range(3):
            with store.transaction("Edit", _days(day) + timedelta(minutes=i)) as transaction:
                transaction.put(rejection(notes=f"{day} {i}"))
        assert backups(path)[0].path.read_bytes() == before and len(backups(path)) == day
    again = Store(path)
    with again.transaction("Edit", _days(3)) as transaction:
        transaction.put(rejection(notes="same day, other process"))
    assert len(backups(path)) == 3


def test_restore_is_verified_and_keeps_what_was_there(path: Path) -> None:
    store = filled(path)
    copy = backup(path, minutes(1))
    with store.transaction("Edit", minutes(2)) as transaction:
        transaction.put(rejection(company="Globex"), contact())
    edited = path.read_bytes()
    restore(path, copy, minutes(3))
    assert store.refresh() and store.records.rejections["r1"].company == "Northwind" and not store.records.contacts
    newest = backups(path)[0]
    assert newest.reason == "before-restore" and newest.path.read_bytes() == edited
    restore(path, newest.path, minutes(4))
    assert path.read_bytes() == edited


def test_restore_over_a_broken_file_keeps_the_broken_one(path: Path) -> None:
    filled(path)
    copy = backup(path, minutes(1))
    path.write_bytes(b"broken")
    restore(path, copy, minutes(2))
    assert Store(path).records.rejections
    broken = backups(path)[0]
    assert (broken.ok, broken.reason, broken.path.read_bytes()) == (False, "broken-before-restore", b"broken")


def test_restore_when_the_file_is_gone(path: Path) -> None:
    filled(path)
    copy = backup(path, NOW)
    path.unlink()
    restore(path, copy, minutes(1))
    assert Store(path).records.rejections and len(backups(path)) == 1


def test_a_broken_backup_is_not_taken_back(path: Path) -> None:
    filled(path)
    raw, copy = path.read_bytes(), backup(path, NOW)
    copy.write_bytes(raw[:-9])
    assert [b.ok for b in backups(path)] == [False]
    with pytest.raises(Damaged, match="cannot be taken back"):
        restore(path, copy, minutes(1))
    with pytest.raises(NotFound):
        restore(path, copy.with_name("none.json"), minutes(1))
    assert path.read_bytes() == raw


def test_a_copy_that_reads_back_otherwise_is_no_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr(FileSource, "copy", lambda self, out, start, size: os.write(out, b"r" * size))
    with pytest.raises(StorageError, match="does not read back"):
        backup(path, NOW)


def test_broken_ones_never_push_out_whole_ones(path: Path) -> None:
    store = filled(path)
    backup(path, NOW)
    raw = path.read_bytes()
    path.write_bytes(b"[]")
    for i in range(30):
        backup(path, minutes(i + 1))
    found = backups(path)
    assert [b.ok for b in found].count(True) == 1 and [b.ok for b in found].count(False) == 10
    path.write_bytes(raw)
    assert store.refresh()


def test_a_year_of_days(path: Path) -> None:
    store = filled(path)
    for day in range(1, 400):
        with store.transaction("Edit", _days(day)) as transaction:
            transaction.put(rejection(notes=str(day)))
    found = backups(path)
    assert 30 + 10 <= len(found) <= 10 + 31 + 12
    assert {b.at.date() for b in found} >= {_days(day).date() for day in range(370, 400)}
    assert len({(b.at.year, b.at.month) for b in found}) == 12


moments = st.lists(st.integers(0, 500 * 24 * 60), max_size=80).map(lambda ms: [NOW - timedelta(minutes=m) for m in ms])


@given(moments)
def test_rotation_keeps_what_it_promises(dated: list[datetime]) -> None:
    found = backups_to_keep(dated, NOW)
    newest = sorted(set(dated), reverse=True)
    assert found <= set(dated) and set(newest[:10]) <= found
    recent = {at.date() for at in dated if NOW - at <= timedelta(days=30)}
    assert recent <= {at.date() for at in found}
    months = {(at.year, at.month) for at in dated if (NOW.year - at.year) * 12 + NOW.month - at.month < 12}
    assert months <= {(at.year, at.month) for at in found}
    assert len(found) <= 10 + 31 + 12
    assert backups_to_keep(found, NOW) == found


@given(moments, st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_rotating_every_day_loses_no_month(dated: list[datetime], gaps: list[int]) -> None:
    alive, now = set(dated), NOW
    for gap in gaps:
        now += timedelta(days=gap)
        alive |= {now}
        seen = {(at.year, at.month) for at in alive if (now.year - at.year) * 12 + now.month - at.month < 12}
        alive = set(backups_to_keep(alive, now))
        assert seen <= {(at.year, at.month) for at in alive}


def test_utc_decides_the_day(path: Path) -> None:
    store = filled(path)
    assert NOW.tzinfo is UTC
    with store.transaction("Edit", NOW) as transaction:
        transaction.put(contact())
    assert backups(path)[0].at.utcoffset() == timedelta(0)


def test_a_clock_that_was_wrong_for_a_while_pushes_out_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    filled(path)
    for n in range(15):
        backup(path, minutes(n + 60 * 24 * 365 * 40), "wrong-year")
    morning = backup(path, minutes(1), "merge")
    for n in range(8):
        backup(path, minutes(2 + n), "later")
    found = backups(path)
    assert morning in {info.path for info in found}
    assert sum(info.reason == "wrong-year" for info in found) == 10
