"""How a reply begins: in the letter's language, and in the form in which they wrote and signed."""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean_line
from rejection_tui.reading.first_names import is_first_name
from rejection_tui.reading.greetings import Greeting, greeting, manners, table
from rejection_tui.reading.signers import Signer, short_name, signers, words
from rejection_tui.reading.tones import is_familiar, tone

#: Names of men that end neither in "o" nor in "a".
_MEN: Final = frozenset(
    [
        "zé",
        "tomé",
        "henrique",
        "filipe",
        "felipe",
        "guilherme",
        "vicente",
        "duarte",
        "jaime",
        "valter",
        "césar",
        "ademir",
    ]
)
#: Who signs as a group is nobody to be greeted by name.
_GROUPS: Final = frozenset(
    ["comissão", "coordenação", "direção", "direcção", "equipe", "equipa", "secretaria", "gerência", "banca", "júri"]
)
#: Names of men, or of both, that end in "a" in Portuguese.
_EITHER: Final = frozenset(
    ["juca", "zeca", "luca", "joca", "nikita", "sasha", "josua", "jonata", "batista", "costa", "silva", "sousa", "noa"]
)
#: Short titles that Americans write with a stop.
_STOPPED: Final = re.compile(r"\b(Mr|Ms|Mrs|Dr)\b(?!\.)")
_NOUN: Final = re.compile(r"\b(?:tag|morgen|abend|gott|gruß)\b")
_AND: Final = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "tr": "ve"}
#: How a title is written where it differs from how it is kept.
_TITLES: Final = {
    "fr": {"Dr.": "Docteur", "Prof.": "Professeur"},
    "en": {"Dr.": "Dr", "Prof.": "Professor", "Rev.": "Rev"},
}


def salutation(letter: Letter, name: str, title: str, language: str, form: str = "") -> str:
    """Return how a reply to this letter begins, without comma.

    `name` is who signed ("" when nobody did), `title` what stands before or behind the name there ("Dr.", "Head of
    People"), `form` the tone of the letter ("formal", "du"; read from it when empty). `language` may be given with its
    region ("pt-BR"): Brazil greets otherwise than Portugal.
    """
    language, _, region = language.partition("-")
    greeted = greeting(letter, language)
    form = form or tone(letter, language, greeted)
    people = signers(letter, clean_line(name, 80), title, language)
    if language == "pt":
        titled = region == "PT" and form == "você" and len(people) == 1 and bool(people[0].title)
        return _portuguese(letter, people, "senhor" if titled else form, greeted, region == "BR")
    if not people or _surname_alone(people, language, form):
        return manners(language).nobody[is_familiar(form)]
    found = (
        _two(people, language, form, greeted) if len(people) > 1 else _one(letter, people[0], language, form, greeted)
    )
    return _STOPPED.sub(r"\1.", found) if (language, region) == ("en", "US") else found


def _portuguese(letter: Letter, people: list[Signer], form: str, greeted: Greeting, brazil: bool) -> str:
    """Return how a reply in Portuguese begins; "Exma. Senhora" with the whole name is of Portugal, not of Brazil."""
    stiff = greeted.opening.lower().startswith(("exm", "ex.m", "prezad"))
    if not people or _surname_alone(people, "pt", form) or people[0].first.lower() in _GROUPS:
        formal, _, familiar = table()["pt"]["nobody_br" if brazil else "nobody"].partition("|")
        return familiar if is_familiar(form) and not stiff else formal
    people = [replace(one, gender=one.gender or _portuguese_gender(one)) for one in people]
    female = {"Dr.": "Dra.", "Prof.": "Profa."}
    people = [replace(one, title=female.get(one.title, one.title)) if one.gender == "f" else one for one in people]
    if len(people) > 1:
        return _two(people, "pt", form, greeted)
    one = people[0]
    dear = ("Prezada", "Prezado")[one.gender == "m"]
    if is_familiar(form):
        if stiff and one.gender and one.first:
            return f"{dear} {one.title} {one.first}" if one.title else f"{dear} {one.first}"
        return _one(letter, one, "pt", form, greeted)
    if brazil:
        titled = one.title or (
            "" if (stiff and greeted.to_nobody) or not greeted.honorific else "Sra." if one.gender == "f" else "Sr."
        )
        opening = _opening("pt", greeted, one.gender, False)
        if opening.lower().startswith(("exm", "ex.m")):
            opening = dear if one.gender else "Olá"
        called = one.full if titled in ("Sra.", "Sr.") or not one.first else one.first
        return f"{opening} {titled} {called}" if titled and one.gender else f"{opening} {called}"
    if stiff and one.gender:
        honorific = ("Exma. Senhora", "Exmo. Senhor")[one.gender == "m"]
        return " ".join(part for part in (honorific, one.title, one.full) if part)
    if not greeted.honorific and not one.title and not greeted.to_nobody:
        opening = _opening("pt", greeted, one.gender, False)
        alone = any(line.strip(" ,.-") == one.first for line in letter.body[-1500:].split("\n"))
        return f"{opening} {one.called if alone or len(greeted.name.split()) == 1 else one.full}"
    if greeted.to_nobody and one.gender and (one.title or form == "senhor"):
        return " ".join(part for part in (("Cara", "Caro")[one.gender == "m"], one.title, one.full) if part)
    return _one(letter, one, "pt", form, greeted)


def _portuguese_gender(signer: Signer) -> str:
    """Return what a title or the end of a first name says in Portuguese: "Dr." is a man, "Márcia" a woman."""
    name = signer.first.split()[0].lower() if signer.first else ""
    if name in _MEN:
        return "m"
    told = "m" if signer.title in ("Dr.", "Prof.", "Eng.", "Arq.") else ""
    if len(name) < 4 or name in _EITHER:
        return told
    return "f" if name.endswith("a") else "m" if name.endswith("o") else told


