"""What a pasted text is taken for."""

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.progress import open_questions
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.services.pasted import Pasted, PastedKind, what_is
from tests.world.sample import northwind

LETTER = (
    "Dear Alex,\n\nThank you for applying for the Analyst role at Umbra. We have decided not to move forward with your "
    "application.\n\nKind regards\nTom Hale\nUmbra"
)
ANSWER = (
    "Hi Alex,\n\nOf course, happy to help. The panel felt that your examples were a little short on the results: say "
    "what changed because of your work, with a figure. Your SQL was strong.\n\nBest wishes\nJane"
)
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Letter\r\nORG:Umbra\r\nEMAIL:anna@umbra.example\r\nEND:VCARD\r\n"
CV = "Experience\n- Led a team of four engineers\n- Cut the cost of reports by 20%\n• Wrote the weekly newsletter\n"


def asked(context: AppContext, rejection: Rejection) -> str:
    """Ask for feedback, and return the uid of the rejection it is about."""
    action = context.records.action(rejection.uid, ActionKey.FEEDBACK_ASK)
    assert action is not None
    checklist.tick(context, action.uid)
    return rejection.uid


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", PastedKind.NOTHING),
        (" \r\n\x1b[2J ", PastedKind.NOTHING),
        ("hello", PastedKind.SHORT),
        ("https://jobs.example", PastedKind.SHORT),
        (LETTER, PastedKind.LETTER),
        (LETTER.replace("\n", "\r\n"), PastedKind.LETTER),
        (ANSWER, PastedKind.LETTER),  # nobody was asked anything
        (CARD, PastedKind.PEOPLE),
        (CARD.lower(), PastedKind.PEOPLE),
        (CV, PastedKind.CV),
        ("1. Led a team of four\n2) Cut the costs of reports\n", PastedKind.CV),
        (f"{LETTER}\n- one point\n- and another", PastedKind.LETTER),
        ("x" * 5000, PastedKind.LETTER),
        ("\x00\ud800" * 60, PastedKind.LETTER),
    ],
)
def test_what_a_text_is(context: AppContext, text: str, kind: PastedKind) -> None:
    assert what_is(context, text) == Pasted(kind)


def test_an_answer_belongs_to_the_question_that_is_open(context: AppContext) -> None:
    uid = asked(context, northwind(context))
    assert open_questions(context.records) == (uid,)
    assert what_is(context, ANSWER) == Pasted(PastedKind.ANSWER, uid)
    head = (
        "From: Jane Hart <jane.hart@northwind.example>\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nSubject: Re: Analyst\n"
    )
    assert what_is(context, f"{head}\n{ANSWER}") == Pasted(PastedKind.ANSWER, uid)
    assert what_is(context, LETTER) == Pasted(PastedKind.LETTER)


def test_where_two_questions_are_open_the_sender_decides(context: AppContext, acme: Rejection) -> None:
    uids = {asked(context, acme), asked(context, northwind(context))}
    assert set(open_questions(context.records)) == uids
    assert what_is(context, ANSWER) == Pasted(PastedKind.LETTER)
    head = "From: Priya Nair <priya@acme.example>\nDate: Wed, 25 Nov 2026 10:00:00 +0000\nSubject: Re: One question\n"
    assert what_is(context, f"{head}\n{ANSWER}") == Pasted(PastedKind.ANSWER, acme.uid)
