"""A monkey at the keyboard of the running program, on a real pseudo-terminal: what it does is made from a seed."""

import random
import signal
from pathlib import Path

from tests.tui.terminal import Terminal

#: The keys the program knows, as a terminal sends them; ctrl+q and `q` end it and come at the end only.
KEYS = (
    *"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789/?!|,.;:-+=<>[]{}()'\"",
    *("\r", "\r", "\r", "\t", "\t", "\x1b[Z", " ", " ", "\x7f", "\x1b", "\x1b", "\x1b"),
    *(f"\x1b[{letter}" for letter in "ABCDHF"),
    *(f"\x1b[{number}~" for number in (2, 3, 5, 6)),
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1b[19~", "\x1b[1;5A", "\x1b[1;5B"),
    *(chr(number) for number in range(1, 27) if chr(number) not in "\x11\x1a\t\r"),
    *("\x1b[<0;20;10M\x1b[<0;20;10m", "\x1b[<0;60;20M\x1b[<0;60;20m", "\x1b[<64;20;10M", "\x1b[I", "\x1b[O"),
)
TEXTS = (
    "Anna Letter",
    "today",
    "fri",
    "31.02.2026",
    "[@click=app.exit]x[/] [/] {}",
    "née\u202e漢字 🙂",
    "Dear Alex,\nthank you for applying. We decided not to move forward with your application to Umbra.\nBest, Tom",
    "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Letter\nORG:Umbra\nEMAIL:anna@umbra.example\nEND:VCARD\n",
    "- Led a team of four engineers\n- Cut the cost of reports by 20%\n- Wrote the weekly newsletter\n",
    "you could have said more about how you handle failed pipelines",
    "x" * 5000,
)
SIZES = ((80, 24), (120, 36), (200, 60), (59, 14), (60, 15), (20, 5), (1, 1), (500, 200), (170, 50))
FAULTS = (b"Traceback", b"fault of its own", b"Exception")


class Monkey:
    """One run of the program and what is done to it."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed = seed
        self.folder = folder
        self.done: list[str] = []
        self._chance = random.Random(seed)
        self._pty: Terminal | None = None

    @property
    def pty(self) -> Terminal:
        """The terminal of the running program."""
        assert self._pty is not None
        return self._pty

    @property
    def file(self) -> Path:
        """The file of records the program writes."""
        return self.folder / "demo" / "rejtui-demo.json"

    def run(self, steps: int) -> None:
        """Start the program on sample data, do `steps` random things, and end it one way or another."""
        while self.done.count("ended from the palette") < 20:
            left = steps - len(self.done)
            with Terminal(self._command(), self._environment(), draws=False) as self._pty:
                assert self.pty.read(lambda: b"Inbox" in self.pty.raw, 30), self._story()
                if all(self._goes_on() for _ in range(left)):
                    self._end()
                    return

    def _command(self) -> list[str]:
        new = ["demo", "--keep", str(self.folder / "demo")]
        return ["-X", "faulthandler", "-m", "rejection_tui", *(("--db", str(self.file)) if self.file.exists() else new)]

    def _environment(self) -> dict[str, str]:
        """Return an environment in which no other program is started and nothing outside the folder is written."""
        home = str(self.folder)
        quiet = dict.fromkeys(("VISUAL", "EDITOR", "BROWSER"), "true")
        return {"REJTUI_STATE": f"{home}/state", "HOME": home, "TMPDIR": home, "PATH": "/usr/bin:/bin", **quiet}

    def _goes_on(self) -> bool:
        """Do one thing; False when it chose to quit, which is a command of the palette."""
        self._step()
        self._listen(0.0 if self._chance.random() < 0.4 else self._chance.random() * 0.12)
        code = self.pty.process.poll()
        assert not any(fault in self.pty.raw for fault in FAULTS), self._story()
        if code == 0 and any("\\x10" in done for done in self.done):
            self.done.append("ended from the palette")
            return False
        assert code is None, f"it ended by itself with {code}: {self._story()}"
        return True

    def _step(self) -> None:
        what = self._chance.choices(
            (self._burst, self._text, self._paste, self._bare_paste, self._broken_paste, self._resize, self._pause),
            (60, 10, 8, 6, 2, 8, 2),
        )[0]
        what()

    def _send(self, name: str, keys: str) -> None:
        self.done.append(f"{name} {keys!r}"[:200])
        self.pty.send_whole(keys)

    def _burst(self) -> None:
        keys = self._chance.choices(KEYS, k=self._chance.choice((1, 1, 2, 3, 5, 8, 13)))
        if self._chance.random() < 0.2:
            keys = [*keys, *keys[-1:] * self._chance.randrange(1, 4)]
        self._send("keys", "".join(keys))

    def _text(self) -> None:
        self._send("text", self._chance.choice(TEXTS[:6]) + "\r" * self._chance.randrange(4))

    def _paste(self) -> None:
        self._send("paste", f"\x1b[200~{self._chance.choice(TEXTS)}\x1b[201~" + "\r" * self._chance.randrange(2))

    def _bare_paste(self) -> None:
        self._send("bare paste", self._chance.choice(TEXTS[6:]).replace("\n", "\r"))

    def _broken_paste(self) -> None:
        marks = ("\x1b[200~", "\x1b[201~", "\x1b[200~\x1b[200~", "\x1b[20")
        self._send("broken paste", self._chance.choice(marks) + self._chance.choice(TEXTS[:9]))

    def _resize(self) -> None:
        columns, lines = self._chance.choice(SIZES)
        self.done.append(f"resize {columns}x{lines}")
        self.pty.resize(columns, lines)

    def _pause(self) -> None:
        """Ctrl+z and fg, as a shell does it."""
        self.done.append("stop and go on")
        self.pty.signal(signal.SIGTSTP)
        assert self.pty.stopped(60) or self._has_ended(), self._where_it_hangs()
        told = len(self.pty.raw)
        self.pty.signal(signal.SIGCONT)
        assert self.pty.read(lambda: b"?1049h" in self.pty.raw[told:] or self._has_ended(), 60), self._where_it_hangs()

    def _listen(self, seconds: float) -> None:
        self.pty.read(self._has_ended, seconds)

    def _has_ended(self) -> bool:
        return self.pty.process.poll() is not None

    def _end(self) -> None:
        how = self._chance.choice(("ctrl+q", "ctrl+q", "ctrl+q", signal.SIGTERM, signal.SIGHUP))
        self.done.append(f"end by {how}")
        if isinstance(how, signal.Signals):
            self.pty.signal(how)
        else:
            self.pty.read(self._has_ended, 2.5)  # a paste whose end mark never came is over by then
            self.pty.send_whole("\x11")
        assert self.pty.read(self._has_ended, 90), f"it does not end: {self._where_it_hangs()}"
        wanted = 128 + how if isinstance(how, signal.Signals) else 0
        assert self.pty.process.returncode == wanted, f"{self.pty.process.returncode} {self._story()}"
        assert not any(fault in self.pty.raw for fault in FAULTS), self._story()
        assert not list(self.folder.rglob("crash.log")), self._story()

    def _where_it_hangs(self) -> str:
        """End a program that does not listen any more, so that it prints what each of its threads is doing."""
        self.pty.signal(signal.SIGABRT)
        self.pty.read(self._has_ended, 10)
        return self._story(6_000)

    def _story(self, most: int = 1_500) -> str:
        traces = [path.read_text() for path in self.folder.rglob("crash.log")]
        tail = self.pty.raw[-most:].decode("utf-8", "replace")
        return f"\nseed {self.seed}, {len(self.done)} steps, the last of them:\n" + "\n".join(
            [*self.done[-12:], *traces, tail]
        )
