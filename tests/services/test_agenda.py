"""The agenda: every kind of line can be snoozed and taken off, in one act each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.services import agenda, checklist, contacts, journal, letters, practice, refine, rejections
from rejection_tui.services.desk import Desk
from tests.conftest import NOW, Clock
from tests.services.acting import one_act, refused


def line(desk: Desk, kind: str) -> AgendaItem | None:
    return next((i for i in agenda.agenda(desk) if i.kind == kind), None)


def closed(desk: Desk, clock: Clock) -> None:
    rejections.add(desk, letters.Entry("Globex", "x", NOW, kind=RejectionKind.ROLE_CLOSED))
    clock.moment += timedelta(days=60)


def bullets(desk: Desk, clock: Clock) -> None:
    refine.queue_bullets(desk, ["Handled accounts", "Did reports"])
    clock.moment += timedelta(days=8)


def asked(desk: Desk, clock: Clock, days: int) -> None:
    acme = rejections.add(desk, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair"))
    checklist.tick(desk, desk.book.action(acme.uid, "feedback.ask").uid)
    clock.moment += timedelta(days=days)


def answered(desk: Desk, gap: Gap | None) -> None:
    acme = rejections.add(desk, letters.Entry("Acme", "x", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair"))
    journal.add(desk, acme.uid, "More Airflow would help.", gap=gap)


def met(desk: Desk, clock: Clock) -> None:
    contacts.add(desk, "Priya Nair")
    clock.moment += timedelta(days=100)


CASES: dict[str, Callable[[Desk, Clock], object]] = {
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
}


@pytest.mark.parametrize("kind", CASES)
def test_every_line_can_be_snoozed(desk: Desk, clock: Clock, kind: str) -> None:
    CASES[kind](desk, clock)
    item = line(desk, kind)
    assert item is not None
    today = clock.moment.date()
    refused(desk, lambda: agenda.snooze(desk, item, today), "after today")
    one_act(desk, lambda: agenda.snooze(desk, item, today + timedelta(days=5)))
    left = line(desk, kind)
    assert left is None or left.due == today + timedelta(days=5)
    assert not [i for i in agenda.due(desk) if i.kind == kind]
    clock.moment += timedelta(days=5)
    assert line(desk, kind) is not None


@pytest.mark.parametrize("kind", CASES)
def test_every_line_can_be_taken_off(desk: Desk, clock: Clock, kind: str) -> None:
    CASES[kind](desk, clock)
    item = line(desk, kind)
    assert item is not None
    refused(desk, lambda: agenda.dismiss(desk, item, " \x00"), "reason")
    one_act(desk, lambda: agenda.dismiss(desk, item, "not now"))
    assert line(desk, kind) is None
    for table in ("contacts", "bullets", "questions", "learnings", "rejections"):
        for record in getattr(desk.book, table).values():
            assert not getattr(record, "archived", False)


def test_a_line_whose_record_is_gone_is_a_sentence(desk: Desk, clock: Clock) -> None:
    CASES["learning"](desk, clock)
    item = AgendaItem("learning", "Airflow", NOW.date(), ref="gone")
    refused(desk, lambda: agenda.snooze(desk, item, date(2027, 1, 1)), "not in the file")


def test_due_counts_what_has_come(desk: Desk, acme: Rejection, clock: Clock) -> None:
    assert agenda.due(desk) == ()
    clock.moment = NOW + timedelta(days=2)
    assert [i.kind for i in agenda.due(desk)] == ["reply"]
    assert len(agenda.today(desk)) <= 3
