"""`rejtui read` prints what is read and files nothing; `rejtui forget` forgets the corrections."""

import json
import mailbox
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from email import message_from_string
from pathlib import Path

import pytest
from click.testing import Result

from rejection_tui.domain.facts import Fact, FactType, Via
from rejection_tui.domain.letter import Evidence, Reading
from rejection_tui.services import letters
from tests.cli.conftest import lines
from tests.world.letters import INVITATION, LETTER, some_mail

Run = Callable[..., Result]
KEYS = [
    "message_id", "subject", "received", "body", "verdict", "kind", "confidence", "evidence", "company", "role",
    "recruiter", "reader", "stage", "met", "no_reply", "via", "facts", "salutation", "language",
    "links",
]  # fmt: skip


def said(text: str = LETTER) -> Reading:
    """Return the reading of the usual letter, in which much was read."""
    return replace(
        letters.read_text(text),
        evidence=(Evidence("After careful thought we have decided not to move forward.", "rejection", 0.62),),
        company_full="Northwind Energy Ltd",
        recruiter_title="Talent Partner",
        via=Via.AGENCY,
        agency="Hart & Partners",
        facts=(
            Fact(FactType.MET, "interview", "the interview last week"),
            Fact(FactType.FEEDBACK_OFFERED, "call", "call me\x1b[2J " + "and listen " * 40),
            Fact(FactType.SIGNOFF, "Dear Jane", "Kind regards Jane Hart"),
        ),
        salutation="Dear Jane",
    )


