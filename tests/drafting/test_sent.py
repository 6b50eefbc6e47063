"""Sorting what the user sent: what it does and what it is."""

import pytest

from rejection_tui.domain.sent import SentAct, SentKind
from rejection_tui.drafting.sent import acts_of, sent_sort

REPLY = (
    "Dear Ms Orme,\n\nThank you for letting me know. I am sorry it was not to be, and I accept your decision. "
    "If another post opens, I would be glad to hear of it.\n\nKind regards,\nAna"
)
QUESTION = "Could you tell me which of my answers was too thin?"


def test_a_reply_thanks_accepts_and_keeps_the_door_open() -> None:
    acts = acts_of(REPLY, "en")
    assert {SentAct.THANKS, SentAct.ACCEPTS, SentAct.DOOR} <= acts
    assert SentAct.ASKS_FEEDBACK not in acts


def test_a_question_asks_for_feedback() -> None:
    sort = sent_sort(f"Dear Ms Orme,\n\nThank you for your letter. {QUESTION}\n\nAna", "Re: Your application", "en")
    assert sort.asks_feedback
    assert sort.kind in (SentKind.FEEDBACK, SentKind.REPLY_AND_FEEDBACK)


@pytest.mark.parametrize(
    ("subject", "body", "language", "kind"),
    [
        ("Re: Your application", REPLY, "en", SentKind.REPLY),
        (
            "Withdrawing my application",
            "Dear Mr Bell,\n\nI would like to withdraw my application, as I have accepted another offer.\n\nAna",
            "en",
            SentKind.WITHDRAWAL,
        ),
        (
            "Application for Planner",
            "Dear Mr Bell,\n\nI am writing to apply for the post of Planner. My CV is attached.\n\nAna",
            "en",
            SentKind.APPLICATION,
        ),
        (
            "Rücknahme meiner Bewerbung",
            "Sehr geehrte Frau Orme,\n\nhiermit ziehe ich meine Bewerbung zurück.\n\nAna Weiß",
            "de",
            SentKind.WITHDRAWAL,
        ),
        (
            "Bewerbung als Planerin",
            "Sehr geehrte Frau Orme,\n\nhiermit bewerbe ich mich als Planerin. Meine Unterlagen hängen an.\n\nAna Weiß",
            "de",
            SentKind.APPLICATION,
        ),
    ],
)
def test_kinds(subject: str, body: str, language: str, kind: SentKind) -> None:
    assert sent_sort(body, subject, language).kind is kind


@pytest.mark.parametrize("body", ["", "\n", "x" * 30_000, "?" * 5_000])
def test_any_text_is_sorted(body: str) -> None:
    assert 0 <= sent_sort(body, body[:500], "xx").confidence <= 1
