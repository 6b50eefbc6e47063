"""The running program in a pseudo-terminal: keys in, raw bytes out, and the screen a terminal would show (pyte)."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import pyte

#: What Textual itself is known to send: modes, cursor, colours, pointer shape, and nothing that carries text.
KNOWN = re.compile(
    rb"\x1b\[[0-9;:]*[mHJKABCDGdsu]"  # colours, cursor, erasing
    rb"|\x1b\[\?[0-9;]+[hl]"  # private modes
    rb"|\x1b\[\?[0-9]+\$p"  # asking about synchronised output
    rb"|\x1b\[[<>=][0-9;]*u"  # keyboard protocol
    rb"|\x1b\[[0-9]*c|\x1b\[0? q|\x1b\[[0-9;]*n"
    rb"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"  # pointer shape
    rb"|\x1b[78=>]"
)
#: What must never be left once the known sequences are taken out, in the text as a terminal reads it.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\U000e0000-\U000e007f]"
)


class Terminal:
    """One run of the program. Leaves no process behind. `draws`: whether `shown` is kept, which takes time."""

    def __init__(
        self, command: list[str], env: Mapping[str, str], columns: int = 120, lines: int = 36, draws: bool = True
    ) -> None:
        self._draws = draws
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            start_new_session=True,
            close_fds=True,
        )
        self._slave = slave
        self.raw = b""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self._slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    @property
    def shown(self) -> str:
        """What the terminal shows now."""
        return "\n".join(self.screen.display)

    @property
    def modes(self) -> list[int | list[int]]:
        """The line settings of the terminal; the third and fourth groups hold echo and canonical mode."""
        return termios.tcgetattr(self._slave)[:4]

    def read(self, until: Callable[[], bool], seconds: float = 20.0) -> bool:
        """Take what comes until `until` holds; False when the time is over first."""
        deadline = time.monotonic() + seconds
        while not until():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            if select.select([self.master], [], [], min(left, 0.2))[0]:
                self._take()
        return True

    def _take(self) -> None:
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return
        self.raw += data
        if not self._draws:
            return
        with contextlib.suppress(TypeError, ValueError):  # sequences pyte does not know
            self._stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]+\$p", b"", data))

    def wait_for(self, words: str, seconds: float = 20.0) -> None:
        """Wait until the screen shows `words`."""
        assert self.read(lambda: words in self.shown, seconds), f"no “{words}” on:\n{self.shown}"

    def send(self, keys: str) -> None:
        """Type `keys`."""
        os.write(self.master, keys.encode("utf-8"))

    def send_whole(self, keys: str) -> None:
        """Type `keys`, however many, taking what comes meanwhile so that neither side waits for the other."""
        rest = keys.encode("utf-8")
        while rest and self.process.poll() is None:
            ready, free, _ = select.select([self.master], [self.master], [], 0.2)
            if ready:
                self._take()
            if free:
                rest = rest[os.write(self.master, rest[:1000]) :]

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size, as a person dragging its corner does."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)
        self.signal(signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def stopped(self, seconds: float = 20.0) -> bool:
        """Wait until the program has stopped, as ctrl+z in a shell makes it, and everything it said was read."""

        def stands() -> bool:
            try:
                child, status = os.waitpid(self.process.pid, os.WNOHANG | os.WUNTRACED)
            except ChildProcessError:  # it has ended meanwhile
                self.process.poll()
                return False
            return bool(child) and os.WIFSTOPPED(status)

        done = self.read(lambda: self.process.returncode is not None or stands(), seconds)
        done = done and self.process.returncode is None
        self._drain()
        return done

    def ended(self, seconds: float = 20.0) -> int:
        """Wait until the program has ended and everything it said was read; return its exit code."""
        assert self.read(lambda: self.process.poll() is not None, seconds), "the program did not end"
        self._drain()
        return self.process.returncode

    def _drain(self) -> None:
        while select.select([self.master], [], [], 0)[0]:
            self._take()

    def left_over(self) -> list[str]:
        """Return every forbidden character among what was sent, once the known sequences are taken out."""
        text = KNOWN.sub(b"", self.raw).decode("utf-8", "surrogateescape")
        return [repr(text[max(m.start() - 20, 0) : m.end() + 20]) for m in FORBIDDEN.finditer(text)]
