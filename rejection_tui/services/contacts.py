"""Contacts: saved from a letter or by hand, touches with them, snoozing and archiving; and wins to tell them about."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from rejection_tui.domain import contact as people
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Cadence, Contact, Touch, Win
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import delete_with, existing, unlink
from rejection_tui.storage import Transaction

MULTILINE = ("notes",)
CHANNELS = ("email", "linkedin", "phone", "in person", "other")


def get(records: Records, uid: str) -> Contact:
    """Return the contact of that uid; raise `NotFound` when it is gone."""
    contact = records.contacts.get(uid)
    if contact is None:
        raise NotFound("That contact is not in the file any more.")
    return contact


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        k: (clean(v).strip() if k in MULTILINE else clean_line(v)) if isinstance(v, str) else v
        for k, v in fields.items()
    }


def _new_contact(context: AppContext, records: Records, name: str, fields: dict[str, Any]) -> Contact:
    contact = Contact(new_uid(), clean_line(name), context.now(), **_cleaned(fields))
    if not contact.name:
        raise Refused("A contact needs a name; nothing was saved.")
    for other in records.contacts.values():
        same_mail = bool(contact.email) and fold(contact.email) in map(fold, other.emails)
        if other.never_again and (
            same_mail or (fold(other.name), fold(other.company)) == (fold(contact.name), fold(contact.company))
        ):
            raise Refused(f"{other.name} asked to be left alone; the contact was not added again.")
        if same_mail:
            raise Refused(f"{other.name} has that address already; edit that contact instead. Nothing was saved.")
    return contact


def add(context: AppContext, name: str, **fields: Any) -> Contact:
    """Add a contact by hand; raise `Refused` when the address is known or the person asked to be left alone."""
    with context.store.transaction(f"Add {clean_line(name)}", context.now()) as transaction:
        contact = _new_contact(context, transaction.records, name, fields)
        transaction.put(contact)
    return contact


def from_rejection(context: AppContext, rejection_uid: str) -> dict[str, str]:
    """Return the initial fields of a contact made from this rejection."""
    rejection = context.records.rejections.get(rejection_uid)
    if rejection is None:
        return {}
    month = f"{rejection.received.astimezone(context.now().tzinfo):%B %Y}"
    role = f" for {rejection.role}" if rejection.role else ""
    return {
        "name": rejection.recruiter_name,
        "email": "" if rejection.no_reply else rejection.recruiter_email,
        "role": "" if rejection.recruiter_title.endswith(".") else rejection.recruiter_title,  # not "Dr."
        "company": rejection.company,
        "how_we_met": f"{rejection.stage.label.capitalize()}{role}, {month}",
    }


def add_for(context: AppContext, rejection_uid: str, name: str, **fields: Any) -> Contact:
    """Add the recruiter of a rejection as a contact, link both and tick “save the recruiter”."""
    with context.store.transaction(f"Save {clean_line(name)}", context.now()) as transaction:
        contact = _new_contact(context, transaction.records, name, fields)
        transaction.put(contact)
        _attach(context, transaction, rejection_uid, contact.uid)
    return contact


def attach(context: AppContext, rejection_uid: str, contact_uid: str) -> None:
    """Link a contact to a rejection as its recruiter."""
    with context.store.transaction(f"Link {get(context.records, contact_uid).name}", context.now()) as transaction:
        get(transaction.records, contact_uid)
        _attach(context, transaction, rejection_uid, contact_uid)


def _attach(context: AppContext, transaction: Transaction, rejection_uid: str, contact_uid: str) -> None:
    rejection = transaction.records.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    transaction.put(replace(rejection, contact=contact_uid))
    _log_earlier_drafts(transaction, rejection_uid, contact_uid)
    action = transaction.records.action(rejection_uid, ActionKey.CULTIVATE_CONTACT)
    if action is not None and action.state is not ActionState.DONE:
        checklist.tick_within(context, transaction, action, context.now())
    checklist.reschedule(context, transaction, rejection_uid, context.now())


def _log_earlier_drafts(transaction: Transaction, rejection_uid: str, contact_uid: str) -> None:
    """Log a touch for each draft sent to a person before they were saved: the contact window counts from the last."""
    from rejection_tui.services.drafts import touch_of

    logged = {t.draft for t in transaction.records.touches.values()}
    for draft in list(transaction.records.drafts.values()):
        if draft.rejection == rejection_uid and draft.sent and not draft.contact and draft.uid not in logged:
            transaction.put(touch_of(draft, contact_uid, draft.sent))


def edit(context: AppContext, uid: str, **changes: Any) -> Contact:
    """Change fields of a contact."""
    with context.store.transaction(f"Edit {get(context.records, uid).name}", context.now()) as transaction:
        new = replace(get(transaction.records, uid), **_cleaned(changes))
        if not new.name:
            raise Refused("A contact needs a name; the old one was kept.")
        transaction.put(new)
    return new


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete contacts and their touches; rejections lose the link. Undo brings all back."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(_label("Delete", context.records, chosen), context.now()) as transaction:
        transaction.delete(*[get(transaction.records, uid) for uid in chosen])
        delete_with(transaction, "contacts", set(chosen))
        unlink(transaction, "contacts", set(chosen))


def _label(verb: str, records: Records, uids: list[str]) -> str:
    return f"{verb} {get(records, uids[0]).name}" if len(uids) == 1 else f"{verb} {len(uids)} contacts"


def archive(context: AppContext, uids: Iterable[str], archived: bool = True) -> None:
    """Archive contacts, or unarchive them."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(
        _label("Archive" if archived else "Bring back", context.records, chosen), context.now()
    ) as transaction:
        transaction.put(*(replace(get(transaction.records, uid), archived=archived) for uid in chosen))


