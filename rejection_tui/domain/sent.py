"""What a mail that the user sent after a rejection is, so that it can tick its step."""

from dataclasses import dataclass
from enum import StrEnum


class SentAct(StrEnum):
    """What a mail does; the values are the labels of the checks of drafts."""

    THANKS = "thanks"
    ACCEPTS = "accepts"
    DOOR = "door"  # it would welcome the future
    ASKS_FEEDBACK = "asks_feedback"


class SentKind(StrEnum):
    """What a sent mail is. Whether a question or an answer came before is not known here: the caller knows."""

    REPLY = "reply"  # a gracious reply to the rejection
    FEEDBACK = "feedback"  # it asks for feedback
    REPLY_AND_FEEDBACK = "reply_and_feedback"
    NUDGE = "nudge"  # it reminds of a question
    THANKS = "thanks"  # it thanks for feedback
    VALUE = "value"  # it tells news, or gives something, later
    REAPPLY = "reapply"  # it applies again
    WITHDRAWAL = "withdrawal"  # it ends an application, or declines an offer or an interview
    APPLICATION = "application"
    ANSWER = "answer"  # it answers a question or an offer of theirs
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SentSort:
    """What a sent mail is taken for, how sure that is (0..1), and what it does."""

    kind: SentKind
    confidence: float = 0.0
    acts: frozenset[SentAct] = frozenset()
    asks_feedback: bool = False  # alone or in a reply, by a sentence or by the whole
