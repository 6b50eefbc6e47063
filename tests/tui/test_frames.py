"""What a key and the start cost, counted: one frame a key, no layout of the screen, and nothing computed twice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from rejection_tui.domain import agenda
from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.panes import checklist
from rejection_tui.tui.panes.pane import Pane
from tests.world.app import dashboard, opened

#: Windows of all panes in two and in three columns, and of one pane above the preview.
SIZES = ((120, 36), (200, 60), (80, 24))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the screen was painted and laid out, and how many lines the panes drew inside their borders."""
    counts: Counter[str] = Counter()

    def count(owner: Any, name: str, word: str) -> None:
        plain: Callable[..., Any] = getattr(owner, name)

        def counting(*args: Any, **more: Any) -> Any:
            counts[word] += 1
            return plain(*args, **more)

        monkeypatch.setattr(owner, name, counting)

    count(App, "_display", "frames")
    count(Screen, "_refresh_layout", "layouts")
    count(Pane, "render_line", "lines of a pane")
    count(agenda, "agenda", "agendas")
    count(checklist, "places_of", "checklists")
    return counts


@pytest.mark.parametrize("size", SIZES, ids=[str(width) for width, _ in SIZES])
@pytest.mark.parametrize("pane", "1234")
async def test_a_key_of_the_cursor_paints_once_and_lays_nothing_out(
    demo: AppContext, counted: Counter[str], pane: str, size: tuple[int, int]
) -> None:
    remembered.save(demo, pane=pane)
    app = RejTUI(demo)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        records = dashboard(app).active_pane.records
        found = []
        for key, last in (("down", records.place[1]), ("up", 1)):
            while records.place[0] != last:
                counted.clear()
                await pilot.press(key)
                await pilot.pause()
                found.append({word: counted[word] for word in ("frames", "layouts", "lines of a pane")})
    assert len(found) > 6
    assert [one for one in found if one != {"frames": 1, "layouts": 0, "lines of a pane": 0}] == []


async def test_the_start_computes_the_agenda_once_and_the_places_of_one_checklist(
    demo: AppContext, counted: Counter[str]
) -> None:
    async with opened(demo):
        assert counted["agendas"] == 1
        assert counted["checklists"] == 1
