"""Rejections: added by hand, corrected, archived, and where their door stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from rejection_tui.domain import filter as finding
from rejection_tui.domain import outcome as doors
from rejection_tui.domain.book import Book
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import plan
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.domain.verdict import ReplyAdvice, should_reply
from rejection_tui.services import checklist, letters
from rejection_tui.services.desk import Desk
from rejection_tui.services.links import unlink


def add(desk: Desk, entry: letters.Entry) -> Rejection:
    """File one rejection and its four steps; raise `Refused` when its letter is filed already."""
    filed = letters.file(desk, [entry])
    if not filed:
        raise Refused("This letter is filed already; nothing was added.")
    return filed[0]


def get(book: Book, uid: str) -> Rejection:
    """Return the rejection of that uid; raise `NotFound` when it is gone."""
    rejection = book.rejections.get(uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    return rejection


def find(desk: Desk, name: str) -> Rejection:
    """Return the rejection a unique prefix of its id or company names."""
    return finding.find(desk.book, name)


def edit(desk: Desk, uid: str, **changes: Any) -> Rejection:
    """Change fields of a rejection; due dates follow a corrected date of the no."""
    now = desk.now()
    with desk.store.act(f"Edit {get(desk.book, uid).company}", now) as act:
        old = get(act.book, uid)
        tidy = {k: _tidy(k, v) for k, v in changes.items()}
        new = _revisited(_checked(replace(old, **tidy), old, now), old, desk.rules)
        act.put(new)
        actions = act.book.actions_of(uid)
        if new.kind is RejectionKind.WITHDREW:
            act.delete(*(a for a in actions if a.open and not a.ref))  # nobody said no: there is nothing to answer
        elif old.kind is RejectionKind.WITHDREW:
            act.put(*(a for a in plan(new, now, desk.rules) if a.uid not in act.book.actions))
        checklist.follow(desk, act, uid, now)
    return new


def _revisited(new: Rejection, old: Rejection, rules: Rules) -> Rejection:
    """Return `new` with a day to look again when its role was closed, and that day moved with the date of the no."""
    if new.revisit != old.revisit:
        return new  # the user's own choice
    if new.kind is not old.kind:
        closed = new.kind is RejectionKind.ROLE_CLOSED
        return replace(new, revisit=letters.look_again(new.received, rules) if closed else None)
    moved = old.revisit is not None and old.revisit == letters.look_again(old.received, rules)
    return replace(new, revisit=letters.look_again(new.received, rules)) if moved else new


def _tidy(name: str, value: Any) -> Any:
    if not isinstance(value, str) or type(value) is not str:
        return value
    return clean(value).strip() if name == "notes" else clean_line(value)


def _checked(rejection: Rejection, old: Rejection, now: datetime) -> Rejection:
    if not rejection.company:
        raise Refused("A rejection needs a company; the old one was kept.")
    if rejection.received != old.received and rejection.received > now:
        raise Refused("The date of the no lies in the future; the old one was kept.")
    dated = (rejection.applied, rejection.received) != (old.applied, old.received)
    if dated and rejection.applied and rejection.applied > local_day(rejection.received, now):
        raise Refused("The application cannot come after the no; the old date was kept.")
    return rejection


def archive(desk: Desk, uids: Iterable[str], archived: bool = True) -> None:
    """Put rejections out of sight, or back; nothing of them is lost."""
    chosen = list(dict.fromkeys(uids))
    with desk.store.act(_label("Archive" if archived else "Bring back", desk.book, chosen), desk.now()) as act:
        act.put(*(replace(get(act.book, uid), archived=archived) for uid in chosen))


def delete(desk: Desk, uids: Iterable[str]) -> None:
    """Delete rejections with its letter, actions, drafts and events; answers and contacts stay. Undoable."""
    chosen = list(dict.fromkeys(uids))
    with desk.store.act(_label("Delete", desk.book, chosen), desk.now()) as act:
        for uid in chosen:
            rejection = get(act.book, uid)
            letter = act.book.letters.get(rejection.letter)
            book = act.book
            act.delete(*book.actions_of(uid), *book.drafts_of(uid), *book.events_of(uid), rejection)
            if letter is not None:
                act.delete(letter)
        unlink(act, "rejection", set(chosen))


def _label(verb: str, book: Book, uids: list[str]) -> str:
    return f"{verb} {get(book, uids[0]).company}" if len(uids) == 1 else f"{verb} {len(uids)} rejections"


def set_outcome(desk: Desk, uid: str, outcome: Outcome, text: str = "") -> Rejection:
    """Record where the door stands now, dated, with a word on how it came."""
    now = desk.now()
    with desk.store.act(f"{get(desk.book, uid).company}: {outcome.label}", now) as act:
        new, event = doors.change(get(act.book, uid), outcome, now, clean_line(text))
        act.put(new, event)
    return new


def advice(desk: Desk, uid: str) -> ReplyAdvice:
    """Return whether a reply makes sense here, with the reason."""
    rejection = get(desk.book, uid)
    return should_reply(rejection, desk.book.letters.get(rejection.letter))
