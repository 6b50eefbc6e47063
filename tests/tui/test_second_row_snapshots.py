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

from rejection_tui.services import letters, rejections
from rejection_tui.services.desk import Desk
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
from rejection_tui.tui.theme import THEMES
from rejection_tui.tui.widgets.letter_text import LetterText
from tests.conftest import Clock
from tests.tui.harness import INVITATION, LETTER, Stage, some_mail
from tests.tui.records import some_answers, some_bullets, some_questions, some_rejections
from tests.tui.test_people import CARDS

Make = Callable[[Desk], Screen[Any]]
CV = "- Responsible for customer accounts\n- Helped with hiring\n- Cut costs by 15 % in 2025\n"


class Shown(Stage):
    """The harness in the house's own colours."""

    def __init__(self, make: Callable[[], Screen[Any]], theme: str) -> None:
        super().__init__(make)
        for one in THEMES:
            self.register_theme(one)
        self.theme = f"rejtui-{theme}"


def _lived(desk: Desk) -> Desk:
    filed = some_rejections(desk)
    answers = some_answers(desk, filed)
    some_bullets(desk, answers[2].uid, filed[2].uid)
    some_questions(desk, answers[2].uid, filed[2].uid)
    return desk


def _named(desk: Desk, company: str) -> str:
    return next(r.uid for r in desk.book.rejections.values() if r.company == company)


def add_by_hand(desk: Desk) -> Screen[Any]:
    return AddDialog(desk)


def add_pasted(desk: Desk) -> Screen[Any]:
    return AddDialog(desk, LETTER)


def add_doubted(desk: Desk) -> Screen[Any]:
    return AddDialog(desk, INVITATION)


def importing_start(desk: Desk) -> Screen[Any]:
    return ImportScreen(desk)


def importing_sorted(desk: Desk) -> Screen[Any]:
    return ImportScreen(desk, some_mail(Path("mail")))


def letter(desk: Desk) -> Screen[Any]:
    quoted = "\n\nOn Fri, 20 Nov 2026 at 09:12, Alex Doe <alex.doe@example.com> wrote:\n> Dear Jane,\n> my exercise.\n"
    one = rejections.add(desk, letters.entry_of(letters.read_text(LETTER + quoted), desk.now()))
    return LetterScreen(desk, one.uid)


def timeline(desk: Desk) -> Screen[Any]:
    return TimelineScreen(_lived(desk), _named(desk, "Initech"))


def outcome(desk: Desk) -> Screen[Any]:
    return OutcomeDialog(_lived(desk), _named(desk, "Initech"))


def company(desk: Desk) -> Screen[Any]:
    return CompanyScreen(_lived(desk), "Initech")


def agenda(desk: Desk) -> Screen[Any]:
    return AgendaScreen(_lived(desk))


def agenda_empty(desk: Desk) -> Screen[Any]:
    return AgendaScreen(desk)


def practice(desk: Desk) -> Screen[Any]:
    return PracticeScreen(_lived(desk))


def question(desk: Desk) -> Screen[Any]:
    return QuestionDialog(_lived(desk))


def rehearsal(desk: Desk) -> Screen[Any]:
    return RehearsalScreen(_lived(desk), ["q1", "q2"])


def bullets(desk: Desk) -> Screen[Any]:
    return BulletsScreen(_lived(desk), bullet="b1")


def cv(desk: Desk) -> Screen[Any]:
    return CvDialog(desk, text=CV)


def insights(desk: Desk) -> Screen[Any]:
    lived = _lived(desk)
    return InsightsScreen(replace(lived, config=replace(lived.config, rules=replace(lived.rules, insights_min=3))))


def insights_few(desk: Desk) -> Screen[Any]:
    return InsightsScreen(_lived(desk))


def export(desk: Desk) -> Screen[Any]:
    return ExportDialog(desk)


def people(desk: Desk) -> Screen[Any]:
    Path("people.vcf").write_text(CARDS, encoding="utf-8")
    return PeopleDialog(desk, Path("people.vcf"))


def merging(desk: Desk) -> Screen[Any]:
    return MergeDialog(desk, Path("other.json"))


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
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Make,
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert snap_compare(Shown(lambda: make(desk), theme), terminal_size=size, run_before=still)


def test_looks_while_rewriting_a_line(snap_compare: Callable[..., bool], desk: Desk) -> None:
    async def write(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("e")
        await still(pilot)

    assert snap_compare(Shown(lambda: bullets(desk), "dark"), terminal_size=SMALL, run_before=write)


def test_looks_while_the_clock_runs(snap_compare: Callable[..., bool], desk: Desk, clock: Clock) -> None:
    async def speak(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("space")
        clock.moment += timedelta(seconds=75)
        await pilot.press("space")
        await still(pilot)

    app: App[None] = Shown(lambda: rehearsal(desk), "dark")
    assert snap_compare(app, terminal_size=SMALL, run_before=speak)
