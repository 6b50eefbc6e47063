"""Letters in: read, sorted, filed once."""

from dataclasses import replace as changed
from pathlib import Path

import pytest

from rejection_tui.domain.errors import LetterError, Refused
from rejection_tui.domain.letter import Verdict
from rejection_tui.services import history, letters, profile, rejections
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction
from tests.world.clock import NOW
from tests.world.letters import INVITATION, LETTER


def test_a_pasted_letter_fills_every_field(context: AppContext) -> None:
    reading = letters.read_text(LETTER)
    assert reading.verdict is Verdict.REJECTION
    entry = letters.entry_of(reading, context.now())
    assert (entry.company, entry.role) == ("Northwind", "Data Engineer")
    assert (entry.recruiter_name, entry.recruiter_email) == ("Jane Hart", "jane.hart@northwind.example")
    assert entry.stage == "interview"
    assert reading.my_name.startswith("Alex")


def test_filing_twice_adds_nothing(context: AppContext) -> None:
    reading = letters.read_text(LETTER)
    entry = letters.entry_of(reading, context.now())
    assert len(letters.file(context, [entry, entry])) == 1
    assert letters.file(context, [entry]) == ()
    with pytest.raises(Refused):
        rejections.add(context, entry)
    batch = letters.Batch((letters.read_text(LETTER),))
    assert len(letters.sort(context, batch).known) == 1
    assert len(context.records.rejections) == len(context.records.letters) == 1


def test_many_letters_are_one_transaction(context: AppContext) -> None:
    texts = [LETTER.replace("Northwind", name).replace("n1@", f"{name}@") for name in ("Globex", "Initech", "Umbrella")]
    entries = [letters.entry_of(letters.read_text(text), context.now()) for text in texts]
    letters.file(context, entries)
    assert len(context.records.rejections) == 3
    assert len(history.entries(context)) == 1
    history.undo(context)
    assert not context.records.rejections and not context.records.letters and not context.records.actions


def test_the_same_company_and_role_is_pointed_out(context: AppContext) -> None:
    rejections.add(context, letters.Entry("Northwind", "Data Engineer", context.now()))
    reading = letters.read_text(LETTER)
    found = letters.sort(context, letters.Batch((reading,)))
    assert [r.company for r in found.same_as[reading.letter.uid]] == ["Northwind"]


def test_other_mail_gets_its_fields_when_it_is_opened_or_filed(context: AppContext) -> None:
    (read,) = letters.read_bytes(INVITATION.encode()).readings
    assert read.verdict is Verdict.OTHER and read.company.value == "Globex" and not read.facts
    bare = letters.entry_of(read, context.now())
    entry = letters.opened(context, bare)
    assert (entry.company, entry.role, entry.recruiter_name) == ("Globex", "Analyst", "Tom Lindqvist")
    assert entry.reading is not None and entry.reading.facts
    assert letters.opened(context, entry) is entry
    (filed,) = letters.file(context, [changed(bare, company="Globex Europe")])
    assert (filed.company, filed.role, filed.recruiter_name) == ("Globex Europe", "Analyst", "Tom Lindqvist")
    assert filed.facts


def test_one_letter_pasted_or_piped_alone_is_read_whole(context: AppContext) -> None:
    pasted = letters.read_text(INVITATION)
    (piped,) = letters.read_bytes(INVITATION.encode(), whole=True).readings
    for reading in (pasted, piped, letters.read_again(pasted.letter)):
        assert reading.verdict is Verdict.OTHER
        assert (reading.company.value, reading.role.value) == ("Globex", "Analyst")


def test_an_entry_by_hand_is_opened_as_it_is(context: AppContext) -> None:
    entry = letters.Entry("Acme", "Analyst", context.now())
    assert letters.opened(context, entry) is entry


def test_an_empty_paste_is_a_sentence(context: AppContext) -> None:
    with pytest.raises(LetterError, match="nothing was filed"):
        letters.read_text(" \n\x1b[2J\n")


