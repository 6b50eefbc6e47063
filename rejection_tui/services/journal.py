"""The feedback journal: answers kept verbatim, the reading of them kept apart, and the actions that follow."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rejection_tui.domain import gaps, letter_actions
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.answer import AnswerReading
from rejection_tui.domain.draft import Finding
from rejection_tui.domain.errors import LetterError, NotFound, Refused
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.filter import find_by_words
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import checklist, incoming, named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import unlink
from rejection_tui.storage import Transaction

NO_ANSWER_WORDS = "That is normal: most requests for feedback are never answered, and it says nothing about you."


@dataclass(frozen=True, slots=True)
class Mail:
    """An answer read from a mail: its text, and its date and sender if the mail states them."""

    words: str
    received: datetime | None = None
    sender: str = ""
    quoted: str = ""  # what the mail repeats of earlier ones, such as the user's own question


def propose(text: str, quoted: str = "") -> AnswerReading:
    """Return the proposed reading of an answer: its kind, and each gap with its words, which stand in `text`.

    `quoted`: what the user had written and the answer repeats, as far as it is known.
    """
    from rejection_tui.mail import without_quoted  # their words take a moment to load
    from rejection_tui.reading.answers import read

    return read(Letter("", without_quoted(text)), clean(quoted))


def read_mail(data: bytes, source: str) -> Mail:
    """Return the answer in one saved mail or text, without what it quotes; raise `LetterError` when there is none."""
    batch = incoming.read_bytes(data, source)
    if len(batch.readings) > 1:
        raise LetterError(f"{source} holds {len(batch.readings)} messages; save the answer alone. Nothing was filed.")
    if not batch.readings or not batch.readings[0].letter.body.strip():
        why = batch.skipped[0].sentence if batch.skipped else f"{source} holds no words of an answer."
        raise LetterError(f"{why} Nothing was filed.")
    letter = batch.readings[0].letter
    return Mail(letter.body, letter.received, letter.sender_email, letter.quoted)


def read_file(path: Path) -> Mail:
    """Return the answer in a file, as `read_mail` does."""
    return read_mail(named_files.read(path, "Nothing was filed."), clean_line(path.name, 80))


def read_pasted(text: str, now: datetime | None = None) -> Mail:
    """Return the answer in pasted text without what it quotes: a mail, a copied page or chat, or the text alone."""
    from rejection_tui import mail

    if not clean(text).strip():
        return Mail(text)
    letter = incoming.read_text(text, now=now).letter
    if (letter.sender_email or letter.sender_name) and letter.received and letter.body.strip():
        return Mail(letter.body, letter.received, letter.sender_email, letter.quoted)
    words = mail.own_words(clean(text))
    return Mail(text if words == clean(text).strip() else words)


def given_in_letter(records: Records, rejection_uid: str) -> Mail | None:
    """Return the feedback that the letter of a rejection itself gives, word for word; None when it gives none."""
    rejection = records.rejections.get(rejection_uid)
    words = letter_actions.feedback_words(rejection) if rejection else ""
    return Mail(words, rejection.received) if rejection and words else None


def arguing_words(text: str) -> tuple[Finding, ...]:
    """Return the words of the user's own notes that argue with the answer, with their positions."""
    from rejection_tui.drafting import argues as argued

    return argued(clean(text))


def get(records: Records, uid: str) -> Feedback:
    """Return the answer of that uid; raise `NotFound` when it is gone."""
    feedback = records.feedback.get(uid)
    if feedback is None:
        raise NotFound("That answer is not in the journal any more.")
    return feedback


def find(records: Records, name: str) -> Feedback:
    """Return the answer that `name` means: its company, words of it, or the start of its id or its rejection's.

    Raise `NotFound`, which lists the candidates, when none or several fit.
    """

    def words(entry: Feedback) -> str:
        about = records.rejections.get(entry.rejection)
        return f"{about.company} {about.role}: {entry.verbatim}" if about else entry.verbatim

    hint = "rejtui journal list shows the answers"
    return find_by_words(
        records.feedback.values(), name, lambda entry: tuple(filter(None, (entry.uid, entry.rejection))), words, hint
    )


