"""The agenda lines of step 3: things to learn, bullets to rewrite and questions to practise, grouped."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex, Case, over_because
from rejection_tui.domain.agenda.item import PRACTICE_START, AgendaItem, AgendaKind
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import week_after
from rejection_tui.domain.practice import due_day
from rejection_tui.domain.refine import Question
from rejection_tui.domain.steps import Action

_LISTED: Final = (PlaceKind.DUE, PlaceKind.COMING)
#: The actions of one kind that are on the agenda, by rejection; of several the earliest.
_Listed = Mapping[str, tuple[Case, Action, Place]]


def refine_items(index: AgendaIndex, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield the learning items, the bullets by rejection and the questions due, as one line each."""
    yield from _learnings(index, places)
    yield from _bullets(index, places)
    yield from _practice(index, places)
    yield from _not_about_you(index, places)


def _is_inactive(index: AgendaIndex, rejection: str) -> bool:
    """True when the work belongs to a rejection that is archived, closed or withdrawn."""
    record = index.records.rejections.get(rejection)
    return record is not None and bool(over_because(record))


def _in_places(index: AgendaIndex, places: Mapping[str, Place], key: ActionKey, *kinds: PlaceKind) -> _Listed:
    """Return the actions of a key that are in one of these places, by rejection."""
    found: dict[str, tuple[Case, Action, Place]] = {}
    for case in index.cases:
        mine = ((a, places[a.uid]) for a in case.extra if a.key == key and a.uid in places)
        for action, place in mine:
            before = found.get(case.rejection.uid)
            earlier = before is None or (place.day and before[2].day and place.day < before[2].day)
            if place.kind in kinds and earlier:
                found[case.rejection.uid] = case, action, place
    return found


def _learnings(index: AgendaIndex, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    by_ref = {a.ref: a for case in index.cases for a in case.extra}
    for item in index.records.learnings.values():
        action = by_ref.get(item.uid)
        if item.done or item.due is None or _is_inactive(index, item.rejection):
            continue
        place = places.get(action.uid) if action is not None else Place(PlaceKind.DUE, item.due)
        if place is None or place.kind not in _LISTED or place.day is None:
            continue
        answer = index.records.feedback.get(item.feedback)
        quote = answer.named_by(item.gap).quote if answer is not None else ""
        why = f"“{quote}”" if quote else "One small step makes the gap smaller."
        yield index.item(
            AgendaKind.LEARNING,
            item.title or "Something to learn",
            place.day,
            rejection=item.rejection,
            action=action.uid if action else "",
            ref=item.uid,
            key=ActionKey.REFINE_LEARN,
            why=why,
        )


def _bullets(index: AgendaIndex, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    key = ActionKey.REFINE_BULLET
    open_ones = _in_places(index, places, key, *_LISTED)
    snoozed = _in_places(index, places, key, PlaceKind.SNOOZED)
    groups = {uid: mine for uid, mine in index.waiting_bullets.items() if not _is_inactive(index, uid)}
    for uid in sorted({*groups, *open_ones} - (snoozed.keys() - open_ones.keys())):
        waiting = groups.get(uid, [])
        case, action, place = open_ones.get(uid, (None, None, None))
        due = place.day if place is not None else week_after(index, waiting[0])
        if due is not None:
            yield index.item(
                AgendaKind.BULLETS,
                _bullet_title(len(waiting), case.rejection.company if case else _company(index, uid)),
                due,
                rejection=uid,
                ref=waiting[0].uid if waiting else "",
                action=action.uid if action else "",
                key=key,
                why="Results say more than duties.",
            )


def _not_about_you(index: AgendaIndex, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield a line for each reason that was not about the applicant: it is let go, or asked next time."""
    key = ActionKey.REFINE_NOT_YOU
    for case in index.cases:
        for action in case.extra:
            place = places.get(action.uid)
            if action.key == key and place is not None and place.kind in _LISTED and place.day is not None:
                yield index.item(
                    AgendaKind.NOT_YOU,
                    f"{action.title} ({case.rejection.company})",
                    place.day,
                    rejection=case.rejection.uid,
                    action=action.uid,
                    ref=action.ref,
                    key=key,
                    why="They gave a reason that was not about you.",
                )


def _company(index: AgendaIndex, rejection: str) -> str:
    record = index.records.rejections.get(rejection)
    return record.company if record is not None else ""


def _bullet_title(count: int, company: str) -> str:
    if not count:
        return f"Choose the bullets to rewrite after the answer from {company}"
    lines = "a bullet" if count == 1 else f"{count} bullets"
    return f"Rewrite {lines}" + (f" after the answer from {company}" if company else " of your CV")


def _practice(index: AgendaIndex, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield one line for all questions due on the first such day; or for choosing questions, when none is queued."""
    key = ActionKey.REFINE_PRACTICE
    open_ones = _in_places(index, places, key, *_LISTED)
    snoozed = _in_places(index, places, key, PlaceKind.SNOOZED).keys() - open_ones.keys()
    queued = [q for q in index.queued_questions if not _is_inactive(index, q.rejection) and q.rejection not in snoozed]
    if queued:
        yield _rehearse(index, queued)
    practised = {q.rejection for q in queued}
    for uid, (case, action, place) in open_ones.items():
        if uid in practised or place.day is None:
            continue
        title = f"Choose the questions to practise after the answer from {case.rejection.company}"
        why = "The answer is about how the interview went."
        common = {"rejection": uid, "action": action.uid, "ref": action.ref}
        yield index.item(AgendaKind.PRACTICE, title, place.day, key=action.key, why=why, **common)


def _rehearse(index: AgendaIndex, queued: Sequence[Question]) -> AgendaItem:
    """Return the line for all queued questions that are due on the first such day."""
    days = {q.uid: max(due_day(q, index.now), index.today) for q in queued}
    first = min(days.values())
    mine = sorted((q for q in queued if days[q.uid] == first), key=lambda q: (q.due or q.created, q.uid))
    words = "a question" if len(mine) == 1 else f"{len(mine)} questions"
    return index.item(
        AgendaKind.PRACTICE,
        f"Practise {words}",
        first,
        ref=mine[0].uid,
        key=PRACTICE_START,
        why="Out loud and short, until it goes smoothly on three different days.",
    )
