"""Reads in which form a letter speaks to its reader: by first name or formally, Sie or du, vous or tu.

A matter of grammar, so by rule: the pronouns and endings of each form are counted, and the greeting is looked at.
"""

import re
from functools import cache
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.greetings import Greeting
from rejection_tui.reading.signed import signs_by_first_name
from rejection_tui.reading.signers import titles

#: By language: the form a letter takes when nothing speaks for another, then (form, pattern, weight of a match).
_FORMS: Final[dict[str, tuple[str, tuple[tuple[str, str, float], ...]]]] = {
    "de": (
        "Sie",
        (
            ("Sie", r"(?<![.!?:\n] )(?<!^)\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b", 1.0),
            ("du", r"\b(?i:du|dich|dir|deine?[nmrs]?|euch|eure?[nmrs]?)\b", 1.2),
            ("du", r"\b(?:hast|bist|kannst|willst|magst|weißt|warst|hattest)\b", 0.8),
        ),
    ),
    "fr": (
        "vous",
        (("vous", r"(?i)\b(?:vous|votre|vos)\b", 1.0), ("tu", r"(?i)\b(?:tu|te|toi|ton|tes|ta)\b|\bt'(?=\w)", 1.0)),
    ),
    "es": (
        "tú",
        (
            ("usted", r"(?i)\b(?:usted|ud)\b|\bUd\.", 3.0),
            ("usted", r"(?i)\b(?:le|su|sus|suyo)\b", 0.5),
            ("tú", r"(?i)\b(?:tú|te|tu|tus|ti|contigo)\b|\b\w{2,20}(?:aste|iste)\b", 0.8),
            ("tú", r"(?i)\b(?:tienes|puedes|quieres|eres|estás|has|sabes|hayas)\b", 0.8),
            ("vos", r"(?i)\b(?:vos|sos|tenés|podés|querés|sabés|venís|decís|pensás|mandás)\b", 3.0),
            ("vos", r"(?i)\b(?!(?:además|después|interés|detrás|quizás|jamás|través|estrés|inglés|francés|revés|demás|"
                    r"estás|serás|podrás|tendrás|verás)\b)\w{2,20}(?:és|ás)\b(?<!rás)", 1.2),
            ("vos", r"(?i)\b(?:avisame|llamame|escribime|decime|mandame|contame|andás|acordate|vení)\b", 2.0),
        ),
    ),
    "it": (
        "Lei",
        (
            ("Lei", r"(?<![.!?:\n] )(?<!^)\b(?:Lei|La|Le|Sua|Suo|Suoi|Sue)\b|\b\w{2,20}(?:rLa|rLe)\b", 1.2),
            ("Lei", r"\b(?:lei|suo|sua|suoi|sue)\b", 0.7),
            ("Lei", r"^(?:Le|La) (?:scriv|ringrazi|comunic|inform|restitu|augur|conferm|invi|contatt|chied)\w+", 1.2),
            # "sei mesi" are six months
            ("tu", r"(?i)\b(?:tu|ti|te|tuo|tua|tuoi|tue|hai|sei (?:stat[oa]|una?|il|la|molto|già|tra|nel|in))\b", 1.0),
        ),
    ),
    "pt": (
        "você",
        (
            ("você", r"(?i)\b(?:você|vc|cê)\b", 2.5),
            ("tu", r"(?i)\b(?:tu|ti|teu|tua|teus|tuas|contigo)\b", 1.0),
            ("tu", r"(?i)\b(?!(?:neste|deste|existe|teste|triste|leste|oeste)\b)\w{2,20}(?:aste|este|iste)\b", 1.0),
            ("senhor", r"(?i)\b(?:o senhor|a senhora|do senhor|da senhora|ao senhor|vossa|v\.? ?exa?|v\. ?s)", 3.0),
            ("senhor", r"(?i)\b(?:lhe|si|consigo|vimos|informamos|vossa senhoria)\b", 0.4),
        ),
    ),
    "nl": (
        "je/jij",
        (("u", r"\b(?:u|uw|U|Uw|uzelf)\b", 1.0), ("je/jij", r"(?i)\b(?:je|jij|jou|jouw|jullie|ge|gij)\b", 0.8)),
    ),
    "tr": (
        "siz",
        (
            ("siz", r"(?i)\b(?:siz\w*|sayın)\b|\b\w{2,20}?(?:nız|niz|nuz|nüz)\w{0,6}\b", 1.0),
            ("sen", r"(?i)\b(?:sen|seni|sana|senin|sende|senden|canım|kardeşim|abi)\b", 2.0),
            ("sen", r"(?i)\b\w{2,20}(?:dın|din|dun|dün|tın|tin|sın|sin|sun|sün|rsan|rsen|san|sen)\b", 0.7),
        ),
    ),
}  # fmt: skip
_FORMAL_GREETING: Final = {
    "de": "Sie",
    "fr": "vous",
    "es": "usted",
    "it": "Lei",
    "pt": "senhor",
    "nl": "u",
    "tr": "siz",
}
#: The form among people who sign by first name, where nothing else says it.
_FIRST_NAMES: Final = {"de": "du", "it": "tu", "nl": "je/jij", "tr": "sen"}
_FAMILIAR: Final = frozenset({"first_name", "du", "tu", "tú", "vos", "je/jij", "você", "sen"})
_LOOK: Final = 5000  # characters of a letter that are counted


