"""The limits and distances of the method with their defaults; the configuration file may change them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rejection_tui.domain.text import fold

#: The most months a person or a tag may wait, and the most tags that have their own.
MOST_MONTHS: Final = 36
_MOST_TAGS: Final = 100
_TAG_AND_MONTHS: Final = re.compile(r"\s*(\S.*?)[\s:=]+(\d{1,2})\s*")


@lru_cache(maxsize=8)
def months_by_tag(words: str) -> Mapping[str, int]:
    """Return the months of each tag, which is folded, of words such as "agency 2, alumni 6".

    Raise `ValueError` with the part that is no tag with a number from 1 to `MOST_MONTHS` behind it.
    """
    found: dict[str, int] = {}
    for part in filter(str.strip, words.split(",")):
        match = _TAG_AND_MONTHS.fullmatch(part)
        if match is None or not fold(match[1]) or not 1 <= int(match[2]) <= MOST_MONTHS or len(found) >= _MOST_TAGS:
            raise ValueError(part.strip())
        found[fold(match[1])] = int(match[2])
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits and distances. Hours and days count from the rejection unless the comment says otherwise."""

    reply_from_hours: int = 24  # the earliest reply
    reply_by_hours: int = 48
    cool_off: bool = False  # True: a draft is ready to copy only from `cool_off_until`, the next morning at 09:00
    feedback_ask_hours: int = 48
    feedback_warn_days: int = 7  # a request after this is late; it is still allowed
    nudge_working_days: int = 10  # from the request
    thank_days: int = 1  # from the answer
    refine_days: int = 7  # from the answer
    linkedin_days: int = 7
    touch_amber_months: int = 3  # from the last touch, on any channel
    touch_red_months: int = 6
    months_by_tag: str = ""  # "agency 2, alumni 6": amber after so many months for people of that tag
    dormant_after: int = 2  # unanswered touches in a row
    linkedin_limit: int = 200  # a free account (2026); 300 with Premium
    linkedin_notes_per_month: int = 5  # a free account (2026); sources differ: 3 to 10
    theme_min_employers: int = 3
    insights_min: int = 5
    smooth_days: int = 3  # different days on which a question went smoothly
    rehearsal_seconds: int = 120
    silence_weeks: int = 5  # from their last word on an application; then one polite question
    reapply_months: int = 6
    reopen_days: int = 60  # when to look again at a role that was closed or frozen
    english: str = "en-GB"  # or "en-US"
    language: str = ""  # the user's own language, a `domain.language.Language`; "" for that of `english`
    date_order: str = "auto"  # how "03/04/2026" is read, a `domain.day_words.DateOrder`
    calm: bool = False  # hides counts of rejections
