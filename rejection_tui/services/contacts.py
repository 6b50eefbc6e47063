"""Contacts: saved from a letter or by hand, touched, rested, left alone; and the wins worth telling them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rejection_tui import export
from rejection_tui.domain import contact as people
from rejection_tui.domain.book import Book
from rejection_tui.domain.contact import Cadence, Contact, Touch, Win
from rejection_tui.domain.errors import LetterError, NotFound, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.export import Match as Match
from rejection_tui.services import checklist, named_files
from rejection_tui.services.desk import Desk
from rejection_tui.services.drafts import touch_of
from rejection_tui.services.links import known, unlink
from rejection_tui.storage import Act

MULTILINE = ("notes",)
CHANNELS = ("email", "linkedin", "phone", "in person", "other")


def get(book: Book, uid: str) -> Contact:
    """Return the contact of that uid; raise `NotFound` when it is gone."""
    contact = book.contacts.get(uid)
    if contact is None:
        raise NotFound("That contact is not in the file any more.")
    return contact


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        k: (clean(v).strip() if k in MULTILINE else clean_line(v)) if isinstance(v, str) else v
        for k, v in fields.items()
    }


def _new(desk: Desk, book: Book, name: str, fields: dict[str, Any]) -> Contact:
    contact = Contact(new_uid(), clean_line(name), desk.now(), **_fields(fields))
    if not contact.name:
        raise Refused("A contact needs a name; nothing was saved.")
    for other in book.contacts.values():
        same_mail = bool(contact.email) and fold(other.email) == fold(contact.email)
        if other.never_again and (
            same_mail or (fold(other.name), fold(other.company)) == (fold(contact.name), fold(contact.company))
        ):
            raise Refused(f"{other.name} asked to be left alone; the contact was not added again.")
        if same_mail:
            raise Refused(f"{other.name} has that address already; edit that contact instead. Nothing was saved.")
    return contact


def add(desk: Desk, name: str, **fields: Any) -> Contact:
    """Add a contact by hand; raise `Refused` when the address is known or the person asked to be left alone."""
    with desk.store.act(f"Add {clean_line(name)}", desk.now()) as act:
        contact = _new(desk, act.book, name, fields)
        act.put(contact)
    return contact


def from_rejection(desk: Desk, rejection_uid: str) -> dict[str, str]:
    """Return the fields a contact made from this rejection starts with."""
    rejection = desk.book.rejections.get(rejection_uid)
    if rejection is None:
        return {}
    month = f"{rejection.received.astimezone(desk.now().tzinfo):%B %Y}"
    role = f" for {rejection.role}" if rejection.role else ""
    return {
        "name": rejection.recruiter_name,
        "email": "" if rejection.no_reply else rejection.recruiter_email,
        "company": rejection.company,
        "how_we_met": f"{rejection.stage.label.capitalize()}{role}, {month}",
    }


def add_for(desk: Desk, rejection_uid: str, name: str, **fields: Any) -> Contact:
    """Add the person behind a rejection, attach them and tick “save the recruiter”."""
    with desk.store.act(f"Save {clean_line(name)}", desk.now()) as act:
        contact = _new(desk, act.book, name, fields)
        act.put(contact)
        _attach(desk, act, rejection_uid, contact.uid)
    return contact


def attach(desk: Desk, rejection_uid: str, contact_uid: str) -> None:
    """Say that this contact stands behind this rejection."""
    with desk.store.act(f"Attach {get(desk.book, contact_uid).name}", desk.now()) as act:
        get(act.book, contact_uid)
        _attach(desk, act, rejection_uid, contact_uid)


def _attach(desk: Desk, act: Act, rejection_uid: str, contact_uid: str) -> None:
    rejection = act.book.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    act.put(replace(rejection, contact=contact_uid))
    _recall(act, rejection_uid, contact_uid)
    action = act.book.action(rejection_uid, "cultivate.contact")
    if action is not None and action.state is not ActionState.DONE:
        checklist.tick_within(desk, act, action, desk.now())
    checklist.follow(desk, act, rejection_uid, desk.now())


def _recall(act: Act, rejection_uid: str, contact_uid: str) -> None:
    """Log what was sent to a person before they were saved: the window counts from the last message."""
    logged = {t.draft for t in act.book.touches.values()}
    for draft in list(act.book.drafts.values()):
        if draft.rejection == rejection_uid and draft.sent and not draft.contact and draft.uid not in logged:
            act.put(touch_of(draft, contact_uid, draft.sent))


def edit(desk: Desk, uid: str, **changes: Any) -> Contact:
    """Change fields of a contact."""
    with desk.store.act(f"Edit {get(desk.book, uid).name}", desk.now()) as act:
        new = replace(get(act.book, uid), **_fields(changes))
        if not new.name:
            raise Refused("A contact needs a name; the old one was kept.")
        act.put(new)
    return new


def delete(desk: Desk, uids: Iterable[str]) -> None:
    """Delete contacts and their touches; rejections lose the link. Undo brings all back."""
    chosen = list(dict.fromkeys(uids))
    with desk.store.act(_label("Delete", desk.book, chosen), desk.now()) as act:
        for uid in chosen:
            act.delete(get(act.book, uid), *act.book.touches_of(uid))
        unlink(act, "contact", set(chosen))


def _label(verb: str, book: Book, uids: list[str]) -> str:
    return f"{verb} {get(book, uids[0]).name}" if len(uids) == 1 else f"{verb} {len(uids)} contacts"


def archive(desk: Desk, uids: Iterable[str], archived: bool = True) -> None:
    """Put contacts out of sight, or back."""
    chosen = list(dict.fromkeys(uids))
    with desk.store.act(_label("Archive" if archived else "Bring back", desk.book, chosen), desk.now()) as act:
        act.put(*(replace(get(act.book, uid), archived=archived) for uid in chosen))


def never_again(desk: Desk, uid: str, yes: bool = True) -> Contact:
    """Record that this person asked to be left alone; no import and no agenda brings them back."""
    label = "asked to be left alone" if yes else "may be written to again"
    with desk.store.act(f"{get(desk.book, uid).name} {label}", desk.now()) as act:
        new = replace(get(act.book, uid), never_again=yes)
        act.put(new)
    return new


def snooze(desk: Desk, uid: str, until: date) -> Contact:
    """Keep a contact off the agenda until `until`."""
    if until <= desk.now().date():
        raise Refused("Snooze until a day after today; nothing was changed.")
    with desk.store.act(f"Snooze {get(desk.book, uid).name}", desk.now()) as act:
        new = replace(get(act.book, uid), snoozed_until=until)
        act.put(new)
    return new


def touch(
    desk: Desk,
    contact_uid: str,
    channel: str,
    what: str,
    answered: bool | None = None,
    at: datetime | None = None,
    rejection: str = "",
) -> Touch:
    """Log a message or talk on any channel; the window to the next one counts from it."""
    now = desk.now()
    if at is not None and at > now:
        raise Refused("A touch lies in the past or now; nothing was logged.")
    with desk.store.act(f"Touch with {get(desk.book, contact_uid).name}", now) as act:
        get(act.book, contact_uid)
        about = known(act.book, "rejections", rejection)
        result = Touch(new_uid(), contact_uid, at or now, clean_line(channel), clean_line(what), answered, about)
        act.put(result)
        for r in [r for r in act.book.rejections.values() if r.contact == contact_uid and r.uid == (about or r.uid)]:
            action = act.book.action(r.uid, "cultivate.touch")
            if action is not None and action.open and result.at > r.received:
                checklist.tick_within(desk, act, action, now)
        checklist.follow_contact(desk, act, contact_uid, now)
    return result


def answered(desk: Desk, touch_uid: str, yes: bool) -> Touch:
    """Record whether a touch was answered."""
    with desk.store.act("Answered" if yes else "Not answered", desk.now()) as act:
        old = act.book.touches.get(touch_uid)
        if old is None:
            raise NotFound("That touch is not in the file any more.")
        new = replace(old, answered=yes)
        act.put(new)
    return new


def cadence(desk: Desk, uid: str) -> Cadence:
    """Return where a contact stands in its window."""
    return people.cadence(get(desk.book, uid), desk.book.touches.values(), desk.now(), desk.rules)


def add_win(desk: Desk, title: str, kind: str = "project", link: str = "", at: datetime | None = None) -> Win:
    """Log something worth telling."""
    now = desk.now()
    win = Win(new_uid(), clean_line(title), at or now, now, clean_line(kind), clean_line(link))
    if not win.title:
        raise Refused("A win needs a title, such as “Passed the CKA exam”; nothing was saved.")
    with desk.store.act(f"Win: {win.title}", now) as act:
        act.put(win)
    return win


def edit_win(desk: Desk, uid: str, **changes: Any) -> Win:
    """Change a win."""
    with desk.store.act("Edit a win", desk.now()) as act:
        old = act.book.wins.get(uid)
        if old is None:
            raise NotFound("That win is not in the file any more.")
        new = replace(old, **_fields(changes))
        if not new.title:
            raise Refused("A win needs a title; the old one was kept.")
        act.put(new)
    return new


def delete_win(desk: Desk, uid: str) -> None:
    """Delete a win; undo brings it back."""
    with desk.store.act("Delete a win", desk.now()) as act:
        win = act.book.wins.get(uid)
        if win is not None:
            act.delete(win)
            unlink(act, "win", {uid})


def preview_import(desk: Desk, path: Path) -> tuple[Match, ...]:
    """Return what importing a vCard file or LinkedIn's Connections.csv would do; nothing is changed yet."""
    data = named_files.read(path)
    reader = export.read_connections if path.suffix.casefold() == ".csv" else export.read_vcf
    found = reader(data)
    if not found.contacts:
        why = " ".join(found.notes) or f"{path.name} holds no contacts."
        raise LetterError(f"{why} Nothing was imported.")
    return export.match_contacts(desk.book.contacts.values(), found.contacts)


def take_import(desk: Desk, matches: Sequence[Match]) -> int:
    """Take the chosen matches in one act: new contacts are added, empty fields filled; return how many changed."""
    now = desk.now()
    count = "a contact" if len(matches) == 1 else f"{len(matches)} contacts"
    with desk.store.act(f"Import {count}", now) as act:
        changed = export.apply_matches(act.book.contacts.values(), matches, now)
        act.put(*changed)
    return len(changed)
