"""Practice and rehearsal: queue, clock, ratings, notes, and the sheet for a friend."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, Static

from rejection_tui.domain.refine import Rating
from rejection_tui.services import interviews, partner_sheets, practice
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.dialogs.question import QuestionDialog
from rejection_tui.tui.dialogs.sheet import SheetDialog
from rejection_tui.tui.screens.practice import Item, PracticeScreen
from rejection_tui.tui.screens.rehearsal import RehearsalScreen
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, said
from tests.world.clock import NOW, Clock
from tests.world.sample import some_answers, some_questions, some_rejections

SIZE = (80, 24)


def _clock_words(app: SmallApp) -> str:
    return str(app.screen.query_one("#rehearsal-clock", Static).content)


async def test_due_questions_stand_first_and_the_bank_after(context: AppContext) -> None:
    some_questions(context)
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        items = [i for i in rows.records if isinstance(i, Item)]
        assert [i.name for i in items[:3]] == ["q0", "q1", "q2"]
        assert all(i.question is None for i in items[3:]) and len(items) == 3 + len(practice.bank())


async def test_the_type_is_turned_by_right_and_left(context: AppContext) -> None:
    some_questions(context)
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        shown = {i.type for i in app.screen.query_one(Rows).records if isinstance(i, Item)}
        assert shown == {practice.types(context.records)[0]}
        await pilot.press("left")
        await pilot.pause()
        assert len({i.type for i in app.screen.query_one(Rows).records if isinstance(i, Item)}) > 1


async def test_space_queues_a_packaged_question_and_takes_it_out(context: AppContext) -> None:
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        (made,) = context.records.questions.values()
        assert made.queued and made.source == "bank"
        app.screen.query_one(Rows).go_to(made.uid)
        await pilot.press("space")
        await pilot.pause()
        assert not context.records.questions[made.uid].queued


async def test_an_asked_question_is_linked_to_its_interview(context: AppContext) -> None:
    filed = some_rejections(context)
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"Why do you leave?", "tab", "tab", "right", "enter")
        await pilot.pause()
        (made,) = context.records.questions.values()
        assert (made.text, made.source, made.queued) == ("Why do you leave?", "asked", True)
        assert made.rejection == filed[0].uid


async def test_why_shows_the_words_behind_a_question_and_back(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    some_questions(context, answers[2].uid, filed[2].uid)
    app = SmallApp(lambda: PracticeScreen(context, "q1"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        card = app.screen.query_one(Reader)
        await pilot.press("v")
        assert "Initech" in card.text and "answers stayed general" in card.text and "ehearsed" not in card.text
        await pilot.press("v")
        assert "Design a pipeline" in card.text and "Not rehearsed yet" in card.text


async def test_what_a_good_answer_shows_stands_there_only_after_the_first_rehearsal(context: AppContext) -> None:
    packaged = practice.bank()[0]
    (one,) = practice.queue(context, [packaged.id])
    app = SmallApp(lambda: PracticeScreen(context, one.uid))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        card = app.screen.query_one(Reader)
        assert packaged.hint not in card.text and "Answer it aloud first" in card.text
        practice.rehearse(context, one.uid, Rating.HALTING, 95, "begin with the result")
        app.records_changed.publish(None)
        await pilot.pause()
        assert packaged.hint in card.text and "◐ Tue 24 Nov · halting · 1:35" in card.text
        assert "begin with the result" in card.text


async def test_rehearsing_all_that_is_due(context: AppContext, clock: Clock) -> None:
    some_questions(context)
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        assert isinstance(app.screen, RehearsalScreen)
        await pilot.press("R")
        clock.moment += timedelta(seconds=75)
        await pilot.press("1")
        for seconds, key in ((15, "2"), (600, "3")):
            await pilot.pause()
            await pilot.press("R")
            clock.moment += timedelta(seconds=seconds)
            await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, PracticeScreen)
        ratings = {r.question: (r.rating, r.seconds) for r in context.records.rehearsals.values()}
        assert ratings == {"q0": (Rating.SMOOTH, 75), "q1": (Rating.HALTING, 15), "q2": (Rating.STUCK, 600)}


async def test_the_clock_runs_pauses_and_goes_over_calmly(context: AppContext, clock: Clock) -> None:
    some_questions(context)
    app = SmallApp(lambda: RehearsalScreen(context, ["q0"]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert _clock_words(app).startswith("2:00")
        await pilot.press("R")
        clock.moment += timedelta(seconds=50)
        await pilot.press("R")
        assert _clock_words(app) == "1:10 left   paused"
        clock.moment += timedelta(seconds=500)
        await pilot.press("R")
        clock.moment += timedelta(seconds=80)
        await pilot.press("R")
        assert _clock_words(app) == "0:10 over; finish the sentence   paused"
        await pilot.press("0")
        assert _clock_words(app).startswith("2:00")


async def test_notes_are_kept_on_the_way_out(context: AppContext) -> None:
    some_questions(context)
    app = SmallApp(lambda: RehearsalScreen(context, ["q0"]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e", *"a release week, s and 1 are text here", "escape")
        await pilot.pause()
        assert context.records.questions["q0"].situation == "a release week, s and 1 are text here"
        assert not context.records.rehearsals
        await pilot.press("escape")
        await pilot.pause()
        assert app.result == 0


async def test_smooth_on_three_days_is_done_and_said(context: AppContext, clock: Clock) -> None:
    some_questions(context)
    for _ in range(2):
        practice.rehearse(context, "q0", Rating.SMOOTH, 90)
        clock.moment += timedelta(days=1)
    app = SmallApp(lambda: RehearsalScreen(context, ["q0"]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("R")
        clock.moment += timedelta(seconds=90)
        await pilot.press("1")
        await pilot.pause()
        assert context.records.questions["q0"].done is not None and app.result == 1
        assert "Smooth on enough different days" in said(app)


async def test_the_partner_sheet_is_written_and_never_over_a_file_unasked(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_questions(context)
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "practice.md"
    target.write_text("mine")
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)  # this question, or all that is due
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert target.read_text() == "mine"
        app.screen.query_one("#save-path", Input).value = str(tmp_path / "sheet.md")
        await pilot.press("enter")
        await pilot.pause()
        sheet = (tmp_path / "sheet.md").read_text()
        assert "disagreement with a colleague" in sheet and "Question 3 of 3" in sheet


async def test_a_sheet_of_a_packaged_question_leaves_the_file_alone(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        app.screen.query_one("#save-path", Input).value = str(tmp_path / "sheet.md")
        await pilot.press("enter")
        await pilot.pause()
    assert practice.bank()[0].text in (tmp_path / "sheet.md").read_text()
    assert not context.records.questions


async def test_a_deleted_question_goes_with_its_history(context: AppContext) -> None:
    some_questions(context)
    practice.rehearse(context, "q0", Rating.STUCK, 20)
    app = SmallApp(lambda: PracticeScreen(context, "q0"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("delete")
        await pilot.pause()
        assert "q0" not in context.records.questions and not context.records.rehearsals


async def test_a_question_that_is_gone_is_left_for_the_next(context: AppContext) -> None:
    """The last change was undone, or another program deleted it."""
    some_questions(context)
    app = SmallApp(lambda: RehearsalScreen(context, ["q0", "q1"]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RehearsalScreen) and screen.question.uid == "q0"
        practice.delete_questions(context, ["q0"])
        screen.reload()
        await pilot.pause()
        assert screen.question.uid == "q1" and "not in your records any more" in said(app)
        practice.delete_questions(context, ["q1"])
        screen.reload()
        await pilot.pause()
        assert app.screen is not screen


async def test_what_a_good_answer_shows_comes_after_the_rating(context: AppContext, clock: Clock) -> None:
    first, second = practice.queue(context, ["c-launch", "m-stay"])
    hint = practice.packaged_hint(first.uid)
    app = SmallApp(lambda: RehearsalScreen(context, [first.uid, second.uid]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RehearsalScreen)
        good = screen.query_one("#rehearsal-good", Static)
        assert not good.display and hint not in screen.query_one(Reader).text
        await pilot.press("R")
        clock.moment += timedelta(seconds=40)
        await pilot.press("2")
        await pilot.pause()
        assert good.display and hint in str(good.content) and screen.question.uid == first.uid
        await pilot.press("1", "R", "e", *"a risk", "escape")
        await pilot.pause()
        assert len(context.records.rehearsals) == 1 and context.records.questions[first.uid].structure == "a risk"
        await pilot.press("enter")
        await pilot.pause()
        assert screen.question.uid == second.uid and not good.display


async def test_the_form_fits_the_type(context: AppContext) -> None:
    names = ["c-launch", "m-stay", "b-failure"]
    uids = [q.uid for q in practice.queue(context, names)]
    app = SmallApp(lambda: RehearsalScreen(context, uids))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        labels = []
        for _ in names:
            await pilot.pause()
            rows = [row for row in app.screen.query(Field) if row.display]
            labels.append([str(row.query_one(".field--label", Static).content) for row in rows])
            await pilot.press("s")
        assert labels == [
            ["Structure", "Numbers", "Recommendation", "This time"],
            ["Them", "Me", "Fit", "This time"],
            ["Situation", "Task", "Action", "Result", "This time"],
        ]


@pytest.mark.parametrize(("seconds", "words"), [(None, "clock has not run"), (14, "Under fifteen seconds")])
async def test_under_fifteen_seconds_nothing_is_counted_and_notes_are_kept(
    context: AppContext, clock: Clock, seconds: int | None, words: str
) -> None:
    some_questions(context)
    app = SmallApp(lambda: RehearsalScreen(context, ["q0"]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e", *"a release", "tab", "tab", "tab", "tab", *"slower", "escape")
        if seconds is not None:
            await pilot.press("R")
            clock.moment += timedelta(seconds=seconds)
        await pilot.press("1")
        await pilot.pause()
        assert words in said(app) and not context.records.rehearsals
        assert context.records.questions["q0"].situation == "a release"
        assert app.screen.query_one("#notes", Input).value == "slower"
        await pilot.press("escape")
        await pilot.pause()
        assert app.result == 0
        app.push_screen(RehearsalScreen(context, ["q0"]))
        await pilot.pause()
        assert app.screen.query_one("#notes", Input).value == "slower"


async def test_where_a_question_was_asked_is_in_the_list_and_on_the_card(context: AppContext) -> None:
    filed = some_rejections(context)
    interview = interviews.add(context, filed[2].uid, NOW.date(), "second round", questions=["Why did you leave?"])
    (one,) = interviews.practise(context, interview.uid, interview.questions)
    app = SmallApp(lambda: PracticeScreen(context, one.uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert f"Asked in a real interview\n{filed[2].company}, second round" in app.screen.query_one(Reader).text
        rows = app.screen.query_one(Rows)
        index = [i for i, item in enumerate(rows.records) if isinstance(item, Item) and item.name == one.uid]
        assert index and f"{filed[2].company}, second" in "".join(str(rows.render_line(y).text) for y in range(6))


async def test_a_sheet_that_came_back_is_shown_and_kept(context: AppContext, tmp_path: Path) -> None:
    some_questions(context)
    sheet = partner_sheets.write(context, ["q0", "q1"]).replace("[ ] halting", "[x] halting", 1)
    (tmp_path / "back.md").write_text(sheet.replace("Who listened: ____", "Who listened: Ada"))
    app = SmallApp(lambda: PracticeScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o")
        await pilot.pause()
        app.screen.query_one("#sheet-path", Input).value = str(tmp_path / "back.md")
        await pilot.press("enter")
        await pilot.pause()
        words = str(app.screen.query_one("#sheet-said", Static).content)
        assert "1 rehearsal of Ada" in words and "nothing is filled in" in words and not context.records.rehearsals
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PracticeScreen)
        (made,) = context.records.rehearsals.values()
        assert (made.question, made.rating, made.by) == ("q0", Rating.HALTING, "Ada")
        assert "halting · without a clock · with Ada" in app.screen.query_one(Reader).text


async def test_a_pasted_sheet_is_read_in_the_dialog(context: AppContext) -> None:
    some_questions(context)
    sheet = partner_sheets.write(context, ["q0"]).replace("[ ] stuck", "[x] stuck", 1)
    app = SmallApp(lambda: SheetDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one(PathInput).post_message(Paste(sheet))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [r.rating for r in context.records.rehearsals.values()] == [Rating.STUCK] and app.result == 1


async def test_a_question_from_an_interview_gets_its_type(context: AppContext) -> None:
    filed = some_rejections(context)
    interview = interviews.add(context, filed[2].uid, NOW.date(), "second", questions=["Run a ward at night."])
    (one,) = interviews.practise(context, interview.uid, interview.questions)
    app = SmallApp(lambda: PracticeScreen(context, one.uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, QuestionDialog)
        app.screen.query_one("#type", Choice).value = "case study"
        await pilot.press("ctrl+s")
        await pilot.pause()
        made = context.records.questions[one.uid]
        assert (made.text, made.type, made.source, made.rejection) == (one.text, "case study", "asked", filed[2].uid)
