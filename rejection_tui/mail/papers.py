"""Letters from paper: words broken in scanning are mended; the day and the subject of a typed letter are found."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_moments import WrittenMoment, read_moment
from rejection_tui.mail.forwards import Original, assumed_year
from rejection_tui.mail.greetings import begins_a_letter
from rejection_tui.mail.paste_words import alternatives

_MAX_HEAD = 30  # lines above the greeting of a typed letter
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BROKEN = re.compile(r"(?P<first>[^\W\d_]{2,30})[-‐¬]\n[ \t]{0,8}(?P<rest>[^\W\d_]{2,30})")
_COMPOUND = re.compile(r"[^\W\d_]{2,30}-[^\W\d_]{2,30}")
_HANGING = frozenset({"und", "oder", "bzw", "sowie", "and", "or", "et", "ou", "y", "o", "e", "en", "of", "ve", "veya"})
_ZERO = re.compile(r"(?<=[a-zß-ÿ]{2})0(?=[a-zß-ÿ])|(?<=[a-zß-ÿ])0(?=[a-zß-ÿ]{2})|\b0(?=[a-zß-ÿ]{4})")
_PLACE_AND_DAY = re.compile(r"(?:[^\W\d_][^\d,]{1,40},?\s+)?(?:(?:den|le|lì|il|,)\s+)?.{6,40}")
_POSTCODE = re.compile(
    r"(?<![\d/.])(?:[A-Z]{1,2}-?)?\d{4,5}(?:-\d{3})? [^\W\d_a-z]|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)
_DAY_FIRST = re.compile(r"\b(?:le|den|lì|il|el|em)\s+\d", re.I)  # after these words the day stands before the month


def mended(text: str) -> str:
    """Return text with ligatures, words broken at a line's end and zeros for the letter o as they were meant."""
    text = text.translate(_LIGATURES)
    text = _ZERO.sub(lambda match: "o" if match.start() and text[match.start() - 1].isalpha() else "O", text)
    compounds = {word.lower() for word in _COMPOUND.findall(text)}  # one written with its hyphen elsewhere keeps it
    return _BROKEN.sub(lambda match: _joined(match, compounds), text)


def _joined(match: re.Match[str], compounds: set[str]) -> str:
    first, rest = match["first"], match["rest"]
    if rest.lower() in _HANGING or not rest.islower():
        return f"{first}-\n{rest}"
    return f"{first}-{rest}" if f"{first}-{rest}".lower() in compounds else first + rest


def paper_letter(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return a typed letter with the day and the subject that stand above its greeting, None when neither does."""
    greeting = next(
        (
            at
            for at, line in enumerate(lines[:_MAX_HEAD])
            if begins_a_letter(line.strip()) and not _is_addressee(lines, at)
        ),
        -1,
    )
    if greeting < 1:
        return None
    when: WrittenMoment | None = None
    subject, dropped = "", set[int]()
    for at in range(greeting):
        line = lines[at].strip()
        if match := _subject_line().fullmatch(line):
            subject, dropped = match["subject"], dropped | {at}
        elif when is None and line and (found := _day_line(line, now)):
            when, dropped = found, dropped | {at}
    if when is None and not subject:
        return None
    body = "\n".join(line for at, line in enumerate(lines) if at not in dropped).strip()
    notes = (assumed_year(when.moment),) if when is not None and when.year_assumed else ()
    received = when.moment if when is not None else None
    return Original(
        body, subject=clean_line(subject or _last_above(lines[:greeting], dropped)), received=received, notes=notes
    )


def _is_addressee(lines: Sequence[str], at: int) -> bool:
    """Return whether line `at` begins the address of the recipient ("Madame Ann Bell"), not the letter."""
    if lines[at].rstrip()[-1:] in {",", "!", ":", "."}:
        return False
    below: list[str] = []
    for line in lines[at + 1 : at + 6]:
        if not line.strip():
            break
        below.append(line.strip())
    return any(_POSTCODE.search(line) for line in below) and all(len(line) <= 50 for line in below)


def _day_line(line: str, now: datetime | None) -> WrittenMoment | None:
    """Return the day of a line such as "Berlin, den 26. November 2026"; it has little else."""
    if len(line) > 60 or not _PLACE_AND_DAY.fullmatch(line) or len(re.findall(r"[^\W\d_]+", line)) > 6:
        return None
    found = read_moment(line, now, True if _DAY_FIRST.search(line) else None)
    return found if found is not None and not found.year_assumed else None


def _last_above(lines: Sequence[str], dropped: set[int]) -> str:
    """Return the line right above the greeting when a blank line sets it apart, as a subject without its label is."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < 2 or filled[-1] in dropped or filled[-1] == 0:
        return ""
    line = lines[filled[-1]].strip()
    apart = not lines[filled[-1] - 1].strip() and filled[-1] < len(lines) - 1
    return line if apart and 12 <= len(line) <= 120 and line[-1] not in ".,;" else ""


@cache
def _subject_line() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('paper', 'subject')})\s?[:.]\s?(?P<subject>\S.{{2,150}})", re.I)
