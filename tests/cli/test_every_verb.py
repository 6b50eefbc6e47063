"""Every verb with good and bad input: exit codes, JSON Lines, messages, and an undamaged file."""

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import termios
import time
from array import array
from collections.abc import Callable, Iterator
from email import message_from_string
from pathlib import Path
from typing import IO

import click
import pytest
from click.testing import Result

from rejection_tui.cli.main import VERBS, rejtui
from rejection_tui.services import contacts
from rejection_tui.services.context import open_context
from tests.cli.conftest import lines
from tests.world.letters import LETTER
from tests.world.linkedin import connections

Run = Callable[..., Result]
HOSTILE = "\x1b[31m\x1b]0;owned\x07[red]x[/] \u202egnp\x9b2J"
RAW = ("\x1b", "\x07", "\u202e", "\x9b")


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words it is called by: ("contacts", "list")."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(_commands(rejtui))
#: These have no --json.
NO_JSON = {
    ("completion",): "it prints a script of a shell",
    ("demo",): "it opens the dashboard",
    ("man",): "it prints a manual page",
    ("schema",): "it prints JSON anyway",
}
#: These verbs stand in another section of the README.
OTHER_SECTION = {"backup", "backups", "config", "demo", "doctor", "forget", "locate", "merge", "restore", "settings"}
#: These stand in none: `rejtui --help` lists them, and the README shows their keys.
HELP_ALONE = {"archive", "history", "redo", "undo"}
#: Every other command, with good words.
JSON = [
    ("account", "list", "--json"),
    ("account", "test", "work", "--json"),
    ("account", "password", "work", "--json"),
    ("add", "--company", "Globex", "--json"),
    ("answer", "acme", "-", "--json"),
    ("archive", "acme", "--json"),
    ("backup", "--json"),
    ("backups", "--json"),
    ("config", "--json"),
    ("settings", "--json"),
    ("check", "draft", "-", "--kind", "reply", "--to", "acme", "--json"),
    ("contacts", "import", "CARDS.vcf", "--json"),
    ("contacts", "list", "--json"),
    ("contacts", "add", "Mia Lund", "--email", "mia@acme.example", "--json"),
    ("contacts", "edit", "Omar", "--tags", "agency", "--every", "2", "--json"),
    ("contacts", "show", "omar", "--json"),
    ("contacts", "delete", "omar", "--json"),
    ("contacts", "never-again", "omar", "--json"),
    ("contacts", "archive", "omar", "--json"),
    ("contacts", "snooze", "omar", "in 3 days", "--json"),
    ("contacts", "answered", "omar", "yes", "--json"),
    ("contacts", "touch", "omar", "a coffee", "--channel", "in person", "--win", "CKA", "--answered", "--json"),
    ("cover", "add", "COVER.txt", "--company", "Millers", "--for", "acme", "--json"),
    ("cover", "check", "quiet", "--json"),
    ("cover", "delete", "quiet", "--json"),
    ("cover", "diff", "quiet", "--json"),
    ("cover", "edit", "quiet", "--person", "Ada Stone", "--json"),
    ("cover", "export", "quiet", "--json"),
    ("cover", "finish", "quiet", "--json"),
    ("cover", "link", "quiet", "--to", "acme", "--json"),
    ("cover", "list", "--json"),
    ("cover", "restore", "quiet", "1", "--json"),
    ("cover", "show", "quiet", "--json"),
    ("cover", "version", "quiet", "-", "--note", "shorter", "--json"),
    ("cv", "check", "CV.md", "--json"),
    ("cv", "delete", "depot reports", "--json"),
    ("cv", "export", "--json"),
    ("cv", "finish", "depot reports", "--undo", "--json"),
    ("cv", "link", "depot reports", "quiet", "--json"),
    ("cv", "list", "--json"),
    ("cv", "queue", "-", "--all", "--for", "quiet", "--json"),
    ("cv", "rewrite", "depot reports", "Wrote 40 depot reports", "--json"),
    ("cv", "suggest", "depot reports", "--json"),
    ("debrief", "acme", "--round", "second", "--asked", "Why us?", "--practise", "--json"),
    ("delete", "acme", "--json"),
    ("edit", "acme", "--role", "Engineer", "--reapply-from", "in 3 months", "--json"),
    ("outcome", "acme", "interview", "--by", "in 3 days", "--note", "they wrote", "--json"),
    ("progress", "--json"),
    ("practice", "add", "Why", "us?", "--json"),
    ("practice", "delete", "teamwork", "--json"),
    ("practice", "due", "--json"),
    ("practice", "edit", "teamwork", "--type", "behavioural", "--json"),
    ("practice", "list", "--all", "--json"),
    ("practice", "note", "teamwork", "--part", "point=x", "--json"),
    ("practice", "queue", "teamwork", "--off", "--json"),
    ("practice", "rate", "teamwork", "smooth", "--json"),
    ("practice", "sheet", "teamwork", "--json"),
    ("practice", "show", "teamwork", "--json"),
    ("practice", "star", "teamwork", "--result", "x", "--json"),
    ("remind", "in 3 weeks", "Ask", "them", "--on", "acme", "--json"),
    ("remind", "--on", "acme", "--json"),
    ("remind", "in 3 weeks", "--on", "acme", "--reapply", "--json"),
    ("reminders", "list", "--json"),
    ("reminders", "done", "call", "--json"),
    ("reminders", "move", "call", "in 3 days", "--json"),
    ("reminders", "edit", "call", "--words", "Write", "--json"),
    ("reminders", "drop", "call", "no", "need", "--json"),
    ("reminders", "delete", "call", "--json"),
    ("doctor", "--json"),
    ("me", "--add", "me@home.example", "--json"),
    ("draft", "acme", "reply", "--json"),
    ("draft", "--to", "omar", "--win", "CKA", "--json"),
    ("due", "--json"),
    ("due", "--all", "--json"),
    ("due", "--count", "--json"),
    ("export", "record", "--json"),
    ("forget", "--json"),
    ("history", "--json"),
    ("import", "-", "--json"),
    ("import", "-", "--not-one", "--json"),
    ("import", "-", "--no-more", "--json"),
    ("journal", "accept", "quiet", "--json"),
    ("journal", "delete", "quiet", "--json"),
    ("journal", "gap", "quiet", "skill", "--json"),
    ("journal", "read", "quiet", "--json"),
    ("journal", "learn", "quiet", "Airflow", "--by", "in 3 weeks", "--json"),
    ("journal", "list", "--json"),
    ("later", "call them", "in 3 weeks", "--json"),
    ("let-go", "--all", "--json"),
    ("list", "--json"),
    ("locate", "--json"),
    ("merge", "OTHER.json", "--json"),
    ("people", "acme", "--json"),
    ("people", "acme", "add", "Tom Reed", "--part", "panel", "--json"),
    ("people", "acme", "find", "--json"),
    ("points", "acme", "--json"),
    ("points", "acme", "--yes", "help", "--json"),
    ("read", "-", "--json"),
    ("read", "--answer", "-", "--json"),
    ("redo", "--json"),
    ("report", "read", "REPORT.md", "--json"),
    ("restore", "1", "--yes", "--json"),
    ("show", "acme", "--json"),
    ("silence", "list", "--json"),
    ("skip", "call them", "no need", "--json"),
    ("silence", "ask", "quiet", "--json"),
    ("silence", "let-go", "quiet", "--json"),
    ("tick", "acme", "reply.send", "--json"),
    ("undo", "--json"),
    ("win", "add", "CKAD", "--tags", "agency", "--json"),
    ("win", "list", "--json"),
    ("win", "edit", "CKA", "--sector", "energy", "--json"),
    ("win", "delete", "CKA", "--json"),
]
#: What the lines are called after, so that there is something of each kind.
FILLED = (
    ("remind", "tomorrow", "Call them"),
    ("practice", "add", "Tell me about teamwork"),
    ("add", "--no-answer", "--company", "Quiet", "--applied", "2026-10-01"),
    ("contacts", "add", "Omar Haddad", "--company", "Globex"),
    ("contacts", "touch", "omar", "sent an article"),
    ("win", "add", "CKA"),
    ("answer", "quiet", "-"),
    ("cv", "queue", "CV.md"),
    ("cv", "rewrite", "depot reports", "Cut depot reporting from 3 days to 4 hours"),
    ("cv", "finish", "depot reports"),
    ("cover", "add", "COVER.txt", "--company", "Quiet", "--answer", "quiet"),
    ("cover", "version", "quiet", "CV.md"),
)
#: Before the lines of JSON: there is something to restore and to do again, too.
PREPARED = (*FILLED, ("backup",), ("archive", "acme"), ("undo",))
#: Exit codes of good words that are not 0, or 3 for something due: findings.
EXIT = {
    "cv check": (1,),
    "cover check": (1,),
    "check draft": (0, 1),
    "journal read": (0, 1),
    "account list": (0, 1),
    "account test": (0, 1),
    "account password": (0, 1),
}  # no account is described here; tests/accounts has some
#: No words are bad for these.
NO_BAD = {
    ("man",): "it takes none",
    ("demo",): "it needs a terminal, whatever the words",
    ("list",): "every word is looked for",
    ("silence", "list"): "it takes none",
}
#: Every other command that takes words, with bad ones.
BAD = [
    ("account", "test"),
    ("account", "test", "nobody"),
    ("account", "password", "nobody"),
    ("add",),
    ("add", "--letter", "FOLDER"),
    ("add", "--letter", "NONE"),
    ("add", "--company", "X", "--received", "someday"),
    ("answer", "nobody", "-"),
    ("answer", "acme", "NONE"),
    ("archive", "nobody"),
    ("check", "draft", "FOLDER", "--kind", "reply"),
    ("check", "draft", "NONE", "--kind", "reply"),
    ("check", "draft", "-", "--kind", "poem"),
    ("check", "draft", "-", "--kind", "reply", "--to", "nobody"),
    ("cover", "add", "NONE"),
    ("cover", "add", "JUNK.docx"),
    ("cover", "add", "COVER.txt", "--answer", "nothing"),
    ("cover", "add", "COVER.txt", "--for", "nobody"),
    ("cover", "check", "nothing"),
    ("cover", "delete", "quiet", "nothing"),
    ("cover", "diff", "quiet", "9"),
    ("cover", "edit", "quiet"),
    ("cover", "edit", "nothing", "--role", "x"),
    ("cover", "export", "quiet", "-o", "FOLDER"),
    ("cover", "export", "quiet", "--json", "-o", "x.md"),
    ("cover", "finish", "nothing"),
    ("cover", "link", "quiet"),
    ("cover", "link", "quiet", "quiet", "--off"),
    ("cover", "link", "quiet", "--to", "nobody"),
    ("cover", "restore", "quiet", "9"),
    ("cover", "show", "quiet", "--version", "9"),
    ("cover", "version", "nothing", "COVER.txt"),
    ("cover", "version", "quiet", "NONE"),
    ("cv", "check", "COVER.txt", "--for", "nobody"),
    ("cv", "check", "CV.md", "--kind", "poem"),
    ("cv", "check", "FOLDER"),
    ("cv", "delete", "nothing"),
    ("cv", "delete", "depot reports", "nothing"),
    ("cv", "export", "-o", "FOLDER"),
    ("cv", "export", "-o", "NONE/x.md"),
    ("cv", "export", "--json", "-o", "x.md"),
    ("cv", "finish", "nothing"),
    ("cv", "link", "depot reports"),
    ("cv", "link", "depot reports", "nothing"),
    ("cv", "link", "depot reports", "quiet", "--off"),
    ("cv", "queue", "NONE"),
    ("cv", "queue", "JUNK.pdf"),
    ("cv", "queue", "-"),
    ("cv", "queue", "CV.md", "--for", "nothing"),
    ("cv", "rewrite", "nothing", "x"),
    ("cv", "rewrite", "depot reports", " "),
    ("cv", "suggest", "nothing"),
    ("me", "--add", "nowhere"),
    ("me", "--name", ""),
    ("cv", "check", "NONE.pdf"),
    ("cv", "check", "JUNK.pdf"),
    ("cv", "check", "JUNK.docx"),
    ("cv", "check", "JUNK.json"),
    ("contacts", "add", " "),
    ("contacts", "add", "X", "--email", "nowhere"),
    ("contacts", "edit", "nobody", "--role", "x"),
    ("contacts", "edit", "omar"),
    ("contacts", "edit", "omar", "--every", "99"),
    ("contacts", "show", "nobody"),
    ("contacts", "delete", "nobody"),
    ("contacts", "never-again", "nobody"),
    ("contacts", "archive", "nobody"),
    ("contacts", "snooze", "omar", "yesterday"),
    ("contacts", "answered", "nobody", "yes"),
    ("contacts", "answered", "omar", "perhaps"),
    ("contacts", "touch", "omar", "x", "--win", "nothing"),
    ("contacts", "touch", "omar", ""),
    ("contacts", "touch", "omar", "x", "--day", "in 3 days"),
    ("contacts", "import", "FOLDER"),
    ("contacts", "import", "JUNK.csv"),
    ("contacts", "import", "JUNK.vcf"),
    ("debrief", "nobody", "--round", "x"),
    ("debrief", "acme", "--day", "tomorrow", "--round", "x"),
    ("debrief", "acme", "--delete", "nothing"),
    ("debrief", "acme", "--went", " "),
    ("delete", "nobody"),
    ("delete", "acme", "--not-one"),
    ("edit", "acme"),
    ("edit", "nobody", "--role", "x"),
    ("edit", "acme", "--reapply-from", "yesterday"),
    ("edit", "acme", "--reapply-from", "in 2 weks"),
    ("outcome", "acme"),
    ("outcome", "acme", "glorious"),
    ("outcome", "nobody", "closed"),
    ("outcome", "acme", "open"),
    ("outcome", "acme", "closed", "--on", "tomorrow"),
    ("outcome", "acme", "closed", "--by", "tomorrow"),
    ("practice", "add", " "),
    ("practice", "delete", "nothing"),
    ("practice", "edit", "nothing"),
    ("practice", "edit", "teamwork", "--text", " "),
    ("practice", "queue", "nothing"),
    ("practice", "rate", "teamwork", "fine"),
    ("practice", "rate", "nothing", "smooth"),
    ("practice", "list", "--for", "nothing"),
    ("practice", "note", "nothing"),
    ("practice", "note", "teamwork", "--part", "chorus=x"),
    ("practice", "rate", "teamwork", "smooth", "--seconds", "14"),
    ("practice", "sheet", "nothing"),
    ("practice", "sheet"),
    ("practice", "sheet", "--read", "no-such-file.md"),
    ("practice", "sheet", "teamwork", "--read", "-"),
    ("practice", "show", "nothing"),
    ("practice", "star", "nothing"),
    ("remind",),
    ("remind", "someday", "x"),
    ("remind", "yesterday", "x"),
    ("remind", "03/04/2027", "x", "--on", "nobody"),
    ("remind", "tomorrow"),
    ("remind", "tomorrow", "x", "--with", "nobody"),
    ("remind", "tomorrow", "", "--on", "acme"),
    ("remind", "", "x"),
    ("remind", "March 2020", "x"),
    ("remind", "tomorrow", "x", "--reapply"),
    ("reminders", "delete", "nothing"),
    ("reminders", "done", "nothing"),
    ("reminders", "done", ""),
    ("reminders", "drop", "call", " "),
    ("reminders", "edit", "call"),
    ("reminders", "move", "call", "yesterday"),
    ("tick", "acme", "reply.send", "--later", "someday"),
    ("tick", "acme", "reply.send", "--later", "yesterday"),
    ("silence", "ask", "nobody"),
    ("silence", "ask", "acme"),
    ("silence", "let-go"),
    ("silence", "let-go", "acme"),
    ("skip", "call them"),
    ("skip", "call them", " "),
    ("skip", "nothing of this", "no need"),
    ("draft", "nobody"),
    ("draft", "acme", "poem"),
    ("draft",),
    ("draft", "--to", "nobody"),
    ("draft", "acme", "reply", "--to", "omar"),
    ("draft", "acme", "reply", "--win", "CKA"),
    ("draft", "--to", "omar", "--win", "nothing"),
    ("export", "xml"),
    ("export", "json", "-o", "FOLDER"),
    ("export", "json", "-o", "NONE/x.json"),
    ("export", "ics", "--share-safe"),
    ("export", "record", "--from", "someday"),
    ("export", "record", "--from", "today", "--to", "yesterday"),
    ("export", "record", "--language", "xx"),
    ("export", "record", "--json", "-o", "x.csv"),
    ("export", "csv", "--from", "today"),
    ("export", "record", "--excel"),
    ("history", "-n", "0"),
    ("import", "NONE"),
    ("let-go",),
    ("let-go", "acme"),
    ("let-go", "acme", "--all"),
    ("let-go", "nobody"),
    ("import", "imap", "nobody"),
    ("import", "imap", "nobody", "--not-one"),
    ("import", "CV.md", "--not-one", "--yes"),
    ("import", "NONE", "--not-one"),
    ("journal", "accept", "nothing"),
    ("journal", "accept", ""),
    ("journal", "delete", "nothing"),
    ("journal", "gap", "quiet", "manners"),
    ("journal", "gap", "nothing", "skill"),
    ("journal", "gap", "quiet", "skill", "--by", "yesterday"),
    ("journal", "gap", "quiet", "skill", "--quote", "no such words"),
    ("journal", "read", "nothing"),
    ("journal", "learn", "quiet", " "),
    ("journal", "learn", "quiet", "Airflow", "--by", "yesterday"),
    ("journal", "learn", "nothing", "Airflow"),
    ("later", "nothing of this", "tomorrow"),
    ("later", "", "tomorrow"),
    ("later", "call them", "yesterday"),
    ("later", "call them", "someday"),
    ("import", "imap:nobody", "FOLDER"),
    ("import", "FOLDER", "--since", "yesterday"),
    ("import", "FOLDER", "--all"),
    ("draft", "acme", "reply", "--drafts"),
    ("draft", "acme", "reply", "--drafts", "nobody"),
    ("people", "nobody"),
    ("people", "acme", "add"),
    ("people", "acme", "add", "X", "--email", "nowhere"),
    ("people", "acme", "remove", "nobody"),
    ("people", "acme", "part", "nobody", "--part", "panel"),
    ("people", "acme", "dance"),
    ("points", "nobody"),
    ("points", "acme", "--yes", "poem"),
    ("points", "acme", "--yes", "help", "--no", "help"),
    ("merge", "NONE"),
    ("merge", "FOLDER"),
    ("merge", "JUNK.json"),
    ("read", "NONE"),
    ("redo",),
    ("report", "read", "NONE"),
    ("report", "read", "FOLDER"),
    ("report", "read", "JUNK.md"),
    ("report", "read", "CV.md"),
    ("schema", "poem"),
    ("schema", "man"),
    ("completion",),
    ("completion", "tcsh"),
    ("restore", "99", "--yes"),
    ("restore", "FOLDER", "--yes"),
    ("restore", "JUNK.json", "--yes"),
    ("settings", "frobnicate"),
    ("settings", "calm", "perhaps", "--yes"),
    ("show", "nobody"),
    ("tick", "acme"),
    ("tick", "acme", "feedback"),
    ("tick", "acme", "reply.send", "--skip", " "),
    ("tick", "acme", "--no-answer"),
    ("win", "add", " "),
    ("win", "add", "x", "--day", "in 3 days"),
    ("win", "edit", "CKA"),
    ("win", "edit", "nothing", "--title", "x"),
    ("win", "delete", "nothing"),
    ("frobnicate",),
    *((*path, "--frobnicate") for path in COMMANDS),
]
FILES = {
    "CARDS.vcf": "BEGIN:VCARD\nVERSION:4.0\nFN:Mia Lund\nORG:Globex\nEMAIL:mia@globex.example\nEND:VCARD\n",
    "COVER.txt": "Dear Ada,\n\nYour ovens are older than I am, and one tastes it.\n\nKind regards\nSam\n",
    "CV.md": "- Responsible for depot reports\n",
    "REPORT.md": "### Analyst · Acme\n\n#### Reply graciously\n\nWell done.\n",
    "OTHER.json": '{"meta": {"1": {"schema": 2, "created": "2026-01-01T00:00:00+00:00", "file": "f"}}}',
}


