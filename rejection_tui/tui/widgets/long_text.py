"""A text area whose text is always cleaned; tab moves to the next field."""

from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from rejection_tui.domain.text import clean


class LongText(TextArea):
    """A wrapped text area that takes only clean text."""

    DEFAULT_CSS = """
    LongText { border: none; padding: 0; background: transparent; }
    LongText:focus { border: none; }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that delete to the screen while the text is only read: they scroll then."""
        return not (self.read_only and action.startswith("delete_"))

    def _set_document(self, text: str, language: str | None) -> None:
        # Every text passes here, the first one and each one loaded later.
        super()._set_document(clean(text), language)
        self.selection = Selection.cursor((0, 0))  # Textual leaves it where it was while no cursor is shown

    def on_paste(self, event: events.Paste) -> None:
        """Insert the cleaned paste, with its line breaks."""
        event.prevent_default()
        if self.read_only:
            return  # a screen may handle it
        event.stop()
        result = self.replace(clean(event.text), *self.selection)
        self.move_cursor(result.end_location)
