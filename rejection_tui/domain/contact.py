"""Contacts, touches and wins of step 4, and the rule for when to write to a contact again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rejection_tui.domain.dates import add_months, local_day
from rejection_tui.domain.record import Moment, Stored, Uid, Whole
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import MOST_MONTHS, Rules, months_by_tag
from rejection_tui.domain.text import fold


class Contact(Stored, frozen=True, gc=False):
    """A person who recruits. `never_again`: they asked to be left alone; imports do not add them again."""

    uid: Uid
    name: str
    created: Moment
    role: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    tags: tuple[str, ...] = ()
    how_we_met: str = ""
    notes: str = ""
    never_again: bool = False
    archived: bool = False
    snoozed_until: date | None = None
    other_emails: tuple[str, ...] = ()  # further addresses, the preferred one is `email`
    card: str = ""  # the UID in the address book it came from, as it stands there
    sector: str = ""  # the field of work they recruit for, as the user calls it
    every_months: Whole = 0  # months until they are written to again; 0: as the tags and the settings say
    name_parts: tuple[str, ...] = ()  # family, given, middle, titles, suffixes as an address book has them; () unknown

    @property
    def emails(self) -> tuple[str, ...]:
        """All addresses, the preferred one first."""
        return tuple(dict.fromkeys(address for address in (self.email, *self.other_emails) if address))


class Touch(Stored, frozen=True, gc=False):
    """One message or talk with a contact, on any channel. `answered` None: not known yet."""

    uid: Uid
    contact: str
    at: Moment
    channel: str = "email"  # email, linkedin, phone, in person, other
    what: str = ""
    answered: bool | None = None
    rejection: str = ""
    draft: str = ""
    win: str = ""  # the win it told of

    @property
    def channel_name(self) -> str:
        """The channel as it is written in a sentence."""
        return channel_name(self.channel)

    def concerns(self, rejection: Rejection, people: Iterable[str]) -> bool:
        """True when it is about this rejection, or about none but with one of `people`, its contacts."""
        return self.rejection == rejection.uid if self.rejection else self.contact in people


def channel_name(channel: str) -> str:
    """Return a channel as it is written in a sentence: LinkedIn has its capitals."""
    return "LinkedIn" if channel == "linkedin" else channel


class Win(Stored, frozen=True, gc=False):
    """Something worth telling: a certificate, project, article or figure."""

    uid: Uid
    title: str
    at: Moment
    created: Moment
    kind: str = "project"  # certificate, project, article, figure, other
    link: str = ""
    notes: str = ""
    sector: str = ""  # whom it interests: the field of work
    tags: tuple[str, ...] = ()  # whom it interests: the tags of people


#: The kinds of a win; a file may hold others.
WIN_KINDS: Final = ("certificate", "project", "article", "figure", "other")


class Warmth(StrEnum):
    """The state of a contact in the window of its `months`; stored in JSON output."""

    NEW = "new"  # no touch yet
    WARM = "warm"
    DUE = "due"  # amber: from the months of this person on, usually three
    OVERDUE = "overdue"  # red: from the later months on, usually six
    DORMANT = "dormant"
    NEVER = "never"

    @property
    def label(self) -> str:
        """The words shown to people; amber and red differ in word as they do in colour."""
        return _WARMTH_WORDS[self]

    @property
    def writes(self) -> bool:
        """True when it is time to write, or past it."""
        return self in (Warmth.DUE, Warmth.OVERDUE)


_WARMTH_WORDS: Final = {
    Warmth.NEW: "not in touch yet",
    Warmth.WARM: "in touch",
    Warmth.DUE: "time to write",
    Warmth.OVERDUE: "overdue",
    Warmth.DORMANT: "dormant",
    Warmth.NEVER: "never again",
}


@dataclass(frozen=True, slots=True)
class Cadence:
    """When to write to a contact next: `due_from` (amber) and `due_by` (red), counted from the last touch."""

    warmth: Warmth
    last: Touch | None
    due_from: date
    due_by: date


def months(contact: Contact | None, rules: Rules) -> tuple[int, int]:
    """Return after how many months without a touch it is time to write to a contact (amber), and overdue (red).

    The person's own number counts first, then the smallest of their tags, then that of everybody. Red is twice amber,
    except for everybody, where both are settings. None stands for a person who is not saved.
    """
    if contact is not None:
        by_tag = months_by_tag(rules.months_by_tag)
        own = contact.every_months or min((by_tag[tag] for tag in map(fold, contact.tags) if tag in by_tag), default=0)
        amber = min(own, MOST_MONTHS)  # a file may hold any number
        if amber > 0:
            return amber, 2 * amber
    return rules.touch_amber_months, rules.touch_red_months


def cadence(contact: Contact, touches: Iterable[Touch], now: datetime, rules: Rules) -> Cadence:
    """Return the cadence of `contact` at `now`; the window counts from the last touch, else from its creation.

    It is as long as `months` says.

    Dormant after `dormant_after` touches in a row known to be unanswered; unknown ones do not count.
    """
    mine = sorted((t for t in touches if t.contact == contact.uid), key=lambda t: (t.at, t.uid))
    last = mine[-1] if mine else None
    start = local_day(last.at if last else contact.created, now)
    due_from, due_by = (add_months(start, count) for count in months(contact, rules))
    today = now.date()
    silent = rules.dormant_after > 0 and _unanswered(mine) >= rules.dormant_after
    if contact.never_again:
        warmth = Warmth.NEVER
    elif silent:
        warmth = Warmth.DORMANT
    elif today >= due_by:
        warmth = Warmth.OVERDUE
    elif today >= due_from:
        warmth = Warmth.DUE
    else:
        warmth = Warmth.WARM if last else Warmth.NEW
    return Cadence(warmth, last, due_from, due_by)


def _unanswered(touches: list[Touch]) -> int:
    """Return how many touches at the end are known to be unanswered."""
    return next((n for n, t in enumerate(reversed(touches)) if t.answered is not False), len(touches))
