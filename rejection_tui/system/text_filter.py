"""Pipes a text through a command: UTF-8 in, UTF-8 out, within a time limit and a largest answer."""

import shlex
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePath
from threading import Thread
from time import monotonic
from typing import IO, Final

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.system.subprocesses import kill_group

SECONDS: Final = 60.0
MAX_OUTPUT: Final = 100_000  # bytes
_MAX_COMPLAINT: Final = 4_000  # bytes of its standard error that are kept
KEPT: Final = "The text is as it was."


class TextFilter:
    """A command, split into words as a shell does but run without one. It is run once; call `run` from a thread."""

    def __init__(self, command: str, env: Mapping[str, str], seconds: float = SECONDS) -> None:
        self.command = command
        self._env = dict(env)
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._output = b""
        self._complaint = b""
        self.stopped = False  # by `stop`

    @property
    def name(self) -> str:
        """The command as sentences name it: “tidy” for “/usr/local/bin/tidy --quiet”."""
        try:
            program = PurePath(shlex.split(self.command)[0]).name
        except (ValueError, IndexError):
            program = ""
        return f"“{clean_line(program or self.command, 60)}”"

    def run(self, text: str) -> str:
        """Return what the command makes of `text`, cleaned, without blank lines at its ends.

        Raise `UsageError` when it cannot be started, fails, takes too long, writes too much, nothing, or no UTF-8.
        """
        try:
            words = shlex.split(self.command)
        except ValueError:
            raise UsageError(f"{self.name} cannot be read as a command: check its quotes. {KEPT}") from None
        if not words:
            raise UsageError(f"No command is set. {KEPT}")
        try:
            child = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._env,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it is no command"
            raise UsageError(f"{self.name} could not be started: {clean_line(why)}. {KEPT}") from None
        self._child = child
        try:
            return self._result(child, clean(text).encode("utf-8", "replace"))
        except UsageError:
            kill_group(child)
            raise
        finally:
            self._child = None
            with suppress(subprocess.TimeoutExpired):
                child.wait(1)

    def stop(self) -> None:
        """End the command with all that it started; a `run` under way then raises `UsageError`."""
        self.stopped = True
        if (child := self._child) is not None:
            kill_group(child)

    def _result(self, child: "subprocess.Popen[bytes]", given: bytes) -> str:
        end = monotonic() + self._seconds
        feeding = Thread(target=_feed, args=(child.stdin, given), daemon=True)
        reading = Thread(target=self._read, args=(child.stdout,), daemon=True)
        hearing = Thread(target=self._hear, args=(child.stderr,), daemon=True)
        for thread in (feeding, reading, hearing):
            thread.start()
        if self.stopped:  # before there was a child to end
            kill_group(child)
        reading.join(self._seconds)
        if len(self._output) > MAX_OUTPUT:
            raise UsageError(f"{self.name} wrote more than {MAX_OUTPUT // 1000} kB, which is no letter. {KEPT}")
        try:
            code = child.wait(max(end - monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            code = None
        if self.stopped:
            raise UsageError(f"{self.name} was stopped. {KEPT}")
        if code is None or reading.is_alive():
            raise UsageError(f"{self.name} did not end within {self._seconds:.0f} seconds. {KEPT}")
        if code != 0:
            hearing.join(1)
            said = clean_line(self._complaint.decode("utf-8", "replace"), 160)
            raise UsageError(f"{self.name} ended with code {code}{f': {said}' if said else ''}. {KEPT}")
        return self._text()

    def _text(self) -> str:
        try:
            text = clean(self._output.decode("utf-8-sig")).strip("\n")
        except UnicodeDecodeError:
            raise UsageError(f"{self.name} wrote something that is no UTF-8. {KEPT}") from None
        if not text.strip():
            raise UsageError(f"{self.name} wrote nothing. {KEPT}")
        return text

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            self._output = _beginning(pipe, MAX_OUTPUT + 1)

    def _hear(self, pipe: IO[bytes]) -> None:
        """Keep the beginning of its complaints and read the rest, so that it is not held up."""
        with pipe:
            self._complaint = _beginning(pipe, _MAX_COMPLAINT)
            while _beginning(pipe, 65_536):
                pass


def _feed(pipe: IO[bytes], given: bytes) -> None:
    with suppress(OSError, ValueError), pipe:  # it may end without reading all
        pipe.write(given)


def _beginning(pipe: IO[bytes], size: int) -> bytes:
    """Return the first `size` bytes of a pipe, or all up to its end."""
    try:
        return pipe.read(size)
    except (OSError, ValueError):
        return b""
