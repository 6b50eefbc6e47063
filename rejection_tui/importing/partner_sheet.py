"""A practice sheet that came back, from whatever editor or mail program: what was written under each question."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.partner_sheet import (
    BY,
    DAY,
    END,
    HINT,
    RATED,
    RATINGS,
    REMARKS,
    TIME,
    SheetEntry,
    SheetQuestion,
)
from rejection_tui.domain.practice import LEAST_SECONDS
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.text import clean_line

MAX_CHARACTERS: Final = 400_000
_MOST_QUESTIONS: Final = 300
_LONGEST_NOTE: Final = 4_000
_LONGEST_TIME: Final = 36_000  # seconds
_REMARK_WORDS: Final = 3  # fewer words that stand nowhere are not told
_MOST_REMARKS: Final = 5
_PHRASE_WORDS: Final = 120
_AFTERWARDS: Final = "Afterwards, and only one of each"
#: What may stand between two words of a line that was wrapped, quoted or marked up.
_GAP: Final = r"[\W_]{1,40}"
#: What may stand before the first word of a line: marks of lists, headings, quotes; a number of a list.
_START: Final = r"^(?:[^\w\n]|_){0,40}(?:\d{1,2}[.)][ \t]{0,9})?(?:[^\w\n]|_){0,9}"
_CODE: Final = re.compile(
    rf"(?:(?<!\w)question{_GAP}\d{{1,3}}(?:{_GAP}of{_GAP}\d{{1,3}})?{_GAP})?(?<!\w)code[\W_]{{1,8}}(\w{{1,7}})(?!\w)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(rf"sheet{_GAP}number{_GAP}(\d{{14}})(?!\d)", re.IGNORECASE)
_DATED: Final = re.compile(r"\d[^\n]{0,80}\bsheet[\W_]{1,9}number[\W_]{1,9}\d{0,14}", re.IGNORECASE)
_QUOTES: Final = re.compile(r"^[ \t]*(?:[>|›»][ \t]?)+", re.MULTILINE)
_ESCAPES: Final = re.compile(r"\\([^\w\s]|_)")
_BLANKS: Final = re.compile(r"_{2,}|\.{4,}|…{2,}")
#: Boxes and single marks before or behind a rating; those of `_EMPTY` are boxes with nothing in them.
_BOX: Final = r"\[[^\[\]\n]{0,6}\]|\([^()\n]{0,6}\)|[☐☑☒✓✔✗✘○●◯■□]|(?<!\w)[xX](?=[\s*_])"
_EMPTY: Final = "☐○◯□.-–—· \t_"
_BEHIND: Final = re.compile(
    r"(?:\[[ \t]*[xX✓✔✗*][ \t]*\]|\([ \t]*[xX✓✔✗*][ \t]*\)|(?<!\w)[xX](?!\w)|[✓✔☑☒]|<-|←)[\s*_.!–—-]{0,12}$"
)
_MINUTES: Final = re.compile(r"(\d{1,3})(?:[.,](5))?\s*(?:min\w*\.?|m(?!\w)|['′’])", re.IGNORECASE)
_SECONDS: Final = re.compile(r"(\d{1,4})\s*(?:sec\w*\.?|sek\w*\.?|s(?!\w)|[\"″”])", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(?<!\d)(\d{1,3}):([0-5]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """What a sheet says: its number or "", who listened, the day as it is written, the entries, and what is wrong.

    `problems` are sentences about what was not taken.
    """

    number: str
    by: str
    day: str
    entries: tuple[SheetEntry, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """What was written under one question; `rating` is None for none or several."""

    question: SheetQuestion
    rating: Rating | None = None
    seconds: int = 0
    notes: str = ""
    problem: str = ""

    @property
    def empty(self) -> bool:
        return self.rating is None and not self.seconds and not self.notes and not self.problem


def is_partner_sheet(text: str) -> bool:
    """Return whether a text is such a sheet, filled in or not."""
    head = text[:MAX_CHARACTERS]
    return _CODE.search(head) is not None and (
        _NUMBER.search(head) is not None or _phrase(RATED).search(head) is not None
    )


def read_partner_sheet(text: str, known: Mapping[str, SheetQuestion]) -> PartnerSheet:
    """Return what a sheet says, a clean text; `known` are the questions by their codes.

    Raise `LetterError` for a text in which no code of a question is found.
    """
    if len(text) > MAX_CHARACTERS:
        raise LetterError("That is longer than any practice sheet. Nothing was read.")
    plain = _plain(text)
    end = _phrase(END).search(plain)
    found = list(_codes(plain, known))
    if not found:
        raise LetterError("That is no practice sheet: no line of it has “Question 1 of 1, code …”. Nothing was read.")
    if len(found) > _MOST_QUESTIONS:
        raise LetterError(f"There are more than {_MOST_QUESTIONS} questions in it. Nothing was read.")
    head = plain[: found[0].start()]
    stops = [*(match.start() for match in found[1:]), len(plain)]
    blocks, remarks, strangers = [], [], []
    for match, stop in zip(found, stops, strict=True):
        question = known.get(match[1].lower())
        body = plain[match.end() : stop]
        if question is None:
            strangers.append(match[1])
            continue
        block, besides = _read_block(_until_end(body), question)
        blocks.append(block)
        remarks.append(besides)
    by, day, above = _read_head(head)
    behind = plain[end.end() :] if end and end.start() >= found[-1].end() else ""
    entries, problems = _entries(blocks)
    problems += [f"“{code}” is the code of no question of yours; what is under it was not taken." for code in strangers]
    problems += _remarks([above, *remarks, behind])
    number = _NUMBER.search(plain)
    return PartnerSheet(number[1] if number else "", by, day, tuple(entries), tuple(problems))


def _plain(text: str) -> str:
    """Return the text without quotation marks of mail, escapes of editors, and lines to write on."""
    text = re.sub("[\u00a0\u2007\u202f]", " ", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", _ESCAPES.sub(r"\1", _QUOTES.sub("", text)))


def _codes(text: str, known: Mapping[str, SheetQuestion]) -> Iterator[re.Match[str]]:
    """Yield the places of the codes: those of `known`, and others that stand in a heading of a sheet."""
    for match in _CODE.finditer(text):
        if match[1].lower() in known or match[0].lower().startswith("question"):
            yield match


def _until_end(body: str) -> str:
    """Return what stands before the end of the sheet, or before the next one: a reply may quote what it answers."""
    ends = [match.start() for phrase in (END, "Practice partner sheet") if (match := _phrase(phrase).search(body))]
    return body[: min(ends, default=len(body))]


def _read_head(head: str) -> tuple[str, str, str]:
    """Return who listened, the day as written, and what else stands above the questions."""
    fields = _fields(head, {BY: (_anchor(BY),), DAY: (_anchor(DAY), _anchor("Day", colon=True))})
    start = min((found[0] for found in fields.values()), default=len(head))
    lines = (_written(fields[name][2]) if name in fields else "" for name in (BY, DAY))
    by, day = (line.split("\n")[0] for line in lines)
    return clean_line(by, 80), clean_line(day, 60), _without(_DATED.sub("\n\n", head[:start]), _sheet_phrases())


def _read_block(body: str, question: SheetQuestion) -> tuple[_Block, str]:
    """Return what was written under a question, and words that stand in none of its places."""
    hint = f"{HINT}: {question.good}" if question.good else HINT
    body = _without(body, (f"Type: {question.type}", question.text, hint))
    places: dict[str, tuple[re.Pattern[str], ...]] = {
        part.field: (_anchor(f"{part.label} {part.hint}"), _anchor(part.label, colon=True)) for part in question.parts
    }
    places[RATED] = (_anchor(RATED), _anchor("How it went"))
    places |= {name: (_anchor(name),) for name in (TIME, *REMARKS)}
    fields = _fields(body, places)
    if RATED not in fields:  # the line is gone, and perhaps the boxes are still there
        first = re.search(rf"(?:{_BOX})[\s*_]{{0,9}}\b(?:{'|'.join(RATINGS)})\b", body)
        if first:
            later = [start for start, *_ in fields.values() if start > first.start()]
            fields[RATED] = (first.start(), first.start(), body[first.start() : min(later, default=len(body))])
    labels = {part.field: part.label for part in question.parts} | {name: name for name in REMARKS}
    notes = [
        f"{label}: {words}"
        for name, label in labels.items()
        if name in fields
        if (words := _written(fields[name][2])[:_LONGEST_NOTE])
    ]
    rating, problem = _rating(fields[RATED][2]) if RATED in fields else (None, "")
    seconds, unclear = _seconds(_written(fields[TIME][2])) if TIME in fields else (0, "")
    start = min((found[0] for found in fields.values()), default=len(body))
    besides = _without(body[:start], _sheet_phrases())
    return _Block(question, rating, seconds, "\n".join(notes), problem or unclear), besides


def _fields(text: str, places: Mapping[str, Sequence[re.Pattern[str]]]) -> dict[str, tuple[int, int, str]]:
    """Return (start of the label, its end, what is written behind it) by name, for the labels that are there."""
    spans: dict[str, tuple[int, int]] = {}
    for name, patterns in places.items():
        match = next((match for pattern in patterns if (match := pattern.search(text))), None)
        if match:
            spans[name] = match.span()
    starts = sorted(start for start, _ in spans.values())
    return {
        name: (start, end, text[end : next((s for s in starts if s >= end), len(text))])
        for name, (start, end) in spans.items()
    }


def _written(text: str) -> str:
    """Return what a partner wrote as paragraphs: wrapped lines are joined, marks of lists and blanks go."""
    paragraphs = re.split(r"\n[ \t]{0,40}(?=\n|[-*•–·][ \t])", _without(text, (_AFTERWARDS,)))
    lines = (" ".join(paragraph.split()).strip(" *_#-–—•·>|") for paragraph in paragraphs)
    return "\n".join(line for line in lines if line)


def _rating(text: str) -> tuple[Rating | None, str]:
    """Return the one rating that is marked, and a sentence when none or several are."""
    text = _without(text, RATINGS.values(), " ")
    boxes = {one: _box(text, one) for one in RATINGS}
    marked = [one for one, box in boxes.items() if box]
    if len(marked) == len(RATINGS) and len({boxes[one] for one in marked}) == 1:
        marked = []  # the marks of a list
    if not marked:
        marked = _named_alone(text.partition("\n")[0]) or _named_alone(text)
    if len(marked) > 1:
        return None, f"{' and '.join(marked)} are both marked"
    return (marked[0], "") if marked else (None, "")


def _named_alone(text: str) -> list[Rating]:
    """Return the rating that a text names when it names no other, unless beside an empty box."""
    named = [one for one in RATINGS if re.search(rf"\b{one}\b", text, re.IGNORECASE)]
    return named if len(named) == 1 and _box(text, named[0]) is None else []


def _box(text: str, rating: Rating) -> str | None:
    """Return the mark at a rating: "" for an empty box, None for no box at all."""
    found: str | None = None
    for match in re.finditer(rf"({_BOX})?[ \t*_–—-]{{0,12}}\b{rating}\b([^\n]*)", text, re.IGNORECASE):
        before = match[1]
        inner = before[1:-1] if before and before[0] in "[(" else before or ""
        if inner.strip(_EMPTY):
            return before
        if _BEHIND.search(match[2]):
            return "behind"
        found = "" if before else found
    return found


def _seconds(text: str) -> tuple[int, str]:
    """Return the time in seconds, 0 for none; and a sentence for one that cannot be read or is none of a rehearsal."""
    if not re.search(r"\d", text):
        return 0, ""
    clock, minutes, seconds = _CLOCK.search(text), _MINUTES.search(text), _SECONDS.search(text)
    if clock:
        total = int(clock[1]) * 60 + int(clock[2])
    elif minutes or seconds:
        total = (int(minutes[1]) * 60 + (30 if minutes[2] else 0) if minutes else 0) + (
            int(seconds[1]) if seconds else 0
        )
    else:
        return 0, f"the time “{clean_line(text, 30)}” is not one in minutes and seconds"
    if total < LEAST_SECONDS:
        return 0, "under fifteen seconds is no rehearsal"
    return (total, "") if total <= _LONGEST_TIME else (0, f"the time “{clean_line(text, 30)}” is too long to be one")


def _entries(blocks: Sequence[_Block]) -> tuple[list[SheetEntry], list[str]]:
    """Return the entries, and sentences about questions whose entry was not taken."""
    by_question: dict[str, list[_Block]] = {}
    for block in blocks:
        by_question.setdefault(block.question.uid, []).append(block)
    entries, problems = [], []
    for same in by_question.values():
        filled = list(dict.fromkeys(block for block in same if not block.empty))
        block = filled[0] if filled else same[0]
        if len(filled) > 1:
            block = replace(block, problem="it stands there twice, filled in differently")
        name = f"“{clean_line(block.question.text, 60)}”"
        had = f" It said: {clean_line(block.notes, 200)}" if block.notes else ""
        if block.empty:
            problems.append(f"{name}: nothing is filled in.")
        elif block.problem:
            problems.append(f"{name} was not taken: {block.problem}.{had}")
        elif block.rating is None:
            problems.append(f"{name} was not taken: none of smooth, halting and stuck is marked.{had}")
        else:
            entries.append(SheetEntry(block.question.uid, block.rating, block.seconds, block.notes))
    return entries, problems


def _remarks(texts: Iterable[str]) -> list[str]:
    """Return sentences about words that stand in no place of the sheet."""
    lines = [line for text in texts for line in _written(text).split("\n") if len(line.split()) >= _REMARK_WORDS]
    told = [f"Not taken, since it is in no place of the sheet: “{clean_line(line, 120)}”" for line in lines]
    more = len(told) - _MOST_REMARKS
    return [*told[:_MOST_REMARKS], *([f"{more} more such lines were not taken."] if more > 0 else [])]


def _without(text: str, phrases: Iterable[str], instead: str = "\n\n") -> str:
    """Return a text without the phrases, each once, however their lines are broken."""
    for phrase in phrases:
        if _joined(phrase):
            text = _phrase(phrase).sub(instead, text, count=1)
    return text


@cache
def _sheet_phrases() -> tuple[str, ...]:
    """Return the sentences of a sheet that a partner leaves as they are, the long ones first."""
    lines = f"{read('export/partner_sheet.md')}\n{read('export/partner_question.md')}".split("\n")
    parts = (part for line in lines for part in re.split(r"\{\w+\}|(?<=[.:])\s", line))
    found = {part for part in parts if len(re.findall(r"\w+", part)) >= _REMARK_WORDS}
    return tuple(sorted(found, key=lambda part: (-len(part), part)))


@cache
def _anchor(words: str, colon: bool = False) -> re.Pattern[str]:
    """Return the pattern of a label at the start of a line, with the colon behind it; `colon`: not without one."""
    end = r"(?:[^\w\n:]|_){0,12}:" if colon else r"(?:(?:[^\w\n:]|_){0,12}:)?"
    return re.compile(f"{_START}{_joined(words)}(?!\\w){end}", re.IGNORECASE | re.MULTILINE)


def _phrase(words: str) -> re.Pattern[str]:
    """Return the pattern of words wherever they stand, with the sign that ends them; empty for no words."""
    joined = _joined(words)
    return re.compile(rf"(?<!\w){joined}(?!\w)[.:?!]?", re.IGNORECASE)


def _joined(words: str) -> str:
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words))[:_PHRASE_WORDS]
    return _GAP.join(re.escape(word) for word in found)
