"""Feedback: an answer verbatim with the user's reading of it, and things to learn because of it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import Moment, Stored, Uid, replace
from rejection_tui.domain.text import clean_line


class Gap(StrEnum):
    """The kind of gap an answer names; it decides the next action of step 3."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    TECHNIQUE = "technique"
    NOT_YOU = "not_you"
    NOTHING_USABLE = "nothing_usable"
    UNSORTED = "unsorted"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "skill": "skill gap",
            "experience": "experience misunderstood",
            "technique": "interview technique",
            "not_you": "not about you",
            "nothing_usable": "nothing usable",
            "unsorted": "not sorted yet",
        }[self]


class NamedGap(Stored, frozen=True, gc=False):
    """One gap that an answer names, as the user reads it; `uid` is "" until it is kept with its answer."""

    gap: Gap
    themes: tuple[str, ...] = ()
    quote: str = ""  # the words of the answer that name it
    plan: str = ""  # what the user will do about it
    day: date | None = None  # by when
    uid: str = ""

    @property
    def theme(self) -> str:
        """Its themes on one line."""
        return ", ".join(self.themes)


class Feedback(Stored, frozen=True, gc=False):
    """One answer. `verbatim` is never edited after it is filed; gap, themes, quote and plan are the user's reading.

    The first gap stands in fields of its own, as in files of earlier versions, and any others in `further`; read them
    through `gaps` and write them by `with_gaps`.
    """

    uid: Uid
    rejection: str
    verbatim: str
    received: Moment
    created: Moment
    gap: Gap = Gap.UNSORTED
    themes: tuple[str, ...] = ()
    quote: str = ""  # the words of the answer that name the gap
    plan: str = ""  # what the user will do
    notes: str = ""
    accepted: bool = False  # accepted without argument
    day: date | None = None  # by when the plan is to be done
    gap_uid: str = ""  # of the first gap; "" for the uid of the answer
    further: tuple[NamedGap, ...] = ()

    @property
    def gaps(self) -> tuple[NamedGap, ...]:
        """The gaps the answer names, and nothing that is not sorted or not usable."""
        return tuple(one for one in self.named if one.gap in REAL_GAPS)

    @property
    def named(self) -> tuple[NamedGap, ...]:
        """All that the user said of the answer, the first even when it is not sorted."""
        first = NamedGap(self.gap, self.themes, self.quote, self.plan, self.day, self.gap_uid or self.uid)
        return (first, *self.further)

    @property
    def every_theme(self) -> tuple[str, ...]:
        """The themes of all gaps, each once."""
        return tuple(dict.fromkeys(theme for one in self.named for theme in one.themes))

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of the answer that name its gaps."""
        return tuple(one.quote for one in self.named if one.quote)

    @property
    def gap_words(self) -> str:
        """The kinds of its gaps in words, each once, such as "skill gap, interview technique"."""
        return ", ".join(dict.fromkeys(one.gap.label for one in self.gaps)) or self.gap.label

    @property
    def main(self) -> NamedGap:
        """The gap that a message takes up: the first about the applicant, else the first."""
        return next((one for one in self.named if one.gap in OWN_GAPS), self.named[0])

    def named_by(self, uid: str) -> NamedGap:
        """Return the gap of that uid, "" for the only one of earlier versions; the first for one that is gone."""
        return next((one for one in self.named if one.uid == (uid or self.uid)), self.named[0])

    def names(self, gap: Gap) -> bool:
        """Return whether one of its gaps is of that kind."""
        return any(one.gap is gap for one in self.named)


#: What an answer can say of an application; the others say that nothing is known of it.
REAL_GAPS: Final = (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE, Gap.NOT_YOU)
#: What the applicant can work on.
OWN_GAPS: Final = (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE)
#: More gaps than this are not a reading of an answer.
MOST_GAPS: Final = 8


def with_gaps(entry: Feedback, gaps: Sequence[NamedGap]) -> Feedback:
    """Return the answer with these gaps, cleaned; a new one gets the uid that any machine would give it."""
    taken = {one.uid for one in gaps if one.uid}
    kept: list[NamedGap] = []
    for at, one in enumerate(gaps[:MOST_GAPS]):
        clean = _cleaned(one)
        uid = one.uid or (entry.uid if at == 0 and entry.uid not in taken else _new_uid(entry, clean, taken))
        taken.add(uid)
        kept.append(replace(clean, uid=uid))
    first = kept[0] if kept else NamedGap(Gap.UNSORTED, uid=entry.uid)
    return replace(
        entry,
        gap=first.gap,
        themes=first.themes,
        quote=first.quote,
        plan=first.plan,
        day=first.day,
        gap_uid="" if first.uid == entry.uid else first.uid,
        further=tuple(kept[1:]),
    )


def _cleaned(one: NamedGap) -> NamedGap:
    tags = tuple(dict.fromkeys(tag for tag in map(clean_line, one.themes) if tag))
    return replace(one, themes=tags, quote=clean_line(one.quote), plan=clean_line(one.plan))


def _new_uid(entry: Feedback, one: NamedGap, taken: set[str]) -> str:
    tries = (derived_uid(entry.uid, "gap", one.gap, one.quote or one.theme, str(n)) for n in range(MOST_GAPS + 1))
    return next(uid for uid in tries if uid not in taken)


class Learning(Stored, frozen=True, gc=False):
    """Something to learn because of a skill gap, with a date; done when the user says so."""

    uid: Uid
    title: str
    created: Moment
    feedback: str = ""
    rejection: str = ""
    due: date | None = None
    done: Moment | None = None
    notes: str = ""
    gap: str = ""  # which gap of the answer, by its uid; "" for that of earlier versions
