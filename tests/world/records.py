"""Single records, made without services: of the domain's tests, and of the file's."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.correction import Correction
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback, Gap, Learning
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.participant import Participant
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, Question, Rehearsal
from rejection_tui.domain.rejection import Event, Rejection, Stage
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, plan, schedule, skip, tick
from rejection_tui.storage import Store
from tests.world.clock import NOW

CET = timezone(timedelta(hours=1))
RULES = Rules()

TABLES: dict[type, str] = {
    Rejection: "rejections",
    Letter: "letters",
    Event: "events",
    Action: "actions",
    Feedback: "feedback",
    Learning: "learnings",
    Contact: "contacts",
    Touch: "touches",
    Win: "wins",
    Draft: "drafts",
    Bullet: "bullets",
    Question: "questions",
    Rehearsal: "rehearsals",
    Correction: "corrections",
    Checkpoint: "checkpoints",
    Interview: "interviews",
    CoverLetter: "cover_letters",
    CoverVersion: "cover_versions",
    Correspondence: "correspondence",
    Participant: "participants",
    Reminder: "reminders",
}


def ago(days: float) -> datetime:
    """Return the moment so many days before `NOW`."""
    return NOW - timedelta(days=days)


def minutes(count: float) -> datetime:
    """Return the moment `count` minutes after `NOW`."""
    return NOW + timedelta(minutes=count)


def records(*given: Record) -> Records:
    """Return `Records` of these records; of two with one uid the later is kept."""
    tables: dict[str, dict[str, Any]] = {}
    for record in given:
        tables.setdefault(TABLES[type(record)], {})[record.uid] = record
    return Records(**tables)


def rejection(uid: str = "r1", company: str = "Northwind", days: float = 1, **more: Any) -> Rejection:
    """Return a rejection of `days` ago after an interview, signed by a person."""
    fields: dict[str, Any] = {
        "role": "Data Engineer",
        "stage": Stage.INTERVIEW,
        "recruiter_name": "Jane Hart",
        "recruiter_email": "jane@northwind.example",
    }
    return Rejection(uid, company, received=ago(days), created=ago(days), **(fields | more))


def steps(
    r: Rejection, done: dict[str, float] | None = None, skipped: dict[str, float] | None = None
) -> tuple[Action, ...]:
    """Return the plan of `r` with some actions done or skipped so many days ago."""
    result = []
    for action in plan(r, NOW, RULES):
        if done and action.key in done:
            action = tick(action, ago(done[action.key]))
        if skipped and action.key in skipped:
            action = skip(action, "not here", ago(skipped[action.key]))
        result.append(action)
    return schedule(r, result, NOW, RULES)


def answer(r: Rejection, days: float = 1, gap: Gap = Gap.UNSORTED, **more: Any) -> Feedback:
    """Return an answer to `r` received so many days ago."""
    return Feedback(f"f-{r.uid}", r.uid, "One thing would have helped.", ago(days), ago(days), gap, **more)


def nudge(r: Rejection, days: float | None = None) -> Action:
    """Return the nudge of `r`, done so many days ago or still open."""
    action = Action(f"nudge-{r.uid}", r.uid, "feedback.nudge", 2, "Nudge", NOW, order=35)
    return action if days is None else replace(tick(action, ago(days)), uid=action.uid)


def contact(uid: str = "c1", name: str = "Jane Hart", **more: Any) -> Contact:
    """Return a contact."""
    return Contact(uid, name, **({"created": NOW} | more))


def touch(uid: str = "t1", of: str = "c1", **more: Any) -> Touch:
    """Return a touch by email."""
    return Touch(uid, of, **({"at": NOW} | more))


def feedback(uid: str = "f1", of: str = "r1", **more: Any) -> Feedback:
    """Return an answer to the rejection of that uid."""
    return Feedback(uid, of, "More depth in scheduling.", NOW, NOW, **more)


def letter(uid: str = "l1", body: str = "Thank you for your time.", **more: Any) -> Letter:
    """Return a letter."""
    return Letter(uid, body, received=NOW, **more)


def filled(path: Path, *records: Record) -> Store:
    """Return a store whose file holds `records` (one rejection when none are given)."""
    store = Store(path)
    with store.transaction("Fill", NOW) as transaction:
        transaction.put(*(records or (rejection(),)))
    return store


def fact(kind: FactType, value: str = "", quote: str = "", about: str = "", sure: float = 0.95) -> Fact:
    """Return a fact that is sure enough to act on."""
    return Fact(kind, value, quote, sure, about)
