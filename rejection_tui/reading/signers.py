"""Takes a signer's name apart: first name, surname with its particles, title, and gender where it is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import fold
from rejection_tui.reading.first_names import gender, is_first_name
from rejection_tui.reading.greetings import LANGUAGES, manners, table
from rejection_tui.reading.people import person
from rejection_tui.reading.view import view_of

_PAIR: Final = re.compile(r"^(?P<one>[^&+/]{2,40}?)\s+(?:&|\+|and|und|et|y|e|en|ve)\s+(?P<two>[^&+/]{2,40})$", re.I)
_DEPUTIES: Final = re.compile(r"\b(?:i\. ?[AV]\.|ppa\.?)\s+(?=[^\W\d_])")
_TAIL: Final = 1500  # characters at the end of a letter in which it is signed


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signed: first name (or initial), surname with its particles, kept title, and gender if known.

    `honorific`: the one they wrote before their own name ("Mrs"), "" for none.
    """

    first: str
    surname: str
    title: str
    gender: str
    honorific: str = ""

    @property
    def full(self) -> str:
        """The whole name."""
        return f"{self.first} {self.surname}".strip()

    @property
    def called(self) -> str:
        """What people on first-name terms call them; an initial is not a name."""
        return self.full if len(self.first.strip(".")) < 2 else self.first


@cache
def words(entry: str) -> frozenset[str]:
    """Return the words of an entry of the titles in `salutations.toml`."""
    return frozenset(table()["titles"][entry].replace("\n", " ").replace(",", " ").split())


@cache
def titles() -> dict[str, str]:
    """Return how each title that is written before a name is kept, "" for one that is dropped."""
    entries = table()["titles"]["written"].replace("\n", " ").split(",")
    return {written.strip(): kept for written, _, kept in (entry.partition("=") for entry in entries)}


def signers(letter: Letter, name: str, title: str, language: str) -> list[Signer]:
    """Return who signed, given the name that was read ("" for nobody): one, or two who signed together."""
    pair = _PAIR.match(name)
    names = [pair["one"], pair["two"]] if pair else _two_in_signature(letter, name) or ([name] if name else [])
    people = [_signer(one, _titles_of(letter, one, title), language) for one in names]
    if len(people) == 2 and people[1].surname and not people[0].surname:
        people[0] = Signer(people[0].first, people[1].surname, people[0].title, people[0].gender)
    return [one for one in people if one.full]


def short_name(letter: Letter, signer: Signer) -> str:
    """Return the short form somebody signed with ("Bene" for Benedikt), else their first name."""
    for line in reversed(letter.body[-_TAIL:].split("\n")):
        alone = line.strip(" ,.-–xX\t")
        if not alone or " " in alone:
            continue
        if len(alone) > 2 and alone[0].isupper() and fold(alone)[:2] == fold(signer.first)[:2] and person(alone):
            return person(alone)
    return signer.called


def _two_in_signature(letter: Letter, name: str) -> list[str]:
    """Return the two names of "Ed & Lucinda Marsh" or "i. V. Jan Roth i. A. Ida Zirn" when the signer is one."""
    if not name:
        return []
    parts = set(fold(name).split())
    for line in [line for _depth, line in view_of(letter).signature()][:3]:
        match = _PAIR.match(line[:90].strip(" ,.-–"))
        found = [person(match["one"]), person(match["two"])] if match else []
        if all(found) and found and all(len(one.split()) <= 3 for one in found) and parts & set(fold(line).split()):
            # "Abendroth & Quill" is a firm: one of the two must have a first name.
            return found if any(_in_any_language(one.split()[0]) for one in found) else []
    pieces = _DEPUTIES.split(letter.body[-_TAIL:])[1:]
    named = [person(" ".join(re.split(r"[\n,]", piece.strip())[0].split()[:3])) for piece in pieces]
    return named[:2] if len(named) >= 2 and all(named[:2]) and name in named[:2] else []


def _titles_of(letter: Letter, name: str, title: str) -> str:
    """Return what was read as the title of a name, with the words before the name when that is a function alone."""
    known = any(word.lower() in titles() for word in title.replace(",", " ").split())
    bare = " ".join(_bare(name.partition(",")[0].split()))
    return title if known else f"{_title_in(letter, bare)} {title}".strip()


