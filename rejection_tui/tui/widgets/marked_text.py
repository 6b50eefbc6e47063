"""A text area in which words are marked, such as those of a finding or of a reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text

from rejection_tui.tui.widgets.long_text import LongText


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place, `start` to `end` in the text, and the kind of mark: `block`, `warn` or `note`."""

    start: int
    end: int
    kind: str


class MarkedText(LongText):
    """A text area that underlines marked words; blocking ones are also bold on a coloured background."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"marked--block", "marked--warn", "marked--note"}
    DEFAULT_CSS = """
    MarkedText {
        & .marked--block { color: $text-error; background: $error-muted; text-style: bold underline; }
        & .marked--warn { color: $text-warning; text-style: underline; }
        & .marked--note { color: $text-accent; text-style: underline; }
    }
    """

    _marks: tuple[Mark, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks shown now."""
        return self._marks

    def mark(self, marks: Iterable[Mark]) -> None:
        """Replace the marks."""
        marks = tuple(sorted(marks, key=lambda m: (m.kind == "block", m.kind == "warn", m.start)))
        if marks != self._marks:
            self._marks = marks
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return one line with the marks in it."""
        line = super().get_line(line_index)
        if self._marks:
            start = sum(len(text) + 1 for text in self.document.lines[:line_index])
            for mark in self._marks:
                left, right = max(mark.start - start, 0), min(mark.end - start, len(line))
                if left < right:
                    line.stylize(self.get_component_rich_style(f"marked--{mark.kind}", partial=True), left, right)
        return line
