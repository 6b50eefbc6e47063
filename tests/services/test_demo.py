"""The demo: made by the real import and the services, with records in every pane."""

from pathlib import Path

from rejection_tui.domain import insights
from rejection_tui.domain.rejection import Outcome
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.services import agenda, demo, maintenance, rejections
from tests.fuzz import checks
from tests.world.clock import NOW


def test_the_demo_has_something_everywhere(tmp_path: Path) -> None:
    context = demo.build(tmp_path, NOW, lambda: NOW)
    records = context.records
    answered = [r for r in records.rejections.values() if not is_unanswered(r)]
    assert len(answered) >= 12 and len(records.letters) == len(answered) < len(records.rejections)
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
        "participants",
        "reminders",
        "interviews",
        "cover_letters",
        "cover_versions",
    ):
        assert getattr(records, table), table
    assert {r.outcome for r in records.rejections.values()} >= {Outcome.OPEN, Outcome.ON_HOLD, Outcome.RE_ENGAGED}
    assert agenda.today(context) and insights.suggestion(context.records, context.now(), context.rules)
    assert not [f for f in maintenance.doctor(context).findings if f.level == "broken"]
    checks.links_resolve(records)
    checks.steps_agree(records)
    checks.everything_can_be_shown(context)
    checks.reloads_equal(context)


def test_a_kept_demo_is_opened_again_as_it_was_left(tmp_path: Path) -> None:
    first = demo.build(tmp_path, NOW)
    rejections.delete(first, list(first.records.rejections)[:2])
    again = demo.build(tmp_path, NOW)
    assert again.records == first.records and again.path == first.path
