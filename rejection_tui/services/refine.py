"""Step 3: CV bullets to rewrite and things to learn, each linked to the answer that caused it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from rejection_tui import drafting, export, importing
from rejection_tui.domain import gaps
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused, UsageError
from rejection_tui.domain.feedback import Learning
from rejection_tui.domain.filter import find_by_words
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question, Suggestion
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing import CvLine as CvLine
from rejection_tui.importing import CvRead as CvRead
from rejection_tui.importing import Unread as Unread
from rejection_tui.services import checklist, named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import existing
from rejection_tui.storage import Transaction

#: Parts of a CV that were not read and are named in one sentence.
MOST_UNREAD_SHOWN: Final = 5


def bullet(records: Records, uid: str) -> Bullet:
    """Return the bullet of that uid; raise `NotFound` when it is gone."""
    found = records.bullets.get(uid)
    if found is None:
        raise NotFound("That bullet is not in your list any more.")
    return found


def read_piped(data: bytes) -> tuple[CvLine, ...]:
    """Return the bullets of text from a pipe; raise `UsageError` for bytes that are not UTF-8."""
    try:
        return read_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("That is not text in UTF-8; name the file instead. Nothing was added.") from None


def find_bullet(records: Records, name: str) -> Bullet:
    """Return the line of the CV that `name` means: the start of its id, or words of its old or new wording.

    Raise `NotFound`, which lists the candidates, when none or several fit.
    """
    hint = "rejtui cv list shows the lines"
    return find_by_words(
        records.bullets.values(), name, lambda one: (one.uid,), lambda one: f"{one.before} {one.after}".strip(), hint
    )


def bullets(records: Records) -> tuple[Bullet, ...]:
    """Return the lines of the CV in its order."""
    return tuple(sorted(records.bullets.values(), key=lambda b: (b.source, b.section, b.order, b.created, b.uid)))


def read_cv(path: Path) -> CvRead:
    """Return the bullets of a CV with section and line number, and what of the file was left unread."""
    return importing.read_cv(path)


def not_read(unread: Sequence[Unread]) -> str:
    """Return a sentence that says what of a CV was left unread, and where; empty when all was read."""
    if not unread:
        return ""
    shown = "; ".join(str(one) for one in unread[:MOST_UNREAD_SHOWN])
    more = len(unread) - MOST_UNREAD_SHOWN
    return f"Not read: {shown}{f'; and {more} more' if more > 0 else ''}."


def read_lines(text: str) -> tuple[CvLine, ...]:
    """Return the bullets of pasted text."""
    return tuple(importing.read_lines(text))


def cv_language(records: Records) -> str:
    """Return the language most lines on the list are in, for those that do not tell their own; "" when nothing does."""
    return drafting.cv_language(one.before for one in records.bullets.values())


def check_bullet(text: str, language: str = "") -> tuple[Finding, ...]:
    """Return the findings of the checks for one line of a CV in that language."""
    return drafting.check_bullet(text, language)


def check_cv(lines: Sequence[CvLine]) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings for each line of a CV; of facts (Education, Languages) only what is open or long."""
    language = drafting.cv_language(line.text for line in lines)
    return tuple(drafting.check_bullet(line.text, language, line.fact) for line in lines)


def to_rewrite(lines: Sequence[CvLine]) -> tuple[CvLine, ...]:
    """Return those lines of a CV that the checks would change; facts are left as they are."""
    found = zip(lines, check_cv(lines), strict=True)
    return tuple(line for line, said in found if not line.fact and any(one.speaks_against for one in said))


