"""The last line of a screen: the keys that work here, as many as fit whole; help and the way back always."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

#: Actions that stay when the window is too narrow for all.
KEPT = frozenset({"help", "back", "app.help"})


class KeyLine(Footer):
    """A footer that leaves keys out rather than cutting one, and is laid out anew only for other keys."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, show_command_palette=False)
        self._laid_out: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the keys there is room for."""
        yield from fitting(super().compose(), self.app.size.width)

    async def recompose(self) -> None:
        """Lay the keys out anew if they are others than those that stand here: every move of a cursor asks."""
        if self._pruning or not self.is_attached:
            return  # the screen was left meanwhile
        keys = tuple(
            (self.app.get_key_display(b), b.description, b.action, enabled, tooltip)
            for _, b, enabled, tooltip in self.screen.active_bindings.values()
            if b.show
        )
        wanted = (self.app.size.width, self._bindings_ready, keys)
        if wanted != self._laid_out:
            self._laid_out = wanted
            await super().recompose()

    def on_resize(self, event: Resize) -> None:
        """Choose anew for the new width."""
        self.call_after_refresh(self.recompose)


def fitting(keys: Iterable[Widget], width: int) -> list[Widget]:
    """Return the keys that fit into `width` cells, in their order; those in `KEPT` take their room first."""
    every = list(keys)
    kept: set[Widget] = {key for key in every if isinstance(key, FooterKey) and key.action in KEPT}
    room = width - sum(_width(key) for key in kept)
    for key in every:
        if key in kept:
            continue
        room -= _width(key)
        if room < 0:
            break
        kept.add(key)
    return [key for key in every if key in kept]


def _width(key: Widget) -> int:
    if not isinstance(key, FooterKey):
        return 0
    return cell_len(key.key_display) + cell_len(key.description) + 2
