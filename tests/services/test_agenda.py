"""The agenda: every kind of line can be snoozed and taken off, in one transaction each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rejection_tui.domain import agenda as agenda_rules
from rejection_tui.domain.agenda import AgendaItem, AgendaKind, index
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.services import (
    agenda,
    checklist,
    contacts,
    journal,
    letters,
    practice,
    refine,
    rejections,
    reminders,
)
from rejection_tui.services.context import AppContext
from rejection_tui.services.demo import build
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.records import fact


def line(context: AppContext, kind: str) -> AgendaItem | None:
    return next((i for i in agenda.agenda(context) if i.kind == kind), None)


def closed(context: AppContext, clock: Clock) -> None:
    rejections.add(context, letters.Entry("Globex", "x", NOW, kind=RejectionKind.ROLE_CLOSED))
    clock.moment += timedelta(days=60)


def bullets(context: AppContext, clock: Clock) -> None:
    refine.queue_bullets(context, ["Handled accounts", "Did reports"])
    clock.moment += timedelta(days=8)


def asked(context: AppContext, clock: Clock, days: int) -> None:
    acme = rejections.add(context, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair"))
    ask = context.records.action(acme.uid, "feedback.ask")
    assert ask is not None
    checklist.tick(context, ask.uid)
    clock.moment += timedelta(days=days)


def answered(context: AppContext, gap: Gap | None) -> None:
    acme = rejections.add(context, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair"))
    journal.add(context, acme.uid, "More Airflow would help.", gaps=(NamedGap(gap),) if gap else ())


def met(context: AppContext, clock: Clock) -> None:
    contacts.add(context, "Priya Nair")
    clock.moment += timedelta(days=100)


def lettered(context: AppContext, kind: FactType, value: str = "", about: str = "") -> None:
    reading = letters.read_text(LETTER)
    said = (fact(kind, value, "Some words of theirs.", about),)
    letters.file(context, [replace(letters.entry_of(reading, NOW), reading=replace(reading, facts=said))])


CASES: dict[str, Callable[[AppContext, Clock], object]] = {
    "reply": lambda d, c: rejections.add(d, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW, recruiter_name="P N")),
    "revisit": closed,
    "learning": lambda d, c: refine.learn(d, "Airflow", NOW.date()),
    "bullets": bullets,
    "practice": lambda d, c: practice.queue(d, [q.id for q in practice.bank()[:3]]),
    "contact": met,
    "nudge": lambda d, c: asked(d, c, 20),
    "silence": lambda d, c: asked(d, c, 50),
    "thanks": lambda d, c: answered(d, None),
    "gap": lambda d, c: answered(d, None),
    "answer": lambda d, c: lettered(d, FactType.ASKS, "", "tell"),
    "request": lambda d, c: lettered(d, FactType.ASKS, "", "send"),
    "call": lambda d, c: lettered(d, FactType.FEEDBACK_OFFERED, "call"),
    "note": lambda d, c: lettered(d, FactType.FEEDBACK_OFFERED, "given"),
    "reapply": lambda d, c: lettered(d, FactType.REAPPLY, "2026-12"),
    "reminder": lambda d, c: reminders.add(d, NOW.date(), "Ask about the data role"),
}


@pytest.mark.parametrize("kind", CASES)
def test_every_line_can_be_snoozed(context: AppContext, clock: Clock, kind: str) -> None:
    CASES[kind](context, clock)
    item = line(context, kind)
    assert item is not None
    today = clock.moment.date()
    refused(context, lambda: agenda.snooze(context, item, today), "after today")
    one_transaction(context, lambda: agenda.snooze(context, item, today + timedelta(days=5)))
    left = line(context, kind)
    assert left is None or left.due == today + timedelta(days=5)
    assert not [i for i in agenda.due(context) if i.kind == kind]
    clock.moment += timedelta(days=5)
    assert line(context, kind) is not None


@pytest.mark.parametrize("kind", CASES)
def test_every_line_can_be_taken_off(context: AppContext, clock: Clock, kind: str) -> None:
    CASES[kind](context, clock)
    item = line(context, kind)
    assert item is not None
    refused(context, lambda: agenda.dismiss(context, item, " \x00"), "reason")
    one_transaction(context, lambda: agenda.dismiss(context, item, "not now"))
    assert line(context, kind) is None
    for table in ("contacts", "bullets", "questions", "learnings", "rejections"):
        for record in getattr(context.records, table).values():
            assert not getattr(record, "archived", False)


def test_a_line_whose_record_is_gone_is_a_sentence(context: AppContext, clock: Clock) -> None:
    CASES["learning"](context, clock)
    item = AgendaItem(AgendaKind.LEARNING, "Airflow", NOW.date(), ref="gone")
    refused(context, lambda: agenda.snooze(context, item, date(2027, 1, 1)), "not in the file")


def test_due_counts_what_has_come(context: AppContext, acme: Rejection, clock: Clock) -> None:
    assert agenda.due(context) == ()
    clock.moment = NOW + timedelta(days=2)
    assert [i.kind for i in agenda.due(context)] == ["reply"]
    assert len(agenda.today(context)) <= 3


def test_what_the_agenda_passes_over_early_would_put_nothing_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = build(tmp_path, NOW, Clock(NOW))
    moments = [NOW + timedelta(days=days) for days in range(-200, 500, 10)]
    quick = [agenda_rules.agenda(context.records, moment, context.rules) for moment in moments]
    monkeypatch.setattr(index, "_with_actions", lambda records, now, rules: iter(records.rejections))
    assert quick == [agenda_rules.agenda(context.records, moment, context.rules) for moment in moments]
    assert sum(len(items) for items in quick) > 100
