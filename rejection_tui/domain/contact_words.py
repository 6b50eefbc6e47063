"""Says when to write to a contact: in a sentence, and in two or three words. The last day is always “write by”."""

from datetime import date

from rejection_tui.domain.contact import Cadence, Warmth
from rejection_tui.domain.day_words import day_word, short_day


def window_words(cadence: Cadence, today: date) -> str:
    """Return in one sentence whether it is time to write to the contact."""
    first, last = short_day(cadence.due_from, today), short_day(cadence.due_by, today)
    match cadence.warmth:
        case Warmth.NEVER:
            return "Asked to be left alone: no reminder, and an import does not bring them back."
        case Warmth.DORMANT:
            return "Resting: your last messages were not answered. Write again when you have news that helps them."
        case Warmth.OVERDUE:
            return f"Overdue since {last}; a short message is still welcome."
        case Warmth.DUE:
            return f"Time to write: write by {last}."
        case Warmth.WARM:
            return f"In touch: write again from {first}; write by {last}."
        case Warmth.NEW:
            return f"Not in touch yet: write by {last}, or as soon as you like."


def window_word(cadence: Cadence, today: date) -> str:
    """Return in a few words when to write to the contact: "write by 12 Dec", "overdue since 3 Nov", "from 1 Feb"."""
    match cadence.warmth:
        case Warmth.NEVER | Warmth.DORMANT:
            return cadence.warmth.label
        case Warmth.OVERDUE | Warmth.DUE:
            return by_word(cadence.due_by, today)
        case Warmth.WARM | Warmth.NEW:
            return f"from {day_word(cadence.due_from, today)}"


def by_word(due_by: date, today: date) -> str:
    """Return the last day of a window that is open as "write by 12 Dec", or "overdue since 3 Nov" once it came."""
    when = day_word(due_by, today)
    return f"overdue since {when}" if due_by <= today else f"write by {when}"
