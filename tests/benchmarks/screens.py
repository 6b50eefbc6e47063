"""The dashboard: first paint and one key with 2,000 rejections, against an empty Textual app."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from textual.app import App

from rejection_tui.tui.app import RejTUI
from tests.benchmarks.storing import filled
from tests.benchmarks.timing import Row


async def _mount(app: App[object]) -> float:
    start = time.perf_counter()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        return time.perf_counter() - start


async def _key(app: App[object], keys: list[str]) -> float:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        start = time.perf_counter()
        for key in keys:
            await pilot.press(key)
        return (time.perf_counter() - start) / len(keys)


def rows(folder: Path) -> Iterator[Row]:
    """Measure mounting and moving."""
    context = filled(folder / "screens.json", 2000)
    floor = asyncio.run(_mount(App()))
    yield Row("first paint, 2,000 rejections", asyncio.run(_mount(RejTUI(context))), floor, "an empty Textual app")
    keys = ["j"] * 20
    idle = asyncio.run(_key(App(), keys))
    yield Row(
        "one cursor key, 2,000 rejections", asyncio.run(_key(RejTUI(context), keys)), idle, "a key in an empty app"
    )
    typed = asyncio.run(_key(RejTUI(context), ["/", *"company19"]))
    yield Row("one filter key, 2,000 rejections", typed, idle, "a key in an empty app")
