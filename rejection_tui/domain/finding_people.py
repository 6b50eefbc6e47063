"""Helps to find a person at a firm: lines to search with, and how the firm makes its addresses, as seen in the file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.company import company_key, same_company
from rejection_tui.domain.mail_servers import server_for
from rejection_tui.domain.names import parts_of
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line, fold

#: How firms make the part before the @, by the pattern's name; each gets given and family name, folded, in one word.
PATTERNS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "first.last": lambda first, last: f"{first}.{last}",
    "f.last": lambda first, last: f"{first[:1]}.{last}",
    "first.l": lambda first, last: f"{first}.{last[:1]}",
    "first_last": lambda first, last: f"{first}_{last}",
    "first-last": lambda first, last: f"{first}-{last}",
    "firstlast": lambda first, last: f"{first}{last}",
    "flast": lambda first, last: f"{first[:1]}{last}",
    "firstl": lambda first, last: f"{first}{last[:1]}",
    "last.first": lambda first, last: f"{last}.{first}",
    "last.f": lambda first, last: f"{last}.{first[:1]}",
    "lastfirst": lambda first, last: f"{last}{first}",
    "lastf": lambda first, last: f"{last}{first[:1]}",
    "first": lambda first, last: first,
    "last": lambda first, last: last,
}


@dataclass(frozen=True, slots=True)
class AddressPattern:
    """How a firm makes its addresses, such as "first.last" at "acme.example", and the name it was seen at."""

    name: str
    domain: str
    seen_at: str

    @property
    def words(self) -> str:
        """The pattern as it is shown: "first.last@acme.example, seen at Jane Hart"."""
        return f"{self.name}@{self.domain}, seen at {clean_line(self.seen_at, 60)}"

    def guess(self, name: str) -> str:
        """Return the address this would give a person; "" for a name without a given and a family name."""
        first, last = _first_and_last(name.translate(_UMLAUTS))
        return f"{PATTERNS[self.name](first, last)}@{self.domain}" if first and last else ""


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A line to copy into a search engine: what it looks for, and the line itself."""

    what: str
    line: str


def search_lines(rejection: Rejection) -> tuple[SearchLine, ...]:
    """Return lines that find people who recruit at the firm of a rejection; rejtui itself asks no network."""
    firm = _quoted(rejection.company)
    if not firm:
        return ()
    found = [
        SearchLine("On LinkedIn", f'site:linkedin.com/in {firm} (recruiter OR "talent acquisition")'),
        SearchLine("Anywhere", f"{firm} recruiter"),
    ]
    if rejection.role and (role := _quoted(rejection.role)):
        found.append(SearchLine("Who leads the team", f"site:linkedin.com/in {firm} {role} (head OR lead OR manager)"))
    if name := _quoted(rejection.recruiter_name):
        found.insert(0, SearchLine("Who signed the letter", f"{name} {firm}"))
    return tuple(found)


def _quoted(words: str) -> str:
    """Return words as a phrase for a search engine, without the signs that mean something there."""
    plain = " ".join(clean_line(words, 80).replace('"', " ").split())
    return f'"{plain}"' if fold(plain) else ""


def address_pattern(records: Records, company: str) -> AddressPattern | None:
    """Return how a firm makes its addresses, from the people of the file whose name and address are known.

    Of several the most frequent. None where nobody is known, or only mailboxes of a provider.
    """
    seen: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for name, email in set(_people_at(records, company)):
        local, _, domain = email_key(email).partition("@")
        found = _pattern(name, local)
        if found and domain and not _is_private(domain):
            counts[found, domain] += 1
            seen[found, domain] = min(seen.get((found, domain), name), name)
    if not counts:
        return None
    order = list(PATTERNS)
    name, domain = min(counts, key=lambda one: (-counts[one], order.index(one[0]), one[1]))
    return AddressPattern(name, domain, seen[name, domain])


#: Providers of private mailboxes that are read by no IMAP settings of `mail_servers`.
_PROVIDERS: Final = frozenset({"aol.com", "hey.com", "mail.ru", "proton.me", "protonmail.com", "qq.com", "yandex.ru"})


def _is_private(domain: str) -> bool:
    return domain in _PROVIDERS or server_for(f"@{domain}") is not None


def _people_at(records: Records, company: str) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses of people of a firm: contacts, who signed letters, and who wrote."""
    if not company_key(company):
        return
    for contact in records.contacts.values():
        if same_company(contact.company, company):
            yield from ((contact.name, email) for email in contact.emails)
    for rejection in records.rejections.values():
        if same_company(rejection.company, company):
            if not rejection.no_reply:
                yield rejection.recruiter_name, rejection.recruiter_email
            yield from ((m.name, m.email) for m in records.correspondence_of(rejection.uid) if not m.sort.mine)


def _pattern(name: str, local: str) -> str:
    """Return the name of the pattern that makes `local` of a name, "" when none does."""
    for written in (name.translate(_UMLAUTS), name):
        first, last = _first_and_last(written)
        if first and len(last) > 1:
            for key, made in PATTERNS.items():
                if made(first, last) == local:
                    return key
    return ""


def _first_and_last(name: str) -> tuple[str, str]:
    """Return the first given name and the family name as they stand in an address: folded, without blanks."""
    family, given, *_ = parts_of(clean_line(name, 120))
    first = fold(given).split()
    return (first[0] if first else "", fold(family).replace(" ", ""))


#: How most addresses spell umlauts.
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
