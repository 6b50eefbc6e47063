"""Charts drawn by plotext in the colours of the theme: horizontal bars by name, and columns along a scale."""

from collections.abc import Sequence

from textual.color import Color
from textual_plotext import PlotextPlot

from rejection_tui.domain.text import clean_line

RGB = tuple[int, int, int]


class Chart(PlotextPlot):
    """A plot that is redrawn when the theme changes."""

    DEFAULT_CSS = "Chart { height: 7; width: 1fr; max-width: 64; }"

    def on_mount(self) -> None:
        """Draw now and whenever the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw())
        self.redraw()

    def redraw(self) -> None:
        """Clear the plot and draw it again."""
        self.plt.clear_figure()
        self.plt.grid(False, False)
        self.plot()
        self.refresh()

    def plot(self) -> None:
        """Draw the data."""
        raise NotImplementedError

    def colour(self, name: str) -> RGB:
        """Return a colour of the theme as red, green and blue."""
        value = Color.parse(self.app.theme_variables.get(name, "#808080"))
        return value.rgb


class Bars(Chart):
    """One bar for each name, the first at the top, with its number unless `numbers` is False."""

    def __init__(
        self, names: Sequence[str], values: Sequence[int], numbers: bool = True, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.names = tuple(clean_line(n, 24) for n in names)
        self.values = tuple(values)
        self._numbers = numbers
        self.styles.height = len(self.names)

    def plot(self) -> None:
        """Draw the bars, each one cell high."""
        rows = [float(i) for i in range(len(self.names), 0, -1)]
        self.plt.xaxes(False, False)
        self.plt.yaxes(False, False)
        self.plt.bar(rows, self.values, orientation="horizontal", width=0.1, marker="▆", color=self.colour("primary"))
        self.plt.yticks(rows, [f"{name} " for name in self.names])
        top = max((*self.values, 1))
        self.plt.xlim(0, top * 1.1)
        self.plt.ylim(1 if len(rows) > 1 else 0, max(len(rows), 2))
        self.plt.xticks([], [])
        ink, paper = self.colour("foreground"), self.colour("surface")
        if self._numbers:
            for row, value in zip(rows, self.values, strict=True):
                self.plt.text(f" {value}", x=value, y=row, color=ink, background=paper)


class Columns(Chart):
    """One column for each step of a scale, such as months or spans of days."""

    def __init__(self, names: Sequence[str], values: Sequence[int], id: str | None = None) -> None:
        super().__init__(id=id)
        self.names = tuple(clean_line(n, 10) for n in names)
        self.values = tuple(values)

    def plot(self) -> None:
        """Draw the columns."""
        self.plt.bar(self.names, self.values, width=0.4, marker="█", color=self.colour("primary"))
        top = max((*self.values, 1))
        self.plt.xaxes(True, False)
        self.plt.yaxes(False, False)
        self.plt.ylim(0, top)
        self.plt.yticks([0.0, float(top)], ["0", str(top)])
