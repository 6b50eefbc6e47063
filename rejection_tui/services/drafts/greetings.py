"""How a draft greets: as the reading found it, and the other forms that may be right, in the draft's language."""

import re
from typing import Final

from rejection_tui.domain.draft import Channel, Draft
from rejection_tui.domain.facts import FactType, value
from rejection_tui.domain.language import Form, Language, language_of
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.drafting.clauses import voice
from rejection_tui.services.context import AppContext

#: By language: the tone of a letter that stands for each form, as `reading` names it.
_TONES: Final = {
    "en": ("formal", "first_name"),
    "de": ("Sie", "du"),
    "fr": ("vous", "tu"),
    "es": ("usted", "tú"),
    "it": ("Lei", "tu"),
    "nl": ("u", "je/jij"),
    "pt": ("senhor", "tu"),
    "tr": ("siz", "sen"),
}
#: A greeting in the line of a note, up to its mark.
_IN_LINE: Final = re.compile(r"((?:[A-ZÀ-Þ][^\W\d_]{0,4}\. ?|[^,:!.])+?)[,:!]\s")
_GREETING_WORDS: Final = 5
_NO_LETTER: Final = Letter("none", "")


def language_in(letter: Letter, otherwise: Language) -> Language:
    """Return the language a letter is written in."""
    from rejection_tui import reading

    return reading.language_of_letter(letter, otherwise)


def greeting_for(context: AppContext, draft: Draft, language: Language, form: Form) -> str:
    """Return how this draft greets, without the mark behind it; "" for what has no greeting."""
    return next(iter(forms_for(context, draft, language, form)), "")


def reader(records: Records, draft: Draft) -> str:
    """Return the name of the person a draft is for, "" when nobody is known."""
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(records.recipient_of(draft))
    return contact.name if contact else rejection.recruiter_name if rejection else ""


def forms_for(context: AppContext, draft: Draft, language: Language, form: Form) -> tuple[str, ...]:
    """Return the greetings that may be right, the best first; empty for what has none."""
    from rejection_tui import reading

    records = context.records
    rejection = records.rejections.get(draft.rejection)
    letter = records.letters.get(rejection.letter) if rejection and rejection.letter else None
    name = reader(records, draft)
    signed = name or _signed(records, draft, rejection, letter)
    if draft.kind.spec.channel is Channel.PHONE or (draft.kind.spec.channel is Channel.LINKEDIN and not signed):
        return ()
    title = rejection.recruiter_title if rejection and fold(name) == fold(rejection.recruiter_name) else ""
    found = []
    if _as_read(rejection, name, language):
        found.append(rejection.salutation if rejection else "")
    formal = form is Form.FORMAL
    if language.base == "en" and formal and not (rejection and value(rejection.facts, FactType.TONE)):
        # Nothing says how they write: a first name with "Dear" is right for most.
        found.append(re.sub(r"^Hi ", "Dear ", reading.salutation(_NO_LETTER, signed, title, "en", "first_name")))
    for tone in _TONES[language.base] if formal else _TONES[language.base][::-1]:
        same = letter is not None and _same_language(rejection, language)
        told = letter if letter is not None and same else _NO_LETTER
        found.append(reading.salutation(told, signed, title, language.value, tone))
    if signed:
        found += [reading.salutation(_NO_LETTER, "", "", language.value, _TONES[language.base][not formal])]
    return tuple(dict.fromkeys(clean_line(one, 80) for one in found if one.strip()))


def _signed(records: Records, draft: Draft, rejection: Rejection | None, letter: Letter | None) -> str:
    """Return who ends a letter whose writer is not filed, "" for what goes to somebody else or when nobody does."""
    if letter is None or rejection is None or records.recipient_of(draft):
        return ""
    from rejection_tui import reading

    return reading.signed_name(letter, language_of(rejection.language).base)


def form_of_greeting(greeting: str, forms: tuple[str, ...], language: Language, form: Form) -> Form:
    """Return the form of address that goes with one of the greetings of a draft whose own form is `form`.

    The greetings of the other form stand behind those of its own; where a language has one pronoun, all go with both.
    """
    if language.base == "en" or greeting not in forms:
        return form
    if form is Form.FORMAL:
        return form if is_formal(greeting, language) or forms.index(greeting) == 0 else _familiar(greeting, forms, form)
    return Form.FORMAL if is_formal(greeting, language) or greeting == forms[-1] else form


def _familiar(greeting: str, forms: tuple[str, ...], form: Form) -> Form:
    """Return the form of a greeting behind the formal ones: the last greets nobody by name, and stays formal."""
    return form if greeting == forms[-1] else Form.FAMILIAR


def is_formal(greeting: str, language: Language) -> bool:
    """Return whether a greeting names its reader as Mr or Ms, which asks for the formal form."""
    if language.base == "tr":  # a title behind the name: an applicant does not answer it with "sen"
        return not {"Bey", "Hanım", "Hocam", "Sayın"}.isdisjoint(greeting.split())
    from rejection_tui.reading.greetings import manners

    known = manners(language.base)
    return any(known.gender(word) for word in greeting.split()[1:3])


def _as_read(rejection: Rejection | None, name: str, language: Language) -> bool:
    """Return whether the greeting read in the letter is right for this reader and language."""
    if rejection is None or not rejection.salutation:
        return False
    return fold(name) == fold(rejection.recruiter_name) and _same_language(rejection, language)


def _same_language(rejection: Rejection | None, language: Language) -> bool:
    written = rejection.language if rejection else ""
    return not written or language_of(written).base == language.base


def greeting_in(draft: Draft, language: Language) -> str:
    """Return the greeting a draft begins with, without the mark behind it; "" when its first line is none."""
    if draft.kind.spec.channel is Channel.LINKEDIN:
        match = _IN_LINE.match(draft.body.strip())
        return match[1] if match and len(match[1].split()) <= _GREETING_WORDS else ""
    first = draft.body.strip().partition("\n")[0].strip()
    mark = voice(language).setting("greeting", "end", language, ",")
    if not first or len(first) > 90 or len(first.split()) > 9:
        return ""
    return first.removesuffix(mark).rstrip(",:! ") if first[-1] in ",:!" or not mark else ""


def with_next_greeting(draft: Draft, language: Language, forms: tuple[str, ...]) -> Draft:
    """Return the draft with the form of greeting after the present one; the draft itself when there is no other."""
    if not forms:
        return draft
    present = greeting_in(draft, language)
    mark = voice(language).setting("greeting", "end", language, ",")
    at = next((i for i, form in enumerate(forms) if fold(form) == fold(present)), -1)
    following = f"{forms[(at + 1) % len(forms)]}{mark}"
    if draft.kind.spec.channel is Channel.LINKEDIN:
        return _within_line(draft, following, forms, mark)
    lines = draft.body.strip().split("\n")
    return replace(draft, body="\n".join([following, *lines[1:]] if present else [following, "", *lines]))


def _within_line(draft: Draft, following: str, forms: tuple[str, ...], mark: str) -> Draft:
    for form in forms:
        if draft.body.startswith(f"{form}{mark}"):
            return replace(draft, body=following + draft.body[len(form) + len(mark) :])
    return replace(draft, body=f"{following} {draft.body}")
