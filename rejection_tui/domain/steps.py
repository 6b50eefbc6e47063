"""The four steps of a rejection: actions with due dates, and the state of a step derived from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ACTION_SPECS, IMPLIED_BY, ActionKey, Moments, action_spec
from rejection_tui.domain.dates import add_days, local_day, shift_day
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import Moment, Stored, Uid, Whole, replace
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.rules import Rules


class ActionState(StrEnum):
    """`no_answer` ends a request for feedback without an answer; `skipped` has a reason."""

    TODO = "todo"
    DONE = "done"
    SKIPPED = "skipped"
    NO_ANSWER = "no_answer"


class StepState(StrEnum):
    """The state of a step, shown as the marks of a rejection."""

    TODO = "todo"
    DRAFTED = "drafted"
    UNDER_WAY = "under_way"
    DONE = "done"
    SKIPPED = "skipped"


class Action(Stored, frozen=True, gc=False):
    """One thing to do. `due` is None while it waits for another action, or when it needs no date."""

    uid: Uid
    rejection: str
    key: str
    step: Whole
    title: str
    created: Moment
    state: ActionState = ActionState.TODO
    due: Moment | None = None
    reason: str = ""
    at: Moment | None = None  # when it was done, skipped or given up
    snoozed_until: Moment | None = None
    ref: str = ""  # the record it is about: a bullet, question, learning item or feedback entry
    order: Whole = 0
    gap: str = ""  # which gap of the answer it is about, by its uid; "" for that of earlier versions

    @property
    def open(self) -> bool:
        """True while something is still to be done."""
        return self.state is ActionState.TODO


#: Of a letter filed more than this many days after it came nothing is due; an import of old mail asks for nothing.
FILED_LATE: Final = 14

#: Reasons of skipped actions that the program itself gives.
LET_GO: Final = "let go"
FOUND_NOBODY: Final = "found nobody"

_ENDED: Final = (ActionState.SKIPPED, ActionState.NO_ANSWER)
#: Why an action is moot by the state of the one that implies it.
_NOT_NEEDED: Final[Mapping[ActionState | None, str]] = {
    ActionState.DONE: "no longer needed",
    ActionState.SKIPPED: "skipped with the rest",
}
#: Why an action is moot by the one it rests on, when that ended without being done.
_WITHOUT: Final[Mapping[ActionKey, str]] = {
    ActionKey.FEEDBACK_ASK: "nothing was asked",
    ActionKey.FEEDBACK_ANSWER: "there is no answer",
    ActionKey.CULTIVATE_CONTACT: "nobody was saved",
}

STEP_TITLES: Final = {1: "Reply graciously", 2: "Ask for feedback", 3: "Refine", 4: "Cultivate"}

#: The short steps of an application without an answer, by number; the second is the last of the four.
SHORT_TITLES: Final = {0: "Ask once, then let go", 4: STEP_TITLES[4]}

#: The actions every rejection starts with; the others are added when needed.
PLAN: Final = tuple(key for key, spec in ACTION_SPECS.items() if spec.planned)
#: The actions of an application without an answer.
SHORT_PLAN: Final = (
    ActionKey.SILENCE_ASK,
    ActionKey.SILENCE_LET_GO,
    ActionKey.CULTIVATE_CONTACT,
    ActionKey.CULTIVATE_TOUCH,
)
#: The actions that send the message of their step.
_SENT: Final = (ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK, ActionKey.SILENCE_ASK)
#: Days after the question from which an application without an answer is let go.
LET_GO_DAYS: Final = 14


def titles_of(rejection: Rejection) -> dict[int, str]:
    """Return the titles of the steps of a rejection by their numbers, in order."""
    return SHORT_TITLES if rejection.kind is RejectionKind.NO_ANSWER else STEP_TITLES


def step_place(rejection: Rejection, step: int) -> str:
    """Return which of its steps this is: "step 2 of 4"; "" for a step it does not have."""
    numbers = list(titles_of(rejection))
    return f"step {numbers.index(step) + 1} of {len(numbers)}" if step in numbers else ""


def step_name(rejection: Rejection, step: int) -> str:
    """Return a step of a rejection as it is listed: "2 Ask for feedback"."""
    titles = titles_of(rejection)
    return f"{list(titles).index(step) + 1} {titles[step]}"


def plan_keys(rejection: Rejection) -> tuple[ActionKey, ...]:
    """Return the actions a rejection starts with: none when the user withdrew, few while nobody has answered."""
    few = {RejectionKind.WITHDREW: (), RejectionKind.NO_ANSWER: SHORT_PLAN}
    return few.get(rejection.kind, PLAN)


def new_action(
    key: ActionKey,
    rejection: str,
    now: datetime,
    *,
    about: str = "",
    title: str = "",
    due: datetime | None = None,
    ref: str = "",
) -> Action:
    """Return an open action of a rejection.

    Its uid is derived from rejection, key and `about`, so it is the same on every machine.
    """
    spec, parts = key.spec, (key, about) if about else (key,)
    return Action(
        derived_uid(rejection, *parts),
        rejection,
        key.value,
        spec.step,
        title or spec.title,
        now,
        due=due,
        ref=ref,
        order=spec.order,
    )


def plan(rejection: Rejection, now: datetime, rules: Rules) -> tuple[Action, ...]:
    """Return the actions a new rejection starts with, those of `plan_keys`."""
    return schedule(rejection, [new_action(key, rejection.uid, now) for key in plan_keys(rejection)], now, rules)


def schedule(
    rejection: Rejection,
    actions: Sequence[Action],
    now: datetime,
    rules: Rules,
    touched: datetime | None = None,
    touch_months: int = 0,
) -> tuple[Action, ...]:
    """Return `actions` with their due moments computed from the rejection and what is done so far.

    `touched` is the last touch with its contact on any channel, from which keeping in touch counts `touch_months`, or
    as many as everybody's when that is 0.
    """
    by_key = {a.key: a for a in actions}
    asked, answered = _done_at(by_key, ActionKey.FEEDBACK_ASK), _done_at(by_key, ActionKey.FEEDBACK_ANSWER)
    moments = Moments(
        rejection.received,
        None if is_filed_late(rejection, now) else rejection.created,
        asked,
        answered,
        touched or rejection.received,
        now,
        rules,
        touch_months or rules.touch_amber_months,
        *_silence(rejection, by_key, now, rules),
    )
    return tuple(replace(a, due=_due(a, moments)) if a.open else a for a in actions)


def _silence(
    rejection: Rejection, by_key: Mapping[str, Action], now: datetime, rules: Rules
) -> tuple[datetime | None, datetime | None]:
    """Return from when an application without an answer is silent, and from when to let go of it."""
    if rejection.kind is not RejectionKind.NO_ANSWER:
        return None, None
    silent = shift_day(rejection.received, now, lambda d: add_days(d, 7 * rules.silence_weeks))
    ask = by_key.get(ActionKey.SILENCE_ASK)
    if ask is None or ask.open or ask.at is None:
        return silent, None
    wait = LET_GO_DAYS if ask.state is ActionState.DONE else 0  # whoever skips the question waits for nothing
    return silent, shift_day(max(ask.at, rejection.received), now, lambda d: add_days(d, wait))


def is_filed_late(rejection: Rejection, now: datetime) -> bool:
    """Return whether a letter was filed so long after it came that its windows are over; see `FILED_LATE`."""
    return (local_day(rejection.created, now) - local_day(rejection.received, now)).days > FILED_LATE


def _done_at(by_key: dict[str, Action], key: ActionKey) -> datetime | None:
    action = by_key.get(key)
    return action.at if action and action.state is ActionState.DONE else None


def _due(action: Action, moments: Moments) -> datetime | None:
    spec = action_spec(action.key)
    return spec.due(moments) if spec and spec.due else action.due


def moot(action: Action, actions: Iterable[Action]) -> bool:
    """True for an open action that no longer makes sense, such as a draft once the reply is sent."""
    return action.open and moot_among(action, {a.key: a.state for a in actions})


def moot_among(action: Action, state: Mapping[str, ActionState]) -> bool:
    """As `moot`, for an open action, given the states of the actions of its rejection by key."""
    return bool(moot_because(action, state))


def moot_because(action: Action, state: Mapping[str, ActionState]) -> str:
    """Return why an open action no longer makes sense, in a few words; "" when it still does."""
    if action.key == ActionKey.SILENCE_ASK:
        return LET_GO if state.get(ActionKey.SILENCE_LET_GO) is ActionState.DONE else ""
    if (implying := IMPLIED_BY.get(action.key)) is not None:
        return _NOT_NEEDED.get(state.get(implying), "")
    if action.step in (2, 3) and state.get(ActionKey.FEEDBACK_ANSWER) is ActionState.DONE:
        return "they answered" if action.key == ActionKey.FEEDBACK_NUDGE else ""  # whether or not it was asked for
    spec = action_spec(action.key)
    for key in spec.rests_on if spec else ():
        # What was not asked is told in the call.
        if state.get(key) in _ENDED and not (key is ActionKey.FEEDBACK_ASK and _is_told(state)):
            return _WITHOUT[key]
    return ""


def _is_told(state: Mapping[str, ActionState]) -> bool:
    return state.get(ActionKey.FEEDBACK_CALL) in (ActionState.TODO, ActionState.DONE)


def step_state(actions: Iterable[Action], step: int, drafted: bool = False) -> StepState:
    """Return the state of one step; `drafted` says that there is an unsent draft for it."""
    everything = list(actions)
    state = {a.key: a.state for a in everything}
    all_mine = [a for a in everything if a.step == step]
    mine = [a for a in all_mine if not (a.open and moot_among(a, state))] or all_mine
    kept = [a for a in mine if a.state is not ActionState.SKIPPED]
    if not mine or (kept and all(a.open for a in kept)):
        return StepState.DRAFTED if drafted else StepState.TODO
    if all(a.state is ActionState.SKIPPED for a in mine):
        return StepState.SKIPPED
    if all(not a.open for a in mine):
        return StepState.DONE
    sent = any(a.state is ActionState.DONE and a.key in _SENT for a in mine)
    only_drafted = all(a.open or a.key == ActionKey.REPLY_DRAFT for a in mine)
    return StepState.DRAFTED if (only_drafted or drafted) and not sent else StepState.UNDER_WAY


def tick(action: Action, now: datetime) -> Action:
    """Return the action done at `now`; skipped and unanswered ones may still be done."""
    return replace(action, state=ActionState.DONE, at=now, reason="", snoozed_until=None)


def untick(action: Action) -> Action:
    """Return the action open again."""
    return replace(action, state=ActionState.TODO, at=None, reason="")


def skip(action: Action, reason: str, now: datetime) -> Action:
    """Return the action skipped for `reason`; raise `Refused` without one."""
    if not reason.strip():
        raise Refused("Skipping is fine, with a reason: a few words are enough.")
    return replace(action, state=ActionState.SKIPPED, reason=reason.strip(), at=now)


def snooze(action: Action, until: datetime, now: datetime) -> Action:
    """Return the action snoozed until `until`; raise `Refused` when that is not in the future."""
    if until <= now:
        raise Refused("Choose a day after today; nothing was changed.")
    return replace(action, snoozed_until=until)


def is_due(action: Action, now: datetime) -> bool:
    """True when the action is open, not snoozed, and its day has come."""
    if not action.open or action.due is None:
        return False
    if action.snoozed_until is not None and action.snoozed_until > now:
        return False
    return local_day(action.due, now) <= now.date()


def next_action(actions: Iterable[Action]) -> Action | None:
    """Return the first open action in the order of the method; moot ones are left out."""
    everything = list(actions)
    state = {a.key: a.state for a in everything}
    ahead = sorted((a for a in everything if a.open), key=lambda a: (a.step, a.order))
    return next((a for a in ahead if not moot_among(a, state)), None)
