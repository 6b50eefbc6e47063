"""The sample world: rejections in every state with their answers, people and drafts, made through the services.

A world is built once a process; each test works on a copy of its file.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace as changed
from datetime import timedelta
from functools import cache
from pathlib import Path

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind, Stage
from rejection_tui.services import checklist, contacts, drafts, journal, letters, outcomes, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.demo import build
from rejection_tui.storage import Store
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.records import fact

World = Callable[[AppContext, Clock], object]

ANSWER = """Hi Alex,

of course. The panel liked how you explained the migration. Where another candidate was ahead was the system design
part: your answers stayed general and we missed figures.

Best
Priya
"""
FORM = "We had a high volume of applications and chose stronger candidates."


def four(context: AppContext, clock: Clock) -> None:
    """File four rejections, two answers, two contacts and a win, in different states."""
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    _globex(context, clock)
    initech = _initech(context, clock)
    outcomes.set_outcome(context, [initech.uid], Outcome.RE_ENGAGED, "they wrote about a new opening")
    _acme(context, clock)
    clock.moment = NOW
    contacts.add_win(context, "Passed the exam on streaming", "certificate")
    _northwind(context)


def six(context: AppContext, clock: Clock) -> None:
    """File six rejections, two answers and three contacts, in different states; the pictures show these."""
    profile.confirm_name(context, "Alex Doe", "alex.doe@example.com")
    _globex(context, clock)
    _initech(context, clock)
    contacts.add(context, "Ola Berg", company="Initech", role="Recruiter", email="ola@initech.example")
    acme = _acme(context, clock)
    checklist.skip_step(context, acme.uid, 1, "nobody reads that mailbox")
    _at(clock, 20)
    held = rejections.add(context, _entry("Umbra Analytics", "Senior Data Engineer, Streaming", 21, Stage.INTERVIEW))
    outcomes.set_outcome(context, [held.uid], Outcome.RE_ENGAGED, "they wrote about a new opening")
    gone = letters.Entry("Halden & Co", "", NOW - timedelta(days=60), kind=RejectionKind.WITHDREW)
    rejections.add(context, gone)
    clock.moment = NOW
    _northwind(context)


def _entry(company: str, role: str, days: float, stage: Stage, name: str = "", email: str = "") -> letters.Entry:
    return letters.Entry(company, role, NOW - timedelta(days=days), stage, recruiter_name=name, recruiter_email=email)


def _at(clock: Clock, days: float) -> None:
    clock.moment = NOW - timedelta(days=days)


def _tick(context: AppContext, one: Rejection, *keys: str) -> None:
    for key in keys:
        action = context.records.action(one.uid, key)
        assert action is not None
        checklist.tick(context, action.uid)


def _globex(context: AppContext, clock: Clock) -> None:
    """An answer came, its gap is named, and the recruiter is saved and due to be written to."""
    _at(clock, 110)
    one = rejections.add(
        context, _entry("Globex", "Platform Engineer", 111, Stage.FINAL, "Priya Nair", "priya@globex.example")
    )
    _tick(context, one, "reply.send", "feedback.ask")
    _at(clock, 104)
    answer = journal.add(context, one.uid, ANSWER)
    quote = "your answers stayed general and we missed figures"
    journal.classify(context, answer.uid, NamedGap(Gap.TECHNIQUE, ("system design",), quote))
    who = contacts.add_for(
        context, one.uid, "Priya Nair", company="Globex", role="Talent Partner", email="priya@globex.example"
    )
    contacts.touch(context, who.uid, "email", "Thanked her for the answer", answered=True, rejection=one.uid)


def _initech(context: AppContext, clock: Clock) -> Rejection:
    """They never wrote more than a form letter; the answer was boilerplate."""
    _at(clock, 40)
    one = rejections.add(
        context, _entry("Initech", "BI Developer", 41, Stage.SCREENING, "Ola Berg", "ola@initech.example")
    )
    _tick(context, one, "reply.send", "feedback.ask")
    _at(clock, 30)
    answer = journal.add(context, one.uid, FORM)
    journal.classify(context, answer.uid, NamedGap(Gap.NOTHING_USABLE))
    return one


def _acme(context: AppContext, clock: Clock) -> Rejection:
    """Nobody signed it and nothing was done yet."""
    _at(clock, 4)
    return rejections.add(context, _entry("Acme", "Analyst", 5, Stage.APPLICATION, "", "no-reply@acme.example"))


def _northwind(context: AppContext) -> Rejection:
    """A letter of yesterday by somebody who is a contact; its reply is drafted."""
    contacts.add(context, "Jane Hart", company="Northwind", role="Talent Partner", email="jane.hart@northwind.example")
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    drafts.save(context, drafts.compose(context, DraftKind.REPLY, one.uid))
    return one


@cache
def _built(world: World) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    clock = Clock(NOW)
    world(AppContext(Store(Path(folder.name) / "data" / "rejtui.json"), clock=clock), clock)
    assert clock() == NOW
    return folder


def copied(world: World, context: AppContext) -> AppContext:
    """Return `context`, whose file must not have been read yet, filled with the sample records."""
    shutil.copytree(Path(_built(world).name) / "data", context.path.parent)
    return context


def _demo(context: AppContext, clock: Clock) -> None:
    made = build(context.path.parent, NOW, clock)
    made.path.rename(context.path)


def demo_in(folder: Path, clock: Clock) -> AppContext:
    """Return an application context on a copy of the demo's year."""
    return copied(_demo, AppContext(Store(folder / "rejtui.json"), clock=clock))


