"""Matches contacts from a file with the known ones: who is who, what would be filled in, and what is refused.

The result is the merge preview. A filled field is never overwritten, a contact who asked to be left alone is never
brought back, and applying the same file twice changes nothing.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from rejection_tui.domain.addresses import email_key, linkedin_key
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.names import parts_of, same_name
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import fold
from rejection_tui.importing.contact_file import ContactFromFile

#: Ways of matching that are applied without asking; `_sure` adds those that need a condition.
CERTAIN: Final = frozenset(("same card", "same LinkedIn"))
_MIN_NAME_SCORE: Final = 88.0  # rapidfuzz ratio, 0..100: about one or two letters of a usual name differ
_MIN_COMPANY_SCORE: Final = 80.0
_HEX: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known contact who may be a person in a file, with the score (0..100) and the way it was found."""

    contact: Contact
    score: float
    how: str


@dataclass
class KnownContacts:
    """The contacts by everything that identifies them; of two with the same key the first keeps it.

    `similar` are compared by similar names too: the user's contacts in their current state, not those of the file.
    """

    contacts: tuple[Contact, ...]
    similar: tuple[Contact, ...] = ()
    _keys: dict[tuple[str, str], Contact] = field(default_factory=dict)
    _names: dict[str, list[Contact]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for contact in sorted(self.contacts, key=lambda c: not c.never_again):
            self.learn(contact)
        for contact in self.similar:
            self._names.setdefault(_sorted_name(contact.name), []).append(contact)

    def learn(self, contact: Contact) -> None:
        """Add a contact that is new or has more fields now."""
        for key in _keys_of_contact(contact):
            holder = self._keys.get(key)
            if holder is None or holder.uid == contact.uid:
                self._keys[key] = contact

    def by_key(self, keys: Iterable[tuple[str, str]], name: str) -> Candidate | None:
        """Return the contact with one of `keys`: first one to be left alone, then one whose name agrees."""
        hits = [Candidate(self._keys[key], 100.0, key[0]) for key in keys if key in self._keys]
        return min(hits, key=lambda h: (not h.contact.never_again, not names_agree(name, h.contact.name)), default=None)

    def by_likeness(self, person: ContactFromFile) -> Candidate | None:
        """Return the contact with the most similar name whose company does not contradict it."""
        from rapidfuzz import fuzz, process

        name = _sorted_name(person.name)
        if not name:
            return None
        near = process.extract(name, list(self._names), scorer=fuzz.ratio, score_cutoff=_MIN_NAME_SCORE, limit=5)
        hits = []
        for other, score, _ in near:
            for contact in self._names[other]:
                company = _company_score(person.company, contact.company)
                if company >= _MIN_COMPANY_SCORE or other == name:
                    hits.append(Candidate(contact, round(score * 0.7 + company * 0.3, 1), "similar name"))
        return max(hits, key=lambda hit: (hit.contact.never_again, hit.score), default=None)


def find(person: ContactFromFile, known: KnownContacts) -> Candidate | None:
    """Return who `person` is among the known contacts, None when nobody is similar enough."""
    emails = person.emails or (person.email,)
    keys = [("same card", identity(person))]
    keys += _keys_of(person.uid, emails, person.linkedin, person.name, person.company)
    return known.by_key(keys, person.name) or known.by_likeness(person)


def names_agree(one: str, other: str) -> bool:
    """True when two names share a word, or one of them is only an address."""
    words, other_words = set(fold(one).split()), set(fold(other).split())
    return bool(words & other_words) or "@" in one or "@" in other or not words or not other_words


def identity(person: ContactFromFile) -> str:
    """Return the uid of a new contact made from `person`: the same for the same card on every import and machine."""
    own = person.uid.replace("-", "").casefold()
    if _HEX.fullmatch(own):
        return own
    if key := person.uid or email_key(person.email) or linkedin_key(person.linkedin):
        return derived_uid("contact", person.source, key)
    return derived_uid("contact", person.source, fold(person.name) or person.name, fold(person.company))


def _keys_of_contact(contact: Contact) -> list[tuple[str, str]]:
    keys = _keys_of(contact.uid, contact.emails, contact.linkedin, contact.name, contact.company)
    return keys if not contact.card else [("same card", _card_key(contact.card)), *keys]


def _card_key(uid: str) -> str:
    return uid.removeprefix("urn:uuid:").replace("-", "").casefold()


def _keys_of(uid: str, emails: Iterable[str], linkedin: str, name: str, company: str) -> list[tuple[str, str]]:
    keys = [("same card", _card_key(uid))] if uid else []
    keys += [("same email", key) for email in emails if (key := email_key(email))]
    if key := linkedin_key(linkedin):
        keys.append(("same LinkedIn", key))
    if fold(name) and fold(company):
        keys.append(("same name and company", f"{_sorted_name(name)}\x1f{fold(company)}"))
    return keys


def _sorted_name(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _company_score(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if not fold(one) or not fold(other):
        return _MIN_COMPANY_SCORE
    return float(fuzz.token_set_ratio(fold(one), fold(other)))


_TEXT_FIELDS: Final = ("role", "company", "email", "phone", "linkedin")
_LEFT_ALONE: Final = "They asked to be left alone, so the file does not bring them back."
_PENDING: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field the import would fill, or a difference it leaves alone; `before` and `after` are text to show."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """One person of the file matched with the known contacts; `contact` is None when a new one would be made.

    `sure` matches may be applied without asking; the others are proposals. `kept` lists where the file differs and
    the contact stays as it is. `turn` is the pass that found the match; matches are applied in that order.
    """

    incoming: ContactFromFile
    contact: Contact | None
    score: float  # 0..100
    how: str  # "same card", "same email", "same LinkedIn", "same name and company", "similar name", or "new"
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    sure: bool = True
    refused: str = ""
    turn: int = 0

    @property
    def applies(self) -> bool:
        """True when the match changes something and needs no question."""
        return self.sure and bool(self.changes) and not self.refused


def match_contacts(existing: Iterable[Contact], incoming: Iterable[ContactFromFile]) -> tuple[Match, ...]:
    """Return the merge preview for `incoming`, in the order of the file.

    The file is matched in passes, each with the sure matches of the pass before applied, until nothing changes. So a
    person who is in the file twice is matched with what the first entry added, and has more than one match.
    """
    contacts = {c.uid: c for c in existing}
    people = tuple(dict.fromkeys(incoming))
    found: dict[int, list[Match]] = {index: [] for index in range(len(people))}
    state, changed, turn = contacts, True, 0
    while changed:
        known = KnownContacts(tuple(state.values()), similar=tuple(state[uid] for uid in contacts))
        state, changed, turn = dict(state), False, turn + 1
        for index, person in enumerate(people):
            match = dataclasses.replace(_match(person, known, state), turn=turn)
            applied = [m for m in found[index] if m.applies]
            found[index] = [*applied, match] if match.changes or match.refused or not applied else applied
            if match.applies:
                after = apply_match(match, state.get(match.contact.uid) if match.contact else None, _PENDING)
                changed = changed or state.get(after.uid) != after
                state[after.uid] = after
                known.learn(after)
    return tuple(match for index in found for match in found[index])


def apply_match(match: Match, current: Contact | None, now: datetime) -> Contact:
    """Return the contact after `match`: `current` with its empty fields filled, or a new contact made at `now`."""
    person = match.incoming
    if current is None:
        uid = match.contact.uid if match.contact else identity(person)
        current = Contact(uid, person.name, now)
    values = {name: getattr(person, name) for name in (*_TEXT_FIELDS, "notes", "how_we_met", "tags")}
    filled = {name: value for name, value in values.items() if value and not getattr(current, name)}
    if not current.card and person.card != current.uid:
        filled["card"] = person.card
    told = not current.name_parts and same_name(person.name_parts, current.name)
    if told and person.name_parts != parts_of(current.name):
        filled["name_parts"] = person.name_parts
    preferred = filled.get("email", current.email)
    known = {email_key(address) for address in (preferred, *current.other_emails)}
    others = tuple(address for address in person.emails if email_key(address) not in known)
    return replace(current, **filled, other_emails=(*current.other_emails, *others))


def apply_matches(existing: Iterable[Contact], accepted: Iterable[Match], now: datetime) -> tuple[Contact, ...]:
    """Return the contacts that are new or changed by the accepted matches; refused ones are ignored."""
    before = {c.uid: c for c in existing}
    after = dict(before)
    for match in sorted(accepted, key=lambda m: m.turn):
        uid = match.contact.uid if match.contact else identity(match.incoming)
        if not match.refused and not (uid in after and after[uid].never_again):
            after[uid] = apply_match(match, after.get(uid), now)
    return tuple(contact for uid, contact in after.items() if before.get(uid) != contact)


def _match(person: ContactFromFile, known: KnownContacts, state: Mapping[str, Contact]) -> Match:
    hit = find(person, known)
    if hit is None:
        return Match(person, None, 0.0, "new", _changes(person, None))
    contact = state.get(hit.contact.uid, hit.contact)
    sure = _sure(person, contact, hit.how)
    if contact.never_again:
        return Match(person, contact, hit.score, hit.how, sure=sure, refused=_LEFT_ALONE)
    return Match(person, contact, hit.score, hit.how, _changes(person, contact), _kept(person, contact), sure)


def _sure(person: ContactFromFile, contact: Contact, how: str) -> bool:
    if how == "same email":  # a shared mailbox (talent@…) may stand for several people
        return names_agree(person.name, contact.name)
    return how in CERTAIN or (how == "same name and company" and not _conflict(person, contact))


def _conflict(person: ContactFromFile, contact: Contact) -> bool:
    pairs = ((person.email, contact.email), (person.linkedin, contact.linkedin))
    return any(new and old and new.casefold() != old.casefold() for new, old in pairs)


def _changes(person: ContactFromFile, contact: Contact | None) -> tuple[FieldChange, ...]:
    names: Sequence[str] = (*_TEXT_FIELDS, "tags", "how_we_met", "notes")
    filled = [FieldChange(n, "", _shown(person, n)) for n in names if _shown(person, n) and not _shown(contact, n)]
    had = contact.emails if contact else ()
    known = {email_key(address) for address in (*had, *(() if contact and contact.email else (person.email,)))}
    if others := [address for address in person.emails if email_key(address) not in known]:
        before = ", ".join(had[1:])
        filled.append(FieldChange("other_emails", before, ", ".join(filter(None, (before, *others)))))
    return tuple(filled if contact else [FieldChange("name", "", person.name), *filled])


def _kept(person: ContactFromFile, contact: Contact) -> tuple[FieldChange, ...]:
    pairs = ((n, _shown(contact, n), _shown(person, n)) for n in ("name", *_TEXT_FIELDS))
    return tuple(FieldChange(n, old, new) for n, old, new in pairs if old and new and fold(old) != fold(new))


def _shown(record: ContactFromFile | Contact | None, name: str) -> str:
    value = getattr(record, name, "")
    return ", ".join(value) if isinstance(value, tuple) else str(value)
