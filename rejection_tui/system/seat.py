"""Finds out from where the terminal is looked at now: a tmux session may be attached from another machine by then."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SECONDS: Final = 1.0
#: What the terminal program sets where the user sits.
_DISPLAY: Final = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
_LOGIN: Final = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def environment(env: Mapping[str, str], processes: Path = Path("/proc")) -> dict[str, str]:
    """Return `env` with the display and the login of who looks at it now.

    A shell in tmux keeps the variables of the day it was started. The client that is attached knows better, and where
    its environment cannot be read, the session does.
    """
    seen = dict(env)
    tmux = shutil.which("tmux", path=env.get("PATH", "")) if env.get("TMUX") else None
    if tmux is None:
        return seen
    pid = _answer((tmux, "display-message", "-p", "#{client_pid}"), env).strip()
    client = _environment_of(processes / pid) if pid.isdigit() else {}
    if client:
        return {k: v for k, v in seen.items() if k not in (*_DISPLAY, *_LOGIN)} | {
            k: client[k] for k in (*_DISPLAY, *_LOGIN) if client.get(k)
        }
    return _of_session(seen, _answer((tmux, "show-environment"), env))


def is_remote(env: Mapping[str, str]) -> bool:
    """Return whether the user is logged in from another machine."""
    return bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY"))


def is_forwarded(env: Mapping[str, str]) -> bool:
    """Return whether the display is that of another machine, such as "localhost:10.0" through SSH."""
    host, colon, _ = env.get("DISPLAY", "").rpartition(":")
    return bool(colon and host and not host.startswith(("/", "unix")))


def _of_session(seen: dict[str, str], lines: str) -> dict[str, str]:
    """Apply what `tmux show-environment` says: "NAME=value", or "-NAME" for what the attached terminal lacks."""
    for line in lines.splitlines():
        name, has_value, value = line.removeprefix("-").partition("=")
        if name not in (*_DISPLAY, *_LOGIN):
            continue
        names = _LOGIN if name == "SSH_CONNECTION" else (name,)
        if line.startswith("-"):
            for gone in names:
                seen.pop(gone, None)
        elif has_value:
            seen[name] = value
    return seen


def _answer(command: tuple[str, ...], env: Mapping[str, str]) -> str:
    try:
        asked = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=dict(env), timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("utf-8", "replace") if asked.returncode == 0 else ""


def _environment_of(process: Path) -> dict[str, str]:
    """Return the environment of a tmux client, empty where it cannot be read or another process has that number.

    In a container the number may be that of a process outside.
    """
    try:
        if not (process / "comm").read_text(encoding="utf-8", errors="replace").startswith("tmux"):
            return {}
        entries = (process / "environ").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return {}
    return {name: value for name, _, value in (entry.partition("=") for entry in entries) if name}
