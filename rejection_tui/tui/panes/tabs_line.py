"""The line that names all panes with their counts, shown where not all of them are in sight."""

from collections.abc import Iterable

from textual.content import Content

from rejection_tui.domain.meanings import Meaning
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.widgets.readable_line import ReadableLine

_BETWEEN = "   "


class TabsLine(ReadableLine):
    """`show` names the panes; `places` says at which column of the line each begins, by its number."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.places: dict[int, int] = {}

    def show(self, panes: Iterable[Pane], active: int) -> None:
        """Name the panes, the active one in bold."""
        parts, column = [], 0
        self.places = {}
        for pane in panes:
            self.places[pane.number] = column
            parts.append(_tab(pane, pane.number == active))
            column += parts[-1].cell_length + len(_BETWEEN)
        self.update(Content(_BETWEEN).join(parts), layout=False)


def _tab(pane: Pane, here: bool) -> Content:
    count = pane.count()
    name = Content.assemble(
        (f"{pane.number} ", "bold $footer-key-foreground"),
        (pane.title, "bold" if here else "$foreground" if pane.display else "$foreground 70%"),
    )
    colour = "$due" if count.endswith(Meaning.DUE.word) else "$foreground 70%"
    return Content.assemble(name, (f" {count}", colour)) if count else name
