"""The desk: the file, the settings and the clock that every service works with."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from rejection_tui import config as settings
from rejection_tui.config import Config
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.records import Records
from rejection_tui.domain.rules import Rules
from rejection_tui.storage import Store


def wall_clock() -> datetime:
    """Return this moment in the user's own zone."""
    from rejection_tui.services.local_zone import local_zone

    return datetime.now(local_zone())


@dataclass(slots=True)
class AppContext:
    """Where work is done: `store` holds the records, `config` the settings, `clock` the time."""

    store: Store
    config: Config = field(default_factory=Config)
    clock: Callable[[], datetime] = wall_clock

    @property
    def records(self) -> Records:
        """The current view of everything filed."""
        return self.store.records

    @property
    def rules(self) -> Rules:
        """The numbers of the method, as set."""
        return self.config.rules

    @property
    def path(self) -> Path:
        """The data file."""
        return self.store.path

    def now(self) -> datetime:
        """Return this moment, aware, in the user's own zone."""
        return self.clock()

    def wait_briefly(self) -> None:
        """Wait only briefly for another process that holds the file; somebody is looking at a screen."""
        self.store.wait_briefly()

    def refresh(self) -> bool:
        """Return True when another program changed the file; the view is then the new one."""
        return self.store.refresh()


def open_context(
    db: Path | None = None, config_file: Path | None = None, clock: Callable[[], datetime] | None = None
) -> AppContext:
    """Return the desk for the file named by `db`, the environment or the platform; nothing is created yet.

    For tests only: `REJTUI_NOW`, a moment with its offset (ISO 8601), starts the clock there; it runs on from it.
    """
    return AppContext(Store(settings.db_path(db)), settings.load(config_file), clock or _clock())


def _clock() -> Callable[[], datetime]:
    text = os.environ.get("REJTUI_NOW", "")
    if not text:
        return wall_clock
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = datetime.min
    if start.tzinfo is None:
        raise UsageError("REJTUI_NOW is a moment with its offset, such as 2026-11-24T10:00:00+00:00.")
    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)
