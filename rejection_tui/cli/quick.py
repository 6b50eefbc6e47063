"""The two commands that must be fast: `rejtui --version`, and `rejtui due --count` for shell prompts.

Only their plain forms are handled here, without loading click; all others are left to click.
"""

import os
import sys

DUE = 3  # the exit code when something is due


def answer(words: list[str]) -> int | None:
    """Answer a plain `--version` or `due --count` and return the exit code; None when click has to handle it."""
    if "_REJTUI_COMPLETE" in os.environ:
        return None
    if words == ["--version"]:
        from rejection_tui import __version__

        return 0 if _print(f"rejtui {__version__}\n") else None
    db = _file_named(words)
    if db is None:
        return None
    from rejection_tui.services.due_index import cached_count

    count = cached_count(db)
    if count is None or not _print(f"{count}\n"):
        return None
    return DUE if count else 0


def _file_named(words: list[str]) -> str | None:
    """Return the data file that a plain `due --count` names, "" for the usual one; None for any other line."""
    match words:
        case ["due", "--count"]:
            return ""
        case ["--db", path, "due", "--count"] if path and not path.startswith("-"):
            return path
        case [option, "due", "--count"] if option.startswith("--db=") and option != "--db=":
            return option.removeprefix("--db=")
    return None


def _print(text: str) -> bool:
    """Print `text` and return True; return False when nothing could be printed."""
    try:
        return sys.stdout is not None and os.write(sys.stdout.fileno(), text.encode(sys.stdout.encoding)) > 0
    except (OSError, ValueError):
        return False
