"""Measures how a reply begins against the salutations in `data/facts/`: `python -m data.salutations_measure`.

Two salutations are the same when they call the same person by the same words in the same form: the same name as written
("Jo", "Reed", "Jo Reed"), the same gender of the honorific, the same titles; the opening may differ ("Hi", "Hello",
"Dear"). A team is a team. It is near when the name is right and no honorific is wrong, but one is left out or the whole
name stands where the surname would do ("Dear Alex Reed" for "Dear Ms Reed").
"""

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rejection_tui.domain.text import fold
from rejection_tui.reading.fields import read_fields
from rejection_tui.reading.greetings import LANGUAGES, manners
from rejection_tui.reading.salutations import salutation
from rejection_tui.reading.signed import signed_name

if TYPE_CHECKING:
    from data.facts_examples import Example

_TEAM: Final = re.compile(
    r"\b(?:teams?|hiring|equipo|equipes?|equipe|time|crew|damen|herren|senores|senhores|signori|ufficio|spettabile|desk|"
    r"comissao|comision|people|talent|recruiting|recrutement|yetkili|ekibi|equipa|office|gente|"
    r"madame monsieur|heer mevrouw|heer of)\b"
)
_TITLES: Final = {
    "dra": "dr", "doctor": "dr", "docteur": "dr", "dottoressa": "dottssa", "avvocato": "avv", "me": "maitre",
    "professor": "prof", "professorin": "prof", "professeur": "prof", "profa": "prof", "professora": "prof",
    "doutora": "dr",
}  # fmt: skip
_OTHER_TITLES: Final = frozenset((
    "dr", "prof", "lic", "ing", "dott", "dottssa", "avv", "maitre", "sister", "father", "chef", "cllr", "canon",
    "suor", "dir", "mag", "rev", "lcda", "mtra", "mtro", "eng", "av",
))  # fmt: skip
_SMALL: Final = frozenset((
    "and", "und", "et", "y", "e", "en", "ve", "liebe", "lieber", "liebes", "cher", "chere", "cara", "caro", "sehr",
    "geehrte", "geehrter", "a",
))  # fmt: skip


class Address(NamedTuple):
    """A salutation taken apart: names in order, the genders and titles of honorifics, or a team."""

    names: tuple[str, ...]
    genders: str
    titles: frozenset[str]
    team: bool


def address(written: str) -> Address:
    """Return whom a salutation addresses and how."""
    folded = fold(written)
    if _TEAM.search(folded):
        return Address((), "", frozenset(), True)
    honorifics = _honorifics()
    match = _openings().match(written.strip().lower())
    rest = written.strip()[match.end() :] if match else written
    words = [fold(word).replace(" ", "") for word in re.split(r"[\s,]+", rest) if fold(word)]
    titles = frozenset(_TITLES.get(word, word) for word in words if word in _TITLES or word in _OTHER_TITLES)
    names = [word for word in words if word not in honorifics and word not in _SMALL]
    names = [word for word in names if word not in _TITLES and word not in _OTHER_TITLES]
    return Address(
        tuple(names), "".join(honorifics.get(word, "") for word in words), titles, not (names or titles or words)
    )


@cache
def _honorifics() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        kinds = manners(language)
        found |= {fold(word).replace(" ", ""): "f" for word in kinds.woman}
        found |= {fold(word).replace(" ", ""): "m" for word in kinds.man}
    return {word: sex for word, sex in found.items() if word not in ("d", "m", "fr", "dona", "don", "seu")} | {"m": "m"}


@cache
def _openings() -> re.Pattern[str]:
    shown = {pattern for language in LANGUAGES for pattern in manners(language).openings}
    longest = sorted(shown - {"madame", "monsieur"}, key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def compare(mine: str, gold: str) -> str:
    """Return "same", "near" or "wrong"."""
    one, two = address(mine), address(gold)
    if one.team or two.team:
        return "same" if one.team == two.team else "wrong"
    if one[:3] == two[:3]:
        return "same"
    first, second = set(one.names), set(two.names)
    named = bool(first and second and (first <= second or second <= first)) or not (one.names and two.names)
    clash = one.genders and two.genders and one.genders != two.genders
    only_first = bool(one.genders or one.titles) != bool(two.genders or two.titles) and min(len(first), len(second)) < 2
    whole = len(one.names) >= 2 and second <= first
    return "near" if named and not clash and (not only_first or whole) else "wrong"


def measure() -> None:
    """Print how often the salutation is right, with the signer as labelled and as read today, by language."""
    from data.facts_examples import examples  # it needs the libraries of the training

    for source in ("labelled", "read"):
        table: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for rows in examples().values():
            for example in rows:
                gold = next((fact["value"] for fact in example.facts if fact["type"] == "signoff"), "")
                if gold:
                    found = compare(salutation(example.letter, _name(example, source), "", example.row["lang"]), gold)
                    for key in (example.row["lang"], "all"):
                        table[key][("same", "near", "wrong").index(found)] += 1
        print(f"signer as {source}:   same  near  wrong")
        for key, numbers in sorted(table.items()):
            total = sum(numbers)
            print(f"  {key:16} {'  '.join(f'{number / total:.3f}' for number in numbers)}  of {total}")


def _name(example: "Example", source: str) -> str:
    if source == "labelled":
        return max(str(example.row.get("recruiter_name") or "").split("||"), key=len)
    return read_fields(example.letter).recruiter_name.value or signed_name(example.letter, example.row["lang"])


if __name__ == "__main__":
    measure()
