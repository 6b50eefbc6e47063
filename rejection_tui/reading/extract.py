"""Builds the `Reading` of a judged letter: employer, role, recruiter, stage. What is doubtful stays empty."""

import re
from datetime import date

from rejection_tui.domain.letter import Guess, Letter, Reading
from rejection_tui.domain.written_days import find_day
from rejection_tui.reading import companies, people, roles, senders
from rejection_tui.reading.folded import fold_text, sentences
from rejection_tui.reading.stages import stage
from rejection_tui.reading.verdict import Judgement
from rejection_tui.reading.words import text_of

_APPLIED = re.compile(
    r"\b(?:application|applied|cv|resume|bewerbung|unterlagen|candidature|dossier|candidatura|solicitud|inscripcion|postulacion|sollicitatie|basvuru\w*)\b"
    r"[^\n]{0,40}?\b(?:of|on|dated|from|vom|am|du|le|del?|el|em|de|van|op|tarihli|submitted|sent|received)\b(?P<date>[^\n]{4,40})"
)


def extract(letter: Letter, judgement: Judgement) -> Reading:
    """Return the whole reading of a letter whose verdict is known."""
    text = text_of(letter)
    folded = sentences(text[:30_000])
    user_name = people.my_name(letter)
    first_role = roles.role(letter, "", user_name)
    employer = companies.company(letter, first_role.value if roles.names_work(first_role) else "")
    signer = people.recruiter(letter, employer.value)
    unattended = senders.no_reply(letter, folded)
    reached_stage, words = stage(text, folded)
    return Reading(
        letter=letter,
        verdict=judgement.verdict,
        kind=judgement.kind,
        confidence=judgement.confidence,
        evidence=judgement.evidence,
        company=employer,
        role=roles.role(letter, employer.value, user_name),
        recruiter_name=signer,
        recruiter_email=_email(letter, unattended, bool(signer)),
        stage=reached_stage,
        stage_words=words,
        no_reply=unattended,
        ats=senders.ats(letter),
        applied=applied(letter),
        my_name=user_name,
        language=judgement.language,
    )


def _email(letter: Letter, unattended: bool, signed: bool) -> Guess:
    """Return the address to answer to: Reply-To or From; empty when nobody reads it or nobody signed."""
    rules = senders.sender_rules()
    answered = letter.reply_to and not rules.no_reply_local.search(letter.reply_to.partition("@")[0])
    if answered and not (unattended and senders.ats(letter)):
        return Guess(letter.reply_to, "reply-to", letter.reply_to, 0.9)
    if unattended or not letter.sender_email or (not signed and senders.function_address(letter.sender_email)):
        return Guess()
    return Guess(letter.sender_email, "sender", letter.sender_email, 0.9)


def applied(letter: Letter) -> date | None:
    """Return the day of the application when the letter states it."""
    folded = fold_text(letter.body[:8000])
    for match in _APPLIED.finditer(folded):
        if day := find_day(letter.body[match.start("date") : match.end("date")]):
            return day
    return None
