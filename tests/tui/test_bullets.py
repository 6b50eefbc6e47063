"""The CV bench by keyboard: add, rewrite, check, finish, copy, write out."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.refine import BulletState
from rejection_tui.services import journal, refine
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.screens.bullet_sides import BulletSides
from rejection_tui.tui.screens.bullets import BulletsScreen
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, paste, said
from tests.world.sample import some_answers, some_bullets, some_rejections

SIZE = (80, 24)
CV = "# Alex Doe\n\n## Northgate\n\n- Responsible for customer accounts\n- Cut costs by 15 % in 2025\n"


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to the clipboard."""
    texts: list[str] = []

    def copy(text: str, *_: object, **__: object) -> Copied:
        texts.append(text)
        return Copied("test", True, "Copied (test).")

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


def _checks(app: SmallApp) -> str:
    return str(app.screen.query_one("#bullets-checks", Static).content)


def _sides(app: SmallApp) -> str:
    return " | ".join(str(s.content) for s in app.screen.query_one(BulletSides).query(Static))


async def test_before_after_and_checks_of_a_line(context: AppContext) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b1"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "Responsible for the nightly jobs" in _sides(app) and "Cut the nightly jobs" in _sides(app)
        assert "[how many?]" in _checks(app)


async def test_rewriting_checks_live_and_escape_keeps_it(context: AppContext) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b0"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        before = _checks(app)
        await pilot.press("e")
        editor = app.screen.query_one(LongText)
        assert editor.text == "Handled customer accounts"
        editor.load_text("Won 14 customer accounts worth 2 million in a year")
        await pilot.pause()
        assert _checks(app) != before and "Won 14 customer accounts" in _sides(app)
        await pilot.press("escape")
        await pilot.pause()
        new = context.records.bullets["b0"]
        assert new.after.startswith("Won 14") and new.before == "Handled customer accounts"
        assert new.state is BulletState.DRAFTED and not app.screen.has_class("-editing")


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
async def test_enter_and_ctrl_s_save_the_line_as_one(context: AppContext, key: str) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b0"))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e")
        app.screen.query_one(LongText).load_text("Won 14 customer accounts")
        await pilot.press("end", *" in 2025", key)
        await pilot.pause()
        assert context.records.bullets["b0"].after == "Won 14 customer accounts in 2025"
        assert not app.screen.has_class("-editing") and app.screen.query_one(Rows).has_focus


