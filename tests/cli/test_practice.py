"""Practice in the shell: notes in the form of the type, honest times, where it was asked, and a friend's sheet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rejection_tui.services import practice
from tests.cli.conftest import lines
from tests.world.clock import NOW

Run = Callable[..., Result]
HINT = next(q.hint for q in practice.bank() if q.id == "c-launch")


@pytest.fixture(autouse=True)
def fixed_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell has no clock of its own in these tests."""
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())


@pytest.fixture
def launch(run: Run) -> Run:
    """A packaged case study in practice."""
    assert run("practice", "queue", "c-launch").exit_code == 0
    return run


def test_notes_are_in_the_form_of_the_type(launch: Run) -> None:
    empty = launch("practice", "note", "c-launch").output
    assert "Structure: – (the branches" in empty and "Situation" not in empty
    parts = ("--part", "structure=size, rivals, cost", "--part", "recom=No, not yet")
    assert launch("practice", "note", "c-launch", *parts).exit_code == 0
    assert "Recommendation: No, not yet" in launch("practice", "show", "c-launch").output
    wrong = launch("practice", "note", "c-launch", "--part", "situation=x")
    assert wrong.exit_code == 2 and "“structure”, “numbers”, “recommendation”" in wrong.stderr


def test_what_a_good_answer_shows_comes_with_the_rating(launch: Run) -> None:
    assert HINT not in launch("practice", "show", "c-launch").output
    short = launch("practice", "rate", "c-launch", "smooth", "--seconds", "14")
    assert short.exit_code == 1 and "no rehearsal" in short.stderr
    assert launch("practice", "rate", "c-launch", "smooth", "--seconds", "0").exit_code == 1
    said = launch("practice", "rate", "c-launch", "smooth", "--notes", "calm").output
    assert f"A good answer shows: {HINT}" in said
    shown = launch("practice", "show", "c-launch")
    assert HINT in shown.output and "smooth, without a clock\n    calm" in shown.output
    (one,) = lines(launch("practice", "show", "c-launch", "--json"))
    assert one["good"] == HINT and [r["seconds"] for r in one["rehearsals"]] == [0]


def test_what_was_asked_keeps_company_and_round(run: Run) -> None:
    run("add", "--company", "Globex", "--role", "Analyst")
    asked = ("--round", "second round", "--asked", "Why us?", "--asked", "Why do you want to work here?")
    assert run("debrief", "globex", *asked, "--practise").exit_code == 0
    rows = {one["text"]: one for one in lines(run("practice", "list", "--json"))}
    assert [(one["type"], one["source"]) for one in rows.values()] == [("motivation", "asked"), ("own", "asked")]
    assert {(a["company"], a["round"]) for one in rows.values() for a in one["asked"]} == {("Globex", "second round")}
    assert "Globex, second round" in run("practice", "list").output
    assert "Asked at Globex, second round, " in run("practice", "show", "why us").output


def test_a_sheet_goes_out_and_comes_back(launch: Run, tmp_path: Path) -> None:
    place = tmp_path / "sheet.md"
    out = launch("practice", "sheet", "c-launch", "m-stay", "-o", str(place))
    assert "Written:" in out.output and launch("practice", "sheet", "c-launch", "-o", str(place)).exit_code == 1
    text = place.read_text().replace("[ ] halting", "[x] halting", 1).replace("worked: ____", "worked: the start", 1)
    looked = launch("practice", "sheet", "--read", "-", "--by", "Ada", "--dry-run", input=text)
    assert "1 rehearsal of Ada; nothing was kept." in looked.output
    back = launch("practice", "sheet", "--read", "-", "--by", "Ada", input=text)
    assert back.exit_code == 0 and "    What worked: the start" in back.output
    assert "Kept 1 rehearsal of Ada." in back.output and "nothing is filled in" in back.stderr
    place.write_text(text)
    (again,) = [launch("practice", "sheet", "--read", str(place), "--by", "Ada")]
    assert "No new rehearsal in it. Knew 1 rehearsal already." in again.output
    (one,) = lines(launch("practice", "show", "c-launch", "--json"))
    assert [(r["rating"], r["by"]) for r in one["rehearsals"]] == [("halting", "Ada")]
    launch("undo")
    read = lines(launch("practice", "sheet", "--read", str(place), "--json"))
    assert [(r["new"], r["rehearsal"]["rating"]) for r in read] == [(True, "halting")]


def test_what_is_due_goes_on_one_sheet(launch: Run) -> None:
    launch("practice", "queue", "m-stay")
    assert launch("practice", "sheet", "--due").output.count("\n## Question ") == 2
    none = launch("practice", "sheet", "--read", "-", input="Dear Sam, thank you.")
    assert none.exit_code == 1 and "no practice sheet" in none.stderr


def test_what_they_named_is_proposed_and_a_type_can_be_changed(run: Run) -> None:
    run("add", "--company", "Globex", "--role", "Staff Nurse")
    assert "names what to practise" in run("practice", "list", "--for", "globex").output
    run(
        "answer",
        "globex",
        "-",
        "--gap",
        "technique",
        input="Your case study lacked a recommendation, and the technical test was weak.",
    )
    found = lines(run("practice", "list", "--for", "globex", "--json"))
    assert found and {one["type"] for one in found} <= {"case study", "technical"}
    assert all("nursing" in one["trades"] or not one["trades"] for one in found)
    run("practice", "add", "How would you run a ward at night?")
    assert run("practice", "edit", "ward at night", "--type", "case study", "--on", "globex").exit_code == 0
    assert "Asked at Globex" in run("practice", "show", "ward").output
    assert "Recommendation" in run("practice", "note", "ward").output
    run("practice", "queue", "m-stay")
    refused = run("practice", "edit", "m-stay", "--type", "salary")
    assert refused.exit_code == 1 and "keeps its words" in refused.stderr
