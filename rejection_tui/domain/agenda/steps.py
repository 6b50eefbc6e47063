"""The agenda lines of steps 1, 2 and 4: only the next thing to do, not what waits for it."""

from collections.abc import Iterator, Mapping
from typing import Final

from rejection_tui.domain.actions import ActionKey, action_spec
from rejection_tui.domain.agenda.index import AgendaIndex, Case
from rejection_tui.domain.agenda.item import NO_ANSWER, REVISIT, AgendaItem, AgendaKind
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import nudge_ahead, revisit_place
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.steps import Action

_LISTED: Final = (PlaceKind.DUE, PlaceKind.COMING)
_AWAITED: Final = (PlaceKind.DUE, PlaceKind.WAITING)


def step_items(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield what steps 1, 2 and 4 of a live rejection ask for, and its role to look at again."""
    for lines in (_reply_and_ask, _after_asking, _answered, _cultivate, _unknown):
        yield from lines(index, case, places)
    place = revisit_place(index, case)
    if place is not None and place.kind in _LISTED and place.day is not None:
        r = case.rejection
        role = f"{r.role}, {r.company}" if r.role else r.company
        why = "The role was closed or paused; it may be open again."
        yield index.item(AgendaKind.REVISIT, f"Look again: {role}", place.day, rejection=r.uid, key=REVISIT, why=why)


def listed(case: Case, places: Mapping[str, Place], key: ActionKey) -> tuple[Action, Place] | None:
    """Return the action of a key with its place when it is due or coming."""
    action = case.actions.get(key)
    if action is None or not action.open:
        return None
    place = places[action.uid]
    return (action, place) if place.kind in _LISTED else None


def _reply_and_ask(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    common = {"rejection": case.rejection.uid, "contact": case.rejection.contact}
    if send := listed(case, places, ActionKey.REPLY_SEND):
        is_drafted = case.open(ActionKey.REPLY_DRAFT) is None
        title = f"Send the reply to {case.who}" if is_drafted else f"Reply to {case.who}"
        key = ActionKey.REPLY_SEND if is_drafted else ActionKey.REPLY_DRAFT
        why = "A short reply leaves the door open."
        yield _line(index, AgendaKind.REPLY, title, send, key=key, why=why, **common)
    if ask := listed(case, places, ActionKey.FEEDBACK_ASK):
        person = f"{case.who}," if case.person else case.who
        why = "One specific question, once."
        yield _line(index, AgendaKind.FEEDBACK, f"Ask {person} for feedback", ask, why=why, **common)


def _after_asking(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield the nudge ten working days after the request, or ten later the proposal to stop waiting."""
    answer, ahead = case.open(ActionKey.FEEDBACK_ANSWER), nudge_ahead(index, case)
    place = places[answer.uid] if answer is not None else None
    awaited = (answer, place) if answer and place and place.day and place.kind in _AWAITED else None
    nudge = listed(case, places, ActionKey.FEEDBACK_NUDGE)
    if nudge is None and ahead is not None and ActionKey.FEEDBACK_NUDGE not in case.actions:
        nudge = awaited  # a file of an earlier version
    common = {"rejection": case.rejection.uid, "contact": case.rejection.contact}
    if nudge is not None:
        why = f"No answer in {index.rules.nudge_working_days} working days; one gentle nudge is enough."
        title, key = f"Nudge {case.who}, gently", ActionKey.FEEDBACK_NUDGE
        yield _line(index, AgendaKind.NUDGE, title, nudge, key=key, why=why, **common)
    elif awaited is not None and ahead is None:
        why = "Most requests are never answered; noting that finishes the step."
        title = f"Stop waiting for {case.who}"
        yield _line(index, AgendaKind.SILENCE, title, awaited, key=NO_ANSWER, why=why, **common)


def _answered(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield the thanks for an answer first, naming its gap after that."""
    r, ref = case.rejection, case.answers[-1].uid if case.answers else ""
    common = {"rejection": r.uid, "contact": r.contact, "ref": ref}
    if thank := listed(case, places, ActionKey.FEEDBACK_THANK):
        why = "They took the time to answer."
        yield _line(index, AgendaKind.THANKS, f"Thank {case.who}", thank, why=why, **common)
    if gap := listed(case, places, ActionKey.REFINE_GAP):
        title = f"Name the gap in the answer from {r.company}"
        why = "Sorted into skill, experience or technique, it tells you what to do next."
        yield _line(index, AgendaKind.GAP, title, gap, why=why, **common)


def _cultivate(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield finding or saving a person, then the LinkedIn note; keeping in touch is a line of `people_items`."""
    r = case.rejection
    person = f"Save {case.who}" if case.person else f"Save a contact at {r.company}"
    kind, title, why = AgendaKind.SAVE, person, "In three months you will be glad you saved them."
    save = listed(case, places, ActionKey.CULTIVATE_CONTACT)
    if save and case.advice is Advice.FIND_PERSON:
        kind, title, why = AgendaKind.FIND, f"Find a person at {r.company}", case.reply.reason
    touch = None if case.people else listed(case, places, ActionKey.CULTIVATE_TOUCH)
    if found := save or touch:  # to stay in touch somebody has to be saved first
        yield _line(index, kind, title, found, rejection=r.uid, key=ActionKey.CULTIVATE_CONTACT, why=why)
    if note := listed(case, places, ActionKey.CULTIVATE_LINKEDIN):
        why = "A note that mentions your conversation turns it into a contact."
        title = f"LinkedIn note to {case.who}"
        yield _line(index, AgendaKind.LINKEDIN, title, note, rejection=r.uid, contact=r.contact, why=why)


def _unknown(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield the actions that another version of rejtui put into the file."""
    for action in (*case.actions.values(), *case.extra):
        found = (action, places[action.uid]) if action.open and action_spec(action.key) is None else None
        if found is not None and found[1].kind in _LISTED:
            title = f"{action.title}, {case.rejection.company}"
            why = "You put it here yourself, or another version of rejtui did."
            yield _line(index, AgendaKind.OTHER, title, found, rejection=case.rejection.uid, why=why)


def _line(index: AgendaIndex, kind: AgendaKind, title: str, of: tuple[Action, Place], **more: str) -> AgendaItem:
    """Return the line of an action on the day of its place; its key is that of the action unless another is given."""
    action, place = of
    return index.item(kind, title, place.day or index.today, action=action.uid, **{"key": action.key, **more})
