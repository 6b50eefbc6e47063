"""How a reply begins: in the letter's language, and in the form in which they wrote and signed."""

import re
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean_line
from rejection_tui.reading.first_names import is_first_name
from rejection_tui.reading.greetings import Greeting, greeting, manners, table
from rejection_tui.reading.signers import Signer, short_name, signers, words
from rejection_tui.reading.tones import is_familiar, tone

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
    People"), `form` the tone of the letter ("formal", "du"; read from it when empty).
    """
    greeted = greeting(letter, language)
    form = form or tone(letter, language, greeted)
    people = signers(letter, clean_line(name, 80), title, language)
    if not people or _surname_alone(people, language, form):
        return manners(language).nobody[is_familiar(form)]
    if len(people) > 1:
        return _two(people, language, form, greeted)
    return _one(letter, people[0], language, form, greeted)


def _surname_alone(people: list[Signer], language: str, form: str) -> bool:
    """Return whether a formal letter is signed with one word that is no first name: nobody can be addressed by it."""
    one = people[0]
    alone = len(people) == 1 and not one.surname and not one.title and not one.gender
    return alone and not is_familiar(form) and not is_first_name(one.first, language)


def _one(letter: Letter, signer: Signer, language: str, form: str, greeted: Greeting) -> str:
    by_first = is_familiar(form) or not (signer.surname or signer.title) or _first_names_among_formal(greeted, language)
    initial = len(signer.first.strip(".")) < 2
    familiar = by_first and bool(signer.first) and not (initial and signer.gender and signer.surname)
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
    woman = signer.gender == "f"
    if language == "tr":
        by_first = (greeted.honorific and len(greeted.name.split()) == 1) or opening != "Sayın"
        if signer.gender and by_first and signer.first:
            return f"{opening} {signer.first} {kinds.woman[0] if woman else kinds.man[0]}"
        return f"Sayın {signer.full}"
    title = _TITLES.get(language, {}).get(signer.title, signer.title)
    if language in ("en", "fr", "es", "it", "pt") and title:
        return f"{opening} {title} {signer.full if language == 'pt' else surname}"
    if not signer.gender:
        return f"{kinds.full if opening.lower() in _openings('stiff') else opening} {signer.full}"
    honorific = kinds.woman[0] if woman else kinds.man[0]
    if language == "en" and signer.honorific in ("Mrs", "Miss"):  # as she writes herself
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
