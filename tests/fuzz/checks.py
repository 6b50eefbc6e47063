"""Invariants of any file the services have written, after any changes in any order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from rejection_tui.domain import insights, timeline
from rejection_tui.domain.codec import record_tables
from rejection_tui.domain.company import company_card, company_key
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.records import REFERENCES, Records
from rejection_tui.domain.rejection import RejectionKind
from rejection_tui.domain.steps import ActionState, StepState
from rejection_tui.services import agenda, exports, history
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store

HOSTILE = ("\x1b", "\x07", "\x00", "\u202e", "\x9b", "\u200b")


def changes_in_effect(context: AppContext) -> int:
    """Return how many transactions are in effect; undone ones are not counted."""
    return sum(1 for entry in history.entries(context) if not entry.undone)


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


def links_resolve(records: Records) -> None:
    """Every link names a record that is there, or nothing."""
    for (table, name), reference in REFERENCES.items():
        for record in getattr(records, table).values():
            if uid := getattr(record, name):
                assert uid in getattr(records, reference.table), f"{table}.{name} of {record} leads nowhere"


def text_is_clean(records: Records) -> None:
    """No record holds a character a terminal could act on."""
    for table in record_tables():
        for record in getattr(records, table).values():
            for name in record.__struct_fields__:
                for text in texts(getattr(record, name)):
                    assert not any(c in text for c in HOSTILE), (table, name, text)


def steps_agree(records: Records) -> None:
    """The state of a step follows from its actions, and an action's own fields agree with its state."""
    for action in records.actions.values():
        assert (action.at is None) is action.open, action
        assert bool(action.reason) is (action.state is ActionState.SKIPPED), action
    for rejection in records.rejections.values():
        mine = records.actions_of(rejection.uid)
        keys = [(a.key, a.ref) for a in mine]
        assert len(keys) == len(set(keys)), keys
        nudge, ask = records.action(rejection.uid, "feedback.nudge"), records.action(rejection.uid, "feedback.ask")
        assert nudge is None or not nudge.open or (ask is not None and ask.state is ActionState.DONE)
        for number, state in step_states(records, rejection.uid).items():
            step = [a for a in mine if a.step == number]
            if step and all(not a.open for a in step):
                assert state in (StepState.DONE, StepState.SKIPPED)
            if state is StepState.SKIPPED:
                assert any(a.state is ActionState.SKIPPED for a in step)


def everything_can_be_shown(context: AppContext) -> None:
    """No reader of the data raises, and the result of each is consistent."""
    items = agenda.agenda(context)
    names = [(i.kind, i.action or i.ref or i.contact or i.rejection) for i in items]
    assert len(names) == len(set(names)), names
    assert all(i.title for i in items)
    withdrawn = {r.uid for r in context.records.rejections.values() if r.kind is RejectionKind.WITHDREW}
    assert not any(i.rejection in withdrawn for i in items)
    assert len(agenda.today(context)) <= 3
    assert len(agenda.due(context)) <= len(items)
    insights.insights(context.records, context.now(), context.rules)
    assert insights.suggestion(context.records, context.now(), context.rules)
    for rejection in context.records.rejections.values():
        assert status_line(context.records, rejection.uid, context.now())
        timeline.timeline(context.records, rejection.uid, context.now(), context.rules)
        if company_key(rejection.company):
            company_card(context.records, rejection.company, context.now(), context.rules)
    for kind in exports.FORMATS:
        assert isinstance(exports.render(context, kind), bytes)
        if kind != "ics":
            exports.render(context, kind, share_safe=True)


def reloads_equal(context: AppContext) -> None:
    """Another program reading the file sees exactly the same records; and so does a plain TinyDB."""
    path: Path = context.path
    if not path.exists():
        return
    assert Store(path).records == context.records
    with TinyDB(path) as plain:
        for table in record_tables():
            found = {doc["uid"] for doc in plain.table(table).all()}
            assert found == set(getattr(context.records, table)), table
