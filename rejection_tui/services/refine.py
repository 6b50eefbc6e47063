"""Step 3: CV bullets rewritten, things learned; each linked to the words that caused it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from rejection_tui import drafting
from rejection_tui.domain import gaps
from rejection_tui.domain.book import Book, Record
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.feedback import Learning
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.drafting import CvLine
from rejection_tui.services import checklist
from rejection_tui.services.desk import Desk
from rejection_tui.services.links import known
from rejection_tui.storage import Act


def bullet(book: Book, uid: str) -> Bullet:
    """Return the bullet of that uid; raise `NotFound` when it is gone."""
    found = book.bullets.get(uid)
    if found is None:
        raise NotFound("That bullet is not on the bench any more.")
    return found


def read_cv(path: Path) -> tuple[CvLine, ...]:
    """Return the bullets of a CV (.md, .txt, .docx, .pdf, JSON Resume) with section and line number."""
    return tuple(drafting.read_cv(path))


def read_lines(text: str) -> tuple[CvLine, ...]:
    """Return the bullets of pasted text."""
    return tuple(drafting.read_lines(text))


def check_bullet(text: str) -> tuple[Finding, ...]:
    """Return what the checks say of one line."""
    return tuple(drafting.check_bullet(text))


def suggest(text: str) -> str:
    """Return a rewrite to start from; a figure that is not there becomes `[how many?]`, never invented."""
    return drafting.suggest(text)


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the words of both lines as (same | removed | added, words)."""
    return tuple(drafting.word_diff(before, after))


def queue_bullets(
    desk: Desk, lines: Sequence[str | CvLine], feedback: str = "", rejection: str = "", source: str = ""
) -> tuple[Bullet, ...]:
    """Put lines on the bench in one act; a line that is there already is left out."""
    now = desk.now()
    made: list[Bullet] = []
    with desk.store.act(f"Queue {len(lines)} bullet{'' if len(lines) == 1 else 's'}", now) as act:
        there = {b.before for b in act.book.bullets.values()}
        answer, about = known(act.book, "feedback", feedback), known(act.book, "rejections", rejection)
        for order, line in enumerate(lines):
            text = clean_line(line if isinstance(line, str) else line.text)
            section = "" if isinstance(line, str) else clean_line(line.section)
            if text and text not in there:
                there.add(text)
                new = Bullet(new_uid(), text, now, section=section, source=clean_line(source), order=order)
                made.append(replace(new, feedback=answer, rejection=about))
        act.put(*made)
    return tuple(made)


def link_bullet(desk: Desk, uid: str, feedback: str) -> Bullet:
    """Say which answer a bullet responds to; an empty `feedback` unlinks it."""
    entry = desk.book.feedback.get(feedback)
    if feedback and entry is None:
        raise NotFound("That answer is not in the journal any more.")
    return _put_bullet(desk, uid, "Link a bullet", feedback=feedback, rejection=entry.rejection if entry else "")


def rewrite(desk: Desk, uid: str, after: str) -> Bullet:
    """Keep a new wording of a bullet; the old line stays beside it."""
    text = clean_line(after)
    old = bullet(desk.book, uid)
    if text == old.after:
        return old
    with desk.store.act("Rewrite a bullet", desk.now()) as act:
        old = bullet(act.book, uid)
        state = BulletState.DRAFTED if text else BulletState.QUEUED
        new = replace(old, after=text, state=state, done=None, snoozed_until=None)
        act.put(new)
        if old.state is BulletState.DONE:
            open_again(desk, act, old)
    return new


def finish(desk: Desk, uid: str) -> Bullet:
    """Call a bullet finished and tick what it answers; raise `Refused` while a figure is missing."""
    now = desk.now()
    with desk.store.act("Finish a bullet", now) as act:
        line = bullet(act.book, uid)
        if not line.after:
            raise Refused("Write the new line first; the old one is kept beside it.")
        blocking = [f for f in check_bullet(line.after) if f.severity is Severity.BLOCK]
        if blocking:
            raise Refused(f"Not finished: {blocking[0].message}")
        new = replace(line, state=BulletState.DONE, done=line.done or now)
        act.put(new)
        tick_completed(desk, act, new)
    return new


