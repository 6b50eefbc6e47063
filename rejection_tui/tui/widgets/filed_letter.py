"""The letter that is filed with a rejection, to be read beside what is written about it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from rejection_tui.domain.day_words import day
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.letter_page import NO_LETTER, for_reading
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services.context import AppContext
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.letter_text import MAX_FIRST_SHOWN, LetterText

NO_REJECTION = "This message answers no rejection, so there is no letter."


class FiledLetter(Vertical):
    """A letter with its sender and day above, some words in it marked; a sentence where none is filed."""

    DEFAULT_CSS = """
    FiledLetter { height: 1fr; width: 1fr; }
    FiledLetter > .letter--head { height: auto; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    FiledLetter > .letter--none { display: none; height: auto; color: $text-muted; }
    FiledLetter.-none > .letter--none { display: block; }
    FiledLetter.-none > .letter--head, FiledLetter.-none > LetterText { display: none; }
    """

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__(id=id)
        self.context = context

    def compose(self) -> ComposeResult:
        """Lay out head, text, and the sentence in their place."""
        yield Static("", classes="letter--head", markup=False)
        yield LetterText()
        yield Static("", classes="letter--none", markup=False)

    @property
    def text(self) -> LetterText:
        """The text of the letter."""
        return self.query_one(LetterText)

    @property
    def is_filed(self) -> bool:
        """True when there is a letter to read."""
        return not self.has_class("-none")

    def show(self, rejection: Rejection | None, answer: Feedback | None = None, marked: Sequence[str] = ()) -> bool:
        """Show the letter of a rejection, below the answer if one is given; False when there is neither.

        `marked` are words of it, found also where the letter breaks its lines.
        """
        letter = self.context.records.letters.get(rejection.letter) if rejection else None
        heads = [self._answer_head(answer)] if answer else []
        texts = [for_reading(answer.verbatim[:MAX_FIRST_SHOWN])] if answer else []
        if letter is not None:
            heads += [self._head(letter, rejection)]
            texts += [_text_of(letter)]
        self.set_class(not texts, "-none")
        self.query_one(".letter--head", Static).update(shown(heads[0] if heads else ""))
        none = self.query_one(".letter--none", Static)
        none.update(shown(NO_LETTER if rejection else NO_REJECTION))
        if len(texts) > 1:
            texts.insert(1, f"── {heads[1]}")
        whole = "\n\n".join(texts)
        if whole != self.text.source:
            self.text.show(whole, marked, laid_out=True)
        else:
            self.text.mark(marked)
        return bool(texts)

    def _answer_head(self, answer: Feedback) -> str:
        return f"Their answer · {day(answer.received, self.context.now())}"

    def _head(self, letter: Letter, rejection: Rejection | None) -> str:
        when = letter.received or (rejection.received if rejection else None)
        parts = (letter.sender_name or letter.sender_email, day(when, self.context.now()) if when else "")
        return " · ".join(part for part in parts if part) or "Their letter"


def _text_of(letter: Letter) -> str:
    body = letter.body[:MAX_FIRST_SHOWN]
    cut = "…" if len(letter.body) > MAX_FIRST_SHOWN else ""
    return "\n\n".join(part for part in (letter.subject, for_reading(body) + cut) if part)
