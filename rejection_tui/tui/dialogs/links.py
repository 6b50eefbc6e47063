"""The links of a letter with their full addresses; the one chosen is copied, and nothing is opened."""

from collections.abc import Iterable

from textual import on, work
from textual.widgets import OptionList

from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.dialogs.pick import Line, PickDialog


class LinksDialog(PickDialog):
    """Dismissed with None; `links` are those of a `Letter`."""

    def __init__(self, context: AppContext, links: Iterable[str]) -> None:
        found = [(link.rpartition(" ")[0], link.rpartition(" ")[2]) for link in links]
        lines = [Line(str(at), words or address, address) for at, (words, address) in enumerate(found)]
        super().__init__("Links", lines, "This letter has no links.", "enter copies the address · esc back")
        self.context = context
        self._addresses = [address for _, address in found]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.prevent_default()  # choosing a line would close the list before the address is copied
        event.stop()
        self._copy(self._addresses[int(event.option.id or 0)])

    @work(thread=True, group="copy")
    def _copy(self, address: str) -> None:
        app = self.app

        def terminal(text: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, text)

        result = clipboard.copy(address, terminal, keep=lambda text: drafts.keep_last(self.context, text))
        app.call_from_thread(self._copied, result)

    def _copied(self, result: Copied) -> None:
        self.notify(result.message, severity="information" if result.arrived else "warning", markup=False)
        if self.is_current:
            self.dismiss(None)
