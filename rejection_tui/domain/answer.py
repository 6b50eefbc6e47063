"""What came back to a reply or a question: its sort, and the gaps it names."""

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
    """A gap that an answer names: `quote` is word for word, and stands from `start` to `end` in the body of the letter.

    `theme`: what it is about, in a few words; `action`: a sentence that says what to do; `sure`: 0..1.
    """

    gap: Gap
    quote: str
    theme: str
    action: str
    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What an answer is read as; the user decides. `words` is the sentence that says the kind, "" when none stands out.

    `gaps` are in the order of the answer, and there are none unless it says something to work on.
    """

    kind: AnswerKind
    confidence: float = 0.0
    gaps: tuple[SaidGap, ...] = ()
    words: str = ""
