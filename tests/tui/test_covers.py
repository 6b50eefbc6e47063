"""Cover letters by keyboard: paste, rewrite in versions, check, compare, go back, finish, copy, write out."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.services import cover_letters
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.dialogs.compare import CompareDialog
from rejection_tui.tui.dialogs.cover import CoverDialog
from rejection_tui.tui.screens.bullets import BulletsScreen
from rejection_tui.tui.screens.covers import CoversScreen
from rejection_tui.tui.widgets.checks_line import ChecksLine
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.marked_text import MarkedText
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, dashboard, opened, paste, press, said, seen
from tests.world.hostile import HOSTILE, harm
from tests.world.sample import some_answers, some_rejections

SIZE = (80, 24)
LETTER = """Dear Ms Stone,

Your ovens at Millers are older than I am. I would like to be a baker there.

I am a hard-working team player.

In three years I cut what was left over from 40 rolls to six. May I come for a trial morning?

Kind regards,
Alex Morgan"""


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to the clipboard."""
    texts: list[str] = []

    def copy(text: str, *_: object, **__: object) -> Copied:
        texts.append(text)
        return Copied("test", True, "Copied (test).")

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@pytest.fixture
def letter(context: AppContext) -> CoverLetter:
    return cover_letters.add(context, LETTER, company="Millers", role="Baker", person="Ada Stone")


def shown_text(app: SmallApp) -> str:
    return app.screen.query_one(MarkedText).text


async def test_an_empty_screen_says_what_to_do_and_a_paste_becomes_a_letter(context: AppContext) -> None:
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "press a" in str(app.screen.query_one(".empty", Static).content)
        await pilot.press("e", "D")  # nothing to rewrite or compare
        await paste(pilot, LETTER)
        assert isinstance(app.screen, CoverDialog) and app.screen.query_one("#text", TextArea).text == LETTER
        await pilot.press(*"Millers", "ctrl+s")
        await pilot.pause()
        (made,) = context.records.cover_letters.values()
        assert made.company == "Millers" and cover_letters.text_of(context.records, made.uid) == LETTER
        assert shown_text(app) == LETTER


async def test_rewriting_checks_and_keeps_a_version(context: AppContext, letter: CoverLetter) -> None:
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        before = {f.rule for f in app.screen.query_one(Findings).findings}
        await pilot.press("e")
        editor = app.screen.query_one(MarkedText)
        editor.load_text(LETTER.replace("I am a hard-working team player.\n\n", ""))
        await pilot.press("Q", "space", "K")  # text while it is written
        await pilot.press("escape")
        await pilot.pause()
        after = {f.rule for f in app.screen.query_one(Findings).findings}
        assert "cover.claim" in before and "cover.claim" not in after
        assert [v.text.count("hard-working") for v in context.records.versions_of(letter.uid)] == [1, 0]
        assert cover_letters.text_of(context.records, letter.uid).startswith("Q KDear Ms Stone")
        assert app.screen.query_one(Rows).has_focus


async def test_the_list_of_findings_opens_and_its_words_are_marked(context: AppContext, letter: CoverLetter) -> None:
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert not app.screen.query_one(Findings).region.area
        await pilot.press("K")
        await pilot.pause()
        assert app.screen.query_one(Findings).region.area and app.screen.query_one(ChecksLine).is_open
        words = {shown_text(app)[m.start : m.end] for m in app.screen.query_one(MarkedText).marks}
        assert any(word.startswith("I am a hard-working") for word in words)


async def test_an_older_version_is_compared_and_comes_back(context: AppContext, letter: CoverLetter) -> None:
    cover_letters.save(context, letter.uid, LETTER.replace("six", "four"), "the right figure")
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "the right figure" in app.screen.query_one(Reader).text
        await pilot.press("D")
        await pilot.pause()
        changes = str(app.screen.query_one("#covers-diff Static", Static).content)
        assert "six" in changes and "four" in changes
        await pilot.press("escape")
        assert isinstance(app.screen, CoversScreen) and not app.screen.has_class("-comparing")
        await pilot.press("V", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CompareDialog)
        await pilot.press("y")
        await pilot.pause()
        assert shown_text(app) == LETTER and len(context.records.versions_of(letter.uid)) == 3


