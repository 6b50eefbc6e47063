"""How the screens behind the dashboard look: each at three sizes in the dark, and once in the light."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from rejection_tui.services import letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.dialogs.export import ExportDialog
from rejection_tui.tui.dialogs.merge import MergeDialog
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.dialogs.people import PeopleDialog
from rejection_tui.tui.dialogs.question import QuestionDialog
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.screens.bullets import BulletsScreen
from rejection_tui.tui.screens.company import CompanyScreen
from rejection_tui.tui.screens.importing import ImportScreen
from rejection_tui.tui.screens.insights import InsightsScreen
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.screens.practice import PracticeScreen
from rejection_tui.tui.screens.rehearsal import RehearsalScreen
from rejection_tui.tui.screens.timeline import TimelineScreen
from rejection_tui.tui.widgets.letter_text import LetterText
from tests.tui.test_people import CARDS
from tests.world.app import SmallApp
from tests.world.clock import Clock
from tests.world.letters import INVITATION, LETTER, some_mail, story
from tests.world.sample import some_answers, some_bullets, some_questions, some_rejections

Make = Callable[[AppContext], Screen[Any]]
CV = "- Responsible for customer accounts\n- Helped with hiring\n- Cut costs by 15 % in 2025\n"


class Shown(SmallApp):
    """The small app in the program's own theme; the pictures bear this name."""

    def __init__(self, make: Callable[[], Screen[Any]], theme: str) -> None:
        super().__init__(make, f"rejtui-{theme}")


def _lived(context: AppContext) -> AppContext:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    some_bullets(context, answers[2].uid, filed[2].uid)
    some_questions(context, answers[2].uid, filed[2].uid)
    return context


def _named(context: AppContext, company: str) -> str:
    return next(r.uid for r in context.records.rejections.values() if r.company == company)


def add_by_hand(context: AppContext) -> Screen[Any]:
    return AddDialog(context)


def add_pasted(context: AppContext) -> Screen[Any]:
    return AddDialog(context, LETTER)


def add_doubted(context: AppContext) -> Screen[Any]:
    return AddDialog(context, INVITATION)


def importing_start(context: AppContext) -> Screen[Any]:
    return ImportScreen(context)


def importing_sorted(context: AppContext) -> Screen[Any]:
    return ImportScreen(context, some_mail(Path("mail")))


def importing_returned(context: AppContext) -> Screen[Any]:
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    return ImportScreen(context, story(Path("mail")))


def letter(context: AppContext) -> Screen[Any]:
    quoted = "\n\nOn Fri, 20 Nov 2026 at 09:12, Alex Doe <alex.doe@example.com> wrote:\n> Dear Jane,\n> my exercise.\n"
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER + quoted), context.now()))
    return LetterScreen(context, one.uid)


def timeline(context: AppContext) -> Screen[Any]:
    return TimelineScreen(_lived(context), _named(context, "Initech"))


def outcome(context: AppContext) -> Screen[Any]:
    return OutcomeDialog(_lived(context), [_named(context, "Initech")])


def company(context: AppContext) -> Screen[Any]:
    return CompanyScreen(_lived(context), "Initech")


def agenda(context: AppContext) -> Screen[Any]:
    return AgendaScreen(_lived(context))


def agenda_empty(context: AppContext) -> Screen[Any]:
    return AgendaScreen(context)


def practice(context: AppContext) -> Screen[Any]:
    return PracticeScreen(_lived(context))


def question(context: AppContext) -> Screen[Any]:
    return QuestionDialog(_lived(context))


def rehearsal(context: AppContext) -> Screen[Any]:
    return RehearsalScreen(_lived(context), ["q1", "q2"])


def bullets(context: AppContext) -> Screen[Any]:
    return BulletsScreen(_lived(context), bullet="b1")


def cv(context: AppContext) -> Screen[Any]:
    return CvDialog(context, text=CV)


def insights(context: AppContext) -> Screen[Any]:
    lived = _lived(context)
    return InsightsScreen(replace(lived, config=replace(lived.config, rules=replace(lived.rules, insights_min=3))))


def insights_few(context: AppContext) -> Screen[Any]:
    return InsightsScreen(_lived(context))


def export(context: AppContext) -> Screen[Any]:
    return ExportDialog(context)


def people(context: AppContext) -> Screen[Any]:
    Path("people.vcf").write_text(CARDS, encoding="utf-8")
    return PeopleDialog(context, Path("people.vcf"))


def merging(context: AppContext) -> Screen[Any]:
    return MergeDialog(context, Path("other.json"))


async def still(pilot: Pilot[Any]) -> None:
    """Wait for what is read in the background, and stop every cursor from blinking."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    for _ in range(500):
        if not pilot.app.screen.has_class("-reading") and _letter_is_shown(pilot.app.screen):
            break
        await pilot.pause(0.02)
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    for area in pilot.app.screen.query(TextArea):
        area.cursor_blink = False
    await pilot.wait_for_scheduled_animations()
    await pilot.pause(0.1)


def _letter_is_shown(screen: Screen[Any]) -> bool:
    return not screen.has_class("-sorted") or bool(screen.query_one(LetterText).line_count)


SIZES = SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)
PAGES: tuple[Make, ...] = (
    importing_sorted,
    importing_returned,
    letter,
    timeline,
    company,
    agenda,
    practice,
    rehearsal,
    bullets,
    insights,
)
SHEETS: tuple[Make, ...] = (outcome, question, cv, export, people, merging)
LOOKS = [
    *((make, size, theme) for make in (*PAGES, add_pasted) for size in SIZES for theme in ("dark", "light")),
    *((make, SMALL, theme) for make in SHEETS for theme in ("dark", "light")),
    *((make, SMALL, "dark") for make in (insights_few, add_by_hand, add_doubted, importing_start, agenda_empty)),
]


@pytest.mark.parametrize(
    ("make", "size", "theme"), LOOKS, ids=[f"{make.__name__}-{size[0]}-{theme}" for make, size, theme in LOOKS]
)
def test_looks(
    snap_compare: Callable[..., bool],
    context: AppContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Make,
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert snap_compare(Shown(lambda: make(context), theme), terminal_size=size, run_before=still)


def test_looks_while_rewriting_a_line(snap_compare: Callable[..., bool], context: AppContext) -> None:
    async def write(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("e")
        await still(pilot)

    assert snap_compare(Shown(lambda: bullets(context), "dark"), terminal_size=SMALL, run_before=write)


def test_looks_while_the_clock_runs(snap_compare: Callable[..., bool], context: AppContext, clock: Clock) -> None:
    async def speak(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("space")
        clock.moment += timedelta(seconds=75)
        await pilot.press("space")
        await still(pilot)

    app: App[None] = Shown(lambda: rehearsal(context), "dark")
    assert snap_compare(app, terminal_size=SMALL, run_before=speak)
