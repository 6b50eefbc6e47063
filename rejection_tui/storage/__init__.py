"""The data file: atomic writes, locking, versions, undo, backups, merge and repair.

The only package that uses TinyDB.
"""

from typing import TYPE_CHECKING, Any

from rejection_tui.storage.backups import BackupInfo, backup, backups, belongs, folder, restore
from rejection_tui.storage.conflicts import conflict_copies
from rejection_tui.storage.documents import TABLES, AnyRecord, decode, encode
from rejection_tui.storage.history import HistoryEntry
from rejection_tui.storage.store import Store
from rejection_tui.storage.transaction import Transaction

if TYPE_CHECKING:
    from rejection_tui.storage.doctor import Diagnosis, check, fix
    from rejection_tui.storage.merge import MergeChange, MergeReport, label
    from rejection_tui.storage.repair import Problem

__all__ = [
    "TABLES",
    "AnyRecord",
    "BackupInfo",
    "Diagnosis",
    "HistoryEntry",
    "MergeChange",
    "MergeReport",
    "Problem",
    "Store",
    "Transaction",
    "backup",
    "backups",
    "belongs",
    "check",
    "conflict_copies",
    "decode",
    "encode",
    "fix",
    "folder",
    "label",
    "restore",
]

#: Imported when first asked for: most commands neither repair nor merge.
_LATER = {
    "Diagnosis": "doctor",
    "check": "doctor",
    "fix": "doctor",
    "Problem": "repair",
    "MergeChange": "merge",
    "MergeReport": "merge",
    "label": "merge",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
