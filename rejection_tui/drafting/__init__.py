"""Writes drafts from templates and checks them; also reads answers, checks lines of CVs and holds the question bank."""

from rejection_tui.drafting.answers import argues
from rejection_tui.drafting.bullet_questions import suggest
from rejection_tui.drafting.bullets import check_bullet, word_diff
from rejection_tui.drafting.checks import CheckContext, can_copy, check
from rejection_tui.drafting.compose import Composed, compose
from rejection_tui.drafting.cover_letter import CoverContext, check_cover_letter, not_checked
from rejection_tui.drafting.cover_parts import looks_like_letter
from rejection_tui.drafting.eml import Outgoing, Thread, address, to_eml, to_mailto
from rejection_tui.drafting.fields import FieldInfo, Fields, known_fields
from rejection_tui.drafting.foreign import core
from rejection_tui.drafting.letter_diff import letter_diff
from rejection_tui.drafting.line_language import cv_language
from rejection_tui.drafting.names import salutation, titled
from rejection_tui.drafting.places import Place, open_place, places_for, with_place
from rejection_tui.drafting.questions import BankQuestion, bank, for_themes, types_for
from rejection_tui.drafting.situation import CONDITIONS, FIELDS, Known, Situation
from rejection_tui.drafting.topics import topic_in
from rejection_tui.drafting.wording import skeletons

__all__ = [
    "CONDITIONS",
    "FIELDS",
    "BankQuestion",
    "CheckContext",
    "Composed",
    "CoverContext",
    "FieldInfo",
    "Fields",
    "Known",
    "Outgoing",
    "Place",
    "Situation",
    "Thread",
    "address",
    "argues",
    "bank",
    "can_copy",
    "check",
    "check_bullet",
    "check_cover_letter",
    "compose",
    "core",
    "cv_language",
    "for_themes",
    "known_fields",
    "letter_diff",
    "looks_like_letter",
    "not_checked",
    "open_place",
    "places_for",
    "salutation",
    "skeletons",
    "suggest",
    "titled",
    "to_eml",
    "to_mailto",
    "topic_in",
    "types_for",
    "with_place",
    "word_diff",
]
