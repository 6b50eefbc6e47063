"""The text of an answer: what is pasted into it is handed on, for it may be a whole mail with its headers."""

from textual import events
from textual.message import Message

from rejection_tui.domain.text import clean
from rejection_tui.tui.widgets.marked_text import MarkedText


class AnswerText(MarkedText):
    """A marked text that asks what a paste is before it takes it in."""

    class Pasted(Message):
        """Text was pasted; whoever hears it gives what belongs here to `take`."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: events.Paste) -> None:
        """Hand the paste on."""
        event.prevent_default()
        if not self.read_only:
            event.stop()
            self.post_message(self.Pasted(event.text))

    def take(self, text: str) -> None:
        """Insert `text` at the cursor."""
        result = self.replace(clean(text), *self.selection)
        self.move_cursor(result.end_location)
