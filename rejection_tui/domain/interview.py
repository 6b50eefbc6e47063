"""Interviews as they were: the round, who was there, what was asked, and how it went."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import Moment, Stored, Uid
from rejection_tui.domain.text import fold

#: What stands between the names of people, and between a name and what is said of them.
_BETWEEN: Final = re.compile(r"[,;/&+()\n]|\s(?:and|with|from|of|und|et|en|ve)\s", re.IGNORECASE)


class Interview(Stored, frozen=True, gc=False):
    """One interview of an application, noted from memory."""

    uid: Uid
    rejection: str
    day: date
    created: Moment
    round: str = ""  # as the user calls it: "phone screen", "second round"
    people: str = ""  # who was there, as noted
    questions: tuple[str, ...] = ()  # what was asked, one each
    went: str = ""  # how it went, the user's own words

    @property
    def title(self) -> str:
        """What it is called: "Interview: second round"."""
        return f"Interview: {self.round}" if self.round else "Interview"


def meeting_uid(interview: str, contact: str) -> str:
    """Return the uid of the touch that stands for an interview with a contact, the same on every machine."""
    return derived_uid(interview, "met", contact)


def people_named(text: str, contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return those of `contacts` who are named in what was noted: by the whole name, or a first name no other has."""
    pool = list(contacts)
    parts = [fold(part) for part in _BETWEEN.split(text)]
    first = {one.uid: _first_name(one.name) for one in pool}
    names = list(first.values())
    return tuple(
        one
        for one in pool
        if any(_has(part, whole) for whole in _whole_names(one.name) for part in parts)
        or (first[one.uid] in parts and names.count(first[one.uid]) == 1)
    )


def _whole_names(name: str) -> set[str]:
    """Return a name folded, as it is written and without titles."""
    family, given = _family_and_given(name)
    return {fold(name), fold(f"{given} {family}")} - {""}


def _first_name(name: str) -> str:
    family, given = _family_and_given(name)
    return fold((given or family).split()[0]) if name.strip() else ""


def _family_and_given(name: str) -> tuple[str, str]:
    from rejection_tui.domain.names import parts_of  # its patterns would slow down the start of everything

    family, given, *_ = parts_of(name)
    return family, given


def _has(part: str, name: str) -> bool:
    return f" {name} " in f" {part} "
