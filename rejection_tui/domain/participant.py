"""The people of a rejection: who had which part in it."""

from enum import StrEnum

from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import Moment, Stored, Uid


class Part(StrEnum):
    """The part a person had in an application; the values appear in JSON output."""

    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    PANEL = "panel"
    AGENCY = "agency"
    REFERRER = "referrer"
    PEER = "peer"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {"panel": "on the panel", "peer": "met on the day"}.get(self.value, self.value.replace("_", " "))


class Participant(Stored, frozen=True, gc=False):
    """One contact's part in one rejection. The contact a rejection names itself needs none: it is its recruiter."""

    uid: Uid
    rejection: str
    contact: str
    created: Moment
    part: Part = Part.RECRUITER


def participant_uid(rejection: str, contact: str) -> str:
    """Return the uid of the part of a contact in a rejection, the same on every machine."""
    return derived_uid(rejection, "participant", contact)
