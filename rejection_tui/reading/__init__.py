"""Reads what a letter says: from `Letter` to `Reading`, each finding with the words it comes from."""

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.reading.detect import detect, words_of
from rejection_tui.reading.fields import read_fields
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.stages import stage

__all__ = ["read_letter"]


def read_letter(letter: Letter) -> Reading:
    """Return the reading of a letter: verdict with evidence, employer, role, recruiter and stage."""
    judged = detect(letter)
    fields = read_fields(letter)
    text = words_of(letter)[:30_000]
    reached_stage, words = stage(text, sentences(text))
    return Reading(
        letter=letter,
        verdict=judged.verdict,
        kind=judged.kind,
        confidence=judged.confidence,
        evidence=judged.evidence,
        company=fields.company,
        role=fields.role,
        recruiter_name=fields.recruiter_name,
        recruiter_email=fields.recruiter_email,
        stage=reached_stage,
        stage_words=words,
        no_reply=fields.no_reply,
        ats=fields.ats,
        role_closed=judged.role_closed,
        applied=fields.applied,
        my_name=fields.my_name,
        language=judged.language,
        company_full=fields.company_full,
        recruiter_title=fields.recruiter_title,
        via=fields.via,
        agency=fields.agency,
    )
