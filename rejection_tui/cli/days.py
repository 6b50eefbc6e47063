"""Days as typed behind an option or argument: natural words in the user's own order."""

from datetime import date

from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.services.context import AppContext


def day_ahead(context: AppContext, words: str) -> date:
    """Return the day meant, the next to come where no year stands; raise `UsageError` for words that are no day."""
    return read_typed_day(words, context.now().date(), True, context.date_order)


def day_past(context: AppContext, words: str | None) -> date | None:
    """Return the day meant, the latest past one where no year stands; None for None."""
    return None if words is None else read_typed_day(words, context.now().date(), False, context.date_order)
