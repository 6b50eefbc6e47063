"""No message, whatever its bytes, raises, hangs, or brings a control character through."""

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.text import clean
from rejection_tui.mail import RawMessage, Skipped, own_words, parse, read_bytes, read_paths
from rejection_tui.mail.html import to_text
from rejection_tui.reading import read_letter
from tests.mail.hostile import BODIES, PAGES, messages
from tests.world.letters import readings

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Seconds one mail may take on a busy machine; the aim on a quiet one is 1.
#: Seconds of the processor, on a slow day of a slow machine; what is not bounded takes minutes.
BUDGET = 12.0


def texts(letter: Letter) -> list[str]:
    """Return every text a letter carries."""
    single = [letter.body, letter.subject, letter.sender_name, letter.sender_email, letter.quoted, letter.to_name]
    return [
        *single,
        letter.message_id,
        letter.digest,
        letter.reply_to,
        *letter.attachments,
        *letter.notes,
        *letter.references,
        *letter.links,
    ]


@pytest.mark.parametrize(("name", "data"), list(messages()), ids=[name for name, _ in messages()])
def test_a_hostile_message_becomes_a_clean_letter_in_time(name: str, data: bytes) -> None:
    start = time.process_time()
    reading = read_letter(parse(RawMessage(data, name)))
    assert time.process_time() - start < BUDGET
    letter = reading.letter
    assert letter.uid and letter.digest
    assert not any(FORBIDDEN.search(text) for text in texts(letter))
    assert "\n" not in letter.subject + letter.sender_name + letter.sender_email
    assert letter.received is None or letter.received.tzinfo is not None
    assert len(letter.body) <= 200_000 and len(letter.subject) <= 500


@pytest.mark.parametrize("form", ["mail", "text"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_hostile_body_is_split_in_time(body: str, form: str) -> None:
    head = "" if form == "text" else "From: Sam <s@b.example>\nSubject: Fwd: x\n\n"
    raw = RawMessage((head + body).encode(), "x", form=form)
    start = time.process_time()
    letter = parse(raw, datetime(2026, 11, 27, 10, tzinfo=UTC))
    assert time.process_time() - start < BUDGET
    assert not any(FORBIDDEN.search(text) for text in texts(letter))
    assert len(letter.body) <= 200_000 and len(letter.notes) <= 60
    start = time.process_time()
    own_words(body)
    assert time.process_time() - start < BUDGET


def test_there_are_enough_hostile_messages() -> None:
    assert len(list(messages())) >= 60


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_hostile_page_is_read_in_half_a_second(page: bytes) -> None:
    text = page.decode()
    start = time.process_time()  # the machine may be busy with other things
    found = to_text(text)
    assert time.process_time() - start < 0.5 * (3 if os.environ.get("PYTEST_XDIST_WORKER") else 2)
    assert clean(found) == found


@given(st.binary(max_size=3000))
def test_any_bytes_give_a_letter_or_a_sentence(data: bytes) -> None:
    for item in readings(read_bytes(data, "fuzz")):
        assert isinstance(item, Reading | Skipped)
        if isinstance(item, Skipped):
            assert item.sentence.endswith(".")
        else:
            assert not any(FORBIDDEN.search(text) for text in texts(item.letter))


_TOKENS = [
    b"From: ",
    b"Subject: ",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"--b\n",
    b"--b--\n",
    b"\n\n",
    b"=?utf-8?q?",
    b"?=",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Type: text/html\n",
    b"<p>",
    b"<!--",
    b"&#x202e;",
    b"> ",
    b"On x wrote:\n",
    b"From a@b Mon Mar  3 10:00:00 2025\n",
    b"\x1b[2J",
    b"\xff\xfe",
    b"Dear Sam,\n",
    b"unfortunately we went with another candidate",
    b"position of Nurse",
    b"Kind regards,\n",
    b"Content-Type: message/rfc822\n\n",
    b"Von: x\nGesendet: y\nBetreff: z\n",
]


@given(st.lists(st.sampled_from(_TOKENS), max_size=60))
def test_mail_shaped_noise_gives_letters(parts: list[bytes]) -> None:
    for item in readings(read_bytes(b"".join(parts), "fuzz")):
        if isinstance(item, Reading):
            whole = f"{item.letter.subject}\n{item.letter.body}"
            assert 0.0 <= item.confidence <= 1.0
            assert all(whole[e.start : e.end] == e.text for e in item.evidence)


def test_a_control_character_would_be_seen_by_this_test() -> None:
    assert FORBIDDEN.search("a\x1b[2Jb") and FORBIDDEN.search("a\u202eb")


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../../x", "a\x1b]0;x\x07", "a\u202egpj.exe", "x" * 5000, "C:\\temp\\CON", "..", ".hidden", ""],
)
def test_attachment_names_are_only_ever_a_last_component(name: str) -> None:
    data = (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello there\n--b\n"
        b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="'
        + name.encode()
        + b'"\n\nx\n--b--\n'
    )
    letter = parse(RawMessage(data, "x"))
    assert len(letter.attachments) == 1
    shown = letter.attachments[0]
    assert shown and "/" not in shown and "\\" not in shown and not shown.startswith(".") and len(shown) <= 120
    assert not FORBIDDEN.search(shown)


def test_a_pipe_named_like_a_mail_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "trap.eml")
    (tmp_path / "good.eml").write_bytes(b"From: a@b.example\nSubject: s\n\nhello\n")
    found = list(read_paths([tmp_path]))
    assert [type(item).__name__ for item in found] == ["RawMessage", "Skipped"]
