"""The fields a template may name: the facts of one rejection, and the words shown for an unknown one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.names import salutation

#: Words after which "role" would say the same twice.
_ROLE_WORDS: Final = ("role", "position", "post", "job", "internship", "apprenticeship", "traineeship", "programme")
_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Fields:
    """The facts a draft is filled with; an empty one is left out or becomes a placeholder. Dates are texts as shown."""

    company: str = ""
    role: str = ""
    stage: Stage = Stage.APPLICATION
    role_closed: bool = False
    recruiter_name: str = ""
    recruiter_email: str = ""
    my_name: str = ""
    month: str = ""  # the month their letter came, such as "November"
    applied: str = ""
    received: str = ""
    quote: str = ""
    gap: str = ""  # domain.feedback.Gap, or its label
    plan: str = ""
    win_title: str = ""
    win_kind: str = ""  # certificate, project, article, figure
    win_link: str = ""
    what_changed: str = ""
    english: str = "en-GB"


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One name a template may use: what it means, and what is written when it is not known."""

    name: str
    means: str
    fallback: str = ""
    placeholder: str = ""
    hint: str = ""  # what belongs there, shown beside the open placeholder


@cache
def known_fields() -> dict[str, FieldInfo]:
    """Return every name a template may use."""
    data = tomllib.loads(content.read("templates/fields.toml"))
    return {name: FieldInfo(name, **info) for name, info in data.items()}


def values(fields: Fields) -> dict[str, str]:
    """Return the words for each name, cleaned and on one line; empty where nothing is known."""
    field_names = [name for name in known_fields() if name in Fields.__dataclass_fields__]
    cleaned = {name: clean_line(getattr(fields, name), _LIMIT) for name in field_names}
    for name in ("plan", "what_changed", "win_title"):
        cleaned[name] = cleaned[name].rstrip(" .")
    cleaned["quote"] = cleaned["quote"].strip(' "“”„.')
    return cleaned | {"the_role": _the_role(cleaned["role"]), "first_name": salutation(fields.recruiter_name)}


def _the_role(role: str) -> str:
    if not role:
        return ""
    if role.casefold().startswith("the "):
        role = role[4:]
    named = role.casefold().split()[-1] in _ROLE_WORDS
    return f"the {role}" if named else f"the {role} role"
