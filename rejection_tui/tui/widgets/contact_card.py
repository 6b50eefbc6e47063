"""What is known of a contact beside its fields: its window, the touches, the wins since the last one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from textual.content import Content

from rejection_tui.domain.contact import Cadence, Touch, Warmth, Win
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.text import clean_line

_ANSWERED: Final = {True: "answered", False: "no answer", None: ""}
TOUCHES: Final = 6


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def window_words(cadence: Cadence, today: date) -> str:
    """Return where a contact stands, in one sentence."""
    first, last = _day(cadence.due_from, today), _day(cadence.due_by, today)
    match cadence.warmth:
        case Warmth.NEVER:
            return "Asked to be left alone: no reminder, and an import does not bring them back."
        case Warmth.DORMANT:
            return "Resting: the last messages were not answered. Write again when there is news of real use to them."
        case Warmth.OVERDUE:
            return f"The window closed on {last}; a short message is still welcome."
        case Warmth.DUE:
            return f"In the window: write by {last}."
        case Warmth.WARM:
            return f"Warm: write between {first} and {last}."
        case Warmth.NEW:
            return f"No touch yet: write between {first} and {last}, or sooner."


def card(cadence: Cadence, touches: Sequence[Touch], wins: Sequence[Win], now: datetime) -> Content:
    """Return the card as text: the window, then the touches newest first, then what there is to tell."""
    today = now.date()
    lines = [Content(window_words(cadence, today)), Content(""), Content.styled("Touches", "bold")]
    lines += [_touch(touch, now) for touch in touches[::-1][:TOUCHES]] or [Content.styled("none yet", "dim")]
    if len(touches) > TOUCHES:
        lines.append(Content.styled(f"and {len(touches) - TOUCHES} earlier", "dim"))
    lines += [Content(""), Content.styled("To tell since then", "bold")]
    if wins:
        lines += [Content(f"{_day(local_day(win.at, now), today):>6}  {clean_line(win.title, 80)}") for win in wins]
    else:
        lines.append(Content.styled("nothing yet; a certificate, a project or a figure would do (ctrl+n)", "dim"))
    return Content("\n").join(lines)


def _touch(touch: Touch, now: datetime) -> Content:
    day = _day(local_day(touch.at, now), now.date())
    channel = clean_line(touch.channel_name, 20)
    answered = _ANSWERED[touch.answered]
    return Content.assemble(
        f"{day:>6}  {channel}: {clean_line(touch.what, 80)}", (f"  {answered}" if answered else "", "dim")
    )
