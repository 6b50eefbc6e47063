"""What the checks of a draft know of the case."""

from dataclasses import dataclass

from rejection_tui.domain.language import Form


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the checks know: this rejection's own names, the names of other rejections, and what was sent before.

    People of the same company are not listed as others.
    """

    company: str = ""
    role: str = ""
    recruiter_name: str = ""
    my_name: str = ""
    greeting: str = ""  # how a reply to the letter begins, where that is known: it may name two who signed
    other_companies: tuple[str, ...] = ()
    other_people: tuple[str, ...] = ()
    other_roles: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()  # texts in which other names are allowed: the win, the quote, the plan
    linkedin_limit: int = 200
    linkedin_notes_this_month: int = 0
    linkedin_notes_limit: int = 5
    has_win: bool = False
    days_since_no: int | None = None
    feedback_warn_days: int = 7
    already_asked: bool = False
    language: str = ""  # of the draft, "de" or "de-CH"; "": read from its words
    form: Form | None = None  # how they write to the reader; None: unknown, then only a mixture is found
    met: frozenset[str] | None = None  # "interview", "phone", "task" …: what has happened; None: unknown
    feedback_given: bool | None = None
    feedback_refused: bool | None = None
    composed: frozenset[str] = frozenset()  # sentences the program wrote, of which each stands on something
    known_names: frozenset[str] | None = None  # people and firms of the letter and the file; None: unknown
