"""How a reply begins: in the letter's language, and in the form in which they wrote and signed."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.reading.first_names import gender, is_first_name
from rejection_tui.reading.greetings import Greeting, greeting, manners, table
from rejection_tui.reading.people import person, signature
from rejection_tui.reading.tones import is_familiar, tone

_AND: Final = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "tr": "ve"}
_PAIR: Final = re.compile(r"^(?P<one>[^&+/]{2,40}?)\s+(?:&|\+|and|und|et|y|e|en|ve)\s+(?P<two>[^&+/]{2,40})$", re.I)
_PARTICLES: Final = frozenset(
    ["de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "la", "le", "el", "al", "bin", "ben", "ter", "ten", "te", "zu", "du", "af", "mac", "mc", "st", "o", "d'", "della", "dalla", "dal"]
)
#: Openings that change with the gender of who is greeted: (of a woman, of a man).
_INFLECTED: Final = (
    ("liebe", "lieber"), ("sehr geehrte", "sehr geehrter"), ("chère", "cher"), ("estimada", "estimado"),
    ("querida", "querido"), ("apreciada", "apreciado"), ("distinguida", "distinguido"), ("cara", "caro"),
    ("carissima", "carissimo"), ("gentilissima", "gentilissimo"), ("egregia", "egregio"), ("prezada", "prezado"),
    ("exma.", "exmo."), ("preg.ma", "preg.mo"), ("gent.ma", "gent.mo"),
)  # fmt: skip
#: Openings that only somebody who knows the other may use, or that are no greeting to send back.
_NOT_RETURNED: Final = frozenset(
    ["now then", "yo", "oh hi", "dearest", "alright", "a chara", "na", "tach", "lieb", "canım", "kardeşim", "epa", "qué tal", "opa", "fala", "ei", "allô", "madame", "monsieur", "madam", "sir", "sevgili", "değerli", "huhu", "greetings", "sehr verehrte", "sehr verehrter"]
)
#: Openings of a formal letter: they are not returned to somebody who is called by a first name.
_STIFF: Final = frozenset(
    ["sehr geehrte", "sehr geehrter", "geachte", "sayın", "egregio", "egregia", "spettabile", "exmo.", "exma.", "exmo", "exma", "distinguida", "distinguido"]
)
_RANK: Final = ("Prof.", "Professor", "Prof.ssa", "Dr.", "Dra.", "Dott.ssa", "Dott.", "Avv.", "Maître", "Lic.", "Ing.")
#: Titles that go with the first name, and that are kept even among people on first-name terms.
_WITH_FIRST: Final = frozenset(
    {"Sister", "Father", "Suor", "Sor", "Chef", "Canon", "Dona", "don", "doña", "Deacon", "Rev", "Revd"}
)
_KEPT: Final = frozenset({"Sister", "Father", "Suor", "Sor", "Chef", "Dona"})


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signed: first name (or initial), surname with its particles, kept title, and gender if known."""

    first: str
    surname: str
    title: str
    gender: str

    @property
    def full(self) -> str:
        """The whole name."""
        return f"{self.first} {self.surname}".strip()


def salutation(letter: Letter, name: str, title: str, language: str, form: str = "") -> str:
    """Return how a reply to this letter begins, without comma.

    `name` is who signed ("" when nobody did), `title` what stands before or behind the name there ("Dr.", "Head of
    People"), `form` the tone of the letter ("formal", "du"; read from it when empty).
    """
    greeted = greeting(letter, language)
    form = form or tone(letter, language, greeted)
    signers = _signers(letter, clean_line(name, 80), title, language)
    if not signers:
        return _nobody(letter, language, form, greeted)
    if len(signers) > 1:
        return _several(signers, language, form, greeted)
    return _one(signers[0], language, form, greeted)


def _one(signer: Signer, language: str, form: str, greeted: Greeting) -> str:
    familiar = is_familiar(form) or _first_names_formally(signer, language, greeted)
    if signer.title in _WITH_FIRST and (not familiar or signer.title in _KEPT):
        opening = _opening(language, greeted, signer.gender, familiar)
        return f"{opening} {signer.title} {signer.first or signer.surname}"
    if familiar:
        return f"{_opening(language, greeted, signer.gender, True)} {_called(signer, language)}"
    return _formal(signer, language, greeted)


def _called(signer: Signer, language: str) -> str:
    """Return what somebody is called by people on first-name terms; an initial is not a name."""
    return signer.full if len(signer.first.strip(".")) < 2 else signer.first


def _first_names_formally(signer: Signer, language: str, greeted: Greeting) -> bool:
    """Return whether somebody who writes formally signed with nothing but a first name."""
    return not signer.surname and not signer.title


def _formal(signer: Signer, language: str, greeted: Greeting) -> str:
    kinds = manners(language)
    opening = _opening(language, greeted, signer.gender, False)
    surname = signer.surname or signer.first
    if language == "tr":
        if signer.gender and opening != "Sayın" and signer.first:
            return f"{opening} {signer.first} {kinds.woman[0] if signer.gender == 'f' else kinds.man[0]}"
        return f"Sayın {signer.full}"
    if language in ("en", "fr", "es", "it", "pt") and signer.title:
        name = signer.full if language == "pt" else surname
        return f"{opening} {_title(signer.title, language)} {name}"
    if not signer.gender:
        plain = opening if opening.lower() not in _STIFF else kinds.full
        return f"{plain} {signer.full}"
    honorific = kinds.woman[0] if signer.gender == "f" else kinds.man[0]
    if language == "en" and greeted.honorific.endswith("."):
        honorific += "."
    title = f" {_title(signer.title, language)}" if signer.title else ""
    return f"{opening} {honorific}{title} {surname}"


