"""The links of a letter with their full addresses; the one chosen is copied, and nothing is opened."""

from collections.abc import Iterable

from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.copy_lines import CopyDialog
from rejection_tui.tui.dialogs.pick import Line


class LinksDialog(CopyDialog):
    """Dismissed with None; `links` are those of a `Letter`."""

    def __init__(self, context: AppContext, links: Iterable[str]) -> None:
        found = [(link.rpartition(" ")[0], link.rpartition(" ")[2]) for link in links]
        lines = [Line(str(at), words or address, address) for at, (words, address) in enumerate(found)]
        texts = {line.key: line.text for line in lines}
        super().__init__(
            context, "Links", lines, texts, "This letter has no links.", "enter copies the address · esc back"
        )
