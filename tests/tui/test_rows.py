"""Lists of rows under headings, and the panel beside them."""

import pytest
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.meanings import Meaning
from rejection_tui.tui.theme.contrast import MIN_CONTRAST, ratio
from rejection_tui.tui.theme.themes import THEMES
from rejection_tui.tui.widgets.moving import scroll_text
from rejection_tui.tui.widgets.passages import Passage
from rejection_tui.tui.widgets.reader import LIMIT, Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns
from tests.world.app import ColouredApp


class Shelf(ColouredApp):
    """Twenty rows under two headings, and a reader."""

    def __init__(self, theme: str = "rejtui-dark") -> None:
        super().__init__()
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield Rows[int](self._line)
        yield Reader()

    @staticmethod
    def _line(number: int, width: int) -> Text:
        meaning = list(Meaning)[number % 6]
        return columns(((meaning.mark, 2, f"bold ${meaning.colour}"), (f"row {number}", width - 2, "")))

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(Rows)
        rows.fill([Heading("First", ruled=True), *((str(n), n) for n in range(10))])
        rows.focus()


async def test_half_a_page_moves_to_a_row_and_never_to_a_heading() -> None:
    async with Shelf().run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(Rows)
        half = rows.size.height // 2
        await pilot.press("ctrl+d")
        assert rows.highlighted == 1 + half
        await pilot.press("ctrl+d", "ctrl+d", "ctrl+d")
        assert rows.current == 9
        for _ in range(4):
            await pilot.press("ctrl+u")
        assert rows.current == 0


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_meaning_is_readable_under_the_cursor(theme: str) -> None:
    async with Shelf(theme).run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(Rows)
        for number, meaning in enumerate(Meaning):
            rows.go_to(str(number))
            await pilot.pause()
            line = rows.render_line(1 + number)
            (style,) = [s.style for s in line if meaning.mark in s.text]
            assert isinstance(style, Style) and style.color and style.bgcolor
            assert style.color.triplet and style.bgcolor.triplet
            assert ratio(Color(*style.color.triplet), Color(*style.bgcolor.triplet)) >= MIN_CONTRAST, meaning


async def test_the_reader_is_plain_bounded_and_says_how_to_read_on() -> None:
    async with Shelf().run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        reader = pilot.app.query_one(Reader)
        reader.show("A [b]title[/b]", Content("head"), [Passage("Their\x1b[31m letter", "[@click=app.quit]no[/]")])
        await pilot.pause()
        assert str(reader.border_subtitle) == "" and "[b]" in str(reader.border_title)
        assert "[@click=app.quit]no[/]" in reader.text and "\x1b" not in reader.text
        reader.show("Long", Content("head"), [Passage("Letter", "word " * LIMIT, Meaning.THEIRS, ("word word",))])
        await pilot.pause()
        await pilot.pause()
        assert len(reader.text) < LIMIT + 100 and reader.text.endswith("…")
        assert str(reader.border_subtitle) == "tab to read on"
        await pilot.press("tab")
        scroll_text(pilot.app.screen, "half", 1)
        await pilot.pause()
        await pilot.pause()
        assert reader.has_focus and reader.scroll_y > 0
        drawn = reader.query_one(Static).content
        assert isinstance(drawn, Content) and any("underline" in str(span.style) for span in drawn.spans)
