"""The footer: the keys that work here, as many as fit; help and back are always shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic as clock
from typing import Any, Final

from rich.cells import cell_len
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Leave, MouseDown, MouseMove
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from rejection_tui.tui.commands.everywhere import EVERYWHERE, HELP
from rejection_tui.tui.commands.moving import FILTER
from rejection_tui.tui.widgets.display import shown

#: Actions shown even when the window is too narrow for all.
ALWAYS_SHOWN = frozenset({"help", "back", "leave", "app.help"})
#: Commands that need no place in the line: the cursor, scrolling, and what the screen itself shows the keys of.
_NOT_SHOWN: Final = ("list.", "text.", "pane.", "today.", "preview.")
#: The order of the keys of the whole program; help is the last.
_RANKS: Final = {one.run: n for n, one in enumerate((*(c for c in EVERYWHERE if c is not HELP), HELP), 1)}
#: Seconds in which a click was meant for the keys that were shown before.
_JUST_CHANGED: Final = 0.5
#: Cells after each key, and before the first key of each group but the first.
_GAP, _GROUP_GAP = 2, 2


@dataclass(frozen=True, slots=True)
class LineKey:
    """A key that works here. `group` counts the widgets it may belong to; `spare`: shown where there is room.

    `display` is what is shown of the key, and `label` says what it does.
    """

    group: int
    spare: bool
    display: str
    label: str
    action: str
    node: DOMNode  # which has the action
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        return cell_len(self.display) + 1 + cell_len(self.label) + _GAP


class KeyLine(Widget, can_focus=False):
    """Shows the keys in one line and draws it anew only when they change; a click presses the key.

    It is one widget: a footer of one widget per key lays out the whole screen again when the cursor reaches a row with
    other keys. Keys of one pane or screen stand together. Where there is room left, keys that are usually found in the
    help are shown too.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; background: $dialog; text-wrap: nowrap; text-overflow: clip; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: tuple[LineKey, ...] = ()
        self._places: list[tuple[int, LineKey]] = []  # the column after each key, in the order of the line
        self._active: tuple[object, ...] = ()  # the bindings that were looked at last
        self._under_mouse: LineKey | None = None
        self._changed = 0.0  # when other keys were shown

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Let go of the screen."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if screen is self.screen and self.app.app_focus:
            self.show()

    def show(self) -> None:
        """Look which keys work now, and draw the line if they are not those shown: every move of a cursor asks."""
        width = self.app.size.width
        active = (width, tuple(self.screen.active_bindings.values()))
        if active == self._active:
            return
        self._active = active
        keys = tuple(fitting(self._keys(), width))
        if keys != self.keys:
            self.keys, self._under_mouse, self._changed = keys, None, clock()
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        parts: list[Content] = []
        column, group = 0, None
        self._places = []
        for one in self.keys:
            gap = 0 if group is None else _GAP if group == one.group else _GAP + _GROUP_GAP
            group = one.group
            state = ("" if one.enabled else " dim") + (" reverse" if one is self._under_mouse else "")
            parts += [
                Content(" " * gap),
                shown(one.display, f"bold $yours{state}"),
                Content.styled(" ", state.strip()),
                shown(one.label, f"$foreground 80%{state}"),
            ]
            column += gap + one.width - _GAP
            self._places.append((column, one))
        return Content("").join(parts)

    def key_at(self, column: int) -> LineKey | None:
        """Return the key shown at a column of the line, 0 being the first."""
        for end, key in self._places:
            if column < end:
                return key if column >= end - key.width + _GAP else None
        return None

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show which key a click would press, and what it does."""
        self._point_at(self.key_at(event.x))

    def on_leave(self, event: Leave) -> None:
        """Point at nothing."""
        self._point_at(None)

    def _point_at(self, key: LineKey | None) -> None:
        if key is not self._under_mouse:
            self._under_mouse = key
            self.tooltip = shown(key.tooltip) if key and key.tooltip else None
            self.refresh()

    async def on_mouse_down(self, event: MouseDown) -> None:
        """Do what the key does that was clicked, unless it has just come under the mouse, as in a double click."""
        key = self.key_at(event.x)
        if key is None or clock() - self._changed < _JUST_CHANGED or self.app.screen is not self.screen:
            return
        if key.enabled:
            await self.app.run_action(key.action, key.node)
        else:
            self.app.bell()

    def _keys(self) -> list[LineKey]:
        """Return the keys that work here, those of the innermost widget first."""
        found: dict[str, LineKey] = {}
        groups: dict[int, int] = {}
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            spare = not binding.show
            display = self.app.get_key_display(binding)
            if isinstance(self.screen.focused, Input) and (spare or (len(display) == 1 and display.isascii())):
                continue  # letters are typed there
            if spare and (not enabled or not binding.id or not binding.description or binding.system):
                continue
            known = found.get(binding.action)
            if known is not None and (spare or not known.spare):
                continue
            if spare and binding.id and binding.id.startswith(_NOT_SHOWN):
                continue
            # the filter of a list stands after what the screen itself is for
            group = groups.setdefault(id(self.screen if binding.id == FILTER.id else node), len(groups))
            found[binding.action] = LineKey(
                group, spare, display, binding.description, binding.action, node, enabled, tooltip
            )
        return sorted(found.values(), key=lambda one: (one.group, one.action == FILTER.run, _RANKS.get(one.action, 0)))

    def on_resize(self) -> None:
        """Choose the keys for the new width."""
        if self._active:
            self.show()


def fitting(keys: Iterable[LineKey], width: int) -> Iterator[LineKey]:
    """Yield the keys that fit into `width` cells, by group; spare ones stand last in each group but the last.

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
    yield from sorted(kept, key=lambda one: (one.group, one.spare and one.group != last, order[one.action]))
