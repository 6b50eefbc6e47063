"""The one file everything is kept in: atomic, locked, versioned, undoable. The only room that knows TinyDB."""

from rejection_tui.storage.backups import BackupInfo, backup, backups, belongs, folder, restore
from rejection_tui.storage.conflicts import conflict_copies
from rejection_tui.storage.doctor import Diagnosis, check, fix
from rejection_tui.storage.documents import TABLES, AnyRecord, decode, encode
from rejection_tui.storage.history import HistoryEntry
from rejection_tui.storage.merge import MergeChange, MergeReport, label
from rejection_tui.storage.repair import Problem
from rejection_tui.storage.store import Store
from rejection_tui.storage.transaction import Transaction

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
