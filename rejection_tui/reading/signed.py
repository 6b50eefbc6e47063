"""Finds by rule who a short or chatty letter is from when the learned reading names nobody: to greet, not to file.

The last lines are looked at for a first name behind a closing ("mvg Ton", "Nele aus dem People-Team"), then the From
name for a person's.
"""

import re
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.reading.first_names import is_first_name
from rejection_tui.reading.greetings import LANGUAGES, greeting, manners, table
from rejection_tui.reading.lexicon import word_marks
from rejection_tui.reading.people import person

_LINES: Final = 8  # lines at the end of a letter that are looked at for a name behind a closing
_SHORT: Final = 45  # characters of a line above a name that closes the letter in words of its own
_LAST_LINES: Final = 3  # and for one without
_TAIL: Final = 1500  # characters
_LONGEST: Final = 70  # characters of a line that is looked at whole; of a longer one its last words
#: What stands between a name and the group behind it ("Yve vom Kollektiv"), or between two who sign.
_GROUP: Final = (
    r"(?:,|\(|/|\||–|-|—|@|from|of|at|at the|aus|vom|von|bei|de chez|pour|per il|per la|für das|für die|de la|de l'|du|"
    r"del|de|di|della|da|do|van|bij|(?:and|&|\+) (?:the|het|das|l'|tout|todo|all|everyone)|und das|et (?:toute )?l'|"
    r"y (?:todo )?el|e (?:tutto )?il|e a|en het|\+)(?=\s|\W|$)"
)
_NAME: Final = r"(?P<name>[^\W\d_][\w'’-]{1,20})(?!\w)"
_AND: Final = r"(?:\s+(?:&|\+|and|und|et|y|e|en|ve)\s+(?P<other>[^\W\d_][\w'’-]{1,20}))?"
_REST: Final = (
    r"(?P<rest>(?:(?: (?:de|da|dos|di|del|della|van|von|der|den|la|le))* (?-i:[A-ZÀ-ÞĞİŞ])[\w'’-]+){1,3}(?!\w))?"
)
_TITLE: Final = r"(?P<title>(?:Dr|Prof|Dott|Ing|Lic|Mag|Rev|Fr|Sr)\.?\s+)?"
_SMILE: Final = r"(?:[^\w]|\bx+\b)*"
_OF_GROUP: Final = re.compile(rf"^{_TITLE}{_NAME}(?:{_AND}|{_REST}){_SMILE}(?:{_GROUP}.*)?$")
_LAST: Final = re.compile(rf"(?:[.!?,…:]|\bx+)\s*{_TITLE}{_NAME}{_AND}{_SMILE}$")
_BESIDE_NAME: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[-–|/].*$|\bvia\b.*$")
_CUT: Final = re.compile(r"^[^\w]+")


@cache
def _closings() -> re.Pattern[str]:
    """Return a pattern of the words with which letters close, of all languages, at the beginning of a line."""
    longest = sorted(table()["closings"]["words"].replace("\n", " ").split(", "), key=len, reverse=True)
    return re.compile(
        r"(?i)(?:.*[.!?,]\s+)?(?:" + "|".join(map(re.escape, longest)) + r")\b(?:(?: \w+){1,2}(?=,))?[\s,.!:–-]*"
    )


def signed_name(letter: Letter, language: str) -> str:
    """Return the name (of one, or of two with "&" between) that ends a letter or stands in its From line, else ""."""
    reader = set(fold(greeting(letter, language).name).split())
    shown = _of_sender(letter)
    for found in (_in_lines(letter, language), shown if shown and _is_name(shown.split()[0], language) else ""):
        if found and not set(fold(found).split()) & reader:
            return found
    return ""


def signs_by_first_name(letter: Letter, language: str) -> bool:
    """Return whether the last lines hold a first name alone (or two), as among people who use them."""
    name = _in_lines(letter, language)
    return bool(name) and all(len(one.split()) == 1 for one in name.split(" & "))


def _in_lines(letter: Letter, language: str) -> str:
    lines = [line for line in (clean_line(one) for one in letter.body[-_TAIL:].split("\n")) if line.strip()]
    for at, line in reversed(list(enumerate(lines))[-_LINES:]):
        plain = _CUT.sub("", line)
        closed = _closings().match(plain)
        rest = plain[closed.end() :] if closed else plain
        above = _CUT.sub("", lines[at - 1]).strip() if at else ""
        below = bool(_closings().fullmatch(f"{above} ")) or (len(above) < _SHORT and above.endswith((",", "!")))
        near = at >= len(lines) - _LAST_LINES
        whole = _OF_GROUP.match(rest) if len(rest) <= _LONGEST and (closed or below or near) else None
        if whole is not None and (name := _named(whole, letter, language, bool(closed) or below)):
            return name
        last = _LAST.search(plain) if near else None
        if last is not None and (name := _named(last, letter, language, closed=False)):
            return name
    return ""


def _named(match: re.Match[str], letter: Letter, language: str, closed: bool) -> str:
    """Return the name of a match: a known one, or behind a closing a word that nothing else in the letter explains."""
    other = match["other"] or ""
    names = [match["name"], *([other] if other[:1].isupper() else [])]
    rest = match.groupdict().get("rest") or ""
    if rest and (len(rest.split()) > 3 or any(_marked(word) for word in rest.split()) or not person(names[0] + rest)):
        return ""
    sender = set(fold(letter.sender_name[:120]).split())
    known = [_is_name(name, language) or (not rest and _short_of(name, letter.sender_name)) for name in names]
    if len(names) > 1 and not (all(known) or (closed and any(known))):
        return ""
    small = not names[0][0].isupper()
    alone = match.re is _OF_GROUP and not (other or rest) and match.end("name") >= len(match.string.strip()) - 3
    if small and not (fold(names[0]) in sender or (known[0] and closed)):
        return ""
    if len(names) == 1 and not known[0] and not (closed and alone and not small and _unexplained(names[0], letter)):
        return ""
    return f"{match['title'] or ''}{' & '.join(name[0].upper() + name[1:] for name in names)}{rest}"


def _short_of(name: str, shown: str) -> bool:
    """Return whether a name is the first of a From name of two words, or the beginning of it: "Malc", Malcolm Reed."""
    words = fold(shown[:80]).split()
    plain = fold(name)
    return len(words) == 2 and len(plain) > 2 and words[0].startswith(plain) and not any(map(_marked, words))


def _unexplained(word: str, letter: Letter) -> bool:
    """Return whether a word may be a name nobody knows: of no other kind, and nowhere else, as a firm would be."""
    plain = fold(word)
    elsewhere = fold(f"{letter.subject} {letter.body[: -len(word)][-8000:]} {letter.sender_email.rpartition('@')[2]}")
    return bool(person(word)) and not _marked(word) and elsewhere.count(plain) <= 1 and len(plain) > 2


def _is_name(word: str, language: str) -> bool:
    return any(is_first_name(word, one) for one in (language, *LANGUAGES)) and not _marked(word)


def _of_sender(letter: Letter) -> str:
    """Return the From name when it may be a person's: one to three words, no word of a firm, a team or an office."""
    shown = person(_BESIDE_NAME.sub("", clean_line(letter.sender_name, 80)).strip())
    words = shown.split()
    plain = bool(words) and len(words) <= 3 and not any(_marked(word) for word in words)
    return shown if plain and not any(manners(one).gender(words[0]) for one in LANGUAGES) else ""


def _marked(word: str) -> bool:
    """Return whether a word is of a kind that is no person's name: an occupation, a firm, a team, a title."""
    return not {"first"}.issuperset(word_marks(fold(word)))
