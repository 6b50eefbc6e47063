"""The two answers that must come at once: `rejtui --version`, and `rejtui due --count` for shell prompts.

Only their plain forms are answered here, without loading click; everything else is declined and click's.
"""

import os
import sys

DUE = 3  # the exit code when something is due


def answer(words: list[str]) -> int | None:
    """Answer a plain `--version` or `due --count` and return the exit code; None when it was declined."""
    if "_REJTUI_COMPLETE" in os.environ:
        return None
    if words == ["--version"]:
        from rejection_tui import __version__

        return 0 if _said(f"rejtui {__version__}\n") else None
    db = _named(words)
    if db is None:
        return None
    from rejection_tui.services.due_index import cached_count

    count = cached_count(db)
    if count is None or not _said(f"{count}\n"):
        return None
    return DUE if count else 0


def _named(words: list[str]) -> str | None:
    """Return the data file that a plain `due --count` names, "" for the usual one; None for any other line."""
    match words:
        case ["due", "--count"]:
            return ""
        case ["--db", path, "due", "--count"] if path and not path.startswith("-"):
            return path
        case [option, "due", "--count"] if option.startswith("--db=") and option != "--db=":
            return option.removeprefix("--db=")
    return None


def _said(text: str) -> bool:
    """True when `text` was printed; False when it could not be, and nothing of it was."""
    try:
        return sys.stdout is not None and os.write(sys.stdout.fileno(), text.encode(sys.stdout.encoding)) > 0
    except (OSError, ValueError):
        return False
