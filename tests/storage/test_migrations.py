"""Files of every version open with everything in them, after a backup; a newer one is refused (test_bad_files)."""

import copy
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.correction import CorrectionField
from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.facts import Fact, FactType, Via
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.participant import Part
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Stage
from rejection_tui.storage import Store, backups
from rejection_tui.storage.file_format import parse
from rejection_tui.storage.migrations import CURRENT, STEPS, migrate, version
from tests.world.clock import NOW
from tests.world.records import contact, filled, minutes

EXAMPLES = Path(__file__).parent / "examples"
VERSIONS = range(1, CURRENT + 1)


def _example(number: int) -> Path:
    return EXAMPLES / f"version{number}.json"


def test_there_is_a_step_and_an_example_for_every_version() -> None:
    assert set(STEPS) == set(range(1, CURRENT))
    assert {p.name for p in EXAMPLES.iterdir()} == {_example(number).name for number in VERSIONS}
    assert all(version(parse(_example(number).read_bytes())) == number for number in VERSIONS)


@pytest.mark.parametrize("number", VERSIONS)
def test_pure_and_idempotent(number: int) -> None:
    tables = parse(_example(number).read_bytes())
    before = copy.deepcopy(tables)
    result = migrate(tables)
    assert tables == before and version(result) == CURRENT
    assert migrate(result) is result
    for step in STEPS.values():
        assert step(copy.deepcopy(result)) == result


@pytest.mark.parametrize("number", VERSIONS)
def test_opens_and_is_brought_up_to_date_by_the_first_transaction(tmp_path: Path, number: int) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(number), path)
    raw = path.read_bytes()
    store = Store(path)
    kept = store.records.rejections["5f0c1e0e3a6d4c55a1b0c7d1f2e3a401"]
    assert kept.stage is Stage.INTERVIEW and kept.tags == ("python",) and len(store.records.rejections) == 2
    assert store.records.letters[kept.letter].sender_name == store.records.contacts[kept.contact].name == "Jane Hart"
    assert len(store.records.touches) == len(store.records.feedback) == 1
    assert path.read_bytes() == raw  # looking changes nothing
    with store.transaction("Add", minutes(10)) as transaction:
        transaction.put(contact())
    assert version(parse(path.read_bytes())) == CURRENT
    copies = [b for b in backups(path) if b.reason == "migration"]
    assert [b.path.read_bytes() for b in copies] == ([raw] if number < CURRENT else [])
    assert any("older version" in notice for notice in store.notices) == (number < CURRENT)
    with store.transaction("More", minutes(11)) as transaction:
        transaction.delete(contact())
    assert len([b for b in backups(path) if b.reason == "migration"]) == len(copies)
    assert store.undo(minutes(12)) == "More" and Store(path).records == store.records


def test_without_a_backup_there_is_no_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(1), path)
    raw = path.read_bytes()
    (tmp_path / "rejtui.backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="backup"), Store(path).transaction("Add", NOW) as transaction:
        transaction.put(contact())
    assert path.read_bytes() == raw


def test_what_came_with_version_3_is_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(3), path)
    store = Store(path)
    one = store.records.rejections["5f0c1e0e3a6d4c55a1b0c7d1f2e3a401"]
    assert one.facts[2] == Fact(FactType.FEEDBACK_REFUSED) and one.facts[1].value == "2027-03"
    assert (one.via, one.agency, one.salutation) == (Via.AGENCY, "Hart & Partners", "Dear Jane")
    assert {c.field: c.right for c in store.records.corrections.values()} == {
        CorrectionField.COMPANY: "Northwind",
        CorrectionField.VERDICT: "rejection",
    }
    before = json.loads(path.read_bytes())
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(one, notes="x"))
    after = json.loads(path.read_bytes())
    assert after["rejections"]["1"]["facts"] == before["rejections"]["1"]["facts"]
    assert after["corrections"] == before["corrections"]


