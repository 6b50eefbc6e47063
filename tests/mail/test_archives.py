"""Zip, tar and gzip are read as they are; what is damaged, locked or built to fill a disk ends in a sentence."""

import bz2
import gzip
import io
import os
import struct
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from rejection_tui.mail import Limits, RawMessage, Skipped, read_bytes, read_paths
from tests.mail.mailboxes import kinds, mail, mbox, numbers, put, read


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """Return a tar of files."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


TAKEOUT = {
    "Takeout/archive_browser.html": b"<html><p>Your archive, unfortunately large</p></html>",
    "Takeout/Mail/Jobs.mbox": mbox(mail(1), mail(2, b"X-Gmail-Labels: Sent\n"), mail(3, b"X-Gmail-Labels: Spam\n")),
    "Takeout/Mail/Inbox.mbox": mbox(mail(4)),
    "Takeout/Mail/Trash.mbox": mbox(mail(5)),
    "Takeout/Mail/User Settings/Filters.json": b"{}",
    "Takeout/Drive/photo.png": b"\x89PNG",
    "__MACOSX/Takeout/._x.eml": b"\0\5\x16\7",
}


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_takeout_as_it_comes(tmp_path: Path, compression: int) -> None:
    put(tmp_path, {"takeout.zip": zipped(TAKEOUT, compression)})
    messages, skipped = read(tmp_path / "takeout.zip")
    assert numbers(messages) == [1, 2, 4] and [one.sent for one in messages] == [False, False, True]
    assert kinds(skipped) == {"picture": 1, "spam": 1, "trash-folder": 1}
    assert messages[0].source.endswith("takeout.zip/Takeout/Mail/Inbox.mbox#1")


def test_archives_in_a_folder_and_in_each_other(tmp_path: Path) -> None:
    inner = zipped({"5.eml": mail(5), "Sent/6.eml": mail(6)})
    put(
        tmp_path,
        {
            "letters.zip": zipped({"1.eml": mail(1), "cur/2.host:2,S": mail(2), "inner.zip": inner}),
            "box.mbox.gz": gzip.compress(mbox(mail(3))),
            "one.eml.gz": gzip.compress(mail(4)),
            "all.tgz": gzip.compress(tarred({"Mail/Inbox": mbox(mail(7)), "Mail/Trash": mbox(mail(8))})),
            "plain.tar": tarred({"9.eml": mail(9), "10.eml.gz": gzip.compress(mail(10))}),
            "box.tar.bz2": bz2.compress(tarred({"11.eml": mail(11)})),
            "box.bz2": bz2.compress(mbox(mail(12))),
        },
    )
    messages, skipped = read(tmp_path)
    assert numbers(messages) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12] and kinds(skipped) == {"trash-folder": 1}
    assert [one.source for one in messages if one.sent] == [f"{tmp_path}/letters.zip/inner.zip/Sent/6.eml"]


def test_an_archive_comes_through_standard_input() -> None:
    found = list(read_bytes(zipped({"1.eml": mail(1)}), "stdin"))
    assert numbers(one for one in found if isinstance(one, RawMessage)) == [1]
    assert len(list(read_bytes(gzip.compress(mbox(mail(1), mail(2))), "stdin"))) == 2


def test_progress_is_that_in_the_archive(tmp_path: Path) -> None:
    noise = [os.urandom(60_000).hex().encode() for _ in range(20)]
    box = mbox(*(mail(number, words=words) for number, words in enumerate(noise)))
    put(tmp_path, {"box.mbox.gz": gzip.compress(box), "two.zip": zipped({"a.mbox": box, "b.mbox": box})})
    for name in ("box.mbox.gz", "two.zip"):
        done = [one.offset_done for one in read_paths([tmp_path / name])]
        assert done == sorted(done) and len(set(done)) > 1
        assert done[-1] <= (tmp_path / name).stat().st_size


def test_names_that_lead_elsewhere_are_only_shown(tmp_path: Path) -> None:
    names = ["../../etc/1.eml", "/etc/2.eml", "..\\..\\3.eml", "a\x1b[2J/4.eml"]
    put(tmp_path, {"a.zip": zipped({name: mail(n) for n, name in enumerate(names)})})
    put(tmp_path, {"a.tar": tarred({name: mail(n) for n, name in enumerate(names)})})
    for name in ("a.zip", "a.tar"):
        messages, _ = read(tmp_path / name)
        assert numbers(messages) == [0, 1, 2, 3]
        assert not any(".." in one.source.removeprefix(str(tmp_path)) or "\x1b" in one.source for one in messages)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["a.tar", "a.zip"]


def test_links_and_pipes_in_a_tar_are_nothing(tmp_path: Path) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("a.eml", tarfile.SYMTYPE), ("b.eml", tarfile.LNKTYPE), ("c.eml", tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    put(tmp_path, {"a.tar": target.getvalue()})
    assert read(tmp_path) == ([], [])


def test_a_locked_zip_is_named_as_such(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.eml": mail(1)}))
    data[data.rfind(b"PK\1\2") + 8] |= 1
    put(tmp_path, {"locked.zip": bytes(data)})
    messages, (skipped,) = read(tmp_path / "locked.zip")
    assert not messages and "locked with a password" in skipped.sentence


def test_what_comes_before_the_damage_is_read(tmp_path: Path) -> None:
    box = mbox(*(mail(number) for number in range(50))) + mbox(mail(50, words=os.urandom(400_000).hex().encode()))
    packed = gzip.compress(box)
    flipped = bytearray(packed)
    flipped[len(packed) // 2] ^= 255
    put(tmp_path, {"cut.mbox.gz": packed[: len(packed) // 2], "flip.mbox.gz": bytes(flipped)})
    put(tmp_path, {"cut.tar": tarred({f"{n}.eml": mail(n) for n in range(5)})[:2000]})
    put(tmp_path, {"cut.zip": zipped({f"{n}.eml": mail(n) for n in range(5)})[:400]})
    zips = bytearray(zipped({f"{n}.eml": mail(n, words=os.urandom(900).hex().encode()) for n in range(5)}))
    zips[len(zips) // 2] ^= 255
    put(tmp_path, {"flip.zip": bytes(zips)})
    for name, least in (("cut.mbox.gz", 50), ("flip.mbox.gz", 50), ("cut.tar", 1), ("cut.zip", 0), ("flip.zip", 4)):
        messages, (skipped, *more) = read(tmp_path / name)
        assert len(messages) >= least and "damaged" in skipped.sentence and not more, name


BOMB = Limits(small=5_000_000)


@pytest.mark.parametrize("name", ["a.mbox.gz", "a.zip", "a.tgz", "a.eml.gz"])
def test_a_bomb_is_left_early(tmp_path: Path, name: str) -> None:
    text = mbox(mail(1)) + mail(2) + b"a" * 60_000_000
    make = {"zip": lambda: zipped({"a.mbox": text}), "tgz": lambda: gzip.compress(tarred({"a.mbox": text}))}
    put(tmp_path, {name: make.get(name.rpartition(".")[2], lambda: gzip.compress(text))()})
    start = time.process_time()
    found = [one for one in read_paths([tmp_path / name], limits=BOMB) if isinstance(one, Skipped)]
    assert any("unpacks to far more" in one.sentence or "is larger than" in one.sentence for one in found)
    assert time.process_time() - start < 1


def test_a_zip_that_declares_four_gigabytes_gives_what_it_holds(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.eml": mail(1)}))
    struct.pack_into("<I", data, data.rfind(b"PK\1\2") + 24, 0xFFFFFFF0)
    put(tmp_path, {"large.zip": bytes(data)})
    assert numbers(read(tmp_path / "large.zip")[0]) == [1]


def test_an_archive_of_too_many_files_is_not_opened(tmp_path: Path) -> None:
    few = Limits(members=5)
    files = {f"{number}.eml": mail(number) for number in range(9)}
    put(tmp_path, {"a.zip": zipped(files), "a.tar": tarred(files)})
    packed = list(read_paths([tmp_path / "a.zip"], limits=few))
    assert len(packed) == 1 and isinstance(packed[0], Skipped) and "too many files" in packed[0].sentence
    *read_first, last = read_paths([tmp_path / "a.tar"], limits=few)
    assert len(read_first) == 5 and isinstance(last, Skipped) and "too many files" in last.sentence


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data, name = mail(1), "1.eml"
    for number in range(8):
        data, name = zipped({name: data}), f"{number}.zip"
    put(tmp_path, {"deep.zip": data})
    messages, (skipped,) = read(tmp_path / "deep.zip")
    assert not messages and "archive in other archives" in skipped.sentence


def test_a_tar_with_an_endless_header_is_refused(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("x")
    entry.type, entry.size = tarfile.XHDTYPE, 2_000_000_000
    put(tmp_path, {"a.tgz": gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + b"\0" * 20_000_000)})
    messages, (skipped,) = read(tmp_path / "a.tgz")
    assert not messages and "damaged" in skipped.sentence
