"""Names as people say them: a job without its grade, a firm without its legal form, a list of people."""

import re
from collections.abc import Sequence
from typing import Final

from rejection_tui.domain.language import Language
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.clauses import Voice

_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
#: What follows one of these is a place, a grade, a team or a number.
_TAIL: Final = re.compile(r"\s*(?:,|;|\||/(?=\s)|\s[-–—]\s|\s[-–—](?=\S)|:(?=\s)).*$")
_EXTENT: Final = re.compile(
    r"(?i)\s*\b\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?%.*$|\s+(?:m/?w/?d|f/?m/?[dx]|h/?f|w/?m/?d)\s*$|\s+#?\d{3,}\S*$|\s+\d+\s*(?:h|hrs|hours|Std\.?).*$"
)
_ARTICLE: Final = re.compile(r"(?i)^(?:the|a|an)\s+")
_MOST: Final = 6  # words of a job title that is said; a longer one is not said
#: What "de" is elided before: a vowel, or one of the few silent h that begin names of jobs ("hôtesse", "huissier").
_VOWEL: Final = re.compile(r"(?i)(?:[aeiouàâäéèêëîïôöûü]|h(?:ô|or|om|on|os|ui|is|y|um|é))")


def said_role(role: str) -> str:
    """Return a job title as one says it, "" when nothing short is left."""
    name = _BRACKETS.sub("", clean_line(role, 120))
    name = _EXTENT.sub("", _TAIL.sub("", name)).strip(" -–—*.,:")
    name = _ARTICLE.sub("", name)
    return name if 0 < len(name.split()) <= _MOST and any(c.isalpha() for c in name) else ""


def said_post(role: str, voice: Voice, language: Language) -> str:
    """Return the job as it is named in a sentence: "the Staff Nurse role"; "" for no role."""
    if not role:
        return ""
    bare: list[str] = voice.setting("names", "bare", language, [])
    words = role.split()
    known = {word.casefold() for word in bare}
    # "Lectureship in Modern History", but not "Program Manager"
    heads = len(words) > 2 and words[0].casefold() in known and words[1].islower() and len(words[1]) <= 4
    named = words[-1].casefold() in known or (len(words) == 1 and words[0].casefold() in known) or heads
    pattern: str = voice.setting("names", "post_bare" if named else "post", language, "{role}")
    return pattern.replace("{role}", role)


def elided(role: str, voice: Voice, language: Language) -> str:
    """Return "de vendeur" or "d'infirmière" for languages that need it, "" for the others."""
    table: dict[str, str] = voice.setting("names", "elide", language, {})
    if not table or not role:
        return ""
    return f"{table['de_vowel'] if _VOWEL.match(role) else table['de']}{role}"


def listed(names: Sequence[str], voice: Voice, language: Language) -> str:
    """Return "Dev, Tom and Hannah"."""
    if len(names) < 2:
        return "".join(names)
    joined: str = voice.setting("names", "and", language, "and")
    if re.match(r"(?i)h?i(?![aeo])", names[-1]):  # "Marta e Irene"
        joined = voice.setting("names", "and_before_i", language, joined)
    return f"{', '.join(names[:-1])} {joined} {names[-1]}"


def date_words(value: str, voice: Voice, language: Language, year_now: int) -> str:
    """Return "2027-09" or "2027-09-01" in words, the year only where it is not this or the next; "" for other text."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", value)
    if not match or not 1 <= int(match[2]) <= 12:
        return ""
    months: list[str] = voice.setting("names", "months", language, [])
    if len(months) < 12:
        return ""
    day = str(int(match[3] or 0))
    if day == "1":
        day = voice.setting("names", "first_day", language, "1")
    values = {"month": months[int(match[2]) - 1], "year": match[1], "day": day}
    near = int(match[1]) - year_now in (0, 1)
    pattern = ("day" if near else "day_year") if match[3] else "month" if near else "month_year"
    text: str = "{month}" if pattern == "month" else voice.setting("names", pattern, language, "{day} {month} {year}")
    return text.format(**values)
