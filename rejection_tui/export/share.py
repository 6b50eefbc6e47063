"""Records that can be shown to a coach: invented names in place of people, companies and addresses; feedback is kept.

Every name known from a field (contact, sender, recruiter, employer) is replaced in all texts: letters, drafts, answers
and notes, and so is who is named there by a usual first name. A company named only inside a text is not recognised and
stays, as does a person with a rare first name.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Final

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.codec import record_tables
from rejection_tui.domain.comments import COMMENT
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.correction import Correction, CorrectionField
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.domain.facts import ABOUT_THE_ANSWER, Fact, FactType, values
from rejection_tui.domain.feedback import NamedGap
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Profile, Records
from rejection_tui.domain.refine import Bullet
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import fold
from rejection_tui.export.aliases import Aliases, letter_code, words
from rejection_tui.export.named_people import is_name, people_in

#: Fields that hold identifiers and no text.
_IDENTITY_FIELDS: Final = frozenset({"uid", "ref", "key", "card", "gap", *(name for _, name in REFERENCES)})
#: The word lists whose words are no names of people in a text, even with a capital.
_NO_NAMES: Final = ("titles", "mailboxes", "legal", "common", "ordinary", "no_names")
_AFTER_NAME: Final = re.compile(r"[(|<\[/]| [-–—@] | from | at | via | von | bei ", re.IGNORECASE)
#: What stands between the people of an interview.
_BETWEEN_NAMES: Final = re.compile(r"[,;/&+\n]| and | und | et | y | e | en | ve ")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)


def share_safe(records: Records) -> Records:
    """Return `records` with every known name, address, number and link replaced, each always by the same text."""
    mask = _Mask(records)
    tables: dict[str, Any] = {
        name: {uid: mask.record(record) for uid, record in getattr(records, name).items()} for name in record_tables()
    }
    return Records(**tables)


class _Mask:
    """The invented names for one set of records."""

    def __init__(self, records: Records) -> None:
        taken = _words_in_names(records)
        self.aliases = Aliases(_first_unused(taken, "example.com", "invalid.test", "q7.invalid"))
        self._company_stem = _first_unused(taken, "Company", "Organisation", "Company Q7")
        self._person_stem = _first_unused(taken, "Person", "Someone", "Human Q7")
        self._me = _first_unused(taken, "Applicant", "Candidate", "Me Q7")
        self._section_stem = _first_unused(taken, "Section", "Part", "Block Q7")
        self._companies: dict[str, str] = {}
        self._company_words: set[str] = set()
        self._people: dict[str, str] = {}
        self._persons = 0  # how many have a number
        self._sections: dict[str, str] = {}
        self._learn(records)

    def _learn(self, records: Records) -> None:
        rejections = sorted(records.rejections.values(), key=lambda r: (r.received, r.uid))
        contacts = sorted(records.contacts.values(), key=lambda c: (c.created, c.uid))
        corrections = sorted(records.corrections.values(), key=lambda c: (c.at, c.uid))
        corrected = {what: [c.right for c in corrections if c.field is what] for what in CorrectionField}
        for company in (
            *(r.company for r in rejections),
            *(c.company for c in contacts),
            *(name for r in rejections for name in (r.company_full, r.agency)),
            *corrected[CorrectionField.COMPANY],
            *(x.company for x in records.correspondence.values()),
            *(x.company for x in records.cover_letters.values()),
        ):
            self._learn_company(company)
        people = [(p.name, p.email, self._me) for p in records.profiles.values()]
        people += [(c.name, c.email, "") for c in contacts]
        people += [(c.name, address, "") for c in contacts for address in c.other_emails]
        people += [
            (" ".join(filter(None, (c.name_parts[1], c.name_parts[0]))), "", "") for c in contacts if c.name_parts[1:]
        ]
        people += [(r.recruiter_name, r.recruiter_email, "") for r in rejections]
        people += [("", address, self._me) for p in records.profiles.values() for address in p.addresses]
        people += [("", x.delivered_to, "") for x in records.letters.values()]
        people += [(x.to_name, x.to_email, "") for x in records.letters.values()]
        people += [(x.sender_name, e, "") for x in records.letters.values() for e in (x.sender_email, x.reply_to)]
        people += [(x.name, x.email, "") for x in records.correspondence.values()]
        people += [(name, "", "") for name in corrected[CorrectionField.RECRUITER]]
        people += [(event.value, "", "") for event in records.events.values() if event.what == COMMENT]
        people += [(x.by, "", "") for x in records.rehearsals.values()]
        people += [("", c.sender, "") for c in corrections]
        people += [(name, "", "") for r in rejections for name in _people_named(r.facts)]
        people += [(x.person, "", "") for x in records.cover_letters.values()]
        people += [(name, "", "") for x in records.interviews.values() for name in _people_there(x)]
        for full in (True, False):  # whole names first, so that a part of one name never replaces another whole name
            for name, email, alias in people:
                self._learn_person(name, email, alias, full)
        for contact in contacts:
            self.aliases.phone(contact.phone)
        self._learn_named(records, {word for name, _, _ in people for word in fold(name).split()})

    def _learn_named(self, records: Records, known: set[str]) -> None:
        """Learn the people named in texts alone; `known` are the folded words of the names learned before."""
        no_names = known | self._company_words | frozenset().union(*(words()[name] for name in _NO_NAMES))
        found = dict.fromkeys(name for text in set(_texts(records)) for name in people_in(text, no_names))
        for name in sorted(found, key=lambda name: (-len(name), name)):
            person = self._alias_of(name)
            for real in (name, *name.split()) if person else ():
                self.aliases.add(real, person, exact=True)

    def _learn_company(self, name: str) -> None:
        core = _without_legal_form(name)
        key = fold(core) or name
        if not key or key in self._companies:
            return
        alias = f"{self._company_stem} {letter_code(len(self._companies) + 1)}"
        self._companies[key] = alias
        parts = _WORD.findall(core)
        distinctive = [p for p in parts if fold(p) not in words()["common"] and len(p) >= 3]
        self._company_words.update(fold(part) for part in distinctive)
        for real in _spellings(name):
            self.aliases.add(real, alias)
        for real in _spellings(core):
            self.aliases.add(real, alias, exact=_is_ordinary(core) or (not distinctive and len(parts) == 1))
        for part in distinctive if len(parts) > 1 else ():
            for real in _spellings(part):
                self.aliases.add(real, alias, exact=True)

    def _learn_person(self, name: str, email: str, alias: str, full: bool) -> None:
        person = self._alias_of(name, alias)
        if email.strip():
            self._learn_address(email, person)
        if not person:
            return
        base = _person_part(name)
        parts = [
            p for word in _WORD.findall(base) for p in {word, *re.split(r"['’.-]", word)} if self._is_distinctive(p)
        ]
        for real in {base, name} if full else parts:
            for spelling in _spellings(real):
                self.aliases.add(spelling, person, exact=_is_ordinary(real))

    def _learn_address(self, email: str, person: str) -> None:
        if person:
            self.aliases.add_email(email, f"{fold(person).replace(' ', '')}@{self.aliases.domain}")
        self.aliases.email(email)
        self.aliases.add_host(email.rpartition("@")[2].strip())

    def _alias_of(self, name: str, alias: str = "") -> str:
        """Return the invented name of a person; "" for a mailbox or a company that sends under its own name."""
        base = _person_part(name)
        name_words = set(fold(base).split())
        is_company = fold(_without_legal_form(base)) in self._companies or (
            len(name_words) == 1 and name_words <= self._company_words
        )
        if not name.strip() or name_words & words()["mailboxes"] or is_company:
            return ""
        key = " ".join(sorted(name_words)) or name
        if key not in self._people:
            self._persons += not alias
            self._people[key] = alias or f"{self._person_stem} {self._persons}"
        return self._people[key]

    def _is_distinctive(self, part: str) -> bool:
        word = fold(part)
        known = words()["titles"] | words()["mailboxes"]
        return bool(word) and word not in known and (len(part) > 1 or not part.isascii())

    def person(self, name: str) -> str:
        """Return the invented name of a sender or contact, "Mailbox" when it is no person."""
        return (self._alias_of(name) or "Mailbox") if name.strip() else ""

    def company(self, name: str) -> str:
        """Return the invented name of a company, "" for an unknown one."""
        return self._companies.get(fold(_without_legal_form(name)) or name, "")

    def record(self, record: Any) -> Any:
        """Return the record with all its texts scrubbed."""
        names = (name for name in record.__struct_fields__ if name not in _IDENTITY_FIELDS)
        values = {name: self._scrubbed(getattr(record, name)) for name in names}
        return replace(record, **(values | self._replaced_fields(record)))

    def _scrubbed(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(self._scrubbed(item) for item in value)
        if isinstance(value, NamedGap):
            return self.record(value)
        return self.aliases.scrub(value) if isinstance(value, str) and not isinstance(value, StrEnum) else value

    def _replaced_fields(self, record: object) -> dict[str, object]:
        """Return new values for the fields that hold an address, a name or the source of the record."""
        address = self.aliases.email
        match record:
            case Contact(name=name, company=company, email=email, phone=phone, linkedin=linkedin):
                return {
                    "name": self.person(name),
                    "company": self.company(company),
                    "email": address(email),
                    "other_emails": tuple(map(address, record.other_emails)),
                    "card": "",
                    "name_parts": (),
                    "phone": self.aliases.phone(phone),
                    "linkedin": self.aliases.link(linkedin),
                }
            case Rejection():
                return self._rejection(record)
            case Correction():
                return self._correction(record)
            case Checkpoint():
                return {"account": "", "folder": ""}
            case Letter():
                return self._letter(record)
            case Correspondence(name=name, email=email, company=company):
                firm = self.company(company)
                return {"name": self.person(name), "email": address(email), "company": firm, "digest": ""}
            case Profile(name=name, email=email):
                return {"name": self.person(name), "email": address(email), "addresses": ()}
            case Bullet(section=section):
                number = f"{self._section_stem} {len(self._sections) + 1}"
                return {"section": self._sections.setdefault(section, number) if section else "", "source": ""}
            case CoverLetter(company=company, person=person):
                return {"company": self.company(company), "person": self.person(person), "source": ""}
            case _:
                return {}

    def _rejection(self, rejection: Rejection) -> dict[str, object]:
        """How a reply is begun and to whom is left out: it is all names."""
        return {
            "company": self.company(rejection.company),
            "company_full": self.company(rejection.company_full),
            "agency": self.company(rejection.agency),
            "link": self.aliases.link(rejection.link),
            "recruiter_name": self.person(rejection.recruiter_name),
            "recruiter_email": self.aliases.email(rejection.recruiter_email),
            "salutation": "",
            "said": tuple(replace(one, quote=self.aliases.scrub(one.quote)) for one in rejection.said),
            "facts": tuple(
                replace(f, value=self.aliases.scrub(f.value), quote=self.aliases.scrub(f.quote))
                for f in rejection.facts
                if f.type not in ABOUT_THE_ANSWER
            ),
        }

    def _correction(self, correction: Correction) -> dict[str, object]:
        tell = {CorrectionField.COMPANY: self.company, CorrectionField.RECRUITER: self.person}
        told = tell.get(correction.field, self.aliases.scrub)
        return {
            "sender": self.aliases.email(correction.sender),
            "read": told(correction.read),
            "right": told(correction.right),
            "digest": "",
            "features": (),
        }

    def _letter(self, letter: Letter) -> dict[str, object]:
        return {
            "sender_name": self.person(letter.sender_name),
            "sender_email": self.aliases.email(letter.sender_email),
            "reply_to": self.aliases.email(letter.reply_to),
            "to_name": self.person(letter.to_name),
            "to_email": self.aliases.email(letter.to_email),
            "delivered_to": self.aliases.email(letter.delivered_to),
            "message_id": "",
            "references": (),
            "digest": "",
            "source": "",
            "links": (),
            "attachments": tuple(f"attachment {n}" for n, _ in enumerate(letter.attachments, 1)),
        }


def _texts(records: Records) -> Iterator[str]:
    """Yield the texts of all records, without identifiers and without what a part of another text repeats."""
    for table in record_tables():
        for record in getattr(records, table).values():
            for name in record.__struct_fields__:
                value = getattr(record, name) if name not in _IDENTITY_FIELDS else ""
                if isinstance(value, str) and not isinstance(value, StrEnum):
                    yield value


def _people_named(facts: Iterable[Fact]) -> list[str]:
    """Return the names of the people a letter names, without their functions."""
    named = (value.split(",")[0] for value in values(facts, FactType.PERSON))
    return [name for name in named if is_name(name, words()["titles"])]


def _people_there(interview: Interview) -> list[str]:
    """Return the names of who was there, as they were noted: with commas or line ends between."""
    return [name.strip() for name in _BETWEEN_NAMES.split(interview.people) if name.strip()]


def _words_in_names(records: Records) -> set[str]:
    names = [r.company for r in records.rejections.values()] + [r.recruiter_name for r in records.rejections.values()]
    names += [text for c in records.contacts.values() for text in (c.name, c.company)]
    names += [text for x in records.letters.values() for text in (x.sender_name, x.to_name)]
    names += [text for x in records.correspondence.values() for text in (x.name, x.company)]
    names += [text for x in records.cover_letters.values() for text in (x.company, x.person)]
    names += [p.name for p in records.profiles.values()]
    names += [text for c in records.corrections.values() for text in (c.read, c.right)]
    for r in records.rejections.values():
        names += [r.company_full, r.agency, *_people_named(r.facts)]
    names += [name for x in records.interviews.values() for name in _people_there(x)]
    return {word for name in names for word in fold(name).split()}


def _first_unused(taken: Iterable[str], *stems: str) -> str:
    return next((stem for stem in stems if not set(fold(stem).split()) & set(taken)), stems[-1])


def _without_legal_form(company: str) -> str:
    """Return a company's name without its legal form: `Northwind` for `Northwind Ltd.`"""
    parts = company.split()
    while len(parts) > 1 and all(word in words()["legal"] for word in fold(parts[-1]).split() or ["co"]):
        parts.pop()
    return " ".join(parts).rstrip(",.;&- ") or company


def _person_part(name: str) -> str:
    """Return the person in a sender's name: `Jane Hart` for `Jane Hart (Northwind)`."""
    return _AFTER_NAME.split(name.strip())[0].strip() or name.strip()


def _is_ordinary(text: str) -> bool:
    word = fold(text)
    return len(text) <= 2 or word in words()["ordinary"] or word in words()["common"]


def _spellings(text: str) -> set[str]:
    return {text, text.translate(_UMLAUTS)}
