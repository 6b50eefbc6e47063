"""How far a rejection has come: the state of its four steps, and its status in a few words."""

from datetime import datetime
from typing import Final

from rejection_tui.domain.actions import ActionKey, action_spec
from rejection_tui.domain.agenda.place import Awaited, Place, PlaceKind
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, RejectionKind
from rejection_tui.domain.reply_advice import Advice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import state_words
from rejection_tui.domain.steps import Action, ActionState, StepState, next_action, step_state, titles_of

#: Where an action is that is yours to do or theirs to answer; one that waits for another comes after that.
_AHEAD: Final = (PlaceKind.DUE, PlaceKind.COMING, PlaceKind.SNOOZED)


def next_to_do(records: Records, rejection_uid: str, now: datetime, rules: Rules) -> tuple[Action, Place] | None:
    """Return the next action of a rejection in the order of the method, with its place.

    None when nothing is left to do, or all that is left may be let go.
    """
    rejection = records.rejections.get(rejection_uid)
    if rejection is None:
        return None
    found = places_of(records, rejection, now, rules)
    ahead = ((a, found[a.uid]) for a in records.actions_of(rejection_uid) if a.uid in found)
    mine = (one for one in ahead if one[1].kind in _AHEAD or one[1].awaited is Awaited.ANSWER)
    return min(mine, key=lambda one: (one[0].step, one[0].order), default=None)


def step_states(records: Records, rejection_uid: str) -> dict[int, StepState]:
    """Return the state of each step by number, as `titles_of` has them; one with an unsent draft is `DRAFTED`.

    A rejection that is gone has none: a row may be drawn once more before it goes as well.
    """
    rejection = records.rejections.get(rejection_uid)
    actions, titles = records.actions_of(rejection_uid), titles_of(rejection) if rejection else ()
    drafted = {d.kind.spec.step for d in records.drafts_of(rejection_uid) if d.sent is None}
    return {n: step_state(actions, n, n in drafted) for n in titles}


def status_line(records: Records, rejection_uid: str, now: datetime) -> str:
    """Return the status of a rejection in a few words, for its second line in the inbox."""
    rejection = records.rejections[rejection_uid]
    came_back = rejection.outcome.came_back
    if rejection.kind is RejectionKind.NO_ANSWER and not came_back:
        return state_words(records, rejection, now)
    if came_back or rejection.outcome is Outcome.CLOSED:
        return rejection.outcome.label
    actions = records.actions_of(rejection_uid)
    if rejection.kind is RejectionKind.WITHDREW:
        return "you withdrew"
    step = next_action(actions)
    if step is None:
        finished = all(s in (StepState.DONE, StepState.SKIPPED) for s in step_states(records, rejection_uid).values())
        return "all four steps done" if finished else "nothing to do for now"
    if step.step == 1 and step.key not in (ActionKey.REPLY_ANSWER, ActionKey.REPLY_REQUEST):
        if step_states(records, rejection_uid)[1] is StepState.DRAFTED:
            return "reply drafted"
        advice = should_reply(rejection, records.letter_heads.get(rejection.letter)).advice
        return {Advice.LET_GO: "let it go", Advice.FIND_PERSON: "find a person first"}.get(
            advice, ActionKey.REPLY_SEND.spec.status_words
        )
    spec = action_spec(step.key)
    return spec.status_words if spec else step.title


def open_questions(records: Records) -> tuple[str, ...]:
    """Return the uids of the rejections whose sender was asked for feedback and has not answered, in no set order."""
    of = {
        key: {one.rejection for one in records.actions.values() if one.key == key and one.state is state}
        for key, state in ((ActionKey.FEEDBACK_ASK, ActionState.DONE), (ActionKey.FEEDBACK_ANSWER, ActionState.TODO))
    }
    return tuple(of[ActionKey.FEEDBACK_ASK] & of[ActionKey.FEEDBACK_ANSWER])
