"""Reads what a letter says: from `Letter` to `Reading`, each finding with the words it comes from."""

from dataclasses import replace
from typing import Final

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.facts import Via
from rejection_tui.domain.language import Language
from rejection_tui.domain.letter import Guess, Letter, LetterKind, Reading, Verdict
from rejection_tui.reading.extract import extract, named_only, verdict_only
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.languages import languages
from rejection_tui.reading.personal import kept_numbers
from rejection_tui.reading.regions import language_with_region
from rejection_tui.reading.salutations import salutation
from rejection_tui.reading.short_letters import language_of_short
from rejection_tui.reading.signed import signed_name
from rejection_tui.reading.verdict import evidence_of, judge
from rejection_tui.reading.weights import model
from rejection_tui.reading.words import take_apart

__all__ = [
    "feature_numbers",
    "language_of_letter",
    "language_of_text",
    "language_with_region",
    "read_letter",
    "salutation",
    "signed_name",
    "with_evidence",
]

#: The source of a value that is remembered from the user's corrections.
REMEMBERED: Final = "remembered"
_ABOUT_APPLICATIONS: Final = (LetterKind.CONFIRMATION, LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER)
_NAMED_FROM: Final = 0.5  # chance of such a kind
_NOTHING_REMEMBERED: Final = Memory()


def read_letter(
    letter: Letter, memory: Memory = _NOTHING_REMEMBERED, whole: bool = False, evidence: bool = True
) -> Reading:
    """Return the reading of a letter: verdict with evidence, employer, role, recruiter, stage and facts.

    Fields and facts are read of what is, or may be, an answer to an application, and with `whole` of any letter; of
    other mail about an application only whom and which job it is about.
    `memory` holds what the user corrected in earlier letters. Without `evidence`, newsletters and other mail of no
    account come without the sentences that say so, for whoever reads many: `with_evidence` finds them later.
    """
    judgement = judge(letter, memory, evidence or whole)
    if judgement.verdict is Verdict.OTHER and judgement.kind is not LetterKind.WITHDRAWAL and not whole:
        if judgement.kind in _ABOUT_APPLICATIONS and judgement.confidence >= _NAMED_FROM:
            return _with_company(named_only(letter, judgement), memory)
        return verdict_only(letter, judgement)
    return _with_company(extract(letter, judgement), memory)


def with_evidence(reading: Reading) -> Reading:
    """Return a reading with the sentences that speak for its kind, which were left out when many were read."""
    if reading.evidence or reading.verdict is not Verdict.OTHER:
        return reading
    return replace(reading, evidence=evidence_of(reading.letter, reading.kind))


def language_of_letter(letter: Letter, otherwise: Language) -> Language:
    """Return the language and region a letter is written in; `otherwise` decides where the region cannot be seen."""
    language = languages(fold_text(f"{letter.subject}\n{letter.body}"))[0]
    return language_with_region(letter, language_of_short(letter, language), otherwise)


def language_of_text(text: str) -> str:
    """Return the language of a text without region, "en" where it is too short to tell."""
    return languages(fold_text(text))[0]


def feature_numbers(letter: Letter) -> tuple[int, ...]:
    """Return the numbers of a letter's features, sorted: what is kept of a letter whose verdict was corrected."""
    return kept_numbers(take_apart(letter), model().letters)


def _with_company(reading: Reading, memory: Memory) -> Reading:
    """Return a reading with the company the user named in earlier letters of this sender."""
    shared = bool(reading.ats) or reading.via is not Via.DIRECT
    company = memory.company(reading.letter.sender_email, reading.company.value, shared)
    if not company or company == reading.company.value:
        return reading
    return replace(reading, company=Guess(company, REMEMBERED, "", 1.0), company_full="")
