"""What the dashboard remembers between runs: theme, pane, zoom, last folder. Losing it costs nothing."""

import json

from rejection_tui.config import state_folder
from rejection_tui.services.desk import Desk

_FILE = "remembered.json"


def load(desk: Desk) -> dict[str, str]:
    """Return what was remembered; empty when there is nothing or it cannot be read."""
    try:
        data = json.loads((state_folder() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {k: v for k, v in data.items() if isinstance(k, str) and isinstance(v, str)} if isinstance(data, dict) else {}
    )


def save(desk: Desk, **values: str) -> None:
    """Remember `values` beside what is there; a full or read-only disk is no reason to bother anyone."""
    merged = load(desk) | values
    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / _FILE
        target.touch(mode=0o600)
        target.write_text(json.dumps(merged, indent=1), encoding="utf-8")
    except OSError:
        return
