"""The texts of the demo: invented mails in several formats, consistent with the demo's data."""

import email
import re
import tomllib
from email import policy

import pytest

from rejection_tui import content
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.refine import BulletState, Rating
from rejection_tui.domain.rejection import Outcome
from rejection_tui.domain.steps import PLAN

LETTERS = {f.name.removesuffix(".eml"): f.read_bytes() for f in content.folder("demo").iterdir() if f.name[0].isdigit()}
STORY = tomllib.loads(content.read("demo/answers.toml"))
STAMP = re.compile(r"@-(\d+)d \d\d:\d\d@")
ADDRESS = re.compile(r"@([a-z0-9.-]+)", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """Return the readable part of a letter."""
    body = email.message_from_bytes(data, policy=policy.default).get_body(("plain", "html"))
    assert body is not None
    return str(body.get_content())


def days_ago(name: str) -> int:
    found = STAMP.search(LETTERS[name].decode("latin-1"))
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_a_whole_mail_with_a_day_to_fill_in(name: str) -> None:
    message = email.message_from_bytes(LETTERS[name])
    assert len(STAMP.findall(LETTERS[name].decode("latin-1"))) == 1
    assert STAMP.fullmatch(message["Date"])
    assert message["To"] == "Alex Morgan <alex.morgan@example.org>"
    assert message["Subject"] and message["Message-ID"] and not message.defects
    assert len(text_of(LETTERS[name]).split()) > 20
    assert all(not part.defects for part in message.walk())


@pytest.mark.parametrize("name", LETTERS)
def test_nobody_real_is_named(name: str) -> None:
    message = email.message_from_bytes(LETTERS[name])
    for found in ADDRESS.findall(f"{message['From']} {message['To']} {text_of(LETTERS[name])}"):
        assert found.rstrip(".").endswith((".example", "example.org"))


def test_there_are_fourteen_and_two_of_many_makes() -> None:
    assert len(LETTERS) == 16
    parts = [p for d in LETTERS.values() for p in email.message_from_bytes(d).walk() if not p.is_multipart()]
    codings = {p["Content-Transfer-Encoding"] for p in parts}
    assert codings == {"7bit", "8bit", "quoted-printable", "base64"}
    assert {p.get_content_charset() for p in parts} == {"utf-8", "iso-8859-1", "windows-1252"}
    assert {p.get_content_type() for p in parts} == {"text/plain", "text/html"}
    assert any(email.message_from_bytes(d).is_multipart() for d in LETTERS.values())


def test_the_story_speaks_of_letters_and_people_that_are_there() -> None:
    people = {c["name"] for c in STORY["contact"]}
    assert len(people) == len(STORY["contact"]) >= 8
    for table in ("progress", "feedback", "touch", "bullet", "question", "cover"):
        for entry in STORY[table]:
            assert entry.get("letter", "01-bluefinch") in LETTERS
            assert entry.get("contact", "Jane Hart") in people
    assert {p["letter"] for p in STORY["progress"]} == {n for n in LETTERS if n < "15"}


def test_nothing_happens_before_its_letter() -> None:
    keys = set(PLAN)
    for entry in STORY["progress"]:
        arrived = days_ago(entry["letter"])
        moments = entry.get("done", {}) | {k: v[0] for k, v in entry.get("skipped", {}).items()}
        assert set(moments) <= keys
        assert all(0 <= day <= arrived for day in moments.values())
        assert entry["applied_days_ago"] >= arrived
        for change in entry.get("outcomes", ()):
            assert Outcome(change["outcome"]) and change["days_ago"] <= arrived
    for answer in STORY["feedback"]:
        assert answer["days_ago"] <= days_ago(answer["letter"])


def test_seven_answers_hold_one_theme_of_three_employers() -> None:
    answers = STORY["feedback"]
    gaps = [Gap(a["gap"]) for a in answers]
    assert len(answers) == 7 and gaps.count(Gap.NOTHING_USABLE) == 2
    named = [a["company"] for a in answers if "data tools" in a.get("themes", ())]
    assert len(set(named)) == 3
    for answer in answers:
        words = " ".join(answer["verbatim"].split())
        assert answer.get("quote", "") in words


def test_the_bench_and_the_bank_have_every_state() -> None:
    assert len(STORY["bullet"]) == 8 and len(STORY["win"]) == 3
    assert {BulletState(b["state"]) for b in STORY["bullet"]} == set(BulletState)
    for bullet in STORY["bullet"]:
        assert ("done_days_ago" in bullet) == (bullet["state"] == "done")
        assert (bullet["state"] == "queued") == ("after" not in bullet)
    ratings = {Rating(r["rating"]) for q in STORY["question"] for r in q["rehearsals"]}
    assert ratings == set(Rating)