def never_again(context: AppContext, uid: str, yes: bool = True) -> Contact:
    """Record that this person asked to be left alone; neither imports nor the agenda propose them again."""
    label = "asked to be left alone" if yes else "may be written to again"
    with context.store.transaction(f"{get(context.records, uid).name} {label}", context.now()) as transaction:
        new = replace(get(transaction.records, uid), never_again=yes)
        transaction.put(new)
    return new


def snooze(context: AppContext, uid: str, until: date) -> Contact:
    """Keep a contact off the agenda until `until`."""
    if until <= context.now().date():
        raise Refused("Choose a day after today; nothing was changed.")
    with context.store.transaction(f"Snooze {get(context.records, uid).name}", context.now()) as transaction:
        new = replace(get(transaction.records, uid), snoozed_until=until)
        transaction.put(new)
    return new


def touch(
    context: AppContext,
    contact_uid: str,
    channel: str,
    what: str,
    answered: bool | None = None,
    at: datetime | None = None,
    rejection: str = "",
    earlier: Mapping[str, bool] = MappingProxyType({}),
) -> Touch:
    """Log a message or talk on any channel; the contact window counts from it.

    `earlier` says of touches before it, by their uids, whether they were answered.
    """
    now = context.now()
    if at is not None and at > now:
        raise Refused("That day is still to come; nothing was logged.")
    with context.store.transaction(f"In touch with {get(context.records, contact_uid).name}", now) as transaction:
        get(transaction.records, contact_uid)
        about = existing(transaction.records, "rejections", rejection)
        result = Touch(new_uid(), contact_uid, at or now, clean_line(channel), clean_line(what), answered, about)
        transaction.put(*(_answered(transaction.records, uid, yes) for uid, yes in earlier.items()), result)
        for r in transaction.records.rejections_with(contact_uid):
            if not result.concerns(r, transaction.records.people_of(r)):
                continue
            action = transaction.records.action(r.uid, ActionKey.CULTIVATE_TOUCH)
            if action is not None and action.open and result.at > r.received:
                checklist.tick_within(context, transaction, action, now)
        checklist.reschedule_contact(context, transaction, contact_uid, now)
    return result


def record_answered(context: AppContext, touch_uid: str, yes: bool) -> Touch:
    """Record whether a touch was answered."""
    with context.store.transaction("Answered" if yes else "Not answered", context.now()) as transaction:
        new = _answered(transaction.records, touch_uid, yes)
        transaction.put(new)
    return new


def _answered(records: Records, touch_uid: str, yes: bool) -> Touch:
    old = records.touches.get(touch_uid)
    if old is None:
        raise NotFound("That message or talk is not in the file any more.")
    return replace(old, answered=yes)


def cadence(context: AppContext, uid: str) -> Cadence:
    """Return the state of a contact in its contact window."""
    return people.cadence(get(context.records, uid), context.records.touches.values(), context.now(), context.rules)


def add_win(context: AppContext, title: str, kind: str = "project", link: str = "", at: datetime | None = None) -> Win:
    """Add a win."""
    now = context.now()
    win = Win(new_uid(), clean_line(title), at or now, now, clean_line(kind), clean_line(link))
    if not win.title:
        raise Refused("A win needs a title, such as “Passed the CKA exam”; nothing was saved.")
    with context.store.transaction(f"Win: {win.title}", now) as transaction:
        transaction.put(win)
    return win


def edit_win(context: AppContext, uid: str, **changes: Any) -> Win:
    """Change a win."""
    with context.store.transaction("Edit a win", context.now()) as transaction:
        old = transaction.records.wins.get(uid)
        if old is None:
            raise NotFound("That win is not in the file any more.")
        new = replace(old, **_cleaned(changes))
        if not new.title:
            raise Refused("A win needs a title; the old one was kept.")
        transaction.put(new)
    return new


def delete_win(context: AppContext, uid: str) -> None:
    """Delete a win; undo brings it back."""
    with context.store.transaction("Delete a win", context.now()) as transaction:
        win = transaction.records.wins.get(uid)
        if win is not None:
            transaction.delete(win)
            unlink(transaction, "wins", {uid})
