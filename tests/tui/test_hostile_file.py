"""A file from elsewhere, hostile in every field: it opens, every screen shows it, and nothing in it takes effect."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import asdict

from rejection_tui.domain.codec import record_tables
from rejection_tui.domain.facts import Fact
from rejection_tui.services import checklist, history, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from rejection_tui.storage.migrations import CURRENT
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.routes import open_route
from tests.strategies import HOSTILE as MORE
from tests.world.app import dashboard, opened, press, said, seen
from tests.world.clock import NOW, Clock
from tests.world.hostile import HOSTILE, MARKUP, harm, hostile_records
from tests.world.routes import OPENING


def _plain(value: object) -> object:
    if isinstance(value, Fact):
        return asdict(value)
    assert isinstance(value, date | datetime), value
    return value.isoformat()


def written(path: Path, words: dict[str, str] | None = None) -> Path:
    """Write the hostile records as JSON, uncleaned; `words` replaces some strings by others."""
    records = hostile_records()
    tables: dict[str, dict[str, object]] = {
        "meta": {"1": {"schema": CURRENT, "created": "2026-01-01T00:00:00+00:00", "file": "f"}}
    }
    for name in record_tables():
        texts = [asdict(record) for record in getattr(records, name).values()]
        for record in texts:
            record.update({k: words.get(v, v) for k, v in record.items() if words and isinstance(v, str)})
        tables[name] = {str(n): record for n, record in enumerate(texts, 1)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(tables, default=_plain), encoding="utf-8")
    return path


@pytest.fixture(params=["the terminal's", "the formats'"])
def edited(request: pytest.FixtureRequest, home: Path, clock: Clock) -> AppContext:
    """A context on the unchanged file; the second time with the strings that break other formats."""
    words = None if request.param == "the terminal's" else dict(zip(HOSTILE, MORE, strict=False))
    return AppContext(Store(written(home / "data" / "rejtui.json", words)), clock=clock)


async def test_every_screen_shows_it(edited: AppContext) -> None:
    before = edited.path.read_bytes()
    async with opened(edited, (120, 40)) as (app, pilot):
        here = dashboard(app)
        assert len(here.panes[0].records.rows) == len(HOSTILE)
        for table, routes in OPENING.items():
            uid = list(getattr(edited.records, table))[7] if table else ""
            for route in routes:
                app.clear_notifications()
                open_route(here, Destination(route, "\n".join(HOSTILE) if route is Route.PASTE else uid))
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert app.screen is not here or said(app), route
                assert not harm(app), route
                while app.screen is not here:
                    app.pop_screen()
                    await pilot.pause()
        for pane in "1234":
            await press(pilot, pane, "pagedown", "pagedown", "pagedown")
            assert not harm(app)
    assert edited.path.read_bytes() == before


async def test_markup_is_seen_as_text(home: Path, clock: Clock) -> None:
    context = AppContext(Store(written(home / "data" / "rejtui.json")), clock=clock)
    async with opened(context, (200, 90)) as (app, _):
        for words in MARKUP:
            assert words in seen(app)


async def test_changes_of_hostile_records_write_clean_ones(home: Path, clock: Clock) -> None:
    context = AppContext(Store(written(home / "data" / "rejtui.json")), clock=clock)
    async with opened(context) as (app, pilot):
        await press(pilot, "A", "2", "space", "j", "space", "u", "U", "4", "N", "1", "x", "x", "A")
        assert app.is_running
        assert not harm(app)
    fresh = AppContext(Store(context.path), clock=clock)
    assert sum(r.archived for r in fresh.records.rejections.values()) == 3
    labels = " ".join(entry.label for entry in history.entries(fresh))
    assert "\x1b" not in labels
    assert "\u202e" not in labels


async def test_what_goes_through_the_services_is_clean(context: AppContext) -> None:
    for n, words in enumerate((*HOSTILE, *MORE)):
        company = f"{words} {n}"
        one = rejections.add(context, letters.Entry(company, words, NOW, notes=words, link=words, recruiter_name=words))
        step = context.records.action(one.uid, "cultivate.linkedin")
        if step is not None and step.open:
            checklist.skip(context, step.uid, f"because {words}")
    async with opened(context, (120, 40)) as (app, pilot):
        for _ in range(12):
            await press(pilot, "pagedown")
            assert not harm(app)
        await press(pilot, "home", "2")
        for _ in range(4):
            await press(pilot, "1", "j", "j", "2", "end")
            assert not harm(app)
