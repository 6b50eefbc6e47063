"""Provisional."""

from dataclasses import dataclass
from enum import StrEnum

from rejection_tui.drafting.sentence_scores import draft_model


class SentKind(StrEnum):
    APPLICATION = "application"
    REAPPLICATION = "reapplication"
    WITHDRAWAL = "withdrawal"
    NUDGE = "nudge"
    OTHER = "other"


@dataclass(frozen=True)
class Sent:
    kind: SentKind
    asks: bool
    thanks: bool


def read_sent(subject: str, body: str, language: str) -> Sent:
    import re

    model = draft_model()
    scores = [model.read(s, language) for s in re.split(r"(?<=[.!?])\s+|\n+", body) if s.strip()]
    asks = any(s["asks_feedback"] > 0 for s in scores)
    thanks = any(s["thanks"] > 0 for s in scores)
    text = (subject + " " + body).lower()
    kind = SentKind.OTHER
    if re.search(r"withdraw|ziehe .* zurück", text):
        kind = SentKind.WITHDRAWAL
    elif re.search(r"^(application|bewerbung|candidature|candidatura|sollicitatie)", subject.lower()):
        kind = SentKind.APPLICATION
    return Sent(kind, asks, thanks)
