"""Care of the file through the services: backup, restore, doctor, merge."""

import shutil
from pathlib import Path

from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import checklist, exports, history, letters, rejections, upkeep
from rejection_tui.services.desk import Desk
from rejection_tui.storage import Store
from tests.conftest import NOW
from tests.services.acting import refused


def test_a_backup_comes_back(desk: Desk, acme: Rejection) -> None:
    kept = upkeep.backup(desk)
    before = desk.book
    rejections.delete(desk, [acme.uid])
    assert kept in {info.path for info in upkeep.backups(desk)}
    upkeep.restore(desk, kept)
    assert desk.book == before
    refused(desk, lambda: upkeep.restore(desk, kept.with_name("gone.json")))


def test_a_well_file_needs_nothing(desk: Desk, acme: Rejection) -> None:
    before = desk.book
    assert upkeep.doctor(desk).findings == ()
    upkeep.fix(desk)
    assert desk.book == before and upkeep.conflict_copies(desk) == ()


def test_a_conflict_copy_is_offered_until_it_has_nothing_new(desk: Desk, acme: Rejection) -> None:
    copy = desk.path.with_name("rejtui.sync-conflict-20261124-101112-ABCDEFG.json")
    shutil.copy(desk.path, copy)
    assert upkeep.conflict_copies(desk) == ()
    rejections.add(Desk(Store(copy), clock=lambda: NOW), letters.Entry("Globex", "x", NOW))
    copy.with_name("rejtui.sync-conflict-20261124-101113-ABCDEFG.json").write_bytes(b"{")
    assert upkeep.conflict_copies(desk) == (copy,)
    upkeep.merge(desk, copy)
    assert upkeep.conflict_copies(desk) == ()


def test_two_copies_meet(desk: Desk, acme: Rejection, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    shutil.copy(desk.path, copy)
    other = Desk(Store(copy), clock=lambda: NOW)
    globex = rejections.add(other, letters.Entry("Globex", "x", NOW))
    action = desk.book.action(acme.uid, "reply.send")
    assert action is not None
    checklist.tick(desk, action.uid)
    before = desk.book
    assert upkeep.merge(desk, copy, dry_run=True) and desk.book == before
    assert upkeep.merge(desk, copy)
    assert globex.uid in desk.book.rejections and not desk.book.actions[action.uid].open
    history.undo(desk)
    assert desk.book == before
    refused(desk, lambda: upkeep.merge(desk, tmp_path / "none.json"))


def test_an_export_comes_in_like_another_copy(desk: Desk, acme: Rejection, tmp_path: Path) -> None:
    file = exports.write(desk, "json", tmp_path / "all.json")
    empty = Desk(Store(tmp_path / "new" / "x.json"), clock=lambda: NOW)
    seen = upkeep.merge(empty, file, dry_run=True)
    assert seen.count("added") > 5 and any("Acme" in c.sentence for c in seen.changes)
    assert not empty.book.rejections
    assert upkeep.merge(empty, file) == seen and empty.book == desk.book
    assert not upkeep.merge(empty, file) and len(history.entries(empty)) == 1
    checklist.tick(desk, next(iter(desk.book.actions)))
    before, kept = desk.book, len(upkeep.backups(desk))
    assert not upkeep.merge(desk, file) and desk.book == before and len(upkeep.backups(desk)) == kept
