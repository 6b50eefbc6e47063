"""File modes: only the owner can read the files. Links stay links, and stale temporary files are removed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejection_tui.storage import Store, backup, fix
from tests.world.clock import NOW
from tests.world.records import contact, filled, minutes


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Set the umask to 0."""
    before = os.umask(0)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_all_that_is_made_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "rejtui.json"
    store = filled(path)
    backup(path, NOW)
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    store.undo(minutes(2))
    fix(path, minutes(3))
    made = [p for p in (tmp_path / "deep").rglob("*") if p.is_file()]
    assert len(made) >= 3 and {_mode(p) for p in made} == {0o600}
    assert {_mode(p) for p in (tmp_path / "deep", path.parent, tmp_path / "deep/er/rejtui.backups")} == {0o700}


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    filled(tmp_path / "rejtui.json")
    assert _mode(tmp_path) == 0o755


def test_an_old_open_file_is_closed_when_read(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    filled(path)
    path.chmod(0o644)
    store = Store(path)
    assert store.records.rejections and _mode(path) == 0o600
    assert any("private now" in notice for notice in store.notices)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "rejtui.json"
    real.parent.mkdir()
    link = tmp_path / "rejtui.json"
    link.symlink_to(real)
    store = filled(link)
    assert link.is_symlink() and real.is_file() and store.path == real
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    assert link.is_symlink() and Store(real).records == store.records
    assert {p.name for p in tmp_path.iterdir()} == {"dotfiles", "rejtui.json"}


def test_left_overs_of_killed_programs_go_with_the_first_transaction(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    filled(path)
    stale = tmp_path / ".rejtui.json.abc123.tmp"
    others = [tmp_path / ".other.json.abc.tmp", tmp_path / ".rejtui.json.swp"]
    for p in (stale, *others):
        p.write_bytes(b"x")
    store = Store(path)
    assert store.records.rejections and stale.exists()  # reading takes no lock and removes nothing
    with store.transaction("Add", minutes(1)) as transaction:
        transaction.put(contact())
    assert not stale.exists() and all(p.exists() for p in others)
