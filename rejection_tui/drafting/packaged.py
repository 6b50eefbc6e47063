"""Recognises sentences of the packaged clauses in a text, whatever company or job they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.domain.language import Language
from rejection_tui.domain.text import fold
from rejection_tui.drafting.clauses import Clause, voice
from rejection_tui.drafting.wording import FIELD, sentences

#: Stands for a field while a wording is split into sentences.
_GAP: Final = "\ue000"
_ENOUGH: Final = 11  # letters beside the fields by which a sentence is known


@dataclass(frozen=True, slots=True)
class Packaged:
    """A sentence of the clauses: the folded words between its fields, the part it fills, and when it is said."""

    parts: tuple[str, ...]
    part: str
    when: tuple[str, ...]

    def is_in(self, folded: str) -> bool:
        """Return whether a folded sentence is this one, with something in the place of each field."""
        if not folded.startswith(self.parts[0]) or not folded.endswith(self.parts[-1]):
            return False
        at = len(self.parts[0])
        for part in self.parts[1:]:
            at = folded.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True


@cache
def _wordings(base: str) -> tuple[dict[str, Packaged], tuple[Packaged, ...]]:
    """Return the sentences of a language without fields, by their folded words, and those with fields."""
    plain: dict[str, Packaged] = {}
    gapped: list[Packaged] = []
    for language in (one for one in Language if one.base == base):
        for text, clause in _sentences(language):
            one = Packaged(tuple(fold(part) for part in text.split(_GAP)), clause.part, clause.when)
            if len(one.parts) == 1:
                plain.setdefault(one.parts[0], one)
            elif sum(map(len, one.parts)) > _ENOUGH:
                gapped.append(one)
    return plain, tuple(dict.fromkeys(gapped))


def _sentences(language: Language) -> Iterator[tuple[str, Clause]]:
    spoken = voice(language)
    for clause in spoken.clauses:
        for words in clause.words.values():
            for wording in words:
                whole = FIELD.sub(_GAP, spoken.regional(wording, language))
                yield from ((sentence, clause) for sentence in sentences(whole))


def packaged(sentence: str, base: str) -> Packaged | None:
    """Return the packaged sentence that this one is; None when it is none of them."""
    folded = fold(sentence)
    plain, gapped = _wordings(base)
    return plain.get(folded) or next((one for one in gapped if one.is_in(folded)), None)
