"""Reminders of the user's own: a day and a few words, on a rejection, on a person, or on neither."""

from datetime import date

from rejection_tui.domain.record import Moment, Stored, Uid


class Reminder(Stored, frozen=True, gc=False):
    """Something to remember on a day. `done` None: still to come or due; `reason` is why it was let go."""

    uid: Uid
    day: date
    what: str
    created: Moment
    rejection: str = ""
    contact: str = ""
    done: Moment | None = None
    reason: str = ""

    @property
    def open(self) -> bool:
        """True until it is done or let go."""
        return self.done is None