def tick_completed(desk: Desk, act: Act, record: Record) -> None:
    """Tick the actions of step 3 that this finished record completes, inside an act under way."""
    for action in gaps.completed_actions(act.book, record):
        if action.open:
            checklist.tick_within(desk, act, action, desk.now())


def open_again(desk: Desk, act: Act, before: Bullet | Question | Learning) -> None:
    """Open the actions of step 3 that stood as completed by this record, inside an act under way."""
    now = desk.now()
    for action in gaps.answered_actions(act.book, before):
        if action.state is ActionState.DONE:
            checklist.untick_within(desk, act, action, now)


def reopen(desk: Desk, uid: str) -> Bullet:
    """Take a finished bullet back to the bench; what it had ticked is open again."""
    with desk.store.act("Reopen a bullet", desk.now()) as act:
        old = bullet(act.book, uid)
        new = replace(old, state=BulletState.DRAFTED if old.after else BulletState.QUEUED, done=None)
        act.put(new)
        if old.state is BulletState.DONE:
            open_again(desk, act, old)
    return new


def _put_bullet(desk: Desk, uid: str, label: str, **changes: Any) -> Bullet:
    with desk.store.act(label, desk.now()) as act:
        new = replace(bullet(act.book, uid), **changes)
        act.put(new)
    return new


def delete_bullets(desk: Desk, uids: Iterable[str]) -> None:
    """Take bullets off the bench; undo brings them back."""
    chosen = list(dict.fromkeys(uids))
    with desk.store.act(f"Delete {len(chosen)} bullet{'' if len(chosen) == 1 else 's'}", desk.now()) as act:
        act.delete(*(bullet(act.book, uid) for uid in chosen))


def finished(book: Book) -> tuple[Bullet, ...]:
    """Return the finished bullets in the order of the CV."""
    done = (b for b in book.bullets.values() if b.state is BulletState.DONE)
    return tuple(sorted(done, key=lambda b: (b.source, b.section, b.order, b.created)))


def bullets_markdown(book: Book) -> str:
    """Return the finished lines as Markdown."""
    return drafting.to_markdown(finished(book))


def bullets_json(book: Book) -> str:
    """Return the finished lines as JSON Resume."""
    return drafting.to_json_resume(finished(book))


def learn(desk: Desk, title: str, due: date | None = None, feedback: str = "", rejection: str = "") -> Learning:
    """Plan something to learn, with a date."""
    now = desk.now()
    answer, about = known(desk.book, "feedback", feedback), known(desk.book, "rejections", rejection)
    item = Learning(new_uid(), clean_line(title), now, answer, about, due)
    if not item.title:
        raise Refused("Say what there is to learn, in a few words; nothing was saved.")
    with desk.store.act(f"Learn: {item.title}", now) as act:
        act.put(item)
    return item


def _learning(book: Book, uid: str) -> Learning:
    item = book.learnings.get(uid)
    if item is None:
        raise NotFound("That learning item is not in the file any more.")
    return item


def edit_learning(desk: Desk, uid: str, title: str, due: date | None, notes: str = "") -> Learning:
    """Change what is to be learned, or by when."""
    with desk.store.act("Edit a learning item", desk.now()) as act:
        old = _learning(act.book, uid)
        new = replace(old, title=clean_line(title) or old.title, due=due, notes=clean(notes) or old.notes)
        act.put(new)
        for action in act.book.actions_of(old.rejection):
            if action.ref == uid and action.open:
                moment = datetime.combine(due, time(18), desk.now().tzinfo) if due else None
                act.put(replace(action, title=new.title, due=moment))
    return new


def learned(desk: Desk, uid: str) -> Learning:
    """Call a learning item done and tick the action it stands for."""
    now = desk.now()
    with desk.store.act("Learned", now) as act:
        old = _learning(act.book, uid)
        new = replace(old, done=old.done or now)
        act.put(new)
        tick_completed(desk, act, new)
    return new


def unlearned(desk: Desk, uid: str) -> Learning:
    """Open a learning item again, with the action it stands for."""
    with desk.store.act("Reopen a learning item", desk.now()) as act:
        old = _learning(act.book, uid)
        new = replace(old, done=None)
        act.put(new)
        if old.done is not None:
            open_again(desk, act, old)
    return new
