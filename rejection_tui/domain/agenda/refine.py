"""The agenda lines of step 3: things to learn, bullets to rewrite and questions to practise, grouped."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex, Case, is_live
from rejection_tui.domain.agenda.item import PRACTICE_START, AgendaItem, AgendaKind
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.practice import due_day
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.steps import Action


def refine_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield the learning items, the bullets by rejection and the questions due, as one line each."""
    yield from _learnings(index)
    yield from _bullets(index)
    yield from _practice(index)


def _is_inactive(index: AgendaIndex, rejection: str) -> bool:
    """True when the work belongs to a rejection that is archived, closed or withdrawn."""
    record = index.records.rejections.get(rejection)
    return record is not None and not is_live(record)


def _learnings(index: AgendaIndex) -> Iterator[AgendaItem]:
    by_ref = {a.ref: a for case in index.cases for a in case.extra}
    for item in index.records.learnings.values():
        action = by_ref.get(item.uid)
        if item.done or item.due is None or _is_inactive(index, item.rejection) or index.any_snoozed(action):
            continue
        if action is not None and not action.open:
            continue
        answer = index.records.feedback.get(item.feedback)
        why = f"“{answer.quote}”" if answer is not None and answer.quote else "One small step makes the gap smaller."
        uid = action.uid if action else ""
        yield index.item(
            AgendaKind.LEARNING,
            item.title or "Something to learn",
            item.due,
            rejection=item.rejection,
            action=uid,
            ref=item.uid,
            key=ActionKey.REFINE_LEARN,
            why=why,
        )


def _waiting_bullets(index: AgendaIndex) -> dict[str, list[Bullet]]:
    groups: dict[str, list[Bullet]] = {}
    for bullet in sorted(index.records.bullets.values(), key=lambda b: (b.created, b.order, b.uid)):
        any_snoozed = bullet.snoozed_until is not None and bullet.snoozed_until > index.today
        if bullet.state is not BulletState.DONE and not any_snoozed and not _is_inactive(index, bullet.rejection):
            known = bullet.rejection if bullet.rejection in index.records.rejections else ""
            groups.setdefault(known, []).append(bullet)
    return groups


def _bullets(index: AgendaIndex) -> Iterator[AgendaItem]:
    groups = _waiting_bullets(index)
    actions = {case.rejection.uid: (case, _refine_action(case, ActionKey.REFINE_BULLET)) for case in index.cases}
    for uid in sorted({*groups, *(u for u, (_, a) in actions.items() if a is not None)}):
        case, action = actions.get(uid, (None, None))
        if index.any_snoozed(action):
            continue
        waiting = groups.get(uid, [])
        due = _day(index, action) or (_week_after(index, waiting[0]) if waiting else None)
        if due is not None:
            company = case.rejection.company if case else ""
            ref = waiting[0].uid if waiting else ""
            yield index.item(
                AgendaKind.BULLETS,
                _bullet_title(len(waiting), company),
                due,
                rejection=uid,
                ref=ref,
                action=action.uid if action else "",
                key=ActionKey.REFINE_BULLET,
                why="Results say more than duties.",
            )


def _refine_action(case: Case, key: ActionKey) -> Action | None:
    return next((a for a in case.extra if a.key.startswith(key) and a.open), None)


def _day(index: AgendaIndex, action: Action | None) -> date | None:
    return local_day(action.due, index.now) if action is not None and action.due is not None else None


def _week_after(index: AgendaIndex, bullet: Bullet) -> date:
    week = local_day(bullet.created, index.now) + timedelta(days=index.rules.refine_days)
    return max(week, bullet.snoozed_until or week)


def _bullet_title(count: int, company: str) -> str:
    if not count:
        return f"Choose the bullets to rewrite after the answer from {company}"
    lines = "a bullet" if count == 1 else f"{count} bullets"
    return f"Rewrite {lines}" + (f" after the answer from {company}" if company else " of your CV")


def _practice(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield one line for all questions due on the first such day; or for choosing questions, when none is queued."""
    queued = [
        q
        for q in index.records.questions.values()
        if q.queued and q.done is None and not _is_inactive(index, q.rejection)
    ]
    if queued:
        yield _rehearse(index, queued)
    for case in index.cases:
        action = _refine_action(case, ActionKey.REFINE_PRACTICE)
        due = _day(index, action)
        if (
            action is None
            or due is None
            or index.any_snoozed(action)
            or any(q.rejection == case.rejection.uid for q in queued)
        ):
            continue
        title = f"Choose the questions to practise after the answer from {case.rejection.company}"
        yield index.item(
            AgendaKind.PRACTICE,
            title,
            due,
            rejection=case.rejection.uid,
            action=action.uid,
            ref=action.ref,
            key=action.key,
            why="The answer is about how the interview went.",
        )


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
