"""Arbitrary bytes and crafted mails give a reading or an error message, in bounded time, with harmless text."""

import os
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from rejection_tui import mail
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.letter import Reading
from rejection_tui.services import letters
from tests.fuzz.checks import HOSTILE as ACTING
from tests.strategies import HOSTILE, raw_texts
from tests.world.letters import readings

LONG = os.environ.get("REJTUI_FUZZ") == "long"
SECONDS = 5.0
fuzzed = settings(max_examples=3000 if LONG else 60, deadline=None)

names = st.sampled_from(
    [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Content-Type", b"Content-Transfer-Encoding", b"Reply-To"]
)
values = st.one_of(
    st.binary(max_size=60).map(lambda b: b.replace(b"\n", b"\n ")),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=x",
            b"multipart/alternative; boundary=",
            b"text/html; charset=utf-7",
            b"text/plain; charset=no-such",
            b"message/rfc822",
            b"base64",
            b"quoted-printable",
            b"=?utf-8?b?//79?= =?x?q?=1B[2J?=",
            b"Mon, 99 Foo 0000 99:99:99 +9999",
            b'\xff\xfe <a@b@c>, "x" <<>>',
            b"Jane Hart <jane@northwind.example>",
            b"Your application for Data Engineer",
        ]
    ),
)
SAID = b"Unfortunately we have decided to proceed with other candidates for the Data Engineer role at Northwind."
parts = st.sampled_from(
    [
        SAID,
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>" + SAID + b"</p>\r\n",
        b"--x--\r\n",
        b"--x\r\n\r\n",
        b"\x00\x1b[2J",
    ]
)
bodies = st.lists(st.one_of(parts, st.binary(max_size=200)), max_size=6).map(b"\r\n".join)


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    """Return bytes with the shape of a mail, its headers and parts at odds with each other."""
    heads = draw(st.lists(st.tuples(names, values), max_size=8))
    start = draw(st.sampled_from([b"", b"From x@example.org Mon Nov 23 10:00:00 2026\n", b"\xef\xbb\xbf", b"\n\n"]))
    return start + b"".join(n + b": " + v + b"\r\n" for n, v in heads) + b"\r\n" + draw(bodies)


def read(data: bytes) -> None:
    """Read `data` and check the invariants of any reading."""
    began = time.monotonic()
    for found in readings(mail.read_bytes(data, "fuzz")):
        if isinstance(found, mail.Skipped):
            assert found.sentence.strip()
            continue
        harmless(found)
    assert time.monotonic() - began < SECONDS


def harmless(reading: Reading) -> None:
    """See that a reading is in bounds and holds nothing a terminal could act on."""
    letter = reading.letter
    assert 0 <= reading.confidence <= 1
    assert reading.letter.digest
    values = (letter.subject, letter.body, letter.quoted, letter.sender_name, letter.sender_email, letter.source)
    guesses = (reading.company, reading.role, reading.recruiter_name, reading.recruiter_email)
    for text in (*values, *(g.value for g in guesses), reading.my_name, *(e.text for e in reading.evidence)):
        assert not any(c in text for c in ACTING), text
    for guess in guesses:
        assert "\n" not in guess.value
    whole = f"{letter.subject}\n{letter.body}"
    for evidence in reading.evidence:
        assert 0 <= evidence.start <= evidence.end <= len(whole)
    assert letter.received is None or letter.received.tzinfo is not None


@fuzzed
@given(st.binary(max_size=3000))
def test_any_bytes(data: bytes) -> None:
    read(data)


@fuzzed
@given(mails())
def test_crafted_mails(data: bytes) -> None:
    read(data)


@fuzzed
@given(st.lists(st.one_of(raw_texts, st.sampled_from(HOSTILE), st.just(SAID.decode())), max_size=12).map("\n".join))
def test_pasted_text(text: str) -> None:
    try:
        reading = letters.read_text(text)
    except LetterError as error:
        assert error.sentence
    else:
        harmless(reading)


@fuzzed
@given(
    st.lists(mails(), min_size=1, max_size=4).map(
        lambda found: b"\nFrom x@example.org Mon Nov 23 10:00:00 2026\n".join(found)
    )
)
def test_mailboxes(data: bytes) -> None:
    read(data)
