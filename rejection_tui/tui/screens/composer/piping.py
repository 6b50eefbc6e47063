"""Piping the text through the user's own tool, whose result is compared with the text before it is kept."""

from textual import on, work
from textual.message import Message

from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean
from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.own_tool import own_tool
from rejection_tui.system.text_filter import TextFilter
from rejection_tui.tui.dialogs.compare import CompareDialog
from rejection_tui.tui.screens.composer.editing import EditingPage
from rejection_tui.tui.widgets.page import read_or_notify


class PipingPage(EditingPage):
    """A draft that goes through a command of the user's, when its key is pressed and at no other time."""

    class Piped(Message):
        """The tool ended: with a text, or with trouble, which is a sentence."""

        def __init__(self, tool: TextFilter, draft: Draft, text: str, trouble: str) -> None:
            super().__init__()
            self.tool, self.draft, self.text, self.trouble = tool, draft, text, trouble

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self._tool: TextFilter | None = None  # while it runs

    def action_tool(self) -> None:
        """Start the tool on the text; stop it if it is at work."""
        if self._tool is not None:
            self._tool.stop()
            return
        tool = read_or_notify(self, lambda: own_tool(self.context, self.draft))
        if tool is not None:
            self._tool = tool
            self.say(f"{tool.name} is at work; | stops it.")
            self._pipe(tool, self.draft)

    @work(thread=True, group="tool", exit_on_error=False)
    def _pipe(self, tool: TextFilter, draft: Draft) -> None:
        try:
            text, trouble = tool.run(draft.body), ""
        except RejtuiError as error:
            text, trouble = "", error.sentence
        self.post_message(self.Piped(tool, draft, text, trouble))

    @on(Piped)
    def _piped(self, event: Piped) -> None:
        event.stop()
        self._tool = None
        tool, draft, text, trouble = event.tool, event.draft, event.text, event.trouble
        self.app.clear_notifications()  # that it is at work
        if trouble:
            self.say(trouble, warn=True)
        elif text == clean(draft.body).strip("\n"):
            self.say(f"{tool.name} changed nothing.")
        elif self.editing or self.draft.body != draft.body:
            self.say(f"The text changed while {tool.name} was at work; what it wrote was dropped.", warn=True)
        else:
            new = replace(draft, body=text)
            findings = read_or_notify(self, lambda: drafts.check(self.context, new)) or ()
            dialog = CompareDialog(f"What {tool.name} made of it", draft.body, text, findings)
            self.app.push_screen(dialog, lambda keep: self._keep(new) if keep else None)

    def _keep(self, new: Draft) -> None:
        before = self.shown_now
        self.draft = replace(self.draft, body=new.body)
        if self.save_text("what your tool changed", before):
            return
        self.show(before.draft)

    def on_unmount(self) -> None:
        """End the tool when the composer is left."""
        if self._tool is not None:
            self._tool.stop()
