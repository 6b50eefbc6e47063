"""The agenda lines of applications without an answer: all that stayed silent in one, those to come, those to let go."""

from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex
from rejection_tui.domain.agenda.item import UNANSWERED, AgendaItem, AgendaKind
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.silence import to_ask, to_let_go, unanswered, weeks_words
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import clean_line

_WHY_ASK: Final = "One polite question, once, is fine; many simply forget to write."
_WHY_LET_GO: Final = "Two weeks after the question most never answer; letting go frees your head."


def silence_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield one line for all applications that stayed silent, and one for each that will have or that is to let go."""
    silent = to_ask(index.records, index.now)
    if len(silent) > 1:
        yield _all(index, silent)
    else:
        yield from (_ask(index, action) for action in silent)
    yield from (_ask(index, action) for action in _coming(index, ActionKey.SILENCE_ASK))
    for action in (*to_let_go(index.records, index.now), *_coming(index, ActionKey.SILENCE_LET_GO)):
        yield _line(index, AgendaKind.LET_GO, action, f"Let {_name(index, action)} go", _WHY_LET_GO)


def _coming(index: AgendaIndex, key: ActionKey) -> Iterator[Action]:
    """Yield the actions of this key whose day is still to come."""
    for rejection in unanswered(index.records):
        action = index.records.action(rejection.uid, key)
        if (
            action is None
            or not action.open
            or action.due is None
            or (action.snoozed_until is not None and action.snoozed_until > index.now)
        ):
            continue
        if local_day(action.due, index.now) > index.today:
            yield action


def _all(index: AgendaIndex, silent: tuple[Action, ...]) -> AgendaItem:
    days = [local_day(action.due, index.now) for action in silent if action.due is not None]
    title = f"No word for {weeks_words(index.rules.silence_weeks)}: {len(silent)} applications"
    return index.item(AgendaKind.UNANSWERED, title, min(days), key=UNANSWERED, why=_WHY_ASK)


def _ask(index: AgendaIndex, action: Action) -> AgendaItem:
    return _line(index, AgendaKind.ASK, action, f"Ask {_name(index, action)} whether they have decided", _WHY_ASK)


def _line(index: AgendaIndex, kind: AgendaKind, action: Action, title: str, why: str) -> AgendaItem:
    rejection = index.records.rejections[action.rejection]
    due = local_day(action.due or index.now, index.now)
    common = {"rejection": rejection.uid, "contact": rejection.contact, "action": action.uid}
    return index.item(kind, title, due, key=action.key, why=why, **common)


def _name(index: AgendaIndex, action: Action) -> str:
    return clean_line(index.records.rejections[action.rejection].company, 60)