def test_what_the_user_says_of_a_letter_is_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(5), path)
    store = Store(path)
    one = store.records.rejections["5f0c1e0e3a6d4c55a1b0c7d1f2e3a401"]
    read, yes, no = one.said
    assert not read.by_user and read.share == 0.97
    assert (yes.condition, yes.share, yes.by_user) == ("help", 1.0, True)
    assert (no.condition, no.share, no.by_user) == ("praise", 0.0, True)
    before = json.loads(path.read_bytes())
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(one, notes="x"))
    after = json.loads(path.read_bytes())
    assert after["rejections"]["1"]["said"] == before["rejections"]["1"]["said"]


def test_what_came_back_is_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(6), path)
    store = Store(path)
    (mail,) = store.records.correspondence_of("5f0c1e0e3a6d4c55a1b0c7d1f2e3a401")
    assert (mail.sort, mail.answer, mail.email) == ("answer", "promise", "jane.hart@northwind.example")
    assert store.records.me.addresses == ("alex@home.example",)
    before = json.loads(path.read_bytes())
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(store.records.rejections[mail.rejection], notes="x"))
    after = json.loads(path.read_bytes())
    assert after["correspondence"] == before["correspondence"] and after["profiles"] == before["profiles"]


def test_the_card_of_a_contact_is_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(7), path)
    store = Store(path)
    (jane,) = store.records.contacts.values()
    assert jane.other_emails == ("jane@hart.example",) and jane.name_parts == ("Hart", "Jane", "", "Dr.", "MBA")
    assert jane.card == "urn:uuid:A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90"
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(jane, notes="x"))
    assert Store(path).records.contacts[jane.uid] == replace(jane, notes="x")


def test_people_reminders_and_interviews_are_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(8), path)
    store = Store(path)
    one = store.records.rejections["5f0c1e0e3a6d4c55a1b0c7d1f2e3a401"]
    assert store.records.part_of(one.uid, one.contact) is Part.HIRING_MANAGER
    assert [r.what for r in store.records.reminders_of(one.uid)] == ["They said March"]
    assert [i.questions for i in store.records.interviews_of(one.uid)] == [("How do you test a pipeline?",)]
    assert store.records.contacts[one.contact].every_months == 4 and one.reapply_from == date(2027, 3, 1)
    before = json.loads(path.read_bytes())
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(one, notes="x"))
    after = json.loads(path.read_bytes())
    assert all(after[name] == before[name] for name in ("participants", "reminders", "interviews", "contacts"))


def test_gaps_cover_letters_and_notes_of_practice_are_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(9), path)
    store = Store(path)
    (answer,) = store.records.feedback.values()
    assert [(one.gap, one.themes) for one in answer.gaps] == [(Gap.SKILL, ("scheduling",)), (Gap.NOT_YOU, ("budget",))]
    assert answer.gaps[0].day == date(2027, 1, 15) and answer.gaps[0].plan == "Build one pipeline"
    (version,) = store.records.cover_versions.values()
    assert answer.named_by(version.gap).gap is Gap.NOT_YOU and version.cover in store.records.cover_letters
    (question,), (rehearsal,) = store.records.questions.values(), store.records.rehearsals.values()
    assert (question.structure, question.numbers, rehearsal.by) == ("By source", "40", "Ada")
    before = json.loads(path.read_bytes())
    with store.transaction("Note", minutes(5)) as transaction:
        transaction.put(replace(answer, notes="x"))
    after = json.loads(path.read_bytes())
    assert all(after[name] == before[name] for name in ("cover_letters", "cover_versions", "questions", "rehearsals"))
    assert Store(path).records.feedback[answer.uid] == replace(answer, notes="x")


def test_an_old_copy_can_be_merged(tmp_path: Path) -> None:
    store = filled(tmp_path / "rejtui.json")
    assert store.merge(_example(1), minutes(1)).count("added") == 6
    assert not store.merge(_example(2), minutes(1)).count("deleted")


def test_the_example_of_today_is_what_is_written_today(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    shutil.copy(_example(CURRENT), path)
    store = Store(path)
    assert store.history()[0].label == "Rename, undone" and store.history()[0].undone
    store.redo(minutes(9))
    found, raw = json.loads(path.read_bytes()), json.loads(_example(CURRENT).read_bytes())
    assert found.keys() == raw.keys()
    doc, old = found["rejections"]["2"], raw["rejections"]["2"]
    assert doc.keys() == old.keys() and doc["company"] == "Initech"
