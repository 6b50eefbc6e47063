"""One quiet line of the guide through a first letter, with the key that hides it for good."""

from typing import Final

from textual.widgets import Static

from rejection_tui.services import first_letter
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.widgets.display import shown

HIDE_GUIDE: Final = Command(
    "guide.hide", "f3", "hide the guide", "Hide the guide through the first letter, for good.", "hide_guide"
)


class GuideLine(Static):
    """Shown only while there is something to say; `say` and `reload` set what that is."""

    DEFAULT_CSS = """
    GuideLine { height: auto; padding: 0 1; color: $foreground; background: $panel; display: none; }
    GuideLine.-says { display: block; }
    """

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.context = context
        self._step: first_letter.Step | None = None

    def reload(self) -> None:
        """Say what the first letter needs now."""
        self.say(first_letter.step(self.context))

    def reload_below_today(self) -> None:
        """Say what the first letter needs now, but not that it is to be pasted: the line above says so."""
        step = first_letter.step(self.context)
        self.say(None if step is first_letter.Step.PASTE else step)

    def say(self, step: first_letter.Step | None) -> None:
        """Say the sentence of a step, or nothing; the screen is laid out only for another one."""
        if step is self._step:
            return
        self._step = step
        self.set_class(step is not None, "-says")
        self.update(shown(f"{step.value} (f3 hides this)" if step else ""))

    def hide(self) -> None:
        """Hide the guide for good."""
        first_letter.end(self.context)
        self.say(None)