async def test_from_100_columns_the_answer_stands_beside_the_line(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    some_bullets(context, answers[2].uid, filed[2].uid)
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        reader = app.screen.query_one(Reader)
        assert "answers stayed general" in reader.text and reader.region.x > app.screen.query_one(BulletSides).region.x
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not reader.region.area


async def test_shift_r_starts_with_the_line_as_it_is_and_asks_beside_it(context: AppContext) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b0"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        hint = app.screen.query_one("#bullets-hint", Static)
        assert app.screen.query_one(LongText).text == "Handled customer accounts"
        assert "How many accounts? What came of it?" in str(hint.content) and hint.region.height
        await pilot.press("escape", "e")
        await pilot.pause()
        assert "How many accounts?" not in str(hint.content)


async def test_an_open_figure_blocks_copying_and_finishing(context: AppContext, copied: list[str]) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b1"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "Not copied" in said(app) and not copied
        await pilot.press("space")
        await pilot.pause()
        assert context.records.bullets["b1"].state is BulletState.DRAFTED


async def test_finishing_says_whether_step_3_is_done_with_it(context: AppContext) -> None:
    one = some_rejections(context)[0]
    answer = journal.add(context, one.uid, "We missed figures.", gaps=(NamedGap(Gap.EXPERIENCE),))
    first, last = refine.queue_bullets(context, ["Did a", "Did b"], answer.uid, one.uid)
    for line in (first, last):
        refine.rewrite(context, line.uid, f"Cut {line.before} by 3%")
    app = SmallApp(lambda: BulletsScreen(context, bullet=first.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert "Finished. u takes it back." in said(app) and "is ticked" not in said(app)
        app.screen.query_one(Rows).go_to(last.uid)
        await pilot.press("space")
        await pilot.pause()
        assert "step 3 has what it asked for" in said(app)


async def test_a_finished_line_is_copied_and_taken_up_again(context: AppContext, copied: list[str]) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b2"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert copied == ["Built 12 dashboards that 40 managers open every week"] and "Copied (test)." in said(app)
        await pilot.press("space")
        await pilot.pause()
        assert context.records.bullets["b2"].state is BulletState.DRAFTED
        await pilot.press("space")
        await pilot.pause()
        assert context.records.bullets["b2"].state is BulletState.DONE


async def test_why_shows_the_quote_and_back(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    some_bullets(context, answers[2].uid, filed[2].uid)
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        checks = _checks(app)
        await pilot.press("v")
        assert "Initech" in _checks(app) and "answers stayed general" in _checks(app)
        await pilot.press("v")
        assert _checks(app) == checks


async def test_a_line_is_linked_to_an_answer(context: AppContext) -> None:
    answers = some_answers(context, some_rejections(context))
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b0"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("B")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert context.records.bullets["b0"].feedback in {a.uid for a in answers}


async def test_a_cv_is_read_and_its_weak_lines_are_queued(context: AppContext, tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_text(CV, encoding="utf-8")
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.has_class("-empty")
        await pilot.press("a")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, CvDialog)
        dialog.query_one("#cv-path", Input).value = str(path)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        (bullet,) = context.records.bullets.values()
        assert (bullet.before, bullet.section, bullet.source) == (
            "Responsible for customer accounts",
            "Northgate",
            "cv.md",
        )
        assert not app.screen.has_class("-empty")


async def test_pasted_lines_are_taken(context: AppContext) -> None:
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, "- Responsible for \x1b[2Jreports\n- Helped with hiring\n")
        dialog = app.screen
        assert isinstance(dialog, CvDialog)
        await pilot.press("X", "X", "ctrl+s")
        await pilot.pause()
        assert {b.before for b in context.records.bullets.values()} == {"Responsible for reports", "Helped with hiring"}


async def test_a_file_that_cannot_be_read_is_said(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: CvDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#cv-path", Input).value = str(tmp_path / "cv.xyz")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app) and app.result == "still open"


@pytest.mark.parametrize(("name", "words"), [("out.md", "- Built 12 dashboards"), ("out.json", '"highlights"')])
async def test_finished_lines_are_written(context: AppContext, tmp_path: Path, name: str, words: str) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        app.screen.query_one("#save-path", Input).value = str(tmp_path / name)
        await pilot.press("enter")
        await pilot.pause()
        assert words in (tmp_path / name).read_text()


async def test_a_change_from_outside_leaves_the_line_being_typed(context: AppContext) -> None:
    some_bullets(context)
    app = SmallApp(lambda: BulletsScreen(context, bullet="b0"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e", *" more")
        some_rejections(context)
        app.records_changed.publish(None)
        await pilot.pause()
        assert app.screen.query_one(LongText).text == "Handled customer accounts more"


async def test_mark_all_marks_only_the_lines_a_filter_shows(context: AppContext) -> None:
    lines = "- Responsible for reports\n- Helped with hiring\n- Cut costs by 15 % in 2025\n"
    app = SmallApp(lambda: CvDialog(context, text=lines))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, CvDialog)
        marked = set(dialog.marked)
        await pilot.press("slash", *"hiring", "enter", "X")
        assert dialog.marked == marked - {1}
        await pilot.press("X")
        assert dialog.marked == marked | {1}


async def test_what_a_cv_leaves_unread_is_said_beside_its_lines(context: AppContext, tmp_path: Path) -> None:
    cv = tmp_path / "cv.tex"
    cv.write_text("\\section{Work}\n\\begin{itemize}\n\\item Led five\n\\end{itemize}\n\\input{more}\n", "utf-8")
    app = SmallApp(lambda: CvDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#cv-path", Input).value = str(cv)
        await pilot.press("enter")
        await pilot.pause()
        words = str(app.screen.query_one("#cv-said", Static).render())
        assert "of 1 lines marked" in words and "Not read: line 5: \\input names the file more" in words
