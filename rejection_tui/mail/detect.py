"""From Letter to verdict: which cues spoke, what the letter is about, and how sure that makes the program."""

from dataclasses import dataclass

from rejection_tui.domain.letter import Evidence, Letter, LetterKind, Verdict
from rejection_tui.domain.rejection import Stage
from rejection_tui.mail import signs
from rejection_tui.mail.context import context
from rejection_tui.mail.folded import fold_text, sentences, with_capitals
from rejection_tui.mail.hits import Hit, find
from rejection_tui.mail.languages import languages
from rejection_tui.mail.stages import stage
from rejection_tui.mail.weigh import conclude, tally, told

_READ = 30_000  # characters of a letter that are looked at
_SHOWN = 12  # pieces of evidence kept


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its grounds; `about` names the other matter when the letter is not about a job."""

    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: tuple[Evidence, ...]
    language: str
    about: str = ""
    role_closed: bool = False


def detect(letter: Letter) -> Judgement:
    """Return what `letter` is, how sure that is (0..1), and the words that say so."""
    text = words_of(letter)[:_READ]
    folded = sentences(text)
    spoken = languages(folded)
    hits = find(folded, spoken, with_capitals(text, folded))
    mailbox = fold_text(f"{letter.sender_name} {letter.sender_email.replace('.', ' ').replace('@', ' ')}")
    about = context(fold_text(letter.subject), folded, mailbox)
    met = stage(text, folded)[0] is not Stage.APPLICATION
    sum_ = tally(hits, about, len(letter.body), met, signs.heard(folded, spoken[0]))
    kind, verdict, confidence = conclude(sum_)
    shown = _evidence(text, hits, kind, verdict)
    if kind is LetterKind.REJECTION and told(sum_) >= confidence:
        shown = (signs.telling(text, folded, spoken[0], round(confidence, 2)), *shown)[:_SHOWN]
    return Judgement(
        verdict=verdict,
        kind=kind,
        confidence=round(confidence, 3),
        evidence=shown,
        language=spoken[0],
        about=about.about if about.foreign else "",
        role_closed=verdict is Verdict.REJECTION and _role_closed(hits),
    )


def words_of(letter: Letter) -> str:
    """Return the text every position points into: subject, newline, body."""
    return f"{letter.subject}\n{letter.body}"


def _role_closed(hits: list[Hit]) -> bool:
    """Whether the role went away (cancelled, frozen, filled inside) and nobody was preferred."""
    said = {hit.cue.family for hit in hits if hit.cue.kind == LetterKind.REJECTION.value and not hit.masked}
    return "closed" in said and said.isdisjoint({"others", "no_match"})


def _evidence(text: str, hits: list[Hit], kind: LetterKind, verdict: Verdict) -> tuple[Evidence, ...]:
    """The words that spoke, loudest first and not overlapping; a silenced cue is shown with weight 0."""
    sides = {kind.value}
    if verdict in {Verdict.UNSURE, Verdict.REJECTION} or kind is LetterKind.OTHER:
        sides |= {LetterKind.REJECTION.value, LetterKind.OTHER.value}
    taken: list[tuple[int, int]] = []
    result: list[Evidence] = []
    for hit in sorted(hits, key=lambda hit: (hit.masked, -hit.cue.weight, hit.start)):
        if hit.cue.kind not in sides or any(start < hit.end and hit.start < end for start, end in taken):
            continue
        taken.append((hit.start, hit.end))
        weight = 0.0 if hit.masked else hit.cue.weight
        result.append(Evidence(text[hit.start : hit.end], hit.cue.id, weight, hit.start, hit.end))
    return tuple(result[:_SHOWN])
