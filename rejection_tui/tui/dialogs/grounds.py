"""Shows for each sentence of a draft what it stands on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.draft import Ground, Source
from rejection_tui.domain.standing import Standing
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.page import BACK, Dialog

OWN_WORDS = "your own words"
_MAX_CHARS = 600  # of a sentence or a quote


def ground_words(ground: Ground) -> str:
    """Return what a sentence stands on, such as “your file: role” or “the letter: “…””."""
    what, quote = clean_line(ground.what, _MAX_CHARS), clean_line(ground.quote, _MAX_CHARS)
    match ground.source:
        case Source.LETTER:
            return f"the letter: “{quote}”" if quote else f"the letter: {what}" if what else "the letter"
        case Source.FILE:
            return f"your file: {what}" if what else "your file"
        case Source.USER:
            return f"your words: {what}" if what else "your words"
        case Source.COURTESY:
            return "courtesy, claims nothing"


def grounds_text(standings: Sequence[Standing]) -> Content:
    """Return each sentence, and below it what it stands on."""
    blocks = []
    for one in standings:
        grounds = [ground_words(ground) for ground in one.grounds] or [OWN_WORDS]
        lines = [Content.styled(f"  {words}", "$text-accent") for words in dict.fromkeys(grounds)]
        blocks.append(Content("\n").join([Content(clean_line(one.text, _MAX_CHARS)), *lines]))
    return Content("\n\n").join(blocks) if blocks else Content.styled("There is no sentence yet.", "dim")


class GroundsDialog(Dialog[None]):
    """The sentences of a draft in their order, to be read; the arrows scroll."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("grounds.close", "v,q", "close", "Go back to the draft.", "back", False),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    GroundsDialog > .dialog { max-height: 95%; scrollbar-size-vertical: 1; }
    GroundsDialog Static { height: auto; }
    """

    def __init__(self, standings: Sequence[Standing]) -> None:
        super().__init__()
        self.standings = tuple(standings)

    def compose(self) -> ComposeResult:
        """Lay out the sentences."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = shown("What each sentence is based on")
            box.border_subtitle = shown("esc back")
            yield Static(grounds_text(self.standings), id="grounds-text", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()
