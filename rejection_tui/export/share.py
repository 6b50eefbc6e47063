"""A book that can be shown to a coach: invented names in the place of people, companies and addresses, feedback kept.

Every name the book knows is replaced wherever it stands, in letters, drafts, answers and notes too. A person or company
that is named only in running text, and nowhere as a contact, sender, recruiter or employer, cannot be known to be one.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, Final

from rejection_tui.domain.book import Book, Profile
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.plain import book_tables
from rejection_tui.domain.refine import Bullet
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import fold
from rejection_tui.export.aliases import Aliases, letters, words

#: Fields that hold identities, never words.
_LINKS: Final = frozenset(
    ("uid", "rejection", "contact", "letter", "feedback", "win", "draft", "question", "ref", "key", "card")
)
_ASIDE: Final = re.compile(r"[(|<\[/]| [-–—@] | from | at | via | von | bei ", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)


def share_safe(book: Book) -> Book:
    """Return `book` with every known person, company, address, number and link replaced, the same one always alike."""
    mask = _Mask(book)
    tables: dict[str, Any] = {
        name: {uid: mask.record(record) for uid, record in getattr(book, name).items()} for name in book_tables()
    }
    return Book(**tables)


class _Mask:
    """Who is called what, for one book."""

    def __init__(self, book: Book) -> None:
        taken = _taken(book)
        self.aliases = Aliases(_free(taken, "example.com", "invalid.test", "q7.invalid"))
        self._company_stem = _free(taken, "Company", "Employer", "Firm Q7")
        self._person_stem = _free(taken, "Person", "Someone", "Human Q7")
        self._me = _free(taken, "Applicant", "Candidate", "Me Q7")
        self._section_stem = _free(taken, "Section", "Part", "Block Q7")
        self._companies: dict[str, str] = {}
        self._company_words: set[str] = set()
        self._people: dict[str, str] = {}
        self._sections: dict[str, str] = {}
        self._learn(book)

    def _learn(self, book: Book) -> None:
        noes = sorted(book.rejections.values(), key=lambda r: (r.received, r.uid))
        contacts = sorted(book.contacts.values(), key=lambda c: (c.created, c.uid))
        for company in (*(r.company for r in noes), *(c.company for c in contacts)):
            self._learn_company(company)
        people = [(p.name, p.email, self._me) for p in book.profiles.values()]
        people += [(c.name, c.email, "") for c in contacts]
        people += [(r.recruiter_name, r.recruiter_email, "") for r in noes]
        people += [(x.to_name, x.to_email, "") for x in book.letters.values()]
        people += [(x.sender_name, e, "") for x in book.letters.values() for e in (x.sender_email, x.reply_to)]
        for full in (True, False):  # whole names first, so that no part of one stands for another's whole
            for name, email, alias in people:
                self._learn_person(name, email, alias, full)
        for contact in contacts:
            self.aliases.phone(contact.phone)

    def _learn_company(self, name: str) -> None:
        core = _core(name)
        key = fold(core) or name
        if not key or key in self._companies:
            return
        alias = f"{self._company_stem} {letters(len(self._companies) + 1)}"
        self._companies[key] = alias
        parts = _WORD.findall(core)
        telling = [p for p in parts if fold(p) not in words()["common"] and len(p) >= 3]
        self._company_words.update(fold(part) for part in telling)
        for real in _spellings(name):
            self.aliases.add(real, alias)
        for real in _spellings(core):
            self.aliases.add(real, alias, exact=_ordinary(core) or (not telling and len(parts) == 1))
        for part in telling if len(parts) > 1 else ():
            for real in _spellings(part):
                self.aliases.add(real, alias, exact=True)

    def _learn_person(self, name: str, email: str, alias: str, full: bool) -> None:
        person = self._person(name, alias)
        if email.strip():
            self._learn_address(email, person)
        if not person:
            return
        base = _base(name)
        parts = [p for word in _WORD.findall(base) for p in {word, *re.split(r"['’.-]", word)} if self._telling(p)]
        for real in {base, name} if full else parts:
            for spelling in _spellings(real):
                self.aliases.add(spelling, person, exact=_ordinary(real))

    def _learn_address(self, email: str, person: str) -> None:
        if person:
            self.aliases.add_email(email, f"{fold(person).replace(' ', '')}@{self.aliases.domain}")
        self.aliases.email(email)
        self.aliases.add_host(email.rpartition("@")[2].strip())

    def _person(self, name: str, alias: str = "") -> str:
        """Return what stands for a person; nothing for a mailbox or a company that sends under its own name."""
        base = _base(name)
        said = set(fold(base).split())
        firm = fold(_core(base)) in self._companies or (len(said) == 1 and said <= self._company_words)
        if not name.strip() or said & words()["mailboxes"] or firm:
            return ""
        key = " ".join(sorted(said)) or name
        number = len(set(self._people.values()) - {self._me}) + 1
        return self._people.setdefault(key, alias or f"{self._person_stem} {number}")

    def _telling(self, part: str) -> bool:
        word = fold(part)
        known = words()["titles"] | words()["mailboxes"]
        return bool(word) and word not in known and (len(part) > 1 or not part.isascii())

    def person(self, name: str) -> str:
        """Return what stands for the name of a sender or contact."""
        return (self._person(name) or "Mailbox") if name.strip() else ""

    def company(self, name: str) -> str:
        """Return what stands for a company."""
        return self._companies.get(fold(_core(name)) or name, "")

    def record(self, record: Any) -> Any:
        """Return one record with every text of it made safe."""
        values = {f.name: self._safe(getattr(record, f.name)) for f in fields(record) if f.name not in _LINKS}
        return replace(record, **(values | self._named(record)))

    def _safe(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(self._safe(item) for item in value)
        return self.aliases.scrub(value) if isinstance(value, str) and not isinstance(value, StrEnum) else value

    def _named(self, record: object) -> dict[str, object]:
        """Return the fields that are an address, a name or a trace of where the record came from."""
        address = self.aliases.email
        match record:
            case Contact(name=name, company=company, email=email, phone=phone, linkedin=linkedin):
                return {
                    "name": self.person(name),
                    "company": self.company(company),
                    "email": address(email),
                    "phone": self.aliases.phone(phone),
                    "linkedin": self.aliases.link(linkedin),
                }
            case Rejection(company=company, recruiter_name=name, recruiter_email=email, link=link):
                who = {"recruiter_name": self.person(name), "recruiter_email": address(email)}
                return {"company": self.company(company), "link": self.aliases.link(link), **who}
            case Letter():
                return self._letter(record)
            case Profile(name=name, email=email):
                return {"name": self.person(name), "email": address(email)}
            case Bullet(section=section):
                number = f"{self._section_stem} {len(self._sections) + 1}"
                return {"section": self._sections.setdefault(section, number) if section else "", "source": ""}
            case _:
                return {}

    def _letter(self, letter: Letter) -> dict[str, object]:
        return {
            "sender_name": self.person(letter.sender_name),
            "sender_email": self.aliases.email(letter.sender_email),
            "reply_to": self.aliases.email(letter.reply_to),
            "to_name": self.person(letter.to_name),
            "to_email": self.aliases.email(letter.to_email),
            "message_id": "",
            "references": (),
            "digest": "",
            "source": "",
            "attachments": tuple(f"attachment {n}" for n, _ in enumerate(letter.attachments, 1)),
        }


def _taken(book: Book) -> set[str]:
    names = [r.company for r in book.rejections.values()] + [r.recruiter_name for r in book.rejections.values()]
    names += [text for c in book.contacts.values() for text in (c.name, c.company)]
    names += [text for x in book.letters.values() for text in (x.sender_name, x.to_name)]
    names += [p.name for p in book.profiles.values()]
    return {word for name in names for word in fold(name).split()}


def _free(taken: Iterable[str], *stems: str) -> str:
    return next((stem for stem in stems if not set(fold(stem).split()) & set(taken)), stems[-1])


def _core(company: str) -> str:
    """Return a company's name without its legal form: `Northwind` for `Northwind Ltd.`"""
    parts = company.split()
    while len(parts) > 1 and all(word in words()["legal"] for word in fold(parts[-1]).split() or ["co"]):
        parts.pop()
    return " ".join(parts).rstrip(",.;&- ") or company


def _base(name: str) -> str:
    """Return the person in a sender's name: `Jane Hart` for `Jane Hart (Northwind)`."""
    return _ASIDE.split(name.strip())[0].strip() or name.strip()


def _ordinary(text: str) -> bool:
    word = fold(text)
    return len(text) <= 2 or word in words()["ordinary"] or word in words()["common"]


def _spellings(text: str) -> set[str]:
    return {text, text.translate(_UMLAUTS)}
