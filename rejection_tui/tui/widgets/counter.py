"""How long a text is, as its reader will count it."""

from textual.content import Content

from rejection_tui.domain.text import utf16_length


def words_of(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def word_count(text: str) -> Content:
    """Return "74 words"."""
    count = words_of(text)
    return Content("1 word" if count == 1 else f"{count} words")


def note_count(text: str, limit: int, sent: int, monthly: int) -> Content:
    """Return "143/200 · 2 of 5 notes this month", counted in UTF-16 units; what is too much says so."""
    length = utf16_length(text)
    over = f" ({length - limit} too many)" if length > limit else ""
    style = "bold $text-error" if over else ""
    many = "$text-warning" if sent >= monthly else ""
    return Content.assemble((f"{length}/{limit}{over}", style), " · ", (f"{sent} of {monthly} notes this month", many))
