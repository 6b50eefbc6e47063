"""Reports an unexpected error: a short message without text of a letter, and a private trace without values."""

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import WorkerFailed

from rejection_tui.config import state_folder
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.tui.terminal.textual_private import is_closing

Sentence = Callable[[], str]


def report(error: BaseException | None) -> Text:
    """Write the trace (places and types only) to `crash.log`, mode 0600, and return the message for the user.

    Of a worker that failed it is the trace of what failed there.
    """
    error = _first(error)
    kind = type(error).__name__ if error is not None else "error"
    words = [f"rejtui stopped because of a fault of its own ({kind}). Everything that was saved is safe."]
    path = _written(error)
    if path is not None:
        words.append(f"Where it happened is in {clean_line(str(path))}; the file holds no letter and no name.")
    return Text("\n".join(words))


def left_behind(app: App[Any], error: BaseException) -> bool:
    """Return whether the error comes from a screen that is being closed and no longer has one of its widgets."""
    cause = _first(error)
    if not isinstance(cause, NoMatches):
        return False
    frames = (frame for frame, _ in traceback.walk_tb(cause.__traceback__))
    screens = [frame.f_locals["self"] for frame in frames if isinstance(frame.f_locals.get("self"), Screen)]
    return bool(screens) and is_closing(app, screens)


def _first(error: BaseException | None) -> BaseException | None:
    """Return what failed inside a worker, or the error itself."""
    return error.error if isinstance(error, WorkerFailed) else error


def _written(error: BaseException | None) -> Path | None:
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    lines = [f"{Path(f.filename).name}:{f.lineno} in {f.name}" for f in frames]
    text = "\n".join([*lines, type(error).__name__, ""])
    path = state_folder() / "crash.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(clean(text))
    except OSError:
        return None
    return path
