"""Drafts of messages, the properties of each kind of message, and the findings of checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.record import Moment, Stored, Uid


class DraftKind(StrEnum):
    """What a message is for; the values are stored in files and begin the names of the templates."""

    REPLY = "reply"
    FEEDBACK = "feedback"
    REPLY_AND_FEEDBACK = "reply_and_feedback"
    THANKS = "thanks"
    NUDGE = "nudge"
    LINKEDIN = "linkedin"
    VALUE = "value"
    REAPPLY = "reapply"
    ANSWER = "answer"
    CALL = "call"
    LATE = "late"
    PHONE = "phone"
    QUESTION = "question"

    @property
    def spec(self) -> "DraftSpec":
        """The table entry of this kind."""
        return DRAFT_SPECS[self]

    @property
    def label(self) -> str:
        """The words shown to people."""
        return self.spec.label


class Channel(StrEnum):
    """How a message is sent; stored as the channel of touches. Only an email has an address and a subject."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    PHONE = "phone"


class TemplateBy(StrEnum):
    """What selects among the templates of a kind: the stage reached, the kind of the win, or the gap."""

    STAGE = "stage"
    WIN = "win"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Once:
    """A message to be sent only once for a rejection: refused with `refusal` when `action` is done."""

    action: ActionKey
    refusal: str


