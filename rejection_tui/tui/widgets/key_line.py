"""The footer: the keys that work here, as many as fit; help and back are always shown."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Footer

from rejection_tui.tui.terminal.textual_private import (
    FooterKey,
    bindings_are_known,
    is_being_removed,
    set_bindings_known,
)

#: Actions shown even when the window is too narrow for all.
ALWAYS_SHOWN = frozenset({"help", "back", "leave", "app.help"})


class KeyLine(Footer):
    """A footer that leaves keys out instead of cutting one, and is rebuilt only when its keys change."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, show_command_palette=False)
        self._laid_out: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the keys there is room for."""
        yield from fitting(self._keys(), self.app.size.width) if bindings_are_known(self) else ()

    def _keys(self) -> Iterator[FooterKey]:
        """Yield the keys, compact from the start: Textual makes them so after mounting, and finds every style anew."""
        first: dict[str, FooterKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in first:
                first[binding.action] = FooterKey(
                    binding.key,
                    self.app.get_key_display(binding),
                    binding.description,
                    binding.action,
                    disabled=not enabled,
                    tooltip=tooltip,
                    classes="-compact",
                )
        yield from first.values()

    async def recompose(self) -> None:
        """Rebuild only if the keys differ from those shown, because every move of a cursor calls this."""
        if is_being_removed(self) or not self.is_attached:
            return  # the screen was closed in the meantime
        keys = tuple(
            (self.app.get_key_display(b), b.description, b.action, enabled, tooltip)
            for _, b, enabled, tooltip in self.screen.active_bindings.values()
            if b.show
        )
        wanted = (self.app.size.width, bindings_are_known(self), keys)
        if wanted != self._laid_out:
            self._laid_out = wanted
            await super().recompose()

    async def show(self) -> None:
        """Lay the keys out now, for the first frame, rather than after it."""
        set_bindings_known(self)
        await self.recompose()

    def on_resize(self, event: Resize) -> None:
        """Choose the keys for the new width."""
        self.call_after_refresh(self.recompose)


def fitting(keys: Iterable[Widget], width: int) -> list[Widget]:
    """Return the keys that fit into `width` cells, in their order; those in `ALWAYS_SHOWN` come first."""
    every = list(keys)
    kept: set[Widget] = {key for key in every if isinstance(key, FooterKey) and key.action in ALWAYS_SHOWN}
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
