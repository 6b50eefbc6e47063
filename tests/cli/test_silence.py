"""Applications without an answer in the shell: added, listed, asked about, let go, and taken from mail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import lines
from tests.services.test_silence import the_confirmation
from tests.world.clock import NOW

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def fixed_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell has no clock of its own in these tests."""
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())


@pytest.fixture
def quiet_one(run: Run) -> Run:
    """One application sent seven weeks ago, and one sent last week."""
    for company, sent in (("Globex", "2026-10-01"), ("Hooli", "2026-11-17")):
        assert run("add", "--no-answer", "--company", company, "--role", "Analyst", "--applied", sent).exit_code == 0
    return run


def test_adding_one_says_when_to_ask_and_never_speaks_of_a_rejection(run: Run) -> None:
    said = run("add", "--no-answer", "--company", "Globex", "--applied", "2026-10-01").output
    assert "Without a word for five weeks, one polite question is due." in said
    shown = run("show", "globex").output
    assert "No answer since" in shown and "1 Ask once, then let go" in shown and "Should I reply" not in shown
    assert "rejection" not in (said + shown).lower()


def test_the_list_has_the_longest_silent_first(quiet_one: Run) -> None:
    said = quiet_one("silence").output
    assert said.startswith("No word for five weeks: 1 application.")
    assert said.index("Globex") < said.index("Hooli") and "no word for seven weeks" in said
    found = [json.loads(line) for line in quiet_one("silence", "list", "--json").output.splitlines()]
    assert [(one["company"], one["state"]) for one in found] == [("Globex", "silent"), ("Hooli", "waiting")]
    assert "Analyst" in quiet_one("list", "no", "answer").output


def test_asking_and_letting_go(quiet_one: Run) -> None:
    asked = quiet_one("silence", "ask", "globex")
    assert "Subject: My application" in asked.output and "1 October" in asked.output
    assert "Asked about Globex" in quiet_one("silence", "ask", "globex", "--sent").output
    again = quiet_one("silence", "ask", "globex", "--sent")
    assert again.exit_code == 1 and "before" in again.stderr
    assert quiet_one("silence", "let-go", "--due").exit_code == 2  # two weeks are not over
    done = quiet_one("silence", "let-go", "globex", "hooli", "--json")
    assert [one["state"] for one in lines(done)] == ["let_go", "let_go"]
    assert "No application waits" in quiet_one("silence").output
    quiet_one("undo")
    assert "Hooli" in quiet_one("silence").output


def test_import_names_what_waits_and_files_it_only_when_asked(run: Run, tmp_path: Path) -> None:
    mail = tmp_path / "got.eml"
    mail.write_text(the_confirmation(), "utf-8")
    dry = run("import", str(mail), "--dry-run")
    assert "Waiting for an answer, 1; --waiting files them:" in dry.output and "Northwind, Data Engineer" in dry.output
    assert lines(run("import", str(mail), "--dry-run", "--json"))[0]["group"] == "waiting"
    assert "Filed 0 rejections." in run("import", str(mail)).output
    taken = run("import", str(mail), "--waiting")
    assert "and 1 application without an answer" in taken.output
    assert "Northwind" in run("silence").output
