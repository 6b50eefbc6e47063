"""The verbs, from an empty file to a ticked step."""

import mailbox
from collections.abc import Callable
from dataclasses import replace as changed
from email import message_from_string
from pathlib import Path

import pytest
from click.testing import Result

from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.record import replace
from rejection_tui.services import letters
from rejection_tui.services.context import open_context
from tests.cli.conftest import lines
from tests.world.letters import LETTER
from tests.world.records import fact

Run = Callable[..., Result]


def test_import_prints_one_object_a_message(run: Run, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mail.mbox")
    for name in ("Northwind", "Globex"):
        box.add(message_from_string(LETTER.replace("Northwind", name).replace("n1@", f"{name}@")))
    box.flush()
    result = run("import", str(tmp_path / "mail.mbox"), "--json")
    assert result.exit_code == 0, result.output
    first, second = lines(result)
    assert {
        "message_id",
        "verdict",
        "kind",
        "confidence",
        "evidence",
        "company",
        "role",
        "recruiter",
        "no_reply",
        "ats",
        "stage",
        "received",
    } <= set(first)
    assert first["verdict"] == "rejection" and first["evidence"][0].keys() == {"text", "rule", "weight"}
    assert {first["company"], second["company"]} == {"Northwind", "Globex"}
    assert first["recruiter"]["email"].startswith("jane.hart@")
    again = run("import", str(tmp_path / "mail.mbox"))
    assert "Knew 2 already" in again.output
    assert len(lines(run("list", "--json"))) == 2


def test_a_dry_run_files_nothing(run: Run, db: Path) -> None:
    result = run("import", "-", "--dry-run", input=LETTER)
    assert result.exit_code == 0 and "1 new rejection:" in result.output
    assert not db.exists()


def test_a_rejection_is_named_by_the_beginning_of_its_company(run: Run) -> None:
    run("add", "--company", "Northwind", "--role", "Analyst")
    run("add", "--company", "Northgate", "--role", "Analyst")
    assert run("show", "northw").exit_code == 0
    both = run("show", "north")
    assert both.exit_code == 1 and "Northwind" in both.output and "Northgate" in both.output
    none = run("show", "zzz")
    assert none.exit_code == 1 and "Traceback" not in none.output


def test_tick_and_undo(run: Run) -> None:
    run("add", "--company", "Acme")
    assert run("tick", "acme", "reply.send").exit_code == 0
    (one,) = lines(run("list", "--json"))
    assert one["steps"]["1"] == "done" and one["outcome"] == "on_hold"
    assert run("undo").exit_code == 0
    (one,) = lines(run("list", "--json"))
    assert one["steps"]["1"] == "todo" and one["outcome"] == "open"
    assert run("redo").exit_code == 0
    unknown = run("tick", "acme", "frobnicate")
    assert unknown.exit_code == 2 and "reply.send" in unknown.output


def test_due_answers_with_its_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_NOW", "2026-11-24T10:00:00+00:00")
    assert run("due").exit_code == 0
    run("add", "--company", "Acme", "--received", "yesterday", "--stage", "interview")
    assert run("due").exit_code == 0
    monkeypatch.setenv("REJTUI_NOW", "2026-11-27T10:00:00+00:00")
    result = run("due", "--json")
    assert result.exit_code == 3
    assert any("Acme" in item["title"] for item in lines(result))
    assert run("due", "--count").stdout.strip().isdigit()


def test_what_may_still_be_worth_doing_is_listed_apart_and_let_go(run: Run) -> None:
    run("add", "--company", "Acme", "--role", "Analyst", "--received", "200 days ago", "--stage", "interview")
    assert run("due").exit_code == 0 and "Acme" not in run("due").output
    everything = run("due", "--all")
    heading, line = everything.output.splitlines()[-2:]
    assert heading.startswith("Still worth doing?") and "Acme, Analyst: reply, feedback, person to save" in line
    (told,) = lines(run("due", "--all", "--json"))
    assert (told["kind"], told["overdue_days"]) == ("still_worth_doing", 0)
    shown = run("show", "acme").output
    assert "Nothing to do next; something may still be worth doing." in shown and "overdue" not in shown
    assert "1 rejection." in run("let-go", "acme").output
    assert "Acme" not in run("due", "--all").output
    assert run("let-go", "acme").exit_code == 1
    run("undo")
    (told,) = lines(run("let-go", "--all", "--json"))
    assert told["title"].startswith("Acme, Analyst")
    assert "nothing to let go of" in run("let-go", "--all").output


def test_a_tick_saves_nobody(run: Run) -> None:
    run("add", "--company", "Acme")
    refused = run("tick", "acme", "cultivate.contact")
    assert refused.exit_code == 1
    assert "Save the person first, or skip it with the reason “found nobody”." in refused.stderr
    assert run("tick", "acme", "cultivate.contact", "--skip", "found nobody").exit_code == 0
    assert "Keep in touch: nothing to do: nobody was saved" in run("show", "acme").output


def test_a_draft_is_printed_and_recorded(run: Run, tmp_path: Path) -> None:
    run("import", "-", input=LETTER)
    blocked = run("draft", "northwind", "--eml", str(tmp_path / "r.eml"))
    assert blocked.exit_code == 1 and "name" in blocked.output and not (tmp_path / "r.eml").exists()
    good = run("draft", "northwind", "--me", "Alex Morgan", "--eml", str(tmp_path / "r.eml"), "--sent")
    assert good.exit_code == 0, good.output
    assert "Jane" in good.stdout and "Data Engineer" in good.stdout
    assert (tmp_path / "r.eml").read_bytes().startswith(b"")
    (one,) = lines(run("list", "--json"))
    assert one["steps"]["1"] == "done"
    undone = run("undo")
    assert "Sent gracious reply" in undone.output
    (one,) = lines(run("list", "--json"))
    assert one["steps"]["1"] != "done" and lines(run("me", "--json"))[0]["name"] == ""


@pytest.mark.parametrize(
    "words",
    [
        ("show", "x"),
        ("restore", "7"),
        ("export", "json", "-o", "/nonexistent/x"),
        ("import", "/nonexistent.eml"),
        ("cv", "check", "/nonexistent.md"),
        ("check", "draft", "/nonexistent.txt", "--kind", "reply"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output and result.output.strip()


def test_a_damaged_file_is_never_written_over(run: Run, db: Path) -> None:
    db.parent.mkdir(parents=True)
    db.write_bytes(b"")
    for words in (("list",), ("add", "--company", "Acme"), ("due",), ("undo",)):
        result = run(*words)
        assert result.exit_code == 1 and "doctor" in result.output, (words, result.output)
    assert db.read_bytes() == b""


def test_bad_settings_are_named(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[reply]\nby_hours = "soon"\n', encoding="utf-8")
    result = run("list")
    assert result.exit_code == 2 and "reply.by_hours" in result.output


def test_hostile_text_reaches_the_terminal_as_text(run: Run) -> None:
    run("add", "--company", "Acme \x1b[31m\x1b]0;owned\x07[red]x[/]", "--role", "=1+1 \u202egnp")
    for words in (("list",), ("show", "acme"), ("list", "--json"), ("due",), ("history",)):
        out = run(*words).output
        assert "\x1b" not in out and "\u202e" not in out and "\x07" not in out
    assert "[red]x[/]" in run("show", "acme").output


def test_an_answer_comes_in_from_a_saved_mail(run: Run, tmp_path: Path) -> None:
    run("add", "--company", "Northwind", "--role", "Analyst")
    mail = tmp_path / "answer.eml"
    mail.write_text("From: Jane <jane@northwind.example>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n\n"
                    "More hands-on experience with Airflow would have helped.\n")  # fmt: skip
    first = run("answer", "northw", str(mail))
    assert first.exit_code == 0 and "word for word" in first.output and "skill gap (“" in first.output
    second = run("answer", "northw", "--gap", "technique", "--json", input="Your answers were long.")
    (filed,) = lines(second)
    assert (filed["verbatim"], filed["gap"]) == ("Your answers were long.", "technique")
    for words in (("answer", "northw", str(tmp_path / "gone.eml")), ("answer", "nobody", str(mail))):
        result = run(*words)
        assert result.exit_code == 1 and "Traceback" not in result.output, result.output
    assert run("answer", "northw", input=" ").exit_code == 1


def test_an_export_comes_back_in(run: Run, tmp_path: Path) -> None:
    run("add", "--company", "Northwind", "--role", "Analyst")
    out = tmp_path / "all.json"
    assert run("export", "json", "-o", str(out)).exit_code == 0
    left = run("import", str(out))
    assert "rejtui merge" in left.output and len(lines(run("list", "--json"))) == 1
    fresh = ("--db", str(tmp_path / "new.json"))
    assert "Nothing was changed" in run(*fresh, "merge", str(out), "--dry-run").output
    merged = run(*fresh, "merge", str(out))
    assert merged.exit_code == 0 and "Northwind, Analyst" in merged.output
    assert lines(run(*fresh, "list", "--json")) == lines(run("list", "--json"))
    assert "Nothing new" in run(*fresh, "merge", str(out)).output
    out.write_text('{"rejtui": 1, "tables": 3}')
    broken = run(*fresh, "merge", str(out))
    assert broken.exit_code == 1 and "Traceback" not in broken.output


def test_show_tells_what_the_letter_says(run: Run, db: Path) -> None:
    run("add", "--company", "Northwind", "--recruiter", "Jane Hart")
    context = open_context(db)
    (one,) = context.records.rejections.values()
    facts = (Fact(FactType.FEEDBACK_OFFERED, "call", "call me"), Fact(FactType.TONE, "formal"))
    with context.store.transaction("Facts", context.now()) as transaction:
        transaction.put(replace(one, facts=facts, recruiter_title="Talent Partner"))
    said = run("show", "northw").output
    assert "The letter: They offer feedback by phone. “call me”\n" in said and "formally" not in said
    assert "Recruiter: Jane Hart, Talent Partner\n" in said
    assert lines(run("show", "northw", "--json"))[0]["facts"][0]["quote"] == "call me"


def test_what_the_letter_asks_is_listed_ticked_and_drafted(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_NOW", "2026-11-25T10:00:00+00:00")  # two days after the letter
    context = open_context(db)
    entry = letters.entry_of(letters.read_text(LETTER), context.now())
    assert entry.reading is not None
    said = (
        fact(FactType.ASKS, "", "May we come back to you?", "come_back"),
        fact(FactType.REAPPLY, "2027-03", "Apply again in March."),
    )
    letters.file(context, [changed(entry, reading=changed(entry.reading, facts=said))])
    assert "Answer Jane Hart, Northwind: “May we come back to you?”" in run("due").output
    assert "Apply again, from March 2027" in run("show", "northw").output
    early = run("draft", "northw", "reapply", "--me", "Alex Doe")
    assert early.exit_code == 0 and "look again: Their letter says to apply again from March 2027." in early.stderr
    assert run("tick", "northw", "reply.send").exit_code == 0
    assert "question to answer" in run("list").output
    assert lines(run("draft", "northw", "--json"))[0]["draft"]["kind"] == "answer"
    assert "Ticked: Answer: “May we come back to you?”" in run("tick", "northw", "reply.answer").output
    assert "Answer Jane Hart" not in run("due").output


def test_the_points_of_a_letter_are_listed_and_said(run: Run) -> None:
    run("import", "-", input=LETTER)
    listed = {one["name"]: one for one in lines(run("points", "northwind", "--json"))}
    assert listed["help"]["state"] == "not found" and not listed["help"]["by_user"]
    kept = run("points", "northwind", "--yes", "help", "--no", "reason.told")
    assert (
        kept.exit_code == 0 and "taken up, you say so" in kept.stdout and "rejtui draft northwind --new" in kept.stderr
    )
    printed = lines(run("draft", "northwind", "reply", "--new", "--me", "Alex Doe", "--json"))[0]["draft"]
    assert "they help, or offer to" in {g["what"] for s in printed["sentences"] for g in s["grounds"]}
    again = run("points", "northwind", "--yes", "help")
    assert again.exit_code == 1 and "nothing was changed" in again.stderr
    for _ in ("the draft with the name", "the points"):
        assert run("undo").exit_code == 0
    listed = {one["name"]: one for one in lines(run("points", "northwind", "--json"))}
    assert listed["help"]["state"] == "not found"


def test_a_person_s_life_in_the_shell(run: Callable[..., Result]) -> None:
    assert run("add", "--company", "Acme", "--role", "Analyst", "--recruiter", "Jane Hart").exit_code == 0
    assert run("people", "acme", "add", "Jane Hart", "--email", "jane.hart@acme.example").exit_code == 0
    assert run("people", "acme", "add", "Tom Reed", "--part", "panel").exit_code == 0
    (found,) = lines(run("people", "acme", "--json"))
    assert [(one["name"], one["part"], one["reader"]) for one in found["people"]] == [
        ("Jane Hart", "recruiter", True),
        ("Tom Reed", "panel", False),
    ]
    assert "first.last@acme.example, seen at Jane Hart" in run("people", "acme", "find", "Lea Sand").stdout
    assert run("win", "add", "CKA exam", "--tags", "agency").exit_code == 0
    assert run("contacts", "edit", "jane", "--tags", "agency", "--every", "2").exit_code == 0
    assert "To tell: CKA exam" in run("contacts", "show", "hart").stdout
    logged = run("contacts", "touch", "jane", "a call", "--channel", "phone", "--win", "cka", "--answered", "--json")
    assert lines(logged)[0]["answered"] is True and lines(logged)[0]["win"]
    assert "To tell" not in run("contacts", "show", "jane").stdout
    assert run("contacts", "never-again", "jane").exit_code == 0
    for words in (("draft", "acme", "reply"), ("draft", "acme", "linkedin"), ("draft", "acme", "reapply")):
        refused = run(*words)
        assert refused.exit_code == 1 and "Jane Hart asked to be left alone" in refused.stderr
    assert "never again" in run("contacts", "list").stdout and "Jane" not in run("due", "--all").stdout
    assert run("people", "acme", "write-to", "tom").exit_code == 0
    assert "Dear Tom" in run("draft", "acme", "reply").stdout
    assert run("undo").exit_code == 0
