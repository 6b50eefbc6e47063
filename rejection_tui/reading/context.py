"""Tells letters about a job from other decisions that sound the same, by the words of each."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from rejection_tui.content import read
from rejection_tui.reading.cues import compiled


@dataclass(frozen=True, slots=True)
class Context:
    """The weight of words about a job (`job`), of words about another matter (`other`), and that matter (`about`)."""

    job: float
    other: float
    about: str = ""

    @property
    def foreign(self) -> bool:
        """True when the letter decides about something other than a job."""
        return self.other >= 2.5 and self.other > self.job * 0.8


@cache
def _terms(kind: str) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    entries = tomllib.loads(read("phrases/detect_context.toml"))[kind]
    return tuple((e["name"], float(e["weight"]), compiled(e["pattern"], {})) for e in entries)


def context(subject: str, text: str, mailbox: str) -> Context:
    """Return what a letter is about, from its subject, its text and the sender's name and address, all folded."""
    job = other = 0.0
    about = ""
    for _name, weight, pattern in _terms("job"):
        found = {m.group() for m in pattern.finditer(text[:20_000])}
        if found:
            job += weight + 0.5 * (min(len(found), 3) - 1)
        if pattern.search(mailbox):
            job += weight / 2
    job += 1.0 if work_words(subject[:80]) else 0.0  # a subject that names an occupation
    for name, weight, pattern in _terms("other"):
        found = {m.group() for m in pattern.finditer(text[:20_000])}
        score = (weight if found else 0.0) + (1.0 if len(found) > 1 else 0.0)
        score += 1.5 if pattern.search(subject) else 0.0
        score += 1.5 if pattern.search(mailbox) else 0.0
        if score:
            other += score
            about = about or name
    return Context(job, other, about)


def work_words(folded: str) -> bool:
    """Return whether a folded text holds the name of an occupation."""
    return any(pattern.search(folded) for name, _weight, pattern in _terms("job") if name == "work")
