"""Maintenance of the file through the services: backup, restore, doctor, merge."""

import shutil
from pathlib import Path

from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import checklist, exports, history, letters, maintenance, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.services.transactions import refused
from tests.world.clock import NOW


def test_a_backup_comes_back(context: AppContext, acme: Rejection) -> None:
    kept = maintenance.backup(context)
    before = context.records
    rejections.delete(context, [acme.uid])
    assert kept in {info.path for info in maintenance.backups(context)}
    maintenance.restore(context, kept)
    assert context.records == before
    refused(context, lambda: maintenance.restore(context, kept.with_name("gone.json")))


def test_a_well_file_needs_nothing(context: AppContext, acme: Rejection) -> None:
    before = context.records
    assert maintenance.doctor(context).findings == ()
    maintenance.fix(context)
    assert context.records == before and maintenance.conflict_copies(context) == ()


def test_a_conflict_copy_is_offered_until_it_has_nothing_new(context: AppContext, acme: Rejection) -> None:
    copy = context.path.with_name("rejtui.sync-conflict-20261124-101112-ABCDEFG.json")
    shutil.copy(context.path, copy)
    assert maintenance.conflict_copies(context) == ()
    rejections.add(AppContext(Store(copy), clock=lambda: NOW), letters.Entry("Globex", "x", NOW))
    copy.with_name("rejtui.sync-conflict-20261124-101113-ABCDEFG.json").write_bytes(b"{")
    assert maintenance.conflict_copies(context) == (copy,)
    maintenance.merge(context, copy)
    assert maintenance.conflict_copies(context) == ()


def test_two_copies_meet(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    shutil.copy(context.path, copy)
    other = AppContext(Store(copy), clock=lambda: NOW)
    globex = rejections.add(other, letters.Entry("Globex", "x", NOW))
    action = context.records.action(acme.uid, "reply.send")
    assert action is not None
    checklist.tick(context, action.uid)
    before = context.records
    assert maintenance.merge(context, copy, dry_run=True) and context.records == before
    assert maintenance.merge(context, copy)
    assert globex.uid in context.records.rejections and not context.records.actions[action.uid].open
    history.undo(context)
    assert context.records == before
    refused(context, lambda: maintenance.merge(context, tmp_path / "none.json"))


def test_an_export_comes_in_like_another_copy(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    file = exports.write(context, "json", tmp_path / "all.json")
    empty = AppContext(Store(tmp_path / "new" / "x.json"), clock=lambda: NOW)
    seen = maintenance.merge(empty, file, dry_run=True)
    assert seen.count("added") > 5 and any("Acme" in c.sentence for c in seen.changes)
    assert not empty.records.rejections
    assert maintenance.merge(empty, file) == seen and empty.records == context.records
    assert not maintenance.merge(empty, file) and len(history.entries(empty)) == 1
    checklist.tick(context, next(iter(context.records.actions)))
    before, kept = context.records, len(maintenance.backups(context))
    assert (
        not maintenance.merge(context, file) and context.records == before and len(maintenance.backups(context)) == kept
    )
