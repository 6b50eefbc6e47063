"""Interviews as they were: the round, who was there, what was asked, and how it went."""

from datetime import date

from rejection_tui.domain.record import Moment, Stored, Uid


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
