"""Copies text to the clipboard with whatever tool works, and reports only what a return code proves.

It does not use Textual, so the command line can use it too. It takes up to five seconds: call it from a thread.
"""

import base64
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
from rejection_tui.system import seat, subprocesses

TOOL_SECONDS: Final = 2.0
ALL_SECONDS: Final = 2.4
OSC52_BYTES: Final = 100_000
PASTE_HINT: Final = "if paste shows nothing, press V to view or ctrl+e to write a file"
_WINDOWS_CLIP: Final = "/mnt/c/Windows/System32/clip.exe"

#: Run in a child process, because pyperclip checks no return code and may wait for ever.
_PYPERCLIP_SCRIPT: Final = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode("utf-8")
pyperclip.copy(text)
sys.exit(0 if pyperclip.paste().replace("\\r\\n", "\\n") == text else 3)
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """The result of a copy. `how` names the tool, "" when none worked; `confirmed`: its return code reported success.

    `message` is a sentence for the user, `kept` the file the text was saved in, if any.
    """

    how: str
    confirmed: bool
    message: str
    kept: Path | None = None

    @property
    def arrived(self) -> bool:
        """True when a clipboard, or at least the terminal, was given the text."""
        return bool(self.how)


@dataclass(frozen=True, slots=True)
class CopyTool:
    """A command that puts its standard input on the clipboard."""

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
    look: str = PASTE_HINT,
) -> Copied:
    """Put `text` on the clipboard with the first tool that works; `keep` also saves it in a file in any case.

    `osc52` sends the text to the terminal, None where there is none; `look` ends the message when success cannot be
    confirmed.
    """
    env = seat.environment(os.environ if env is None else env)
    text = clean(text)
    kept, trouble = _saved(text, keep)
    first, later = _tools(env, platform)
    failures: list[str] = []
    deadline = time.monotonic() + ALL_SECONDS
    for tool in (*first, *later):
        if tool is None:
            how = _send_to_terminal(text, osc52, failures)
            if how:
                through = " through screen, which may keep it back" if _in_screen(env) else ""
                return Copied(how, False, f"Sent to your terminal{through}; {look}.", kept)
            continue
        seconds = min(TOOL_SECONDS, deadline - time.monotonic())
        if seconds <= 0.05:
            continue
        result = subprocesses.run(tool.command, text.encode(tool.encoding), env, seconds)
        if result.ok:
            return _copied(tool.name, look, kept, env)
        failures.append(f"{tool.name}: {result.why}")
    if seat.is_remote(env) and not later:
        failures.append("you are logged in from another machine, whose clipboard cannot be reached")
    return Copied("", False, _failed(failures, kept, trouble), kept)


def _copied(name: str, look: str, kept: Path | None, env: Mapping[str, str]) -> Copied:
    if name == "tmux":
        return Copied(name, False, f"In tmux's buffer and sent to your terminal; {look}.", kept)
    if _in_screen(env):  # which does not say from where it is looked at
        return Copied(name, False, f"Copied ({name}) on the machine that screen runs on; {look}.", kept)
    return Copied(name, True, f"Copied ({name}, checked).", kept)


def _in_screen(env: Mapping[str, str]) -> bool:
    return bool(env.get("STY")) and not env.get("TMUX")


def _failed(failures: Sequence[str], kept: Path | None, trouble: str) -> str:
    why = clean_line("; ".join(failures)) or "no clipboard was found"
    where = f"The draft is saved in {clean_line(str(kept))}." if kept else trouble
    return f"Not copied: {why}. {where}".rstrip()


def _saved(text: str, keep: Callable[[str], Path] | None) -> tuple[Path | None, str]:
    if keep is None:
        return None, ""
    try:
        return keep(text), ""
    except RejtuiError as error:
        return None, error.sentence
    except OSError as error:
        return None, f"It could not be saved in a file either: {error.strerror or 'the disk refused'}."


def _send_to_terminal(text: str, osc52: Callable[[str], None] | None, failures: list[str]) -> str:
    if osc52 is None:
        return ""
    if len(text.encode("utf-8")) > OSC52_BYTES:
        failures.append("the text is too long for the terminal")
        return ""
    try:
        osc52(text)
    except OSError as error:
        failures.append(f"terminal: {error.strerror or 'it could not be written to'}")
        return ""
    return "terminal"


def to_terminal(env: Mapping[str, str] | None = None) -> Callable[[str], None] | None:
    """Return what sends a text to the terminal's clipboard (OSC 52) where no screen is drawn; None without one."""
    env = os.environ if env is None else env
    if env.get("TERM", "") in ("", "dumb") or sys.platform == "win32" or not (sys.stderr and sys.stderr.isatty()):
        return None

    def send(text: str) -> None:
        sequence = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a"
        with Path("/dev/tty").open("w", encoding="ascii") as terminal:
            terminal.write(f"\x1bP{sequence}\x1b\\" if _in_screen(env) else sequence)

    return send


def _tools(env: Mapping[str, str], platform: str) -> tuple[Sequence[CopyTool | None], Sequence[CopyTool | None]]:
    """Return the tools in the order to try them, None for the terminal.

    From another machine only the terminal leads back to it, or a display that is forwarded: any other tool would fill
    the clipboard of a machine that nobody sits at.
    """
    tmux = list(_installed(env, [CopyTool("tmux", ("tmux", "load-buffer", "-w", "-"))])) if env.get("TMUX") else []
    if seat.is_remote(env):
        return (*tmux, None), list(_installed(env, _of_display())) if seat.is_forwarded(env) else []
    local = list(_installed(env, _local_tools(env, platform)))
    if not local:
        local = [CopyTool("pyperclip", (sys.executable, "-c", _PYPERCLIP_SCRIPT))]
    return local, (*tmux, None)


def _local_tools(env: Mapping[str, str], platform: str) -> Iterator[CopyTool]:
    if platform == "darwin":
        yield CopyTool("pbcopy", ("pbcopy",))
    if env.get("WSL_DISTRO_NAME") or env.get("WSL_INTEROP"):
        yield CopyTool("clip.exe", ("clip.exe",), "utf-16-le")
        yield CopyTool("clip.exe", (_WINDOWS_CLIP,), "utf-16-le")  # where Windows' folders are not on PATH
    if env.get("WAYLAND_DISPLAY"):
        yield CopyTool("wl-copy", ("wl-copy",))
    if env.get("DISPLAY"):
        yield from _of_display()


def _of_display() -> Iterator[CopyTool]:
    yield CopyTool("xclip", ("xclip", "-selection", "clipboard"))
    yield CopyTool("xsel", ("xsel", "--clipboard", "--input"))


def _installed(env: Mapping[str, str], tools: Iterator[CopyTool] | Sequence[CopyTool]) -> Iterator[CopyTool]:
    for tool in tools:
        path = shutil.which(tool.command[0], path=env.get("PATH", ""))
        if path:
            yield CopyTool(tool.name, (path, *tool.command[1:]), tool.encoding)
