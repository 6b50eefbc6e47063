"""Lines above the panes whose every colour can be read on their background, in any theme."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import Static

from rejection_tui.tui.theme.contrast import readable


class ReadableLine(Static):
    """Static text; a colour too near to its background is moved away from it as it is drawn."""

    def render_line(self, y: int) -> Strip:
        """Return one line with readable colours."""
        strip = super().render_line(y)
        nothing = Style()
        return Strip(
            [Segment(part.text, readable(part.style or nothing, nothing), part.control) for part in strip],
            strip.cell_length,
        )
