"""Says in one sentence when to write to a contact."""

from datetime import date

from rejection_tui.domain.contact import Cadence, Warmth
from rejection_tui.domain.day_words import short_day


def window_words(cadence: Cadence, today: date) -> str:
    """Return in one sentence whether it is time to write to the contact."""
    first, last = short_day(cadence.due_from, today), short_day(cadence.due_by, today)
    match cadence.warmth:
        case Warmth.NEVER:
            return "Asked to be left alone: no reminder, and an import does not bring them back."
        case Warmth.DORMANT:
            return "Resting: your last messages were not answered. Write again when you have news that helps them."
        case Warmth.OVERDUE:
            return f"It is past {last}; a short message is still welcome."
        case Warmth.DUE:
            return f"Time to write, by {last}."
        case Warmth.WARM:
            return f"In touch: write between {first} and {last}."
        case Warmth.NEW:
            return f"Not in touch yet: write between {first} and {last}, or sooner."
