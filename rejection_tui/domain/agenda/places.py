"""The rules that put every open action in its place; the agenda, the checklist and the shell all ask here."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import FORGET_AFTER, AgendaIndex, Case
from rejection_tui.domain.agenda.place import IF_YOU_LIKE, Awaited, Place, PlaceKind
from rejection_tui.domain.contact import Cadence, Contact, Warmth, cadence
from rejection_tui.domain.dates import add_days, add_working_days, local_day
from rejection_tui.domain.people import ASKED_TO_STOP, need_a_reader
from rejection_tui.domain.practice import due_day
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import ASKED_WITHIN
from rejection_tui.domain.steps import Action, ActionState, is_filed_late, moot_because

#: What answers the rejection itself or their silence, and is over when they come back.
_ABOUT_THE_NO: Final = frozenset(
    {
        ActionKey.REPLY_DRAFT,
        ActionKey.REPLY_SEND,
        ActionKey.REPLY_ANSWER,
        ActionKey.REPLY_REQUEST,
        ActionKey.FEEDBACK_CALL,
        ActionKey.FEEDBACK_ASK,
        ActionKey.FEEDBACK_NOTE,
        ActionKey.FEEDBACK_NUDGE,
        ActionKey.FEEDBACK_ANSWER,
        ActionKey.CULTIVATE_REAPPLY,
        ActionKey.SILENCE_ASK,
        ActionKey.SILENCE_LET_GO,
    }
)
#: Actions that are one line of the agenda, and so are snoozed together.
_TOGETHER: Final[Mapping[str, ActionKey]] = {
    ActionKey.REPLY_DRAFT: ActionKey.REPLY_SEND,
    ActionKey.REPLY_SEND: ActionKey.REPLY_DRAFT,
    ActionKey.FEEDBACK_NUDGE: ActionKey.FEEDBACK_ANSWER,
    ActionKey.FEEDBACK_ANSWER: ActionKey.FEEDBACK_NUDGE,
}
_STILL_AHEAD: Final = (PlaceKind.DUE, PlaceKind.COMING, PlaceKind.SNOOZED)


def places_of(records: Records, rejection: Rejection, now: datetime, rules: Rules) -> dict[str, Place]:
    """Return the place of every open action of one rejection, by the uid of the action."""
    case = Case.of(records, rejection)
    return places(AgendaIndex(records, now, rules, (case,)), case)


def places(index: AgendaIndex, case: Case) -> dict[str, Place]:
    """Return the place of every open action of a case, by the uid of the action."""
    actions = index.records.actions_of(case.rejection.uid)
    return {action.uid: place_of(index, case, action) for action in actions if action.open}


class PlacesAsked(Mapping[str, Place]):
    """As `places`, each worked out when it is asked for: the agenda of thousands of cases asks for a part of them."""

    def __init__(self, index: AgendaIndex, case: Case) -> None:
        self._index, self._case = index, case
        self._open = {a.uid: a for a in index.records.actions_of(case.rejection.uid) if a.open}
        self._known: dict[str, Place] = {}

    def __getitem__(self, uid: str) -> Place:
        place = self._known.get(uid)
        if place is None:
            place = self._known[uid] = place_of(self._index, self._case, self._open[uid])
        return place

    def __contains__(self, uid: object) -> bool:
        return uid in self._open

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)


def place_of(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return where an open action is."""
    if why := case.over or moot_because(action, case.states) or _settled(index, case, action):
        return Place(PlaceKind.SETTLED, why=why)
    if action.key == ActionKey.CULTIVATE_TOUCH and case.people:
        return _keep_in_touch(index, case)
    until = _snoozed_until(case, action)
    if until is not None and until > index.now:
        return Place(PlaceKind.SNOOZED, local_day(until, index.now))
    return _RULES.get(action.key, _window)(index, case, action)


def _settled(index: AgendaIndex, case: Case, action: Action) -> str:
    """Return why nothing is to be done for an open action as things are, "" when something is; snoozed ones too."""
    if case.reopened and action.key in _ABOUT_THE_NO:
        return "they came back to you"
    if case.left_alone and action.key in need_a_reader():
        return ASKED_TO_STOP
    match action.key:
        case ActionKey.FEEDBACK_NUDGE | ActionKey.FEEDBACK_ANSWER if case.answers:
            return "they answered"
        case ActionKey.REPLY_DRAFT | ActionKey.REPLY_SEND | ActionKey.FEEDBACK_ASK:
            is_alone = case.advice is Advice.FIND_PERSON and case.open(ActionKey.CULTIVATE_CONTACT) is None
            return "there is nobody to write to" if is_alone else ""
        case ActionKey.CULTIVATE_CONTACT if case.people:
            return "somebody is saved already"
        case ActionKey.CULTIVATE_LINKEDIN if case.people and all(c.never_again or c.archived for c in case.people):
            return person_place(index, case.people[0]).why
        case ActionKey.REFINE_LEARN:
            item = index.records.learnings.get(action.ref)
            return "learned" if item is not None and item.done else ""
    return ""


