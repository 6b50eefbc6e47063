"""Attribution lines above a quoted mail ("On Monday Ann wrote:"): where they stand, and who wrote when."""

import re
from collections.abc import Sequence
from functools import cache

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_moments import read_moment
from rejection_tui.mail.blocks import Block
from rejection_tui.mail.words import attribution

_MAX_LINES = 4  # an attribution is wrapped over at most so many
_MAX_CHARACTERS = 500
_ADDRESS = re.compile(r"[<(\[]{0,2}\s?(?:mailto:)?([^\s<>()\[\]@\"“”]{1,100}@[^\s<>()\[\]@\"“”]{1,200})[>)\]]{0,2}")
_OLD_GMAIL = re.compile(r"\W{0,3}\d{4}[/-]\d{1,2}[/-]\d{1,2}\b[^<>@]{0,120}<[^<>\s@]{1,120}@[^<>\s@]{1,120}>:?")
_DATED = re.compile(r"\W{0,3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b[^<>]{0,120}<[^<>\s]{1,120}@[^<>\s]{1,120}>:")
_NAMED_MONTH = re.compile(r"\W{0,3}\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}\b[^<>]{0,100}<[^<>\s]{1,120}@[^<>\s]{1,120}>:")
_GROUPWISE = re.compile(r">{2,3}\s?[^<>\n]{2,120}(?:<[^<>\s]{3,160}>)?[^<>\n]{0,40}\d[^<>\n]{0,40}>{2,3}")
_QUOTING = re.compile(
    r"(?:Quoting|Zitat von|Citando a?|Citeren|Selon|Citazione da) .{2,80}(?:<[^<>\s]{3,200}>)?\s?:", re.I
)
_QUOTED_NAME = re.compile(r"[\"“„«]\s?([^\"“”„«»<>@]{1,100}?)\s?[\"”“»]")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?(?:[+-]\d{4}|(?:GMT|UTC)[+-]?[\d:]*|(?-i:[A-Z]{2,5}\b)))?",
    re.I,
)
_LEADING_DATE = re.compile(r"\W{0,3}\d{4}[/-]\d{1,2}[/-]\d{1,2}\s")


@cache
def _wrote() -> re.Pattern[str]:
    begins, verbs = attribution("begins"), attribution("verbs")
    return re.compile(
        rf"\W{{0,5}}(?:{begins})\b[^\n]{{4,300}}?\b(?:{verbs})(?!\w)[^\n]{{0,120}}(?::|\s-{{2,}})"
        rf"|[^\n]{{0,160}}@[^\n]{{0,160}}?\b(?:{verbs})(?!\w)[^\n]{{0,60}}:"
        rf"|[^\n\d.:!?]{{2,60}}\b(?:{verbs})\s(?:am|on|le|el|il|op|em)\b[^\n]{{4,60}}:"
        rf"|[^\n]{{4,160}}\b(?:tarihinde|tarihli|időpontban)\b[^\n]{{0,160}}\b(?:{verbs})\s*:",
        re.I,
    )


@cache
def _named() -> re.Pattern[str]:
    """Return the pattern of an attribution that names only who wrote; marked lines must follow it."""
    return re.compile(rf"[^\n.:!?]{{2,80}}\b(?:{attribution('verbs')})\s?:", re.I)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,5}}(?:(?:{attribution('begins')})\b|\d{{1,4}}[ ./-]\w{{1,10}}[ ./-]\d{{1,4}})", re.I)


@cache
def _spoken() -> re.Pattern[str]:
    """Return the pattern of a sentence that cites: "as you wrote", "schrieben Sie"."""
    verbs, persons = attribution("verbs"), attribution("persons")
    return re.compile(rf"\b(?:{persons})\s+(?:{verbs})(?!\w)|\b(?:{verbs})\s+(?:{persons})(?!\w)", re.I)


def ends_like_one(line: str) -> bool:
    """Return whether an attribution may end with this line; quick, for most lines of a mail do not."""
    text = line.rstrip()
    return (
        text[-1:] == ":" or (text[-1:] == ">" and ("@" in text or text[-3:] == " >>")) or text.endswith(("--", ">>>"))
    )


def attribution_lines(lines: Sequence[str], index: int) -> int:
    """Return how many lines the attribution that begins at `index` takes, 0 when none does."""
    first = lines[index].strip()[:_MAX_CHARACTERS]
    if _OLD_GMAIL.fullmatch(first) or _GROUPWISE.fullmatch(first) or _QUOTING.fullmatch(first):
        return 1
    for count in range(1, _MAX_LINES + 1):
        wrapped = [line.strip("> \t") for line in lines[index : index + count]]
        if len(wrapped) < count or not wrapped[-1]:
            return 0
        if not wrapped[-1].endswith((":", "--")):
            continue
        joined = " ".join(wrapped)
        if count == 1 and _is_quoted(lines[: index + 2], index + 1) and _named().fullmatch(joined):
            return 1 if _spoken().search(joined) is None else 0
        if len(joined) > _MAX_CHARACTERS:
            return 0
        if (count == 1 or "@" in first or _begins().match(first)) and _is_attribution(joined):
            return count if "@" in joined or any(c.isdigit() for c in joined) or _is_quoted(lines, index + count) else 0
    return 0


def _is_attribution(text: str) -> bool:
    if _DATED.fullmatch(text) or _NAMED_MONTH.fullmatch(text):
        return True
    return _wrote().fullmatch(text) is not None and ("@" in text or _spoken().search(text) is None)


def _is_quoted(lines: Sequence[str], index: int) -> bool:
    """Return whether the next line with words from `index` on begins with a quotation mark of mail."""
    return next((line.lstrip().startswith(">") for line in lines[index : index + 4] if line.strip()), False)


def attributed(lines: Sequence[str], index: int, count: int) -> Block | None:
    """Return what the attribution of `count` lines at `index` says, as a header block; None without an address."""
    text = " ".join(line.strip("> \t-") for line in lines[index : index + count])
    match = _ADDRESS.search(text)
    if match is None or read_moment(text) is None:
        return None
    foreign = re.match(r"\W{0,5}On\b", text) is None
    sent = f"{text[: match.start()]} {text[match.end() :]}"
    return Block({"from": f"{_name(text[: match.start()])} <{match[1]}>", "sent": sent}, index + count, foreign, True)


def _name(before: str) -> str:
    """Return the name at the end of what stands before the address in an attribution."""
    quoted = _QUOTED_NAME.findall(before)
    if quoted:
        return clean_line(quoted[-1], 100)
    rest = _LEADING_DATE.sub("", before)
    for match in _CLOCK.finditer(before):
        rest = before[match.end() :]
    rest = re.split(
        rf"\b(?:{attribution('verbs')}|uhr|heeft|użytkownik|пользователь|používateľ)(?!\w)", rest, flags=re.I
    )[-1]
    return clean_line(rest.split(",")[-1], 100).strip(" ,;:.-'\"")
