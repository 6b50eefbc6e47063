"""The fields a draft may name: words of the records and of the letter, each with what it stands on."""

import re
import tomllib
from datetime import datetime
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.correction import CorrectionField
from rejection_tui.domain.draft import Draft, Ground, Source
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.language import Language, language_of
from rejection_tui.domain.messages import win_for
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.drafting import Known, topic_in
from rejection_tui.drafting.clauses import Voice, voice
from rejection_tui.drafting.foreign import core
from rejection_tui.drafting.names_said import date_words, elided, listed, said_post, said_role
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.conditions import Conditions, repeated
from rejection_tui.services.drafts.own_plan import own_plan

_MOST_PEOPLE: Final = 3
_INVITED: Final = 0.85  # the share from which a letter surely invites to apply again, or surely decides later
_LOOK: Final = 20_000  # characters of a letter
_LONGEST: Final = 200  # characters of a field
#: Languages in which a title before a name needs an article, which agrees with somebody who is not known.
_ARTICLES: Final = ("es", "it", "pt")
Fields = dict[str, Known]


@cache
def _said(entry: str) -> frozenset[str]:
    """Return the words of an entry of `names_said` in `draft_names.toml`."""
    table: dict[str, dict[str, str]] = tomllib.loads(content.read("phrases/draft_names.toml"))
    return frozenset(table["names_said"][entry].split())


def fields_of(
    context: AppContext, draft: Draft, language: Language, conditions: Conditions, earlier: Rejection | None
) -> Fields:
    """Return the fields of a draft; what is not known is not there. `earlier`: one of the same firm."""
    records, now = context.records, context.now()
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(records.recipient_of(draft))
    found = _of_user(records, draft, rejection)
    found |= _of_file(draft, rejection, contact, voice(language), language, _named_surely(records, rejection))
    if rejection is not None:
        found |= _filed("month", month_words(rejection.received, now, language), "the date of the letter")
        applied = (
            date_words(rejection.applied.isoformat(), voice(language), language, now.year) if rejection.applied else ""
        )
        found |= _filed("applied_date", applied, "the day you applied")
    if earlier is not None:
        found |= _filed("before_month", month_words(earlier.received, now, language), "your earlier application")
    if rejection is not None:
        reader = contact.name if contact else rejection.recruiter_name
        found |= _of_letter(rejection, language, now, conditions, reader)
    return found


def _filed(name: str, words: str, what: str = "", source: Source = Source.FILE, quote: str = "") -> Fields:
    words = clean_line(words, _LONGEST).rstrip(" .")
    return {name: Known(words, Ground(source, what or name.replace("_", " "), quote))} if words else {}


def _of_file(
    draft: Draft,
    rejection: Rejection | None,
    contact: Contact | None,
    words: Voice,
    language: Language,
    named: bool,
) -> Fields:
    role = said_role(rejection.role) if rejection and named else ""
    if language.base == "de":  # a noun is written large, however they wrote it
        role = role[:1].upper() + role[1:]
    return {
        **_filed("company", company_said(draft, rejection, contact)),
        **_filed("role", role),
        **_filed("post", said_post(role, words, language), "role"),
        **_filed("de_role", elided(role, words, language), "role"),
    }


def _named_surely(records: Records, rejection: Rejection | None) -> bool:
    """Return whether the job of a rejection may be named to them: typed by the user, or said plainly in the letter.

    A name read from the midst of a sentence may be a piece of it; one in the subject, or said twice, is the job.
    """
    letter = records.letters.get(rejection.letter) if rejection and rejection.letter else None
    if rejection is None or letter is None:
        return True
    role, body = fold(said_role(rejection.role)), fold(letter.body[:_LOOK])
    if role and (role.split()[-1] in _said("groups") or role.split()[0] in _said("groups_first")):
        return False  # who decided, and not the job
    corrected = any(c.digest == letter.digest and c.field is CorrectionField.ROLE for c in records.corrections.values())
    return corrected or (bool(role) and (role in fold(letter.subject) or body.count(role) > 1))


def _of_user(records: Records, draft: Draft, rejection: Rejection | None) -> Fields:
    win, answer = win_for(records, draft), answer_of(records, draft)
    return {
        **_filed("me", records.me.name, "your name", Source.USER),
        **_filed("win", win.title if win else "", "the win you noted", Source.USER),
        **_filed("win_link", win.link if win else "", "the link of the win", Source.USER),
        **_filed("changed", newest_win(records, rejection), "the win you noted", Source.USER),
        **_filed("plan", own_plan(answer), "your plan", Source.USER),
    }


def answer_of(records: Records, draft: Draft) -> Feedback | None:
    """Return the answer a draft is about: its own, else the newest of its rejection; None when there is none."""
    return records.feedback.get(draft.feedback) or next(iter(records.feedback_of(draft.rejection)[::-1]), None)


def newest_win(records: Records, rejection: Rejection | None) -> str:
    """Return the newest win since the rejection, which a re-application names; "" for none."""
    fresh = [w for w in records.wins.values() if rejection and w.at > rejection.received]
    return max(fresh, key=lambda w: (w.at, w.uid)).title if fresh else ""


def company_said(draft: Draft, rejection: Rejection | None, contact: Contact | None) -> str:
    """Return the firm as one says it: for a value update the contact's own, which may be an agency."""
    if contact and contact.company and (draft.kind.spec.about_contact or rejection is None):
        return core(contact.company)
    return core(rejection.company) if rejection else ""


