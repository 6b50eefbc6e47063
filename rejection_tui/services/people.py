"""The people of a rejection: who had which part in it, whom it is answered to, and who else may be proposed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.company import same_company
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.facts import FactType, Via, sure_of
from rejection_tui.domain.participant import Part, Participant, participant_uid
from rejection_tui.domain.people import need_a_reader
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reply_advice import Advice, should_reply
from rejection_tui.domain.steps import FOUND_NOBODY
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services import checklist, contacts, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

#: Facts about people that are proposed are right at least this often on letters never learned from.
_LEAST_SURE: Final = 0.5
#: The part that a person's function speaks for, by its words; the first that is found counts.
_PARTS: Final = (
    (Part.REFERRER, re.compile(r"\b(?:refer|recommend|empf|vermittel)", re.IGNORECASE)),
    (Part.RECRUITER, re.compile(r"\b(?:recruit|talent|hr\b|human|people|personal|rh\b|risorse)", re.IGNORECASE)),
    (Part.PANEL, re.compile(r"\b(?:interview|panel|jury|kommission|gespräch|entretien|colloquio)", re.IGNORECASE)),
    (
        Part.HIRING_MANAGER,
        re.compile(r"\b(?:manag|lead|head|direct|chef|leit|responsable|gerente|capo|owner|partner)", re.IGNORECASE),
    ),
)
#: What is said of whoever got the job: no person to keep.
_HIRED: Final = re.compile(r"\b(?:hired|gets? the job|becomes?|takes over|successful candidate)\b", re.IGNORECASE)
#: The parts that read a reply when nobody is named in the letter.
_READERS: Final = frozenset({Part.RECRUITER, Part.HIRING_MANAGER, Part.AGENCY})


@dataclass(frozen=True, slots=True)
class ProposedPerson:
    """Somebody who may have had a part in a rejection; `contact` is the uid of one who is saved already."""

    name: str
    part: Part
    why: str  # where the name comes from, as it is shown
    role: str = ""
    email: str = ""
    contact: str = ""

    @property
    def key(self) -> str:
        """What tells one proposal of a rejection from another."""
        return f"{fold(self.name)} {email_key(self.email)}"


@dataclass(frozen=True, slots=True)
class PersonInCase:
    """A contact and their part in a rejection; `reader`: drafts go to them unless another is chosen."""

    contact: Contact
    part: Part
    reader: bool


def people(records: Records, rejection: Rejection) -> tuple[PersonInCase, ...]:
    """Return the contacts of a rejection with their parts, the one it is answered to first."""
    return tuple(
        PersonInCase(records.contacts[uid], records.part_of(rejection.uid, uid), uid == rejection.contact)
        for uid in records.people_of(rejection)
        if uid in records.contacts
    )


def find(context: AppContext, rejection: Rejection, name: str) -> Contact:
    """Return the one of the people of a rejection whose name or id begins so; raise `NotFound` unless one does."""
    pool = [one.contact for one in people(context.records, rejection)]
    return contacts.find_among(pool, name)


def add(
    context: AppContext, rejection_uid: str, name: str, part: Part = Part.RECRUITER, email: str = "", role: str = ""
) -> Contact:
    """Add a person to a rejection: the contact of that name or address, else a new one.

    Raise `Refused` when several contacts have that name, or the person asked to be left alone.
    """
    if email and not email_key(email):
        raise Refused(f"“{clean_line(email, 60)}” is not an email address; nothing was saved.")
    label = _label(context.records, rejection_uid, clean_line(name))
    with context.store.transaction(label, context.now()) as under_way:
        rejection = rejections.get(under_way.records, rejection_uid)
        known = _known(under_way.records, rejection, name, email)
        fields: dict[str, Any] = {"email": email, "role": role, "company": _firm(rejection, part)}
        contact = known or contacts.new_within(context, under_way, name, fields)
        _join(context, under_way, rejection, contact, part)
    return contact


def take_in(context: AppContext, rejection_uid: str, proposed: ProposedPerson) -> Contact:
    """Add a proposed person to a rejection, who is saved as a contact if they are none yet."""
    if not proposed.contact:
        return add(context, rejection_uid, proposed.name, proposed.part, proposed.email, proposed.role)
    with context.store.transaction(_label(context.records, rejection_uid, proposed.name), context.now()) as under_way:
        contact = contacts.get(under_way.records, proposed.contact)
        _join(context, under_way, rejections.get(under_way.records, rejection_uid), contact, proposed.part)
    return contact


def _label(records: Records, rejection_uid: str, name: str) -> str:
    return f"{name}, {rejections.get(records, rejection_uid).company}"


def _firm(rejection: Rejection, part: Part) -> str:
    """Return the company of a new person: an agency's people are not the firm's."""
    return rejection.agency if part is Part.AGENCY else rejection.company


def _known(records: Records, rejection: Rejection, name: str, email: str) -> Contact | None:
    """Return the contact that is meant: by the address, else by the name, at the same firm before any other."""
    key, called = email_key(email), fold(name)
    by_mail = [c for c in records.contacts.values() if key and key in map(email_key, c.emails)]
    by_name = [c for c in records.contacts.values() if called and fold(c.name) == called]
    there = [c for c in by_name if same_company(c.company, rejection.company)]
    found = by_mail or there or by_name
    if key and not by_mail:  # somebody of that name with another address is somebody else
        found = [c for c in found if not c.email]
    if len(found) > 1:
        raise Refused(f"There are {len(found)} contacts called {clean_line(name, 60)}; give the address as well.")
    return found[0] if found else None


def _join(context: AppContext, transaction: Transaction, rejection: Rejection, contact: Contact, part: Part) -> None:
    if contact.uid in transaction.records.people_of(rejection):
        raise Refused(f"{contact.name} is one of the people of this rejection already.")
    reads = not contact.never_again and not rejection.contact and _is_reader(rejection, contact, part)
    uid = participant_uid(rejection.uid, contact.uid)
    transaction.put(Participant(uid, rejection.uid, contact.uid, context.now(), part))
    if reads:
        contacts.attach_within(context, transaction, rejection.uid, contact.uid)
    else:
        checklist.reschedule(context, transaction, rejection.uid, context.now())


def _is_reader(rejection: Rejection, contact: Contact, part: Part) -> bool:
    """Return whether the first person of a rejection is who it is answered to."""
    signed = fold(rejection.recruiter_name)
    if not signed and (not rejection.recruiter_email or rejection.no_reply):
        return part in _READERS
    same_mail = email_key(rejection.recruiter_email) in (*map(email_key, contact.emails), "-")
    return fold(contact.name) == signed or (bool(email_key(rejection.recruiter_email)) and same_mail)


def change_part(context: AppContext, rejection_uid: str, contact_uid: str, part: Part) -> Participant:
    """Change the part a person had in a rejection."""
    records = context.records
    label = f"{contacts.get(records, contact_uid).name}: {part.label}, {rejections.get(records, rejection_uid).company}"
    with context.store.transaction(label, context.now()) as transaction:
        rejection = rejections.get(transaction.records, rejection_uid)
        _require(transaction.records, rejection, contact_uid)
        uid = participant_uid(rejection_uid, contact_uid)
        old = transaction.records.participants.get(uid)
        new = replace(old, part=part) if old else Participant(uid, rejection_uid, contact_uid, context.now(), part)
        transaction.put(new)
    return new


def take_off(context: AppContext, rejection_uid: str, contact_uid: str) -> None:
    """Take a person off a rejection; the contact stays. Nobody is answered to until another is chosen."""
    records = context.records
    name, company = contacts.get(records, contact_uid).name, rejections.get(records, rejection_uid).company
    with context.store.transaction(f"Take {name} off {company}", context.now()) as transaction:
        rejection = rejections.get(transaction.records, rejection_uid)
        _require(transaction.records, rejection, contact_uid)
        noted = transaction.records.participants.get(participant_uid(rejection_uid, contact_uid))
        if noted is not None:
            transaction.delete(noted)
        if rejection.contact == contact_uid:
            transaction.put(replace(rejection, contact=""))
            contacts.drafts_were_for(transaction, rejection_uid, contact_uid)
        checklist.follow_reader(context, transaction, rejection_uid, context.now())


def write_to(context: AppContext, rejection_uid: str, contact_uid: str) -> None:
    """Make one of the people of a rejection the one drafts go to; whoever that was keeps their part."""
    records = context.records
    name, company = contacts.get(records, contact_uid).name, rejections.get(records, rejection_uid).company
    with context.store.transaction(f"Write to {name}, {company}", context.now()) as transaction:
        _require(transaction.records, rejections.get(transaction.records, rejection_uid), contact_uid)
        contacts.attach_within(context, transaction, rejection_uid, contact_uid)


def _require(records: Records, rejection: Rejection, contact_uid: str) -> None:
    if contact_uid not in records.people_of(rejection):
        raise NotFound("That person has no part in this rejection; nothing was changed.")


def found_nobody(context: AppContext, rejection_uid: str) -> None:
    """Note that nobody was found: saving a person is skipped for that reason, and so the rest of step 4 is moot.

    Where no message reaches anybody without a person, as `Advice.FIND_PERSON` says, all messages are skipped with it.
    Raise `Refused` when somebody is saved, or nothing is left that needs a person.
    """
    now, before = context.now(), rejections.get(context.records, rejection_uid)
    with context.store.transaction(f"Found nobody at {before.company}", now) as transaction:
        rejection = rejections.get(transaction.records, rejection_uid)
        if rejection.contact:
            raise Refused(f"Somebody is saved for {rejection.company} already; nothing was changed.")
        keys = {ActionKey.CULTIVATE_CONTACT.value}
        heads = transaction.records.letter_heads
        if should_reply(rejection, heads.get(rejection.letter)).advice is Advice.FIND_PERSON:
            keys |= need_a_reader() - {ActionKey.CULTIVATE_REAPPLY}
        mine = transaction.records.actions_of(rejection_uid)
        rests = [action.uid for action in mine if action.open and action.key in keys]
        if not rests:
            raise Refused("Nothing is left here that would need a person; nothing was changed.")
        checklist.skip_within(context, transaction, rests, FOUND_NOBODY, now)


def proposals(context: AppContext, rejection_uid: str) -> tuple[ProposedPerson, ...]:
    """Return who else may have had a part: from the letter, its emails, and the contacts of the firm.

    Left out are those who are there already, and whoever asked to be left alone.
    """
    records = context.records
    rejection = rejections.get(records, rejection_uid)
    there = [one.contact for one in people(records, rejection)]
    names = {fold(c.name) for c in there} | {fold(records.me.name)}
    emails = {email_key(e) for c in there for e in c.emails} | {*map(email_key, records.me.addresses)} - {""}
    found: list[ProposedPerson] = []
    for one in (*_of_letter(rejection), *_of_mails(records, rejection), *_of_contacts(records, rejection)):
        key = email_key(one.email)
        if not fold(one.name) or fold(one.name) in names or (key and key in emails):
            continue
        if records.left_alone.find(one.contact, one.name, rejection.company, (one.email,)) is None:
            found.append(_as_known(records, rejection, one))
            names.add(fold(one.name))
            emails |= {key} - {""}
    return tuple(found)


def _as_known(records: Records, rejection: Rejection, one: ProposedPerson) -> ProposedPerson:
    """Return a proposal with the contact it means, if there is exactly one."""
    if one.contact:
        return one
    try:
        known = _known(records, rejection, one.name, one.email)
    except Refused:
        known = None
    return ProposedPerson(one.name, one.part, one.why, one.role, one.email, known.uid if known else "")


def _of_letter(rejection: Rejection) -> Iterator[ProposedPerson]:
    """Yield who signed the letter, and whom it names."""
    if rejection.recruiter_name and not rejection.contact:
        part = Part.AGENCY if rejection.via is Via.AGENCY else Part.RECRUITER
        email = "" if rejection.no_reply else _personal(rejection.recruiter_email)
        role = "" if rejection.recruiter_title.endswith(".") else rejection.recruiter_title  # not "Dr."
        yield ProposedPerson(rejection.recruiter_name, part, "signed the letter", role, email)
    for fact in sure_of(rejection.facts, FactType.PERSON, _LEAST_SURE):
        name, _, role = clean_line(fact.value, 120).partition(",")
        if _is_name(name) and not _HIRED.search(fact.value):
            yield ProposedPerson(name.strip(), part_of_role(role), "named in the letter", role.strip())


def _of_mails(records: Records, rejection: Rejection) -> Iterator[ProposedPerson]:
    """Yield who wrote about this rejection, and who else wrote from the firm."""
    others = (m for m in records.correspondence.values() if m.rejection != rejection.uid)
    firms = [m for m in others if same_company(m.company, rejection.company)]
    for mail in (*records.correspondence_of(rejection.uid), *firms):
        email = _personal(mail.email)
        if not mail.sort.mine and email and _is_name(mail.name):
            yield ProposedPerson(clean_line(mail.name, 120), Part.RECRUITER, "wrote to you", "", email)


def _of_contacts(records: Records, rejection: Rejection) -> Iterator[ProposedPerson]:
    """Yield the saved people of the firm, or of the agency the letter came from."""
    for contact in sorted(records.contacts.values(), key=lambda c: fold(c.name)):
        agency = bool(rejection.agency) and same_company(contact.company, rejection.agency)
        if not contact.archived and (agency or same_company(contact.company, rejection.company)):
            part = Part.AGENCY if agency else part_of_role(contact.role)
            yield ProposedPerson(contact.name, part, "one of your contacts", contact.role, contact.email, contact.uid)


def part_of_role(role: str) -> Part:
    """Return the part that a person's function speaks for; met on the day when it says nothing."""
    return next((part for part, words in _PARTS if words.search(role)), Part.PEER)


def _is_name(words: str) -> bool:
    """Return whether words look like a person's name: one to four, the last with a capital, no digit or address."""
    parts = words.split()
    plain = not any(c.isdigit() or c == "@" for c in words)
    return 0 < len(parts) <= 4 and plain and not parts[-1][:1].islower()


def _personal(email: str) -> str:
    """Return an address that belongs to a person; "" for that of a function, such as jobs@."""
    from rejection_tui.reading import senders

    address = email_key(email)
    return address if address and not senders.function_address(address) else ""
