"""The summary of a company: its last rejection, what changed since, its contacts, and when to apply again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.reapply import reapply_of
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean_line, fold

#: Legal forms as `fold` returns them, which are ignored at the end of a company's name.
LEGAL_FORMS: Final = frozenset(
    {
        "ab",
        "ag",
        "aps",
        "as",
        "asa",
        "bv",
        "bvba",
        "co",
        "company",
        "corp",
        "corporation",
        "ev",
        "gbr",
        "gmbh",
        "holding",
        "holdings",
        "inc",
        "incorporated",
        "kg",
        "kgaa",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "mbh",
        "nv",
        "ohg",
        "oy",
        "oyj",
        "plc",
        "pte",
        "pty",
        "pvt",
        "sa",
        "sarl",
        "sas",
        "se",
        "sl",
        "spa",
        "srl",
        "ug",
        "ulc",
    }
)
#: Legal forms only when written as several words ("Sp. z o.o."); a word such as "zoo" belongs to the name.
_ONLY_APART: Final = frozenset({"zoo", "spzoo"})


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """The summary of one company. Wins, bullets, questions and touches are those since the last rejection.

    `reapply_from` None means at any time.
    """

    name: str
    rejections: tuple[Rejection, ...]  # newest first
    contacts: tuple[Contact, ...]
    wins: tuple[Win, ...]
    bullets: tuple[Bullet, ...]
    questions: tuple[Question, ...]
    touches: tuple[Touch, ...]
    reapply_from: date | None
    may_reapply: bool
    why: str
    early: str  # what is said of an application before that day

    @property
    def last(self) -> Rejection | None:
        """The newest rejection there; of a company that has not answered, the newest application."""
        answered = (r for r in self.rejections if r.kind is not RejectionKind.NO_ANSWER)
        return next(answered, self.rejections[0] if self.rejections else None)

    @property
    def number(self) -> int:
        """The number of rejections, without those the user withdrew from and those nobody has answered."""
        return sum(r.kind not in (RejectionKind.WITHDREW, RejectionKind.NO_ANSWER) for r in self.rejections)

    @property
    def unanswered(self) -> int:
        """The number of applications there that nobody has answered."""
        return sum(r.kind is RejectionKind.NO_ANSWER for r in self.rejections)

    @property
    def changed(self) -> bool:
        """True when there is something new to show since the last rejection."""
        return bool(self.wins or self.bullets or self.questions)


def company_key(name: str) -> str:
    """Return a company's name for comparing: folded, without its legal form ("Northwind Ltd." is "northwind")."""
    words = fold(name).split()
    while tail := _legal_tail(words):
        words = words[:-tail]
    return " ".join(words)


def _legal_tail(words: list[str]) -> int:
    """Return how many words at the end are a legal form; at least one word is left."""
    for count in range(4, 1, -1):
        tail = words[-count:]
        if len(words) > count and max(map(len, tail)) <= 2 and "".join(tail) in LEGAL_FORMS | _ONLY_APART:
            return count
    return int(len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] == "and"))


def same_company(one: str, other: str) -> bool:
    """True when two names are equal but for their legal form; False for empty names."""
    key = company_key(one)
    return bool(key) and key == company_key(other)


def company_card(records: Records, name: str, now: datetime, rules: Rules) -> CompanyCard:
    """Return the summary of the company `name`; raise `NotFound` when it has neither rejection nor contact."""
    key = company_key(name)
    mine = [r for r in records.rejections.values() if key and company_key(r.company) == key]
    mine.sort(key=lambda r: (r.received, r.uid), reverse=True)
    people = [c for c in records.contacts.values() if key and company_key(c.company) == key]
    linked = {uid for r in mine for uid in records.people_of(r)}
    people += [c for c in records.contacts.values() if c.uid in linked and c not in people]
    if not mine and not people:
        raise NotFound(f"Nothing is filed for “{clean_line(name, 60)}” yet.")
    answered = [r for r in mine if r.kind is not RejectionKind.NO_ANSWER]
    since = (answered or mine)[0].received if mine else None
    met = {c.uid for c in people}
    again = reapply_of(mine, now, rules)
    return CompanyCard(
        name=mine[0].company if mine else people[0].company,
        rejections=tuple(mine),
        contacts=tuple(sorted(people, key=lambda c: (fold(c.name), c.uid))),
        wins=tuple(w for w in sorted(records.wins.values(), key=lambda w: w.at) if _after(w.at, since)),
        bullets=tuple(b for b in records.bullets.values() if b.state is BulletState.DONE and _after(b.done, since)),
        questions=tuple(q for q in records.questions.values() if _after(q.done, since)),
        touches=tuple(
            t for t in sorted(records.touches.values(), key=lambda t: t.at) if t.contact in met and _after(t.at, since)
        ),
        reapply_from=again.day if again else None,
        may_reapply=again is None or again.day <= now.date(),
        why=again.why if again else _free_words(mine),
        early=again.early if again else "",
    )


def _free_words(mine: Iterable[Rejection]) -> str:
    """Return why nothing speaks against applying."""
    if any(r.kind is RejectionKind.NO_ANSWER and r.outcome is not Outcome.CLOSED for r in mine):
        return "They have not answered your application yet; another job there is free to apply for."
    return "They have not turned you down; you are free to apply."


def _after(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and since is not None and moment >= since
