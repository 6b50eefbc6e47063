"""Dates for people: relative and absolute words (arrow), and what people type read back."""

from datetime import date, datetime, time

from rejection_tui.domain.day_words import read_day


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago (or ahead) a moment is: "2 days ago", "in 3 weeks"."""
    import arrow

    days = abs((moment - now).days)
    if days < 14 or days >= 365:
        return arrow.get(moment).humanize(arrow.get(now))
    # Left alone, arrow counts the months on the calendar: three weeks across the first become "a month".
    return arrow.get(moment).humanize(arrow.get(now), granularity="week" if days < 60 else "month")


def day(moment: datetime | date, now: datetime) -> str:
    """Return the day in short: "Tue 24 Nov", with the year when it is another one."""
    local = moment.astimezone(now.tzinfo).date() if isinstance(moment, datetime) else moment
    year = "" if local.year == now.year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}"


def both(moment: datetime, now: datetime) -> str:
    """Return relative and absolute words: "2 days ago, Sun 22 Nov"."""
    return f"{ago(moment, now)}, {day(moment, now)}"


def typed_moment(text: str, now: datetime) -> datetime:
    """Return the moment meant by a typed day: now for today, noon otherwise; raise `UsageError` with examples."""
    meant = read_day(text, now.date())
    return now if meant == now.date() else datetime.combine(meant, time(12), now.tzinfo)
