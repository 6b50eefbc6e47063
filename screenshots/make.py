"""Make the pictures of the README from the demo; `--check` says whether they are current."""

import asyncio
import os
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
#: name -> (size, theme, keys pressed from the dashboard)
PICTURES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "dashboard": ((120, 36), "rejtui-dark", ()),
    "dashboard-light": ((120, 36), "rejtui-light", ()),
    "composer": ((120, 36), "rejtui-dark", ("j", "d")),
    "agenda": ((120, 36), "rejtui-dark", ("t",)),
    "insights": ((120, 36), "rejtui-dark", ("i",)),
    "practice": ((120, 36), "rejtui-dark", ("p",)),
    "bullets": ((120, 36), "rejtui-dark", ("c",)),
    "small": ((80, 24), "rejtui-dark", ()),
}


def tidy(svg: str) -> str:
    """Return the picture without fonts from the network and without its build-dependent ids."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return re.sub(r"terminal-\d+", "terminal", svg)


async def picture(name: str, folder: Path) -> str:
    """Return one picture as SVG text."""
    from rejection_tui.services.demo import build
    from rejection_tui.tui.app import RejTUI

    size, theme, keys = PICTURES[name]
    app = RejTUI(build(folder, NOW, clock=lambda: NOW))
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        return tidy(app.export_screenshot(title="rejtui"))


async def settle(pilot: Pilot[object], times: int = 3) -> None:
    """Wait until workers and refreshes have come to rest."""
    for _ in range(times):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def main() -> int:
    """Write the pictures, or compare them; 1 when one is not current."""
    check, stale = "--check" in sys.argv, []
    os.environ["LC_ALL"] = "C.UTF-8"  # days as in Britain, whoever makes the pictures
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["REJTUI_STATE"] = str(Path(folder) / "state")
            os.environ["REJTUI_CONFIG"] = str(Path(folder) / "config.toml")
            svg = asyncio.run(picture(name, Path(folder)))
        target = HERE / f"{name}.svg"
        if check and (not target.exists() or target.read_text(encoding="utf-8") != svg):
            stale.append(target.name)
        elif not check:
            target.write_text(svg, encoding="utf-8")
    if stale:
        print(f"Not current: {', '.join(stale)}. Run make screenshots, look at them, commit them.")
    elif check:
        print(f"{len(PICTURES)} screenshots are current.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
