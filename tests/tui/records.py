"""Records that the screens of the second row are shown with: a few rejections with answers, bullets and questions."""

from datetime import timedelta

from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from tests.conftest import NOW

FOUR = (
    ("Northwind", "Data Engineer", Stage.FINAL, 1),
    ("Acme", "Analyst", Stage.APPLICATION, 5),
    ("Initech", "Platform Engineer", Stage.INTERVIEW, 40),
    ("Globex", "BI Developer", Stage.INTERVIEW, 70),
)
ANSWER = "You knew your tools. On system design your answers stayed general; the other candidate gave figures."


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
            answer = Feedback(f"f{index}", one.uid, ANSWER, at, at, Gap.TECHNIQUE, (theme,), quote)
            transaction.put(answer)
            answers.append(answer)
    return answers


def some_bullets(context: AppContext, answer: str = "", rejection: str = "") -> list[Bullet]:
    """Put one queued, one drafted and one finished line on the bench."""
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
