"""The parts of a person's name, where they can be told from the name alone."""

import re
from typing import Final

#: Chinese, Japanese and Korean characters: there the family name stands first.
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff々〆ヶ·・\\s]+")
_TITLE: Final = re.compile(
    r"(?:(?:dr|prof|mag|dipl|ing|mr|mrs|ms|miss|mx|sir|dame|rev|herr|frau|m|mme|mlle|sr|sra|dott|ir)\.|"
    r"(?:dr|prof|mr|mrs|ms|mx|sir|dame|herr|frau|mme|mlle)(?=\s))\s*",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    r",?\s+(?:ph\.?d\.?|m\.?b\.?a\.?|m\.?sc\.?|b\.?sc\.?|m\.?a\.?|b\.?a\.?|ll\.?[mb]\.?|m\.?d\.?|jr\.?|sr\.?|ii|iii|iv|"
    r"cpa|cfa|pmp|esq\.?|frcs|obe|mbe|cbe|cipd|mcipd|assoc cipd)$",
    re.IGNORECASE,
)
#: Words with which a family name of several words begins.
_PARTICLES: Final = frozenset(
    {
        "van", "von", "vom", "zu", "zum", "zur", "de", "del", "della", "di", "da", "das", "do", "dos", "du",
        "der", "den", "la", "le", "el", "al", "bin", "ibn", "ten", "ter", "af", "av",
    }
)  # fmt: skip


def family_first(name: str) -> bool:
    """Return whether a name is written in a script in which the family name stands first."""
    return bool(name.strip()) and _EAST_ASIAN.fullmatch(name) is not None


def parts_of(name: str) -> tuple[str, str, str, str, str]:
    """Return family name, given names, "", titles and suffixes of a whole name, as good as can be told."""
    if family_first(name):
        family, _, given = name.strip().partition(" ")
        return (family, given.strip(), "", "", "")
    titles, rest = "", name.strip()
    suffixes: list[str] = []
    while (title := _TITLE.match(rest)) and rest[title.end() :].strip():
        titles, rest = f"{titles} {title[0].strip()}".strip(), rest[title.end() :]
    while suffix := _SUFFIX.search(rest):
        suffixes.insert(0, suffix[0].strip(" ,"))
        rest = rest[: suffix.start()]
    words = rest.rstrip(",").split()
    if not words:
        return ("", name.strip(), "", "", "")
    first = next((n for n, word in enumerate(words) if n and word.casefold() in _PARTICLES), len(words) - 1)
    return (" ".join(words[first:]), " ".join(words[:first]), "", titles, ", ".join(suffixes))


def same_name(parts: tuple[str, ...], name: str) -> bool:
    """Return whether the parts are those of this name: false when the name was changed since."""
    of_parts = {word.strip(",.").casefold() for part in parts for word in part.split()}
    written = {word.strip(",.").casefold() for word in name.split()}
    return bool(of_parts) and (written <= of_parts or "".join(parts[:2]) == name.replace(" ", ""))