@pytest.fixture
def much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what `said` says in every letter."""
    at = letters.Progress("x", 1, 2, 1)
    monkeypatch.setattr(letters, "stream", lambda *_: iter([(at, said())]))


def test_one_object_a_message_and_no_file(run: Run, db: Path, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mail.mbox")
    for text in (LETTER, INVITATION):
        box.add(message_from_string(text))
    box.flush()
    result = run("read", str(tmp_path / "mail.mbox"), "--json")
    first, second = lines(result)
    assert list(first) == KEYS and (first["verdict"], second["verdict"]) == ("rejection", "other")
    assert first["message_id"] == "<n1@northwind.example>" and first["body"].startswith("Dear Alex,")
    assert first["received"] == "2026-11-23T09:00:00+00:00" and first["recruiter"]["name"] == "Jane Hart"
    assert result.exit_code == 0 and not db.exists() and not db.parent.exists()


def test_what_stands_in_the_object(run: Run, much: None) -> None:
    (found,) = lines(run("read", "-", "--json", input="x"))
    assert found["company"] == {"name": "Northwind", "full": "Northwind Energy Ltd"}
    assert found["recruiter"] == {
        "name": "Jane Hart",
        "title": "Talent Partner",
        "email": "jane.hart@northwind.example",
    }
    assert found["met"] == ["interview"] and found["via"] == {"kind": "agency", "agency": "Hart & Partners"}
    assert found["facts"][0] == {"type": "met", "value": "interview", "quote": "the interview last week"}
    assert found["evidence"][0]["weight"] == 0.62 and found["salutation"] == "Dear Jane"


def test_the_words_for_people_fit_eighty_columns_and_are_clean(run: Run, much: None) -> None:
    result = run("read", "-", input="x")
    rows = result.stdout.splitlines()
    assert max(map(len, rows)) <= 80 and "\x1b" not in result.stdout
    assert "    62%  “After careful thought we have decided not to move forward.”" in rows
    for words in (
        "A rejection, ",
        "Who and what",
        "Northwind (in full: Northwind Energy Ltd)",
        "Jane Hart, Talent Partner <jane.hart@northwind.example>",
        "through an agency, Hart & Partners",
        "What it says",
        "  You had an interview.",
        "    “the interview last week”",
        "  They offer feedback by phone.",
    ):
        assert words in result.stdout, words
    assert "Dear Jane" in result.stdout and "A reply begins" not in result.stdout


def test_other_mail_is_said_in_a_few_lines(run: Run) -> None:
    result = run("read", "-", input=INVITATION)
    assert "An invitation to an interview" in result.stdout and "Who and what" not in result.stdout


def test_a_refusal_alone_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(letters.read_text(LETTER), facts=())
    monkeypatch.setattr(letters, "stream", lambda *_: iter([(letters.Progress("x", 1, 1, 1), bare)]))
    assert "Nothing beyond the rejection itself." in run("read", "-", input="x").stdout


def test_folders_and_pipes_are_read_in_one_go(run: Run, tmp_path: Path) -> None:
    some_mail(tmp_path / "mail")
    result = run("read", "-", str(tmp_path / "mail"), "--json", input=LETTER.replace("<n1@", "<n9@"))
    assert len(lines(result)) == 5 and "Not read: " in result.stderr and result.exit_code == 0


@pytest.mark.parametrize("words", [("none.eml",), ("-",)])
def test_nothing_to_read_is_a_sentence(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run("read", *(str(tmp_path / w) if w != "-" else w for w in words), input="")
    assert result.exit_code == 1 and "no letter could be read" in result.stderr and not result.stdout


def test_an_empty_folder_has_no_letter(run: Run, tmp_path: Path) -> None:
    result = run("read", str(tmp_path))
    assert result.exit_code == 1 and result.stderr.strip()


def test_a_file_that_cannot_be_read_only_takes_the_corrections_away(run: Run, db: Path) -> None:
    db.parent.mkdir(parents=True)
    db.write_bytes(b"{")
    result = run("read", "-", "--json", input=LETTER)
    assert result.exit_code == 0 and len(lines(result)) == 1 and "without your corrections" in result.stderr
    assert db.read_bytes() == b"{"


def test_what_was_corrected_is_read_until_it_is_forgotten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(LETTER, encoding="utf-8")
    run("add", "--letter", str(tmp_path / "a.eml"), "--company", "Northwind Europe")
    next_one = LETTER.replace("<n1@", "<n2@")

    def company() -> str:
        return str(lines(run("read", "-", "--json", input=next_one))[0]["company"]["name"])

    assert company() == "Northwind Europe" and "1 correction of yours is kept" in run("doctor").output
    assert "Forgot 1 correction;" in run("forget").output
    assert company() == "Northwind" and "correction" not in run("doctor").output
    assert lines(run("forget", "--json")) == [{"forgotten": 0}]
    run("undo")
    assert company() == "Northwind Europe"


def test_progress_is_for_a_terminal_whose_output_goes_elsewhere(tmp_path: Path) -> None:
    some_mail(tmp_path / "mail")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rejection_tui", "--db", str(tmp_path / "x.json"), "read", "--json"]
    with subprocess.Popen([*command, str(tmp_path / "mail")], stdout=subprocess.PIPE, stderr=theirs) as child:
        os.close(theirs)
        assert child.stdout is not None
        out = child.stdout.read()
        child.wait(30)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert len([json.loads(line) for line in out.splitlines()]) == 4 and "4 letters read" in seen
    assert b"letters read" not in out


ANSWER = (
    "From: Jo Hart <jo@northwind.example>\nTo: me@example.org\nSubject: Re: Feedback\n"
    "Date: Tue, 24 Nov 2026 09:00:00 +0000\n\n"
    "Hi Sam,\n\nWe could not tell from your CV how many people you had managed.\n\nBest, Jo\n\n"
    "On Mon, 23 Nov 2026 at 09:12, Sam Reed wrote:\n> Was it my weak German, or that I have no licence?\n"
)


def test_an_answer_is_read_for_its_gaps(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.eml"
    file.write_text(ANSWER, encoding="utf-8")
    for result in (run("read", "--answer", str(file), "--json"), run("read", "--answer", "-", "--json", input=ANSWER)):
        (found,) = lines(result)
        assert list(found) == ["kind", "confidence", "gaps"] and found["kind"] == "feedback"
        (gap,) = found["gaps"]
        assert list(gap) == ["gap", "quote", "theme", "action"] and gap["gap"] == "experience"
        assert gap["quote"] == "We could not tell from your CV how many people you had managed."
    told = run("read", "--answer", str(file)).output
    assert told.startswith("Feedback, ") and "experience misunderstood" in told and "“We could not tell" in told


def test_an_answer_that_names_nothing_says_so(run: Run) -> None:
    told = run("read", "--answer", "-", input="It is our policy not to give feedback.").output
    assert "They give no feedback" in told and "It names nothing to work on." in told


def test_an_empty_answer_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("", encoding="utf-8")
    result = run("read", "--answer", str(file))
    assert result.exit_code == 1 and "empty.txt" in result.output
