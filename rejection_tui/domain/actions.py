"""Every action of the four steps: its stored key, and one table entry with all its properties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from rejection_tui.domain.dates import add_days, add_months, add_working_days, after, local_day, shift_day
from rejection_tui.domain.rules import Rules


class ActionKey(StrEnum):
    """The keys of actions, as stored in files. A file may hold others, so `Action.key` is a plain string."""

    REPLY_DRAFT = "reply.draft"
    REPLY_SEND = "reply.send"
    REPLY_ANSWER = "reply.answer"
    REPLY_REQUEST = "reply.request"
    FEEDBACK_CALL = "feedback.call"
    FEEDBACK_ASK = "feedback.ask"
    FEEDBACK_NOTE = "feedback.note"
    FEEDBACK_NUDGE = "feedback.nudge"
    FEEDBACK_ANSWER = "feedback.answer"
    FEEDBACK_THANK = "feedback.thank"
    REFINE_GAP = "refine.gap"
    REFINE_LEARN = "refine.learn"
    REFINE_BULLET = "refine.bullet"
    REFINE_PRACTICE = "refine.practice"
    REFINE_NOT_YOU = "refine.not_you"
    CULTIVATE_CONTACT = "cultivate.contact"
    CULTIVATE_LINKEDIN = "cultivate.linkedin"
    CULTIVATE_REAPPLY = "cultivate.reapply"
    CULTIVATE_TOUCH = "cultivate.touch"
    SILENCE_ASK = "silence.ask"
    SILENCE_LET_GO = "silence.let_go"

    @property
    def spec(self) -> "ActionSpec":
        """The table entry of this action."""
        return ACTION_SPECS[self]


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments that due dates are computed from. `touched` is the last touch with the contact, else `received`.

    `touch_months` after it is the time to write to them again.
    """

    received: datetime
    filed: datetime | None  # None: so long after `received` that its windows are over
    asked: datetime | None  # None: not asked for feedback yet
    answered: datetime | None  # None: no answer recorded yet
    touched: datetime
    now: datetime
    rules: Rules
    touch_months: int
    silent: datetime | None = None  # of an application without an answer: from when it is time to ask
    let_go: datetime | None = None  # from when to let go of it; None: not asked yet


