"""Stand-ins until drafts are composed in several languages: each returns the draft as it is."""

from rejection_tui.domain.draft import Draft
from rejection_tui.domain.language import Language
from rejection_tui.services.context import AppContext


def languages(context: AppContext, draft: Draft) -> tuple[Language, ...]:
    """Return the languages the draft can be written in: the letter's, then the user's own if it is another."""
    return ()


def in_language(context: AppContext, draft: Draft, language: Language) -> Draft:
    """Return the draft composed in `language`."""
    return draft


def greeting(context: AppContext, draft: Draft) -> str:
    """Return the greeting the draft begins with, "" when it has none."""
    first = draft.body.partition("\n")[0].strip()
    return first if len(first) < 80 and first.endswith((",", ":", "!")) else ""


def next_greeting(context: AppContext, draft: Draft) -> Draft:
    """Return the draft with the next form of greeting."""
    return draft


def next_answer(context: AppContext, draft: Draft) -> Draft:
    """Return an answer to their question with the next answer: yes, no, or a time."""
    return draft