async def test_from_100_columns_the_lesson_stands_beside_it(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    made = cover_letters.add(context, LETTER, answers[2].uid, company="Millers")
    app = SmallApp(lambda: CoversScreen(context, filed[2].uid))
    async with app.run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        reader = app.screen.query_one(Reader)
        assert "answers stayed general" in reader.text and reader.region.x > app.screen.query_one(MarkedText).region.x
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not reader.region.area
        await pilot.press("v")
        await pilot.pause()
        assert reader.region.area and app.screen.query_one(Rows).current == made


async def test_what_changed_and_why_is_noted(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    made = cover_letters.add(context, LETTER, company="Millers")
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("M", *"figures", "tab", "right", "ctrl+s")
        await pilot.pause()
        (version,) = context.records.versions_of(made.uid)
        assert version.note == "figures" and version.feedback in {one.uid for one in answers}
        await pilot.press("F")
        await pilot.pause()
        await pilot.press(*"Mills", "ctrl+s")
        await pilot.pause()
        assert context.records.cover_letters[made.uid].company == "Mills"


async def test_finish_copy_write_and_delete(
    context: AppContext, letter: CoverLetter, copied: list[str], tmp_path: Path
) -> None:
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert context.records.cover_letters[letter.uid].done is not None
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert copied == [LETTER]
        await pilot.press("ctrl+e")
        app.screen.query_one(Input).value = str(tmp_path / "letter.txt")
        await pilot.press("enter")
        await pilot.pause()
        assert (tmp_path / "letter.txt").read_text("utf-8").strip() == LETTER
        cover_letters.save(context, letter.uid, f"{LETTER}\n[date]")
        app.screen.reload()  # type: ignore[attr-defined]  # the screen under test
        await pilot.press("y", "space")
        await pilot.pause()
        assert copied == [LETTER] and "[date] is still to be filled in" in said(app)
        assert context.records.cover_letters[letter.uid].done is None
        await pilot.press("delete")
        await pilot.pause()
        assert not context.records.cover_letters and app.screen.has_class("-empty")


async def test_what_is_being_typed_is_kept_when_the_program_ends(context: AppContext, letter: CoverLetter) -> None:
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("e", *"PS ")
    assert cover_letters.text_of(context.records, letter.uid) == f"PS {LETTER}"


async def test_the_bullets_lead_to_the_letters(context: AppContext, letter: CoverLetter) -> None:
    app = SmallApp(lambda: BulletsScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, CoversScreen)


@pytest.mark.parametrize("words", HOSTILE[:12])
async def test_hostile_letters_are_shown_as_text(context: AppContext, words: str) -> None:
    made = cover_letters.add(context, f"x {words}", company=words, role=words, person=words, title=f"t{words}")
    cover_letters.save(context, made.uid, f"y {words}", words)
    app = SmallApp(lambda: CoversScreen(context))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("K", "D")
        await pilot.pause()
        assert not harm(app)
        await pilot.press("V", "enter")
        await pilot.pause()
        assert not harm(app)


async def test_the_checklist_of_a_rejection_leads_to_the_letters_that_learn_from_it(demo: AppContext) -> None:
    async with opened(demo, (120, 36)) as (app, pilot):
        halden = next(r for r in demo.records.rejections.values() if r.company == "Halden Insurance")
        dashboard(app).select(halden.uid)
        await press(pilot, "2", "f10")
        assert isinstance(app.screen, CoversScreen)
        assert "after Halden Insurance" in seen(app) and "Halden pays most water claims" in seen(app)
        await paste(pilot, LETTER)
        await press(pilot, *"Millers", "ctrl+s")
        new = next(c for c in demo.records.cover_letters.values() if c.company == "Millers")
        assert new.rejection == halden.uid and new.feedback
