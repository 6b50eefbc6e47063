"""Makes the inputs of the last judgement of a letter out of what its words say, sentence by sentence and as a whole."""

import math
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.reading.words import AUTOMATIC, NO_SENDER, NO_SUBJECT, QUOTED, Parts, concept_feature, number

_ABSENT: Final = -8.0  # the score of a sentence that is not there
_CLOSEST: Final = 3  # kinds whose second best sentence counts as well
#: Concepts that tell together what a letter is about.
_GROUPS: Final[tuple[tuple[str, ...], ...]] = tuple(
    tuple(names.split())
    for names in (
        "JOB APPLICATION APPLY CANDIDATE INTERVIEW SHORTLIST DOCUMENTS HIRE TRIAL",
        "PROCESS ROUND DECISION CHOOSE PROFILE EXPERIENCE TEAM TEST",
        "REJECT UNSUCCESSFUL REGRET DISAPPOINT UNABLE PROCEED CONSIDER FILLED CLOSED PREFER FIT GO_WITH END LACK "
        "NOT_NOW",
        "PLEASED CONGRATULATE INVITE LOOK_FORWARD WELCOME NEXT_STEP ACCEPT OFFER CONTRACT",
        "PAYMENT DELIVERY ACCOUNT INSURANCE LOAN VISA MANUSCRIPT GRANT HOUSING SCHOOL SOFTWARE HEALTH FAMILY FRIENDS "
        "SUPPORT MAILING_LIST SALE EVENT",
        "ALERT SUBSCRIBE OPPORTUNITY",
        "IF UNLESS",
        "THANK APPRECIATE WISH ENJOY IMPRESS INTEREST FUTURE AGAIN KEEP_FILE ENCOURAGE FEEDBACK",
        "YOU",
        "I",
        "WE",
    )
)
_ABOUT_JOBS, _ABOUT_OTHERS = 0, 4


@cache
def _concepts() -> tuple[int, ...]:
    """Return the numbers of all concepts, in the order of the file."""
    return tuple(number(concept_feature(name)) for name in tomllib.loads(read("phrases/concepts.toml")))


@cache
def _groups() -> tuple[frozenset[int], ...]:
    return tuple(frozenset(number(concept_feature(name)) for name in group) for group in _GROUPS)


@cache
def _signs() -> tuple[int, ...]:
    return tuple(number(sign) for sign in (AUTOMATIC, NO_SENDER, NO_SUBJECT))


def inputs(parts: Parts, whole: Sequence[float], sentences: Sequence[Sequence[float]]) -> list[float]:
    """Return the inputs of the last judgement.

    `whole` holds the scores of the letter as a whole by kind; `sentences` those of each sentence, in their order.
    """
    return [*whole, *_of_sentences(sentences), *_about(parts)]


def _of_sentences(scores: Sequence[Sequence[float]]) -> Iterator[float]:
    """Yield by kind the best sentence, the second best, and all together; then how the refusing one stands out."""
    columns = [sorted(column, reverse=True) for column in zip(*scores, strict=True)]
    yield from (column[0] for column in columns)
    yield from (column[1] if len(column) > 1 else _ABSENT for column in columns[:_CLOSEST])
    yield from (math.log(sum(map(math.exp, column))) for column in columns)
    at = max(range(len(scores)), key=lambda i: scores[i][0])
    yield scores[at][0] - max(scores[at][1:])
    yield at / len(scores)
    yield math.log(len(scores))


def _about(parts: Parts) -> Iterator[float]:
    """Yield how much of each group of concepts there is, which concepts there are, and what the mail looks like."""
    sentences = [sentence.features for sentence in parts.sentences]
    present = frozenset[int]().union(*sentences)
    count = max(len(sentences), 1)
    for group in _groups():
        yield float(len(group & present))
        yield sum(not group.isdisjoint(features) for features in sentences) / count
    subject = frozenset[int]().union(*(s.features for s in parts.sentences if s.in_subject))
    yield float(len(_groups()[_ABOUT_JOBS] & subject))
    yield float(len(_groups()[_ABOUT_OTHERS] & subject))
    yield math.log(1 + sum(map(len, sentences)))
    yield float(count)
    quoted, asked = number(QUOTED), number("?")
    yield sum(quoted in features for features in sentences) / count
    yield float(sum(asked in features for features in sentences))
    yield from (float(sign in parts.sender) for sign in _signs())
    yield float(len(parts.languages))
    yield from (float(concept in present) for concept in _concepts())
