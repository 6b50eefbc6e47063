"""What a screen was left for: an act by its word and the record it is about, for the dashboard to open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """`act`: draft, reapply, letter, timeline, feedback, contact; `uid`: a rejection, or what the act is about."""

    act: str
    uid: str