def person_place(index: AgendaIndex, contact: Contact) -> Place:
    """Return where keeping in touch with a person is: its day is that of the window, and it never lapses."""
    if contact.archived:
        return Place(PlaceKind.SETTLED, why="the person is archived")
    standing = cadence(contact, index.records.touches_of(contact.uid), index.now, index.rules)
    if standing.warmth in _RESTING:
        return Place(PlaceKind.SETTLED, why=_RESTING[standing.warmth])
    if contact.snoozed_until is not None and contact.snoozed_until > index.today:
        return Place(PlaceKind.SNOOZED, contact.snoozed_until)
    return _in_window(index, contact, standing)


def revisit_place(index: AgendaIndex, case: Case) -> Place | None:
    """Return where looking again at a closed or frozen role is; None when no day is set, or they came back."""
    if case.rejection.revisit is None or case.over or case.reopened:
        return None
    return _by_day(index, case.rejection.revisit)


_RESTING: Final[Mapping[Warmth, str]] = {
    Warmth.NEVER: ASKED_TO_STOP,
    Warmth.DORMANT: "resting: your last messages were not answered",
}


def _in_window(index: AgendaIndex, contact: Contact, standing: Cadence) -> Place:
    day = max(standing.due_from, contact.snoozed_until or standing.due_from)
    kind = PlaceKind.COMING if day > index.today else PlaceKind.DUE
    return Place(kind, day, max(standing.due_by, day))


def _keep_in_touch(index: AgendaIndex, case: Case) -> Place:
    """Return the place of the person to write to first; settled only when that holds for all of them."""
    found = [person_place(index, contact) for contact in case.people]
    return min(found, key=lambda place: (place.kind is PlaceKind.SETTLED, place.day or date.max))


def _snoozed_until(case: Case, action: Action) -> datetime | None:
    """Return until when an action is snoozed, by itself or with the other one of its line; None when it never was."""
    other = case.open(_TOGETHER[action.key]) if action.key in _TOGETHER else None
    if other is None or other.snoozed_until is None:
        return action.snoozed_until
    return max(other.snoozed_until, action.snoozed_until or other.snoozed_until)


def _by_day(index: AgendaIndex, day: date, lapses: bool = True) -> Place:
    """Return the place of what has a day; `lapses`: long after it, it is no longer due but still worth doing."""
    if day > index.today:
        return Place(PlaceKind.COMING, day)
    lapsed = lapses and (index.today - day).days > FORGET_AFTER
    return Place(PlaceKind.STILL_WORTH if lapsed else PlaceKind.DUE, day)


def _later(index: AgendaIndex, case: Case, action: Action, day: date) -> date:
    """Return the day, or the day a snooze of the action ended when that is later.

    A snooze of their answer does not bring back a nudge that is too late.
    """
    apart = action.key in (ActionKey.FEEDBACK_NUDGE, ActionKey.FEEDBACK_ANSWER)
    until = action.snoozed_until if apart else _snoozed_until(case, action)
    return max(day, local_day(until, index.now)) if until is not None else day


def _day_of(index: AgendaIndex, case: Case, action: Action) -> date | None:
    """Return the day of an action, later when it was snoozed; None when it has no day."""
    if action.due is not None:
        return _later(index, case, action, local_day(action.due, index.now))
    until = _snoozed_until(case, action)
    return local_day(until, index.now) if until is not None else None


