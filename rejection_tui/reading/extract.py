"""Builds the `Reading` of a judged letter: fields, stage, facts. What is doubtful stays empty."""

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.reading import senders
from rejection_tui.reading.fields import read_fields
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.stages import stage
from rejection_tui.reading.verdict import Judgement
from rejection_tui.reading.words import text_of


def verdict_only(letter: Letter, judgement: Judgement) -> Reading:
    """Return the reading of a letter that is no answer to an application: its verdict, no fields."""
    return Reading(
        letter=letter,
        verdict=judgement.verdict,
        kind=judgement.kind,
        confidence=judgement.confidence,
        evidence=judgement.evidence,
        ats=senders.ats(letter),
        language=judgement.language,
    )


def extract(letter: Letter, judgement: Judgement) -> Reading:
    """Return the whole reading of a letter whose verdict is known."""
    fields = read_fields(letter)
    text = text_of(letter)[:30_000]
    reached_stage, words = stage(text, sentences(text))
    return Reading(
        letter=letter,
        verdict=judgement.verdict,
        kind=judgement.kind,
        confidence=judgement.confidence,
        evidence=judgement.evidence,
        company=fields.company,
        role=fields.role,
        recruiter_name=fields.recruiter_name,
        recruiter_email=fields.recruiter_email,
        stage=reached_stage,
        stage_words=words,
        no_reply=fields.no_reply,
        ats=fields.ats,
        applied=fields.applied,
        my_name=fields.my_name,
        language=judgement.language,
        company_full=fields.company_full,
        recruiter_title=fields.recruiter_title,
        via=fields.via,
        agency=fields.agency,
    )
