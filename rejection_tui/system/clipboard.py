"""Copying a draft, honestly: each tool is run by ourselves, its return code looked at, and nothing unknown is claimed.

Knows nothing of Textual, so that the commands use it too. Takes up to 2.5 seconds: call it from a thread.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.system import subprocesses

TOOL_SECONDS: Final = 2.0
ALL_SECONDS: Final = 2.4
OSC52_BYTES: Final = 100_000
LOOK: Final = "if paste shows nothing, press v to view or w to write a file"

#: Runs in a child of its own: pyperclip looks at no return code and may wait for ever.
_PYPERCLIP: Final = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode("utf-8")
pyperclip.copy(text)
sys.exit(0 if pyperclip.paste().replace("\\r\\n", "\\n") == text else 3)
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a copy. `how` is empty when nothing took it; `confirmed` only when a return code says so."""

    how: str
    confirmed: bool
    message: str
    kept: Path | None = None

    @property
    def arrived(self) -> bool:
        """True when a clipboard, or at least the terminal, was given the text."""
        return bool(self.how)


@dataclass(frozen=True, slots=True)
class Way:
    """One tool that can take the text from its standard input."""

    name: str
    command: tuple[str, ...]
    encoding: str = "utf-8"


def copy(
    text: str,
    osc52: Callable[[str], None] | None,
    *,
    keep: Callable[[str], Path] | None = None,
    env: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    look: str = LOOK,
) -> Copied:
    """Put `text` on the clipboard by the first way that works, and say which; `keep` saves it in a file in any case.

    `osc52` hands the text to the terminal, None where there is no terminal; `look` ends the sentence when nobody can
    know whether it arrived.
    """
    env = os.environ if env is None else env
    text = clean(text)
    kept, trouble = _kept(text, keep)
    first, later = _ways(env, platform)
    whys: list[str] = []
    deadline = time.monotonic() + ALL_SECONDS
    for way in (*first, *later):
        if way is None:
            how = _terminal(text, osc52, whys)
            if how:
                return Copied(how, False, f"Sent to your terminal; {look}.", kept)
            continue
        left = min(TOOL_SECONDS, deadline - time.monotonic())
        if left <= 0.05:
            continue
        ended = subprocesses.run(way.command, text.encode(way.encoding), env, left)
        if ended.ok:
            return _taken(way.name, look, kept)
        whys.append(f"{way.name}: {ended.why}")
    return Copied("", False, _failed(whys, kept, trouble), kept)


def _taken(name: str, look: str, kept: Path | None) -> Copied:
    if name == "tmux":
        return Copied(name, False, f"In tmux's buffer and sent to your terminal; {look}.", kept)
    return Copied(name, True, f"Copied ({name}, checked).", kept)


def _failed(whys: Sequence[str], kept: Path | None, trouble: str) -> str:
    why = clean_line("; ".join(whys)) or "no clipboard was found"
    where = f"The draft is saved in {clean_line(str(kept))}." if kept else trouble
    return f"Not copied: {why}. {where}".rstrip()


def _kept(text: str, keep: Callable[[str], Path] | None) -> tuple[Path | None, str]:
    if keep is None:
        return None, ""
    try:
        return keep(text), ""
    except RejtuiError as error:
        return None, error.sentence
    except OSError as error:
        return None, f"It could not be saved in a file either: {error.strerror or 'the disk refused'}."


def _terminal(text: str, osc52: Callable[[str], None] | None, whys: list[str]) -> str:
    if osc52 is None:
        return ""
    if len(text.encode("utf-8")) > OSC52_BYTES:
        whys.append("the text is too long for the terminal")
        return ""
    try:
        osc52(text)
    except OSError as error:
        whys.append(f"terminal: {error.strerror or 'it could not be written to'}")
        return ""
    return "terminal"


def _ways(env: Mapping[str, str], platform: str) -> tuple[Sequence[Way | None], Sequence[Way | None]]:
    """Return the ways in order, None standing for the terminal; over SSH the terminal's own come first."""
    tmux = list(_found(env, [Way("tmux", ("tmux", "load-buffer", "-w", "-"))])) if env.get("TMUX") else []
    local = list(_found(env, _local(env, platform)))
    if not local:
        local = [Way("pyperclip", (sys.executable, "-c", _PYPERCLIP))]
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return (*tmux, None), local
    return local, (*tmux, None)


def _local(env: Mapping[str, str], platform: str) -> Iterator[Way]:
    if platform == "darwin":
        yield Way("pbcopy", ("pbcopy",))
    if env.get("WSL_DISTRO_NAME") or env.get("WSL_INTEROP"):
        yield Way("clip.exe", ("clip.exe",), "utf-16-le")
    if env.get("WAYLAND_DISPLAY"):
        yield Way("wl-copy", ("wl-copy",))
    if env.get("DISPLAY"):
        yield Way("xclip", ("xclip", "-selection", "clipboard"))
        yield Way("xsel", ("xsel", "--clipboard", "--input"))


def _found(env: Mapping[str, str], ways: Iterator[Way] | Sequence[Way]) -> Iterator[Way]:
    for way in ways:
        path = shutil.which(way.command[0], path=env.get("PATH", ""))
        if path:
            yield Way(way.name, (path, *way.command[1:]), way.encoding)
