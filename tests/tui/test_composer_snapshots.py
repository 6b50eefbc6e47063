"""How the composer and the small forms look; the text in them is our own, so that a better template breaks nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from rejection_tui.domain.draft import Draft, DraftKind, Finding, Ground, Sentence, Severity, Source
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.record import replace
from rejection_tui.domain.standing import standings
from rejection_tui.services import contacts, journal, letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.points import Point, PointState
from rejection_tui.tui.dialogs.compare import CompareDialog
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.edit import EditDialog
from rejection_tui.tui.dialogs.feedback import FeedbackDialog
from rejection_tui.tui.dialogs.grounds import GroundsDialog
from rejection_tui.tui.dialogs.learning import LearningDialog
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.dialogs.points import PointsDialog
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.screens.composer import Composer
from tests.world.app import SmallApp
from tests.world.clock import NOW
from tests.world.letters import LETTER
from tests.world.sample import jane, northwind, written

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

QUOTE = "more hands-on experience with Airflow"


def reply(context: AppContext) -> Screen[Any]:
    return Composer(context, written(context, DraftKind.REPLY, northwind(context), body=REPLY, subject="Thank you"))


def beside(context: AppContext) -> Screen[Any]:
    """A reply beside the letter it answers, of which it takes up two places."""
    profile.confirm_name(context, "Alex Morgan")
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    quotes = "the interview last week", "every success in your search"
    texts = "Thank you for letting me know, and for the time you and the team gave me.", "I understand the decision."
    grounds = ((Ground(Source.LETTER, "", quote),) for quote in quotes)
    sentences = tuple(Sentence(text, one) for text, one in zip(texts, grounds, strict=True))
    draft = written(context, DraftKind.REPLY, one, body=REPLY, subject="Thank you", language="de-DE")
    return Composer(context, replace(draft, sentences=sentences))


def grounds(context: AppContext) -> Screen[Any]:
    screen = beside(context)
    assert isinstance(screen, Composer)
    return GroundsDialog(standings(screen.draft, "Dear Jane,", "Alex Morgan"))


def points(context: AppContext) -> Screen[Any]:
    quote = "If it helps, I would be happy to introduce you to Dev at Larkfin, who is hiring."
    said = (
        Point("praise", "they say something good about you", "We liked the demo.", PointState.TAKEN),
        Point("apology", "they apologise", "", PointState.TAKEN, by_user=True),
        Point("help", "they help, or offer to", quote, PointState.UNSURE),
        Point("reapply", "they invite you to apply again", "Do keep an eye out.", PointState.LEFT_OUT, by_user=True),
        Point("met.visit", "you visited them", "", PointState.UNHEARD),
    )
    return PointsDialog(said)


def compare(context: AppContext) -> Screen[Any]:
    after = REPLY.replace("and the team gave me", "gave me").replace("the decision", "[which] decision")
    blocks = Finding("field.placeholder", Severity.BLOCK, "[which] is still to be filled in.", "[which]")
    return CompareDialog("What “tidy” made of it", REPLY, after, (blocks,))


def sheet(context: AppContext) -> Screen[Any]:
    body = "Hello, this is Alex Morgan.\n\nOne question: which part of the interview was weaker?\n\nThank you."
    return Composer(context, Draft("p1", DraftKind.PHONE, "", body, NOW, rejection=northwind(context).uid))


def edit(context: AppContext) -> Screen[Any]:
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    return EditDialog(context, one.uid)


def answer_beside(context: AppContext) -> Screen[Any]:
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    return FeedbackDialog(context, one.uid)


def ask(context: AppContext) -> Screen[Any]:
    return Composer(context, written(context, DraftKind.FEEDBACK, northwind(context), body=ASK, subject="One question"))


def note(context: AppContext) -> Screen[Any]:
    return Composer(context, written(context, DraftKind.LINKEDIN, northwind(context), body=NOTE))


def nameless(context: AppContext) -> Screen[Any]:
    body = REPLY.replace("Alex Morgan", "[your name]")
    return Composer(
        context, written(context, DraftKind.REPLY, northwind(context, name=""), body=body, subject="Thank you")
    )


def new_answer(context: AppContext) -> Screen[Any]:
    return FeedbackDialog(context, northwind(context).uid)


def old_answer(context: AppContext) -> Screen[Any]:
    rejection = northwind(context)
    feedback = journal.add(
        context,
        rejection.uid,
        ANSWER,
        gaps=[NamedGap(Gap.SKILL, ("airflow",), QUOTE, "Run Airflow on my own data")],
        notes="But I did use it. This is unfair.",
    )
    return FeedbackDialog(context, rejection.uid, feedback)


def contact(context: AppContext) -> Screen[Any]:
    person = jane(context, northwind(context))
    contacts.touch(context, person.uid, "linkedin", "note after the interview", True, NOW - timedelta(days=200))
    contacts.touch(context, person.uid, "email", "the article on streaming", False, NOW - timedelta(days=100))
    contacts.add_win(context, "Passed the CKA exam", "certificate")
    return ContactDialog(context, person)


def new_contact(context: AppContext) -> Screen[Any]:
    return ContactDialog(context, None, northwind(context).uid)


def touch(context: AppContext) -> Screen[Any]:
    person = jane(context, northwind(context))
    contacts.touch(context, person.uid, "email", "the article on streaming", None, NOW - timedelta(days=100))
    return TouchDialog(context, person.uid)


def win(context: AppContext) -> Screen[Any]:
    return WinDialog(context)


def learning(context: AppContext) -> Screen[Any]:
    feedback = journal.add(context, northwind(context).uid, ANSWER, gaps=[NamedGap(Gap.SKILL, (), QUOTE)])
    return LearningDialog(context, feedback.uid)


def save_as(context: AppContext) -> Screen[Any]:
    return SaveAs("Write the draft to a file", Path("/home/alex/northwind-ltd-reply.eml"))


def plain(context: AppContext) -> Screen[Any]:
    return PlainView(REPLY)


async def still(pilot: Pilot[Any]) -> None:
    """Stop every cursor from blinking."""
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    for area in pilot.app.screen.query(TextArea):
        area.cursor_blink = False
    await pilot.pause()


SIZES = SMALL, MIDDLE, _ = (80, 24), (120, 36), (200, 60)
WIDE = (100, 30)  # the narrowest window with a letter beside
PAGES = (reply, beside, ask, note, old_answer, contact)
LOOKS = [
    *((make, size, theme) for make in PAGES for size in SIZES for theme in ("dark", "light")),
    *((make, SMALL, "dark") for make in (nameless, new_answer, new_contact, touch, win, learning, save_as, plain)),
    *((make, SMALL, "light") for make in (grounds, compare, sheet)),
    (points, SMALL, "dark"),
    (points, MIDDLE, "light"),
    *((make, size, theme) for make in (edit, answer_beside) for size, theme in ((WIDE, "dark"), (MIDDLE, "light"))),
    (touch, MIDDLE, "light"),
]


@pytest.mark.parametrize(
    ("make", "size", "theme"), LOOKS, ids=[f"{make.__name__}-{size[0]}-{theme}" for make, size, theme in LOOKS]
)
def test_looks(
    snap_compare: Callable[..., bool],
    context: AppContext,
    make: Callable[[AppContext], Screen[Any]],
    size: tuple[int, int],
    theme: str,
) -> None:
    app = SmallApp(lambda: make(context), f"textual-{theme}")
    assert snap_compare(app, terminal_size=size, run_before=still)
