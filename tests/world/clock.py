"""The fixed present moment of all tests, and a clock that a test can move."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment
