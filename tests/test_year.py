"""One rejection from its letter to *re-engaged*, lived through the services day by day on a moving clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from rejection_tui.config import Config
from rejection_tui.domain import insights, timeline
from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.messages import next_kind
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.rejection import Outcome
from rejection_tui.domain.steps import StepState
from rejection_tui.services import (
    agenda,
    calendar,
    contacts,
    drafts,
    exports,
    journal,
    letters,
    outcomes,
    practice,
    profile,
    refine,
)
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.world.clock import Clock
from tests.world.letters import LETTER

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANSWER = "Happy to. The other candidate had run Airflow in production, and your answers on system design were long."


class Year:
    """The applicant's context, and how the days pass."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(START)
        self.context = AppContext(Store(folder / "year.json"), Config(), self.clock)
        reading = letters.read_text(LETTER)
        profile.confirm_name(self.context, profile.suggest_name(self.context, [reading]))
        self.uid = letters.file(self.context, [letters.entry_of(reading, self.context.now())])[0].uid

    def day(self, number: int) -> None:
        """Go on to a day of the year, looking at everything on each day between."""
        while (self.clock.moment - START).days < number:
            self.clock.moment += timedelta(days=1)
            assert len(agenda.today(self.context)) <= 3
            assert self.status()

    def status(self) -> str:
        return status_line(self.context.records, self.uid, self.context.now())

    def steps(self) -> str:
        marks = {StepState.TODO: "○", StepState.DRAFTED: "◐", StepState.UNDER_WAY: "◑", StepState.DONE: "●"}
        return "".join(marks[s] for s in step_states(self.context.records, self.uid).values())

    def due(self) -> list[str]:
        return [i.kind for i in agenda.due(self.context)]

    def today(self) -> list[str]:
        return [i.title for i in agenda.today(self.context)]

    def send(self, kind: DraftKind) -> None:
        draft = drafts.record_copied(self.context, drafts.open(self.context, kind, self.uid), "xclip")
        drafts.record_sent(self.context, draft)

    def calendar(self) -> dict[str, tuple[str, object]]:
        """Read the calendar file with two libraries and return what is due by its uid."""
        data = exports.render(self.context, "ics")
        found = {
            str(e["UID"]): (str(e["SUMMARY"]), e.decoded("DTSTART"))
            for e in icalendar.Calendar.from_ical(data).walk()
            if e.name in ("VEVENT", "VTODO")
        }
        second = vobject.readOne(data.decode())
        kinds = [*getattr(second, "vevent_list", []), *getattr(second, "vtodo_list", [])]
        assert {str(e.uid.value) for e in kinds} == set(found)
        assert len(found) == len(agenda.agenda(self.context, calendar.DAYS))
        return found


def at(events: list[str], *wanted: str) -> bool:
    """True when `wanted` stand in `events` in this order."""
    rest = iter(events)
    return all(any(word in event for event in rest) for word in wanted)


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)


