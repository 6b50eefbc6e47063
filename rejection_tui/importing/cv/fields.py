"""The texts of one field of a structured CV to lines: HTML, Markdown, several lines or one paragraph."""

import re
from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing.cv import text
from rejection_tui.importing.cv.html import html_lines
from rejection_tui.importing.cv.lines import Kind, RawLine, without_mark

_HTML: Final = re.compile(r"</?(?:p|ul|ol|li|br|div|b|i|em|strong|span|a|u|h[1-6])\b[^<>]*>", re.I)
_ESCAPED: Final = re.compile(r"&lt;/?(?:p|ul|ol|li|br|div|strong|em|b)\b", re.I)


def field_lines(value: str, section: str, number: int = 0, fact: bool = False) -> Iterator[RawLine]:
    """Yield the lines of a field: its items where it has any, else its paragraphs; headings in it are left out."""
    if _ESCAPED.search(value):
        value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    found = html_lines(value) if _HTML.search(value) else text.paragraphs_of(clean(value))
    for one in found:
        if one.kind is not Kind.HEADING:
            words = clean_line(without_mark(one.text), 2000)
            if words:
                yield RawLine(words, number, Kind.ITEM, section=section, fact=fact)