def without_degrees(name: str, written: str) -> str:
    """Return a name as it was read without the degrees behind it, with the initials that stand before it as written."""
    bare = " ".join(_bare(name.split()))
    if not bare or bare == name or len(bare.split()) > 1:
        return bare or name
    initials = re.search(rf"((?:\b[A-Z]\.\s*){{1,3}}){re.escape(bare)}", written)
    return f"{' '.join(initials[1].split())} {bare}" if initials else bare


def _in_any_language(word: str) -> bool:
    return any(is_first_name(word, language) for language in LANGUAGES)


def _title_in(letter: Letter, name: str) -> str:
    """Return the words before a signer's name in the last lines of the letter (not the first) or in the From name."""
    parts = name.split()
    lines = [line.strip() for line in letter.body[-_TAIL:].split("\n") if line.strip()][1:][-14:]
    for line in [*reversed(lines), letter.sender_name[:200]]:
        for word in dict.fromkeys((parts[0], parts[-1])) if parts else ():
            at = line.find(word)
            if 0 < at <= 40 and len(line) < 120:
                before = line[:at].split()
                if (
                    before
                    and before[-1] not in parts
                    and (before[-1].lower() in titles() or _said_by(before[-1], ("en", "de", "fr")))
                ):
                    return line[:at]
    return ""


def _said_by(honorific: str, languages: Sequence[str]) -> str:
    """Return the gender an honorific says in one of these languages, "" for a word that is none."""
    return next((found for language in languages if (found := manners(language).gender(honorific))), "")


def _signer(name: str, title: str, language: str) -> Signer:
    """Return the parts of a name; what stands behind a comma or in brackets is no part of it."""
    parts = _bare(re.sub(r"\(.*?\)|,.*$", "", name).split())
    spoken = (language, "en", "de", "fr")
    before = title.replace(",", " ").split()
    while len(parts) > 1 and (parts[0].lower() in titles() or _said_by(parts[0], spoken[:2])):
        before.append(parts.pop(0))
    borne = [kept for word in before if (kept := titles().get(word.lower()))]
    if not parts:
        return Signer("", "", "", "")
    ranked = (rank for rank in table()["titles"]["ranked"].split(", ") if rank in borne)
    kept = next(ranked, borne[0] if borne else "")
    sex = next((found for word in before if (found := _said_by(word, spoken))), "")
    sex = sex or ("f" if kept in words("female") else "m" if kept in words("male") else "")
    first, surname = _split(parts, language)
    if not surname and not is_first_name(first, language) and (sex or kept) and kept not in words("first"):
        first, surname = "", first  # "Herr Brinkschulte", "Dr. Roth": a surname alone
    said = next((word for word in before if _said_by(word, spoken)), "")
    return Signer(first, surname, kept, sex or (gender(first.split()[0], language) if first else ""), said)


def _bare(parts: list[str]) -> list[str]:
    """Return the words of a name without the degrees behind it; none for a name that is an office ("Headteacher")."""
    while len(parts) > 1 and parts[-1].casefold().strip(".") in words("degrees"):
        parts = parts[:-1]
    return [] if all(part.casefold() in words("offices") for part in parts) else parts


def _split(parts: list[str], language: str) -> tuple[str, str]:
    """Return (first name, surname): the surname with its particles; two surnames in Spanish."""
    if len(parts) > 2 and parts[0].isupper() and 2 < len(parts[0]) < 6 and not parts[1].isupper():
        parts = parts[1:]  # "SMMM Nurcan Elmas": letters of a profession
    if len(parts) > 2 and fold(parts[0]) in words("first_surnames"):
        return parts[-1], parts[0]  # "Nguyen Thi Lan": the family name stands first
    if len(parts) == 1 or (len(parts) == 2 and len(parts[1].strip(".")) == 1 < len(parts[0].strip("."))):
        return parts[0], ""  # "Jean-Paul D." as well
    start = len(parts) - 1
    if language == "es" and len(parts) >= 3 and not is_first_name(parts[1], language):
        start = 1
    while start > 1 and parts[start - 1].lower() in words("particles"):
        start -= 1
    double = start > 1 and fold(parts[0]) in words("doubled") and is_first_name(parts[1], language)
    return " ".join(parts[:2]) if double else parts[0], " ".join(parts[start:])
