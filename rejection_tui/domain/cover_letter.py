"""Cover letters: for whom each is, the rejection whose lesson it carries, and its versions."""

from rejection_tui.domain.record import Moment, Stored, Uid, Whole


class CoverLetter(Stored, frozen=True, gc=False):
    """A letter that goes with an application; its words are those of its newest `CoverVersion`.

    `rejection` is the one whose lesson it carries, which may be another company's than the letter is for.
    """

    uid: Uid
    created: Moment
    company: str = ""  # whom it is for; "" while that is open
    role: str = ""
    person: str = ""  # who reads it
    title: str = ""  # the user's own name for it
    language: str = ""  # the one it should be in, without region; "": that of their letter, where there is one
    source: str = ""  # the file it was read from
    feedback: str = ""  # the answer it responds to
    rejection: str = ""
    done: Moment | None = None

    @property
    def name(self) -> str:
        """What it is called: its title, or "Nurse, Ward 7 Hospital"."""
        return self.title or ", ".join(part for part in (self.role, self.company) if part) or "Cover letter"


class CoverVersion(Stored, frozen=True, gc=False):
    """The whole text of a cover letter at one time; a version is never changed, another one follows it."""

    uid: Uid
    cover: str  # the uid of its `CoverLetter`
    text: str
    created: Moment
    note: str = ""  # what changed, in the user's words
    feedback: str = ""  # the answer this change responds to
    gap: str = ""  # the uid of the gap of that answer; "": all of it
    order: Whole = 0  # grows with each version; two from different machines may share one