def newest_first(records: Records) -> tuple[Feedback, ...]:
    """Return all answers, the newest first."""
    return tuple(sorted(records.feedback.values(), key=lambda one: (one.received, one.uid), reverse=True))


def cause_of(records: Records, uid: str, gap: Gap) -> Feedback | None:
    """Return the answer that caused an action, bullet or question; for a rejection, its newest answer with `gap`."""
    action, work = records.actions.get(uid), records.bullets.get(uid) or records.questions.get(uid)
    item = records.learnings.get(action.ref) if action else None
    named = item.feedback if item else action.ref if action else work.feedback if work else uid
    sorted_so = (one for one in records.feedback_of(action.rejection if action else uid) if one.gap is gap)
    return records.feedback.get(named) or max(sorted_so, key=lambda one: (one.received, one.uid), default=None)


def add(
    context: AppContext,
    rejection_uid: str,
    verbatim: str,
    received: datetime | None = None,
    gap: Gap | None = None,
    themes: tuple[str, ...] = (),
    quote: str = "",
    plan: str = "",
    notes: str = "",
    accepted: bool = False,
) -> Feedback:
    """Add an answer, whose text is never changed. Ticks “record the answer”; a gap adds the actions of step 3."""
    if rejection_uid not in context.records.rejections:
        raise NotFound("That rejection is not in the file any more; the answer was not filed.")
    label = f"Record the answer, {context.records.rejections[rejection_uid].company}"
    with context.store.transaction(label, context.now()) as transaction:
        entry = add_within(context, transaction, rejection_uid, verbatim, received, notes)
        if gap is not None and gap is not Gap.UNSORTED:
            entry = name_gap_within(context, transaction, entry, gap, themes, quote, plan)
        if accepted:
            entry = replace(entry, accepted=True)
            transaction.put(entry)
    return entry


def add_within(
    context: AppContext,
    transaction: Transaction,
    rejection_uid: str,
    verbatim: str,
    received: datetime | None = None,
    notes: str = "",
    at: datetime | None = None,
) -> Feedback:
    """Add an answer inside a transaction under way, as `add` does; what it ticks is done `at` (now, if not given)."""
    text, now = clean(verbatim).strip(), context.now()
    if not text:
        raise Refused("There is no answer in that text; paste what they wrote. Nothing was filed.")
    received = min(received or now, now)
    entry = Feedback(new_uid(), rejection_uid, text, received, now, notes=clean(notes))
    transaction.put(entry)
    for key in (ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_ANSWER):
        action = transaction.records.action(rejection_uid, key)
        # A skipped request stays skipped.
        asked_or_skipped = action is not None and key == ActionKey.FEEDBACK_ASK and not action.open
        if action is not None and action.state is not ActionState.DONE and not asked_or_skipped:
            checklist.tick_within(context, transaction, action, at or now)
    return entry


def classify(
    context: AppContext, uid: str, gap: Gap, themes: tuple[str, ...] = (), quote: str = "", plan: str = ""
) -> Feedback:
    """Name the gap an answer points at; the next actions of step 3 follow from it."""
    with context.store.transaction(f"Name the gap: {gap.label}", context.now()) as transaction:
        return name_gap_within(context, transaction, get(transaction.records, uid), gap, themes, quote, plan)


def name_gap_within(
    context: AppContext,
    transaction: Transaction,
    entry: Feedback,
    gap: Gap,
    themes: tuple[str, ...] = (),
    quote: str = "",
    plan: str = "",
) -> Feedback:
    """Name the gap of an answer inside a transaction under way, as `classify` does."""
    now = context.now()
    tags = tuple(dict.fromkeys(t for t in map(clean_line, themes) if t))
    new = replace(entry, gap=gap, themes=tags, quote=clean_line(quote), plan=clean_line(plan))
    transaction.put(new)
    rejection = transaction.records.rejections.get(entry.rejection)
    if rejection is None:
        return new
    if gap is not entry.gap:
        _delete_open_work(transaction, entry)
        wanted = gaps.next_records(new, rejection, now, context.rules, _types(new))
        transaction.put(*(r for r in wanted if not _is_kept(transaction.records, r)))
    named = transaction.records.action(rejection.uid, ActionKey.REFINE_GAP)
    if named is not None and named.open and gap is not Gap.UNSORTED:
        checklist.tick_within(context, transaction, named, now)
    elif named is not None and named.state is ActionState.DONE and _no_gap_named(transaction.records, rejection.uid):
        checklist.untick_within(context, transaction, named, now)
    return new


