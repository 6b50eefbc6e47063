"""Shortens a quote to the value it is quoted for: who is named, which job is meant, what is asked."""

import re
from typing import Final

from rejection_tui.domain.facts import FactType
from rejection_tui.domain.text import clean_line
from rejection_tui.reading.first_names import is_first_name
from rejection_tui.reading.greetings import manners

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


def _person(quote: str, language: str) -> str:
    """Return the first person named in a quote, with its function ("Jo Reed, head of sales")."""
    words = list(_WORD.finditer(quote))
    for at, word in enumerate(words):
        honorific = bool(manners(language).gender(word[0]) or word[0].rstrip(".").lower() in _TITLES)
        end = _end_of_name(quote, words, at)
        if word[0][0].isupper() and (end > at if honorific else is_first_name(word[0], language)):
            return _with_function(quote, word.start(), words[end].end())
    capitals = [at for at, word in enumerate(words) if at and word[0][0].isupper() and len(word[0]) > 1]
    if not capitals or language == "de":  # where every noun has a capital, a capital says nothing
        return ""
    end = _end_of_name(quote, words, capitals[0])
    alone = capitals[-1] <= end
    return _with_function(quote, words[capitals[0]].start(), words[end].end()) if alone else ""


def _with_function(quote: str, start: int, end: int) -> str:
    """Return the name at `start` to `end` of a quote and what follows it between commas, when that is short."""
    name = re.sub(r"['’]s$", "", quote[start:end].rstrip("."))
    after = _AFTER_NAME.match(quote, end)
    return f"{name}, {after['words']}" if after and len(after["words"].split()) <= _MOST_WORDS else name


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
    """Return the job in a quote: what stands in quotation marks, before "(m/w/d)", or behind "as a"."""
    for pattern in (_TITLED, _FOR_ALL, _JOB_OF):
        if match := pattern.search(quote):
            return match["job"].strip()
    return ""


def _question(quote: str) -> str:
    """Return the question in a quote: the last sentence that ends with a question mark, else the whole quote."""
    end = quote.rfind("?")
    if end < 0:
        return quote
    begin = max(quote.rfind(stop, 0, end) for stop in (". ", "! ", "? ", "; ", ": "))
    return quote[begin + 2 if begin >= 0 else 0 : end + 1].lstrip("¿ ")
