"""The verbs for what was long done on the dashboard alone: each is one undo, and says plainly what it did."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from rejection_tui.domain.agenda import AgendaKind
from rejection_tui.domain.feedback import Gap
from rejection_tui.services import agenda, history
from rejection_tui.services.context import open_context
from tests.cli.conftest import lines
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.sample import demo_in

Run = Callable[..., Result]
ANSWER = "Thank you for asking. We missed hands-on experience with Airflow.\n"


@pytest.fixture
def filed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())
    assert run("add", "--company", "Acme", "--role", "Analyst", "--received", "yesterday").exit_code == 0
    assert run("answer", "acme", "-", input=ANSWER).exit_code == 0
    return run


def one_undo(run: Run, db: Path, *words: str) -> Result:
    """Run a line and check that one undo takes back all of it."""
    before = open_context(db).records
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert open_context(db).records != before
    assert run("undo").exit_code == 0
    assert open_context(db).records == before
    assert run("redo").exit_code == 0
    return result


def titles(run: Run) -> list[str]:
    return [item["title"] for item in lines(run("due", "--all", "--json"))]


def test_any_line_of_the_agenda_is_put_off_or_left(filed: Run, db: Path) -> None:
    filed("remind", "tomorrow", "Call the office")
    filed("contacts", "add", "Omar Haddad", "--company", "Globex", "--for", "acme")
    filed("contacts", "touch", "omar", "a coffee", "--day", "2026-06-01")
    filed("practice", "add", "Why us?")
    found = {item["kind"]: item["title"] for item in lines(filed("due", "--all", "--json"))}
    assert {"reminder", "contact", "practice", "gap"} <= found.keys()
    for kind in ("reminder", "contact", "practice"):
        said = one_undo(filed, db, "later", found[kind], "in 20 days").stdout
        assert said.startswith("Snoozed until Mon 14 Dec") and found[kind] in said
        days = {item["title"]: item["due"] for item in lines(filed("due", "--all", "--json"))}
        assert days.get(found[kind], "2026-12-14") >= "2026-12-14"
    for kind in ("reminder", "practice", "gap"):
        said = one_undo(filed, db, "skip", found[kind], "no", "need").stdout
        assert said.startswith("Off the agenda") and found[kind] not in titles(filed)


def test_every_line_of_the_demo_is_named_by_its_words_and_put_off(tmp_path: Path, clock: Clock) -> None:
    context = demo_in(tmp_path / "demo", clock)
    lines = (*agenda.agenda(context), *agenda.still_worth(context))
    assert {item.kind for item in lines} >= {AgendaKind.UNANSWERED, AgendaKind.STILL_WORTH, AgendaKind.REVISIT}
    far = context.now().date() + timedelta(days=70)
    for item in lines:
        assert agenda.find(context, item.title) == agenda.find(context, item.title.upper()) == item
        for act in (partial(agenda.snooze, until=far), partial(agenda.dismiss, reason="no need")):
            act(context, item)
            assert item not in (*agenda.agenda(context), *agenda.still_worth(context))
            history.undo(context)
            assert (*agenda.agenda(context), *agenda.still_worth(context)) == lines


def test_a_line_that_may_be_several_is_asked_back(filed: Run) -> None:
    filed("remind", "tomorrow", "Call the office")
    filed("remind", "tomorrow", "Call the agency")
    result = filed("later", "call the", "in 3 days")
    assert result.exit_code == 1 and "fits 2" in result.stderr and "Call the agency" in result.stderr
    reminder = lines(filed("reminders", "list", "--json"))[0]
    assert filed("skip", reminder["uid"][:7], "done").exit_code == 0
    assert len(lines(filed("reminders", "list", "--json"))) == 1


def test_what_is_left_is_mentioned_and_not_counted(filed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "worth a look" not in filed("due").output
    filed("add", "--company", "Globex", "--received", "2026-02-01")
    result = filed("due", "--json")
    assert "1 rejection may still be worth a look: rejtui due --all" in result.stderr
    assert "worth a look" in filed("due", "--plain").stderr and "Globex" not in result.stdout
    everything = filed("due", "--all")
    assert "Globex" in everything.stdout and "worth a look" not in everything.stderr
    assert filed("due", "--count").stdout.strip() == str(len(lines(result)))
    assert not filed("due", "--count").stderr


def test_answers_are_read_learned_from_and_deleted(filed: Run, db: Path) -> None:
    assert "Airflow" in filed("journal", "list").stdout
    (entry,) = lines(filed("journal", "list", "--json"))
    assert "skill gap" in one_undo(filed, db, "journal", "gap", "acme", "skill").stdout
    one_undo(filed, db, "journal", "accept", entry["uid"][:7])
    kept = open_context(db).records.feedback[entry["uid"]]
    assert kept.gap is Gap.SKILL and kept.accepted and kept.verbatim == ANSWER.strip()
    one_undo(filed, db, "journal", "learn", "hands-on", "One", "Airflow", "course", "--by", "15 Dec")
    (item,) = open_context(db).records.learnings.values()
    assert (item.title, str(item.due), item.feedback) == ("One Airflow course", "2026-12-15", entry["uid"])
    one_undo(filed, db, "journal", "learn", "acme", "Two courses")
    (again,) = open_context(db).records.learnings.values()
    assert (again.uid, again.title, str(again.due)) == (item.uid, "Two courses", "2026-12-08")
    one_undo(filed, db, "journal", "delete", "acme")
    assert filed("journal", "list").stdout == "No answers yet; rejtui answer REJECTION FILE records one.\n"


def test_a_line_of_the_cv_is_rewritten_and_written_out(filed: Run, db: Path, tmp_path: Path) -> None:
    cv = tmp_path / "cv.md"
    cv.write_text("## Work\n- Responsible for reports\n- Cut reporting from 3 days to 4 hours\n", encoding="utf-8")
    broken = filed("cv", "queue", "-", input=b"\xff\xfe\x00")
    assert broken.exit_code == 2 and "not text in UTF-8" in broken.stderr
    assert "No line is on your list" in filed("cv", "list").stdout
    assert "1 line added" in one_undo(filed, db, "cv", "queue", str(cv), "--for", "acme").stdout
    assert "0 lines added to your list. 1 line was there before." in filed("cv", "queue", str(cv)).stdout
    assert filed("cv", "suggest", "responsible").stdout.strip()
    refused = filed("cv", "finish", "responsible")
    assert refused.exit_code == 1 and "Write the new line first" in refused.stderr
    one_undo(filed, db, "cv", "rewrite", "responsible", "Wrote [how many?] reports")
    assert "Not finished" in filed("cv", "finish", "responsible").stderr
    filed("cv", "rewrite", "responsible", "Wrote 12 reports a week for 3 depots")
    one_undo(filed, db, "cv", "link", "12 reports", "--off")
    one_undo(filed, db, "cv", "link", "12 reports", "acme")
    one_undo(filed, db, "cv", "finish", "12 reports")
    out = tmp_path / "lines.json"
    assert "Wrote 12 reports" in filed("cv", "export").stdout
    assert filed("cv", "export", "-o", str(out)).exit_code == 0 and '"work"' in out.read_text(encoding="utf-8")
    assert out.stat().st_mode & 0o777 == 0o600
    again = filed("cv", "export", "-o", str(out))
    assert again.exit_code == 1 and "exists already" in again.stderr
    assert filed("cv", "export", "-o", str(out), "--force").exit_code == 0
    one_undo(filed, db, "cv", "finish", "12 reports", "--undo")
    one_undo(filed, db, "cv", "delete", "12 reports")
    assert filed("cv", "export").exit_code == 1


COVER = """Dear Ms Stone,

