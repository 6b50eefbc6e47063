"""Edits text in the user's own editor, in a private temporary folder that is always deleted afterwards."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.text import clean, clean_line


@dataclass(frozen=True, slots=True)
class Edited:
    """The saved text; `trouble` is a sentence for the user when the editor ended with an error, else ""."""

    text: str
    trouble: str = ""


def command_of(env: Mapping[str, str]) -> list[str]:
    """Return the command of `$VISUAL`, `$EDITOR` or an installed editor; raise `UsageError` when there is none."""
    for name in ("VISUAL", "EDITOR"):
        if not env.get(name, "").strip():
            continue
        try:
            words = shlex.split(env[name])
        except ValueError as error:
            raise UsageError(
                f"${name} cannot be read as a command: check its quotes. The text is as it was."
            ) from error
        if words:
            return words
    for name in ("sensible-editor", "nano", "vi", "notepad"):
        path = shutil.which(name, path=env.get("PATH"))
        if path:
            return [path]
    raise UsageError("No editor was found: set $VISUAL or $EDITOR. The text is as it was.")


def edit(text: str, env: Mapping[str, str] | None = None) -> Edited:
    """Let the user edit `text` and return what was saved; call it while the screen is suspended.

    Text saved by an editor that then ends with an error is returned as well, so that no typed text is lost.
    """
    env = os.environ if env is None else env
    command = command_of(env)
    try:
        with tempfile.TemporaryDirectory(
            prefix="rejtui-"
        ) as folder:  # mode 0700, so backup copies made by the editor are private too
            path = Path(folder, "draft.txt")
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
            code = subprocess.run([*command, str(path)], env=dict(env), check=False).returncode
            after = clean(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        why = error.strerror or "it could not be started"
        raise UsageError(f"The editor {clean_line(command[0])} did not do it: {why}. The text is as it was.") from error
    if after.rstrip("\n") == text.rstrip("\n"):
        after = text
    trouble = f"The editor ended with code {code}." if code else ""
    return Edited(after.rstrip("\n"), trouble)
