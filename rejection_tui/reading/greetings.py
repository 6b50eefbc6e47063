"""Finds how a letter greets its reader: the opening ("Dear"), the honorific and the name, and the words as written."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.letter import Letter
from rejection_tui.reading.first_names import is_first_name

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "tr")
_LINES: Final = 14  # lines from the top among which a greeting stands
_LONGEST: Final = 70  # characters of a greeting
_CLOSE: Final = re.compile(r"[,;:!?\n–—]|\.(?=\s|$)|\s-\s|\(")
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_NOBODY: Final = re.compile(
    r"(?i)\b(?:applicants?|candidates?|sir|madam|colleagues?|all|team|everyone|there|damen|herren|bewerber\w*|"
    r"kandidat\w*|interessent\w*|candidat\w*|postulant\w*|aday\w*|sollicitant\w*|kandida\w*|aspirante|participant\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Greeting:
    """A greeting: "Dear Ms Reed" has the opening "Dear", the honorific "Ms" and the name "Reed".

    `gender`: what the honorific says, "f", "m" or "". `quote`: its words in the letter, without the comma.
    """

    opening: str = ""
    honorific: str = ""
    name: str = ""
    gender: str = ""
    quote: str = ""

    @property
    def to_nobody(self) -> bool:
        """Whether it addresses an applicant or a group and no person."""
        return not self.name or bool(_NOBODY.search(self.name))


@dataclass(frozen=True, slots=True)
class Manners:
    """How a language greets: known openings, those a reply falls back on, and the honorifics."""

    hello: re.Pattern[str]
    openings: tuple[str, ...]
    first: str
    formal: tuple[str, str]  # before an honorific of a woman, of a man
    full: str
    nobody: tuple[str, str]  # formal, familiar
    woman: tuple[str, ...]
    man: tuple[str, ...]

    def gender(self, honorific: str) -> str:
        """Return what an honorific says: "f", "m" or ""."""
        folded = honorific.casefold()
        if folded in {word.casefold() for word in self.woman}:
            return "f"
        return "m" if folded in {word.casefold() for word in self.man} else ""


_BEGINS: Final = re.compile(r"(?P<name>[^\W\d_][\w'’-]{2,20})(?:$|,\s|\s*[—–]\s|\s-\s|!\s)")


@cache
def table() -> dict[str, dict[str, str]]:
    """Return the table of `salutations.toml`."""
    loaded: dict[str, dict[str, str]] = tomllib.loads(read("phrases/salutations.toml"))
    return loaded


@cache
def manners(language: str) -> Manners:
    """Return the manners of a language, those of English for a language that is not in the table."""
    entry = table()[language if language in LANGUAGES else "en"]
    words = sorted(entry["hello"].split(", "), key=len, reverse=True)
    woman_man = entry["formal"].partition("|")
    return Manners(
        hello=re.compile(r"(?i)(?:" + "|".join(map(re.escape, words)) + r")(?![\w'])"),
        openings=tuple(words),
        first=entry["first"],
        formal=(woman_man[0], woman_man[2] or woman_man[0]),
        full=entry["full"],
        nobody=(entry["nobody"].partition("|")[0], entry["nobody"].partition("|")[2]),
        woman=tuple(entry["woman"].split(", ")),
        man=tuple(entry["man"].split(", ")),
    )


def greeting(letter: Letter, language: str) -> Greeting:
    """Return the greeting of a letter, empty when there is none; the language's openings first, then English ones."""
    lines = [line.strip(" *>\t¡¿") for line in letter.body[:4000].split("\n")]
    lines = [line for line in lines if line][:_LINES]
    for known in dict.fromkeys((language, "en")):
        for line in lines:
            if found := _in_line(line, known):
                return found
    return _name_alone(lines, language)


def _in_line(line: str, language: str) -> Greeting | None:
    match = manners(language).hello.match(line)
    if not match:
        return _name_first(line, language)
    rest = line[match.end() :].lstrip(" ,")
    end = _CLOSE.search(_without_stops(rest))
    name = rest[: end.start() if end else len(rest)].strip()
    if len(name) > _LONGEST or len(name.split()) > 8:
        name = ""
        if len(line) > _LONGEST and not re.match(r"\s*[,!.:]", line[match.end() :]):
            return None
    honorific, bare = _honorific(name, language)
    opening = match[0]
    if not honorific and (gender := manners(language).gender(opening)):
        return Greeting("", opening, bare, gender, line[: match.end()] + (f" {bare}" if bare else ""))
    start = line.find(name, match.end()) if name else match.end()
    return Greeting(
        opening, honorific, bare, manners(language).gender(honorific), line[: start + len(name)].strip(" ,")
    )


def _name_first(line: str, language: str) -> Greeting | None:
    """Return the greeting of a line that names the reader before the opening ("Aylin Hanım merhaba", "Marek, hi")."""
    words = line[:60].rstrip(" ,.!").split()
    if not 2 <= len(words) <= 4 or not manners(language).hello.fullmatch(words[-1]) or not words[0][0].isupper():
        return None
    honorific, name = _honorific(" ".join(words[:-1]).strip(" ,"), language)
    return Greeting(words[-1], honorific, name, manners(language).gender(honorific), " ".join(words))


def _without_stops(text: str) -> str:
    """Return `text` of the same length with the stops of short titles masked, so that "Dr. Roth" is one name."""
    return re.sub(r"\b([^\W\d_]{1,4}(?:\.[^\W\d_]{1,3})?)\.(?= ?[^\W\d_])", r"\1_", text[:200])


def _honorific(name: str, language: str) -> tuple[str, str]:
    """Return (honorific, the rest of the name); in Turkish it stands behind the first name."""
    words = name.split()
    if not words:
        return "", name
    kinds = manners(language)
    if language == "tr" and len(words) > 1 and kinds.gender(words[-1]):
        return words[-1], " ".join(words[:-1])
    if kinds.gender(words[0]):
        return words[0], " ".join(words[1:])
    return "", name


def _name_alone(lines: list[str], language: str) -> Greeting:
    """Return the greeting of a first line that is nothing but a name ("Xiaoyu,", "Ms. Ortega,"), else an empty one.

    A first name that is known needs no comma, and more may follow it on its line ("Rob — no.").
    """
    begins = _BEGINS.match(lines[0]) if lines else None
    if begins and any(is_first_name(begins["name"], known) for known in dict.fromkeys((language, *LANGUAGES))):
        return Greeting(name=begins["name"], quote=begins["name"])
    for line in lines[:4]:
        words = line[:-1].split()
        plain = len(line) < 60 and line[-1] in ",!:" and line[0].isupper() and len(words) <= 5
        if plain and all(_NAME_WORD.fullmatch(word) for word in words):
            for known in dict.fromkeys((language, "en")):
                honorific, name = _honorific(line[:-1], known)
                if honorific:
                    return Greeting("", honorific, name, manners(known).gender(honorific), line[:-1])
            return Greeting(name=line[:-1], quote=line[:-1]) if len(words) <= 3 else Greeting()
    return Greeting()