Your ovens at Millers are older than I am. I would like to be a baker there.

In three years I cut what was left over from 40 rolls to six. May I come for a trial morning?

Kind regards,
Alex Morgan
"""


def test_a_cover_letter_is_kept_in_versions(filed: Run, db: Path, tmp_path: Path) -> None:
    assert "No cover letter is kept yet" in filed("cover", "list").stdout
    file = tmp_path / "cover.txt"
    file.write_text(COVER.replace("Ms Stone", "Sir or Madam"), encoding="utf-8")
    for_whom = ("--company", "Millers", "--role", "Baker", "--person", "Ada Stone")
    added = one_undo(filed, db, "cover", "add", str(file), *for_whom, "--answer", "acme")
    assert "Baker, Millers" in added.stdout and "1 finding" in added.stderr
    checked = filed("cover", "check", "millers")
    assert checked.exit_code == 1 and "cover.greeting: “Sir or Madam”" in checked.stdout
    file.write_text(COVER, encoding="utf-8")
    one_undo(filed, db, "cover", "version", "millers", str(file), "--note", "her name")
    assert filed("cover", "check", "millers").exit_code == 0
    assert "her name" in filed("cover", "version", "millers").stdout
    assert "[-Dear Sir or Madam,-]{+Dear Ms Stone,+}" in filed("cover", "diff", "millers").stdout
    one_undo(filed, db, "cover", "restore", "millers", "1")
    one_undo(filed, db, "cover", "restore", "millers", "2")
    one_undo(filed, db, "cover", "edit", "millers", "--title", "The bakery")
    one_undo(filed, db, "cover", "link", "bakery", "--to", "acme")
    one_undo(filed, db, "cover", "link", "bakery", "--off")
    one_undo(filed, db, "cover", "finish", "bakery")
    assert "finished" in filed("cover", "list").stdout
    assert filed("cover", "export", "bakery").stdout.strip() == COVER.strip()
    out = tmp_path / "out.txt"
    assert filed("cover", "export", "bakery", "-o", str(out)).exit_code == 0 and out.stat().st_mode & 0o777 == 0o600
    one_undo(filed, db, "cover", "finish", "bakery", "--undo")
    one_undo(filed, db, "cover", "delete", "bakery")
    assert not open_context(db).records.cover_versions


def test_cv_check_tells_a_cover_letter_from_a_cv(filed: Run, tmp_path: Path) -> None:
    letter, cv = tmp_path / "cover.txt", tmp_path / "cv.md"
    letter.write_text(COVER, encoding="utf-8")
    cv.write_text("## Work\n- Cut reporting from 3 days to 4 hours\n", encoding="utf-8")
    assert "Cover letter, 45 words, 0 findings." in filed("cv", "check", str(letter)).stderr
    assert "1 bullet" in filed("cv", "check", str(cv)).stderr
    assert "bullet" in filed("cv", "check", str(letter), "--kind", "cv").stderr
    told = filed("cv", "check", str(letter), "--for", "acme", "--language", "de")
    assert told.exit_code == 1 and "Acme is named nowhere." in told.stdout and "another language" in told.stdout
    assert filed("cv", "check", str(letter), "--company", "Millers", "--person", "Ada Stone").exit_code == 0


def test_whether_they_answered(filed: Run, db: Path) -> None:
    filed("contacts", "add", "Omar Haddad")
    refused = filed("contacts", "answered", "omar", "yes")
    assert refused.exit_code == 1 and "No message or talk with Omar Haddad is noted" in refused.stderr
    filed("contacts", "touch", "omar", "an article", "--day", "3 days ago")
    filed("contacts", "touch", "omar", "a note")
    one_undo(filed, db, "contacts", "answered", "omar", "no")
    touches = lines(filed("contacts", "show", "omar", "--json"))[0]["touches"]
    assert [touch["answered"] for touch in touches] == [None, False]


def test_a_draft_to_a_person(filed: Run) -> None:
    filed("contacts", "add", "Omar Haddad", "--email", "omar@globex.example")
    assert "needs a win" in filed("draft", "--to", "omar", "--me", "Sam Reed").stderr
    filed("win", "add", "Passed the CKA exam")
    filed("win", "add", "Wrote an article on queues")
    made = lines(filed("draft", "--to", "omar", "--win", "passed", "--json"))[0]["draft"]
    assert made["kind"] == "value" and made["to"] == "omar@globex.example" and "CKA" in made["body"]
    filed("people", "acme", "add", "Tom Reed", "--part", "panel", "--email", "tom@acme.example")
    assert lines(filed("draft", "acme", "reply", "--to", "tom", "--json"))[0]["draft"]["to"] == "tom@acme.example"
    filed("contacts", "never-again", "tom")
    assert filed("draft", "acme", "reply", "--to", "tom").exit_code == 1


def test_a_letter_that_is_none_is_left_out_for_good(filed: Run, db: Path) -> None:
    before = open_context(db).records.rejections
    result = filed("import", "-", "--not-one", input=LETTER)
    assert result.exit_code == 0 and "Left out for good, 1 email" in result.stdout, result.output
    assert "0 new rejections" in filed("import", "-", input=LETTER).stdout
    assert open_context(db).records.rejections == before
    assert filed("undo").exit_code == 0
    assert "1 new rejection" in filed("import", "-", "--dry-run", input=LETTER).stdout
    nothing = filed("import", "-", "--not-one", input="Subject: Lunch\n\nSee you at noon?\n")
    assert nothing.exit_code == 0 and "There was nothing to leave out." in nothing.stdout


def test_what_is_not_sure_is_left_out_for_good(filed: Run, db: Path) -> None:
    unsure = (
        "From: Mia Lund <mia@globex.example>\nSubject: Your application\nDate: Mon, 23 Nov 2026 09:00:00 +0000\n\n"
        "Dear Sam,\n\nthe position has changed a little and we are looking at other profiles for now.\n\nMia\n"
    )
    assert [one["group"] for one in lines(filed("import", "-", "--dry-run", "--json", input=unsure))] == ["unsure"]
    assert "Left out for good, 1 email" in filed("import", "-", "--no-more", input=unsure).stdout
    assert [one["group"] for one in lines(filed("import", "-", "--dry-run", "--json", input=unsure))] == ["other"]
    assert filed("undo").exit_code == 0
    assert [one["group"] for one in lines(filed("import", "-", "--dry-run", "--json", input=unsure))] == ["unsure"]
