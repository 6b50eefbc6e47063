"""Storing: files of growing size, one transaction in them and opening them.

And the files that the other blocks measure.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import orjson

from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import tick
from rejection_tui.services import checklist, letters
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.benchmarks.timing import Row, median

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
BODY = "Thank you for the time you gave us. We have chosen somebody else for the role. " * 46  # with its headers, 4 kB
#: How far a rejection has come, by its number: most stop early, some are kept in touch with.
DONE = (
    (),
    ("reply.draft", "reply.send"),
    ("reply.draft", "reply.send", "feedback.ask"),
    ("reply.draft", "reply.send", "feedback.ask", "cultivate.contact"),
    (),
)


def filled(path: Path, count: int) -> AppContext:
    """Return a context with `count` rejections of the last 400 days, letters of 4 kB, about half of the steps taken.

    The first file of a size is made through the store; later ones of the same run are its copies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_made(count), path)
    path.chmod(0o600)
    return AppContext(Store(path), clock=lambda: NOW)


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="rejtui-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _made(count: int) -> Path:
    context = AppContext(Store(_folder() / f"{count}.json"), clock=lambda: NOW)
    letters.file(context, [_entry(n, count) for n in range(count)])
    with context.store.transaction("Steps taken", NOW) as transaction:
        transaction.put(*_steps(context.records))
    tables = orjson.loads(context.path.read_bytes())
    # Two hundred transactions later, what filled the file is no longer among those that can be undone.
    del tables["history"]
    context.path.write_bytes(orjson.dumps(tables))
    context = AppContext(Store(context.path), clock=lambda: NOW)
    checklist.tick(context, open_actions(context.records)[-1])  # written in the program's own layout again
    return context.path


def _entry(n: int, count: int) -> letters.Entry:
    received = NOW - timedelta(hours=1 + n * 9600 // count)
    letter = Letter(f"l{n}", f"{BODY}{n}", f"Your application {n}", received=received, digest=f"d{n}")
    reading = Reading(letter, Verdict.REJECTION, LetterKind.REJECTION, 0.9)
    return letters.Entry(f"Company {n}", "Engineer", received, reading=reading, recruiter_name=f"Ada {n}")


def _steps(records: Records) -> Iterator[Record]:
    for n, rejection in enumerate(records.rejections.values()):
        done = DONE[n % len(DONE)]
        days = timedelta(days=min(n % 3 + 1, (NOW - rejection.received).days))
        for action in records.actions_of(rejection.uid):
            if action.key in done:
                yield tick(action, rejection.received + days)
        if "cultivate.contact" in done:
            yield from _person(n, rejection, rejection.received + days)
        elif n % len(DONE) == 4:
            yield replace(rejection, archived=True)


def _person(n: int, rejection: Rejection, met: datetime) -> Iterator[Record]:
    yield Contact(f"c{n}", f"Ada {n}", met, company=rejection.company, email=f"ada{n}@company{n}.example")
    yield Touch(f"t{n}", f"c{n}", met, what="the reply", rejection=rejection.uid)
    yield replace(rejection, contact=f"c{n}")


def open_actions(records: Records) -> list[str]:
    """Return the uids of actions that can be ticked, one a rejection."""
    return [a.uid for a in records.actions.values() if a.key == "reply.send" and a.open]


def write_and_flush(data: bytes, target: Path) -> None:
    """Write `data` and wait until the disk has it."""
    with target.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def rows(folder: Path, sizes: tuple[int, ...] = (100, 1000, 3000)) -> Iterator[Row]:
    """Measure one transaction and one opening at three sizes, beside what the fastest JSON library takes for them."""
    for count in sizes:
        path = folder / f"store{count}.json"
        context = filled(path, count)
        actions = iter(open_actions(context.records))
        checklist.tick(context, next(actions))  # the first one of a day keeps a copy of the file
        raw, target, size = orjson.loads(path.read_bytes()), path.with_suffix(".floor"), path.stat().st_size / 1e6

        floor = median(lambda raw=raw, target=target: write_and_flush(orjson.dumps(raw), target))
        transaction = median(lambda context=context, actions=actions: checklist.tick(context, next(actions)))
        yield Row(f"one tick, {count:,} rejections ({size:.1f} MB)", transaction, floor, "orjson.dumps + write + fsync")
        load = median(lambda path=path: orjson.loads(path.read_bytes()))
        opened = median(lambda path=path: Store(path).records, 3)
        yield Row(f"open, {count:,} rejections", opened, load, "read + orjson.loads")
