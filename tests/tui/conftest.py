"""Fixtures of the dashboard's tests: a context with a few records in every state, made through the services."""

from datetime import timedelta

import pytest

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind, Stage
from rejection_tui.services import checklist, contacts, drafts, journal, letters, rejections
from rejection_tui.services.context import AppContext
from tests.conftest import NOW, Clock
from tests.tui.harness import LETTER

ANSWER = """Hi Alex,

of course. The panel liked how you explained the migration. Where another candidate was ahead was the system design
part: your answers stayed general and we missed figures.

Best
Priya
"""


def _entry(company: str, role: str, days: float, stage: Stage, name: str = "", email: str = "") -> letters.Entry:
    return letters.Entry(company, role, NOW - timedelta(days=days), stage, recruiter_name=name, recruiter_email=email)


def _at(clock: Clock, days: float) -> None:
    clock.moment = NOW - timedelta(days=days)


def _northwind(context: AppContext) -> Rejection:
    """A letter of yesterday; its reply is drafted."""
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    drafts.save(context, drafts.compose(context, DraftKind.REPLY, one.uid))
    return one


def _tick(context: AppContext, one: Rejection, *keys: str) -> None:
    for key in keys:
        action = context.records.action(one.uid, key)
        assert action is not None
        checklist.tick(context, action.uid)


def _globex(context: AppContext, clock: Clock) -> None:
    """An answer came, the gap is named, the recruiter is saved and due for a line."""
    _at(clock, 110)
    one = rejections.add(
        context, _entry("Globex", "Platform Engineer", 111, Stage.FINAL, "Priya Nair", "priya@globex.example")
    )
    _tick(context, one, "reply.send", "feedback.ask")
    _at(clock, 104)
    answer = journal.add(context, one.uid, ANSWER)
    quote = "your answers stayed general and we missed figures"
    journal.classify(context, answer.uid, Gap.TECHNIQUE, ("system design",), quote)
    who = contacts.add_for(
        context, one.uid, "Priya Nair", company="Globex", role="Talent Partner", email="priya@globex.example"
    )
    contacts.touch(context, who.uid, "email", "Thanked her for the answer", answered=True, rejection=one.uid)


def _initech(context: AppContext, clock: Clock) -> None:
    """They never wrote more than a form letter; the answer was boilerplate."""
    _at(clock, 40)
    one = rejections.add(
        context, _entry("Initech", "BI Developer", 41, Stage.SCREENING, "Ola Berg", "ola@initech.example")
    )
    _tick(context, one, "reply.send", "feedback.ask")
    _at(clock, 30)
    answer = journal.add(context, one.uid, "We had a high volume of applications and chose stronger candidates.")
    journal.classify(context, answer.uid, Gap.NOTHING_USABLE)
    contacts.add(context, "Ola Berg", company="Initech", role="Recruiter", email="ola@initech.example")


@pytest.fixture
def filled(context: AppContext, clock: Clock) -> AppContext:
    """Six rejections, two answers and three contacts, in different states; the clock stands at `NOW` again."""
    letters.confirm_me(context, "Alex Doe", "alex.doe@example.com")
    _globex(context, clock)
    _initech(context, clock)
    _at(clock, 4)
    acme = rejections.add(context, _entry("Acme", "Analyst", 5, Stage.APPLICATION, "", "no-reply@acme.example"))
    step = context.records.action(acme.uid, "reply.draft")
    assert step is not None
    checklist.skip_step(context, acme.uid, 1, "nobody reads that mailbox")
    _at(clock, 20)
    held = rejections.add(context, _entry("Umbra Analytics", "Senior Data Engineer, Streaming", 21, Stage.INTERVIEW))
    rejections.set_outcome(context, held.uid, Outcome.RE_ENGAGED, "they wrote about a new opening")
    gone = letters.Entry("Halden & Co", "", NOW - timedelta(days=60), kind=RejectionKind.WITHDREW)
    rejections.add(context, gone)
    clock.moment = NOW
    contacts.add(context, "Jane Hart", company="Northwind", role="Talent Partner", email="jane.hart@northwind.example")
    _northwind(context)
    return context