def _surname_alone(people: list[Signer], language: str, form: str) -> bool:
    """Return whether a formal letter is signed with one word that is no first name: nobody can be addressed by it."""
    one = people[0]
    alone = len(people) == 1 and not one.surname and not one.title and not one.gender
    return alone and not is_familiar(form) and not is_first_name(one.first, language)


def _one(letter: Letter, signer: Signer, language: str, form: str, greeted: Greeting) -> str:
    by_first = is_familiar(form) or not (signer.surname or signer.title) or _first_names_among_formal(greeted, language)
    initial = len(signer.first.strip(".")) < 2
    named = signer.title in words("ranks") or (initial and signer.surname and (signer.gender or signer.title))
    styled = bool(signer.honorific and signer.surname) and language not in ("en", "tr")  # as they call themselves
    familiar = by_first and bool(signer.first) and not named and not styled
    opening = _opening(language, greeted, signer.gender, familiar)
    if signer.title in words("first") and (not familiar or signer.title in words("always")):
        return f"{opening} {signer.title} {signer.first or signer.surname}"
    if familiar:
        return f"{opening} {short_name(letter, signer)}"
    return _formal(signer, language, greeted)


def _first_names_among_formal(greeted: Greeting, language: str) -> bool:
    """Return whether they say u, vous or Lei and yet greeted by first name."""
    one = len(greeted.name.split()) == 1 and not greeted.honorific and not greeted.to_nobody
    return one and language in ("nl", "it", "fr") and is_first_name(greeted.name, language)


def _formal(signer: Signer, language: str, greeted: Greeting) -> str:
    kinds = manners(language)
    opening = _opening(language, greeted, signer.gender, False)
    surname = signer.surname or signer.first
    if language == "nl" and surname:
        surname = surname[0].upper() + surname[1:]  # "mevrouw De Wit", since no first name stands before it
    if language == "en" and opening.lower() in ("hi", "hey", "hiya", "yo"):
        opening = kinds.formal[signer.gender != "f"]
    woman = signer.gender == "f"
    if language == "tr":
        by_first = (greeted.honorific and len(greeted.name.split()) == 1) or opening != "Sayın"
        if signer.gender and by_first and signer.first:
            return f"{opening} {signer.first} {kinds.woman[0] if woman else kinds.man[0]}"
        return f"Sayın {signer.full}"
    title = _TITLES.get(language, {}).get(signer.title, signer.title)
    if title == "Maître":
        return title  # lawyers are called so, without name and whatever their sex
    if language in ("en", "fr", "es", "it", "pt") and title:
        return f"{opening} {title} {signer.full if language == 'pt' else surname}"
    if not signer.gender:
        return f"{kinds.full if opening.lower() in _openings('stiff') else opening} {signer.full}"
    honorific = kinds.woman[0] if woman else kinds.man[0]
    if language == "en" and signer.honorific.strip(".") in ("Mrs", "Miss"):  # as she writes herself
        honorific = signer.honorific
    if language == "fr" and greeted.honorific and not greeted.opening and not greeted.name:
        return honorific  # "Monsieur," is answered with "Madame,"
    if language == "en" and greeted.honorific.endswith("."):
        honorific += "."
    if language == "pt":  # "Exma. Senhora", and the whole name
        long = kinds.woman[2] if woman else kinds.man[2]
        honorific, surname = long if opening.lower().startswith("exm") else honorific, signer.full
    return " ".join(part for part in (opening, honorific, title, surname) if part)


@cache
def _openings(entry: str) -> frozenset[str]:
    return frozenset(table()["openings"][entry].replace("\n", " ").split(", "))


@cache
def _inflected() -> dict[str, tuple[str, str]]:
    """Return (of a woman, of a man) for each opening that changes with the gender."""
    pairs = (entry.split("|") for entry in table()["openings"]["inflected"].replace("\n", " ").split(", "))
    return {form: (pair[0], pair[1]) for pair in pairs for form in pair}


def _opening(language: str, greeted: Greeting, sex: str, familiar: bool) -> str:
    """Return their opening if it can be sent back, in the right gender; else the language's own."""
    kinds = manners(language)
    opening = greeted.opening.lower()
    usable = bool(opening) and opening not in _openings("not_returned")
    if usable and ((familiar and opening not in _openings("stiff")) or (not familiar and not greeted.to_nobody)):
        if pair := _inflected().get(opening):
            fallback = kinds.first if familiar else kinds.full
            return pair[sex == "m"].capitalize() if sex else fallback
        written = opening if greeted.opening.isupper() else greeted.opening
        if language == "de":  # "Guten tag" is sent back as it should be written
            written = _NOUN.sub(lambda noun: noun[0].capitalize(), written)
        return written[0].upper() + written[1:]
    if familiar:
        return kinds.first
    return kinds.formal[sex == "m"] if sex else kinds.full


def _two(people: list[Signer], language: str, form: str, greeted: Greeting) -> str:
    if is_familiar(form) or any(not signer.surname and not signer.title for signer in people):
        opening = "" if greeted.opening.lower() in _inflected() else _opening(language, greeted, "", True)
        return f"{opening or manners(language).first} {f' {_AND[language]} '.join(one.called for one in people)}"
    parts = [_formal(signer, language, greeted) for signer in people]
    return ", ".join([parts[0], *(part[0].lower() + part[1:] for part in parts[1:])])