def _window(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return the place of what has a window that counts from the letter; without a day nothing is lost without it."""
    day = _day_of(index, case, action)
    if day is None:
        return Place(PlaceKind.STILL_WORTH, why=IF_YOU_LIKE)
    place = _by_day(index, day)
    missed = place.kind is PlaceKind.DUE and _over_when_filed(index, case, day)
    return Place(PlaceKind.STILL_WORTH, day) if missed else place


def _over_when_filed(index: AgendaIndex, case: Case, day: date) -> bool:
    """Return whether an old letter was filed after this day, so that nothing was ever to be done by it."""
    return day < local_day(case.rejection.created, index.now) and is_filed_late(case.rejection, index.now)


def _advised(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return the place of what only makes sense where a reply does; a snooze shows that the user wants to do it."""
    if case.advice is Advice.LET_GO and _snoozed_until(case, action) is None:
        return Place(PlaceKind.STILL_WORTH, _day_of(index, case, action), why=IF_YOU_LIKE)
    return _window(index, case, action)


def _reply(index: AgendaIndex, case: Case, action: Action) -> Place:
    place = _advised(index, case, action)
    waits = case.advice is Advice.FIND_PERSON and place.kind is not PlaceKind.STILL_WORTH
    return Place(PlaceKind.WAITING, awaited=Awaited.RECIPIENT) if waits else place


def _ask(index: AgendaIndex, case: Case, action: Action) -> Place:
    place, send = _reply(index, case, action), case.open(ActionKey.REPLY_SEND)
    asks_now = place.kind in (PlaceKind.DUE, PlaceKind.COMING)
    if asks_now and send is not None and place_of(index, case, send).kind in _STILL_AHEAD:
        return Place(PlaceKind.WAITING, awaited=Awaited.REPLY)
    return place


def _nudge(index: AgendaIndex, case: Case, action: Action) -> Place:
    first = _first_silence(index, case)
    if first is None:
        return Place(PlaceKind.WAITING, awaited=Awaited.QUESTION)
    return _by_day(index, _later(index, case, action, first))


def _answer(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return where their answer is: awaited until the nudge and again after it, then due to be given up."""
    nudging = nudge_ahead(index, case)
    if nudging is None and _first_silence(index, case) is None:
        return Place(PlaceKind.WAITING, awaited=_to_be_told(case))
    place = nudging or _by_day(index, _later(index, case, action, _last_silence(index, case)))
    if place.kind is PlaceKind.COMING:
        return Place(PlaceKind.WAITING, place.day, awaited=Awaited.ANSWER)
    # A file of an earlier version has no nudge to be due, so there the answer is.
    by_itself = nudging is None or ActionKey.FEEDBACK_NUDGE not in case.actions
    return place if by_itself else Place(PlaceKind.WAITING, awaited=Awaited.ANSWER)


def _to_be_told(case: Case) -> Awaited:
    """Return what has to come before there can be an answer: the call they offer, or a question."""
    call = case.actions.get(ActionKey.FEEDBACK_CALL)
    return Awaited.CALL if call is not None and call.state is not ActionState.SKIPPED else Awaited.QUESTION


def nudge_ahead(index: AgendaIndex, case: Case) -> Place | None:
    """Return where a nudge is (in a file without one, would be); None once it is too late for it."""
    first, nudge = _first_silence(index, case), case.actions.get(ActionKey.FEEDBACK_NUDGE)
    about = nudge or case.actions.get(ActionKey.FEEDBACK_ANSWER)
    if first is None or about is None or not about.open:
        return None
    place = _by_day(index, _later(index, case, about, first))
    return None if place.kind is PlaceKind.STILL_WORTH else place


def _first_silence(index: AgendaIndex, case: Case) -> date | None:
    """Return the day of the nudge, None when nothing was asked."""
    ask = case.actions.get(ActionKey.FEEDBACK_ASK)
    if ask is None or ask.state is not ActionState.DONE or ask.at is None:
        return None
    return add_working_days(local_day(ask.at, index.now), index.rules.nudge_working_days)


def _last_silence(index: AgendaIndex, case: Case) -> date:
    """Return the day to stop waiting, as long after the nudge as that came after the question, which was asked."""
    nudge, first = case.actions.get(ActionKey.FEEDBACK_NUDGE), _first_silence(index, case)
    nudged = nudge.at if nudge is not None and nudge.state is ActionState.DONE else None
    start = local_day(nudged, index.now) if nudged else first or index.today
    return add_working_days(start, index.rules.nudge_working_days)


def _after_answer(index: AgendaIndex, case: Case, action: Action) -> Place:
    if action.due is None and not case.answers:
        asked = _first_silence(index, case) is not None
        return Place(PlaceKind.WAITING, awaited=Awaited.ANSWER if asked else _to_be_told(case))
    day = _day_of(index, case, action)
    return _by_day(index, day) if day is not None else Place(PlaceKind.STILL_WORTH, why=IF_YOU_LIKE)


def _learn(index: AgendaIndex, case: Case, action: Action) -> Place:
    item = index.records.learnings.get(action.ref)
    if item is not None and item.due is not None:
        return _chosen(index, _later(index, case, action, item.due))
    return _chosen(index, _day_of(index, case, action))


def _rewrite(index: AgendaIndex, case: Case, action: Action) -> Place:
    day = _day_of(index, case, action)
    if day is None:
        waiting = (bullet for bullet in index.records.bullets_of(case.rejection.uid) if index.is_waiting(bullet))
        first = next(waiting, None)
        day = week_after(index, first) if first is not None else None
    return _chosen(index, day)


def _practise(index: AgendaIndex, case: Case, action: Action) -> Place:
    queued = [q for q in index.records.questions_of(case.rejection.uid) if q.waiting]
    if queued:
        return _chosen(index, min(max(due_day(q, index.now), index.today) for q in queued))
    return _chosen(index, _day_of(index, case, action))


def _let_go(index: AgendaIndex, case: Case, action: Action) -> Place:
    return _chosen(index, _day_of(index, case, action))


def _chosen(index: AgendaIndex, day: date | None) -> Place:
    """Return the place of work of step 3, which the user chose: it does not lapse."""
    return _by_day(index, day, lapses=False) if day is not None else Place(PlaceKind.STILL_WORTH, why=IF_YOU_LIKE)


def week_after(index: AgendaIndex, bullet: Bullet) -> date:
    """Return the day a bullet without an action is due."""
    week = add_days(local_day(bullet.created, index.now), index.rules.refine_days)
    return max(week, bullet.snoozed_until or week)


def _save(index: AgendaIndex, case: Case, action: Action) -> Place:
    if case.open(ActionKey.SILENCE_ASK) is not None:
        return Place(PlaceKind.WAITING, awaited=Awaited.QUESTION)
    first = case.open(ActionKey.REPLY_SEND) or case.open(ActionKey.FEEDBACK_ASK)
    if case.advice is not Advice.FIND_PERSON or first is None:
        return _advised(index, case, action)
    until = _snoozed_until(case, first)
    if until is not None and until > index.now:
        return Place(PlaceKind.SNOOZED, local_day(until, index.now))
    place = _window(index, case, first)  # a person is to be found in time for the first message
    own = _snoozed_until(case, action)
    return _window(index, case, action) if own is not None else place


def _linkedin(index: AgendaIndex, case: Case, action: Action) -> Place:
    if not case.people and case.open(ActionKey.CULTIVATE_CONTACT) is not None:
        return Place(PlaceKind.WAITING, awaited=Awaited.PERSON)
    return _window(index, case, action) if case.people else _advised(index, case, action)


def _touch(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return where keeping in touch is while nobody is saved; see `_keep_in_touch` for afterwards."""
    if case.open(ActionKey.CULTIVATE_CONTACT) is not None:
        return Place(PlaceKind.WAITING, awaited=Awaited.PERSON)
    return _window(index, case, action)


def _ask_silent(index: AgendaIndex, case: Case, action: Action) -> Place:
    """Return where the question to those who never answered is: due for months, until it is asked or let go."""
    day = _day_of(index, case, action)
    place = _chosen(index, day)
    late = day is not None and (index.today - day).days > ASKED_WITHIN
    return Place(PlaceKind.STILL_WORTH, day) if late else place


def _let_silent_go(index: AgendaIndex, case: Case, action: Action) -> Place:
    if action.due is None:
        return Place(PlaceKind.WAITING, awaited=Awaited.QUESTION)
    return _chosen(index, _day_of(index, case, action))


_RULES: Final[Mapping[str, Callable[[AgendaIndex, Case, Action], Place]]] = {
    ActionKey.REPLY_DRAFT: _reply,
    ActionKey.REPLY_SEND: _reply,
    ActionKey.FEEDBACK_ASK: _ask,
    ActionKey.FEEDBACK_ANSWER: _answer,
    ActionKey.FEEDBACK_NUDGE: _nudge,
    ActionKey.FEEDBACK_THANK: _after_answer,
    ActionKey.REFINE_GAP: _after_answer,
    ActionKey.REFINE_LEARN: _learn,
    ActionKey.REFINE_BULLET: _rewrite,
    ActionKey.REFINE_PRACTICE: _practise,
    ActionKey.REFINE_NOT_YOU: _let_go,
    ActionKey.CULTIVATE_CONTACT: _save,
    ActionKey.CULTIVATE_LINKEDIN: _linkedin,
    ActionKey.CULTIVATE_TOUCH: _touch,
    ActionKey.SILENCE_ASK: _ask_silent,
    ActionKey.SILENCE_LET_GO: _let_silent_go,
}
