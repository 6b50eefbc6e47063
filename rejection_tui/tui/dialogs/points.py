"""What a letter says, point by point: what the draft takes up, what perhaps, and what the user says of it."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList

from rejection_tui.services.drafts.points import Point, PointState
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_HEADINGS: Final = {
    PointState.TAKEN: "Taken up where it fits",
    PointState.UNSURE: "Perhaps: does the letter say so?",
    PointState.LEFT_OUT: "Left out",
    PointState.UNHEARD: "Not found in the letter",
}
_MARK: Final = {True: "✓", False: "·"}
_NO_WORDS: Final = "No words of the letter were found that say so."


class PointsDialog(Dialog[dict[str, bool]]):
    """Dismissed with what the user says, by point; empty when nothing was changed."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("points.toggle", "space", "yes/no", "Say that the letter says so, or does not.", "turn", True),
        Command("points.yes", "y", "yes", "The letter says so.", "say(True)"),
        Command("points.no", "n", "no", "The letter does not say so.", "say(False)"),
        Command("points.close", "enter,ctrl+s,f,q", "take", "Go back to the draft.", "back", False),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    PointsDialog > .dialog { width: 84; max-width: 96%; height: 90%; max-height: 40; }
    PointsDialog Rows { height: 1fr; padding: 0; }
    PointsDialog LetterText { height: 5; border-top: solid $border-blurred; }
    """

    def __init__(self, points: Sequence[Point]) -> None:
        super().__init__()
        self.points = tuple(points)
        self.decisions: dict[str, bool] = {}

    def compose(self) -> ComposeResult:
        """Lay out the points, and the words of the one under the cursor."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("What the letter says")
            box.border_subtitle = shown("space yes or no · ctrl+s done")
            yield Rows[Point](self._draw)
            yield LetterText()

    def on_mount(self) -> None:
        """Show the points under their headings; the cursor is on the first doubtful one."""
        rows: list[Heading | tuple[str, Point]] = []
        for state in PointState:
            mine = [(point.name, point) for point in self.points if point.state is state]
            rows += [Heading(_HEADINGS[state]), *mine] if mine else []
        listed = self.query_one(Rows)
        listed.fill(rows)
        doubtful = next((point.name for point in self.points if point.state is PointState.UNSURE), "")
        listed.go_to(doubtful)
        listed.focus()

    def says(self, point: Point) -> bool:
        """Return whether the letter says so, by what was read and by what the user said here."""
        return self.decisions.get(point.name, point.state is PointState.TAKEN)

    def _draw(self, point: Point, width: int) -> Text:
        by_user = point.name in self.decisions or point.by_user
        said = ("yes" if self.says(point) else "no") + ", you say" if by_user else ""
        return columns(
            (
                (_MARK[self.says(point)], 2, "bold"),
                (point.words[0].upper() + point.words[1:], width - 15, ""),
                (said, 13, "dim"),
            )
        )

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        point = self.query_one(Rows).current
        if isinstance(point, Point):
            self.query_one(LetterText).show(f"“{point.quote}”" if point.quote else _NO_WORDS)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_turn()

    def action_turn(self) -> None:
        """Say the contrary of what is shown of the point under the cursor."""
        point = self.query_one(Rows).current
        if isinstance(point, Point):
            self.action_say(not self.says(point))

    def action_say(self, says: bool) -> None:
        """Say of the point under the cursor that the letter says so, or does not."""
        rows = self.query_one(Rows)
        point = rows.current
        if isinstance(point, Point):
            self.decisions[point.name] = says
            rows.draw_again()

    def action_back(self) -> None:
        """Leave; what was said counts, unless it is what was read."""
        kept = {point.name: point for point in self.points}
        said = {name: says for name, says in self.decisions.items() if says != (kept[name].state is PointState.TAKEN)}
        self.dismiss(said)
