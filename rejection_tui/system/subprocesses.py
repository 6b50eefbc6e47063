"""Child processes that cannot hurt the screen: none of our streams, a time limit, and the return code looked at."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: `ok`, or `why` not in a few words."""

    ok: bool
    why: str = ""


def run(command: Sequence[str], given: bytes, env: Mapping[str, str], timeout: float) -> Ended:
    """Run `command` with `given` on its standard input and both outputs away; kill it and its children after `timeout`.

    A clipboard tool leaves a daemon behind that keeps its streams: a pipe would never close, so there is none.
    """
    try:
        child = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            start_new_session=True,
        )
    except OSError as error:
        return Ended(False, error.strerror or "it could not be started")
    with child:
        try:
            child.communicate(given, timeout=timeout)
        except subprocess.TimeoutExpired:
            _kill(child)
            return Ended(False, f"it did not answer within {timeout:.0f} seconds")
    if child.returncode != 0:
        return Ended(False, f"it ended with code {child.returncode}")
    return Ended(True)


def _kill(child: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        child.kill()
        return
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        child.kill()
