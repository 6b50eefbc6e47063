"""Which cues speak in a letter, and which of them an if-clause or a refusal takes the voice from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rejection_tui.domain.letter import LetterKind
from rejection_tui.mail.cues import Cue, available, cue_set

_PER_CUE = 4  # times one cue is heard in a letter
_CHEERFUL = frozenset(
    kind.value for kind in (LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER, LetterKind.CONFIRMATION)
)
_INNER_IF = re.compile(r"\b(?:if|unless|whether|falls|sofern|wenn)\b|n't mean\b|\bnot mean\b")
#: Behind a no: it holds only for a while, or only for some of many.
_FOLLOWED = re.compile(
    r"(?:(?!\b(?:keep|kept|hold|held|retain|store|delete)\w*)[^\n]){0,60}?\b(?:until|till)\b|"
    r"[^\n]{0,30}?\b(?:everyone|everybody|tout le monde|tous les|toutes les|chacune?|a todos|a todas|todo el mundo|"
    r"tutti i|iedereen|allen bewerb\w*|herkes\w*)\b"
)
#: Before a cheerful cue: a negation close by, or thanks (for what is past, not planned).
_NEGATED = re.compile(
    r"(?:\bnot|n't|\bunable|\bcannot|\bnicht|\bkein\w*|\bpas|\bno|\bnao|\bnon|\bniet|\bgeen|\bne|\bnever)\b[^\n]{0,24}$|"
    r"\b(?:thank|dank|merci|remerci|gracias|agradec|obrigad|grazie|ringrazi|bedankt|tesekkur)\w*[^\n]*$"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that spoke, where it stands in subject + newline + body, and whether its sentence silences it."""

    cue: Cue
    start: int
    end: int
    masked: bool = False


def find(folded: str, spoken: Iterable[str], cased: str = "") -> list[Hit]:
    """Return the cues of the spoken languages that match in a folded text, in the order they stand.

    `cased` is the same text with its capitals; without it the cues that mind them are silent.
    """
    hits: list[Hit] = []
    for language in spoken:
        if language not in available():
            continue
        rules = cue_set(language)
        for cue in rules.cues:
            for count, match in enumerate(cue.pattern.finditer(cased if cue.cased else folded)):
                if count >= _PER_CUE:
                    break
                silent = not cue.free and _masked(folded, match, cue, rules.mask)
                hits.append(Hit(cue, match.start(), match.end(), silent))
    return sorted(hits, key=lambda hit: (hit.start, -hit.cue.weight))


def _masked(folded: str, match: re.Match[str], cue: Cue, mask: re.Pattern[str]) -> bool:
    begin = folded.rfind("\n", 0, match.start()) + 1
    if mask.search(folded, begin, match.start() + 1) or _INNER_IF.search(folded, match.start(), match.end()):
        return True
    if cue.kind == LetterKind.REJECTION.value and cue.family != "soft" and _FOLLOWED.match(folded, match.end()):
        return True
    return cue.kind in _CHEERFUL and bool(_NEGATED.search(folded[begin : match.start()]))
