"""Importing letters: read in the background, reviewed, filed in one transaction."""

import dataclasses
import time
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.services import history, letters, profile, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.importing import ImportScreen
from rejection_tui.tui.widgets.facts_panel import FactsPanel
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.path_input import as_path, completed
from rejection_tui.tui.widgets.reading_list import ReadingList
from tests.world.app import SmallApp, paste, said
from tests.world.letters import LETTER, some_mail, story

SIZE = (80, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three rejections, one invitation, one empty file."""
    return some_mail(tmp_path / "mail")


async def _sorted(pilot: Pilot[None]) -> ReadingList:
    for _ in range(200):
        await pilot.pause(0.02)
        if pilot.app.screen.has_class("-sorted"):
            await pilot.pause()
            return pilot.app.screen.query_one(ReadingList)
    raise AssertionError("the letters were not read in time")


async def test_a_folder_is_read_sorted_and_filed_in_one_transaction(context: AppContext, folder: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        assert {r.entry.company for r in rows.marked} == {"Northwind", "Initech", "Umbra"}
        assert {o.id for o in rows.options if o.id and o.id.startswith("fold:")} == {"fold:others", "fold:skipped"}
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value == "Alex Doe"
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == 3 and len(context.records.rejections) == 3
        assert context.records.me.confirmed
        history.undo(context)
        assert not context.records.rejections and not context.records.letters
        assert not context.records.me.confirmed and not any(not act.undone for act in history.entries(context))


async def test_what_was_filed_before_is_folded_and_not_marked(context: AppContext, folder: Path) -> None:
    profile.confirm_name(context, "Alex Doe")
    letters.file(context, [letters.entry_of(letters.read_text(LETTER), context.now())])
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        assert {r.entry.company for r in rows.marked} == {"Initech", "Umbra"}
        assert "fold:known" in {o.id for o in rows.options}
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(context.records.rejections) == 3


async def test_space_unmarks_and_unfolds_and_names_what_could_not_be_read(context: AppContext, folder: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("space")
        assert len(rows.marked) == 2
        await pilot.press("G", "space", "j")
        await pilot.pause()
        assert "empty.eml is empty" in str(app.screen.query_one("#import-verdict", Static).content)


async def test_a_reading_is_corrected_before_it_is_filed(context: AppContext, folder: Path) -> None:
    profile.confirm_name(context, "Alex Doe")
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        first = rows.current
        assert first is not None
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#role", Input).value = "Platform Engineer"
        await pilot.press("enter")
        await pilot.pause()
        assert first.entry.role == "Platform Engineer"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Platform Engineer" in {r.role for r in context.records.rejections.values()}


async def test_typing_replaces_the_path_of_last_time(context: AppContext, folder: Path) -> None:
    remembered.save(context, **{"import": str(folder)})
    app = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        field = app.screen.query_one("#import-path", Input)
        assert field.value == str(folder)
        await pilot.press(*"mbox")
        assert field.value == "mbox"


@pytest.mark.parametrize("width", [80, 100])
async def test_the_letter_is_seen_while_its_reading_is_corrected(context: AppContext, folder: Path, width: int) -> None:
    profile.confirm_name(context, "Alex Doe")
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=(width, 30), notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        assert rows.current is not None
        words = rows.current.reading.letter.body[:30]
        await pilot.press("e")
        await pilot.pause()
        letter = app.screen.query_one(".letter-side")
        if width < 100:
            assert not letter.region.area
            await pilot.press("ctrl+l")
            await pilot.pause()
        assert letter.region.area and words in app.screen.query_one(LetterText).text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ImportScreen) is (width >= 100)


async def test_a_letter_that_is_none_is_passed_over_and_comes_back_with_undo(context: AppContext, folder: Path) -> None:
    profile.confirm_name(context, "Alex Doe")
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        first = rows.current
        assert first is not None
        await pilot.press("n")
        await pilot.pause()
        assert (first.group, first.marked, first.note) == ("others", False, "you said no")
        assert rows.current is not None and rows.current is not first and len(rows.marked) == 2
        (kept,) = context.records.corrections.values()
        assert kept.right == "other" and kept.digest == first.reading.letter.digest
        history.undo(context)
        app.records_changed.publish(None)
        await pilot.pause()
        assert (first.group, first.note, first.marked) == ("sure", "", True) and not context.records.corrections
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.result == 2 and len(context.records.rejections) == 2


async def test_other_mail_is_not_said_no_to(context: AppContext, folder: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("down", "down", "down", "n", "space", "down", "n")
        await pilot.pause()
        assert rows.current is not None and rows.current.group == "others"
        assert not context.records.corrections and len(rows.marked) == 3


async def test_a_long_other_mail_is_shown_whole_with_its_deciding_words(context: AppContext, tmp_path: Path) -> None:
    walk = "past the boats of the pier \N{DOG FACE}, where the kiosk is painted anew, and on along the wall, " * 4
    story = "\n\n".join(f"Story {n}: we walked {walk}until the rain came." for n in range(4))
    mail = f"From: Post <news@post.example>\nSubject: This week\nDate: Thu, 26 Nov 2026 09:12:11 +0000\n\n{story}\n"
    (tmp_path / "news.eml").write_text(mail, "utf-8")
    app = SmallApp(lambda: ImportScreen(context, tmp_path / "news.eml"))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("space", "down")
        await pilot.pause()
        letter = app.screen.query_one(LetterText)
        assert rows.current is not None and rows.current.group == "others" and rows.current.reading.packed
        assert letter.text.count("until the rain came.") == 4
        assert letter.marked


@pytest.mark.parametrize("key", ["space", "e"])
async def test_other_mail_gets_its_fields_when_it_is_marked_or_opened(
    context: AppContext, folder: Path, key: str
) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("down", "down", "down", "space", "down")
        await pilot.pause()
        other = rows.current
        assert other is not None and other.group == "others" and not other.reading.facts
        await pilot.press(key)
        await pilot.pause()
        assert (other.entry.company, other.entry.role, other.reading.company.value) == ("Globex", "Analyst", "Globex")
        assert other.reading.facts
        if key == "e":
            assert app.screen.query_one("#field-company Input", Input).value == "Globex"


@pytest.mark.parametrize("size", [SIZE, (120, 36)])
async def test_the_facts_of_a_letter_are_a_key_away(
    context: AppContext, folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = Fact(FactType.MET, "interview", "the interview last week")
    real = letters.read_paths

    def telling(*given: Any) -> letters.Batch:
        batch = real(*given)
        return letters.Batch(tuple(dataclasses.replace(r, facts=(fact,)) for r in batch.readings), batch.skipped)

    monkeypatch.setattr(letters, "read_paths", telling)
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        panel, letter = app.screen.query_one(FactsPanel), app.screen.query_one(LetterText)
        assert panel.display is (size != SIZE)
        await pilot.press("f")
        await pilot.pause()
        assert panel.display and panel.has_focus_within and letter.pointed == fact.quote
        await pilot.press("escape")
        await pilot.pause()
        assert rows.has_focus and letter.pointed == "" and panel.display is (size != SIZE)
        await pilot.press("G")
        await pilot.pause()
        assert not panel.display  # there is no letter on that line


async def test_the_letter_under_the_cursor_is_shown_with_its_deciding_words(context: AppContext, folder: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await _sorted(pilot)
        letter = app.screen.query_one(LetterText)
        assert "Dear Alex" in letter.text and letter.marked
        assert letter.region.height > 10


async def test_a_place_that_is_not_there_is_said(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#import-path", Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is nothing at" in str(app.screen.query_one("#import-hello", Static).content)
        await pilot.press("escape")
        await pilot.pause()
        assert app.result == 0


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/", "a" * 300, "/" + "b/" * 3000, "~", "''", "file://[x"])
async def test_whatever_is_typed_as_a_path_is_only_a_path(context: AppContext, typed: str) -> None:
    app = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#import-path", Input).value = typed
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert app.is_running and not context.records.rejections


async def test_a_letter_pasted_as_a_path_is_told_where_to_go(context: AppContext) -> None:
    letter = "Dear Alex, " + "thank you for the time and the care you gave us, " * 9 + "\n\nWe chose another.\n"
    app = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, letter)
        assert "name no file" in str(app.screen.query_one("#import-hello", Static).content)
        assert app.screen.query_one("#import-path", Input).value == ""


async def test_escape_stops_a_reading_and_keeps_what_was_read(
    context: AppContext, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is held after its first letter until it is told to stop, as a long mailbox would hold it."""
    asked: list[bool] = []
    real = letters.read_paths

    def slow(paths: list[Path], progress: object, memory: object) -> letters.Batch:
        def held(step: letters.Progress) -> bool:
            assert callable(progress)
            until = time.monotonic() + 20
            while progress(step) and time.monotonic() < until:
                pass
            asked.append(time.monotonic() < until)
            return False

        return real(paths, held)

    monkeypatch.setattr(letters, "read_paths", slow)
    app = SmallApp(lambda: ImportScreen(context, folder))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.has_class("-reading")
        await pilot.press("escape")
        rows = await _sorted(pilot)
        assert asked == [True] and len(rows.rows) == 1 and not context.records.rejections
        assert "Stopped: 1 email was read." in said(app)


async def test_the_last_folder_is_remembered(context: AppContext, folder: Path) -> None:
    app = SmallApp(lambda: ImportScreen(context, folder / "Umbra.eml"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await _sorted(pilot)
    assert remembered.load(context)["import"] == f"{folder}/"


async def test_hostile_mail_is_only_text(context: AppContext, tmp_path: Path) -> None:
    path = tmp_path / "[b]x[i].eml"
    hostile = "[/]\x1b]0;x\x07[@click=app.bell]"
    path.write_text(LETTER.replace("Northwind", f"{hostile}Northwind"), encoding="utf-8")
    app = SmallApp(lambda: ImportScreen(context, path))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("G", "space", "X")
        await pilot.pause()
        assert len(rows.rows) == 1 and "\x1b" not in app.screen.query_one(LetterText).text


async def test_keys_of_the_list_are_offered_only_when_there_is_one(context: AppContext) -> None:
    app: App[None] = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert not {"import.mark", "import.file"} & {b.binding.id for b in app.screen.active_bindings.values()}
        assert said(app) == ""


def test_completion_and_dropped_paths(tmp_path: Path) -> None:
    (tmp_path / "Takeout").mkdir()
    (tmp_path / "Takeout" / "All mail.mbox").write_text("x")
    assert completed(f"{tmp_path}/Ta") == f"{tmp_path}/Takeout/"
    assert completed(f"{tmp_path}/Takeout/A") == f"{tmp_path}/Takeout/All mail.mbox"
    assert completed(f"{tmp_path}/zz") is None
    assert as_path(f"'{tmp_path}/a b.eml'") == tmp_path / "a b.eml"
    assert as_path(f"{tmp_path}/a\\ b.eml") == tmp_path / "a b.eml"
    assert as_path(f"file://{tmp_path}/a%20b.eml") == tmp_path / "a b.eml"
    assert as_path("it's.eml") == Path("it's.eml")


def test_a_whole_path_typed_behind_the_folder_that_stood_there_counts(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    assert as_path(f"/srv/old/{tmp_path}/a.eml") == tmp_path / "a.eml"
    assert as_path("/srv/old/~/a.eml") == Path("~/a.eml").expanduser()
    assert as_path("//a.eml") == Path("//a.eml") and as_path("file:///srv//a.eml") == Path("/srv/a.eml")
    assert completed(f"/srv/old/{tmp_path}/ma") == f"/srv/old/{tmp_path}/mail/"


async def test_what_came_back_is_listed_by_what_it_is_and_filed_with_the_letter_in_one_act(
    context: AppContext, tmp_path: Path
) -> None:
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    app = SmallApp(lambda: ImportScreen(context, story(tmp_path / "mail")))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        assert [(row.group, row.marked) for row in rows.rows.values()] == [
            ("sure", True), ("yours", True), ("answers", True),
        ]  # fmt: skip
        await pilot.press("down")
        await pilot.pause()
        assert rows.current is not None and rows.current.group == "answers"
        assert "puts it in the journal" in str(app.screen.query_one("#import-verdict", Static).content)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(context.records.feedback) == 1 and len(context.records.correspondence) == 2
        history.undo(context)
        assert not context.records.rejections and not context.records.feedback and not context.records.correspondence


async def test_a_mail_can_be_put_right_or_passed_over(context: AppContext, tmp_path: Path) -> None:
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    app = SmallApp(lambda: ImportScreen(context, story(tmp_path / "mail")))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        rows = await _sorted(pilot)
        await pilot.press("down", "e")
        await pilot.pause()
        await pilot.press("tab", "right", "enter")
        await pilot.pause()
        assert rows.current is not None and rows.current.proposal is not None
        assert rows.current.group == "again" and not rows.current.proposal.effects.answer
        await pilot.press("n")
        await pilot.pause()
        assert len(rows.rows) == 2 and [m.sort for m in context.records.correspondence.values()] == ["unrelated"]
