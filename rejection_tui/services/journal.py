"""The feedback journal: answers kept verbatim, the reading of them kept apart, and the actions that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from rejection_tui.domain import gaps as gap_rules
from rejection_tui.domain import letter_actions
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.answer import AnswerReading
from rejection_tui.domain.draft import Finding
from rejection_tui.domain.errors import LetterError, NotFound, Refused
from rejection_tui.domain.feedback import Feedback, Gap, Learning, NamedGap, with_gaps
from rejection_tui.domain.filter import find_by_words
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.steps import Action, ActionState
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


def given_in_letter(records: Records, rejection_uid: str, reasons: bool = False) -> Mail | None:
    """Return the feedback that the letter of a rejection itself gives, word for word; None when it gives none.

    `reasons`: their reason for saying no counts as well.
    """
    rejection = records.rejections.get(rejection_uid)
    words = letter_actions.feedback_words(rejection, reasons) if rejection else ""
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
    sorted_so = (one for one in records.feedback_of(action.rejection if action else uid) if one.names(gap))
    return records.feedback.get(named) or max(sorted_so, key=lambda one: (one.received, one.uid), default=None)


def gap_of(records: Records, uid: str) -> str:
    """Return the uid of the gap that an action, bullet, question or learning item is about; "" for the first."""
    tables = (records.actions, records.bullets, records.questions, records.learnings)
    work = next((table[uid] for table in tables if uid in table), None)
    return work.gap if work is not None else ""


def add(
    context: AppContext,
    rejection_uid: str,
    verbatim: str,
    received: datetime | None = None,
    gaps: Sequence[NamedGap] = (),
    notes: str = "",
    accepted: bool = False,
) -> Feedback:
    """Add an answer, whose text is never changed. Ticks “record the answer”; each gap adds its action of step 3."""
    if rejection_uid not in context.records.rejections:
        raise NotFound("That rejection is not in the file any more; the answer was not filed.")
    if any(one.verbatim == clean(verbatim).strip() for one in context.records.feedback_of(rejection_uid)):
        raise Refused("That answer is in the journal already, word for word. Nothing was filed.")
    label = f"Record the answer, {context.records.rejections[rejection_uid].company}"
    with context.store.transaction(label, context.now()) as transaction:
        entry = add_within(context, transaction, rejection_uid, verbatim, received, notes)
        if any(one.gap is not Gap.UNSORTED for one in gaps):
            entry = name_gaps_within(context, transaction, entry, gaps)
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


def is_verbatim(quote: str, text: str) -> bool:
    """Return whether the quote is verbatim from the text, ignoring white space and an ellipsis at its end."""
    return " ".join(quote.rstrip("… ").split()) in " ".join(text.split())


def proposed_gaps(reading: AnswerReading) -> tuple[NamedGap, ...]:
    """Return the gaps of a proposed reading as they would be named, with what could be done as the plan."""
    return tuple(NamedGap(one.gap, (one.theme,) if one.theme else (), one.quote, one.action) for one in reading.gaps)


def with_gap(entry: Feedback, gap: NamedGap, also: bool) -> tuple[NamedGap, ...]:
    """Return the gaps of an answer with one named: changed where it has one of that kind, else the only one, or `also`.

    What is not given of a new one is taken from the proposed reading.
    """
    of_kind = [one for one in entry.named if one.gap is gap.gap]
    if of_kind and not also:
        changed = _filled(gap, of_kind[0])
        return tuple(changed if one is of_kind[0] else one for one in entry.named)
    proposed = next((one for one in proposed_gaps(propose(entry.verbatim)) if one.gap is gap.gap), NamedGap(gap.gap))
    before = entry.gaps if also else ()
    new = _filled(gap, NamedGap(gap.gap) if also else replace(proposed, plan=""))
    return (*before, new)


def _filled(given: NamedGap, base: NamedGap) -> NamedGap:
    """Return `base` with what is given."""
    return replace(
        base,
        themes=given.themes or base.themes,
        quote=given.quote or base.quote,
        plan=given.plan or base.plan,
        day=given.day or base.day,
    )


def classify(context: AppContext, uid: str, *gaps: NamedGap) -> Feedback:
    """Name the gaps an answer points at; the next actions of step 3 follow from them."""
    label = f"Name the gap: {', '.join(dict.fromkeys(one.gap.label for one in gaps)) or Gap.UNSORTED.label}"
    with context.store.transaction(label, context.now()) as transaction:
        return name_gaps_within(context, transaction, get(transaction.records, uid), gaps)


def name_gaps_within(
    context: AppContext, transaction: Transaction, entry: Feedback, gaps: Sequence[NamedGap]
) -> Feedback:
    """Name the gaps of an answer inside a transaction under way, as `classify` does.

    Open work for a gap that is gone, or of another kind now, is deleted; that of one with a new plan or day follows it.
    """
    now, new = context.now(), with_gaps(entry, gaps)
    transaction.put(new)
    rejection = transaction.records.rejections.get(entry.rejection)
    if rejection is None:
        return new
    before = {one.uid: one for one in entry.named}
    after = {one.uid: one for one in new.named}
    for uid, old in before.items():
        if uid not in after or after[uid].gap is not old.gap:
            _delete_open_work(transaction, entry, old)
    for uid, named in after.items():
        if uid not in before or before[uid].gap is not named.gap:
            wanted = gap_rules.next_records(new, named, rejection, now, context.rules, _types(named))
            transaction.put(*(r for r in wanted if not _is_kept(transaction.records, r)))
        elif before[uid] != named:
            _follow(context, transaction, new, before[uid], named)
    _tick_named(context, transaction, new, now)
    return new


def _tick_named(context: AppContext, transaction: Transaction, new: Feedback, now: datetime) -> None:
    """Tick “name the gap” once something is named, and untick it when nothing is any more."""
    named = transaction.records.action(new.rejection, ActionKey.REFINE_GAP)
    if named is not None and named.open and new.gap is not Gap.UNSORTED:
        checklist.tick_within(context, transaction, named, now)
    elif named is not None and named.state is ActionState.DONE and _no_gap_named(transaction.records, new.rejection):
        checklist.untick_within(context, transaction, named, now)


def _follow(context: AppContext, transaction: Transaction, entry: Feedback, old: NamedGap, new: NamedGap) -> None:
    """Give the open work for a gap its new plan and day, where it still has those of the old one."""
    before, after = gap_rules.title_of(old, _types(old)), gap_rules.title_of(new, _types(new))
    day = new.day if new.day != old.day else None
    moment = datetime.combine(day, time(18), context.now().tzinfo) if day else None
    for work in gap_rules.work_of(transaction.records, entry, new):
        if not isinstance(work, Action | Learning):
            continue
        title = after if work.title == before or new.plan != old.plan else work.title
        if isinstance(work, Action) and work.open:
            transaction.put(replace(work, title=title, due=moment or work.due))
        elif isinstance(work, Learning) and work.done is None:
            transaction.put(replace(work, title=title, due=day or work.due))


def _is_kept(records: Records, record: Record) -> bool:
    """True for work from an earlier reading of the same answer that was finished, and so not deleted."""
    return record.uid in records.actions or record.uid in records.learnings


def _no_gap_named(records: Records, rejection: str) -> bool:
    return all(f.gap is Gap.UNSORTED for f in records.feedback_of(rejection))


def _types(named: NamedGap) -> tuple[str, ...]:
    """Return the question types that train the themes of a gap."""
    if named.gap is not Gap.TECHNIQUE:
        return ()
    from rejection_tui.drafting import types_for

    return tuple(types_for(named.themes))


def _delete_open_work(transaction: Transaction, entry: Feedback, named: NamedGap) -> None:
    """Delete the open actions and learning items that a gap of an earlier reading of the answer added."""
    work = gap_rules.work_of(transaction.records, entry, named)
    actions = [one for one in work if isinstance(one, Action) and one.open]
    learnings = [one for one in work if isinstance(one, Learning) and one.done is None]
    transaction.delete(*actions, *learnings)


def correct(
    context: AppContext, uid: str, gaps: Sequence[NamedGap], notes: str = "", accepted: bool = False
) -> Feedback:
    """Save all that can be said of an answer at once, as `classify` and `accept` do, with the notes on it."""
    old = get(context.records, uid)
    is_read_anew = with_gaps(old, gaps) != old
    if is_read_anew:
        label = f"Name the gap: {with_gaps(old, gaps).gap_words}"
    else:
        label = "Note on an answer" if clean(notes) != old.notes else _accepted_label(accepted)
    with context.store.transaction(label, context.now()) as transaction:
        new = get(transaction.records, uid)
        if is_read_anew:
            new = name_gaps_within(context, transaction, new, gaps)
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
        for one in entry.named:
            _delete_open_work(transaction, entry, one)
        transaction.delete(entry)
        unlink(transaction, "feedback", {uid})
        if not transaction.records.feedback_of(entry.rejection):
            for key in (ActionKey.FEEDBACK_NOTE, ActionKey.FEEDBACK_ANSWER, ActionKey.REFINE_GAP):
                action = transaction.records.action(entry.rejection, key)
                if action is not None and action.state is ActionState.DONE:
                    checklist.untick_within(context, transaction, action, now)
