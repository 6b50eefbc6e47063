"""Practice: the question bank, the queue, rehearsals until a question goes smoothly."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rejection_tui import drafting, export
from rejection_tui.domain import practice as rules
from rejection_tui.domain.book import Book
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.refine import Question, Rating, Rehearsal
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.drafting import BankQuestion
from rejection_tui.services import refine
from rejection_tui.services.desk import Desk
from rejection_tui.services.links import known


def bank() -> tuple[BankQuestion, ...]:
    """Return the packaged questions."""
    return tuple(drafting.bank())


def bank_uid(bank_id: str) -> str:
    """Return the uid a packaged question has once it is in the file."""
    return derived_uid("question", bank_id)


def types(book: Book) -> tuple[str, ...]:
    """Return the question types: the packaged ones first, then the user's own."""
    packaged = dict.fromkeys(q.type for q in bank())
    return tuple(packaged | dict.fromkeys(sorted(q.type for q in book.questions.values())))


def get(book: Book, uid: str) -> Question:
    """Return the question of that uid; raise `NotFound` when it is gone."""
    question = book.questions.get(uid)
    if question is None:
        raise NotFound("That question is not in the file any more.")
    return question


def add_question(
    desk: Desk, text: str, type: str, rejection: str = "", source: str = "own", feedback: str = "", queued: bool = True
) -> Question:
    """Add a question of the user's own, or one asked in a real interview."""
    now = desk.now()
    question = Question(
        new_uid(),
        clean_line(text),
        clean_line(type) or "own",
        now,
        clean_line(source) or "own",
        known(desk.book, "rejections", rejection),
        known(desk.book, "feedback", feedback),
        queued=queued,
    )
    if not question.text:
        raise Refused("A question needs words; nothing was saved.")
    with desk.store.act("Add a question", now) as act:
        act.put(question)
    return question


def queue(desk: Desk, names: Iterable[str], rejection: str = "", feedback: str = "") -> tuple[Question, ...]:
    """Put questions (uids, or ids of the bank) into the practice queue in one act."""
    now, made = desk.now(), []
    with desk.store.act("Queue for practice", now) as act:
        rejection, feedback = known(act.book, "rejections", rejection), known(act.book, "feedback", feedback)
        for name in dict.fromkeys(names):
            question = act.book.questions.get(name) or act.book.questions.get(bank_uid(name))
            if question is not None:
                answer, about = question.feedback or feedback, question.rejection or rejection
                question = replace(question, queued=True, feedback=answer, rejection=about)
            else:
                question = replace(_packaged(name, now), rejection=rejection, feedback=feedback, queued=True)
            act.put(question)
            made.append(question)
    return tuple(made)


def _packaged(name: str, now: datetime) -> Question:
    one = next((q for q in bank() if q.id == name), None)
    if one is None:
        raise NotFound(f"There is no question “{clean_line(name, 60)}”; nothing was done.")
    return Question(bank_uid(name), one.text, one.type, now, "bank")


def unqueue(desk: Desk, uids: Iterable[str]) -> None:
    """Take questions out of the queue; their history stays."""
    with desk.store.act("Take out of practice", desk.now()) as act:
        act.put(*(replace(get(act.book, uid), queued=False) for uid in uids))


def delete_questions(desk: Desk, uids: Iterable[str]) -> None:
    """Delete questions with their rehearsals; undo brings them back."""
    with desk.store.act("Delete a question", desk.now()) as act:
        for uid in dict.fromkeys(uids):
            act.delete(get(act.book, uid), *act.book.rehearsals_of(uid))


def due(desk: Desk) -> tuple[Question, ...]:
    """Return the queued questions that are due now, the longest waiting first."""
    return tuple(rules.due_questions(desk.book, desk.now()))


def rehearse(desk: Desk, question_uid: str, rating: Rating, seconds: int = 0, notes: str = "") -> Question:
    """Record one rehearsal. Smooth on enough different days ticks what the question answers; a stumble opens it."""
    now = desk.now()
    with desk.store.act(f"Rehearsal: {rating.value}", now) as act:
        question = before = get(act.book, question_uid)
        past = act.book.rehearsals_of(question_uid)
        question, rehearsal = rules.rehearse(question, rating, seconds, clean(notes), now, past, desk.rules)
        act.put(question, rehearsal)
        if question.done is not None:
            refine.tick_completed(desk, act, question)
        elif before.done is not None:
            refine.open_again(desk, act, before)
    return question


def star(desk: Desk, question_uid: str, situation: str, task: str, action: str, result: str) -> Question:
    """Keep the notes for an answer: situation, task, action, result."""
    with desk.store.act("Notes for an answer", desk.now()) as act:
        old = get(act.book, question_uid)
        new = replace(old, situation=clean(situation), task=clean(task), action=clean(action), result=clean(result))
        act.put(new)
    return new


def history(book: Book, question_uid: str) -> tuple[Rehearsal, ...]:
    """Return the rehearsals of a question, oldest first."""
    return book.rehearsals_of(question_uid)


def is_smooth(desk: Desk, question_uid: str) -> bool:
    """Return True when the question went smoothly on enough different days."""
    question = get(desk.book, question_uid)
    return rules.is_smooth(question, desk.book.rehearsals_of(question_uid), desk.now(), desk.rules)


def sheet(desk: Desk, name: str) -> str:
    """Return a question (its uid, or its id in the bank) and a scoring sheet for a friend, as Markdown."""
    question = desk.book.questions.get(name) or _packaged(name, desk.now())
    return export.partner_sheet(question, desk.now())


def proposals(themes: Iterable[str]) -> tuple[BankQuestion, ...]:
    """Return packaged questions that train the given themes."""
    return tuple(drafting.for_themes(tuple(themes)))
