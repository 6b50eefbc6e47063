"""Letters out: templates and their filling, checks of tone, CV bullets, the reading of answers, the question bank."""

from rejection_tui.drafting.checks import can_copy, check
from rejection_tui.drafting.compose import Composed, compose
from rejection_tui.drafting.context import CheckContext
from rejection_tui.drafting.fields import FieldInfo, Fields, known_fields
from rejection_tui.drafting.names import salutation
from rejection_tui.drafting.templates import Template, find, variants

__all__ = [
    "CheckContext",
    "Composed",
    "FieldInfo",
    "Fields",
    "Template",
    "can_copy",
    "check",
    "compose",
    "find",
    "known_fields",
    "salutation",
    "variants",
]
