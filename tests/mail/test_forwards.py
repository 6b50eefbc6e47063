"""Forwards of all programs in eight languages: the original sender, day and text are the letter's."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.mail import RawMessage, parse
from tests.mail.forwarded import LETTER, SUBJECT, Forward, forwards

NOW = datetime(2026, 11, 27, 10, tzinfo=timezone(timedelta(hours=-8)))
ALL = list(forwards())
NAMES = [forward.name for forward in ALL]


def read(subject: str, body: str, sender: str = "Sam Doe <sam@reader.example>") -> Letter:
    """Return the letter in a mail with that subject and plain text."""
    head = f"From: {sender}\nTo: sam@private.example\nSubject: {subject}\nDate: Thu, 26 Nov 2026 09:12:00 +0100\n"
    return parse(RawMessage(f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}".encode(), "x"), NOW)


def check(letter: Letter) -> None:
    """Assert that a letter is the one that was forwarded."""
    assert (letter.sender_name, letter.sender_email) == ("Ann Bell", "ann@bell.example")
    assert letter.subject == SUBJECT
    assert letter.received is not None and letter.received.date().isoformat() == "2021-10-28"
    assert (letter.received.hour, letter.received.minute) == (23, 46)
    assert letter.body == LETTER


@pytest.mark.parametrize("forward", ALL, ids=NAMES)
def test_a_forward_is_the_letter_it_carries(forward: Forward) -> None:
    letter = read(forward.subject, forward.below)
    check(letter)
    assert letter.notes[0] == "Forwarded by Sam Doe"


@pytest.mark.parametrize("forward", ALL, ids=NAMES)
def test_what_was_typed_above_a_forward_is_noted(forward: Forward) -> None:
    letter = read(forward.subject, f"FYI, they said no.\n\nSam\n\n{forward.below}")
    check(letter)
    assert letter.notes[0].startswith("Forwarded by Sam Doe: FYI, they said no.")


@pytest.mark.parametrize("number", range(0, len(ALL), 3), ids=NAMES[::3])
@pytest.mark.parametrize("note", ["", "oh no\n\n"], ids=["nothing typed", "typed"])
def test_three_programs_inside_each_other(number: int, note: str) -> None:
    first, third = ALL[number], ALL[(number + 111) % len(ALL)]
    middle = f"{note}---------- Forwarded message ---------\nFrom: Jo Park <jo@park.example>\n"
    middle += f"Date: Fri, 29 Oct 2021 at 08:00\nSubject: {first.subject}\nTo: <sam@reader.example>\n\n"
    body = f"{middle}{note}{first.below}"
    check(read(f"Fwd: {first.subject}", body))
    outer = f"{note}________________________________\nFrom: Lee <lee@park.example>\n"
    check(
        read(
            third.subject,
            f"{outer}Sent: Friday, October 29, 2021 9:00 AM\nTo: Sam\nSubject: Fwd: {first.subject}\n\n{body}",
        )
    )


def test_a_stated_zone_is_kept_and_another_is_the_reader_s() -> None:
    apple = read("Fwd: x", next(one.below for one in ALL if one.name == "apple mail en")).received
    assert apple is not None and apple.utcoffset() == timedelta(hours=3)
    outlook = read("FW: x", next(one.below for one in ALL if one.name == "outlook en")).received
    assert outlook is not None and outlook.utcoffset() == timedelta(hours=-8)


SENDERS = {
    "brackets": "Ann Bell [mailto:ann@bell.example]",
    "mailto twice": "Ann Bell<mailto:ann@bell.example> <ann@bell.example<mailto:ann@bell.example>>",
    "on behalf": "Ann Bell <ann@bell.example> on behalf of jobs@bell.example<mailto:jobs@bell.example>",
    "quoted": "\"'Ann Bell'\" <ann@bell.example>",
    "single quotes": "'Ann Bell' <ann@bell.example>",
    "wrapped": "Ann Bell \n<ann@bell.example> ",
    "bare": "Ann Bell ann@bell.example",
    "parentheses": "Ann Bell (ann@bell.example)",
}


@pytest.mark.parametrize("sender", SENDERS.values(), ids=SENDERS.keys())
def test_the_sender_is_read_whatever_stands_around_the_address(sender: str) -> None:
    body = f"From: {sender}\nSent: Thursday, October 28, 2021 23:46\nTo: a@b.example <a@b.example>; c@d.example\n"
    check(read(f"FW: {SUBJECT}", f"{body}Cc: Lee, Jo <lee@park.example>\nSubject: {SUBJECT}\n\n{LETTER}"))


def test_a_name_with_a_comma_and_one_that_is_missing() -> None:
    block = "From: %s\nSent: Thursday, October 28, 2021 23:46\nSubject: x\n\nDear Sam,\n\nno."
    assert read("FW: x", block % "Bell, Ann <ann@bell.example>").sender_name == "Bell, Ann"
    bare = read("FW: x", block % "ann@bell.example <ann@bell.example>")
    assert (bare.sender_name, bare.sender_email) == ("", "ann@bell.example")


def test_long_lists_and_a_long_subject_go_on_below() -> None:
    block = (
        "-------- Forwarded Message --------\nSubject: \tYour application as\na sailmaker\n"
        "Date: \tThu, 28 Oct 2021 23:46:00 +0200\nFrom: \tAnn Bell <ann@bell.example>\n"
        "To: \tSam <sam@reader.example>, Jo Park\n<jo@park.example>,\nLee <lee@park.example>\n"
        "Reply-To: jobs@bell.example\n"
    )
    check(read("Fwd: x", f"{block}\n\n{LETTER}"))


def test_a_letter_that_was_forwarded_keeps_what_it_quotes_apart() -> None:
    older = (
        "From: Sam Doe <sam@reader.example>\nSent: Monday, 1 August 2021 11:11 pm\nTo: Ann\nSubject: Re: when?\n\nWhen?"
    )
    for forward in ALL:
        if forward.name.startswith(("apple", "gmail", "outlook web")):
            below = forward.below + (
                "\n" + "\n".join(f"> {x}" for x in older.split("\n")) if "apple" in forward.name else f"\n\n{older}"
            )
            letter = read(forward.subject, below)
            check(letter)
            assert "When?" in letter.quoted


@pytest.mark.parametrize("older", [one for one in ALL if one.name in ("gmail en", "thunderbird de", "outlook mac fr")])
def test_a_thread_that_was_forwarded_is_the_mail_on_top(older: Forward) -> None:
    head = (
        "---------- Forwarded message ---------\nFrom: Ann Bell <ann@bell.example>\nDate: Thu, 28 Oct 2021 at 23:46\n"
    )
    other = older.below.replace("Ann Bell", "Lee Roe").replace("ann@bell", "lee@bell").replace("filled", "opened")
    check(read(f"Fwd: {SUBJECT}", f"FYI\n\n{head}Subject: {SUBJECT}\nTo: <sam@reader.example>\n\n{LETTER}\n\n{other}"))


def test_an_answer_above_an_older_mail_is_no_forward() -> None:
    for forward in ALL:
        letter = read(f"Re: {SUBJECT}", f"All filled, sorry.\n\n{forward.below}", "Ann Bell <ann@bell.example>")
        if "Forwarded by" in "".join(letter.notes):  # a line says that it is a forward
            continue
        assert letter.body.startswith("All filled, sorry.") and "thank you for the talk" not in letter.body, (
            forward.name
        )


def test_a_page_that_was_forwarded() -> None:
    page = (
        "<div>fyi</div><div class=gmail_quote>---------- Forwarded message ---------<br>Da: <b>Ann Bell</b> "
        "&lt;<a href='mailto:ann@bell.example'>ann@bell.example</a>&gt;<br>Date: gio 28 ott 2021 alle ore 23:46<br>"
        f"Subject: {SUBJECT}<br>To: &lt;sam@reader.example&gt;<br></div><br><br>"
        + "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in LETTER.split("\n\n"))
    )
    head = f"From: Sam <sam@reader.example>\nSubject: Fwd: {SUBJECT}\nContent-Type: text/html; charset=utf-8\n\n"
    check(parse(RawMessage((head + page).encode(), "x"), NOW))


def test_a_day_without_a_zone_never_shifts() -> None:
    received = read("FW: x", next(one.below for one in ALL if one.name == "outlook de")).received
    assert received is not None and received.astimezone(NOW.tzinfo).date().isoformat() == "2021-10-28"
    utc = parse(RawMessage(f"Subject: FW: x\n\n{ALL[3].below}".encode(), "x")).received
    assert utc is not None and utc.tzinfo is UTC
