"""The sheet for a practice partner as Markdown: one or several questions, each with the parts of its answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rejection_tui.content import read
from rejection_tui.domain.partner_sheet import END, HINT, SheetQuestion, number_of
from rejection_tui.domain.rules import Rules
from rejection_tui.export.markdown import inline


def partner_sheet(questions: Sequence[SheetQuestion], now: datetime, rules: Rules | None = None) -> str:
    """Return the sheet for `questions`, which can be read back; its fixed text is in `content/export/`."""
    seconds = (rules or Rules()).rehearsal_seconds
    count = len(questions)
    head = {
        "date": f"{now.day} {now:%B %Y}",
        "count": "1 question" if count == 1 else f"{count} questions",
        "number": number_of(now),
        "minutes": f"{seconds / 60:g}",
    }
    blocks = [_filled("partner_sheet", head)]
    blocks += [_question(one, f"{place} of {count}") for place, one in enumerate(questions, 1)]
    return "\n".join([*blocks, f"{END}\n"])


def _question(one: SheetQuestion, place: str) -> str:
    parts = "".join(f"- {part.label} ({part.hint}): ____\n" for part in one.parts)
    good = f"{HINT}: {inline(one.good)}\n\n" if one.good else ""
    words = {"type": inline(one.type) or "interview", "question": inline(one.text)}
    values = words | {"place": place, "code": inline(one.code), "parts": parts, "good": good}
    return _filled("partner_question", values)


def _filled(name: str, values: Mapping[str, str]) -> str:
    """Return a text of the package with its places filled once; what is filled in may hold anything."""
    head, *rest = read(f"export/{name}.md").split("{")
    pieces = [head]
    for part in rest:
        place, _, tail = part.partition("}")
        pieces += [values[place], tail]
    return "".join(pieces)
