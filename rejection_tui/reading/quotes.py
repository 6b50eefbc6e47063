"""Cuts a sentence into clauses, so that a quote is no longer than what it is quoted for."""

import re
from typing import Final

from rejection_tui.reading.fact_features import Unit

_CUT: Final = re.compile(
    r"[,;:–—(]\s+|\s[-–—]\s|\s(?=(?:and|but|because|so|since|although|und|aber|weil|denn|mais|car|parce|pero|porque|mas|"
    r"ma|perche|maar|omdat|want|ama|ancak|cunku|however|though)\s)"
)
_SHORTEST: Final = 14  # characters of a clause that can be quoted alone


def clauses(text: str, unit: Unit) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as places in `text`; a short one is taken together with the next."""
    if unit.end - unit.start < 60:
        return [(unit.start, unit.end)]
    cuts = [unit.start + match.end() for match in _CUT.finditer(unit.folded[:1000])][:12]
    spans: list[tuple[int, int]] = []
    begin = unit.start
    for cut in [*cuts, unit.end]:
        if cut - begin >= _SHORTEST or cut == unit.end:
            spans.append((begin, cut))
            begin = cut
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < _SHORTEST:
        spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return spans
