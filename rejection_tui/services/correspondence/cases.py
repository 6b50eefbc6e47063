"""Finds the application an email belongs to: by its thread, its addresses, or the company it names."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from rejection_tui.domain.company import company_key
from rejection_tui.domain.correction import public_domains
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import fold

#: A mail longer before or after the letter than this belongs to another application.
REACH: Final = timedelta(days=400)
#: The clocks of two servers, and a letter's own date, may disagree by this much.
_SLACK: Final = timedelta(hours=1)
_SHORTEST_NAME: Final = 4  # characters of a company's name that is looked for in a subject
_SHORTEST_LABEL: Final = 5  # characters of a domain that may be the beginning of a company's name
_SAME_ROLE: Final = 75  # of 100, how alike the words of two names of one role are at least


class How(IntEnum):
    """How a mail was found to belong to an application, the surest last."""

    FIRM = 1  # it names the company, or comes from its domain
    ADDRESS = 2  # it is from or to an address the application knows
    THREAD = 3  # it answers one of its mails, or is answered by one

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {1: "same company", 2: "same address", 3: "same thread"}[self]


@dataclass(slots=True)
class Case:
    """One application that a letter has ended: what its mails can be recognised by. `filed` is False for a new one."""

    uid: str
    company: str
    role: str
    received: datetime
    filed: bool = True
    contact: str = ""
    ids: set[str] = field(default_factory=set)  # the Message-IDs of its mails
    answered: set[str] = field(default_factory=set)  # those its mails refer to
    addresses: set[str] = field(default_factory=set)
    firms: set[str] = field(default_factory=set)  # what its company's domains are called

    def learn(self, letter: Letter, own: frozenset[str]) -> None:
        """Remember what a mail of this application is recognised by."""
        if letter.message_id:
            self.ids.add(letter.message_id)
        self.answered.update(letter.references)
        for address in (letter.sender_email, letter.reply_to, letter.to_email):
            if address and address not in own:
                self.learn_address(address)

    def learn_address(self, address: str) -> None:
        """Remember an address of the company's, unless nobody reads it or everybody may have it."""
        from rejection_tui.reading import senders

        if senders.is_shared(address):
            return
        self.addresses.add(address)
        self.firms.update(firm_of(address))

    @property
    def words(self) -> str:
        """Employer and role."""
        return ", ".join(part for part in (self.company, self.role) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """The application of a mail, how it was found, and the others it could belong to as well."""

    case: Case
    how: How
    others: tuple[Case, ...] = ()


def firm_of(address: str) -> tuple[str, ...]:
    """Return what the owner of an address's domain is called ("acme" for jane@jobs.acme.com); none for a public one."""
    from rejection_tui.reading import senders

    if address.rpartition("@")[2] in public_domains():
        return ()
    return senders.domain_labels(address)[:1]


def case_of(records: Records, rejection: Rejection) -> Case:
    """Return the case of a filed rejection."""
    letter = records.letters.get(rejection.letter)
    case = Case(rejection.uid, rejection.company, rejection.role, rejection.received, contact=rejection.contact)
    if letter is not None:
        case.learn(letter, frozenset({letter.to_email, letter.delivered_to, records.me.email, *records.me.addresses}))
    contact = records.contacts.get(rejection.contact)
    for address in (rejection.recruiter_email, *(contact.emails if contact else ())):
        if address:
            case.learn_address(address.lower())
    for mail in records.correspondence_of(rejection.uid):
        case.ids.add(mail.digest)
        if mail.email:
            case.learn_address(mail.email)
    return case


def new_case(reading: Reading, uid: str, received: datetime, own: frozenset[str]) -> Case:
    """Return the case of a rejection that is about to be filed as `uid`."""
    case = Case(uid, reading.company.value, reading.role.value, received, filed=False)
    case.learn(reading.letter, own)
    if reading.recruiter_email:
        case.learn_address(reading.recruiter_email.value.lower())
    return case


class Cases:
    """All cases, with what is needed to find the one of a mail quickly."""

    def __init__(self, cases: Iterable[Case], own: frozenset[str], reused: frozenset[str] = frozenset()) -> None:
        """Take the user's addresses, and the Message-IDs that stand on several mails and so tell of no thread."""
        self.own, self._reused = own, reused
        self.all = {case.uid: case for case in cases}
        self._keys = {uid: company_key(case.company) for uid, case in self.all.items()}
        self._names: dict[str, set[str]] = {}  # the cases of each name
        for uid, name in self._keys.items():
            if name:
                self._names.setdefault(name, set()).add(uid)
        self._written = sorted({(name.replace(" ", ""), name) for name in self._names})  # as domains write them
        self._most_words = max((name.count(" ") + 1 for name in self._names), default=0)
        self._ids: dict[str, set[str]] = {}
        self._addresses: dict[str, set[str]] = {}
        self._firms: dict[str, set[str]] = {}
        for case in self.all.values():
            self._note(case)

    def _note(self, case: Case) -> None:
        for index, names in (
            (self._ids, case.ids | case.answered),
            (self._addresses, case.addresses),
            (self._firms, case.firms),
        ):
            for name in names:
                index.setdefault(name, set()).add(case.uid)

    def learn(self, case: Case, letter: Letter) -> None:
        """Let the mails that follow be recognised by this one as well."""
        case.learn(letter, self.own)
        self._note(case)

    def drop(self, uid: str) -> None:
        """Forget a case: its letter ended no application."""
        self.all.pop(uid, None)
        self._keys.pop(uid, None)
        for index in (self._ids, self._addresses, self._firms, self._names):
            for uids in index.values():
                uids.discard(uid)

    def may_concern(self, letter: Letter) -> bool:
        """Return whether a letter can belong to any case; a quick look for those that evidently do not."""
        return bool(self._by_thread(letter) or self._by_address(letter) or any(self._by_firm(letter, "")))

    def find(
        self, letter: Letter, at: datetime, company: str = "", role: str = "", before: bool = False, but: str = ""
    ) -> Found | None:
        """Return the case of a mail of that moment; with `before` one whose letter came later.

        `company` and `role` are what was read in it; `but` is the uid of a case it does not belong to. None when it
        belongs to no case.
        """
        for how, uids in (
            (How.THREAD, self._by_thread(letter)),
            (How.ADDRESS, self._by_address(letter)),
            (How.FIRM, set(self._by_firm(letter, company))),
        ):
            fitting = [self.all[uid] for uid in uids if uid != but and _in_time(self.all[uid], at, before)]
            if how is not How.THREAD:
                fitting = [case for case in fitting if self._may_be(case, company)]
            if before and how is not How.THREAD:  # what comes later may well speak of another job
                fitting = [case for case in fitting if same_role(case.role, role)]
            if fitting:
                return self._best(fitting, how, letter, at, role)
        return None

    def _may_be(self, case: Case, company: str) -> bool:
        """Return whether a company as it was read can be that of a case; one of two names may be the shorter."""
        one, other = company_key(company), self._keys[case.uid]
        return not one or not other or one in other or other in one or bool(case.firms & set(one.split()))

    def _best(self, fitting: Sequence[Case], how: How, letter: Letter, at: datetime, role: str) -> Found:
        subject = f" {fold(letter.subject)} "
        named = [case for case in fitting if case.role and _names_role(case.role, role, subject)]
        ranked = sorted(named or fitting, key=lambda case: (abs(case.received - at), case.uid))
        return Found(ranked[0], how, tuple(ranked[1:]) if len(named) != 1 and how is not How.THREAD else ())

    def _by_thread(self, letter: Letter) -> set[str]:
        names = {letter.message_id, *letter.references} - self._reused
        return set().union(*(self._ids.get(name, ()) for name in names if name))

    def _by_address(self, letter: Letter) -> set[str]:
        return set().union(*(self._addresses.get(address, ()) for address in self._others(letter)))

    def _others(self, letter: Letter) -> tuple[str, ...]:
        mine = letter.sender_email in self.own
        found = (letter.to_email,) if mine else (letter.sender_email, letter.reply_to)
        return tuple(address for address in found if address and address not in self.own)

    def _by_firm(self, letter: Letter, company: str) -> Iterator[str]:
        owners = {firm for address in self._others(letter) for firm in firm_of(address)}
        for firm in owners:
            yield from self._firms.get(firm, ())
            for name in self._owned(fold(firm).replace(" ", "")):
                yield from self._names[name]
        yield from self._names.get(company_key(company), ())
        shown = fold(f"{letter.sender_name} {letter.subject}").split()
        for first in range(len(shown)):
            for stop in range(first + 1, min(first + self._most_words, len(shown)) + 1):
                name = " ".join(shown[first:stop])
                if len(name) >= _SHORTEST_NAME:
                    yield from self._names.get(name, ())

    def _owned(self, label: str) -> Iterator[str]:
        """Yield the names that may be a domain's: it is the name, or its beginning ("vantry" of "vantry group")."""
        for at in range(bisect_left(self._written, (label, "")), len(self._written)):
            written, name = self._written[at]
            if written != label and not (len(label) >= _SHORTEST_LABEL and written.startswith(label)):
                return
            yield name


def _in_time(case: Case, at: datetime, before: bool) -> bool:
    if before:
        return case.received - REACH <= at < case.received
    return case.received - _SLACK <= at <= case.received + REACH


def _names_role(role: str, read: str, subject: str) -> bool:
    return (bool(read) and same_role(role, read)) or f" {fold(role)} " in subject


def same_role(one: str, other: str) -> bool:
    """Return whether two roles may be the same, more or less fully named; True when one of them is not known."""
    from rapidfuzz.fuzz import token_set_ratio

    return not one or not other or token_set_ratio(fold(one), fold(other)) >= _SAME_ROLE
