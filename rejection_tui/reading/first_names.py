"""What a first name says about gender, by language; most names are read as one, some as none."""

import tomllib
from functools import cache

from rejection_tui.content import read


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    data: dict[str, dict[str, str]] = tomllib.loads(read("phrases/first_names.toml"))
    return {
        language: {sex: frozenset(names.split()) for sex, names in table.items()} for language, table in data.items()
    }


def gender(first_name: str, language: str) -> str:
    """Return "f" or "m" for a first name, "" when it is unknown, an initial, or used for both."""
    name = first_name.casefold().replace("i̇", "i").strip(".,")
    if len(name) < 2:
        return ""
    for table in (_tables().get(language, {}), _tables()["any"]):
        if found := _in(name, table):
            return found
    if "-" in name:
        return gender(name.partition("-")[0], language)
    return ""


def _in(name: str, table: dict[str, frozenset[str]]) -> str:
    woman, man = name in table.get("f", ()), name in table.get("m", ())
    return "" if woman == man else "f" if woman else "m"


def is_first_name(word: str, language: str) -> bool:
    """Return whether a word is known as a first name, of whatever gender."""
    name = word.casefold().strip(".,")
    tables = (_tables().get(language, {}), _tables()["any"])
    return any(name in names for table in tables for names in table.values())
