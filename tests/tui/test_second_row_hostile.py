"""Hostile words in every field, on every screen behind the dashboard, at every size: text, no click, no crash."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.record import replace
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.dialogs.export import ExportDialog
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.dialogs.question import QuestionDialog
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.screens.bullets import BulletsScreen
from rejection_tui.tui.screens.company import CompanyScreen
from rejection_tui.tui.screens.covers import CoversScreen
from rejection_tui.tui.screens.importing import ImportScreen
from rejection_tui.tui.screens.insights import InsightsScreen
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.screens.practice import PracticeScreen
from rejection_tui.tui.screens.rehearsal import RehearsalScreen
from rejection_tui.tui.screens.timeline import TimelineScreen
from tests.world.app import SmallApp
from tests.world.clock import NOW
from tests.world.hostile import LINE as HOSTILE
from tests.world.letters import LETTER
from tests.world.sample import some_answers, some_bullets, some_questions, some_rejections

#: The control and bidi characters that must not reach a cell; the escapes' letters may, as text.
FORBIDDEN = set("\x1b\x07\x9b\u202e")
Make = Callable[[AppContext, str], Screen[Any]]
SCREENS: dict[str, Make] = {
    "add": lambda context, uid: AddDialog(context, LETTER.replace("Northwind", f"{HOSTILE} Northwind")),
    "agenda": lambda context, uid: AgendaScreen(context),
    "bullets": lambda context, uid: BulletsScreen(context),
    "covers": lambda context, uid: CoversScreen(context),
    "company": lambda context, uid: CompanyScreen(context, context.records.rejections[uid].company),
    "cv": lambda context, uid: CvDialog(context, text=f"- {HOSTILE} one\n- {HOSTILE} two"),
    "export": lambda context, uid: ExportDialog(context),
    "import": lambda context, uid: ImportScreen(context),
    "insights": lambda context, uid: InsightsScreen(context),
    "letter": lambda context, uid: LetterScreen(context, uid),
    "outcome": lambda context, uid: OutcomeDialog(context, [uid]),
    "practice": lambda context, uid: PracticeScreen(context),
    "question": lambda context, uid: QuestionDialog(context),
    "rehearsal": lambda context, uid: RehearsalScreen(context, ["q1"]),
    "timeline": lambda context, uid: TimelineScreen(context, uid),
}
#: Keys that open what else a screen shows; none of them writes a file.
KEYS = {"agenda": "v", "bullets": "v", "covers": "K", "insights": "v", "practice": "v", "letter": "o"}


def _poison(context: AppContext) -> str:
    """Put hostile words into every text field, past the services, as a file edited by hand would bring them."""
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    bullets = some_bullets(context, answers[2].uid, filed[2].uid)
    questions = some_questions(context, answers[2].uid, filed[2].uid)
    with context.store.transaction(HOSTILE, context.now()) as transaction:
        for one in filed:
            transaction.put(
                replace(one, company=f"{HOSTILE} {one.company}", role=HOSTILE, notes=HOSTILE, recruiter_name=HOSTILE)
            )
        for answer in answers:
            transaction.put(replace(answer, verbatim=HOSTILE, quote=HOSTILE, plan=HOSTILE, themes=(HOSTILE,)))
        for bullet in bullets:
            transaction.put(replace(bullet, before=f"{HOSTILE} {bullet.uid}", after=HOSTILE, section=HOSTILE))
        transaction.put(CoverLetter("o1", NOW, HOSTILE, HOSTILE, HOSTILE, HOSTILE, feedback=answers[2].uid))
        transaction.put(CoverVersion("p1", "o1", f"{HOSTILE}\n{HOSTILE}", NOW, HOSTILE, answers[2].uid))
        for question in questions:
            transaction.put(replace(question, text=HOSTILE, type=HOSTILE, situation=HOSTILE))
    return filed[2].uid


def _drawn(app: SmallApp) -> str:
    text = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            text.append(segment.text)
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta, meta
            assert not (segment.style and segment.style.link), segment
    return "".join(text)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (60, 15), (20, 5)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_hostile_words_are_only_words(context: AppContext, size: tuple[int, int]) -> None:
    uid = _poison(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        for name in sorted(SCREENS):
            while len(app.screen_stack) > 1:
                app.pop_screen()
            app.push_screen(SCREENS[name](context, uid))
            await _visit(pilot, name)
            drawn = _drawn(app)
            assert not FORBIDDEN & set(drawn), name
            if size[0] >= 80 and name in ("timeline", "company", "bullets", "agenda"):
                assert "[/] [b]" in drawn, name


async def _visit(pilot: Pilot[None], name: str) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    if name in KEYS:
        await pilot.press(KEYS[name])
    await pilot.pause()
    await pilot.press("down", "pagedown")
    await pilot.pause()


async def test_resizing_loses_nothing_typed(context: AppContext) -> None:
    app = SmallApp(lambda: AddDialog(context))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press(*"Acme")
        for size in ((20, 5), (200, 60), (1, 1), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press(*" Ltd", "ctrl+s")
        await pilot.pause()
        assert [r.company for r in context.records.rejections.values()] == ["Acme Ltd"]
