"""Runs child processes with a time limit and without the terminal's streams, so that they cannot disturb the screen."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a child process ended: `ok`, or `why` it failed in a few words."""

    ok: bool
    why: str = ""


def run(command: Sequence[str], given: bytes, env: Mapping[str, str], timeout: float) -> RunResult:
    """Run `command` with `given` as standard input and no output; kill it and its children after `timeout` seconds.

    Outputs are discarded and not piped, because a clipboard tool leaves a daemon behind that would keep a pipe open.
    """
    child = _started(command, env, subprocess.PIPE)
    if isinstance(child, RunResult):
        return child
    with child:
        try:
            child.communicate(given, timeout=timeout)
        except subprocess.TimeoutExpired:
            kill_group(child)
            return RunResult(False, f"it did not answer within {timeout:.0f} seconds")
    if child.returncode != 0:
        return RunResult(False, f"it ended with code {child.returncode}")
    return RunResult(True)


def launch(command: Sequence[str], env: Mapping[str, str], patience: float) -> RunResult:
    """Start a program that belongs to the user from then on; it is never killed.

    It is `ok` when it ended well, or still runs after `patience` seconds.
    """
    child = _started(command, env, subprocess.DEVNULL)
    if isinstance(child, RunResult):
        return child
    try:
        code = child.wait(patience)
    except subprocess.TimeoutExpired:
        threading.Thread(target=child.wait, daemon=True).start()  # else its process stays listed when it has ended
        return RunResult(True)
    return RunResult(code == 0, f"it ended with code {code}" if code else "")


def _started(command: Sequence[str], env: Mapping[str, str], stdin: int) -> "subprocess.Popen[bytes] | RunResult":
    """Return a child that leads a session of its own, without output; or why it could not be started."""
    try:
        return subprocess.Popen(
            list(command),
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            start_new_session=True,
        )
    except OSError as error:
        return RunResult(False, error.strerror or "it could not be started")


def kill_group(child: "subprocess.Popen[bytes]") -> None:
    """Kill a child that leads a session of its own, and all of its group that still run."""
    if sys.platform == "win32":
        child.kill()
        return
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        child.kill()
