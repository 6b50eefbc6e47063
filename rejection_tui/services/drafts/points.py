"""The points of a letter that drafts and checklist go by: what was read for sure, what perhaps, and what the user says.

What the user says is kept with the rejection, beside what was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.facts import Said
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line
from rejection_tui.services import checklist, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.conditions import LEAST, TOLD
from rejection_tui.services.drafts.situation import of_case, said_in
from rejection_tui.services.plans import plan_again


class PointState(StrEnum):
    """How a point stands, in the order in which points are listed."""

    TAKEN = "taken up"
    UNSURE = "perhaps"
    LEFT_OUT = "left out"
    UNHEARD = "not found"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a letter may say: `name` such as "help", in words, with theirs; `by_user` when the user said so."""

    name: str
    words: str
    quote: str
    state: PointState
    by_user: bool = False


#: What holds when one of a family does: it is not listed beside that one, and denying it denies them all.
_FAMILIES: Final[Mapping[str, str]] = {"reason.told": "reason.", "met.any": "met.", "closed.any": "closed."}


def points(context: AppContext, uid: str) -> tuple[Point, ...]:
    """Return what the letter of a rejection says or may say: what is taken up first, then the likelier first."""
    rejection = rejections.get(context.records, uid)
    letter = context.records.letters.get(rejection.letter) if rejection.letter else None
    said = {one.condition: one for one in said_in(rejection, letter)}
    held = of_case(context.records, rejection, letter)
    found = []
    for name in (name for name in TOLD if name in LEAST):
        one, grounds = said.get(name), held.get(name, ())
        by_user = one is not None and one.by_user
        if name in held:
            state = PointState.TAKEN
        elif one is None:
            state = PointState.UNHEARD
        else:
            state = PointState.LEFT_OUT if by_user else PointState.UNSURE
        quote = next((ground.quote for ground in grounds if ground.quote), "") or (one.quote if one else "")
        found.append((one.share if one else 0.0, Point(name, TOLD[name], clean_line(quote), state, by_user)))
    order = list(PointState)
    found.sort(key=lambda pair: (order.index(pair[1].state), -pair[0]))
    return tuple(point for _, point in found if not _is_implied(point, held))


def _is_implied(point: Point, held: Iterable[str]) -> bool:
    """Return whether another point that holds says it as well: "you had met", beside "you had an interview"."""
    family = _FAMILIES.get(point.name)
    return family is not None and any(name.startswith(family) and name != point.name for name in held)


def unsure(context: AppContext, uid: str) -> int:
    """Return how many points of a letter only the user can tell."""
    return sum(point.state is PointState.UNSURE for point in points(context, uid))


def decide(context: AppContext, uid: str, decisions: Mapping[str, bool]) -> Rejection:
    """Keep what the user says of a letter, by point: that it says so, or does not. The checklist follows.

    Raise `NotFound` for an unknown rejection or point, `Refused` when nothing would change.
    """
    rejection, now = rejections.get(context.records, uid), context.now()
    for name in decisions:
        if name not in LEAST:
            raise NotFound(f"There is no point “{clean_line(name, 40)}”; rejtui points shows them all.")
    letter = context.records.letters.get(rejection.letter) if rejection.letter else None
    new = replace(rejection, said=_decided(said_in(rejection, letter), decisions))
    if new.said == rejection.said:
        raise Refused("That is what is kept already; nothing was changed.")
    with context.store.transaction(f"Say what {rejection.company} wrote", now) as transaction:
        transaction.put(new)
        plan_again(transaction, rejection, new, now, context.rules)
        checklist.reschedule(context, transaction, uid, now)
    return new


def _decided(said: tuple[Said, ...], decisions: Mapping[str, bool]) -> tuple[Said, ...]:
    found = {one.condition: one for one in said}
    for name, says in decisions.items():
        family = _FAMILIES.get(name, "")
        also = [one for one in LEAST if not says and family and one.startswith(family)]
        whole = next((one for one, prefix in _FAMILIES.items() if says and name.startswith(prefix)), "")
        if whole and whole in found and found[whole].by_user and not found[whole].share:
            del found[whole]  # it follows from this one
        for one in (name, *also):
            known = found.get(one)
            if known is not None or one == name:
                found[one] = Said(one, float(says), known.quote if known else "", by_user=True)
    return tuple(sorted(found.values(), key=lambda one: -one.share))
