"""Which modules the commands load, and on which terminals the dashboard is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rejection_tui.cli.main import VERBS

#: One process runs all verbs and reports after each which modules are newly loaded.
PROBE = """
import json, sys
NAMES = ("textual", "fsrs", "icalendar", "vobject", "pypdf", "docx", "pyperclip", "pycrfsuite", "selectolax",
         "imap_tools", "imaplib", "keyring")
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")
found, known = [], set()
sys.addaudithook(lambda event, args: found.append(event) if event in NETWORK else None)
from rejection_tui.cli.main import rejtui
for words in json.loads(sys.argv[2]):
    try:
        rejtui.main(["--db", sys.argv[1], *words], prog_name="rejtui")
    except SystemExit:
        pass
    found += [m for m in NAMES if m in sys.modules and m not in known]
    known |= {m for m in NAMES if m in sys.modules}
    print("FOUND", *words, ":", *found, file=sys.stderr)
    found.clear()
"""
#: These open the dashboard.
DASHBOARD = {"demo"}
#: Every other verb, each with the command lines to run in this order.
RUN: list[tuple[str, ...]] = [
    ("--help",),
    ("locate",),
    ("list",),
    ("add", "--company", "Acme"),
    ("import", "-"),
    ("import", "-", "--not-one"),
    ("silence", "list"),
    ("import", "imap", "work"),
    ("account",),
    ("account", "test", "work"),
    ("due",),
    ("due", "--all"),
    ("let-go", "--all"),
    ("history",),
    ("read", "-"),
    ("forget",),
    ("doctor",),
    ("doctor", "--fix"),
    ("config",),
    ("settings",),
    ("backups",),
    ("tick", "acme", "reply.send"),
    ("draft", "acme"),
    ("draft", "x", "--copy"),
    ("show", "acme"),
    ("points", "acme"),
    ("answer", "acme", "-"),
    ("journal", "list"),
    ("journal", "accept", "acme"),
    ("edit", "acme", "--role", "Analyst"),
    ("remind", "tomorrow", "Call", "--on", "acme"),
    ("reminders", "list"),
    ("later", "call", "in 3 days"),
    ("skip", "call", "no need"),
    ("outcome", "acme", "interview"),
    ("debrief", "acme", "--round", "first"),
    ("practice", "add", "Why us?"),
    ("practice", "rate", "why", "smooth"),
    ("progress",),
    ("archive", "acme"),
    ("backup",),
    ("contacts", "list"),
    ("contacts", "add", "Omar Haddad"),
    ("contacts", "touch", "omar", "a coffee"),
    ("people", "acme", "add", "Tom Reed"),
    ("win", "add", "CKA"),
    ("check", "draft", "-", "--kind", "reply"),
    ("cover", "add", "x.md"),
    ("cover", "list"),
    ("cv", "check", "x.md"),
    ("cv", "list"),
    ("merge", "other.json"),
    ("restore", "1", "--yes"),
    ("me",),
    ("undo",),
    ("redo",),
    ("report", "read", "report.md"),
    ("schema",),
    ("completion", "bash"),
    ("man",),
    ("export", "csv"),
    ("export", "md"),
    ("export", "json"),
    ("export", "ics"),
    ("delete", "acme"),
]
#: What a command line may load, for the first time in the process.
NEEDED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("export", "ics"): ("icalendar",),
    ("practice", "rate", "why", "smooth"): ("fsrs",),
}


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


def test_every_verb_is_run() -> None:
    assert {words[0] for words in RUN} == set(VERBS) - DASHBOARD | {"--help"}


def test_no_verb_loads_more_than_it_needs(tmp_path: Path) -> None:
    """None but the dashboard loads textual, and none opens a socket."""
    for words, line in zip(RUN, found(RUN, tmp_path), strict=True):
        assert line == " ".join((*words, ":", *NEEDED.get(words, ()))), line


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
