"""The one-character marks of states, the same on the dashboard and in the shell, and what each state means.

Their shape has the meaning; the colour of the meaning says it once more.
"""

from collections.abc import Mapping
from typing import Final

from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.meanings import Meaning
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
    ActionState.DONE: Meaning.DONE.mark,
    ActionState.SKIPPED: "–",
    ActionState.NO_ANSWER: "∅",
}
CONTACT_MARKS: Final = {
    Warmth.NEW: "○",
    Warmth.WARM: Meaning.WAITING.mark,
    Warmth.DUE: Meaning.SOON.mark,
    Warmth.OVERDUE: Meaning.DUE.mark,
    Warmth.DORMANT: "z",
    Warmth.NEVER: "×",
}

#: What the states mean; those that mean nothing to act on are left out.
STEP_MEANINGS: Final[Mapping[StepState, Meaning]] = {
    StepState.DRAFTED: Meaning.YOURS,
    StepState.UNDER_WAY: Meaning.WAITING,
    StepState.DONE: Meaning.DONE,
}
CONTACT_MEANINGS: Final[Mapping[Warmth, Meaning]] = {
    Warmth.WARM: Meaning.WAITING,
    Warmth.DUE: Meaning.SOON,
    Warmth.OVERDUE: Meaning.DUE,
}
GAP_MEANINGS: Final[Mapping[Gap, Meaning]] = {
    Gap.SKILL: Meaning.THEIRS,
    Gap.EXPERIENCE: Meaning.THEIRS,
    Gap.TECHNIQUE: Meaning.THEIRS,
    Gap.NOT_YOU: Meaning.THEIRS,
    Gap.UNSORTED: Meaning.YOURS,
}
