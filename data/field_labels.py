"""Finds the gold values of a labelled letter in its text: what the CRF is trained on."""

from collections.abc import Iterable
from typing import Any

from data import corpus
from rejection_tui.domain.text import fold
from rejection_tui.reading.companies import plain_name
from rejection_tui.reading.people import is_honorific, person
from rejection_tui.reading.roles import tidy
from rejection_tui.reading.view import Part, View, cut

Row = dict[str, Any]


def values(gold: Any) -> list[str]:
    """Return the accepted forms of a gold value, the longest first; empty when it is not stated."""
    parts = [part.strip() for part in str(gold or "-").split("||")]
    return sorted((part for part in parts if part not in {"", "-", "None"}), key=len, reverse=True)


def facts_of(row: Row, kind: str) -> list[dict[str, str]]:
    """Return the facts of one type of a letter."""
    return [fact for fact in corpus.facts().get(str(row["id"]), []) if fact["type"] == kind]


def tags(row: Row, view: View) -> dict[str, list[str]]:
    """Return the BIO tags of the words of each part."""
    result = {part.name: ["O"] * len(part.words) for part in view.parts}
    for label, forms in _forms(row).items():
        for part in view.parts:
            for form in forms:
                _mark(part, form, label, result[part.name])
    for form in values(row.get("recruiter_name")):
        _mark_short_names(person(form) or form, view, result["body"])
    _mark_reader(row, view, result["body"])
    return result


def _forms(row: Row) -> dict[str, list[str]]:
    agency = [fact["quote"] for fact in facts_of(row, "via") if fact["value"] == "agency" and fact["quote"]]
    companies = values(row.get("company")) + [quote for quote in agency if len(quote.split()) <= 6]
    roles = values(row.get("role"))
    return {
        "RECRUITER": [person(name) or name for name in values(row.get("recruiter_name"))],
        "ROLE": sorted({form for role in roles for form in (role, tidy(role), _bare(role))}, key=len, reverse=True),
        "COMPANY": sorted({form for name in companies for form in (name, plain_name(name))}, key=len, reverse=True),
    }


def _bare(role: str) -> str:
    """Return a role without the endings of the other gender and the marks for all, as its words are cut."""
    return " ".join(cut("role", role).folded)


def _mark(part: Part, form: str, label: str, tags: list[str], lines: Iterable[int] | None = None) -> bool:
    """Mark every place of a form in a part that no other label has taken; return whether there is one."""
    wanted = [word for word in fold(form).split() if word]
    if not wanted or (len(wanted) == 1 and len(wanted[0]) < 2 and label != "RECRUITER"):
        return False
    folded, found = part.folded, False
    allowed = set(lines) if lines is not None else None
    for first in range(len(folded)):
        stop = _match(folded, first, wanted)
        if stop and all(tags[i] == "O" for i in range(first, stop)):
            if allowed is not None and part.line_of[first] not in allowed:
                continue
            tags[first] = f"B-{label}"
            tags[first + 1 : stop] = [f"I-{label}"] * (stop - first - 1)
            found = True
    return found


def _match(folded: list[str], first: int, wanted: list[str]) -> int:
    """Return the word after the place where all wanted words stand from `first` on, 0 when they do not."""
    place, index = first, 0
    while index < len(wanted):
        if place >= len(folded):
            return 0
        words = folded[place].split()
        if not words[0].isalnum() and index > 0:
            place += 1
            continue
        if words != wanted[index : index + len(words)]:
            return 0
        index += len(words)
        place += 1
    return place


def _mark_short_names(form: str, view: View, tags: list[str]) -> None:
    """Mark the first or last name alone where the letter is signed with it."""
    last = len(view.body.lines) - 1
    lines = [i for i, line in enumerate(view.body.lines) if line.zone in {"sign", "off"} or i == last]
    words = [word for word in form.split() if len(word) > 1 and not is_honorific(word)]
    for word in words[:1] + words[-1:]:
        _mark(view.body, word, "RECRUITER", tags, lines)


def _mark_reader(row: Row, view: View, tags: list[str]) -> None:
    """Mark whom the letter greets: by its fact, else the name in the greeting."""
    stated = [fact["value"] for fact in facts_of(row, "reader")]
    lines = [i for i, line in enumerate(view.body.lines) if line.zone == "greet"][:1] or [0]
    for value in stated:
        name = " ".join(word for word in value.split() if not is_honorific(word))
        if not _mark(view.body, name, "READER", tags, lines):
            _mark(view.body, name, "READER", tags, range(4))
    if not stated and str(row["id"]) not in corpus.facts() and view.body.lines:
        from rejection_tui.reading.people import greeted_name

        if name := greeted_name(view):
            bare = " ".join(word for word in name.split() if not is_honorific(word))
            _mark(view.body, bare, "READER", tags, lines)
