"""The user's plan for an answer, as far as it is in their own words: what the program proposed is no word of theirs."""

from functools import lru_cache

from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.text import clean_line


def own_plan(answer: Feedback | None) -> str:
    """Return what the user plans because of an answer; "" for none, and for a proposal that was left as it was."""
    plan = answer.main.plan if answer else ""
    return plan if answer and plan and clean_line(plan) not in _proposed(answer.verbatim) else ""


@lru_cache(32)
def _proposed(verbatim: str) -> frozenset[str]:
    from rejection_tui.services.journal import propose  # reading takes a moment to load

    return frozenset(clean_line(one.action) for one in propose(verbatim).gaps)
