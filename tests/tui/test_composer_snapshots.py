"""How the composer and the small forms look; the text in them is our own, so that a better template breaks nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.feedback import Gap
from rejection_tui.services import contacts, journal
from rejection_tui.services.desk import Desk
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.learning import LearningDialog
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.screens.composer import Composer
from tests.conftest import NOW
from tests.tui.small_app import SmallApp, jane, northwind, written

REPLY = (
    "Dear Jane,\n\nThank you for letting me know, and for the time you and the team gave me. I understand the decision."
    "\n\nI enjoyed hearing how Northwind Ltd runs its pipelines. If a role comes up that fits my skills, I would be "
    "glad to be considered.\n\nKind regards,\nAlex Morgan"
)
ASK = (
    "Dear [their name],\n\nThank you again for the interview. I accept the decision. Why was I rejected? I disagree "
    "with it, please reconsider.\n\nKind regards,\nAlex Morgan"
)
NOTE = "Hello Jane, thank you for the interview for the Data Engineer role in November. I would like to stay in touch."
ANSWER = (
    "Dear Alex,\n\nThank you for asking. We enjoyed meeting you. We decided for someone with more hands-on "
    "experience with Airflow, which the team needs from the first day.\n\nBest of luck,\nJane"
)


def reply(desk: Desk) -> Screen[Any]:
    return Composer(desk, written(desk, DraftKind.REPLY, northwind(desk), body=REPLY, subject="Thank you"))


def ask(desk: Desk) -> Screen[Any]:
    return Composer(desk, written(desk, DraftKind.FEEDBACK, northwind(desk), body=ASK, subject="One question"))


def note(desk: Desk) -> Screen[Any]:
    return Composer(desk, written(desk, DraftKind.LINKEDIN, northwind(desk), body=NOTE))


def nameless(desk: Desk) -> Screen[Any]:
    body = REPLY.replace("Alex Morgan", "[your name]")
    return Composer(desk, written(desk, DraftKind.REPLY, northwind(desk, name=""), body=body, subject="Thank you"))


def new_answer(desk: Desk) -> Screen[Any]:
    return FeedbackDialog(desk, northwind(desk).uid)


def old_answer(desk: Desk) -> Screen[Any]:
    rejection = northwind(desk)
    feedback = journal.add(
        desk,
        rejection.uid,
        ANSWER,
        gap=Gap.SKILL,
        themes=("airflow",),
        quote="more hands-on experience with Airflow",
        plan="Run Airflow on my own data",
        notes="But I did use it. This is unfair.",
    )
    return FeedbackDialog(desk, rejection.uid, feedback)


def contact(desk: Desk) -> Screen[Any]:
    person = jane(desk, northwind(desk))
    contacts.touch(desk, person.uid, "linkedin", "note after the interview", True, NOW - timedelta(days=200))
    contacts.touch(desk, person.uid, "email", "the article on streaming", False, NOW - timedelta(days=100))
    contacts.add_win(desk, "Passed the CKA exam", "certificate")
    return ContactDialog(desk, person)


def new_contact(desk: Desk) -> Screen[Any]:
    return ContactDialog(desk, None, northwind(desk).uid)


def touch(desk: Desk) -> Screen[Any]:
    person = jane(desk, northwind(desk))
    contacts.touch(desk, person.uid, "email", "the article on streaming", None, NOW - timedelta(days=100))
    return TouchDialog(desk, person.uid)


def win(desk: Desk) -> Screen[Any]:
    return WinDialog(desk)


def learning(desk: Desk) -> Screen[Any]:
    feedback = journal.add(desk, northwind(desk).uid, ANSWER, quote="more hands-on experience with Airflow")
    return LearningDialog(desk, feedback.uid)


def save_as(desk: Desk) -> Screen[Any]:
    return SaveAs("Write the draft to a file", Path("/home/alex/northwind-ltd-reply.eml"))


def plain(desk: Desk) -> Screen[Any]:
    return PlainView(REPLY)


async def still(pilot: Pilot[Any]) -> None:
    """Stop every cursor from blinking."""
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    for area in pilot.app.screen.query(TextArea):
        area.cursor_blink = False
    await pilot.pause()


SIZES = SMALL, MIDDLE, _ = (80, 24), (120, 36), (200, 60)
PAGES = (reply, ask, note, old_answer, contact)
LOOKS = [
    *((make, size, theme) for make in PAGES for size in SIZES for theme in ("dark", "light")),
    *((make, SMALL, "dark") for make in (nameless, new_answer, new_contact, touch, win, learning, save_as, plain)),
    (touch, MIDDLE, "light"),
]


@pytest.mark.parametrize(
    ("make", "size", "theme"), LOOKS, ids=[f"{make.__name__}-{size[0]}-{theme}" for make, size, theme in LOOKS]
)
def test_looks(
    snap_compare: Callable[..., bool],
    desk: Desk,
    make: Callable[[Desk], Screen[Any]],
    size: tuple[int, int],
    theme: str,
) -> None:
    app = SmallApp(lambda: make(desk), f"textual-{theme}")
    assert snap_compare(app, terminal_size=size, run_before=still)