def test_reading_a_folder_can_be_stopped(context: AppContext, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.eml").write_text(LETTER.replace("n1@", f"n{number}@"), encoding="utf-8")
    seen: list[int] = []

    def stop(progress: letters.Progress) -> bool:
        seen.append(progress.letters)
        return progress.letters < 2

    batch = letters.read_paths([tmp_path], stop)
    assert batch.cancelled and len(batch.readings) == 2 and seen == [1, 2]


def test_a_name_is_confirmed_once(context: AppContext) -> None:
    reading = letters.read_text(LETTER)
    assert profile.suggest_name(context, [reading]) == "Alex Doe"
    profile.confirm_name(context, "Alex Doe")
    assert profile.suggest_name(context, [reading]) == ""
    assert context.records.me.name == "Alex Doe"


def test_the_account_may_say_more_of_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "account_name", lambda: "Dana Reyes")
    assert profile.own_name("Dana") == "Dana Reyes"
    assert profile.own_name("") == "Dana Reyes"
    assert profile.own_name("Alex") == "Alex"
    assert profile.own_name("Alex Morgan") == "Alex Morgan"
    monkeypatch.setattr(profile, "account_name", lambda: "root")
    assert profile.own_name("") == ""


WALK = "past the boats of the pier \N{DOG FACE}, where the café is painted anew, and on along the wall, " * 4
NEWS = """From: Harbour Post <news@harbour.example>
To: Alex <alex@home.example>
Subject: The harbour this week
Date: Thu, 26 Nov 2026 09:12:11 +0000
Message-ID: <news@harbour.example>
List-Unsubscribe: <https://harbour.example/u>
Content-Type: text/plain; charset=utf-8

""" + "\n\n".join(f"Story {n}: we walked {WALK}until the rain came." for n in range(4))


def test_a_long_mail_of_no_account_is_packed_and_comes_back_whole() -> None:
    (small,) = letters.read_bytes(NEWS.encode()).readings
    assert small.verdict is Verdict.OTHER and small.packed and len(small.letter.body) < 1_300
    assert not small.evidence
    shown = letters.with_evidence(small)
    whole = letters.read_bytes(NEWS.encode(), whole=True).readings[0]
    assert shown.letter == whole.letter and not shown.packed
    assert shown.evidence and shown.evidence == whole.evidence


def test_what_was_packed_is_filed_whole(context: AppContext) -> None:
    (small,) = letters.read_bytes(NEWS.encode()).readings
    entry = changed(letters.entry_of(small, context.now()), company="Harbour Post")
    (filed,) = letters.file(context, [entry])
    assert context.records.letters[filed.letter].body.count("until the rain came.") == 4


def test_a_batch_has_the_evidence_of_all_that_matters() -> None:
    for text in (LETTER, INVITATION):
        (read,) = letters.read_bytes(text.encode()).readings
        assert read.evidence and letters.with_evidence(read) is read


def test_a_packed_mail_read_twice_is_known_as_one(context: AppContext) -> None:
    again = NEWS.replace("<news@harbour.example>\nList", "<news2@harbour.example>\nList")
    batch = letters.Batch((*letters.read_bytes(NEWS.encode()).readings, *letters.read_bytes(again.encode()).readings))
    assert len(letters.sort(context, batch).others) == 1


def test_several_letters_are_passed_over_in_one_change(context: AppContext) -> None:
    texts = [LETTER.replace("n1@", f"n{number}@") for number in range(3)]
    readings = [letters.read_text(text) for text in texts]
    letters.not_rejections(context, readings)
    batch = letters.Batch(tuple(readings))
    assert len(context.records.corrections) == 3 and not letters.sort(context, batch).sure
    history.undo(context)
    assert not context.records.corrections and letters.sort(context, batch).sure


def test_the_own_name_is_saved_with_the_letters(context: AppContext) -> None:
    entry = letters.Entry("Umbra", "Analyst", NOW)
    one_transaction(context, lambda: letters.file(context, [entry], my_name="Alex Doe"))
    assert (context.records.me.name, context.records.me.confirmed) == ("Alex Doe", True)
