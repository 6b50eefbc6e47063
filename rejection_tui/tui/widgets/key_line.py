"""The footer: the keys that work here, as many as fit; help and back are always shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.widgets import Footer, Input

from rejection_tui.tui.commands.moving import FILTER
from rejection_tui.tui.terminal.textual_private import (
    FooterKey,
    bindings_are_known,
    is_being_removed,
    set_bindings_known,
)

#: Actions shown even when the window is too narrow for all.
ALWAYS_SHOWN = frozenset({"help", "back", "leave", "app.help"})
#: Commands that need no place in the line: the cursor, scrolling, and what the screen itself shows the keys of.
_NOT_SHOWN: Final = ("list.", "text.", "pane.", "today.", "preview.")
#: Cells after each key, and before the first key of each group but the first.
_GAP, _GROUP_GAP = 2, 2


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that works here. `group` is the depth of the widget it belongs to; `spare`: shown where there is room."""

    group: int
    spare: bool
    display: str
    label: str
    action: str
    key: str
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        return cell_len(self.display) + 1 + cell_len(self.label) + _GAP


class KeyLine(Footer):
    """A footer that leaves keys out instead of cutting one, and is rebuilt only when its keys change.

    Keys of one pane or screen stand together. Where there is room left, keys that are usually found in the help are
    shown too.
    """

    DEFAULT_CSS = """
    KeyLine { background: $dialog; }
    KeyLine FooterKey {
        background: $dialog;
        &.-compact { margin-right: 2; }
        &.-first { margin: 0 2 0 4; }
        .footer-key--key { color: $yours; background: $dialog; text-style: bold; }
        .footer-key--description { color: $foreground 80%; background: $dialog; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, show_command_palette=False)
        self._active: tuple[object, ...] = ()  # the bindings that were looked at last
        self._laid_out: tuple[object, ...] = ()  # the keys that were made of them

    def compose(self) -> ComposeResult:
        """Lay out the keys there is room for."""
        if not bindings_are_known(self):
            return
        group = None
        for one in fitting(self._keys(), self.app.size.width):
            first = " -first" if group not in (None, one.group) else ""
            group = one.group
            # compact from the start: Textual makes them so after mounting, and finds every style anew
            yield FooterKey(
                one.key,
                one.display,
                one.label,
                one.action,
                disabled=not one.enabled,
                tooltip=one.tooltip,
                classes=f"-compact{first}",
            )

    def _keys(self) -> list[_Key]:
        """Return the keys that work here, those of the innermost widget first."""
        found: dict[str, _Key] = {}
        groups: dict[int, int] = {}
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            spare = not binding.show
            if spare and isinstance(self.screen.focused, Input):
                continue  # letters are typed there
            if spare and (not enabled or not binding.id or not binding.description or binding.system):
                continue
            if binding.action in found or (spare and binding.id and binding.id.startswith(_NOT_SHOWN)):
                continue
            # the filter of a list stands after what the screen itself is for
            group = groups.setdefault(id(self.screen if binding.id == FILTER.id else node), len(groups))
            display = self.app.get_key_display(binding)
            found[binding.action] = _Key(
                group, spare, display, binding.description, binding.action, binding.key, enabled, tooltip
            )
        return sorted(found.values(), key=lambda one: (one.group, one.action == FILTER.run))

    async def recompose(self) -> None:
        """Rebuild only if the keys differ from those shown, because every move of a cursor calls this."""
        if is_being_removed(self) or not self.is_attached:
            return  # the screen was closed in the meantime
        active = (self.app.size.width, bindings_are_known(self), tuple(self.screen.active_bindings.values()))
        if active == self._active:
            return
        wanted = (*active[:2], tuple(self._keys()))
        self._active = active
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


def fitting(keys: Iterable[_Key], width: int) -> Iterator[_Key]:
    """Yield the keys that fit into `width` cells, by group; in the last group the spare ones stand first.

    Room is given to those in `ALWAYS_SHOWN`, then to those that are not spare, then to the others, each in their order.
    """
    every = list(keys)
    kept = [one for one in every if one.action in ALWAYS_SHOWN and not one.spare]
    last = max((one.group for one in every), default=0)
    room = width - sum(one.width for one in kept) - _GROUP_GAP * last + _GAP
    for spare in (False, True):
        for one in every:
            if one in kept or one.spare is not spare:
                continue
            room -= one.width
            if room < 0:
                break
            kept.append(one)
    order = {one.action: n for n, one in enumerate(every)}
    yield from sorted(kept, key=lambda one: (one.group, one.spare is not (one.group == last), order[one.action]))
