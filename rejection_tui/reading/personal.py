"""What the user said of earlier letters shifts the judgement of letters like them: small personal weights."""

import math
from typing import Final

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.letter import Letter, Verdict
from rejection_tui.reading.weights import Table
from rejection_tui.reading.words import Parts

_MAX_NUMBERS: Final = 1_500  # of a letter that are kept
_STRENGTH: Final = 5.0  # log-odds that the very same words shift a letter by
_SAME_SENDER: Final = 1.0  # log-odds for another letter from the same address
_MOST: Final = 5.0  # log-odds that all corrections together shift a letter by


def kept_numbers(parts: Parts, table: Table) -> tuple[int, ...]:
    """Return the numbers of a letter's features that are kept with a correction, sorted: those the model knows."""
    return tuple(sorted(number for number in parts.features if number in table.numbers)[:_MAX_NUMBERS])


def shift(letter: Letter, parts: Parts, memory: Memory, table: Table) -> float:
    """Return by how many log-odds of a rejection the corrections of earlier letters shift this one."""
    if not memory.verdicts:
        return 0.0
    own = frozenset(kept_numbers(parts, table))
    address = letter.sender_email.casefold()
    total = 0.0
    for one in memory.verdicts:
        alike = len(own.intersection(one.features)) / math.sqrt(max(1, len(own) * len(one.features)))
        same = _SAME_SENDER if address and address == one.sender else 0.0
        sign = 1.0 if one.right in {Verdict.REJECTION.value, Verdict.ON_HOLD.value} else -1.0
        total += sign * (_STRENGTH * alike * alike + same)
    return max(-_MOST, min(_MOST, total))
