"""Practice: the question bank, the practice queue and rehearsals."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rejection_tui import drafting, export
from rejection_tui.domain import practice as rules
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question, Rating, Rehearsal
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.drafting import BankQuestion as BankQuestion
from rejection_tui.services import refine
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import existing


def bank() -> tuple[BankQuestion, ...]:
    """Return the packaged questions."""
    return tuple(drafting.bank())


def bank_uid(bank_id: str) -> str:
    """Return the uid a packaged question has once it is in the file."""
    return derived_uid("question", bank_id)


def types(records: Records) -> tuple[str, ...]:
    """Return the question types: the packaged ones first, then the user's own."""
    packaged = dict.fromkeys(q.type for q in bank())
    return tuple(packaged | dict.fromkeys(sorted(q.type for q in records.questions.values())))


def get(records: Records, uid: str) -> Question:
    """Return the question of that uid; raise `NotFound` when it is gone."""
    question = records.questions.get(uid)
    if question is None:
        raise NotFound("That question is not in the file any more.")
    return question


def add_question(
    context: AppContext,
    text: str,
    type: str,
    rejection: str = "",
    source: str = "own",
    feedback: str = "",
) -> Question:
    """Add a question of the user's own, or one asked in a real interview."""
    now = context.now()
    question = Question(
        new_uid(),
        clean_line(text),
        clean_line(type) or "own",
        now,
        clean_line(source) or "own",
        existing(context.records, "rejections", rejection),
        existing(context.records, "feedback", feedback),
        queued=True,
    )
    if not question.text:
        raise Refused("A question needs words; nothing was saved.")
    with context.store.transaction("Add a question", now) as transaction:
        transaction.put(question)
    return question


def queue(context: AppContext, names: Iterable[str], rejection: str = "", feedback: str = "") -> tuple[Question, ...]:
    """Put questions (uids, or ids of the bank) into the practice queue in one transaction."""
    now, made = context.now(), []
    with context.store.transaction("Queue for practice", now) as transaction:
        rejection, feedback = (
            existing(transaction.records, "rejections", rejection),
            existing(transaction.records, "feedback", feedback),
        )
        for name in dict.fromkeys(names):
            question = transaction.records.questions.get(name) or transaction.records.questions.get(bank_uid(name))
            if question is not None:
                answer, about = question.feedback or feedback, question.rejection or rejection
                question = replace(question, queued=True, feedback=answer, rejection=about)
            else:
                question = replace(_packaged(name, now), rejection=rejection, feedback=feedback, queued=True)
            transaction.put(question)
            made.append(question)
    return tuple(made)


def _packaged(name: str, now: datetime) -> Question:
    one = next((q for q in bank() if q.id == name), None)
    if one is None:
        raise NotFound(f"There is no question “{clean_line(name, 60)}”; nothing was done.")
    return Question(bank_uid(name), one.text, one.type, now, "bank")


def unqueue(context: AppContext, uids: Iterable[str]) -> None:
    """Take questions out of the queue; their rehearsals stay."""
    with context.store.transaction("Take out of practice", context.now()) as transaction:
        transaction.put(*(replace(get(transaction.records, uid), queued=False) for uid in uids))


def delete_questions(context: AppContext, uids: Iterable[str]) -> None:
    """Delete questions with their rehearsals; undo brings them back."""
    with context.store.transaction("Delete a question", context.now()) as transaction:
        for uid in dict.fromkeys(uids):
            transaction.delete(get(transaction.records, uid), *transaction.records.rehearsals_of(uid))


def due(context: AppContext) -> tuple[Question, ...]:
    """Return the queued questions that are due now, the longest waiting first."""
    return tuple(rules.due_questions(context.records, context.now()))


def rehearse(
    context: AppContext,
    question_uid: str,
    rating: Rating,
    seconds: int = 0,
    notes: str = "",
    star: Sequence[str] | None = None,
) -> Question:
    """Record one rehearsal. Smooth on enough different days ticks the question's actions.

    A stumble opens them again. `star` are the notes for the answer as `star` takes them, if they are to be saved too.
    """
    now = context.now()
    with context.store.transaction(f"Rehearsal: {rating.value}", now) as transaction:
        question = before = get(transaction.records, question_uid)
        if star is not None:
            question = _with_star(question, *star)
        past = transaction.records.rehearsals_of(question_uid)
        question, rehearsal = rules.rehearse(question, rating, seconds, clean(notes), now, past, context.rules)
        transaction.put(question, rehearsal)
        if question.done is not None:
            refine.tick_completed(context, transaction, question)
        elif before.done is not None:
            refine.open_again(context, transaction, before)
    return question


def star(context: AppContext, question_uid: str, situation: str, task: str, action: str, result: str) -> Question:
    """Save the notes for an answer in STAR form: situation, task, action, result."""
    with context.store.transaction("Notes for an answer", context.now()) as transaction:
        new = _with_star(get(transaction.records, question_uid), situation, task, action, result)
        transaction.put(new)
    return new


def _with_star(question: Question, situation: str, task: str, action: str, result: str) -> Question:
    return replace(question, situation=clean(situation), task=clean(task), action=clean(action), result=clean(result))


def history(records: Records, question_uid: str) -> tuple[Rehearsal, ...]:
    """Return the rehearsals of a question, oldest first."""
    return records.rehearsals_of(question_uid)


def good_answer(records: Records, question_uid: str) -> str:
    """Return what a good answer to a packaged question shows; "" for others, and until it was rehearsed once."""
    if not history(records, question_uid):
        return ""
    return next((q.hint for q in bank() if bank_uid(q.id) == question_uid), "")


def is_smooth(context: AppContext, question_uid: str) -> bool:
    """Return True when the question went smoothly on enough different days."""
    question = get(context.records, question_uid)
    return rules.is_smooth(question, context.records.rehearsals_of(question_uid), context.now(), context.rules)


def sheet(context: AppContext, name: str) -> str:
    """Return a question (its uid, or its id in the bank) and a scoring sheet for a friend, as Markdown."""
    question = context.records.questions.get(name) or _packaged(name, context.now())
    return export.partner_sheet(question, context.now())


def proposals(themes: Iterable[str]) -> tuple[BankQuestion, ...]:
    """Return packaged questions that train the given themes."""
    return tuple(drafting.for_themes(tuple(themes)))
