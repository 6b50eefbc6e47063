"""The application context: the data file, the settings and the clock that every service works with."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rejection_tui import config as settings
from rejection_tui.config import Config
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.records import Records
from rejection_tui.domain.region import use
from rejection_tui.domain.rules import Rules
from rejection_tui.services.local_region import local_region
from rejection_tui.storage import Store

if TYPE_CHECKING:
    from rejection_tui.domain.day_words import DateOrder


def wall_clock() -> datetime:
    """Return this moment in the user's own zone."""
    from rejection_tui.services.local_zone import local_zone

    return datetime.now(local_zone())


@dataclass(slots=True)
class AppContext:
    """What a service needs: `store` holds the records, `config` the settings; `clock` returns the present moment."""

    store: Store
    config: Config = field(default_factory=Config)
    clock: Callable[[], datetime] = wall_clock

    @property
    def records(self) -> Records:
        """All records as last read or written."""
        return self.store.records

    @property
    def rules(self) -> Rules:
        """The limits and distances of the method, from the settings."""
        return self.config.rules

    @property
    def date_order(self) -> "DateOrder":
        """In which order the user writes the parts of a date."""
        from rejection_tui.services.date_order import date_order

        return date_order(self.rules.date_order, os.environ)

    @property
    def path(self) -> Path:
        """The data file."""
        return self.store.path

    def now(self) -> datetime:
        """Return this moment, aware, in the user's own zone."""
        return self.clock()

    def wait_briefly(self) -> None:
        """Settings for the dashboard: wait only briefly for other processes that hold the lock."""
        self.store.wait_briefly()

    def refresh(self) -> bool:
        """Read the file again if another program changed it; return True when it had."""
        return self.store.refresh()


def open_context(db: Path | None = None, config_file: Path | None = None) -> AppContext:
    """Return the application context for the file named by `db`, the environment or the platform.

    Nothing is created yet. From here on days and numbers are written as the user's region and settings say.

    For tests only: the clock starts at `REJTUI_NOW` (ISO 8601 with offset), if set, and runs from there.
    """
    store, config = Store(settings.db_path(db)), settings.load(config_file)
    use(local_region(config.rules.date_order))
    return AppContext(store, config, _clock())


def present() -> datetime:
    """Return this moment by the clock that a context opened now would have."""
    return _clock()()


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
