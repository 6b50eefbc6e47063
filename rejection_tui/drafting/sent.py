"""Sorts what the user sent after a rejection: what it does, sentence by sentence, and what it is as a whole.

The acts are those of the checks of drafts; the kinds are learned by `python -m data.sent_model train`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.sent import SentAct, SentKind, SentSort
from rejection_tui.drafting.draft_concepts import concepts, words_of
from rejection_tui.drafting.pieces import pieces
from rejection_tui.drafting.sentence_features import features_of, number
from rejection_tui.drafting.sentence_scores import DraftModel, draft_model, unpack

FILE: Final = "sent.bin"
_IDEAS: Final = "phrases/sent_concepts.toml"
_LONGEST: Final = 600  # characters of a sentence that are looked at
KINDS: Final = tuple(SentKind)
_MAX_BODY: Final = 8_000  # characters of a mail that are looked at
_MAX_SUBJECT: Final = 200
_UNLIKELY: Final = -9.0  # log-odds of an act where there is no sentence
_LEAST_SHARE: Final = 0.001  # added to a probability before its logarithm is taken
_BEGINNING: Final = 6  # letters of a word that count
_REPLY: Final = re.compile(r"\s*(?:re|aw|antw|ynt|rv|sv|r|res|fw|fwd|wg|tr)\s*:", re.IGNORECASE)


def acts_of(body: str, language: str, model: DraftModel | None = None) -> frozenset[SentAct]:
    """Return what a mail does; `body` without quotes, `language` as in "en".

    Raises `LetterError` when what was learned is damaged.
    """
    return frozenset(act for act, score in act_scores(body, language, model or draft_model()).items() if score > 0)


def act_scores(body: str, language: str, model: DraftModel) -> dict[SentAct, float]:
    """Return for each act the log-odds of the sentence that likeliest does it."""
    rows = [model.read(piece.text, language) for piece in pieces(body[:_MAX_BODY])]
    return {act: max((row[act] for row in rows), default=_UNLIKELY) for act in SentAct}


def sent_sort(body: str, subject: str, language: str) -> SentSort:
    """Return what a mail that the user sent is; `body` without quotes, `language` as in "en".

    Raises `LetterError` when what was learned is damaged.
    """
    scores = act_scores(body, language, draft_model())
    acts = frozenset(act for act, score in scores.items() if score > 0)
    model = sent_model()
    shares = kind_shares(model, body, subject, language)
    kind = max(shares, key=shares.__getitem__)
    numbers = (*asked_numbers(scores, shares), 1.0)
    asks = sum(weight * known for weight, known in zip(model.judge, numbers, strict=True)) > 0
    return SentSort(with_acts(kind, acts), shares[kind], acts, asks)


def asked_numbers(scores: Mapping[SentAct, float], shares: Mapping[SentKind, float]) -> tuple[float, float]:
    """Return what tells whether feedback is asked for: by the likeliest sentence, and by the whole."""
    return scores[SentAct.ASKS_FEEDBACK], math.log(shares[SentKind.FEEDBACK] + _LEAST_SHARE)


def with_acts(kind: SentKind, acts: frozenset[SentAct]) -> SentKind:
    """Return the kind with what the mail does: a question that comes with a reply is both."""
    if kind is SentKind.FEEDBACK and SentAct.ACCEPTS in acts:
        return SentKind.REPLY_AND_FEEDBACK
    return kind


def kind_shares(model: DraftModel, body: str, subject: str, language: str) -> dict[SentKind, float]:
    """Return the probability of each kind; a long mail's many features count less each."""
    features = mail_features(body, subject, language)
    root = math.sqrt(max(1, sum(feature in model.places for feature in features)))
    starts = dict(zip(model.labels, model.intercepts, strict=True))
    scores = {label: starts[label] + (score - starts[label]) / root for label, score in model.scores(features).items()}
    top = max(scores.values())
    parts = {label: math.exp(score - top) for label, score in scores.items()}
    return {SentKind(label): part / sum(parts.values()) for label, part in parts.items()}


def mail_features(body: str, subject: str, language: str) -> frozenset[int]:
    """Return the numbers of what is in a mail: in its sentences, and in a subject that is its own."""
    found = [
        features_of(piece.text, language).union(_ideas(words_of(piece.text[:_LONGEST]), language, ""))
        for piece in pieces(body[:_MAX_BODY])
    ]
    return frozenset(_of_subject(subject[:_MAX_SUBJECT], language)).union(*found)


def _ideas(words: Sequence[str], language: str, place: str) -> list[int]:
    """Return the ideas of sent mail in some words, and each two in a row."""
    named = concepts(words, language, _IDEAS)
    pairs = [f"{place}i {one} {two}" for one, two in pairwise(named)]
    return [number(name) for name in [f"{place}i {idea}" for idea in named] + pairs]


def _of_subject(subject: str, language: str) -> list[int]:
    """Return the features of a subject; that of an answer repeats theirs and says nothing."""
    if _REPLY.match(subject):
        return []
    words = words_of(subject)
    return [number(f"s {language}|{word[:_BEGINNING]}") for word in words] + _ideas(words, language, "s ")


@cache
def sent_model() -> DraftModel:
    """Return the shipped model of kinds, read once; raise `LetterError` when it is damaged."""
    try:
        return unpack(files("rejection_tui.content").joinpath("model", FILE).read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LetterError(
            "What was learned of sent mail is damaged: install rejtui again. Nothing was lost."
        ) from error
