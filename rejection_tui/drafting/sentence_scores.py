"""The learned weights of the checks, and how a sentence of a draft is scored with them, in the standard library alone.

`python -m data.drafts_model` writes `content/model/drafts.bin`: a table that holds for each feature number its weight
for each label as a whole number from -127 to 127, and what judges the whole text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rejection_tui.domain import packed_table
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.packed_table import ZERO
from rejection_tui.drafting.sentence_features import features_of

#: What a sentence does, as far as a message needs it or may need it.
ACTS: Final = ("thanks", "accepts", "door", "asks_feedback")
#: What a sentence says has happened.
CLAIMS: Final = (
    "claim_talk",
    "claim_interview",
    "claim_task",
    "claim_trial",
    "claim_visit",
    "claim_feedback",
)
#: What makes a sentence better left out.
FAULTS: Final = (
    "arguing",
    "reconsider",
    "begging",
    "self_pity",
    "why",
    "guilt",
    "sarcasm",
    "demand",
    "cliche",
    "apology",
    "about_hired",
    "broad",
    "checking_in",
)
#: That a sentence has any of the faults, and that it makes any of the claims but that of feedback.
ANY: Final = "fault"
ANY_CLAIM: Final = "claim"
LABELS: Final = (*ACTS, *CLAIMS, *FAULTS, ANY, ANY_CLAIM)


@dataclass(frozen=True, slots=True)
class DraftModel:
    """What was learned of drafts. `rows` holds the weights of a feature, a byte for each label.

    `judge` gives the weights of what is known of a text (`draft_judge.INPUTS`) and at last an intercept.
    """

    labels: tuple[str, ...]
    places: Mapping[int, int]
    rows: bytes
    scale: float
    intercepts: tuple[float, ...]
    judge: tuple[float, ...]

    def scores(self, features: frozenset[int]) -> dict[str, float]:
        """Return the log-odds of each label for a sentence of these features."""
        width = len(self.labels)
        sums = [0] * width
        for number in features:
            if (place := self.places.get(number)) is not None:
                row = self.rows[place * width : place * width + width]
                sums = [total + weight for total, weight in zip(sums, row, strict=True)]
        zero = ZERO * sum(number in self.places for number in features)
        return {
            label: intercept + self.scale * (total - zero)
            for label, total, intercept in zip(self.labels, sums, self.intercepts, strict=True)
        }

    def read(self, sentence: str, language: str) -> dict[str, float]:
        """Return the log-odds of each label for a sentence."""
        return self.scores(features_of(sentence, language))


def unpack(data: bytes) -> DraftModel:
    """Return the model in the bytes of a file; raise `ValueError` when they are damaged."""
    head, places, rows = packed_table.unpack(data, lambda head: len(head["labels"]))
    return DraftModel(
        tuple(head["labels"]), places, rows, head["scale"], tuple(head["intercepts"]), tuple(head["judge"])
    )


@cache
def draft_model() -> DraftModel:
    """Return the shipped model, read once; raise `LetterError` when it is damaged."""
    try:
        return unpack(files("rejection_tui.content").joinpath("model", "drafts.bin").read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LetterError("What was learned of drafts is damaged: install rejtui again. Nothing was lost.") from error