def _of_letter(rejection: Rejection, language: Language, now: datetime, conditions: Conditions, reader: str) -> Fields:
    """Return the fields that come from the letter's own words; only from what is sure. `reader`: who is written to."""
    words, facts = voice(language), (*repeated(rejection.facts), *_plainly_dated(rejection))
    found: Fields = {}
    if "agency" in conditions:
        found |= _filed("agency", core(rejection.agency), "the agency", Source.LETTER, rejection.agency)
    people, quote = _people(facts, language, reader)
    if people and "met.any" in conditions:
        found |= _filed("people", listed(people, words, language), "they name them", Source.LETTER, quote)
    for fact in facts:
        if _dated(fact, now) and "reapply" in conditions and "reapply_date" not in found:
            when = date_words(fact.value, words, language, now.year)
            found |= _filed("reapply_date", when, "from when to apply again", Source.LETTER, fact.quote)
        if _next_dated(fact, now) and "running" in conditions and "next_date" not in found:
            when = date_words(fact.value, words, language, now.year)
            found |= _filed("next_date", when, "when they will know more", Source.LETTER, fact.quote)
        if fact.type is FactType.OTHER_ROLE and "other_role" in conditions and "other_role" not in found:
            found |= _filed("other_role", said_role(fact.value), "the job they point to", Source.LETTER, fact.quote)
        if fact.type is FactType.REASON and "reason.skill" in conditions and _written_in(rejection, language):
            not_these = (rejection.company, rejection.company_full, rejection.recruiter_name, rejection.role, *people)
            topic = topic_in(fact.quote, language.base, not_these)
            found |= _filed("topic", topic, "their reason", Source.LETTER, fact.quote) if "topic" not in found else {}
    return found


def _plainly_dated(rejection: Rejection) -> tuple[Fact, ...]:
    """Return the facts whose month stands in them by name, where the letter surely says so: an invitation to apply
    again, and when they will know more."""
    sure = {one.condition for one in rejection.said if one.share >= _INVITED}
    written = language_of(rejection.language)
    months: list[str] = voice(written).setting("names", "months", written, [])
    told = (fact for fact in rejection.facts if fact.type in (FactType.REAPPLY, FactType.RUNNING))
    dated = ((fact, _month_named(fact, months, rejection.received)) for fact in told if fact.type.value in sure)
    return tuple(replace(fact, value=value) for fact, value in dated if value)


def _month_named(fact: Fact, months: list[str], received: datetime) -> str:
    """Return the month that an invitation names as "2027-03", the next one from the day of the letter; else ""."""
    numbers = [at for at, month in enumerate(months, 1) if _is_named(month, fact.quote)]
    if len(numbers) != 1 or (fact.value and fact.value[5:7] != f"{numbers[0]:02}"):
        return ""
    year = received.year + (numbers[0] < received.month)
    return fact.value or f"{year}-{numbers[0]:02}"


def _is_named(month: str, quote: str) -> bool:
    """Return whether a month stands in a quote as months are written: "in May", not "you may" nor "May we"."""
    found = re.search(rf"(?<!\w){re.escape(month)}(?!\w)", quote)
    return found is not None and (found.start() > 0 or month.islower())


def _dated(fact: Fact, now: datetime) -> bool:
    """Return whether a fact names a month ahead from which to apply again, surely enough to be repeated to them."""
    return fact.type is FactType.REAPPLY and fact.value > f"{now:%Y-%m}"


def _next_dated(fact: Fact, now: datetime) -> bool:
    """Return whether a fact names the month, this one or a later, in which they will decide."""
    return fact.type is FactType.RUNNING and fact.value >= f"{now:%Y-%m}"


def _written_in(rejection: Rejection, language: Language) -> bool:
    return not rejection.language or language_of(rejection.language).base == language.base


def _people(facts: tuple[Fact, ...], language: Language, reader: str) -> tuple[list[str], str]:
    """Return the names of the people a letter names besides the reader, a few at most, and the words of the first."""
    named = [(_person(f.value, language), f.quote) for f in facts if f.type is FactType.PERSON]
    theirs = fold(reader)
    named = [
        (name, quote) for name, quote in named if name and not (theirs and fold(name) in (theirs, theirs.split()[0]))
    ]
    return list(dict.fromkeys(name for name, _ in named))[:_MOST_PEOPLE], named[0][1] if named else ""


def _person(named: str, language: Language) -> str:
    """Return the name in "Graham Teo, interviewer", "" when it does not look like one or would need an article."""
    name = clean_line(named, 60).partition(",")[0].strip()
    words = name.split()
    if not 0 < len(words) <= 4 or not words[-1][:1].isupper() or any(c.isdigit() for c in name):
        return ""
    if language.base == "de" and words[0] == "Herr":
        return f"Herrn {' '.join(words[1:])}"  # he is greeted or thanked: "grüßen Sie Herrn Baur"
    titled = words[0].endswith(".") or words[0].casefold().strip(".") in _said("titles")
    if titled and (language.base in _ARTICLES or (language.base == "fr" and not words[0].startswith(("M", "m")))):
        return ""  # "a la Dra. Ruiz", "le docteur Sauvel": the article may be the wrong one
    return name


def month_words(moment: datetime, now: datetime, language: Language) -> str:
    """Return the month of a moment in words, with its year when it is long ago."""
    months: list[str] = voice(language).setting("names", "months", language, [])
    local = moment.astimezone(now.tzinfo)
    if len(months) < 12:
        return ""
    name = months[local.month - 1]
    if (now - moment).days < 330:
        return name
    pattern: str = voice(language).setting("names", "month_year", language, "{month} {year}")
    return pattern.format(month=name, year=local.year)
