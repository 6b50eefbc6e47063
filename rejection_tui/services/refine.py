"""Step 3: CV bullets rewritten, things learned; each linked to the words that caused it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rejection_tui import drafting
from rejection_tui.domain import gaps
from rejection_tui.domain.book import Book, Record
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.feedback import Learning
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.refine import Bullet, BulletState
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting import CvLine
from rejection_tui.services import checklist
from rejection_tui.services.desk import Desk
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
    now, known = desk.now(), {b.before for b in desk.book.bullets.values()}
    made: list[Bullet] = []
    for order, line in enumerate(lines):
        text = clean_line(line if isinstance(line, str) else line.text)
        section = "" if isinstance(line, str) else clean_line(line.section)
        if text and text not in known:
            known.add(text)
            made.append(
                Bullet(
                    new_uid(),
                    text,
                    now,
                    section=section,
                    source=source,
                    feedback=feedback,
                    rejection=rejection,
                    order=order,
                )
            )
    if made:
        with desk.store.act(f"Queue {len(made)} bullet{'s' if len(made) > 1 else ''}", now) as act:
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
    state = BulletState.DRAFTED if text else BulletState.QUEUED
    return _put_bullet(desk, uid, "Rewrite a bullet", after=text, state=state, done=None)


def finish(desk: Desk, uid: str) -> Bullet:
    """Call a bullet finished and tick what it answers; raise `Refused` while a figure is missing."""
    line = bullet(desk.book, uid)
    if not line.after:
        raise Refused("Write the new line first; the old one is kept beside it.")
    blocking = [f for f in check_bullet(line.after) if f.severity is Severity.BLOCK]
    if blocking:
        raise Refused(f"“{blocking[0].words}” is still open: {blocking[0].message}")
    now = desk.now()
    with desk.store.act("Finish a bullet", now) as act:
        new = replace(bullet(act.book, uid), state=BulletState.DONE, done=now)
        act.put(new)
        tick_completed(desk, act, new)
    return new


def tick_completed(desk: Desk, act: Act, record: Record) -> None:
    """Tick the actions of step 3 that this finished record completes, inside an act under way."""
    for action in gaps.completed_actions(act.book, record):
        if action.open:
            checklist.tick_within(desk, act, action, desk.now())


def reopen(desk: Desk, uid: str) -> Bullet:
    """Take a finished bullet back to the bench."""
    return _put_bullet(desk, uid, "Reopen a bullet", state=BulletState.DRAFTED, done=None)


def _put_bullet(desk: Desk, uid: str, label: str, **changes: object) -> Bullet:
    with desk.store.act(label, desk.now()) as act:
        new = replace(bullet(act.book, uid), **changes)  # type: ignore[arg-type]
        act.put(new)
    return new


def delete_bullets(desk: Desk, uids: Iterable[str]) -> None:
    """Take bullets off the bench; undo brings them back."""
    chosen = list(uids)
    with desk.store.act(f"Delete {len(chosen)} bullets", desk.now()) as act:
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
    item = Learning(new_uid(), clean_line(title), now, feedback, rejection, due)
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
        new = replace(old, title=clean_line(title) or old.title, due=due, notes=notes or old.notes)
        act.put(new)
    return new


def learned(desk: Desk, uid: str) -> Learning:
    """Call a learning item done and tick the action it stands for."""
    now = desk.now()
    with desk.store.act("Learned", now) as act:
        new = replace(_learning(act.book, uid), done=now)
        act.put(new)
        tick_completed(desk, act, new)
    return new


def unlearned(desk: Desk, uid: str) -> Learning:
    """Open a learning item again."""
    with desk.store.act("Reopen a learning item", desk.now()) as act:
        new = replace(_learning(act.book, uid), done=None)
        act.put(new)
    return new
