"""Builds the `Reading` of a judged letter: fields, stage, facts, salutation. What is doubtful stays empty."""

from dataclasses import replace

from rejection_tui.domain.facts import FactType, values
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.reading import senders
from rejection_tui.reading.fact_judged import judged
from rejection_tui.reading.facts import Sender, facts_of
from rejection_tui.reading.fields import Fields, read_fields
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.regions import region
from rejection_tui.reading.said import said_of
from rejection_tui.reading.salutations import salutation
from rejection_tui.reading.short_letters import language_of_short
from rejection_tui.reading.signed import signed_name
from rejection_tui.reading.signers import without_degrees
from rejection_tui.reading.stage_cues import CUES_LOOK, stage
from rejection_tui.reading.stages import reached
from rejection_tui.reading.verdict import Judgement

#: How a job ends that nobody was chosen for in a contest: not the applicant's failure.
_CLOSED = frozenset({"cancelled", "frozen", "filled_internal"})


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


def named_only(letter: Letter, judgement: Judgement) -> Reading:
    """Return the reading of other mail about an application: its verdict, employer, role, stage, and who wrote."""
    fields = read_fields(letter)
    text = f"{letter.subject}\n{letter.body}"[:CUES_LOOK]
    named, words = stage(text, fold_text(text))
    return replace(_with_fields(verdict_only(letter, judgement), fields), stage=named, stage_words=words)


def _with_fields(reading: Reading, fields: Fields) -> Reading:
    return replace(
        reading,
        company=fields.company,
        role=fields.role,
        recruiter_name=fields.recruiter_name,
        recruiter_email=fields.recruiter_email,
        no_reply=fields.no_reply,
        my_name=fields.my_name,
        company_full=fields.company_full,
        via=fields.via,
        agency=fields.agency,
    )


def extract(letter: Letter, judgement: Judgement) -> Reading:
    """Return the whole reading of a letter whose verdict is known."""
    language = language_of_short(letter, judgement.language)
    fields = read_fields(letter)
    said = judged(letter, language)
    signer = fields.recruiter_name
    if signer:
        signer = replace(signer, value=without_degrees(signer.value, signer.words))
    told = region(letter, language)
    spoken = told.value if told else language
    named = signer.value or signed_name(letter, language)
    greeting = salutation(letter, named, fields.recruiter_title, spoken)
    facts = facts_of(said, letter, Sender(fields.via, fields.agency, signer.words, greeting))
    reached_stage, stage_words = reached(said)
    return replace(
        _with_fields(verdict_only(letter, judgement), fields),
        recruiter_name=signer,
        recruiter_title=fields.recruiter_title,
        stage=reached_stage,
        stage_words=stage_words,
        role_closed=not _CLOSED.isdisjoint(values(facts, FactType.CLOSED)),
        applied=fields.applied,
        language=language,
        region=told.value if told else "",
        facts=facts,
        said=said_of(said, facts),
        salutation=greeting,
    )
