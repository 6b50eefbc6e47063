"""Builds the `Reading` of a judged letter: employer, role, recruiter, stage. What is doubtful stays empty."""

import re
from dataclasses import dataclass
from datetime import date

from rejection_tui.domain.facts import Fact, FactType, values
from rejection_tui.domain.letter import Guess, Letter, Reading, Verdict, Via
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.written_days import find_day
from rejection_tui.reading import companies, people, roles, senders
from rejection_tui.reading.detect import Judgement, words_of
from rejection_tui.reading.facts import Sender, facts_of, judged
from rejection_tui.reading.folded import fold_text, sentences
from rejection_tui.reading.salutations import salutation
from rejection_tui.reading.stages import reached

_APPLIED = re.compile(
    r"\b(?:application|applied|cv|resume|bewerbung|unterlagen|candidature|dossier|candidatura|solicitud|inscripcion|postulacion|sollicitatie|basvuru\w*)\b"
    r"[^\n]{0,40}?\b(?:of|on|dated|from|vom|am|du|le|del?|el|em|de|van|op|tarihli|submitted|sent|received)\b(?P<date>[^\n]{4,40})"
)

#: How a job ends that nobody was chosen for in a contest: not the applicant's failure.
_CLOSED = frozenset({"cancelled", "frozen", "filled_internal"})


def extract(letter: Letter, judgement: Judgement) -> Reading:
    """Return the whole reading of a letter whose verdict is known."""
    text = words_of(letter)
    folded = sentences(text[:30_000])
    user_name = people.my_name(letter)
    first_role = roles.role(letter, "", user_name)
    employer = companies.company(letter, first_role.value if roles.names_work(first_role) else "")
    signer = people.recruiter(letter, employer.value)
    unattended = senders.no_reply(letter, folded)
    said = _said(letter, judgement, signer)
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
        stage=said.stage,
        stage_words=said.stage_words,
        no_reply=unattended,
        ats=senders.ats(letter),
        role_closed=not _CLOSED.isdisjoint(values(said.facts, FactType.CLOSED)),
        applied=applied(letter),
        my_name=user_name,
        language=judgement.language,
        facts=said.facts,
        salutation=said.salutation,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What the letter says: facts, stage and its words, and how a reply begins."""

    facts: tuple[Fact, ...] = ()
    stage: Stage = Stage.APPLICATION
    stage_words: str = ""
    salutation: str = ""


def _said(letter: Letter, judgement: Judgement, signer: Guess, title: str = "") -> _Said:
    """Return what a refusal, a postponement or an unsure letter says; of other mail nothing is read."""
    if judgement.verdict is Verdict.OTHER:
        return _Said()
    found = judged(letter, judgement.language)
    greeting = salutation(letter, signer.value, title, judgement.language)
    sender = Sender(Via.ATS if senders.ats(letter) else Via.DIRECT, "", signer.words, greeting)
    return _Said(facts_of(found, letter, sender), *reached(found), greeting)


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
