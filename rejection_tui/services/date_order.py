"""In which order the user writes the parts of a date: as the settings say, else by the language of the system."""

from collections.abc import Mapping
from typing import Final

from rejection_tui.domain.day_words import DateOrder
from rejection_tui.services.local_region import locale_name

#: Where the month is written first.
_MONTH_FIRST: Final = frozenset({"US", "PH", "PR", "GU", "AS", "MP", "UM", "VI", "FM", "MH", "PW"})
#: Where dates in figures are written in several orders.
_MIXED: Final = frozenset({"CA", "ZA", "KE", "GH", "PA", "SA", "SE"})  # Swedes write 2026-04-03 and 3/4
_YEAR_FIRST: Final = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})


def date_order(setting: str, env: Mapping[str, str]) -> DateOrder:
    """Return the order of `general.date_order`; for "auto" that of the system's language, if it tells one."""
    if setting != DateOrder.UNKNOWN:
        return DateOrder(setting)
    language, _, territory = locale_name(env).partition(".")[0].partition("@")[0].replace("-", "_").partition("_")
    if not territory or territory in _MIXED or language in ("C", "POSIX"):
        return DateOrder.UNKNOWN
    if territory in _MONTH_FIRST:
        return DateOrder.MONTH_FIRST
    return DateOrder.YEAR_FIRST if language in _YEAR_FIRST else DateOrder.DAY_FIRST
