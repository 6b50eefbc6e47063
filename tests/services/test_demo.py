"""The demo: read by the real import, lived through the services, with something in every pane."""

from pathlib import Path

from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import agenda, demo, insights, rejections, upkeep
from tests.conftest import NOW
from tests.fuzz import checks


def test_the_demo_has_something_everywhere(tmp_path: Path) -> None:
    desk = demo.build(tmp_path, NOW, lambda: NOW)
    book = desk.book
    assert len(book.rejections) >= 12 and len(book.letters) == len(book.rejections)
    for table in (
        "feedback",
        "contacts",
        "touches",
        "wins",
        "bullets",
        "questions",
        "rehearsals",
        "learnings",
        "events",
    ):
        assert getattr(book, table), table
    assert {r.outcome for r in book.rejections.values()} >= {Outcome.OPEN, Outcome.ON_HOLD, Outcome.RE_ENGAGED}
    assert agenda.today(desk) and insights.suggestion(desk)
    assert not [f for f in upkeep.doctor(desk).findings if f.level == "broken"]
    checks.links_resolve(book)
    checks.steps_agree(book)
    checks.everything_can_be_shown(desk)
    checks.reloads_equal(desk)


def test_a_kept_demo_is_opened_again_as_it_was_left(tmp_path: Path) -> None:
    first = demo.build(tmp_path, NOW)
    rejections.delete(first, list(first.book.rejections)[:2])
    again = demo.build(tmp_path, NOW)
    assert again.book == first.book and again.path == first.path
