"""After SIGKILL at any moment the file has the state before or after the transaction."""

import os
from pathlib import Path

from tests.storage import chores
from tests.storage.kills import run


def test_killed_while_writing(tmp_path: Path) -> None:
    long = os.environ.get("REJTUI_FUZZ") == "long"
    figures = run(500 if long else 25, tmp_path, seed=20261124)
    assert figures.transactions > figures.kills
    assert not long or figures.temporaries > 50, "the kills did not hit the writes"


def test_killed_during_backup_restore_merge_migration_and_repair(tmp_path: Path) -> None:
    long = os.environ.get("REJTUI_FUZZ") == "long"
    figures = chores.run(200 if long else 10, tmp_path, seed=20261124)
    assert figures.copies > figures.kills
    assert not long or figures.changed > 5, "the kills did not hit the chores"