def _title(title: str, language: str) -> str:
    if language == "fr":
        return {"Dr.": "Docteur", "Prof.": "Professeur"}.get(title, title)
    if language == "en":
        return {"Dr.": "Dr", "Prof.": "Professor", "Rev.": "Rev"}.get(title, title)
    return title


def _opening(language: str, greeted: Greeting, sex: str, familiar: bool) -> str:
    """Return their opening if it can be sent back, in the right gender; else the language's own."""
    kinds = manners(language)
    opening = greeted.opening
    lower = opening.lower()
    usable = bool(opening) and lower not in _NOT_RETURNED and not (familiar and lower in _STIFF)
    if usable and not familiar and greeted.to_nobody:
        usable = False
    if usable:
        for woman, man in _INFLECTED:
            if lower in (woman, man):
                if not sex:
                    return kinds.first if familiar else kinds.full
                return (woman if sex == "f" else man).capitalize()
        return opening[0].upper() + opening[1:].lower()
    if familiar:
        return kinds.first
    return kinds.formal[0] if sex == "f" else kinds.formal[1] if sex else kinds.full


def _several(signers: list[Signer], language: str, form: str, greeted: Greeting) -> str:
    if is_familiar(form) or any(not signer.surname and not signer.title for signer in signers):
        names = f" {_AND[language]} ".join(_called(signer, language) for signer in signers)
        opening = greeted.opening.lower()
        plain = "" if any(opening in pair for pair in _INFLECTED) else _opening(language, greeted, "", True)
        return f"{plain or manners(language).first} {names}"
    parts = [_formal(signer, language, greeted) for signer in signers]
    return ", ".join([parts[0], *(part[0].lower() + part[1:] for part in parts[1:])])


def _nobody(letter: Letter, language: str, form: str, greeted: Greeting) -> str:
    formal, familiar = manners(language).nobody
    return familiar if is_familiar(form) else formal


def _signers(letter: Letter, name: str, title: str, language: str) -> list[Signer]:
    pair = _PAIR.match(name)
    found = [pair["one"], pair["two"]] if pair else _pair_in_signature(letter, name) or ([name] if name else [])
    people = [_signer(one, title or _title_in(letter, one), language) for one in found]
    if len(people) == 2 and people[1].surname and not people[0].surname:
        people[0] = Signer(people[0].first, people[1].surname, people[0].title, people[0].gender)
    return [one for one in people if one.full]


def _pair_in_signature(letter: Letter, name: str) -> list[str]:
    """Return the two names of a line such as "Ed & Lucinda Marsh" that holds the signer's name."""
    for line in signature(letter.body[-3000:]).lines[:3]:
        match = _PAIR.match(line[:90].strip(" ,.-–"))
        if (
            match
            and person(match["one"])
            and person(match["two"])
            and name
            and set(fold(name).split()) & set(fold(line).split())
        ):
            if len(match["one"].split()) <= 3 and len(match["two"].split()) <= 3:
                return [person(match["one"]), person(match["two"])]
    return []


@cache
def _titles() -> dict[str, str]:
    entries = (entry.strip().split("=") for entry in table()["titles"]["any"].replace("\n", " ").split(","))
    return {written: kept for written, kept in entries}


def _title_in(letter: Letter, name: str) -> str:
    """Return the words before a signer's name in the last lines of the letter or in the From name."""
    words = name.split()
    if not words:
        return ""
    places = [
        *reversed([line.strip() for line in letter.body[-1500:].split("\n") if line.strip()][-14:]),
        letter.sender_name,
    ]
    for line in places:
        for word in (words[0], words[-1]):
            at = line.find(word)
            if 0 < at <= 40 and len(line) < 120:
                before = line[:at].split()
                if before and (before[-1].lower() in _titles() or manners("en").gender(before[-1])):
                    return line[:at]
    return ""


def _signer(name: str, title: str, language: str) -> Signer:
    """Return the parts of a name; what stands behind a comma or in brackets is no part of it."""
    words = re.sub(r"\(.*?\)|,.*$", "", name).split()
    titles = [kept for word in title.replace(",", " ").split() if (kept := _titles().get(word.lower()))]
    sex = next(
        (
            found
            for word in title.split()
            for lang in (language, "en", "de", "fr")
            if (found := manners(lang).gender(word))
        ),
        "",
    )
    while words and (
        words[0].lower() in _titles()
        or (any(manners(lang).gender(words[0]) for lang in (language, "en"))
        and len(words) > 1)
    ):
        if kept := _titles().get(words[0].lower(), ""):
            titles.append(kept)
        sex = sex or manners(language).gender(words[0])
        words = words[1:]
    kept_title = next((rank for rank in _RANK if rank in titles), titles[0] if titles else "")
    sex = sex or {
        "Dott.ssa": "f",
        "Dra.": "f",
        "Prof.ssa": "f",
        "Sister": "f",
        "Suor": "f",
        "Dona": "f",
        "Father": "m",
    }.get(kept_title, "")
    if not words:
        return Signer("", "", "", "")
    first, surname = _split(words, language)
    known = bool(first) and (sex or gender(first.split()[0], language))
    if first and not surname and not is_first_name(first, language) and kept_title and kept_title not in _WITH_FIRST:
        first, surname = "", first
    return Signer(first, surname, kept_title, sex or (known if isinstance(known, str) else ""))


def _split(words: list[str], language: str) -> tuple[str, str]:
    """Return (first name, surname): the surname with its particles; two surnames in Spanish."""
    if len(words) == 1:
        return words[0], ""
    start = len(words) - 1
    if language == "es" and len(words) >= 3 and not is_first_name(words[1], language):
        start = 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return words[0], " ".join(words[start:])
