"""Contacts: saved from a letter or by hand, touches with them, snoozing and archiving; and wins to tell them about."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from rejection_tui.domain import contact as people
from rejection_tui.domain import filter as finding
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.contact import Cadence, Contact, Touch, Win
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.left_alone import LeftAlone
from rejection_tui.domain.participant import Participant, participant_uid
from rejection_tui.domain.people import alone_words
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rules import MOST_MONTHS
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import delete_with, existing, unlink
from rejection_tui.storage import Transaction

MULTILINE = ("notes",)
#: What is said once a person is to be left alone, or may be written to again.
NEVER_WORDS = {
    True: "They will not come up again, and no import brings them back.",
    False: "They may come up again.",
}
CHANNELS = ("email", "linkedin", "phone", "in person", "other")


def get(records: Records, uid: str) -> Contact:
    """Return the contact of that uid; raise `NotFound` when it is gone."""
    contact = records.contacts.get(uid)
    if contact is None:
        raise NotFound("That contact is not in the file any more.")
    return contact


def find(context: AppContext, name: str) -> Contact:
    """Return the contact with this prefix of their id or of one of their names; raise `NotFound` unless one has it."""
    return find_among(context.records.contacts.values(), name)


def find_among(pool: Iterable[Contact], name: str) -> Contact:
    """Return the one of these contacts that `find` would return if there were no others."""
    return finding.find_one(pool, name, lambda contact: finding.by_any_word(contact.name), "contact")


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    months = fields.get("every_months", 0)
    if not 0 <= months <= MOST_MONTHS:
        raise Refused(f"How often is a number of months from 1 to {MOST_MONTHS}; nothing was saved.")
    return {
        k: (clean(v).strip() if k in MULTILINE else clean_line(v)) if isinstance(v, str) else v
        for k, v in fields.items()
    }


def _new_contact(context: AppContext, records: Records, name: str, fields: dict[str, Any]) -> Contact:
    contact = Contact(new_uid(), clean_line(name), context.now(), **_cleaned(fields))
    if not contact.name:
        raise Refused("A contact needs a name; nothing was saved.")
    alone = records.left_alone.find("", contact.name, contact.company, contact.emails)
    if alone is not None:
        raise Refused(f"{alone_words(alone)}; the contact was not added again.")
    for other in records.contacts.values():
        if email_key(contact.email) and email_key(contact.email) in map(email_key, other.emails):
            raise Refused(f"{other.name} has that address already; edit that contact instead. Nothing was saved.")
    return contact


def add(context: AppContext, name: str, **fields: Any) -> Contact:
    """Add a contact by hand; raise `Refused` when the address is known or the person asked to be left alone."""
    with context.store.transaction(f"Add {clean_line(name)}", context.now()) as transaction:
        contact = new_within(context, transaction, name, fields)
    return contact


def new_within(context: AppContext, transaction: Transaction, name: str, fields: dict[str, Any]) -> Contact:
    """Add a contact inside a transaction under way; raise `Refused` as `add` does."""
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
        contact = new_within(context, transaction, name, fields)
        attach_within(context, transaction, rejection_uid, contact.uid)
    return contact


def attach(context: AppContext, rejection_uid: str, contact_uid: str) -> None:
    """Link a contact to a rejection as its recruiter."""
    with context.store.transaction(f"Link {get(context.records, contact_uid).name}", context.now()) as transaction:
        attach_within(context, transaction, rejection_uid, contact_uid)


def attach_within(context: AppContext, transaction: Transaction, rejection_uid: str, contact_uid: str) -> None:
    """Make a contact the one a rejection is answered to; whoever that was keeps their part in it.

    Raise `Refused` for a person who asked to be left alone.
    """
    contact, rejection = get(transaction.records, contact_uid), transaction.records.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    if contact.never_again:
        raise Refused(f"{alone_words(contact)}; nothing goes to them, and nothing was changed.")
    if rejection.contact and rejection.contact != contact_uid:
        before, uid = rejection.contact, participant_uid(rejection_uid, rejection.contact)
        if uid not in transaction.records.participants and before in transaction.records.contacts:
            transaction.put(Participant(uid, rejection_uid, before, context.now()))
        drafts_were_for(transaction, rejection_uid, before)
    transaction.put(replace(rejection, contact=contact_uid))
    _log_earlier_drafts(transaction, rejection_uid, contact_uid)
    action = transaction.records.action(rejection_uid, ActionKey.CULTIVATE_CONTACT)
    if action is not None and action.state is not ActionState.DONE:
        checklist.tick_within(context, transaction, action, context.now())
    checklist.follow_reader(context, transaction, rejection_uid, context.now())


def drafts_were_for(transaction: Transaction, rejection_uid: str, contact_uid: str) -> None:
    """Name the contact on the drafts that went to them without a word, for the rejection is answered to another now."""
    mine = transaction.records.drafts_of(rejection_uid)
    transaction.put(*(replace(draft, contact=contact_uid) for draft in mine if not draft.contact))


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
        _put_changed(context, transaction, new)
    return new


def _put_changed(context: AppContext, transaction: Transaction, new: Contact) -> None:
    """Put a changed contact; what is due with them, and what rests because they asked for it, follows."""
    old = get(transaction.records, new.uid)
    transaction.put(new)
    checklist.reschedule_contact(context, transaction, new.uid, context.now())
    if old.never_again or new.never_again:
        either = LeftAlone.among(replace(one, never_again=True) for one in (old, new))
        for rejection in list(transaction.records.rejections.values()):
            if either.reader_of(rejection) is not None:
                checklist.follow_reader(context, transaction, rejection.uid, context.now())


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete contacts and their touches; rejections lose the link. Undo brings all back."""
    chosen = list(dict.fromkeys(uids))
    with context.store.transaction(_label("Delete", context.records, chosen), context.now()) as transaction:
        records, gone = transaction.records, set(chosen)
        theirs = [r.uid for r in records.rejections.values() if not gone.isdisjoint(records.people_of(r))]
        transaction.delete(*[get(transaction.records, uid) for uid in chosen])
        delete_with(transaction, "contacts", gone)
        unlink(transaction, "contacts", gone)
        for rejection in theirs:  # keeping in touch counted from the touches that are gone
            checklist.reschedule(context, transaction, rejection, context.now())


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
        _put_changed(context, transaction, new)
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
    win: str = "",
) -> Touch:
    """Log a message or talk on any channel; the contact window counts from it.

    `earlier` says of touches before it, by their uids, whether they were answered; `win` is the one it told of, which
    is not offered to this contact again. Raise `Refused` for a day to come, or without words.
    """
    now, words = context.now(), clean_line(what)
    if not words:
        raise Refused("Say in a few words what it was about, such as “sent the article”; nothing was logged.")
    if at is not None and at > now:
        raise Refused("That day is still to come; nothing was logged.")
    with context.store.transaction(f"In touch with {get(context.records, contact_uid).name}", now) as transaction:
        get(transaction.records, contact_uid)
        about = existing(transaction.records, "rejections", rejection)
        told = existing(transaction.records, "wins", win)
        result = Touch(new_uid(), contact_uid, at or now, clean_line(channel), words, answered, about, win=told)
        transaction.put(*(_answered(transaction.records, uid, yes) for uid, yes in earlier.items()))
        log_within(context, transaction, result, now)
    return result


