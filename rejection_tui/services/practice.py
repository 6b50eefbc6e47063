"""Practice: the question bank, the practice queue and rehearsals."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from rejection_tui import drafting
from rejection_tui.domain import forms
from rejection_tui.domain import practice as rules
from rejection_tui.domain.asked import ASKED
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
from rejection_tui.storage import Transaction


def bank() -> tuple[BankQuestion, ...]:
    """Return the packaged questions."""
    return tuple(drafting.bank())


def bank_uid(bank_id: str) -> str:
    """Return the uid a packaged question has once it is in the file."""
    return derived_uid("question", bank_id)


def types(records: Records) -> tuple[str, ...]:
    """Return the question types: the packaged ones first, then the user's own."""
    of_bank = dict.fromkeys(q.type for q in bank())
    return tuple(of_bank | dict.fromkeys(sorted(type_of(q) for q in records.questions.values())))


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


def edit_question(
    context: AppContext, uid: str, text: str | None = None, type: str | None = None, rejection: str | None = None
) -> Question:
    """Change the words or the type of a question of the user's own, or where it was asked: "" for nowhere.

    A packaged question keeps its words and its type.
    """
    with context.store.transaction("Edit a question", context.now()) as transaction:
        old = get(transaction.records, uid)
        new = replace(old, text=old.text if text is None else clean_line(text))
        if type is not None and clean_line(type) != type_of(old):
            new = replace(new, type=clean_line(type) or "own")
        if not new.text:
            raise Refused("A question needs words; nothing was saved.")
        if uid in _of_bank() and (new.text, new.type) != (old.text, old.type):
            raise Refused("A packaged question keeps its words and its type; add one of your own instead.")
        if rejection is not None and rejection != old.rejection:
            about = existing(transaction.records, "rejections", rejection)
            source = ASKED if about else "bank" if uid in _of_bank() else "own"
            new = replace(new, rejection=about, source=source)
        transaction.put(new)
    return new


def queue(
    context: AppContext, names: Iterable[str], rejection: str = "", feedback: str = "", gap: str = ""
) -> tuple[Question, ...]:
    """Put questions (uids, or ids of the bank) into the practice queue in one transaction. `gap`: of the answer."""
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
                which = question.gap if question.feedback else gap
                question = replace(question, queued=True, feedback=answer, rejection=about, gap=which)
            else:
                new = replace(packaged(name, now), rejection=rejection, feedback=feedback, queued=True)
                question = replace(new, gap=gap if feedback else "")
            transaction.put(question)
            made.append(question)
    return tuple(made)


def packaged(name: str, now: datetime) -> Question:
    """Return a question of the bank as it is put into the file, by its id there or its uid; raise `NotFound`."""
    one = next((q for q in bank() if q.id == name), _of_bank().get(name))
    if one is None:
        raise NotFound(f"There is no question “{clean_line(name, 60)}”; nothing was done.")
    return Question(bank_uid(one.id), one.text, one.type, now, "bank")


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
    seconds: int | None = None,
    notes: str = "",
    parts: Mapping[str, str] | None = None,
) -> Question:
    """Record one rehearsal. Smooth on enough different days ticks the question's actions.

    A stumble opens them again. `parts` are the notes for the answer as `note` takes them, if they are to be saved too.
    `seconds` are those of the clock, None for a rehearsal without one; under fifteen nothing is recorded: `Refused`.
    """
    now = context.now()
    if seconds is not None and seconds < rules.LEAST_SECONDS:
        raise Refused("Under fifteen seconds is no rehearsal: nothing was counted.")
    with context.store.transaction(f"Rehearsal: {rating.value}", now) as transaction:
        before = get(transaction.records, question_uid)
        question = _noted(before, parts or {})
        past = transaction.records.rehearsals_of(question_uid)
        question, rehearsal = rules.rehearse(question, rating, seconds or 0, clean(notes), now, past, context.rules)
        put_rehearsed(context, transaction, before, question, rehearsal)
    return question


def put_rehearsed(
    context: AppContext, transaction: Transaction, before: Question, question: Question, rehearsal: Rehearsal
) -> None:
    """Put a question after a rehearsal within a transaction, and tick its actions or open them again."""
    transaction.put(question, rehearsal)
    if question.done is not None:
        refine.tick_completed(context, transaction, question)
    elif before.done is not None:
        refine.open_again(context, transaction, before)


def note(context: AppContext, question_uid: str, parts: Mapping[str, str]) -> Question:
    """Save notes for parts of an answer, by the fields of `domain.forms`; parts that are not given stay."""
    with context.store.transaction("Notes for an answer", context.now()) as transaction:
        new = _noted(get(transaction.records, question_uid), parts)
        transaction.put(new)
    return new


def _noted(question: Question, parts: Mapping[str, str]) -> Question:
    fields = {name: clean(text) for name, text in parts.items() if name in forms.FIELDS}
    return replace(question, **fields)


def type_of(question: Question) -> str:
    """Return the type of a question: of a packaged one that of the bank today, which may have sorted it better."""
    one = _of_bank().get(question.uid)
    return one.type if one else question.type


def form_of(question: Question) -> tuple[forms.Part, ...]:
    """Return the parts of an answer to a question."""
    return forms.form_of(type_of(question))


def notes_of(question: Question) -> tuple[tuple[str, str], ...]:
    """Return (part, note) for what is noted for the answer."""
    return tuple(forms.notes_of(question, type_of(question)))


@cache
def _of_bank() -> dict[str, BankQuestion]:
    return {bank_uid(one.id): one for one in bank()}


def history(records: Records, question_uid: str) -> tuple[Rehearsal, ...]:
    """Return the rehearsals of a question, oldest first."""
    return records.rehearsals_of(question_uid)


def good_answer(records: Records, question_uid: str) -> str:
    """Return what a good answer to a packaged question shows; "" for others, and until it was rehearsed once."""
    if not history(records, question_uid):
        return ""
    return packaged_hint(question_uid)


def packaged_hint(question_uid: str) -> str:
    """Return what a good answer to a packaged question shows, whether or not it was rehearsed; "" for others."""
    one = _of_bank().get(question_uid)
    return one.hint if one else ""


def is_smooth(context: AppContext, question_uid: str) -> bool:
    """Return True when the question went smoothly on enough different days."""
    question = get(context.records, question_uid)
    return rules.is_smooth(question, context.records.rehearsals_of(question_uid), context.now(), context.rules)


def proposals(themes: Iterable[str], role: str = "") -> tuple[BankQuestion, ...]:
    """Return packaged questions of the type that the themes name; `role` tells the trade they are asked in."""
    return tuple(drafting.for_themes(tuple(themes), role=role))
