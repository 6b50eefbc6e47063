"""Where a question was asked: every interview that noted it, whatever it came from."""

from datetime import timedelta

from rejection_tui.domain.asked import Asked, asked
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.refine import Question
from tests.world.clock import NOW
from tests.world.records import records, rejection

TODAY = NOW.date()


def test_a_question_is_found_in_every_interview_that_noted_it() -> None:
    acme = rejection()
    questions = [
        Question("bank", "Why us?", "motivation", NOW, "bank"),
        Question("alone", "Why you?", "own", NOW, "asked", acme.uid),
        Question("mine", "What now?", "own", NOW),
    ]
    rounds = [
        Interview("i1", acme.uid, TODAY - timedelta(days=9), NOW, "first", questions=("WHY US",)),
        Interview("i2", acme.uid, TODAY, NOW, "second", questions=("Why us?", "Why us?")),
        Interview("i3", "gone", TODAY, NOW, "third", questions=("What now?",)),
    ]
    found = asked(records(acme, *questions, *rounds))
    assert [(one.round, one.day) for one in found["bank"]] == [("second", TODAY), ("first", TODAY - timedelta(days=9))]
    assert found["alone"] == (Asked(acme.company, acme.role),)
    assert "mine" not in found
    assert (
        found["bank"][0].words(NOW).startswith(f"{acme.company}, second, ")
        and found["alone"][0].words(NOW) == acme.company
    )
