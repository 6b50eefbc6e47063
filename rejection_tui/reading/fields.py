"""Reads the fields of a letter: employer, role, who signed, where a reply goes. What is doubtful stays empty."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rejection_tui.domain.letter import Guess, Letter, Via
from rejection_tui.domain.text import fold
from rejection_tui.domain.written_days import find_day
from rejection_tui.reading import addresses, companies, origins, people, ranking, roles
from rejection_tui.reading.candidates import Candidate, Features
from rejection_tui.reading.companies import Beside
from rejection_tui.reading.cuts import Cutter
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.names import swapped
from rejection_tui.reading.spans import Span, Tagger, spans
from rejection_tui.reading.view import View, view_of

NOTHING = Guess()


@dataclass(frozen=True, slots=True)
class Fields:
    """What a letter names besides its verdict; a `Guess` is empty when the letter does not state it."""

    company: Guess = NOTHING
    company_full: str = ""
    role: Guess = NOTHING
    recruiter_name: Guess = NOTHING
    recruiter_title: str = ""
    recruiter_email: Guess = NOTHING
    reader: Guess = NOTHING  # as greeted: "Frau Demir", "Sam"
    my_name: str = ""
    no_reply: bool = False
    via: Via = Via.DIRECT
    agency: str = ""
    applied: date | None = None


@dataclass(slots=True)
class Pools:
    """The candidates of the ranked fields and what speaks for leaving each empty."""

    view: View
    spans: list[Span]
    found: dict[str, list[Candidate]]
    empty: dict[str, Features]


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts, where others than the shipped ones are measured; None stands for the shipped one."""

    tagger: Tagger | None = None
    known: Mapping[str, float] | None = None
    cutter: Cutter | None = None
    table: Mapping[str, Any] | None = None


_SHIPPED = Models()


def pools_of(letter: Letter, models: Models = _SHIPPED) -> Pools:
    """Return the candidates of a letter, not yet ranked."""
    view = view_of(letter)
    marked = spans(view, models.tagger)
    names = Beside.of(view, marked)
    found = {
        "company": companies.pool_of(view, marked, names, models.known, models.cutter),
        "role": roles.pool_of(view, marked, names),
        "recruiter": people.pool_of(view, marked, names.by_label),
        "email": addresses.pool_of(view),
        "reader": people.reader_pool(view, marked),
    }
    found["agency"] = found["company"]
    empty = {
        "company": companies.empty_features(view, found["company"], names),
        "role": roles.empty_features(view, found["role"], names),
        "recruiter": people.empty_features(view, found["recruiter"], names.recruiter),
        "email": {"": 1.0},
        "reader": {"": 1.0, "empty|crf": 1 - max(names.reader.values(), default=0.0)},
        "agency": {"": 1.0, "empty|agency": float(view.of_agency)},
    }
    return Pools(view, marked, found, empty)


def read_fields(letter: Letter, models: Models = _SHIPPED) -> Fields:
    """Return the fields of a letter; what is doubtful stays empty."""
    pools = pools_of(letter, models)
    view, table = pools.view, models.table or ranking.weights()
    company, full = _company(pools, table)
    name, title = _recruiter(pools, table, company.value)
    silent = addresses.no_reply(view, table)
    for candidate in pools.found["email"]:
        candidate.features |= addresses.beside(candidate, silent, name.value)
    reader = _guess(pools, "reader", table)
    via = origins.via(view, table)
    agency = _guess(pools, "agency", table).value if via is Via.AGENCY else ""
    return Fields(
        company=company,
        company_full=full,
        role=_guess(pools, "role", table),
        recruiter_name=name,
        recruiter_title=title,
        recruiter_email=addresses.reply_to(view, silent) or _guess(pools, "email", table),
        reader=reader,
        my_name=my_name(letter, reader.value),
        no_reply=silent > 0.5,
        via=via,
        agency=agency,
        applied=applied(letter),
    )


def _guess(pools: Pools, field: str, table: Mapping[str, Any]) -> Guess:
    chosen = ranking.choose(pools.found[field], pools.empty[field], field, table)
    if chosen is None:
        return Guess()
    candidate = chosen.candidate
    return Guess(candidate.value, candidate.source, candidate.words or candidate.value, round(chosen.chance, 3))


def _company(pools: Pools, table: Mapping[str, Any]) -> tuple[Guess, str]:
    chosen = ranking.choose(pools.found["company"], pools.empty["company"], "company", table)
    if chosen is None:
        return Guess(), ""
    found = chosen.candidate
    return Guess(found.value, found.source, found.words or found.value, round(chosen.chance, 3)), found.full


def _recruiter(pools: Pools, table: Mapping[str, Any], company: str) -> tuple[Guess, str]:
    chosen = ranking.choose(pools.found["recruiter"], pools.empty["recruiter"], "recruiter", table)
    if chosen is None:
        return Guess(), ""
    found = chosen.candidate
    value = people.with_honorific(found.value, found.full)
    title = people.title_of(found.full, found.value) or people.title_of(found.words, found.value)
    function = people.function_of(pools.view, found.value, company)
    both = ", ".join(part for part in (title, function) if part)
    return Guess(value, found.source, found.words or value, round(chosen.chance, 3)), both


def my_name(letter: Letter, greeted: str) -> str:
    """Return the user's own name: a full name in the To line, else the name greeted, else ""."""
    shown = people.person(swapped(letter.to_name))
    if len(shown.split()) >= 2:
        return shown
    name = people.person(greeted)
    bare = name if name and (fold(name) == fold(greeted) or len(name.split()) >= 2) else ""
    return bare or shown


_APPLIED = re.compile(
    r"\b(?:application|applied|cv|resume|bewerbung|unterlagen|candidature|dossier|candidatura|solicitud|inscripcion|"
    r"postulacion|sollicitatie|basvuru\w*)\b[^\n]{0,40}?\b(?:of|on|dated|from|vom|am|du|le|del?|el|em|de|van|op|"
    r"tarihli|submitted|sent|received)\b(?P<date>[^\n]{4,40})"
)


def applied(letter: Letter) -> date | None:
    """Return the day of the application when the letter states it."""
    body = letter.body[:6000]
    for match in _APPLIED.finditer(fold_text(body)):
        if day := find_day(body[match.start("date") : match.end("date")]):
            return day
    return None
