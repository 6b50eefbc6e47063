"""A list of lines of which the chosen one is copied; nothing is opened."""

from collections.abc import Mapping, Sequence

from textual import on, work
from textual.widgets import OptionList

from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.dialogs.pick import Line, PickDialog


class CopyDialog(PickDialog):
    """Dismissed with None; `texts` are what is copied, by the keys of the lines. `stays`: more than one is copied."""

    def __init__(
        self,
        context: AppContext,
        title: str,
        lines: Sequence[Line],
        texts: Mapping[str, str],
        empty: str = "",
        how: str = "enter copies it · esc back",
        stays: bool = False,
    ) -> None:
        super().__init__(title, lines, empty, how)
        self.context = context
        self._texts = texts
        self._stays = stays

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.prevent_default()  # choosing a line would close the list before its text is copied
        event.stop()
        self.copy(event.option.id or "")

    def copy(self, key: str) -> None:
        """Copy the text of a line, in a thread, because a clipboard tool may be slow."""
        if key in self._texts:
            self._copy(self._texts[key])

    @work(thread=True, group="copy")
    def _copy(self, text: str) -> None:
        app = self.app

        def terminal(words: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, words)

        result = clipboard.copy(text, terminal, keep=lambda words: drafts.keep_last(self.context, words))
        app.call_from_thread(self._copied, result)

    def _copied(self, result: Copied) -> None:
        self.notify(result.message, severity="information" if result.arrived else "warning", markup=False)
        if self.is_current and not self._stays:
            self.dismiss(None)
