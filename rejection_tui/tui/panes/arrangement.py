"""Where the panes of the dashboard stand in a window of any size: plain geometry, and the layout that follows it."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from textual.containers import Container
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget

#: The ids of the panes by number, and that of what is shown of the record under the cursor.
PANES: Final = {1: "inbox", 2: "checklist", 3: "journal", 4: "contacts"}
PREVIEW: Final = "preview"
CHECKLIST: Final = 2
#: The panes that are lists of their own; the checklist belongs to the cursor of the inbox.
LISTS: Final = (1, 3, 4)

#: The least window that shows anything.
LEAST: Final = Size(60, 15)
_TWO_WIDTH, _BESIDE_WIDTH, _ALL_WIDTH, _THREE_WIDTH = 81, 100, 120, 150
_ALL_HEIGHT, _STACKED_HEIGHT = 32, 28
#: Lines of the checklist with its border that show all of an ordinary plan, and of a list at rest: two records.
_CHECKLIST_HEIGHT, _REST_HEIGHT = 19, 6


class Arrangement(Enum):
    """The ways the panes are laid out."""

    ONE = "one pane, and what its cursor is on below it where the window is high"
    TWO = "two panes beside each other, and what the cursor is on below them where the window is high"
    BESIDE = "one list; the checklist where there is height, and what the cursor is on beside it"
    THREE = "one list, the checklist, and what the cursor is on, in three columns"
    STACKED = "the three lists in one column, the checklist over what the cursor is on in the other"
    COLUMNS = "inbox over journal, checklist over contacts, and what the cursor is on in a column of its own"

    @property
    def shows_all(self) -> bool:
        """True when all four panes are shown."""
        return self in (Arrangement.STACKED, Arrangement.COLUMNS)


def arrangement(window: Size, zoomed: bool = False) -> Arrangement:
    """Return how the panes are laid out in a window."""
    high = window.height >= _ALL_HEIGHT
    if zoomed or window.width < _TWO_WIDTH:
        return Arrangement.ONE
    if window.width < _BESIDE_WIDTH:
        return Arrangement.TWO
    if window.width >= _THREE_WIDTH:
        return Arrangement.COLUMNS if high else Arrangement.THREE
    return Arrangement.STACKED if high and window.width >= _ALL_WIDTH else Arrangement.BESIDE


def shown_panes(window: Size, active: int, zoomed: bool = False) -> tuple[int, ...]:
    """Return the numbers of the panes that are shown while pane `active` has the focus."""
    how = arrangement(window, zoomed)
    first = active if active in LISTS else 1
    if how.shows_all:
        return tuple(PANES)
    low_or_elsewhere = window.height < _STACKED_HEIGHT or active > CHECKLIST  # the checklist is the inbox's
    if how is Arrangement.ONE or (how is Arrangement.BESIDE and low_or_elsewhere):
        return (active,)
    if how is Arrangement.TWO:
        return 1, active if active > 1 else CHECKLIST
    return first, CHECKLIST


def shows_preview(window: Size, zoomed: bool = False) -> bool:
    """Return whether there is room for what the cursor is on."""
    if zoomed:
        return False
    return window.width >= _BESIDE_WIDTH or window.height >= _ALL_HEIGHT


def places(window: Size, body: Size, active: int, zoomed: bool = False, tall: int = 1) -> dict[str, Region]:
    """Return the region of each widget shown in `body`, the part of the window that the panes have.

    `tall` is the list that has most of its column.
    """
    how, panes = arrangement(window, zoomed), shown_panes(window, active, zoomed)
    if how is Arrangement.STACKED:
        return _stacked(body, tall if tall in LISTS else 1)
    if how is Arrangement.COLUMNS:
        return _columns(body, tall)
    whole = body.region
    if how in (Arrangement.BESIDE, Arrangement.THREE):
        return _beside(whole, panes, how)
    below = whole.height * 2 // 5 if shows_preview(window, zoomed) else 0
    upper, lower = whole.split_horizontal(whole.height - below)
    parts = upper.split_vertical(upper.width * 54 // 100) if how is Arrangement.TWO else (upper,)
    found = {PANES[number]: part for number, part in zip(panes, parts, strict=True)}
    return found | ({PREVIEW: lower} if below else {})


def _beside(whole: Region, panes: Sequence[int], how: Arrangement) -> dict[str, Region]:
    if how is Arrangement.THREE:
        left, right = whole.split_vertical(whole.width * 34 // 100)
        middle, right = right.split_vertical(whole.width * 30 // 100)
        return {PANES[panes[0]]: left, PANES[CHECKLIST]: middle, PREVIEW: right}
    left, right = whole.split_vertical(whole.width * 49 // 100)
    if len(panes) == 1:
        return {PANES[panes[0]]: left, PREVIEW: right}
    upper, lower = right.split_horizontal(whole.height // 2)
    return {PANES[panes[0]]: left, PANES[CHECKLIST]: upper, PREVIEW: lower}


def _stacked(body: Size, tall: int) -> dict[str, Region]:
    """One list has most of the left column; the others keep a few records in sight."""
    left, right = body.region.split_vertical(body.width * 47 // 100)
    rest = max(_REST_HEIGHT, left.height // 5 // 2 * 2)
    found, top = {}, 0
    for number in LISTS:
        height = left.height - 2 * rest if number == tall else rest
        found[PANES[number]] = Region(0, top, left.width, height)
        top += height
    upper, lower = right.split_horizontal(_checklist_height(body.height))
    return found | {PANES[CHECKLIST]: upper, PREVIEW: lower}


def _columns(body: Size, tall: int) -> dict[str, Region]:
    left, right = body.region.split_vertical(body.width * 35 // 100)
    middle, right = right.split_vertical(body.width * 31 // 100)
    inbox, journal = left.split_horizontal(left.height * (2 if tall == 3 else 3) // 5)
    checklist, contacts = middle.split_horizontal(max(_checklist_height(body.height), body.height // 2))
    return {
        PANES[1]: inbox,
        PANES[CHECKLIST]: checklist,
        PANES[3]: journal,
        PANES[4]: contacts,
        PREVIEW: right,
    }


def _checklist_height(height: int) -> int:
    return min(_CHECKLIST_HEIGHT, height * 11 // 20)


class PanesLayout(Layout):
    """Puts the children of a `PaneArea` where it says; those it has no place for are not drawn."""

    name = "panes"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> list[WidgetPlacement]:
        """Return where each child stands."""
        found: Mapping[str, Region] = parent.places(size) if isinstance(parent, PaneArea) else {}
        placed = ((child, found.get(child.id or "")) for child in children)
        return [
            WidgetPlacement(where, NULL_OFFSET, NULL_SPACING, child) for child, where in placed if where is not None
        ]


class PaneArea(Container):
    """The part of the dashboard that its panes share. `arrange_for` shows those that have room."""

    DEFAULT_CSS = "PaneArea { height: 1fr; }"

    def __init__(self, *children: Widget, id: str | None = None) -> None:
        super().__init__(*children, id=id)
        self._panes_layout = PanesLayout()
        self._wanted: tuple[Size, int, bool, int] = (Size(0, 0), 1, False, 1)  # window, active pane, zoomed, tall list

    @property
    def layout(self) -> Layout:
        """The layout of the panes, in place of one named in a style sheet."""
        return self._panes_layout

    def places(self, size: Size) -> dict[str, Region]:
        """Return where the children stand when the area has this size."""
        window, active, zoomed, tall = self._wanted
        return places(window, size, active, zoomed, tall)

    def arrange_for(
        self, window: Size, active: int, zoomed: bool, tall: int, children: Sequence[Widget] | None = None
    ) -> None:
        """Lay out for a window; `children` are given before they are mounted."""
        before, self._wanted = self._wanted, (window, active, zoomed, tall)
        wanted = {PANES[number] for number in shown_panes(window, active, zoomed)}
        if shows_preview(window, zoomed):
            wanted.add(PREVIEW)
        inside = self.children if children is None else children
        for child in inside:
            child.display = child.id in wanted
        if children is None and before != self._wanted and inside:
            inside[0].refresh(layout=True)  # a child, because what stands where is kept until one changes
