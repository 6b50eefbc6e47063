"""Storing: one ticked action in files of growing size, against serialising and fsyncing the same bytes."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.services import checklist, letters
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.benchmarks.timing import Row, median

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def filled(path: Path, count: int) -> AppContext:
    """Return a context with `count` rejections, each with a letter of about 1.5 kB."""
    context = AppContext(Store(path), clock=lambda: NOW)
    body = "Thank you for the time you gave us. We have chosen somebody else for the role. " * 18
    entries = []
    for n in range(count):
        letter = Letter(f"l{n}", body, f"Your application {n}", received=NOW - timedelta(hours=n), digest=f"d{n}")
        reading = Reading(letter, Verdict.REJECTION, LetterKind.REJECTION, 0.9)
        entries.append(letters.Entry(f"Company {n}", "Engineer", NOW - timedelta(hours=n), reading=reading))
    letters.file(context, entries)
    return context


def _save(raw: object, target: Path) -> None:
    with target.open("wb") as out:
        out.write(orjson.dumps(raw))
        out.flush()
        os.fsync(out.fileno())


def rows(folder: Path) -> Iterator[Row]:
    """Measure one transaction, one reload and one opening at three sizes."""
    for count in (100, 1000, 3000):
        path = folder / f"store{count}.json"
        context = filled(path, count)
        actions = iter([a.uid for a in context.records.actions.values() if a.key == "cultivate.linkedin"])
        raw = orjson.loads(path.read_bytes())

        target = path.with_suffix(".floor")
        floor = median(lambda raw=raw, target=target: _save(raw, target))
        size = path.stat().st_size / 1e6
        transaction = median(lambda context=context, actions=actions: checklist.tick(context, next(actions)))
        yield Row(f"one act, {count} rejections ({size:.1f} MB)", transaction, floor, "orjson.dumps + write + fsync")
        load = median(lambda path=path: orjson.loads(path.read_bytes()))
        opened = median(lambda path=path: Store(path).records, 3)
        yield Row(f"open, {count} rejections", opened, load, "read + orjson.loads")