#: Returns when an action is due; None while it waits for another action.
DueRule = Callable[[Moments], datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """The properties of one action; every field is required."""

    step: int  # 0 for those of an application without an answer, which come before the four steps
    order: int  # its position in the checklist
    planned: bool  # True: every new rejection has it; False: added when needed
    title: str  # shown in the checklist; an added action may have a more specific one
    done_words: str | None  # shown in the timeline when it was done; None: the title
    status_words: str  # the status of a rejection whose next action it is
    topic: str  # in a list of what is left to do, such as "Acme: reply, feedback"
    due: DueRule | None  # None: its due date is set once and stays
    rests_on: tuple[ActionKey, ...]  # moot when one of these is skipped or ends without an answer
    implies: ActionKey | None  # ticked with this one, and moot once this one is done or skipped


def _from_letter(m: Moments, window: Callable[[datetime], datetime]) -> datetime:
    """Return when a window that counts from the letter closes.

    One that was over before the letter was filed counts from then, so that nothing is overdue at once.
    """
    due = window(m.received)
    late = m.filed is not None and local_day(due, m.now) < local_day(m.filed, m.now)
    return window(m.filed) if late and m.filed is not None else due


def _reply_window(m: Moments) -> datetime | None:
    return _from_letter(m, lambda start: after(start, m.rules.reply_by_hours, m.now))


def _ask_window(m: Moments) -> datetime | None:
    return _from_letter(m, lambda start: after(start, m.rules.feedback_ask_hours, m.now))


def _silence(m: Moments) -> datetime | None:
    span = m.rules.nudge_working_days
    return shift_day(m.asked, m.now, lambda d: add_working_days(d, span)) if m.asked else None


def _thanks(m: Moments) -> datetime | None:
    return shift_day(m.answered, m.now, lambda d: add_days(d, m.rules.thank_days)) if m.answered else None


def _second_reading(m: Moments) -> datetime | None:
    return shift_day(m.answered, m.now, lambda d: add_days(d, m.rules.refine_days)) if m.answered else None


def _linkedin_window(m: Moments) -> datetime | None:
    days = m.rules.linkedin_days
    if m.silent is not None:
        return shift_day(m.silent, m.now, lambda d: add_days(d, days))
    return _from_letter(m, lambda start: shift_day(start, m.now, lambda d: add_days(d, days)))


def _touch_window(m: Moments) -> datetime | None:
    return shift_day(m.touched, m.now, lambda d: add_months(d, m.touch_months))


def _question_window(m: Moments) -> datetime | None:
    return m.silent


def _let_go_window(m: Moments) -> datetime | None:
    return m.let_go


#: Every action, in the order of the checklist.
ACTION_SPECS: Final[Mapping[ActionKey, ActionSpec]] = {
    ActionKey.SILENCE_ASK: ActionSpec(
        step=0,
        order=0,
        planned=False,
        title="Ask once whether they have decided",
        done_words="Asked whether they have decided",
        status_words="one polite question to ask",
        topic="a question",
        due=_question_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.SILENCE_LET_GO: ActionSpec(
        step=0,
        order=10,
        planned=False,
        title="Let it go",
        done_words="Let go: no answer came",
        status_words="asked once, no answer yet",
        topic="letting go",
        due=_let_go_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REPLY_DRAFT: ActionSpec(
        step=1,
        order=0,
        planned=True,
        title="Draft the reply",
        done_words="Reply drafted",
        status_words="reply to write",
        topic="reply",
        due=_reply_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REPLY_SEND: ActionSpec(
        step=1,
        order=10,
        planned=True,
        title="Send it",
        done_words="Reply sent",
        status_words="reply to write",
        topic="reply",
        due=_reply_window,
        rests_on=(),
        implies=ActionKey.REPLY_DRAFT,
    ),
    ActionKey.REPLY_ANSWER: ActionSpec(
        step=1,
        order=15,
        planned=False,
        title="Answer their question",
        done_words="Their question answered",
        status_words="a question to answer",
        topic="their question",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REPLY_REQUEST: ActionSpec(
        step=1,
        order=16,
        planned=False,
        title="Do what they ask",
        done_words="Did what they asked",
        status_words="something they ask for",
        topic="what they ask for",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.FEEDBACK_CALL: ActionSpec(
        step=2,
        order=18,
        planned=False,
        title="Accept the call they offer",
        done_words="Call accepted",
        status_words="a call to accept",
        topic="the call they offer",
        due=_reply_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.FEEDBACK_ASK: ActionSpec(
        step=2,
        order=20,
        planned=True,
        title="Ask one question",
        done_words="Feedback asked for",
        status_words="feedback to ask for",
        topic="feedback",
        due=_ask_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.FEEDBACK_NOTE: ActionSpec(
        step=2,
        order=25,
        planned=False,
        title="Note the feedback in their letter",
        done_words="Feedback in their letter noted",
        status_words="feedback to note",
        topic="the feedback in their letter",
        due=_ask_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.FEEDBACK_ANSWER: ActionSpec(
        step=2,
        order=30,
        planned=True,
        title="Record the answer",
        done_words="Answer recorded",
        status_words="waiting for an answer",
        topic="their answer",
        due=_silence,
        rests_on=(ActionKey.FEEDBACK_ASK,),
        implies=ActionKey.FEEDBACK_NOTE,
    ),
    ActionKey.FEEDBACK_NUDGE: ActionSpec(
        step=2,
        order=35,
        planned=False,
        title="One gentle nudge, if nothing comes",
        done_words="Nudged gently",
        status_words="waiting for an answer",
        topic="nudge",
        due=_silence,
        rests_on=(ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_ANSWER),
        implies=None,
    ),
    ActionKey.FEEDBACK_THANK: ActionSpec(
        step=2,
        order=40,
        planned=True,
        title="Thank them for it",
        done_words="Thanked for the answer",
        status_words="answer to thank for",
        topic="thanks",
        due=_thanks,
        rests_on=(ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_ANSWER),
        implies=None,
    ),
    ActionKey.REFINE_GAP: ActionSpec(
        step=3,
        order=50,
        planned=True,
        title="Name the gap",
        done_words="Gap named",
        status_words="gap to name",
        topic="gap to name",
        due=_second_reading,
        rests_on=(ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_ANSWER),
        implies=None,
    ),
    ActionKey.REFINE_LEARN: ActionSpec(
        step=3,
        order=51,
        planned=False,
        title="Learn what the answer points to",
        done_words=None,
        status_words="something to learn",
        topic="something to learn",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REFINE_BULLET: ActionSpec(
        step=3,
        order=52,
        planned=False,
        title="Rewrite the bullets it points to",
        done_words=None,
        status_words="bullets to rewrite",
        topic="CV bullets",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REFINE_PRACTICE: ActionSpec(
        step=3,
        order=53,
        planned=False,
        title="Practise the questions it points to",
        done_words=None,
        status_words="questions to practise",
        topic="practice",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.REFINE_NOT_YOU: ActionSpec(
        step=3,
        order=54,
        planned=False,
        title="Let it go, or note what to ask next time",
        done_words="Let go: it was not about you",
        status_words="a reason that was not yours",
        topic="a reason that was not yours",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.CULTIVATE_CONTACT: ActionSpec(
        step=4,
        order=60,
        planned=True,
        title="Save the recruiter",
        done_words="Recruiter saved",
        status_words="recruiter to save",
        topic="person to save",
        due=_linkedin_window,
        rests_on=(),
        implies=None,
    ),
    ActionKey.CULTIVATE_LINKEDIN: ActionSpec(
        step=4,
        order=70,
        planned=True,
        title="Send the LinkedIn note",
        done_words="LinkedIn note sent",
        status_words="LinkedIn note to send",
        topic="LinkedIn note",
        due=_linkedin_window,
        rests_on=(ActionKey.CULTIVATE_CONTACT,),
        implies=None,
    ),
    ActionKey.CULTIVATE_REAPPLY: ActionSpec(
        step=4,
        order=75,
        planned=False,
        title="Apply again",
        done_words="Applied again",
        status_words="applying again",
        topic="applying again",
        due=None,
        rests_on=(),
        implies=None,
    ),
    ActionKey.CULTIVATE_TOUCH: ActionSpec(
        step=4,
        order=80,
        planned=True,
        title="Keep in touch",
        done_words="In touch again",
        status_words="keeping in touch",
        topic="keeping in touch",
        due=_touch_window,
        rests_on=(ActionKey.CULTIVATE_CONTACT,),
        implies=None,
    ),
}
#: implied action -> the action that implies it.
IMPLIED_BY: Final[Mapping[str, ActionKey]] = {s.implies: key for key, s in ACTION_SPECS.items() if s.implies}
_BY_TEXT: Final[Mapping[str, ActionSpec]] = {key.value: spec for key, spec in ACTION_SPECS.items()}


def action_spec(key: str) -> ActionSpec | None:
    """Return the table entry of a stored key; None for a key this version does not know."""
    return _BY_TEXT.get(key)