def suggest(text: str, language: str = "") -> Suggestion:
    """Return the line as it is, with what to ask oneself about it; only its owner changes it."""
    return drafting.suggest(text, language)


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the difference of two lines as pairs ("same", "removed" or "added"; words)."""
    return tuple(drafting.word_diff(before, after))


def queue_bullets(
    context: AppContext,
    lines: Sequence[str | CvLine],
    feedback: str = "",
    rejection: str = "",
    source: str = "",
    gap: str = "",
) -> tuple[Bullet, ...]:
    """Queue lines for rewriting in one transaction; lines queued before are skipped. `gap`: which of the answer's."""
    now = context.now()
    made: list[Bullet] = []
    with context.store.transaction(f"Add {len(lines)} bullet{'' if len(lines) == 1 else 's'}", now) as transaction:
        there = {b.before for b in transaction.records.bullets.values()}
        answer, about = (
            existing(transaction.records, "feedback", feedback),
            existing(transaction.records, "rejections", rejection),
        )
        for order, line in enumerate(lines):
            text = clean_line(line if isinstance(line, str) else line.text)
            section = "" if isinstance(line, str) else clean_line(line.section)
            if text and text not in there:
                there.add(text)
                new = Bullet(new_uid(), text, now, section=section, source=clean_line(source), order=order)
                made.append(replace(new, feedback=answer, rejection=about, gap=gap if answer else ""))
        transaction.put(*made)
    return tuple(made)


def link_bullet(context: AppContext, uid: str, feedback: str) -> Bullet:
    """Link a bullet to the answer it responds to; an empty `feedback` removes the link."""
    entry = context.records.feedback.get(feedback)
    if feedback and entry is None:
        raise NotFound("That answer is not in the journal any more.")
    return _put_bullet(context, uid, "Link a bullet", feedback=feedback, rejection=entry.rejection if entry else "")


def rewrite(context: AppContext, uid: str, after: str) -> Bullet:
    """Save a new wording of a bullet; the old line is kept in `before`."""
    text = clean_line(after)
    old = bullet(context.records, uid)
    if text == old.after:
        return old
    with context.store.transaction("Rewrite a bullet", context.now()) as transaction:
        old = bullet(transaction.records, uid)
        state = BulletState.DRAFTED if text else BulletState.QUEUED
        new = replace(old, after=text, state=state, done=None, snoozed_until=None)
        transaction.put(new)
        if old.state is BulletState.DONE:
            open_again(context, transaction, old)
    return new


def finish(context: AppContext, uid: str) -> Bullet:
    """Mark a bullet as finished and tick the actions it completes; raise `Refused` while a figure is missing."""
    now = context.now()
    with context.store.transaction("Finish a bullet", now) as transaction:
        line = bullet(transaction.records, uid)
        if not line.after:
            raise Refused("Write the new line first; the old one is kept beside it.")
        blocking = [f for f in check_bullet(line.after) if f.severity is Severity.BLOCK]
        if blocking:
            raise Refused(f"Not finished: {blocking[0].message}")
        new = replace(line, state=BulletState.DONE, done=line.done or now)
        transaction.put(new)
        tick_completed(context, transaction, new)
    return new


def tick_completed(context: AppContext, transaction: Transaction, record: Record) -> None:
    """Tick the actions of step 3 that this finished record completes, inside a transaction under way."""
    for action in gaps.completed_actions(transaction.records, record):
        if action.open:
            checklist.tick_within(context, transaction, action, context.now())


def open_again(context: AppContext, transaction: Transaction, before: Bullet | Question | Learning) -> None:
    """Open the actions of step 3 again that this record had completed, inside a transaction under way."""
    now = context.now()
    for action in gaps.answered_actions(transaction.records, before):
        if action.state is ActionState.DONE:
            checklist.untick_within(context, transaction, action, now)


def reopen(context: AppContext, uid: str) -> Bullet:
    """Mark a finished bullet as unfinished; the actions it had ticked are open again."""
    with context.store.transaction("Reopen a bullet", context.now()) as transaction:
        old = bullet(transaction.records, uid)
        new = replace(old, state=BulletState.DRAFTED if old.after else BulletState.QUEUED, done=None)
        transaction.put(new)
        if old.state is BulletState.DONE:
            open_again(context, transaction, old)
    return new


def _put_bullet(context: AppContext, uid: str, label: str, **changes: Any) -> Bullet:
    with context.store.transaction(label, context.now()) as transaction:
        new = replace(bullet(transaction.records, uid), **changes)
        transaction.put(new)
    return new