def again(context: AppContext) -> AppContext:
    """Return a second context on the same file, as another process would have."""
    return AppContext(Store(context.path), context.config, context.clock)


def named(context: AppContext, company: str) -> Rejection:
    """Return the rejection of that company."""
    return next(r for r in context.records.rejections.values() if r.company.startswith(company))


# One rejection at a time


def northwind(context: AppContext, stage: Stage = Stage.INTERVIEW, name: str = "Alex Morgan") -> Rejection:
    """File a rejection from Northwind Ltd, a day old, and confirm the user's name."""
    if name:
        profile.confirm_name(context, name, "alex.morgan@example.org")
    entry = letters.Entry(
        "Northwind Ltd",
        "Data Engineer",
        NOW - timedelta(hours=18),
        stage,
        recruiter_name="Jane Hart",
        recruiter_email="jane.hart@northwind.example",
    )
    return rejections.add(context, entry)


#: What a letter may say that the checklist follows, all of it at once.
SAID = (
    fact(FactType.ASKS, "", "May we come back to you?", "come_back"),
    fact(FactType.ASKS, "", "Please send the badge back.", "send"),
    fact(FactType.FEEDBACK_OFFERED, "call", "Call me any time."),
    fact(FactType.FEEDBACK_OFFERED, "given", "Your examples stayed general."),
    fact(FactType.REAPPLY, "2027-03", "Do apply again in March."),
)


def told(context: AppContext, *facts: Fact) -> Rejection:
    """File the letter of Northwind as if it said `facts`, or all of `SAID`."""
    entry = letters.entry_of(letters.read_text(LETTER), context.now())
    assert entry.reading is not None
    (filed,) = letters.file(context, [changed(entry, reading=changed(entry.reading, facts=facts or SAID))])
    return filed


def jane(context: AppContext, rejection: Rejection) -> Contact:
    """Save Jane Hart as the contact behind the rejection."""
    fields = contacts.from_rejection(context, rejection.uid)
    return contacts.add_for(context, rejection.uid, fields.pop("name"), **(fields | {"role": "Talent Partner"}))


def written(context: AppContext, kind: DraftKind, rejection: Rejection, **changes: str) -> Draft:
    """Return a fresh draft with some of its text changed."""
    return replace(drafts.compose(context, kind, rejection.uid), **changes)


# Records for the practice screens, which depend on each other

FOUR = (
    ("Northwind", "Data Engineer", Stage.FINAL, 1),
    ("Acme", "Analyst", Stage.APPLICATION, 5),
    ("Initech", "Platform Engineer", Stage.INTERVIEW, 40),
    ("Globex", "BI Developer", Stage.INTERVIEW, 70),
)
SHORT_ANSWER = "You knew your tools. On system design your answers stayed general; the other candidate gave figures."


def some_rejections(context: AppContext) -> list[Rejection]:
    """File four rejections of the last seventy days."""
    filed = []
    for company, role, stage, days in FOUR:
        no = NOW - timedelta(days=days)
        applied = (no - timedelta(days=20)).date()
        filed.append(rejections.add(context, letters.Entry(company, role, no, stage=stage, applied=applied)))
    return filed


def some_answers(context: AppContext, filed: list[Rejection], theme: str = "system design") -> list[Feedback]:
    """Record an answer to each rejection, ten days after it at the latest today."""
    answers = []
    with context.store.transaction("Answers", context.now()) as transaction:
        for index, one in enumerate(filed):
            at = min(one.received + timedelta(days=10), NOW)
            quote = "On system design your answers stayed general"
            answer = Feedback(f"f{index}", one.uid, SHORT_ANSWER, at, at, Gap.TECHNIQUE, (theme,), quote)
            transaction.put(answer)
            answers.append(answer)
    return answers


def some_bullets(context: AppContext, answer: str = "", rejection: str = "") -> list[Bullet]:
    """Put one queued, one drafted and one finished line on the list of bullets."""
    rows = (
        ("Handled customer accounts", "", BulletState.QUEUED),
        (
            "Responsible for the nightly jobs",
            "Cut the nightly jobs from 4 h to [how many?] minutes",
            BulletState.DRAFTED,
        ),
        ("Worked on dashboards", "Built 12 dashboards that 40 managers open every week", BulletState.DONE),
    )
    made = []
    with context.store.transaction("Bullets", context.now()) as transaction:
        for index, (before, after, state) in enumerate(rows):
            done = NOW if state is BulletState.DONE else None
            made.append(
                Bullet(f"b{index}", before, NOW, after, state, "Northgate", "cv.md", answer, rejection, index, done)
            )
        transaction.put(*made)
    return made


def some_questions(context: AppContext, answer: str = "", rejection: str = "") -> list[Question]:
    """Queue three questions, one of them asked in a real interview."""
    rows = (
        ("Tell me about a disagreement with a colleague.", "behavioural", "own"),
        ("Design a pipeline for ten million events a day.", "technical", "asked"),
        ("How would you price a parking garage?", "case study", "own"),
    )
    made = []
    with context.store.transaction("Questions", context.now()) as transaction:
        for index, (text, kind, source) in enumerate(rows):
            at = NOW - timedelta(days=3 - index)
            where = rejection if source == "asked" else ""
            made.append(Question(f"q{index}", text, kind, at, source, where, answer if where else "", queued=True))
        transaction.put(*made)
    return made
