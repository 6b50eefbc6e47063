"""Files, folders, mbox, Maildir, standard input: everything is found once and nothing on the disk changes."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.mail import Limits, RawMessage, Skipped, parse, read_bytes, read_messages, read_paths, read_text
from rejection_tui.mail.mbox import split_mbox

ENVELOPE = b"From 1790263549@xxx Sat Nov 16 11:00:00 +0000 2024\n"


def mail(number: int, body: bytes = b"Dear Sam,\n\nthe post has been filled.\n") -> bytes:
    """Return a small mail."""
    return (
        b"From: Ann <ann@bell.example>\nSubject: Letter %d\nMessage-ID: <%d@bell.example>\n\n" % (number, number) + body
    )


def snapshot(folder: Path) -> list[tuple[str, bytes, int]]:
    """Return every path below a folder with its bytes and its modification time."""
    paths = sorted(folder.rglob("*"))
    return [(str(p), p.read_bytes() if p.is_file() else b"", p.stat().st_mtime_ns) for p in paths]


def taken(items: Iterator[RawMessage | Skipped]) -> list[RawMessage]:
    """Return the messages, failing on anything skipped."""
    found = list(items)
    assert all(isinstance(item, RawMessage) for item in found)
    return [item for item in found if isinstance(item, RawMessage)]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_an_mbox_is_split_only_where_a_message_begins(tmp_path: Path, newline: bytes) -> None:
    body = (
        b"\nFrom our side we are done.\n\nFrom Monday at 10:30 in 2025 the office is closed.\n\n>From the archive: x\n"
    )
    count = 500
    data = b"\n".join(ENVELOPE + mail(i, body) for i in range(count))
    box = tmp_path / "Inbox.mbox"
    box.write_bytes(data.replace(b"\n", newline))
    messages = taken(read_paths([box]))
    assert len(messages) == count
    letter = parse(messages[7])
    assert letter.subject == "Letter 7"
    assert "From our side we are done." in letter.body and "\nFrom the archive: x" in letter.body


def test_an_mbox_streams_with_progress_and_can_be_left(tmp_path: Path) -> None:
    box = tmp_path / "big.mbox"
    box.write_bytes(b"\n".join(ENVELOPE + mail(i) for i in range(2000)))
    first = [item for item in islice(read_paths([box]), 3) if isinstance(item, RawMessage)]
    assert [item.source.rsplit("#")[-1] for item in first] == ["1", "2", "3"]
    assert 0 < first[0].offset_done < first[1].offset_done < first[2].offset_done < first[0].total_bytes
    assert first[0].total_bytes == box.stat().st_size


def test_a_too_large_message_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    box.write_bytes(b"\n".join([ENVELOPE + mail(1), ENVELOPE + mail(2, b"x\n" * 3_000_000), ENVELOPE + mail(3)]))
    found = list(read_paths([box], limits=Limits(mail_bytes=1_000_000)))
    assert [type(item).__name__ for item in found] == ["RawMessage", "Skipped", "RawMessage"]
    skipped = found[1]
    assert isinstance(skipped, Skipped) and "Message 2" in skipped.sentence and "1 MB" in skipped.sentence


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
def test_the_splitter_finds_every_message_whatever_their_sizes(sizes: list[int]) -> None:
    data = b"\n".join(ENVELOPE + mail(i, b"word " * size + b"\n") for i, size in enumerate(sizes))
    pieces = list(split_mbox(BytesIO(data), 10_000_000))
    assert len(pieces) == len(sizes)
    assert all(piece.data is not None and b"Letter %d\n" % i in piece.data for i, piece in enumerate(pieces))


def test_a_folder_is_read_to_its_depths_and_never_changed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one.eml").write_bytes(mail(1))
    (tmp_path / "a" / "b" / "two.EML").write_bytes(mail(2))
    (tmp_path / "a" / "b" / "Archive").write_bytes(ENVELOPE + mail(3) + b"\n" + ENVELOPE + mail(4))
    (tmp_path / "a" / "notes.txt").write_text("not a mail")
    (tmp_path / "a" / "apple.emlx").write_bytes(b"%d\n" % len(mail(5)) + mail(5) + b"<?xml version='1.0'?><plist/>")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    before = snapshot(tmp_path)
    *messages, left = read_paths([tmp_path])
    subjects = sorted(parse(item).subject for item in taken(iter(messages)))
    assert subjects == [f"Letter {n}" for n in (1, 2, 3, 4, 5)]
    assert isinstance(left, Skipped) and "notes.txt" in left.sentence and left.kind == "other"
    assert snapshot(tmp_path) == before


def test_a_maildir_gives_new_and_cur_but_not_tmp(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
    (tmp_path / "Mail" / "new" / "1700000000.M1P1.host").write_bytes(mail(1))
    (tmp_path / "Mail" / "cur" / "1700000000.M2P1.host:2,S").write_bytes(mail(2))
    (tmp_path / "Mail" / "tmp" / "1700000000.M3P1.host").write_bytes(mail(3))
    before = snapshot(tmp_path)
    assert sorted(parse(item).subject for item in taken(read_paths([tmp_path / "Mail"]))) == ["Letter 1", "Letter 2"]
    assert snapshot(tmp_path) == before


def test_what_cannot_be_read_is_said_and_creates_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.msg").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "empty.eml").write_bytes(b"")
    paths = [tmp_path / "missing.mbox", tmp_path / "missing", tmp_path / "old.msg", tmp_path / "empty.eml"]
    found = list(read_paths([*paths, Path("bad\0name")]))
    assert all(isinstance(item, Skipped) and item.sentence.endswith(".") for item in found) and len(found) == 5
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "home") == ["empty.eml", "old.msg"]


def test_standard_input_may_be_a_mail_an_mbox_or_plain_text() -> None:
    assert [item.form for item in taken(read_bytes(mail(1), "stdin"))] == [
        "mail" if b"Message-ID" in mail(1) else "text"
    ]
    assert len(taken(read_bytes(ENVELOPE + mail(1) + b"\n" + ENVELOPE + mail(2), "stdin"))) == 2
    (text,) = taken(read_bytes(b"Dear Sam,\n\nthe post has been filled.\n", "stdin"))
    assert text.form == "text" and parse(text).body.startswith("Dear Sam")
    assert [type(item).__name__ for item in read_bytes(b"  \n", "stdin")] == ["Skipped"]


def test_duplicates_share_a_digest_and_others_do_not() -> None:
    first, again = (parse(RawMessage(mail(1), source)) for source in ("a", "b"))
    assert first.digest == again.digest and first.uid == again.uid
    assert parse(RawMessage(mail(2), "a")).digest != first.digest
    bare = b"From: Ann <ann@bell.example>\nDate: Mon, 3 Mar 2025 10:00:00 +0100\nSubject: s\n\nDear Sam, no.\n"
    one, two = parse(RawMessage(bare, "a")), parse(RawMessage(bare.replace(b"\n", b"\r\n"), "b"))
    assert one.digest == two.digest and one.digest.startswith("sha256:")
    assert parse(RawMessage(bare.replace(b"no.", b"yes."), "a")).digest != one.digest


def test_pasted_text_is_one_letter() -> None:
    (raw,) = taken(read_text("Dear Sam,\n\nthe post has been filled.\n"))
    assert parse(raw).source == "paste"


def test_messages_of_an_account_are_taken_apart_like_those_of_an_mbox() -> None:
    sealed = b"Content-Type: multipart/encrypted; boundary=b\n"
    raws = [RawMessage(mail(1), "a"), RawMessage(sealed + mail(2), "b"), RawMessage(b"X-Unsent: 1\n" + mail(3), "c")]
    first, *rest = read_messages(raws)
    assert first == raws[0]
    assert [(one.kind, one.source) for one in rest if isinstance(one, Skipped)] == [("encrypted", "b"), ("draft", "c")]
