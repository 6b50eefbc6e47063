"""Files a person names: read within bounds, written whole or not at all, and never over the own data."""

import errno
import io
import os
from pathlib import Path

import pytest

from rejection_tui.domain.errors import LetterError, Refused, RejtuiError, StorageError
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import exports, maintenance, named_files
from rejection_tui.services.context import AppContext

UNKNOWN = Path("~nobody-of-that-name/x")
LONG = Path("x" * 300)


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none", tmp_path, tmp_path / "pipe", Path("/dev/zero"), UNKNOWN, LONG, Path("a\0b")):
        with pytest.raises(LetterError, match=r"Nothing was imported\.$"):
            named_files.read(path)


def test_reading_ends_within_bounds(tmp_path: Path) -> None:
    (tmp_path / "much").write_bytes(b"x" * 11)
    assert named_files.read(tmp_path / "much", most=11) == b"x" * 11
    with pytest.raises(LetterError, match="larger than"):
        named_files.read(tmp_path / "much", most=10)
    assert named_files.read_pipe(io.BytesIO(b"abc"), 3) == b"abc"
    with pytest.raises(LetterError, match="nothing was read"):
        named_files.read_pipe(io.BytesIO(b"abcd"), 3)


def test_kinds(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kinds = [named_files.kind(p) for p in (tmp_path, tmp_path / "file", Path("/dev/null"), UNKNOWN, LONG, Path("\0"))]
    assert kinds == ["folder", "file", "other", "", "", ""]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_fails_leaves_the_place_as_it_was(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, there: bool
) -> None:
    path = tmp_path / "out" / "report.md"
    path.parent.mkdir()
    if there:
        path.write_bytes(b"the one before")

    def refuse(fd: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="was not written"):
        named_files.write_private(context, path, b"half", overwrite=there)
    assert [p.read_bytes() for p in path.parent.iterdir()] == ([b"the one before"] if there else [])


def test_nothing_is_written_over_the_own_data(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    before, copy = context.path.read_bytes(), maintenance.backup(context)
    (tmp_path / "link.json").symlink_to(context.path)
    lock = context.path.with_name(context.path.name + ".lock")
    for place in (context.path, tmp_path / "link.json", copy, copy.parent / "new.json", lock):
        with pytest.raises(StorageError, match="your own data lives"):
            exports.write(context, "json", place, overwrite=True)
    assert context.path.read_bytes() == before == copy.read_bytes()
    assert not (copy.parent / "new.json").exists()


def test_a_link_stays_a_link_and_devices_stay_devices(context: AppContext, tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    named_files.write_private(context, tmp_path / "link.md", b"new", overwrite=True)
    assert (tmp_path / "link.md").is_symlink() and (tmp_path / "real.md").read_bytes() == b"new"
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path):
        with pytest.raises(StorageError, match="not an ordinary file"):
            named_files.write_private(context, place, b"x", overwrite=True)


def test_names_nobody_can_write_are_said(context: AppContext, tmp_path: Path) -> None:
    for place in (UNKNOWN, LONG, Path("a\0b"), tmp_path / "none" / "x"):
        for overwrite in (False, True):
            with pytest.raises(RejtuiError, match="was not written"):
                named_files.write_private(context, place, b"x", overwrite)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused):
        named_files.write_private(context, tmp_path / "dangling", b"x")
