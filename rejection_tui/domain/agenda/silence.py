"""The agenda lines of applications without an answer: all that stayed silent in one, those to come, those to let go."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex, Case
from rejection_tui.domain.agenda.item import UNANSWERED, AgendaItem, AgendaKind
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import places
from rejection_tui.domain.silence import unanswered, weeks_words
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import clean_line

_WHY_ASK: Final = "One polite question, once, is fine; many simply forget to write."
_WHY_LET_GO: Final = "Two weeks after the question most never answer; letting go frees your head."


def silence_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield one line for all applications that stayed silent, and one for each that will have or that is to let go."""
    placed = tuple(_placed(index))
    silent, coming = (_of(placed, ActionKey.SILENCE_ASK, kind) for kind in (PlaceKind.DUE, PlaceKind.COMING))
    if len(silent) > 1:
        title = f"No word for {weeks_words(index.rules.silence_weeks)}: {len(silent)} applications"
        yield index.item(AgendaKind.UNANSWERED, title, min(day for _, day in silent), key=UNANSWERED, why=_WHY_ASK)
        silent = ()
    for action, day in (*silent, *coming):
        title = f"Ask {_name(index, action)} whether they have decided"
        yield _line(index, AgendaKind.ASK, action, day, title, _WHY_ASK)
    for kind in (PlaceKind.DUE, PlaceKind.COMING):
        for action, day in _of(placed, ActionKey.SILENCE_LET_GO, kind):
            yield _line(index, AgendaKind.LET_GO, action, day, f"Let {_name(index, action)} go", _WHY_LET_GO)


def _placed(index: AgendaIndex) -> Iterator[tuple[Action, Place]]:
    """Yield the open actions of the applications without an answer with their places."""
    for rejection in unanswered(index.records):
        case = Case.of(index.records, rejection)
        found = places(index, case)
        yield from ((action, found[action.uid]) for action in case.actions.values() if action.uid in found)


def _of(placed: Iterable[tuple[Action, Place]], key: ActionKey, kind: PlaceKind) -> tuple[tuple[Action, date], ...]:
    """Return the actions of a key that are in such a place, each with its day."""
    mine = ((a, place) for a, place in placed if a.key == key and place.kind is kind)
    return tuple((action, place.day) for action, place in mine if place.day is not None)


def _line(index: AgendaIndex, kind: AgendaKind, action: Action, day: date, title: str, why: str) -> AgendaItem:
    rejection = index.records.rejections[action.rejection]
    common = {"rejection": rejection.uid, "contact": rejection.contact, "action": action.uid}
    return index.item(kind, title, day, key=action.key, why=why, **common)


def _name(index: AgendaIndex, action: Action) -> str:
    return clean_line(index.records.rejections[action.rejection].company, 60)
