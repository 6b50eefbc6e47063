"""Shortens a quote to the value it is quoted for: who is named, which job is meant, what is asked."""

import re
from typing import Final

from rejection_tui.domain.facts import FactType
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.reading.first_names import is_first_name
from rejection_tui.reading.greetings import manners
from rejection_tui.reading.lexicon import has_mark

_LONGEST: Final = 90  # characters of a value
_LOOK: Final = 400  # characters of a quote
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_JOINING: Final = re.compile(
    r"(?i)(?:and|but|so|because|however|though|also|plus|und|aber|denn|sowie|mais|car|et|pero|porque|mas|però|perché|"
    r"maar|omdat|want|ama|ancak|ve|çünkü)\b[\s,]+(?=\S)"
)
_PARTICLES: Final = frozenset(
    ("de", "da", "do", "dos", "di", "del", "van", "von", "der", "den", "la", "le", "du", "zu")
)
_TITLES: Final = frozenset(("dr", "prof", "professor", "dott", "dott.ssa", "ing", "lic", "mag", "dra", "profa"))
_AFTER_NAME: Final = re.compile(r"\s*(?:,|\()\s*(?P<words>[^,.;:()!?\n]{3,50}?)\s*(?=[,.;)]|$)")
_MOST_WORDS: Final = 6  # of a function behind a name
_TITLED: Final = re.compile(r"[\"“„«‚‘'](?P<job>[^\"“”„«»‘’]{4,60})[\"”“»‘’']")
_FOR_ALL: Final = re.compile(r"(?P<job>[A-ZÄÖÜÉ][\w&/.+*-]{2,40}(?: [\w&/.+*-]{1,40}){0,4}) ?\([mwfdhx]\s*/[^)]{1,8}\)")
_JOB_OF: Final = re.compile(
    r"(?i)\b(?:as|als|como|come|en tant que)\s+(?:an?\s+|eine?n?r?\s+|une?\s+|una?\s+|um\s+)?"
    r"(?P<job>[^,.;:!?\n]{4,60})"
)
_CAPITALS: Final = re.compile(
    r"\b[A-ZÄÖÜÉÀİŞÇ][\w&/.+-]*"
    r"(?: (?:(?:of|for|de|des|du|da|do|di|della|van|für|der|and|und|et|y|e|&) )?[A-ZÄÖÜÉÀİŞÇ][\w&/+-]*){0,5}"
)
_ONE_OF: Final = re.compile(
    r"(?i)\b(?:an?|another|eine?n?r?|une?|una?|uno|uma?|een|bir)\s+(?P<job>\w[\w'’-]*(?:\s\w[\w'’-]*){0,3})"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MOST_JOB_WORDS: Final = 8


def short_value(kind: FactType, quote: str, language: str) -> str:
    """Return the value a quote is quoted for, at most 90 characters; the whole quote where nothing shorter is sure."""
    plain = clean_line(quote, _LOOK)
    plain = _JOINING.sub("", plain, count=1) if _JOINING.match(plain) else plain
    if kind is FactType.PERSON:
        plain = _person(plain, language) or plain
    elif kind is FactType.OTHER_ROLE:
        plain = _job(plain) or plain
    elif kind is FactType.ASKS:
        plain = _question(plain)
    return clean_line(plain, _LONGEST).rstrip(".!,;: ")


def names_person(value: str, language: str) -> bool:
    """Return whether a value begins with a person's name: a title and a name, a first name, or a name of two words."""
    words = list(_WORD.finditer(value[:_LONGEST]))
    if not words or not words[0][0][0].isupper():
        return False
    end = _end_of_name(value, words, 0)
    if _is_day(words[0][0]) and not end:
        return False
    if _is_title(words[0][0], language):
        return end > 0
    return is_first_name(words[0][0], language) or (0 < end == len(words) - 1 and not _is_job(value))


def names_job(value: str) -> bool:
    """Return whether a value is short and has a word for an occupation, a level or a kind of job in it."""
    return 0 < len(value.split()) <= _MOST_JOB_WORDS and _is_job(value)


def _is_title(word: str, language: str) -> bool:
    return bool(manners(language).gender(word) or word.rstrip(".").lower() in _TITLES)


def _is_job(text: str) -> bool:
    return any(has_mark(_plain(text), mark) for mark in ("work", "level", "post"))


def _is_day(word: str) -> bool:
    """Return whether a word names a month or a day of the week."""
    return has_mark(_plain(word), "month")


def _plain(text: str) -> str:
    return " ".join(_LETTERS.findall(fold(text)))


def _person(quote: str, language: str) -> str:
    """Return the first person named in a quote, with its function ("Jo Reed, head of sales")."""
    words = list(_WORD.finditer(quote))
    for at, word in enumerate(words):
        honorific = _is_title(word[0], language)
        end = _end_of_name(quote, words, at)
        if word[0][0].isupper() and (end > at if honorific else _is_name(word[0], language, alone=end == at)):
            return _with_function(quote, word.start(), words[end].end())
    capitals = [
        at for at, word in enumerate(words) if at and word[0][0].isupper() and len(word[0]) > 1 and not _is_day(word[0])
    ]
    if not capitals or language == "de":  # where every noun has a capital, a capital says nothing
        return ""
    end = _end_of_name(quote, words, capitals[0])
    alone = capitals[-1] <= end
    return _with_function(quote, words[capitals[0]].start(), words[end].end()) if alone else ""


def _is_name(word: str, language: str, alone: bool) -> bool:
    """Return whether a word is a first name; "April" and "May" only with a surname behind them."""
    return is_first_name(word, language) and not (alone and _is_day(word))


def _with_function(quote: str, start: int, end: int) -> str:
    """Return the name at `start` to `end` of a quote and what follows it between commas, when that is short."""
    name = re.sub(r"['’]s$", "", quote[start:end].rstrip("."))
    after = _AFTER_NAME.match(quote, end)
    told = after["words"] if after and len(after["words"].split()) <= _MOST_WORDS else ""
    return f"{name}, {told}" if told and (_is_job(told) or has_mark(_plain(told), "team")) else name


def _end_of_name(quote: str, words: list[re.Match[str]], at: int) -> int:
    """Return the place of the last word of a name that begins at `at`: capitals and particles with blanks between."""
    end = at
    for following in range(at + 1, min(at + 5, len(words))):
        if quote[words[following - 1].end() : words[following].start()] != " ":
            break
        word = words[following][0]
        if word[0].isupper():
            end = following
        elif word.lower() not in _PARTICLES:
            break
    return end


def _job(quote: str) -> str:
    """Return the job in a quote: in quotation marks, before "(m/w/d)", behind "as a", in capitals, or behind "a"."""
    for pattern in (_TITLED, _FOR_ALL, _JOB_OF):
        if match := pattern.search(quote):
            return match["job"].strip()
    for match in _CAPITALS.finditer(quote):
        job = match[0].removeprefix("The ")
        if len(job) > 3 and _is_job(job) and not _begins(quote, match):
            return job
    return next((job for match in _ONE_OF.finditer(quote) if (job := _up_to_job(match["job"]))), "")


def _begins(quote: str, match: re.Match[str]) -> bool:
    """Return whether a single capital word only begins a sentence."""
    return match.start() == 0 and " " not in match[0]


def _up_to_job(words: str) -> str:
    """Return the words up to the last one that names an occupation; "" when none does."""
    listed = words.split()
    while listed and not has_mark(_plain(listed[-1]), "work"):
        listed.pop()
    return " ".join(listed)


def _question(quote: str) -> str:
    """Return the question in a quote: the last sentence that ends with a question mark, else the whole quote."""
    end = quote.rfind("?")
    if end < 0:
        return quote
    begin = max(quote.rfind(stop, 0, end) for stop in (". ", "! ", "? ", "; ", ": "))
    return quote[begin + 2 if begin >= 0 else 0 : end + 1].lstrip("¿ ")
