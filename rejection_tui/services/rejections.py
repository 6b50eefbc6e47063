"""Rejections: added by hand, corrected, archived and deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rejection_tui.domain import filter as finding
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.company import same_company
from rejection_tui.domain.dates import local_day, require_reach
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.letter import Verdict
from rejection_tui.domain.people import alone_words
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.reply_advice import Advice, ReplyAdvice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import ActionState, plan_keys
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import checklist, corrections
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import delete_with, unlink
from rejection_tui.services.plans import plan, replan
from rejection_tui.storage import Transaction

if TYPE_CHECKING:  # loaded only when used, so that the dashboard starts faster
    from rejection_tui.services import letters


def add(context: AppContext, entry: "letters.Entry", my_name: str = "") -> Rejection:
    """File one rejection and its four steps, and the user's own name if given.

    Raise `Refused` when its letter is filed already.
    """
    from rejection_tui.services import letters

    filed = letters.file(context, [entry], my_name=my_name)
    if not filed:
        raise Refused("This letter is filed already; nothing was added.")
    return filed[0]


def get(records: Records, uid: str) -> Rejection:
    """Return the rejection of that uid; raise `NotFound` when it is gone."""
    rejection = records.rejections.get(uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    return rejection


def find(context: AppContext, name: str) -> Rejection:
    """Return the rejection with this prefix of its id or company; raise `NotFound` unless exactly one has it."""
    return finding.find(context.records, name)


def edit(context: AppContext, uid: str, **changes: Any) -> Rejection:
    """Change fields of a rejection; due dates follow a corrected date of the rejection."""
    now = context.now()
    with context.store.transaction(f"Edit {get(context.records, uid).company}", now) as transaction:
        old = get(transaction.records, uid)
        tidy = {k: _cleaned(k, v) for k, v in changes.items()}
        new = _with_revisit_day(_checked(_reread(replace(old, **tidy), old), old, now), old, context.rules)
        transaction.put(new)
        corrections.note_edited(transaction, old, new, now)
        if plan_keys(new) != plan_keys(old):
            replan(transaction, new, now, context.rules)
        elif new.reapply_from != old.reapply_from:
            _follow_own_day(transaction, new, now, context.rules)
        follow = checklist.reschedule if _reader(new) == _reader(old) else checklist.follow_reader
        follow(context, transaction, uid, now)
    return new


def _reader(rejection: Rejection) -> tuple[str, str, str]:
    """Return by what the one a rejection is answered to is recognised while no contact is named."""
    return rejection.recruiter_name, rejection.recruiter_email, rejection.company


def _follow_own_day(transaction: Transaction, new: Rejection, now: datetime, rules: Rules) -> None:
    """Let “apply again” follow the user's own day, or without one the letter's; one that was done stays done."""
    kept = transaction.records.action(new.uid, ActionKey.CULTIVATE_REAPPLY)
    if kept is not None and (kept.state is ActionState.DONE or not (kept.open or new.reapply_from)):
        return
    fresh = next((a for a in plan(new, now, rules) if a.key == ActionKey.CULTIVATE_REAPPLY), None)
    if fresh is not None:
        transaction.put(fresh)
    elif kept is not None:
        transaction.delete(kept)


def _reread(new: Rejection, old: Rejection) -> Rejection:
    """Return `new` without what was read about another company or person than it names."""
    if new.company != old.company and not same_company(new.company, new.company_full):
        new = replace(new, company_full="")
    return new if new.recruiter_name == old.recruiter_name else replace(new, recruiter_title="", salutation="")


def _with_revisit_day(new: Rejection, old: Rejection, rules: Rules) -> Rejection:
    """Return `new` with its `revisit` day set when its role was closed, or moved with its date."""
    from rejection_tui.services import letters

    if new.revisit != old.revisit:
        return new  # the user's own choice
    if new.kind is not old.kind:
        closed = new.kind is RejectionKind.ROLE_CLOSED
        return replace(new, revisit=letters.revisit_day(new.received, rules) if closed else None)
    moved = old.revisit is not None and old.revisit == letters.revisit_day(old.received, rules)
    return replace(new, revisit=letters.revisit_day(new.received, rules)) if moved else new


def _cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str) or type(value) is not str:
        return value
    return clean(value).strip() if name == "notes" else clean_line(value)


def _checked(rejection: Rejection, old: Rejection, now: datetime) -> Rejection:
    if not rejection.company:
        raise Refused("A rejection needs a company; the old one was kept.")
    if rejection.received != old.received and rejection.received > now:
        raise Refused("That date of the letter is still to come; the old one was kept.")
    dated = (rejection.applied, rejection.received) != (old.applied, old.received)
    if dated and rejection.applied and rejection.applied > local_day(rejection.received, now):
        raise Refused("The application cannot come after the letter; the old date was kept.")
    own = rejection.reapply_from
    if own is not None and own != old.reapply_from:
        require_reach(own, now.date())
    if own is not None and own != old.reapply_from and own < now.date():
        raise Refused("The day to apply again is past; nothing was changed. Leave it out to follow their letter.")
    return rejection


def archive(context: AppContext, uids: Iterable[str], archived: bool = True) -> None:
    """Archive rejections, or unarchive them."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(
        _label("Archive" if archived else "Bring back", context.records, chosen), context.now()
    ) as transaction:
        transaction.put(*(replace(get(transaction.records, uid), archived=archived) for uid in chosen))


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete rejections with their letters, mails, actions, drafts and events; answers and contacts stay."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(_label("Delete", context.records, chosen), context.now()) as transaction:
        _delete(transaction, chosen)


def _delete(transaction: Transaction, uids: list[str]) -> None:
    delete_with(transaction, "rejections", {get(transaction.records, uid).uid for uid in uids})
    for uid in uids:
        rejection = get(transaction.records, uid)
        letter = transaction.records.letters.get(rejection.letter)
        transaction.delete(rejection)
        if letter is not None:
            transaction.delete(letter)
    unlink(transaction, "rejections", set(uids))


def not_a_rejection(context: AppContext, uid: str) -> None:
    """Delete a rejection whose letter is none, and keep that for what is read next.

    Raise `Refused` when it has no letter.
    """
    now = context.now()
    with context.store.transaction(f"Not a rejection: {get(context.records, uid).company}", now) as transaction:
        letter = transaction.records.letters.get(get(transaction.records, uid).letter)
        if letter is None:
            raise Refused("There is no letter that could have been misread; delete removes it. Nothing was changed.")
        _delete(transaction, [uid])
        corrections.note_no_rejection(transaction, letter, Verdict.REJECTION, now)


def _label(verb: str, records: Records, uids: list[str]) -> str:
    return f"{verb} {get(records, uids[0]).company}" if len(uids) == 1 else f"{verb} {len(uids)} rejections"


def advice(context: AppContext, uid: str) -> ReplyAdvice:
    """Return whether a reply makes sense here, with the reason."""
    rejection = get(context.records, uid)
    alone = context.records.left_alone.reader_of(rejection)
    if alone is not None:
        return ReplyAdvice(Advice.LET_GO, f"{alone_words(alone)}: nothing is written to them.")
    return should_reply(rejection, context.records.letter_heads.get(rejection.letter))
