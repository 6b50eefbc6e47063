"""The mailbox of a year is what it says it is: counts, order, ids, threads, and a truth that agrees with it."""

import email
from collections import Counter
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.rejection import Outcome, Stage
from tests.world.mailbox import GO_ENDS, mails, truth, write_takeout, write_thunderbird
from tests.world.mailbox.build import story
from tests.world.mailbox.letters import SYSTEMS
from tests.world.mailbox.story import What, applications

GROUPS = (
    "new rejections",
    "same refusal",
    "answers",
    "they write again",
    "you wrote",
    "withdrawal",
    "before",
    "duplicate",
)


def every(go: int) -> dict[str, Any]:
    states: dict[str, Any] = truth(go)["applications"]
    return states


def test_it_has_the_size_of_a_year_and_each_go_holds_those_before() -> None:
    counts = [len(mails(go)) for go in GO_ENDS]
    assert counts == sorted(counts) and counts[0] > 800 and 2_800 < counts[-1] < 3_200
    keys = [{mail.key for mail in mails(go)} for go in GO_ENDS]
    assert keys[0] < keys[1] < keys[2]
    assert all(mail.at <= GO_ENDS[go] for go in GO_ENDS for mail in mails(go))
    assert len(applications()) == 60
    assert {one.language for one in applications()} == {"en", "de", "fr", "es", "nl", "it", "pt", "tr"}


def test_the_mails_of_an_application_follow_each_other() -> None:
    for one in applications():
        moments = [written.at for written in one.mail]
        assert moments == sorted(moments), one.id
    assert [m.at for m in mails()] == sorted(m.at for m in mails())


def test_ids_are_unique_but_for_the_system_that_reuses_one_and_the_one_that_gives_none() -> None:
    ids = Counter(mail.message_id for mail in mails())
    reused = {SYSTEMS["hirewell"][1], ""}
    assert {message_id for message_id, count in ids.items() if count > 1} == reused
    assert all(ids[message_id] >= 3 for message_id in reused)


def test_the_kinds_of_letter_are_there_in_number_and_no_two_are_worded_the_same() -> None:
    texts = {what: [p.mail.text for p in story() if p.written.what is what] for what in What}
    refusals = texts[What.REJECTION] + texts[What.ON_HOLD]
    assert 40 <= len(refusals) == len(set(refusals))
    assert 20 <= len(texts[What.ANSWER]) == len(set(texts[What.ANSWER]))
    assert all(texts[what] for what in What)
    sorts = Counter(p.written.sort for p in story() if p.written.what is What.ANSWER)
    assert set(sorts) == {"feedback", "promise", "refusal", "autoreply", "call", "boilerplate"}
    assert sorts["feedback"] >= 10


def test_feedback_stands_in_its_answer_and_steps_follow_the_refusal() -> None:
    for p in story():
        assert p.written.sentence in " ".join(p.mail.text.split()), p.mail.key
        assert bool(p.written.sentence) is (p.written.sort == "feedback")
        assert p.mail.sent is p.written.hers
    for one in every(3).values():
        days = [*one["steps"].values(), *(answer["day"] for answer in one["answers"])]
        assert not days or (one["refused"] and min(days) >= one["refused"])
        assert not one["refused"] or one["applied"] <= one["refused"]


def test_the_truth_speaks_the_words_of_the_program() -> None:
    for go in GO_ENDS:
        for one in every(go).values():
            assert Stage(one["stage"]) and (one["outcome"] is None or Outcome(one["outcome"]))
            assert set(one["steps"]) <= set(ActionKey)
        assert {mail["group"] for mail in truth(go)["mails"]} <= set(GROUPS)


def test_a_state_grows_from_go_to_go() -> None:
    for uid, first in every(1).items():
        last = every(3)[uid]
        assert (
            first["steps"].keys() <= last["steps"].keys()
            and first["answers"] == last["answers"][: len(first["answers"])]
        )
        assert first["refused"] in (None, last["refused"])
    assert every(1)["silverbeck"]["outcome"] == "on_hold" and every(2)["silverbeck"]["outcome"] == "offer"
    assert every(2)["harrowgate"]["outcome"] == "on_hold" and every(3)["harrowgate"]["outcome"] == "re_engaged"
    assert every(1)["harrowgate"]["steps"]["feedback.ask"] == date(2026, 1, 12)
    assert every(3)["quillon"]["new_contacts"][0]["day"] == date(2026, 7, 8)


def test_answers_stand_in_their_thread() -> None:
    ids = {mail.message_id for mail in mails() if mail.message_id}
    assert all(reference in ids for mail in mails() for reference in mail.references)
    answers = [answer for one in every(3).values() for answer in one["answers"]]
    assert sum(answer["in_thread"] for answer in answers) > len(answers) // 2
    assert not all(answer["in_thread"] for answer in answers)


@pytest.mark.parametrize("go", GO_ENDS)
def test_it_is_written_as_a_profile_and_every_mail_reads_back(go: int, tmp_path: Path) -> None:
    counts = write_thunderbird(tmp_path, go)
    again = tmp_path / "again"
    assert write_thunderbird(again, go) == counts
    for name, count in counts.items():
        data = (tmp_path / name).read_bytes()
        assert data == (again / name).read_bytes()
        assert data.count(b"\nX-Mozilla-Status: ") == count
    expected = sum(len(mail.folders) for mail in mails(go)) + 1
    assert sum(counts.values()) == expected and {"Inbox", "Sent", "Junk", "Drafts"} <= set(counts)


def test_each_mail_is_one_a_parser_reads() -> None:
    for mail in mails():
        message = email.message_from_bytes(mail.data())
        assert not message.defects and parsedate_to_datetime(message["Date"]) == mail.at.replace(microsecond=0)
        assert (message["Message-ID"] or "") == mail.message_id
        parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text"]
        assert parts and all(isinstance(part, bytes) and part.decode() for part in parts)


def test_takeout_holds_each_mail_once_with_its_labels(tmp_path: Path) -> None:
    data = write_takeout(tmp_path, 1).read_bytes()
    assert data.count(b"\nX-Gmail-Labels: ") == len(mails(1)) + 1
    assert b"X-Gmail-Labels: Opened,Sent\n" in data and b"X-Gmail-Labels: Opened,Spam\n" in data
