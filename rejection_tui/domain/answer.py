"""What sort of answer came back to a reply or a question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.feedback import Gap


class AnswerKind(StrEnum):
    """The sorts of answers; stored in files and JSON output."""

    FEEDBACK = "feedback"  # it names something to work on
    BOILERPLATE = "boilerplate"  # polite words with nothing usable
    REFUSAL = "refusal"  # they give none
    PROMISE = "promise"  # they will ask, or come back to it
    AUTOREPLY = "autoreply"  # written by a machine: out of office, "we received your message"
    CALL = "call"  # they would rather talk
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LABELS[self]


_LABELS: Final = {
    AnswerKind.FEEDBACK: "feedback",
    AnswerKind.BOILERPLATE: "an answer with nothing usable",
    AnswerKind.REFUSAL: "they give no feedback",
    AnswerKind.PROMISE: "a promise to get back to you",
    AnswerKind.AUTOREPLY: "an automatic reply",
    AnswerKind.CALL: "an offer to talk",
    AnswerKind.OTHER: "a message",
}


#: The kinds after which the answer is still to come; they are kept with the mails, and tick nothing.
NO_ANSWERS: Final = (AnswerKind.PROMISE, AnswerKind.CALL, AnswerKind.AUTOREPLY)


@dataclass(frozen=True, slots=True)
class AnswerSort:
    """What an answer is taken for, how sure that is (0..1), and its sentence that says so ("" when none stands out)."""

    kind: AnswerKind
    confidence: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class SaidGap:
    """A gap that an answer names: its words, which stand at `start` to `end` of the text, and what could be done."""

    gap: Gap
    quote: str
    theme: str = ""
    action: str = ""
    start: int = 0
    end: int = 0
    sure: float = 1.0  # 0..1


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """The proposed reading of an answer; the user decides. `words` is its sentence that says the kind, or ""."""

    kind: AnswerKind
    confidence: float = 0.0
    gaps: tuple[SaidGap, ...] = ()
    words: str = ""
