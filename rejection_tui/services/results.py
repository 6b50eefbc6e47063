"""The types of results that services hand on from storage and importing, for front ends that describe them.

Apart from the services, which load these packages only when they are needed.
"""

from rejection_tui.importing import Match
from rejection_tui.storage import BackupInfo, HistoryEntry, MergeReport, Problem

__all__ = ["BackupInfo", "HistoryEntry", "Match", "MergeReport", "Problem"]
