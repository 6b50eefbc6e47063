"""Which modules the commands load, and on which terminals the dashboard is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

#: One process runs all verbs and reports after each which modules are newly loaded.
PROBE = """
import json, sys
NAMES = ("textual", "plotext", "fsrs", "icalendar", "vobject", "pypdf", "docx", "pyperclip")
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")
found = []
sys.addaudithook(lambda event, args: found.append(event) if event in NETWORK else None)
from rejection_tui.cli.main import rejtui
for words in json.loads(sys.argv[2]):
    try:
        rejtui.main(["--db", sys.argv[1], *words], prog_name="rejtui")
    except SystemExit:
        pass
    found += [m for m in NAMES if m in sys.modules]
    print("FOUND", *words, ":", *found, file=sys.stderr)
    found.clear()
"""


def found(verbs: list[tuple[str, ...]], folder: Path) -> list[str]:
    """Return a line for each verb: its words, a colon, and what was loaded or asked of the network."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder / "d" / "x.json"), json.dumps(verbs)],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    lines = [line.removeprefix("FOUND ") for line in done.stderr.splitlines() if line.startswith("FOUND")]
    assert len(lines) == len(verbs), done.stderr
    return lines


def test_no_verb_but_the_dashboard_loads_textual(tmp_path: Path) -> None:
    verbs: list[tuple[str, ...]] = [
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
    ]
    for line in found(verbs, tmp_path):
        assert line.endswith(":"), line
    assert found([("export", "ics")], tmp_path) == ["export ics : icalendar"], "the probe sees nothing"


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


def test_no_verb_opens_a_socket(tmp_path: Path) -> None:
    verbs: list[tuple[str, ...]] = [
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
    ]
    for line in found(verbs, tmp_path):
        assert "socket." not in line, line