@pytest.fixture
def acme(run: Run) -> Run:
    assert run("add", "--company", "Acme", "--role", "Analyst", "--recruiter", "Priya Nair").exit_code == 0
    return run


@pytest.fixture
def places(tmp_path: Path) -> Callable[[str], str]:
    """Replace the placeholders in a command line: FOLDER, NONE (not there), JUNK (bytes of no meaning), good FILES."""
    (tmp_path / "folder").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def stand(word: str) -> str:
        if word.startswith("JUNK"):
            file = tmp_path / word
            file.write_bytes(bytes(range(256)) * 9)
            return str(file)
        if word in FILES or word.startswith(("FOLDER", "NONE")):
            return str(tmp_path / word.replace("FOLDER", "folder"))
        return word

    return stand


def quiet(result: Result) -> None:
    """Check that nothing was raised, and that the output is clean."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert not any(c in result.output for c in RAW)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0 and "Usage" in result.output
    quiet(result)


def _named(path: tuple[str, ...], lines: list[tuple[str, ...]]) -> bool:
    return any(line[: len(path)] == path for line in lines)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_json_that_is_tried(path: tuple[str, ...]) -> None:
    has_json = any("--json" in option.opts for option in COMMANDS[path].params)
    assert has_json is (path not in NO_JSON)
    assert _named(path, JSON) is has_json


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_bad_words_are_tried_with_every_command_that_takes_some(path: tuple[str, ...]) -> None:
    takes_words = not all(isinstance(one, click.Option) and one.is_flag for one in COMMANDS[path].params)
    tried = _named(path, [line for line in BAD if "--frobnicate" not in line])
    assert tried or not takes_words or path in NO_BAD
    assert not tried or path not in NO_BAD


def test_every_verb_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    shell = readme.partition("\n## In the shell\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"rejtui ([a-z-]+[a-z])", shell))
    assert named <= VERBS.keys()
    assert named.isdisjoint(OTHER_SECTION | HELP_ALONE)
    assert named | OTHER_SECTION | HELP_ALONE == VERBS.keys()
    assert set(re.findall(r"(?:rejtui|make) ([a-z]+)", readme)) >= OTHER_SECTION
    assert HELP_ALONE.isdisjoint(re.findall(r"rejtui ([a-z]+)", readme))


@pytest.mark.parametrize("words", JSON)
def test_json_is_valid_lines(acme: Run, places: Callable[[str], str], words: tuple[str, ...]) -> None:
    for before in PREPARED:
        assert acme(*map(places, before), input=LETTER).exit_code == 0, before
    result = acme(*map(places, words), input=LETTER)
    assert result.exit_code in EXIT.get(" ".join(words[:2]), (0, 3)), result.output  # 1: the CV has findings
    assert result.stdout.isascii()
    lines(result)
    quiet(result)


@pytest.mark.parametrize("words", BAD)
def test_bad_input_is_a_sentence(acme: Run, places: Callable[[str], str], db: Path, words: tuple[str, ...]) -> None:
    for fill in FILLED:
        assert acme(*map(places, fill), input=LETTER).exit_code == 0, fill
    before = db.read_bytes()
    result = acme(*map(places, words))
    assert result.exit_code in (1, 2), result.output
    assert result.stderr.strip()
    quiet(result)
    assert db.read_bytes() == before or words[0] == "draft"


@pytest.mark.parametrize("verb", [v for v in sorted(VERBS) if v != "demo"])
def test_what_is_quoted_back_is_clean(acme: Run, verb: str) -> None:
    for words in ((verb, HOSTILE), (verb, f"--{HOSTILE}"), (f"{verb}{HOSTILE}",), (verb, HOSTILE, HOSTILE, HOSTILE)):
        quiet(acme(*words, input=""))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"meta": {"1": {"schema": 999}}}'])
def test_no_verb_harms_a_file_it_cannot_read(run: Run, places: Callable[[str], str], db: Path, content: bytes) -> None:
    db.parent.mkdir(parents=True)
    db.write_bytes(content)
    for words in (w for w in JSON if w[0] not in ("account", "check", "config", "cv", "locate", "settings")):
        result = run(*map(places, words), input=LETTER)
        quiet(result)
        assert result.exit_code in (0, 1) and (result.exit_code or words[0] in ("backup", "backups", "read")), (
            words,
            result.output,
        )
    assert db.read_bytes() == content


def test_broken_settings_are_named_by_every_verb(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    for text in ("[reply\n", "\x00", '[reply]\nby_hours = "soon"\n'):
        config.write_text(text, encoding="utf-8")
        for words in (("list",), ("config",), ("due",), ("add", "--company", "Acme")):
            result = run(*words)
            assert result.exit_code == 2 and "config.toml" in result.output
            quiet(result)
    assert run("locate").exit_code == 0


def test_import_reads_folders_maildirs_and_pipes(run: Run, tmp_path: Path) -> None:
    import mailbox

    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "a.eml").write_text(LETTER, encoding="utf-8")
    box = mailbox.Maildir(tmp_path / "maildir")
    box.add(message_from_string(LETTER.replace("Northwind", "Globex").replace("n1@", "n2@")))
    piped = LETTER.replace("Northwind", "Initech").replace("n1@", "n3@")
    result = run("import", str(folder), "-", str(tmp_path / "maildir"), input=piped)
    assert result.exit_code == 0 and "Filed 3 rejections" in result.output, result.output
    again = run("import", str(folder), str(tmp_path / "none.eml"))
    assert again.exit_code == 0 and "Knew 1 already" in again.output and "Not read" in again.output


def test_an_export_never_replaces_unless_told(acme: Run, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    target.write_text("mine", encoding="utf-8")
    assert acme("export", "json", "-o", str(target)).exit_code == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert acme("export", "json", "-o", str(target), "--force").exit_code == 0
    assert json.loads(target.read_bytes())["rejtui"] and target.stat().st_mode & 0o777 == 0o600
    for kind in ("ics", "vcf", "csv", "md", "json"):
        assert acme("export", kind).exit_code == 0


def test_only_sure_contacts_are_taken(run: Run, db: Path, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:{}\nORG:{}\nEMAIL:{}\nEND:VCARD\n"
    file = tmp_path / "c.vcf"
    contacts.add(open_context(db), "Jane Hart", company="Northwind", email="talent@northwind.example")
    more = card.format("Omar Haddad", "Northwind", "talent@northwind.example")
    file.write_text(more + card.format("Mia Lund", "Globex", "mia@globex.example"), encoding="utf-8")
    dry = run("contacts", "import", str(file), "--dry-run")
    assert "propose" in dry.output and "Nothing was changed" in dry.output
    result = run("contacts", "import", str(file))
    assert "1 contact added" in result.output and "1 proposal left" in result.output
    assert {c["name"] for c in lines(run("contacts", "list", "--json"))} == {"Jane Hart", "Mia Lund"}


def test_a_record_of_applications(acme: Run, tmp_path: Path) -> None:
    text = acme("export", "record", "--from", "1 Jan 2020", "--language", "de").stdout
    assert text.startswith("Bewerbungsnachweis\n") and "Acme" in text
    (one,) = lines(acme("export", "record", "--from", "1 Jan 2020", "--json"))
    assert one["company"] == "Acme" and one["result"] == "turned_down" and len(one["rejection"]) == 32
    assert acme("export", "record", "--from", "1 Jan 2020", "--csv", "--excel").stdout_bytes.startswith(b"\xef\xbb\xbf")
    target = tmp_path / "record.md"
    assert acme("export", "record", "--from", "1 Jan 2020", "-o", str(target)).exit_code == 0
    assert target.read_text().startswith("# Record of applications") and target.stat().st_mode & 0o777 == 0o600
    empty = acme("export", "record", "--from", "1 Jan 2020", "--to", "2 Jan 2020")
    assert empty.exit_code == 0 and "No application of that period is in your file." in empty.stderr
    assert "No application of this period is in the file." in empty.stdout


def test_a_calendar_that_was_printed_is_an_exported_one(acme: Run) -> None:
    assert "STATUS:CANCELLED" not in acme("export", "ics").stdout
    acme("tick", "acme", "reply.send")
    assert "STATUS:CANCELLED" in acme("export", "ics").stdout


def test_of_linkedin_those_at_companies_of_the_rejections_are_taken(acme: Run, tmp_path: Path) -> None:
    file = connections(tmp_path / "Connections.csv")
    result = acme("contacts", "import", str(file))
    assert "1 contact added" in result.output and "119 connections at no company of your rejections" in result.output
    assert "Elsewhere 7" not in result.output
    assert "119 contacts added" in acme("contacts", "import", str(file), "--all").output


def test_one_is_not_many(acme: Run) -> None:
    acme("backup")
    assert "1 rejection " in acme("backups").output
    assert "1 rejections" not in acme("backups").output
    assert acme("restore", "1", "--yes").output.rstrip().endswith("holds 1 rejection.")


def test_a_read_only_folder_is_a_sentence(acme: Run, db: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    db.parent.chmod(0o500)
    try:
        result = acme("add", "--company", "Globex")
        assert result.exit_code == 1 and "may not write" in result.output
        quiet(result)
    finally:
        db.parent.chmod(0o700)


def test_the_test_clock(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_NOW", "2030-02-03T10:00:00+01:00")
    assert lines(run("add", "--company", "Acme", "--json"))[0]["received"].startswith("2030-02-03T10:00:0")
    for bad in ("yesterday", "2030-02-03T10:00:00"):
        monkeypatch.setenv("REJTUI_NOW", bad)
        result = run("list")
        assert result.exit_code == 2 and "REJTUI_NOW" in result.output


def command(db: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "rejection_tui", "--db", str(db), *words]


def test_a_reader_that_goes_away_is_met_with_silence(db: Path, run: Run) -> None:
    for number in range(40):
        run("add", "--company", f"Company {number}", "--notes", "x" * 400)
    for words in (("list",), ("list", "--json"), ("export", "json"), ("history",), ("--help",)):
        child = subprocess.Popen(command(db, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()
        child.stderr.close()
        child.wait(30)
        assert said == b"", (words, said)


def test_ctrl_c_during_an_import_files_nothing(db: Path) -> None:
    child = subprocess.Popen(
        command(db, "import", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin is not None
    child.stdin.write(LETTER.encode())
    child.stdin.flush()
    deadline = time.monotonic() + 20
    while _unread(child.stdin) and time.monotonic() < deadline:
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=20)
    assert child.returncode == 130 and b"Traceback" not in said
    assert not db.exists()


def _unread(stream: IO[bytes]) -> int:
    """Return how many bytes lie in a pipe and were not read yet."""
    found = array("i", [0])
    fcntl.ioctl(stream.fileno(), termios.FIONREAD, found)
    return found[0]


def test_a_draft_that_reaches_no_clipboard_says_so_and_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "198.51.100.7 1 192.0.2.1 22")
    run("add", "--company", "Acme")
    result = run("draft", "acme", "--me", "Sam Reed", "--copy")
    assert result.exit_code == 1 and "Sam Reed" in result.stdout
    kept = re.search(r"Not copied: .* The draft is saved in (.+)\.", result.stderr)
    assert kept and Path(kept[1]).read_text() in result.stdout


def test_tables_are_written_for_excel_by_a_flag(run: Run, tmp_path: Path) -> None:
    run("add", "--company", "Acme")
    out = tmp_path / "table.csv"
    assert run("export", "csv", "--excel", "--separator", "semicolon", "-o", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b'\xef\xbb\xbf"date applied";"company";')
    assert run("export", "contacts").stdout_bytes.startswith(b'"name","role",')
    refused = run("export", "md", "--excel")
    assert refused.exit_code == 2 and "are for tables" in refused.output
