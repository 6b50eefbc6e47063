"""What the dashboard remembers between runs: theme, pane, zoom, last folder, and text that was cut short."""

import json
from pathlib import Path

from rejection_tui.config import state_folder
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import write_private

_FILE = "remembered.json"
_TYPED = "typed.txt"


def load(context: AppContext) -> dict[str, str]:
    """Return what was remembered; empty when there is nothing or it cannot be read."""
    try:
        data = json.loads((state_folder() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {k: v for k, v in data.items() if isinstance(k, str) and isinstance(v, str)} if isinstance(data, dict) else {}
    )


def save(context: AppContext, **values: str) -> None:
    """Remember `values` beside what is there; a full or read-only disk is no reason to bother anyone."""
    before = load(context)
    merged = before | values
    if merged != before:
        _write(context, _FILE, json.dumps(merged, indent=1))


def keep_typed(context: AppContext, text: str) -> Path | None:
    """Keep what was being typed when the program ended; return where, None when it could not be kept."""
    path = _write(context, _TYPED, text)
    if path is not None:
        save(context, typed="untold")
    return path


def typed_before(context: AppContext) -> Path | None:
    """Return where text that was cut short is kept; once, then it counts as told."""
    path = state_folder() / _TYPED
    if load(context).get("typed") != "untold" or not path.is_file():
        return None
    save(context, typed="")
    return path


def _write(context: AppContext, name: str, text: str) -> Path | None:
    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return write_private(context, folder / name, clean(text).encode("utf-8", "replace"), overwrite=True)
    except (OSError, RejtuiError):
        return None