def test_a_year_from_the_letter_to_re_engaged(year: Year) -> None:
    context, uid = year.context, year.uid
    assert (year.status(), year.steps()) == ("reply to write", "○○○○")
    assert year.due() == [] and any("Jane Hart" in title for title in year.today())
    first = year.calendar()

    drafts.save(context, drafts.open(context, DraftKind.REPLY, uid))
    assert (year.status(), year.steps()) == ("reply drafted", "◐○○○")
    year.day(1)
    assert year.due() == ["reply"] and any("tonight" in title or "today" in title for title in year.today())
    year.send(DraftKind.REPLY)
    assert (year.status(), year.steps()) == ("feedback to ask for", "●○○○")
    assert context.records.rejections[uid].outcome is Outcome.ON_HOLD

    fields = contacts.from_rejection(context, uid)
    jane = contacts.add_for(context, uid, fields.pop("name"), **fields)
    year.send(DraftKind.FEEDBACK)
    assert year.status() == "waiting for an answer" and year.steps() == "●◑○◑"

    year.day(14)
    assert "nudge" not in year.due()
    year.day(15)
    assert "nudge" in year.due()
    assert next_kind(context.records, uid, context.now()) is DraftKind.NUDGE
    year.send(DraftKind.NUDGE)
    assert "nudge" not in year.due()

    year.day(18)
    themes = tuple(gap.theme for gap in journal.propose(ANSWER).gaps)
    answer = journal.add(context, uid, ANSWER, None, Gap.TECHNIQUE, themes, "your answers on system design were long")
    year.day(19)
    assert "thanks" in year.due()
    year.send(DraftKind.THANKS)
    journal.accept(context, answer.uid)
    assert year.steps()[1] == "●" and year.status() == "questions to practise"

    (question,) = practice.queue(context, [practice.bank()[0].id], uid, answer.uid)
    for day in (20, 22, 30):
        year.day(day)
        practice.rehearse(context, question.uid, Rating.SMOOTH, 110)
    assert practice.is_smooth(context, question.uid) and year.steps()[2] == "●"

    year.day(31)
    year.send(DraftKind.LINKEDIN)
    assert year.status() == "keeping in touch"
    cadence_over_the_months(year, jane.uid)

    year.day(300)
    outcomes.set_outcome(context, [uid], Outcome.RE_ENGAGED, "Jane wrote about a new role")
    assert year.status() == "re-engaged"
    assert not [i for i in agenda.agenda(context) if i.kind in ("reply", "feedback", "nudge", "silence")]
    year.day(365)
    what_the_year_shows(year, first)


def cadence_over_the_months(year: Year, jane: str) -> None:
    """The contact becomes due, then overdue; a value update needs a win; after it the contact is not due."""
    context = year.context
    for day, warmth in ((119, Warmth.WARM), (121, Warmth.DUE), (213, Warmth.OVERDUE)):
        year.day(day)
        assert contacts.cadence(context, jane).warmth is warmth, day
        assert ("contact" in year.due()) is (warmth is not Warmth.WARM)
    draft = drafts.compose(context, DraftKind.VALUE, year.uid, jane)
    with pytest.raises(Refused, match="needs a win"):
        drafts.record_sent(context, draft)
    contacts.add_win(context, "Airflow in production for a charity", "project")
    year.clock.moment += timedelta(minutes=5)
    made = drafts.compose(context, DraftKind.VALUE, year.uid, jane)
    assert "Airflow" in made.body
    drafts.record_sent(context, drafts.record_copied(context, made, "xclip"))
    assert contacts.cadence(context, jane).warmth is Warmth.WARM
    assert year.status() == "all four steps done" and year.steps() == "●●●●"
    (line,) = refine.queue_bullets(context, ["Handled data pipelines"], "", year.uid)
    refine.rewrite(context, line.uid, "Cut the nightly load from 5 hours to 40 minutes with Airflow")
    refine.finish(context, line.uid)


def what_the_year_shows(year: Year, first: dict[str, tuple[str, object]]) -> None:
    """Timeline in order, figures with their n, and files another program reads."""
    context = year.context
    told = timeline.timeline(context.records, year.uid, context.now(), context.rules)
    assert [e.at for e in told] == sorted(e.at for e in told)
    titles = [f"{e.kind} {e.what}" for e in told]
    kinds = [e.kind for e in told]
    assert at(titles, "letter", "tick", "feedback", "outcome"), titles
    assert {"letter", "feedback", "outcome"} <= set(kinds)
    figures = insights.insights(context.records, context.now(), context.rules)
    assert figures is not None and insights.suggestion(context.records, context.now(), context.rules)
    card = vobject.readOne(exports.render(context, "vcf").decode())
    assert card.fn.value == "Jane Hart" and card.email.value == "jane.hart@northwind.example"
    later = year.calendar()
    assert set(later) != set(first)
    moved = year.calendar()
    assert moved == later  # read again, it updates and adds nothing
    report = exports.render(context, "md", share_safe=True).decode()
    assert "Northwind" not in report and "Jane" not in report
    away = context.path.with_name("other.json")
    file = exports.write(context, "json", away.with_suffix(".export"))
    other = AppContext(Store(away), Config(), year.clock)
    assert exports.import_json(other, file) > 0 and other.records == context.records
    assert exports.import_json(other, file) == 0