_ASK_ONCE: Final = Once(
    ActionKey.FEEDBACK_ASK,
    "You have asked them for feedback already, and once is enough. A gentle nudge is possible.",
)
_NUDGE_ONCE: Final = Once(
    ActionKey.FEEDBACK_NUDGE,
    "You have nudged them once, and once is enough. No answer is normal, and says nothing about you.",
)
_QUESTION_ONCE: Final = Once(
    ActionKey.SILENCE_ASK,
    "You have asked them once whether they have decided, and once is enough. Letting go is fine too.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSpec:
    """The properties of one kind of message; every field is required."""

    label: str
    ticks: tuple[ActionKey, ...]  # the actions ticked when it is sent, the main one first
    shown_by: ActionKey | None  # the timeline shows this action, if done, instead of the sent draft
    channel: Channel
    template_by: TemplateBy
    once: Once | None  # None: it may be sent again
    needs_win: bool  # True: refused without a win that its reader was not told
    about_contact: bool  # True: opened for a contact, and names the contact's company
    tells_change: bool  # True: it says what is new since the rejection
    in_report: bool  # True: the report quotes it as what was asked
    twin: DraftKind | None  # the kind with or without a request for feedback

    @property
    def step(self) -> int | None:
        """The step shown as drafted while a draft of this kind is unsent."""
        return self.ticks[0].spec.step if self.ticks else None

    @property
    def replies(self) -> bool:
        """True for a reply to the rejection itself: it has a length limit and the cool-off applies."""
        return ActionKey.REPLY_SEND in self.ticks

    @property
    def asks(self) -> bool:
        """True when it holds the request for feedback."""
        return ActionKey.FEEDBACK_ASK in self.ticks

    @property
    def answers_letter(self) -> bool:
        """True for an email that answers the rejection itself, under its subject."""
        answered = (ActionKey.REPLY_SEND, ActionKey.REPLY_ANSWER, ActionKey.FEEDBACK_CALL, ActionKey.FEEDBACK_ASK)
        return self.channel is Channel.EMAIL and any(key in answered for key in self.ticks)

    @property
    def in_thread(self) -> bool:
        """True for an email that belongs to the conversation begun by their letter."""
        later = (ActionKey.FEEDBACK_NUDGE, ActionKey.FEEDBACK_THANK)
        return self.answers_letter or (self.channel is Channel.EMAIL and any(key in later for key in self.ticks))

    @property
    def ticks_when_kept(self) -> tuple[ActionKey, ...]:
        """The actions ticked when a draft is saved, before it is sent."""
        return tuple(implied for key in self.ticks if (implied := key.spec.implies))


#: Every kind of message.
DRAFT_SPECS: Final[Mapping[DraftKind, DraftSpec]] = {
    DraftKind.REPLY: DraftSpec(
        label="gracious reply",
        ticks=(ActionKey.REPLY_SEND,),
        shown_by=ActionKey.REPLY_SEND,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=DraftKind.REPLY_AND_FEEDBACK,
    ),
    DraftKind.FEEDBACK: DraftSpec(
        label="request for feedback",
        ticks=(ActionKey.FEEDBACK_ASK,),
        shown_by=ActionKey.FEEDBACK_ASK,
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
        shown_by=ActionKey.REPLY_SEND,
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
        shown_by=ActionKey.FEEDBACK_THANK,
        channel=Channel.EMAIL,
        template_by=TemplateBy.GAP,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.NUDGE: DraftSpec(
        label="gentle nudge",
        ticks=(ActionKey.FEEDBACK_NUDGE,),
        shown_by=ActionKey.FEEDBACK_NUDGE,
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
        shown_by=ActionKey.CULTIVATE_LINKEDIN,
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
        shown_by=None,
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
        ticks=(ActionKey.CULTIVATE_REAPPLY,),
        shown_by=ActionKey.CULTIVATE_REAPPLY,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=True,
        in_report=False,
        twin=None,
    ),
    DraftKind.ANSWER: DraftSpec(
        label="answer to their question",
        ticks=(ActionKey.REPLY_ANSWER,),
        shown_by=ActionKey.REPLY_ANSWER,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.CALL: DraftSpec(
        label="acceptance of a call",
        ticks=(ActionKey.FEEDBACK_CALL,),
        shown_by=ActionKey.FEEDBACK_CALL,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.LATE: DraftSpec(
        label="late reply",
        ticks=(ActionKey.REPLY_SEND,),
        shown_by=ActionKey.REPLY_SEND,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.PHONE: DraftSpec(
        label="phone sheet",
        ticks=(ActionKey.FEEDBACK_ASK,),
        shown_by=ActionKey.FEEDBACK_ASK,
        channel=Channel.PHONE,
        template_by=TemplateBy.STAGE,
        once=None,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
    DraftKind.QUESTION: DraftSpec(
        label="polite question",
        ticks=(ActionKey.SILENCE_ASK,),
        shown_by=ActionKey.SILENCE_ASK,
        channel=Channel.EMAIL,
        template_by=TemplateBy.STAGE,
        once=_QUESTION_ONCE,
        needs_win=False,
        about_contact=False,
        tells_change=False,
        in_report=False,
        twin=None,
    ),
}


class Source(StrEnum):
    """Where what a sentence says comes from."""

    LETTER = "letter"  # a fact of the letter, with its words
    FILE = "file"  # what the user keeps: company, role, stage, contact, earlier messages
    USER = "user"  # the user's own words: plan, win, typed text
    COURTESY = "courtesy"  # it states nothing that could be untrue


class Ground(Stored, frozen=True, gc=False):
    """One thing a sentence stands on; `quote` holds the words of the letter, "" where there are none."""

    source: Source
    what: str = ""
    quote: str = ""


class Sentence(Stored, frozen=True, gc=False):
    """One sentence of a composed draft, and what it stands on."""

    text: str
    grounds: tuple[Ground, ...] = ()


class Draft(Stored, frozen=True, gc=False):
    """One version of a message. `copied` is set by the program, `sent` only by the user."""

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
    ready_from: Moment | None = None  # when the cool-off ends; None: it may be copied now
    language: str = ""  # a `domain.language.Language`; "" for drafts from before there were several
    sentences: tuple[Sentence, ...] = ()  # as composed; those the user changed are no longer in `body`


class Severity(StrEnum):
    """`block` forbids copying; `warn` lets the user decide; `note` says what was not checked; `good` is praise."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Finding:
    """The finding of a check: `start` and `end` index into the checked text; `instead` is a suggested replacement."""

    rule: str
    severity: Severity
    message: str
    words: str = ""
    start: int = 0
    end: int = 0
    instead: str = ""

    @property
    def speaks_against(self) -> bool:
        """True where something is to be changed: it blocks or warns."""
        return self.severity in (Severity.BLOCK, Severity.WARN)


#: The rule of the finding that nothing is written to this recipient; no change of the text helps.
LEFT_ALONE: Final = "recipient.left_alone"
