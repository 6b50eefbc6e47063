"""State of the dashboard kept between runs: theme, pane, zoom, last folder, and text left unsaved when it ended."""

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
    """Return the saved values; empty when there are none or they cannot be read."""
    try:
        data = json.loads((state_folder() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {k: v for k, v in data.items() if isinstance(k, str) and isinstance(v, str)} if isinstance(data, dict) else {}
    )


def save(context: AppContext, **values: str) -> None:
    """Save `values` in addition to those saved before; write errors are ignored."""
    before = load(context)
    merged = before | values
    if merged != before:
        _write(context, _FILE, json.dumps(merged, indent=1))


def keep_typed(context: AppContext, text: str) -> Path | None:
    """Save text that was being typed when the program ended; return its path, None when it could not be written."""
    path = _write(context, _TYPED, text)
    if path is not None:
        save(context, typed="untold")
    return path


def typed_before(context: AppContext) -> Path | None:
    """Return the path of text saved by `keep_typed`, once: later calls return None."""
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
