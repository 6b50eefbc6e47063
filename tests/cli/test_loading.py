"""What the command loads, and what it refuses to draw on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import sys
from rejection_tui.cli.main import rejtui
try:
    rejtui.main(sys.argv[1:], prog_name="rejtui")
except SystemExit:
    pass
NAMES = ("textual", "plotext", "fsrs", "icalendar", "vobject", "pypdf", "docx", "pyperclip")
loaded = [m for m in NAMES if m in sys.modules]
print("LOADED", " ".join(loaded), file=sys.stderr)
"""


def loaded(*words: str, tmp_path: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "--db", str(tmp_path / "d" / "x.json"), *words],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    last = next(line for line in reversed(done.stderr.splitlines()) if line.startswith("LOADED"))
    return set(last.split()[1:])


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("locate",),
        ("list",),
        ("add", "--company", "Acme"),
        ("import", "-"),
        ("due",),
        ("history",),
        ("doctor",),
        ("config",),
        ("backups",),
        ("tick", "x"),
        ("draft", "x"),
        ("show", "x"),
        ("archive", "x"),
        ("backup",),
        ("contacts", "list"),
        ("cv", "check", "x.md"),
        ("draft", "x", "--copy"),
        ("merge", "x"),
        ("restore", "1"),
        ("undo",),
        ("redo",),
        ("export", "csv"),
        ("export", "md"),
        ("export", "json"),
    ],
)
def test_no_verb_but_the_dashboard_loads_textual(words: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(*words, tmp_path=tmp_path) == set()


@pytest.mark.parametrize("verb", [(), ("demo",)])
def test_without_a_terminal_the_dashboard_is_a_sentence(verb: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rejection_tui", "--db", str(tmp_path / "x.json"), *verb],
        input=b"aeqdu",
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert b"rejtui import -" in done.stderr and b"Traceback" not in done.stderr and b"\x1b" not in done.stderr
    assert not (tmp_path / "x.json").exists()


NET_PROBE = """
import sys
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        print("NETWORK", event, args, file=sys.stderr)
sys.addaudithook(hook)
from rejection_tui.cli.main import rejtui
try:
    rejtui.main(sys.argv[1:], prog_name="rejtui")
except SystemExit:
    pass
"""


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("add", "--company", "Acme"),
        ("due",),
        ("export", "md"),
        ("export", "ics"),
        ("backup",),
        ("doctor",),
        ("import", "-"),
        ("draft", "acme"),
        ("tick", "acme", "reply.send"),
        ("contacts", "list"),
        ("doctor", "--fix"),
        ("merge", "other.json"),
        ("restore", "1", "--yes"),
        ("history",),
        ("config",),
    ],
)
def test_no_verb_opens_a_socket(words: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NET_PROBE, "--db", str(tmp_path / "x.json"), *words],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
        env=dict(os.environ),
    )
    assert "NETWORK" not in done.stderr
