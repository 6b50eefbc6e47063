"""Shows one letter as plain text, with advice above it, the deciding words marked and quoted mails folded."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from rejection_tui.domain.day_words import ago_and_day
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.letter_text import MAX_FIRST_SHOWN, LetterText
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine
from rejection_tui.tui.widgets.reading_words import evidence_words, support_words

#: Characters of a letter that are searched for the deciding words; searching more would make the keys slow.
MAX_SEARCHED = 30_000


class LetterScreen(Page[Destination | None]):
    """Dismissed with `Destination(Route.DRAFT, uid)` when the reply is asked for."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("letter.draft", "d", "draft the reply", "Open the draft this rejection needs now.", "draft", True),
        Command("letter.quoted", "o", "earlier mail", "Unfold or fold the earlier mails quoted below.", "quoted", True),
        Command("letter.all", "a", "show all", "Show all of a very long letter.", "show_all", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "letter.tcss"

    class Marked(Message):
        """The words that decided the verdict were found."""

        def __init__(self, words: tuple[str, ...], faint: tuple[str, ...]) -> None:
            super().__init__()
            self.words = words
            self.faint = faint

    def __init__(self, context: AppContext, rejection_uid: str) -> None:
        super().__init__()
        self.context = context
        self.rejection: Rejection = rejections.get(context.records, rejection_uid)
        self.letter: Letter | None = context.records.letters.get(self.rejection.letter)
        self.quoted = False
        self.all = False

    def compose(self) -> ComposeResult:
        """Lay out advice, head and text."""
        yield TitleLine("Letter", id="title")
        yield Static("", id="letter-advice", markup=False)
        yield Static("", id="letter-head", markup=False)
        yield LetterText(id="letter-text")
        yield Static("", id="letter-more", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the letter, and start searching for the deciding words."""
        one = self.rejection
        self.query_one(TitleLine).show(" · ".join(p for p in (one.company, one.role) if p), one.stage.label)
        advice = rejections.advice(self.context, one.uid)
        self.query_one("#letter-advice", Static).update(shown(f"{advice.advice.capitalize()}: {advice.reason}"))
        self.query_one("#letter-head", Static).update(shown_block(self._head()))
        self._show()
        self.query_one(LetterText).focus()
        if self.letter is not None:
            self._find_deciding_words(self.letter.body)

    def _head(self) -> str:
        letter = self.letter
        if letter is None:
            return f"Their no: {ago_and_day(self.rejection.received, self.context.now())}"
        sender = " ".join(
            p for p in (letter.sender_name, f"<{letter.sender_email}>" if letter.sender_email else "") if p
        )
        when = ago_and_day(letter.received or self.rejection.received, self.context.now())
        rows = (("From", sender), ("Date", when), ("Subject", letter.subject), ("Files", ", ".join(letter.attachments)))
        lines = [f"{name:<8} {value}" for name, value in rows if value]
        return "\n".join(lines + [f"! {note}" for note in letter.notes])

    def _show(self) -> None:
        letter = self.letter
        if letter is None:
            hint = "This rejection was written down by hand; there is no letter.\n\n"
            self.query_one(LetterText).show(hint + (self.rejection.notes or "No notes either."))
            return
        text = letter.body if self.all else letter.body[:MAX_FIRST_SHOWN]
        if self.quoted and letter.quoted:
            text += "\n\n" + (letter.quoted if self.all else letter.quoted[:MAX_FIRST_SHOWN])
        self.query_one(LetterText).show(text)
        self.query_one("#letter-more", Static).update(self._more(letter))
        self.refresh_bindings()

    def _more(self, letter: Letter) -> str:
        words = []
        hidden = len(letter.body) - MAX_FIRST_SHOWN
        if hidden > 0 and not self.all:
            words.append(f"… {hidden // 1000:,} thousand more characters: a shows all")
        if letter.quoted and not self.quoted:
            lines = letter.quoted.count("\n") + 1
            words.append(f"▸ {lines} {'line' if lines == 1 else 'lines'} of earlier mail folded: o unfolds")
        return "   ".join(words)

    @work(thread=True, group="letter", exclusive=True, exit_on_error=False)
    def _find_deciding_words(self, body: str) -> None:
        try:
            reading = letters.read_text(body[:MAX_SEARCHED])
        except RejtuiError:
            return
        self.post_message(self.Marked(evidence_words(reading), support_words(reading)))

    def on_letter_screen_marked(self, event: Marked) -> None:
        """Mark the words once they are found."""
        self.query_one(LetterText).mark(event.words, event.faint)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable unfolding only when something is folded."""
        if action == "quoted":
            return bool(self.letter and self.letter.quoted)
        if action == "show_all":
            return bool(self.letter and len(self.letter.body) > MAX_FIRST_SHOWN and not self.all)
        return True

    def action_draft(self) -> None:
        """Close, to open the draft of the reply."""
        self.dismiss(Destination(Route.DRAFT, self.rejection.uid))

    def action_quoted(self) -> None:
        """Unfold or fold the earlier mails."""
        self.quoted = not self.quoted
        self._show()

    def action_show_all(self) -> None:
        """Show the whole letter."""
        self.all = True
        self._show()

    def action_back(self) -> None:
        """Close the letter."""
        self.dismiss(None)