def is_familiar(tone: str) -> bool:
    """Return whether people who write in this form use first names."""
    return tone in _FAMILIAR


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str], float], ...]:
    return tuple((form, re.compile(pattern, re.M), weight) for form, pattern, weight in _FORMS[language][1])


def tone(letter: Letter, language: str, greeted: Greeting) -> str:
    """Return the form a letter speaks in: "formal" or "first_name" for English, else "Sie", "du", "vous" and so on."""
    if language not in _FORMS:
        return _english(letter, greeted)
    counts: dict[str, float] = {}
    for form, pattern, weight in _patterns(language):
        counts[form] = counts.get(form, 0.0) + weight * sum(1 for _ in pattern.finditer(letter.body[:_LOOK]))
    titled = len(name := greeted.name.split()) > 1 and name[0].casefold() in titles()  # "dott. Caruso"
    if greeted.name and (greeted.honorific or titled) and (form := _FORMAL_GREETING[language]):
        counts[form] = counts.get(form, 0.0) + (2.0 if language in ("de", "fr", "it", "nl", "tr") else 4.0)
    best = max(counts, key=lambda form: counts[form], default="")
    if best and counts[best] > 0:
        return best
    alone = not greeted.honorific and not greeted.to_nobody and signs_by_first_name(letter, language)
    return _FIRST_NAMES.get(language, _FORMS[language][0]) if alone else _FORMS[language][0]


_TITLED: Final = re.compile(
    r"(?i)(?:dr|prof|professor|rev|sir|captain|sister|brother|father|mister|madam|officer|second officer|eng)\b"
)


def _english(letter: Letter, greeted: Greeting) -> str:
    if greeted.honorific or _TITLED.match(greeted.name):
        return "formal"
    words = greeted.name.split()
    if words and not greeted.to_nobody:
        stiff = greeted.opening.lower() in ("dear", "good day", "greetings") and len(words) > 1
        return (
            "formal" if greeted.name.isupper() or (stiff and all(word[0].isupper() for word in words)) else "first_name"
        )
    if not greeted.to_nobody and signs_by_first_name(letter, "en"):
        return "first_name"
    if greeted.quote:
        return "first_name" if greeted.opening.lower() in ("hi", "hey", "hiya") else "formal"
    casual = re.search(r"(?i)\b(?:hi|hey|cheers|we're|i'm|it's|you're|we've|don't|can't|xx?)\b", letter.body[:1500])
    return "first_name" if casual else "formal"
