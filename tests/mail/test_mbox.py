"""An mbox is split where messages begin, whatever stands behind `From `, and nowhere else."""

import time
from io import BytesIO
from pathlib import Path

import pytest

from rejection_tui.mail import RawMessage, parse, read_bytes
from rejection_tui.mail.mbox import looks_like_mbox, split_mbox
from tests.mail.mailboxes import mail, mbox, numbers, put, read

LINES = {
    "bare": b"From \n",
    "hyphen": b"From -\n",
    "thunderbird": b"From - Thu Nov 26 09:14:02 2026\n",
    "address": b"From ann@bell.example Thu Nov 26 09:14:02 2026\n",
    "two blanks": b"From ann@bell.example  Thu Nov 26 09:14:02 2026\n",
    "takeout": b"From 1848000000000000001@xxx Thu Nov 26 09:12:01 +0000 2026\n",
    "zone before the year": b"From ann@bell.example Thu Nov 26 09:14:02 CET 2026\n",
    "as in a Date header": b"From ann@bell.example Thu, 26 Nov 2026 10:12:00 +0100\n",
    "with a comment": b"From ann@bell.example Thu, 26 Nov 2026 10:12:00 +0100 (CET)\n",
    "iso": b"From ann@bell.example 2026-11-26T10:12:00+01:00\n",
    "no seconds": b"From bell!ann Thu Nov 26 09:14 2026\n",
    "remote from": b"From ann Thu Nov 26 09:14:02 2026 remote from bell\n",
    "at": b"From ann at bell.example  Thu Nov 26 09:14:02 2026\n",
    "quoted name": b'From "Ann Bell" Thu Nov 26 09:14:02 2026\n',
    "angles": b"From <ann@bell.example> Thu Nov 26 09:14:02 2026\n",
    "eudora": b"From ???@??? Thu Nov 26 09:14:02 2026\n",
    "daemon": b"From MAILER-DAEMON Thu Nov 26 09:14:02 2026\n",
    "nobody": b"From nobody Thu Nov 26 09:14:02 2026\n",
    "no date": b"From ann@bell.example\n",
    "no address": b"From Ann Bell\n",
    "a German day": b"From ann@bell.example Do Nov 26 09:14:02 2026\n",
}  # fmt: skip


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("blank", [b"\n", b""], ids=["blank line", "no blank line"])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_a_message_begins_below_any_from_line(line: bytes, blank: bytes, newline: bytes) -> None:
    data = blank.join(line + mail(number) for number in range(4)).replace(b"\n", newline)
    assert looks_like_mbox(data)
    pieces = list(split_mbox(BytesIO(data), 10_000_000))
    assert [piece.number for piece in pieces] == [1, 2, 3, 4]
    assert all(piece.data and piece.data.startswith(b"From: Ann") for piece in pieces)
    assert pieces[-1].end == len(data)
    letter = parse(RawMessage(pieces[0].data or b"", "x"))
    assert letter.subject == "Letter 0" and letter.body.endswith("Ann Bell")


TEXTS = {
    "a sentence": b"\nFrom our side all is said.\n",
    "and a colon": b"\nFrom our side: all is said.\n\nName: Ann\n",
    "with lines like fields": b"\nFrom Monday on:\nTime: 10:30\nPlace: Leeds\n",
    "with a day": b"\nFrom Monday at 10:30 in 2025 the office is closed:\nPlace: Leeds\n",
    "a day like an mbox": b"\nFrom Tue 24 Nov 10:30 we meet\nPlace: Leeds\n",
    "an address": b"\nFrom ann@bell.example\n\nhello\n",
    "an address and words": b"\nFrom ann@bell.example\nhello there\n",
    "a copied header": b"\nFrom: Ann Bell\nTo: Mara\nSubject: no\n\nhello\n",
    "a copied header below words": b"\nFrom the team\nFrom: Ann <ann@bell.example>\nSent: Thursday\nSubject: no\n",
    "only the word": b"\nFrom \nthe bottom of my heart\n",
    "quoted": b"\n>From the archive\n",
}


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_letter_is_not_cut_at_its_words(text: bytes, newline: bytes) -> None:
    data = mbox(*(mail(number, words=b"Dear Mara,\n" + text) for number in range(3))).replace(b"\n", newline)
    assert len(list(split_mbox(BytesIO(data), 10_000_000))) == 3


def test_quoted_from_lines_are_restored() -> None:
    (piece,) = split_mbox(BytesIO(mbox(mail(1, words=b"Hi\n\n>From here\n>>From there\n> From afar\n"))), 10_000)
    assert piece.data is not None
    assert b"\nFrom here\n>From there\n> From afar" in piece.data


def test_mmdf_is_split_at_its_own_marks() -> None:
    mark = b"\x01\x01\x01\x01\n"
    data = b"".join(mark + mail(number) + mark for number in range(3))
    assert numbers(one for one in read_bytes(data, "mmdf") if isinstance(one, RawMessage)) == [0, 1, 2]


@pytest.mark.parametrize(
    "data",
    [
        mail(0) + b"\n" + mbox(mail(1)),
        b"\n\n" + mbox(mail(0), mail(1)),
        b"\xef\xbb\xbf" + mbox(mail(0), mail(1)),
        mbox(mail(0), mail(1)).decode().encode("utf-16"),
    ],
)
def test_an_mbox_that_was_edited_is_still_one(tmp_path: Path, data: bytes) -> None:
    assert numbers(read(put(tmp_path, {"a.mbox": data}) / "a.mbox")[0]) == [0, 1]


def test_a_mail_without_a_date_has_that_of_its_from_line() -> None:
    line = b"From ann@bell.example Thu Nov 26 09:14:02 +0100 2026\n"
    undated, dated = read_bytes(mbox(mail(1, date=b""), mail(2), line=line), "box")
    assert isinstance(undated, RawMessage) and isinstance(dated, RawMessage)
    assert undated.arrived and undated.arrived.isoformat() == "2026-11-26T08:14:02+00:00"
    assert dated.arrived is None and parse(undated).received == undated.arrived


def test_lines_that_begin_like_messages_cost_little() -> None:
    start = time.process_time()
    for text in (b"\nFrom x\na:", b"\nFrom x Thu Nov 26 10:12:00 2\nab: c\n", b"\nFrom x@y\nfrom: a\nto: b\n\n"):
        assert list(split_mbox(BytesIO(mbox(mail(1)) + text * 100_000), 30_000_000))
    assert time.process_time() - start < 8
