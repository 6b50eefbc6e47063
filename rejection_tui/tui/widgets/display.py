"""Turns text from records into cleaned `Content` or `Text` for widgets, so that it is never read as markup."""

from rich.style import Style
from rich.text import Text
from textual.content import Content

from rejection_tui.domain.text import clean, clean_line


def shown(text: str, style: str = "") -> Content:
    """Return one cleaned line as literal content for labels, options, titles, buttons and tooltips."""
    line = clean_line(text)
    return Content.styled(line, style) if style else Content(line)


def shown_block(text: str) -> Content:
    """Return cleaned text with its line breaks as literal content."""
    return Content(clean(text))


def cell(text: str, style: str | Style = "", width: int | None = None) -> Text:
    """Return one cleaned line for a table cell or tree label, cut with an ellipsis at `width` cells."""
    result = Text(clean_line(text), style=style, no_wrap=True, overflow="ellipsis", end="")
    if width is not None:
        result.truncate(max(width, 1), overflow="ellipsis")
    return result
