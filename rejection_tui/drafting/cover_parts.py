"""The parts of a cover letter: whom it greets, its paragraphs, and how it closes."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from rejection_tui import content
from rejection_tui.drafting.foreign import GREETING

MAX_CHARS: Final = 20_000
#: Lines in which a greeting is looked for: above it are addresses, the date and the subject.
_TOP_LINES: Final = 40
#: Words of a line that greets or closes.
_SHORT: Final = 10
#: Words from which a block above the body is a paragraph and no address.
_PARAGRAPH: Final = 12
_LINE: Final = re.compile(r"[^\n]+")
_GAP: Final = re.compile(r"\n[ \t]*\n")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:]['\"”’)]?\s*$")

Span = tuple[int, int]


@cache
def words() -> dict[str, Any]:
    """Return the packaged lists by which a cover letter is told."""
    return tomllib.loads(content.read("phrases/cover_letters.toml"))


@dataclass(frozen=True, slots=True)
class Parts:
    """Places in a text, as (start, end); those that are missing are None."""

    greeting: Span | None  # the line
    greeted: Span | None  # who is named in it
    paragraphs: tuple[Span, ...]  # between greeting and closing
    closing: Span | None

    @property
    def body(self) -> Span:
        """From the first paragraph to the end of the last; (0, 0) without one."""
        return (self.paragraphs[0][0], self.paragraphs[-1][1]) if self.paragraphs else (0, 0)


def parts(text: str) -> Parts:
    """Return the parts of a letter of at most `MAX_CHARS` characters."""
    greeting, greeted = _greeting(text)
    closing = _closing(text, greeting[1] if greeting else 0)
    start, end = greeting[1] if greeting else 0, closing[0] if closing else len(text)
    paragraphs = list(_blocks(text, start, end))
    if greeting is None:
        first = next((n for n, span in enumerate(paragraphs) if _is_paragraph(text, span)), len(paragraphs))
        paragraphs = paragraphs[first:]
    if closing is None:
        while paragraphs and not _is_paragraph(text, paragraphs[-1]):
            paragraphs.pop()  # a name alone
    return Parts(greeting, greeted, tuple(paragraphs), closing)


def looks_like_letter(text: str) -> bool:
    """True for prose between a greeting and a closing: what a CV never has."""
    found = parts(text[:MAX_CHARS])
    prose = sum(_is_paragraph(text, span) for span in found.paragraphs)
    return found.greeting is not None and found.closing is not None and prose > 0


def _greeting(text: str) -> tuple[Span | None, Span | None]:
    for line in islice(_LINE.finditer(text), _TOP_LINES):
        short = len(line.group().split()) <= _SHORT
        if short and (nobody := _nobody().match(line.group())):
            start = line.start() + nobody.start(1)
            return line.span(), (start, start + len(nobody[1]))
        if short and _titled().match(line.group()):
            return line.span(), _greeted(line, line.start())
        named = GREETING.match(text, line.start(), line.end()) if short else None
        if named is not None and not _ENDS_SENTENCE.search(line.group().replace(":", "").replace("!", "")):
            return line.span(), _greeted(line, named.start(1))
    return None, None


def _greeted(line: re.Match[str], start: int) -> Span:
    """Return whom a greeting names: what stands before its comma, with titles such as "Dr."."""
    rest = line.group()[start - line.start() :]
    return start, start + len(re.split(r"[,:!]", rest)[0].rstrip())


def _closing(text: str, after: int) -> Span | None:
    found = None
    for line in _LINE.finditer(text, after):
        if len(line.group().split()) <= _SHORT and _sign_off().match(line.group()):
            found = line.span()
    return found


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(rf"\s*({'|'.join(words()['nobody'])})", re.IGNORECASE)


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words()['titles'])})\b[^.!?]*,\s*$", re.IGNORECASE)


@cache
def _sign_off() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{'|'.join(words()['sign_off'])})\s*(?:[,.!–—-]|$|\s+\S+(?:\s+\S+){{0,3}}$)", re.IGNORECASE
    )


def _blocks(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the blocks between blank lines; where there are none, the lines."""
    between = _GAP if _GAP.search(text[start:end].strip()) else re.compile("\n")
    at = start
    for gap in [*between.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        block = text[at:stop]
        if block.strip():
            yield at + len(block) - len(block.lstrip()), at + len(block.rstrip())
        at = gap.end() if gap else end


def _is_paragraph(text: str, span: Span) -> bool:
    block = text[span[0] : span[1]]
    return len(block.split()) >= _PARAGRAPH or bool(len(block.split()) > 2 and _ENDS_SENTENCE.search(block))