def delete_bullets(context: AppContext, uids: Iterable[str]) -> None:
    """Delete bullets; undo brings them back."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(
        f"Delete {len(chosen)} bullet{'' if len(chosen) == 1 else 's'}", context.now()
    ) as transaction:
        transaction.delete(*(bullet(transaction.records, uid) for uid in chosen))


def finished(records: Records) -> tuple[Bullet, ...]:
    """Return the finished bullets in the order of the CV."""
    return tuple(one for one in bullets(records) if one.state is BulletState.DONE)


def bullets_markdown(records: Records) -> str:
    """Return the finished lines as Markdown."""
    return export.to_markdown(finished(records))


def bullets_json(records: Records) -> str:
    """Return the finished lines as JSON Resume."""
    return export.to_json_resume(finished(records))


def write_finished(context: AppContext, path: Path, overwrite: bool = False) -> Path:
    """Write the finished lines to a private file: JSON Resume where the name ends in .json, else Markdown.

    Raise `Refused` when the file exists and `overwrite` is False.
    """
    render = bullets_json if path.suffix.lower() == ".json" else bullets_markdown
    return named_files.write_private(context, path, render(context.records).encode("utf-8"), overwrite)


def learn(
    context: AppContext, title: str, due: date | None = None, feedback: str = "", rejection: str = ""
) -> Learning:
    """Plan something to learn, with a date."""
    now = context.now()
    answer, about = existing(context.records, "feedback", feedback), existing(context.records, "rejections", rejection)
    item = Learning(new_uid(), clean_line(title), now, answer, about, due)
    if not item.title:
        raise Refused("Say what there is to learn, in a few words; nothing was saved.")
    with context.store.transaction(f"Learn: {item.title}", now) as transaction:
        transaction.put(item)
    return item


def open_learning(records: Records, feedback: str, gap: str | None = None) -> Learning | None:
    """Return the first open item to learn because of an answer, or because of one gap of it; None when none is."""
    mine = (one for one in records.learnings.values() if one.feedback == feedback and one.done is None)
    fitting = (one for one in mine if gap is None or one.gap == gap)
    return min(fitting, key=lambda one: (one.created, one.uid), default=None)


def plan_learning(context: AppContext, feedback: str, title: str, due: date) -> Learning:
    """Say what to learn because of an answer, by a day: its open item is changed where it has one, else one is added.

    Raise `Refused` for a day that is past or for no title.
    """
    if due < context.now().date():
        raise Refused("That day is past; choose one to come. Nothing was saved.")
    if not clean_line(title):
        raise Refused("Say what there is to learn, in a few words; nothing was saved.")
    planned = open_learning(context.records, feedback)
    if planned is not None:
        return edit_learning(context, planned.uid, title, due)
    entry = context.records.feedback.get(feedback)
    return learn(context, title, due, feedback, entry.rejection if entry else "")


def _learning(records: Records, uid: str) -> Learning:
    item = records.learnings.get(uid)
    if item is None:
        raise NotFound("That learning item is not in the file any more.")
    return item


def edit_learning(context: AppContext, uid: str, title: str, due: date | None, notes: str = "") -> Learning:
    """Change the title, due day or notes of a learning item."""
    with context.store.transaction("Edit a learning item", context.now()) as transaction:
        old = _learning(transaction.records, uid)
        new = replace(old, title=clean_line(title) or old.title, due=due, notes=clean(notes) or old.notes)
        transaction.put(new)
        for action in transaction.records.actions_of(old.rejection):
            if action.ref == uid and action.open:
                moment = datetime.combine(due, time(18), context.now().tzinfo) if due else None
                transaction.put(replace(action, title=new.title, due=moment))
    return new


def finish_learning(context: AppContext, uid: str) -> Learning:
    """Mark a learning item as done and tick its action."""
    now = context.now()
    with context.store.transaction("Learned", now) as transaction:
        old = _learning(transaction.records, uid)
        new = replace(old, done=old.done or now)
        transaction.put(new)
        tick_completed(context, transaction, new)
    return new


def reopen_learning(context: AppContext, uid: str) -> Learning:
    """Open a learning item and its action again."""
    with context.store.transaction("Reopen a learning item", context.now()) as transaction:
        old = _learning(transaction.records, uid)
        new = replace(old, done=None)
        transaction.put(new)
        if old.done is not None:
            open_again(context, transaction, old)
    return new
