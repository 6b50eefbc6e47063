"""What the checks need to know of the rejection a draft is for, and of the others in the book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckContext:
    """This rejection's own names, those of the others (people of the same company are not others), and the tallies."""

    company: str = ""
    role: str = ""
    recruiter_name: str = ""
    my_name: str = ""
    other_companies: tuple[str, ...] = ()
    other_people: tuple[str, ...] = ()
    other_roles: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()  # texts that may name others: the win, the quote, the plan
    linkedin_limit: int = 200
    linkedin_notes_this_month: int = 0
    linkedin_notes_limit: int = 5
    has_win: bool = False
    days_since_no: int | None = None
    feedback_warn_days: int = 7
    already_asked: bool = False