def _is_kept(records: Records, record: Record) -> bool:
    """True for work from an earlier reading of the same answer that was finished, and so not deleted."""
    return record.uid in records.actions or record.uid in records.learnings


def _no_gap_named(records: Records, rejection: str) -> bool:
    return all(f.gap is Gap.UNSORTED for f in records.feedback_of(rejection))


def _types(entry: Feedback) -> tuple[str, ...]:
    """Return the question types that train the themes of an answer."""
    from rejection_tui.drafting import types_for

    return tuple(types_for(entry.themes))


def _delete_open_work(transaction: Transaction, entry: Feedback) -> None:
    """Delete the open actions and learning items that an earlier reading of the answer added."""
    learnings = [
        one for one in transaction.records.learnings.values() if one.feedback == entry.uid and one.done is None
    ]
    refs = {entry.uid, *(one.uid for one in learnings)}
    pending = [a for a in transaction.records.actions_of(entry.rejection) if a.ref in refs and a.open]
    transaction.delete(*pending, *learnings)


def correct(
    context: AppContext,
    uid: str,
    gap: Gap,
    themes: tuple[str, ...] = (),
    quote: str = "",
    plan: str = "",
    notes: str = "",
    accepted: bool = False,
) -> Feedback:
    """Save all that can be said of an answer at once, as `classify` and `accept` do, with the notes on it."""
    old = get(context.records, uid)
    reading = (gap, themes, quote, plan)
    is_read_anew = reading != (old.gap, old.themes, old.quote, old.plan)
    if is_read_anew:
        label = f"Name the gap: {gap.label}"
    else:
        label = "Note on an answer" if clean(notes) != old.notes else _accepted_label(accepted)
    with context.store.transaction(label, context.now()) as transaction:
        new = get(transaction.records, uid)
        if is_read_anew:
            new = name_gap_within(context, transaction, new, *reading)
        new = replace(new, notes=clean(notes), accepted=accepted)
        transaction.put(new)
    return new


def _accepted_label(accepted: bool) -> str:
    return "Accept without argument" if accepted else "Not accepted yet"


def accept(context: AppContext, uid: str) -> Feedback:
    """Record that the answer was accepted without argument."""
    with context.store.transaction(_accepted_label(True), context.now()) as transaction:
        new = replace(get(transaction.records, uid), accepted=True)
        transaction.put(new)
    return new


def no_answer(context: AppContext, rejection_uid: str) -> None:
    """Record that no answer came and close the request; raise `Refused` when one came or none was asked for."""
    now = context.now()
    rejection = context.records.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    if context.records.feedback_of(rejection_uid):
        raise Refused(f"{rejection.company} did answer; the answer is in the journal.")
    ask = context.records.action(rejection_uid, ActionKey.FEEDBACK_ASK)
    if ask is None or ask.state is not ActionState.DONE:
        raise Refused(
            f"You have not asked {rejection.company} yet, so there is no answer to wait for. Nothing was changed."
        )
    with context.store.transaction(f"No answer, {rejection.company}", now) as transaction:
        checklist.close_without_answer(transaction, rejection_uid, now)


def delete(context: AppContext, uid: str) -> None:
    """Delete an answer added by mistake and the open work it caused; its actions open again."""
    now = context.now()
    with context.store.transaction("Delete an answer", now) as transaction:
        entry = get(transaction.records, uid)
        _delete_open_work(transaction, entry)
        transaction.delete(entry)
        unlink(transaction, "feedback", {uid})
        if not transaction.records.feedback_of(entry.rejection):
            for key in (ActionKey.FEEDBACK_NOTE, ActionKey.FEEDBACK_ANSWER, ActionKey.REFINE_GAP):
                action = transaction.records.action(entry.rejection, key)
                if action is not None and action.state is ActionState.DONE:
                    checklist.untick_within(context, transaction, action, now)
