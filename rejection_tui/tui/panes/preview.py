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
from rejection_tui.tui.terminal.textual_private import draw_scrollbar_as_well, set_virtual_size
from rejection_tui.tui.theme.contrast import readable

#: Returns what is shown, for a width in cells.
PageMaker = Callable[[int], PreviewPage]


class Preview(ScrollView, can_focus=False):
    """Shows a page, which is asked for when there is room, and again for another width.

    Only the lines in sight are laid out, until somebody scrolls: cursors may be moved quickly over long letters.
    """

    DEFAULT_CSS = """
    Preview {
        border: round $foreground 20%; background: $background; padding: 0 1; overflow-x: hidden;
        overflow-y: scroll; scrollbar-size-vertical: 1; scrollbar-background: $background;
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
        self._rest: list[Content] = []  # the paragraphs below them, the next one last; not or not all laid out
        self._ground: Style | None = None  # the style of the page itself, which takes long to work out
        self._begun = 0  # lines of the first of these that are among the strips

    def show(self, make: PageMaker) -> None:
        """Show a page from its top, or where it was scrolled to if it is about the same record as before.

        It is made once, however often this is called until the next message is handled: keys may come in bursts.
        """
        self._make = make
        if self._width or not self._asked:
            self._width, self._asked = 0, True
            self.call_later(self._lay_out)

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._lay_out()
        self._lay_out_to(self._end_of_sight)
        self._draw_title()

    def notify_style_update(self) -> None:
        """Draw again when the theme changes."""
        self._width, self._ground = 0, None
        super().notify_style_update()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width if self.display else 0
        self._asked = False
        if self._make is None or not width or width == self._width:
            return
        before, self.page, self._width = self.page.about, self._make(width), width
        self._strips, self._begun = [], 0
        self._rest = self.page.body.split("\n", allow_blank=True)[::-1]
        self._lay_out_to(self._end_of_sight if before == self.page.about else self.size.height)
        if before != self.page.about:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._draw_title()
        self.refresh()

    @property
    def _end_of_sight(self) -> int:
        return self.scroll_offset.y + self.size.height

    def _lay_out_to(self, line: int | None = None) -> None:
        """Lay out all lines above `line`, or all there are; the height of the rest is estimated."""
        if not self._width:
            return
        if self._rest and (line is None or len(self._strips) < line):
            self._strips = self._strips[: len(self._strips) - self._begun]
            self._begun = 0
        while self._rest and not self._begun and (line is None or len(self._strips) < line):
            self._begun = self._lay_out_next(None if line is None else line - len(self._strips))
        below = sum(-(-max(paragraph.cell_length, 1) // self._width) for paragraph in self._rest)
        set_virtual_size(self, Size(self._width, len(self._strips) + max(below - self._begun, 0)))
        draw_scrollbar_as_well(self)

    def _lay_out_next(self, wanted: int | None) -> int:
        """Lay out the next paragraph; of a long one only `wanted` lines, and return their number, else 0.

        The lines of a paragraph depend on nothing that stands after them.
        """
        paragraph = self._rest[-1]
        if wanted is not None and len(paragraph) > (most := (wanted + 1) * (self._width + 1)):
            strips = self._strips_of(paragraph[:most])
            if len(strips) > wanted:
                self._strips += strips[:wanted]
                return wanted
        self._strips += self._strips_of(self._rest.pop())
        return 0

    def _strips_of(self, words: Content) -> list[Strip]:
        ground = self.visual_style.rich_style
        strips = Visual.to_strips(self, words, self._width, None, self.visual_style)
        return [Strip([_readable(part, ground) for part in strip], strip.cell_length) for strip in strips]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out the rest, so that the scrollbar is exact from now on."""
        if new_value:
            self._lay_out_to()
        super().watch_scroll_y(old_value, new_value)

    def _draw_title(self) -> None:
        self.border_title = frame_title(self.page.title, self.page.note, self.size.width, False)

    def scroll_by_lines(self, lines: int) -> None:
        """Scroll by so many lines at once."""
        self._lay_out()
        self._lay_out_to()
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True, immediate=True)

    @property
    def text(self) -> str:
        """The words shown, scrolled out of sight or not."""
        self._lay_out()
        self._lay_out_to()
        return "\n".join(strip.text.rstrip() for strip in self._strips)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        self._lay_out()
        index, width = y + self.scroll_offset.y, self.size.width
        ground = self._ground = self._ground or self.rich_style
        if not 0 <= index < len(self._strips):
            return Strip.blank(width, ground)
        return self._strips[index].adjust_cell_length(width, ground)


def _readable(part: Segment, ground: Style) -> Segment:
    """Return a part of a line with a colour that can be read; rules across the page stay faint."""
    style = part.style or ground
    return Segment(part.text, style if not part.text.strip("─ ") else readable(style, ground))
