"""The text of an answer in its form: pasted, read, and marked where it names a gap."""

from typing import Final

from textual import events
from textual.message import Message

from rejection_tui.domain.answer import AnswerKind, AnswerReading
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.tui.widgets.marked_text import MarkedText


class AnswerText(MarkedText):
    """A marked text that hands a paste on instead of inserting it."""

    class Pasted(Message):
        """Text was pasted; the receiver calls `take` with the part that belongs here."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: events.Paste) -> None:
        """Post the paste."""
        event.prevent_default()
        if not self.read_only:
            event.stop()
            self.post_message(self.Pasted(event.text))

    def take(self, text: str) -> None:
        """Insert `text` at the cursor."""
        result = self.replace(clean(text), *self.selection)
        self.move_cursor(result.end_location)


#: What an answer of each kind is, and what saving it does, where it names no gap.
_SENTENCES: Final = {
    AnswerKind.FEEDBACK: "It seems to say something, but no gap stands out; choose one, or leave it.",
    AnswerKind.BOILERPLATE: "Standard wording{words}: nothing usable in it, and it never counts as a theme.",
    AnswerKind.REFUSAL: "They give no feedback{words}. That is common, and says nothing about you.",
    AnswerKind.PROMISE: "A promise{words}: saved with their emails; you look again on the day, and nothing is ticked.",
    AnswerKind.CALL: "They would rather talk{words}: saved with their emails, then the phone sheet opens.",
    AnswerKind.AUTOREPLY: "An automatic reply{words}: saved with their emails; it ticks nothing.",
    AnswerKind.OTHER: "No gap stands out in these words; choose one, or leave it.",
}


def proposal_words(reading: AnswerReading) -> str:
    """Return a sentence with the proposed reading of an answer and the words that suggest it."""
    if not reading.gaps:
        words = f" (“{clean_line(reading.words, 80)}”)" if reading.words else ""
        return _SENTENCES[reading.kind].format(words=words)
    points = [f"{one.gap.label} (“{clean_line(one.quote, 100)}”)" for one in reading.gaps]
    listed = points[0] if len(points) == 1 else f"{', '.join(points[:-1])} and {points[-1]}"
    return f"Points to {listed}. Their words are kept apart from your reading."
