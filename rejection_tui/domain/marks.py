"""The one-character marks of states, the same on the dashboard and in the shell.

Their shape, not their colour, has the meaning.
"""

from typing import Final

from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.steps import ActionState, StepState

STEP_MARKS: Final = {
    StepState.TODO: "○",
    StepState.DRAFTED: "◔",
    StepState.UNDER_WAY: "◑",
    StepState.DONE: "●",
    StepState.SKIPPED: "–",
}
ACTION_MARKS: Final = {
    ActionState.TODO: "·",
    ActionState.DONE: "✓",
    ActionState.SKIPPED: "–",
    ActionState.NO_ANSWER: "∅",
}
CONTACT_MARKS: Final = {
    Warmth.NEW: "○",
    Warmth.WARM: "●",
    Warmth.DUE: "◐",
    Warmth.OVERDUE: "!",
    Warmth.DORMANT: "z",
    Warmth.NEVER: "×",
}
