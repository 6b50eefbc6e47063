"""`list`, `show` and `due` say in lines of prose what the dashboard shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rejection_tui.cli.main import rejtui
from rejection_tui.services.context import open_context
from tests.world.clock import NOW
from tests.world.full_records import records

Run = Callable[..., Result]
MARKS = "○◔◑●·✓∅"


@pytest.fixture
def filled(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The verbs on a file with a rejection that went through all four steps."""
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())
    context, full = open_context(db), records()
    with context.store.transaction("Fill", NOW) as transaction:
        for name in ("letters", "contacts", "rejections", "actions", "drafts", "feedback", "bullets", "touches"):
            for record in getattr(full, name).values():
                transaction.put(record)
    return run


@pytest.mark.parametrize(
    "words",
    [
        "Quillfeather Analytics Ltd., Data Engineer  (r1)",
        "Full name: Quillfeather Analytics Limited",
        "They said no on ",
        ", after the final round (",
        "Applied: Thu 1 Oct",
        "Where it stands: ",
        "Next: ",
        "Posting: https://careers.quillfeather.example/jobs?id=7",
        "Recruiter: Tamsin Okafor, Talent Lead, tamsin.okafor@quillfeather.example, +44 20 7946 0123",
        "Agency: Marrowby Search",
        "  Tamsin liked the portfolio; Quillfeather's office is in Leeds.",
        "“Your application at Quillfeather” from Tamsin Okafor",
        "The letter: They mention Ines Calloway, head of data. “meeting Tamsin and me”",
        "1 Reply graciously: to do",
        "Ask one question: to do, once the reply is sent",
        "Draft of Tue 24 Nov: request for feedback, sent ",
        "  the other person had more streaming experience (Kafka).",
        "The words that say it: “more streaming experience”",
        "Themes: streaming",
        "What you will do: Build a small Kafka project",
        "Answer received",
    ],
)
def test_show_tells_all_of_a_rejection(filled: Run, words: str) -> None:
    assert words in filled("show", "quill").output


@pytest.mark.parametrize("verb", [("list",), ("show", "quill"), ("due", "--all"), ("contacts", "list")])
def test_plain_lines_are_whole_and_without_marks(filled: Run, verb: tuple[str, ...]) -> None:
    said = filled(*verb, "--plain").output
    assert "Quillfeather Analytics" in said and not set(MARKS) & set(said)
    if verb != ("show", "quill"):
        assert all(line.endswith(".") for line in said.splitlines())


def test_plain_can_be_had_always(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_PLAIN", "1")
    assert "Steps: reply graciously: to do; ask for feedback: " in filled("list").output


def test_what_is_overdue_says_so(filled: Run) -> None:
    assert "overdue" in filled("due").output and "overdue" in filled("list", "--plain").output


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "iso8859-9"])
def test_marks_degrade_where_the_terminal_lacks_them(filled: Run, db: Path, encoding: str) -> None:
    result = CliRunner(charset=encoding).invoke(rejtui, ["--db", str(db), "show", "quill"])
    assert result.exit_code == 0
    assert "\n. 1 Reply graciously: to do\n" in result.stdout_bytes.decode(encoding)
