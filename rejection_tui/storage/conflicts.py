"""Finds the conflict copies that sync programs leave beside the file when two machines changed it."""

import re
import unicodedata
from pathlib import Path
from typing import Final

from rejection_tui.storage import file

#: The word for a conflict in the languages in which sync programs name their copies.
_CONFLICT: Final = (
    "conflict", "konflikt", "conflit", "motstrid", "modstrid", "ristirii", "ütköz", "çakış", "xung đột", "bentrok",
    "конфл[иі]кт", "σύγκρουσ", "冲突", "衝突", "競合", "충돌", "تعارض", "מתנגש", "ขัดแย้ง",
)  # fmt: skip
#: Syncthing: `name.sync-conflict-20260102-030405-ABCDEFG.json`. ownCloud: `name_conflict-20260102-030405.json`.
#: Dropbox, Nextcloud, maestral: `name (Ada's conflicted copy 2026-01-02).json`, `name (Case Conflict).json`, in the
#: user's language. Google Drive, OneDrive: `name (1).json`. iCloud Drive: `name 2.json`.
_SURE_MARKS: Final = (
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?|_conflict-[\w-]+| \([^()]*(?:"
    + "|".join(_CONFLICT)
    + r")[^()]*(?:\([^()]*\)[^()]*)?\))"
)
_MARKS: Final = rf"(?:{_SURE_MARKS}| ?\(\d{{1,3}}\)| [2-9])"


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Return the conflict copies beside `path`, sorted by name; empty when the folder cannot be read.

    They are known by their names alone: one such as `name (1).json` may also be a copy that the user made.
    """
    path = file.real_path(path)
    name = _names(path, _MARKS)
    try:
        return tuple(sorted(p for p in path.parent.iterdir() if name.fullmatch(_composed(p.name)) and p.is_file()))
    except OSError:
        return ()


def is_surely_left(path: Path, copy: Path) -> bool:
    """Return whether only a sync program names a copy of `path` so, whatever is in it."""
    return _names(file.real_path(path), _SURE_MARKS).fullmatch(_composed(copy.name)) is not None


def _names(path: Path, marks: str) -> re.Pattern[str]:
    return re.compile(re.escape(_composed(path.stem)) + marks + re.escape(_composed(path.suffix)), re.IGNORECASE)


def _composed(name: str) -> str:
    """Return a name in one form, for macOS writes an umlaut as two characters."""
    return unicodedata.normalize("NFC", name)
