"""`rejtui import` of what came back, and `rejtui me`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import lines
from tests.cli.test_every_verb import Run
from tests.world.letters import LETTER, story


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    """A letter, the user's question and the answer to it."""
    assert run("me", "--name", "Alex Doe", "--add", "Alex.Doe@example.com").exit_code == 0
    return story(tmp_path / "mail")


def test_what_came_back_is_shown_and_left_until_the_user_says_yes(run: Run, folder: Path) -> None:
    done = run("import", str(folder))
    assert done.exit_code == 0, done.output
    assert "Answers, 1:" in done.output and "You wrote, 1:" in done.output
    assert "puts it in the journal" in done.output and "--yes files them" in done.output
    shown = lines(run("show", "northw", "--json"))[0]
    assert not shown["feedback"]
    again = run("import", str(folder), "--yes")
    assert "Filed 0 rejections and 2 later emails." in again.output
    (answer,) = lines(run("show", "northw", "--json"))[0]["feedback"]
    assert answer["verbatim"].startswith("Hi Alex,")
    assert "Knew 3 already." in run("import", str(folder)).output
    assert run("undo").exit_code == 0
    assert not lines(run("show", "northw", "--json"))[0]["feedback"]


def test_json_says_what_each_mail_is_and_what_a_yes_would_do(run: Run, folder: Path) -> None:
    found = {one["group"]: one for one in lines(run("import", str(folder), "--dry-run", "--json"))}
    assert found.keys() == {"rejection", "answers", "yours"}
    answer = found["answers"]
    assert (answer["answer"], answer["about"]["company"], answer["sure"]) == ("feedback", "Northwind", True)
    assert answer["about"]["how"] == "same thread" and answer["effects"] == ["puts it in the journal"]
    assert found["yours"]["sort"] == "replied_and_asked"


def test_me_names_the_user_and_their_addresses(run: Run) -> None:
    assert "not known yet" in run("me").output
    assert run("me", "--name", "Alex Doe", "--add", "A@home.example", "--add", "b@home.example").exit_code == 0
    shown = json.loads(run("me", "--remove", "B@home.example", "--json").stdout)
    assert shown == {"name": "Alex Doe", "email": "", "addresses": ["a@home.example"]}
    assert "Undone: Your addresses" in run("undo").output and "Undone: Your name and addresses" in run("undo").output
    assert "not known yet" in run("me").output
    assert run("redo").exit_code == 0 and run("redo").exit_code == 0
    bad = run("me", "--name", "Sam", "--add", "nowhere")
    assert bad.exit_code == 1 and "not an email address" in bad.output
    kept = json.loads(run("me", "--json").stdout)
    assert (kept["name"], kept["addresses"]) == ("Alex Doe", ["a@home.example"])


def test_no_mail_of_the_user_is_a_rejection(run: Run, tmp_path: Path) -> None:
    mine = LETTER.replace("From: Jane Hart <jane.hart@northwind.example>", "From: Alex Doe <alex.doe@example.com>")
    (tmp_path / "mine.eml").write_text(mine, "utf-8")
    assert "1 new rejection" in run("import", str(tmp_path / "mine.eml"), "--dry-run").output
    run("me", "--add", "alex.doe@example.com")
    assert "0 new rejections" in run("import", str(tmp_path / "mine.eml"), "--dry-run").output
