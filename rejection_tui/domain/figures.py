"""The shapes of what the insights show: a count with the number it stands in, a spread of days, a theme."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` of `n`, and the records behind it; `enough` False means: say "not enough yet" and conclude nothing."""

    label: str
    count: int
    n: int
    enough: bool
    uids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The figure as it is always shown, such as "3 of 7"."""
        return f"{self.count} of {self.n}"


@dataclass(frozen=True, slots=True)
class Spread:
    """Days, sorted, with their median (None without any)."""

    label: str
    days: tuple[int, ...]
    median: float | None
    n: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme in `count` of all `n` answers, from so many different employers; a pattern only if `enough`."""

    name: str
    count: int
    n: int
    employers: int
    enough: bool
    uids: tuple[str, ...]  # the answers, oldest first, so that their words are one key away
    months: tuple[tuple[date, int], ...] = ()  # the first of each month, and how many answers fell into it

    @property
    def words(self) -> str:
        """The theme as it is always shown, such as "3 of 7 answers"."""
        return f"{self.count} of {self.n} answer{'' if self.n == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Insights:
    """The figures of the insights screen. Noes by stage leave out closed roles and what was withdrawn."""

    stages: tuple[Figure, ...]  # n: all noes
    role_closed: Figure  # n: everything filed
    withdrew: Figure
    gaps: tuple[Figure, ...]  # n: all answers
    themes: tuple[Theme, ...]
    days_to_no: Spread
    days_to_feedback: Spread
    steps: tuple[Figure, ...]  # the four steps done; n: rejections not withdrawn
    replies: Figure  # answered of sent
    feedback: Figure  # received of asked
    contacts: Figure  # re-engaged of kept
    doors: Figure  # on hold or further
