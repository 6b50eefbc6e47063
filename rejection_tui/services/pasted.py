"""Says what a pasted text is, to open it as that: a letter, an answer, contacts, lines of a CV or a practice sheet."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.letter import Reading, Verdict
from rejection_tui.domain.progress import open_questions
from rejection_tui.domain.text import clean
from rejection_tui.services import correspondence, partner_sheets
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence.proposal import ANSWERED
from rejection_tui.services.correspondence.sorting import answer_of
from rejection_tui.services.incoming import read_text

#: A text of one line is a letter from this many characters.
LETTER_LENGTH: Final = 40
_CARD: Final = re.compile(r"^BEGIN:VCARD\s*$", re.MULTILINE | re.IGNORECASE)
_BULLET: Final = re.compile(r"\s*(?:[-*+•‣▪◦●·–]|\d{1,2}[.)])\s+\S")
#: The share of the lines that begin with a bullet mark from which a text is part of a CV.
_MOSTLY: Final = 0.5


class PastedKind(StrEnum):
    """What a pasted text is."""

    NOTHING = "nothing"
    SHORT = "short"
    LETTER = "letter"
    ANSWER = "answer"
    PEOPLE = "people"
    CV = "cv"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text is; for an answer also the uid of the rejection it belongs to."""

    kind: PastedKind
    rejection: str = ""


def what_is(context: AppContext, text: str) -> Pasted:
    """Return what a pasted text is; what is not clearly something else is a letter. It never raises."""
    words = clean(text).strip()
    if not words:
        return Pasted(PastedKind.NOTHING)
    if _CARD.search(words):
        return Pasted(PastedKind.PEOPLE)
    if partner_sheets.is_sheet(words):
        return Pasted(PastedKind.SHEET)
    if len(words) < LETTER_LENGTH and "\n" not in words:
        return Pasted(PastedKind.SHORT)
    if _is_cv(words):
        return Pasted(PastedKind.CV)
    try:
        reading = read_text(words, context.records.memory, context.now())
    except RejtuiError:
        return Pasted(PastedKind.LETTER)  # the form says what is wrong with it
    if uid := _answered(context, reading):
        return Pasted(PastedKind.ANSWER, uid)
    return Pasted(PastedKind.LETTER)


def _is_cv(words: str) -> bool:
    lines = [line for line in words.split("\n") if line.strip()]
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
    return bullets >= 2 and bullets >= _MOSTLY * len(lines)


def _answered(context: AppContext, reading: Reading) -> str:
    """Return the uid of the rejection whose open question the text answers; "" when it answers none."""
    records = context.records
    asked = open_questions(records)
    if not asked or reading.letter.digest in records.digests:
        return ""
    own = correspondence.addresses(context)
    for proposal in correspondence.review(context, [reading], [], own).proposals:
        if proposal.is_answer and proposal.case.uid in asked:
            return proposal.case.uid
    if reading.verdict in (Verdict.REJECTION, Verdict.ON_HOLD) or len(asked) > 1 or reading.letter.sender_email:
        return ""
    return asked[0] if answer_of(reading.letter).kind in ANSWERED else ""
