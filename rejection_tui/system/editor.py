"""Edits text in the user's own editor, in a private temporary folder that is deleted once its text has been read.

An editor with a window of its own may return before anything is saved: the known ones are told to wait, and what
another one has left open is read later.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.text import clean, clean_line

#: An editor that ends within this time and has changed nothing has only handed the file to a window.
_AT_ONCE: Final = 2.0
#: Editors that work in the terminal, where a quick end is the user's own.
_IN_TERMINAL: Final = frozenset(
    {
        "vi",
        "vim",
        "nvim",
        "vim.tiny",
        "vim.basic",
        "nano",
        "pico",
        "micro",
        "helix",
        "hx",
        "kak",
        "joe",
        "jed",
        "ne",
        "ed",
        "ex",
        "mg",
        "emacs",
        "tilde",
        "dte",
        "sensible-editor",
    }
)
#: Editors with a window of their own: the option by which they wait until the file is closed, and its other spellings.
_WAITING: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf", "positron", "zed", "zeditor"),
        ("--wait", "-w"),
    ),
    **dict.fromkeys(("subl", "sublime_text", "smerge", "mate", "atom", "pulsar", "bbedit"), ("--wait", "-w")),
    **dict.fromkeys(("gedit", "xed"), ("--wait", "-w")),
    **dict.fromkeys(("gvim", "gview", "mvim", "vimx", "gvim.exe"), ("-f", "--nofork")),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "clion", "goland", "rubymine", "fleet"), ("--wait",)),
    "kate": ("--block", "-b"),
    "gnome-text-editor": ("--standalone", "-s"),
    "mousepad": ("--disable-server",),
    "geany": ("--new-instance", "-i"),
    "open": ("-W", "--wait-apps"),
}


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The file of an editor that returned at once and may still have it open.

    `given` is the text last known to stand in it, `read` whether any of it was saved by the editor.
    """

    path: Path
    given: str
    read: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """The saved text; `trouble` is a sentence for the user when the editor ended with an error, else "".

    `left` is set when the editor returned at once: its file, in which the user may still be writing.
    """

    text: str
    trouble: str = ""
    left: LeftOpen | None = None


def command_of(env: Mapping[str, str]) -> list[str]:
    """Return the command of `$VISUAL`, `$EDITOR` or an installed editor; raise `UsageError` when there is none.

    An editor known to open a window and return is given the option by which it waits.
    """
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
            return _waiting(words)
    for name in ("sensible-editor", "nano", "vi", "notepad"):
        path = shutil.which(name, path=env.get("PATH"))
        if path:
            return [path]
    raise UsageError("No editor was found: set $VISUAL or $EDITOR. The text is as it was.")


def _waiting(words: list[str]) -> list[str]:
    options = _WAITING.get(_program(words), ())
    if not options or any(option in words[1:] for option in options):
        return words
    return [words[0], options[0], *words[1:]]


def _program(words: Sequence[str]) -> str:
    return PurePath(words[0]).name.lower()


def waiting_words(env: Mapping[str, str] | None = None) -> str:
    """Return what the terminal should show while an editor has a window of its own, "" for any other."""
    command = command_of(os.environ if env is None else env)
    if _program(command) not in _WAITING:
        return ""
    return f"Waiting for {clean_line(_program(command))}: save there and close the file when you are done."


def edit(
    text: str,
    env: Mapping[str, str] | None = None,
    left: LeftOpen | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Edited:
    """Let the user edit `text` and return what was saved; call it while the screen is suspended.

    Text saved by an editor that then ends with an error is returned as well, so that no typed text is lost. `left` is
    the file of an earlier call that is still open, to be used again.
    """
    env = os.environ if env is None else env
    command = command_of(env)
    try:
        path = _new_file() if left is None else left.path
    except OSError as error:
        raise _not_done(command, error) from error
    keep = left is not None
    try:
        if left is None or left.given != text:
            path.write_text(text, encoding="utf-8")
        before = path.stat().st_mtime_ns, path.read_bytes()
        start = clock()
        code = _run(command, path, env)
        in_window = clock() - start < _AT_ONCE and code == 0 and _program(command) not in _IN_TERMINAL
        after = _read(path, text)
        keep = in_window and before == (path.stat().st_mtime_ns, path.read_bytes())
    except OSError as error:
        raise _not_done(command, error) from error
    finally:
        if not keep:
            shutil.rmtree(path.parent, ignore_errors=True)
    if keep:
        return Edited(text, left=LeftOpen(path, text))
    trouble = "The editor was stopped; what it saved is kept." if code < 0 else f"The editor ended with code {code}."
    return Edited(after.rstrip("\n"), trouble if code else "")


def saved(left: LeftOpen) -> LeftOpen | None:
    """Return the file with what the editor has saved in it since; None when it saved nothing new."""
    try:
        text = _read(left.path, left.given)
    except OSError:
        return None
    return None if text == left.given else LeftOpen(left.path, text, read=True)


def forget(left: LeftOpen) -> None:
    """Delete the file of an editor whose text has been read."""
    shutil.rmtree(left.path.parent, ignore_errors=True)


def _new_file() -> Path:
    # The folder has mode 0700, so that backup copies made by the editor are private too.
    path = Path(tempfile.mkdtemp(prefix="rejtui-"), "draft.txt")
    path.touch(mode=0o600)
    return path


def _read(path: Path, before: str) -> str:
    """Return the text of the file without the line ends at its end; `before` when nothing else differs."""
    after = clean(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
    return before if after == before.rstrip("\n") else after


def _run(command: Sequence[str], path: Path, env: Mapping[str, str]) -> int:
    with _not_interrupted():
        return subprocess.run([*command, str(path)], env=dict(env), check=False).returncode


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Let ctrl+c in the terminal go to the editor alone; else it would end the program and lose the text."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the editor would inherit
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _not_done(command: Sequence[str], error: OSError) -> UsageError:
    why = error.strerror or "it could not be started"
    return UsageError(f"The editor {clean_line(command[0])} did not do it: {why}. The text is as it was.")
