"""The fields of one gap in the form of an answer: its kind, theme, words, and what is done about it by when."""

from collections.abc import Mapping
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical

from rejection_tui.domain.answer import AnswerKind, AnswerReading, SaidGap
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import Field, LineInput

_KINDS: Final = tuple((gap.value, gap.label) for gap in (Gap.UNSORTED, *[g for g in Gap if g is not Gap.UNSORTED]))
_FURTHER: Final = tuple(
    (gap.value, "no gap: take it out" if gap is Gap.UNSORTED else gap.label)
    for gap in (Gap.UNSORTED, Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE, Gap.NOT_YOU)
)
#: The fields of a gap, in their order.
NAMES: Final = ("gap", "themes", "quote", "plan", "by")
#: The fields that a reading of the answer fills in.
READ: Final = ("gap", "themes", "quote", "plan")
#: Answers that say there is nothing to work on.
_NOTHING: Final = (AnswerKind.BOILERPLATE, AnswerKind.REFUSAL)


def name_of(field: str, number: int) -> str:
    """Return the id of a field of the gap with this number, counted from 0."""
    return field if number == 0 else f"{field}-{number + 1}"


def numbers_in(names: Mapping[str, str]) -> int:
    """Return how many gaps the fields with these ids are of."""
    return max((int(name.partition("-")[2] or 1) for name in names if name.partition("-")[0] in NAMES), default=1)


class GapFields(Vertical):
    """The fields of the gap with a number, counted from 0; `uid` is that of the gap they were filled from."""

    DEFAULT_CSS = """
    GapFields { height: auto; }
    GapFields.-further { margin: 1 0 0 0; }
    """

    def __init__(self, number: int, named: NamedGap | None = None) -> None:
        super().__init__(classes="-further" if number else "", id=f"gap-fields-{number + 1}")
        self.number = number
        self.uid = named.uid if named else ""
        self._named = named

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        old = self._named
        yield self._field(
            f"Gap {self.number + 1}" if self.number else "Gap",
            Choice(_FURTHER if self.number else _KINDS, old.gap if old else "", id=self._id_of("gap")),
        )
        yield self._field("Themes", self._line("themes", old.theme if old else "", "separated by commas"))
        yield self._field("Quote", self._line("quote", old.quote if old else "", "the words that carry it"))
        yield self._field("I will", self._line("plan", old.plan if old else "", "one thing I will do about it"))
        by = old.day.isoformat() if old and old.day else ""
        yield self._field("By", self._line("by", by, "such as in 2 weeks"))

    def _field(self, label: str, control: Choice | LineInput) -> Field:
        return Field(label, control, id=f"field-{control.id}")

    def _line(self, field: str, value: str, placeholder: str) -> LineInput:
        return LineInput(value, placeholder, id=self._id_of(field))

    def _id_of(self, field: str) -> str:
        return name_of(field, self.number)


def proposals(reading: AnswerReading) -> list[dict[str, str]]:
    """Return what a reading proposes for the fields of each gap, at least of the first."""
    found = [_proposal(one) for one in reading.gaps]
    if found:
        return found
    gap = Gap.NOTHING_USABLE if reading.kind in _NOTHING else Gap.UNSORTED
    return [{"gap": gap.value, "themes": "", "quote": "", "plan": ""}]


def _proposal(one: SaidGap) -> dict[str, str]:
    return {"gap": one.gap.value, "themes": one.theme, "quote": one.quote, "plan": one.action}
