"""Puts a reading into words: what the letter is, which sentences decided that, where a value was read, who sent it."""

from typing import Final

from rejection_tui.domain.facts import FactType, Via, values
from rejection_tui.domain.letter import Evidence, Guess, LetterKind, Reading, Verdict
from rejection_tui.domain.text import clean_line

_KIND_WORDS: Final = {
    LetterKind.REJECTION: "a rejection",
    LetterKind.ON_HOLD: "on hold, not a rejection",
    LetterKind.CONFIRMATION: "a confirmation that your application arrived",
    LetterKind.INTERVIEW: "an invitation to an interview",
    LetterKind.ASSESSMENT: "an assessment or task to do",
    LetterKind.OFFER: "an offer",
    LetterKind.ALERT: "a job alert",
    LetterKind.WITHDRAWAL: "your own withdrawal",
    LetterKind.OTHER: "something else",
}
#: The places a value is read in, by the word that names them in the source of a guess ("crf.subject", "sender part").
_PLACES: Final = {
    "sender": "the sender",
    "label": "the sender's domain",
    "subject": "the subject",
    "sign": "the signature",
    "head": "the letterhead",
    "greeting": "the greeting",
    "to": "the address it was sent to",
    "remembered": "your correction of an earlier letter",
}
#: Evidence this strong, as a part of the strongest, decides as well; weaker evidence only supports.
DECIDES: Final = 0.5
NOTHING_TOLD: Final = "Nothing beyond the rejection itself."


def kind_words(reading: Reading) -> str:
    """Return what sort of letter it seems to be, in a few words."""
    if reading.verdict is Verdict.UNSURE:
        return "perhaps a rejection"
    if reading.role_closed and reading.kind is LetterKind.REJECTION:
        return "the role was closed or frozen"
    return _KIND_WORDS[reading.kind]


def ranked_evidence(reading: Reading) -> tuple[Evidence, ...]:
    """Return the evidence that counts, strongest first, each with its share: all together are 1 at most."""
    counted = [e for e in reading.evidence if e.text.strip() and e.weight > 0]
    whole = max(sum(e.weight for e in counted), 1.0)
    ranked = sorted(counted, key=lambda e: -e.weight)
    return tuple(Evidence(e.text, e.rule, e.weight / whole, e.start, e.end) for e in ranked)


def percent_by_words(reading: Reading) -> dict[str, int]:
    """Return the share of each sentence in what decided, in percent, by its words; those below one are left out."""
    found: dict[str, int] = {}
    for evidence in ranked_evidence(reading):
        if percent := round(evidence.weight * 100):
            found.setdefault(evidence.text, percent)
    return found


def deciding(reading: Reading) -> tuple[Evidence, ...]:
    """Return the evidence that decided, strongest first; what is much weaker than the strongest only supported."""
    ranked = ranked_evidence(reading)
    return tuple(e for e in ranked if e.weight >= DECIDES * ranked[0].weight)


def source_of(guess: Guess) -> str:
    """Return where a value came from, as a note."""
    if not guess:
        return ""
    words = clean_line(guess.words, 40)
    if words and words.casefold() != guess.value.casefold():
        return f"from “{words}”"
    named = (_PLACES[word] for word in guess.source.replace(".", " ").split() if word in _PLACES)
    return f"from {next(named, 'the letter')}"


def sent_by(via: Via, agency: str, ats: str = "") -> str:
    """Return who sent the letter, in words."""
    match via:
        case Via.AGENCY:
            return f"through an agency, {agency}" if agency else "through an agency"
        case Via.PLATFORM:
            return f"through a job board, {agency}" if agency else "through a job board"
        case Via.ATS:
            return f"from an application system, {ats}" if ats else "from an application system"
        case _:
            return f"from the company, with {ats}" if ats else "from the company"


def met(reading: Reading) -> tuple[str, ...]:
    """Return how they had met before this letter: words of the list in `data/facts/README.md`."""
    return values(reading.facts, FactType.MET)
