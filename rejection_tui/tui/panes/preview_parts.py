"""What the pages of the preview are made of: lines with the marks of meanings, rules across the page, foreign text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from textual.content import Content

from rejection_tui.domain.day_words import day
from rejection_tui.domain.letter_page import for_reading
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.standing import place_of_quote
from rejection_tui.domain.text import clean
from rejection_tui.tui.widgets.display import shown

#: Characters of a letter that are shown; enter opens the whole of it.
LIMIT: Final = 6000


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the preview shows; `about` is the key of the record, by which it knows a page again."""

    about: str
    title: str
    note: str
    body: Content


def marked(meaning: Meaning, words: str, style: str | None = None) -> Content:
    """Return a line with the mark of a meaning before it, in its colour, or the words in a style of their own."""
    colour = f"${meaning.colour}"
    return Content.assemble((f"{meaning.mark} ", colour), shown(words, colour if style is None else style))


def quiet(words: str) -> Content:
    """Return words that stand back."""
    return shown(words, "$foreground 66%")


def beside(*parts: Content | None) -> Content:
    """Return the parts on one line, with a dot between them; those that are missing or empty are left out."""
    return Content.styled(" · ", "$foreground 66%").join([part for part in parts if part is not None and part.plain])


def rule(width: int, words: str = "") -> Content:
    """Return a thin line across the page, with words in it."""
    name = quiet(words)
    before, gap = ("── ", " ") if words else ("", "")
    room = max(width - name.cell_length - len(before) - len(gap), 0)
    return Content.assemble((before, "$foreground 20%"), name, (gap + "─" * room, "$foreground 20%"))


def lines(parts: Iterable[Content | None]) -> Content:
    """Return the parts below each other, without those that are missing."""
    return Content("\n").join([part for part in parts if part is not None])


def reminder_lines(reminders: Iterable[Reminder], now: datetime) -> list[Content]:
    """Return a line for each open reminder: its day, and what it is about."""
    return [
        marked(of_day(one.day, now.date()), f"Reminder, {day(one.day, now)}: {one.what}")
        for one in reminders
        if one.open
    ]


def text(words: str, marks: Sequence[str] = (), style: str = "$theirs") -> Content:
    """Return foreign text to read, in which the words `marks` have a style."""
    whole = for_reading(clean(words)[:LIMIT]) + ("…" if len(words) > LIMIT else "")
    content = Content(whole)
    for quote in marks:
        if (place := place_of_quote(whole, clean(quote))) is not None:
            content = content.stylize(style, *place)
    return content
