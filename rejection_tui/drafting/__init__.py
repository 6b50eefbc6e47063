"""Letters out: templates and their filling, checks of tone, CV bullets, the reading of answers, the question bank."""

from rejection_tui.drafting.answers import AnswerReading, Theme, argues, read_answer
from rejection_tui.drafting.bullets import check_bullet, has_slot, suggest
from rejection_tui.drafting.checks import can_copy, check
from rejection_tui.drafting.compose import Composed, compose
from rejection_tui.drafting.context import CheckContext
from rejection_tui.drafting.cv import CvLine, read_cv, read_lines
from rejection_tui.drafting.cv_out import to_json_resume, to_markdown
from rejection_tui.drafting.eml import address, to_eml, to_mailto
from rejection_tui.drafting.fields import FieldInfo, Fields, known_fields
from rejection_tui.drafting.names import salutation, titled
from rejection_tui.drafting.questions import BankQuestion, bank, for_themes, types_for
from rejection_tui.drafting.templates import Template, find, variants
from rejection_tui.drafting.words import word_diff

__all__ = [
    "AnswerReading",
    "BankQuestion",
    "CheckContext",
    "Composed",
    "CvLine",
    "FieldInfo",
    "Fields",
    "Template",
    "Theme",
    "address",
    "argues",
    "bank",
    "can_copy",
    "check",
    "check_bullet",
    "compose",
    "find",
    "for_themes",
    "has_slot",
    "known_fields",
    "read_answer",
    "read_cv",
    "read_lines",
    "salutation",
    "suggest",
    "titled",
    "to_eml",
    "to_json_resume",
    "to_mailto",
    "to_markdown",
    "types_for",
    "variants",
    "word_diff",
]
