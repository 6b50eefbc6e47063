"""A draft of a message, what there is to know about each kind, and what the checks say of a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.record import Moment, Stored, Uid


class DraftKind(StrEnum):
    """What the message is for; the words stand in files and begin the names of the templates."""

    REPLY = "reply"
    FEEDBACK = "feedback"
    REPLY_AND_FEEDBACK = "reply_and_feedback"
    THANKS = "thanks"
    NUDGE = "nudge"
    LINKEDIN = "linkedin"
    VALUE = "value"
    REAPPLY = "reapply"

    @property
    def spec(self) -> "DraftSpec":
        """All there is to know about the kind."""
        return DRAFT_SPECS[self]

    @property
    def label(self) -> str:
        """The words shown to people."""
        return self.spec.label


class Channel(StrEnum):
    """The way a message goes; the words stand in the touches of a file. A note on LinkedIn has no subject."""

    EMAIL = "email"
    LINKEDIN = "linkedin"


class TemplateBy(StrEnum):
    """What decides between the templates of a kind: the stage reached, the kind of the win, or the gap."""

    STAGE = "stage"
    WIN = "win"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Once:
    """A message that is sent once for a rejection: refused with these words when the action is done."""

    action: ActionKey
    refusal: str


_ASK_ONCE: Final = Once(
    ActionKey.FEEDBACK_ASK,
    "You have asked them for feedback once; one question per rejection is the rule. A nudge is possible.",
)
_NUDGE_ONCE: Final = Once(
    ActionKey.FEEDBACK_NUDGE, "You have nudged them once, and once is enough; silence is the normal case."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSpec:
    """One kind of message. Every field has to be given but `unasked`, which is safe when nothing is said."""

    label: str
    ticks: tuple[ActionKey, ...]  # the actions that sending it does, the one it is for first
    told_by: ActionKey | None  # where this action is done, the timeline does not tell of the sent draft too
    channel: Channel
    template_by: TemplateBy
    once: Once | None  # None: it may be sent again
    needs_win: bool  # True: refused without a win since the last touch
    about_contact: bool  # True: it is opened for a contact and names their company, not that of the rejection
    tells_change: bool  # True: it names what is new since the no
    in_report: bool  # True: the report quotes it as what was asked
    twin: DraftKind | None  # what it becomes when the request for feedback joins or leaves it
    unasked: bool = True  # True: never to a person who asked to be left alone

    @property
    def step(self) -> int | None:
        """The step that is shown as drafted while a draft of this kind waits."""
        return self.ticks[0].spec.step if self.ticks else None

    @property
    def replies(self) -> bool:
        """True for an answer to the no itself: it is kept short, and may have to wait for a night's sleep."""
        return ActionKey.REPLY_SEND in self.ticks

    @property
    def asks(self) -> bool:
        """True when it holds the request for feedback."""
        return ActionKey.FEEDBACK_ASK in self.ticks

    @property
    def ticks_when_kept(self) -> tuple[ActionKey, ...]:
        """The actions that keeping a draft does, before anything is sent."""
        return tuple(implied for key in self.ticks if (implied := key.spec.implies))


#: Every kind of message.
DRAFT_SPECS: Final[Mapping[DraftKind, DraftSpec]] = {
    DraftKind.REPLY: DraftSpec(
        label="gracious reply",
        ticks=(ActionKey.REPLY_SEND,),
        told_by=ActionKey.REPLY_SEND,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=DraftKind.REPLY_AND_FEEDBACK,
        unasked=False,
    ),
    DraftKind.FEEDBACK: DraftSpec(
        label="request for feedback",
        ticks=(ActionKey.FEEDBACK_ASK,),
        told_by=ActionKey.FEEDBACK_ASK,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=_ASK_ONCE,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=True,
        twin=DraftKind.REPLY_AND_FEEDBACK,
    ),
    DraftKind.REPLY_AND_FEEDBACK: DraftSpec(
        label="reply with request for feedback",
        ticks=(ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK),
        told_by=ActionKey.REPLY_SEND,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=_ASK_ONCE,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=True,
        twin=DraftKind.REPLY,
    ),
    DraftKind.THANKS: DraftSpec(
        label="thanks for feedback",
        ticks=(ActionKey.FEEDBACK_THANK,),
        told_by=ActionKey.FEEDBACK_THANK,
        channel=Channel.EMAIL,
        template_by=TemplateBy.GAP,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
        unasked=False,
    ),
    DraftKind.NUDGE: DraftSpec(
        label="gentle nudge",
        ticks=(ActionKey.FEEDBACK_NUDGE,),
        told_by=ActionKey.FEEDBACK_NUDGE,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=_NUDGE_ONCE,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=True,
        twin=None,
    ),
    DraftKind.LINKEDIN: DraftSpec(
        label="LinkedIn note",
        ticks=(ActionKey.CULTIVATE_LINKEDIN,),
        told_by=ActionKey.CULTIVATE_LINKEDIN,
        channel=Channel.LINKEDIN,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.VALUE: DraftSpec(
        label="value update",
        ticks=(ActionKey.CULTIVATE_TOUCH,),
        told_by=None,
        channel=Channel.EMAIL,
        template_by=TemplateBy.WIN,
        once=None,
        needs_win=True,
        about_contact=True,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.REAPPLY: DraftSpec(
        label="re-application",
        ticks=(),
        told_by=None,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=True,
        in_report=False,
        twin=None,
        unasked=False,
    ),
}


class Draft(Stored, frozen=True, gc=False):
    """One version of a message. `copied` is a fact of the program; `sent` only ever the user's word."""

    uid: Uid
    kind: DraftKind
    subject: str
    body: str
    created: Moment
    to: str = ""
    rejection: str = ""
    contact: str = ""
    feedback: str = ""
    win: str = ""
    copied: Moment | None = None
    copied_how: str = ""
    sent: Moment | None = None
    ready_from: Moment | None = None  # the cool-off; None: now


class Severity(StrEnum):
    """`block` forbids copying; `warn` lets the user decide; `good` is said so that praise is visible too."""

    BLOCK = "block"
    WARN = "warn"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: `start` and `end` index into the checked text; `instead` is what to write."""

    rule: str
    severity: Severity
    message: str
    words: str = ""
    start: int = 0
    end: int = 0
    instead: str = ""