def log_within(context: AppContext, transaction: Transaction, touch: Touch, now: datetime) -> None:
    """Put a touch inside a transaction under way; what waits for one is ticked, and the next is due after it."""
    transaction.put(touch)
    for r in transaction.records.rejections_with(touch.contact):
        if not touch.concerns(r, transaction.records.people_of(r)):
            continue
        action = transaction.records.action(r.uid, ActionKey.CULTIVATE_TOUCH)
        if action is not None and action.open and touch.at > r.received:
            checklist.tick_within(context, transaction, action, now)
    checklist.reschedule_contact(context, transaction, touch.contact, now)


def record_answered(context: AppContext, touch_uid: str, yes: bool) -> Touch:
    """Record whether a touch was answered."""
    with context.store.transaction("Answered" if yes else "Not answered", context.now()) as transaction:
        new = _answered(transaction.records, touch_uid, yes)
        transaction.put(new)
    return new


def last_answered(context: AppContext, contact_uid: str, yes: bool) -> Touch:
    """Record whether the last touch with a contact was answered; raise `Refused` when there is none."""
    touches = context.records.touches_of(contact_uid)
    if not touches:
        name = get(context.records, contact_uid).name
        raise Refused(f"No message or talk with {name} is noted yet; nothing was changed.")
    return record_answered(context, touches[-1].uid, yes)


def _answered(records: Records, touch_uid: str, yes: bool) -> Touch:
    old = records.touches.get(touch_uid)
    if old is None:
        raise NotFound("That message or talk is not in the file any more.")
    return replace(old, answered=yes)


def cadence(context: AppContext, uid: str) -> Cadence:
    """Return the state of a contact in its contact window."""
    return people.cadence(get(context.records, uid), context.records.touches.values(), context.now(), context.rules)


def add_win(
    context: AppContext,
    title: str,
    kind: str = "project",
    link: str = "",
    at: datetime | None = None,
    sector: str = "",
    tags: Iterable[str] = (),
) -> Win:
    """Add a win; `sector` and `tags` say whom it interests, without both it suits everybody."""
    now = context.now()
    kept = tuple(filter(None, map(clean_line, tags)))
    win = Win(
        new_uid(), clean_line(title), at or now, now, clean_line(kind), clean_line(link), "", clean_line(sector), kept
    )
    if not win.title:
        raise Refused("A win needs a title, such as “Passed the CKA exam”; nothing was saved.")
    with context.store.transaction(f"Win: {win.title}", now) as transaction:
        transaction.put(win)
    return win


def find_win(context: AppContext, title: str) -> Win:
    """Return the win with this prefix of its id or of a word of its title; raise `NotFound` unless one has it."""
    return finding.find_one(context.records.wins.values(), title, lambda win: finding.by_any_word(win.title), "win")


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
