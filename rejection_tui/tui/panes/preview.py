"""What the cursor is on, beside the panes: it follows the pane with the focus and never has the keys itself."""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from rejection_tui.tui.panes.frame import frame_title
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.theme.contrast import readable

#: Returns what is shown, for a width in cells.
PageMaker = Callable[[int], PreviewPage]


class Preview(ScrollView, can_focus=False):
    """Shows a page, which is asked for when there is room, and again for another width; it draws the lines in sight."""

    DEFAULT_CSS = """
    Preview {
        border: round $foreground 20%; background: $background; padding: 0 1; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-background: $background;
        border-title-color: $foreground; border-title-background: transparent;
        &:ansi { border: round $border-blurred; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = PreviewPage("", "", "", Content(""))
        self._make: PageMaker | None = None
        self._width = 0  # the width the strips are made for; 0: they are to be made
        self._asked = False  # that they be made
        self._strips: list[Strip] = []

    def show(self, make: PageMaker) -> None:
        """Show a page from its top, or where it was scrolled to if it is about the same record as before.

        It is made once, however often this is called until the next message is handled: keys may come in bursts.
        """
        self._make = make
        if self._width or not self._asked:
            self._width, self._asked = 0, True
            self.call_later(self._lay_out)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._lay_out()
        self._draw_title()

    def notify_style_update(self) -> None:
        """Draw again when the theme changes."""
        self._width = 0
        super().notify_style_update()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width if self.display else 0
        self._asked = False
        if self._make is None or not width or width == self._width:
            return
        before, self.page, self._width = self.page.about, self._make(width), width
        base = self.visual_style
        strips = Visual.to_strips(self, self.page.body, width, None, base)
        ground = base.rich_style
        self._strips = [Strip([_readable(part, ground) for part in strip], strip.cell_length) for strip in strips]
        self.virtual_size = Size(width, len(self._strips))
        if before != self.page.about:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._draw_title()
        self.refresh()

    def _draw_title(self) -> None:
        self.border_title = frame_title(self.page.title, self.page.note, self.size.width, False)

    def scroll_by_lines(self, lines: int) -> None:
        """Scroll by so many lines at once."""
        self._lay_out()
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True, immediate=True)

    @property
    def text(self) -> str:
        """The words shown, scrolled out of sight or not."""
        self._lay_out()
        return "\n".join(strip.text.rstrip() for strip in self._strips)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        self._lay_out()
        index, width = y + self.scroll_offset.y, self.size.width
        ground = self.rich_style
        if not 0 <= index < len(self._strips):
            return Strip.blank(width, ground)
        return self._strips[index].adjust_cell_length(width, ground)


def _readable(part: Segment, ground: Style) -> Segment:
    """Return a part of a line with a colour that can be read; rules across the page stay faint."""
    style = part.style or ground
    return Segment(part.text, style if not part.text.strip("─ ") else readable(style, ground))
