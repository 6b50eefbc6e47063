"""Who in the address book is the person in a file: by identity where there is one, else by name and company."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.text import fold
from rejection_tui.export.incoming import ContactFromFile
from rejection_tui.export.links import email_key, linkedin_key

#: The ways of matching that never need a question; `match` adds those that mostly need none.
CERTAIN: Final = frozenset(("same card", "same LinkedIn"))
_NAME_FROM: Final = 88.0  # ratio of rapidfuzz, 0..100: one or two letters of a usual name
_COMPANY_FROM: Final = 80.0
_HEX: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A contact that answers to a person in a file, and why."""

    contact: Contact
    score: float
    how: str


@dataclass
class Known:
    """The contacts by everything they can be recognised by; the first one that claims a key keeps it.

    `similar` are those compared by likeness too: the ones the user knows, as they are by now, not those of the file.
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
        """Take in a contact that is new, or that has more fields now."""
        for key in _keys_of(contact.uid, (contact.email,), contact.linkedin, contact.name, contact.company):
            holder = self._keys.get(key)
            if holder is None or holder.uid == contact.uid:
                self._keys[key] = contact

    def by_key(self, keys: Iterable[tuple[str, str]], name: str) -> Hit | None:
        """Return the contact that answers to one of `keys`: one to be left alone first, then one who shares a name."""
        hits = [Hit(self._keys[key], 100.0, key[0]) for key in keys if key in self._keys]
        return min(hits, key=lambda h: (not h.contact.never_again, not akin(name, h.contact.name)), default=None)

    def by_likeness(self, person: ContactFromFile) -> Hit | None:
        """Return the contact with the most similar name whose company does not speak against it."""
        from rapidfuzz import fuzz, process

        name = _sorted_name(person.name)
        if not name:
            return None
        near = process.extract(name, list(self._names), scorer=fuzz.ratio, score_cutoff=_NAME_FROM, limit=5)
        hits = []
        for other, score, _ in near:
            for contact in self._names[other]:
                company = _company_score(person.company, contact.company)
                if company >= _COMPANY_FROM or other == name:
                    hits.append(Hit(contact, round(score * 0.7 + company * 0.3, 1), "similar name"))
        return max(hits, key=lambda hit: (hit.contact.never_again, hit.score), default=None)


def find(person: ContactFromFile, known: Known) -> Hit | None:
    """Return who `person` is among the known contacts, or None when nobody comes near."""
    emails = person.emails or (person.email,)
    keys = [("same card", identity(person))]
    keys += _keys_of(person.uid, emails, person.linkedin, person.name, person.company)
    return known.by_key(keys, person.name) or known.by_likeness(person)


def akin(one: str, other: str) -> bool:
    """True when two names share a word, or one of them is only an address."""
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return bool(mine & theirs) or "@" in one or "@" in other or not mine or not theirs


def identity(person: ContactFromFile) -> str:
    """Return the uid a new contact gets from `person`: the same for the same card, on every import and machine."""
    own = person.uid.replace("-", "").casefold()
    if _HEX.fullmatch(own):
        return own
    if key := person.uid or email_key(person.email) or linkedin_key(person.linkedin):
        return derived_uid("contact", person.source, key)
    return derived_uid("contact", person.source, fold(person.name) or person.name, fold(person.company))


def _keys_of(uid: str, emails: Iterable[str], linkedin: str, name: str, company: str) -> list[tuple[str, str]]:
    keys = [("same card", uid.replace("-", "").casefold())] if uid else []
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
        return _COMPANY_FROM
    return float(fuzz.token_set_ratio(fold(one), fold(other)))
