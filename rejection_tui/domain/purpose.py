"""What each step and each action of it is good for, in the words of a friend."""

from collections.abc import Mapping
from typing import Final

from rejection_tui.domain.actions import ActionKey

STEP_PURPOSES: Final[Mapping[int, str]] = {
    0: "Nobody has answered yet. One polite question after some weeks is fine; after that your time is better spent.",
    1: "A short, kind answer. Hardly anybody sends one, so yours is the one they remember.",
    2: "One question they can answer in two lines. Most never do, and that is normal; the few answers are gold.",
    3: "Turn what they said into one thing to learn, to rewrite or to practise.",
    4: "Keep the person, not the job: the next opening is often filled by somebody they already know.",
}
ACTION_PURPOSES: Final[Mapping[str, str]] = {
    ActionKey.SILENCE_ASK: "Ask whether a decision has been made. Short, friendly, and only once.",
    ActionKey.SILENCE_LET_GO: "No answer is an answer you need not wait for. If they write after all, it opens again.",
    ActionKey.REPLY_DRAFT: "Thank them, say what you valued, leave the door open. Most of it is written for you.",
    ActionKey.REPLY_SEND: "Copy it or open it in your mail program. A day or two after their letter is the best time.",
    ActionKey.REPLY_ANSWER: "They asked you something. A quick answer keeps the talk going.",
    ActionKey.REPLY_REQUEST: "They need something from you. Done once, it is off your mind.",
    ActionKey.FEEDBACK_CALL: "They offer to talk. Say yes: on the phone people tell what they would never write.",
    ActionKey.FEEDBACK_ASK: "Ask for one or two things to work on, not for reasons. That is easy to answer.",
    ActionKey.FEEDBACK_NOTE: "Their letter itself says what was missing. Note it, so that you can work on it.",
    ActionKey.FEEDBACK_ANSWER: "When an answer comes, paste it here. If none comes, that says nothing about you.",
    ActionKey.FEEDBACK_NUDGE: "One friendly reminder is fine. A second one is not.",
    ActionKey.FEEDBACK_THANK: "They took time for you. Two lines of thanks make them glad they did.",
    ActionKey.REFINE_GAP: "Read it a second time, calmer: was it a skill, how they saw you, or how it went?",
    ActionKey.REFINE_LEARN: "Small and dated: something you can finish and tell them about.",
    ActionKey.REFINE_BULLET: "Say on the CV what they could not see in it.",
    ActionKey.REFINE_PRACTICE: "Say the answers out loud until they come by themselves.",
    ActionKey.REFINE_NOT_YOU: "Budget, timing, somebody from inside: let it go, or ask about it first next time.",
    ActionKey.CULTIVATE_CONTACT: "Saved once, this person is one key away in three months.",
    ActionKey.CULTIVATE_LINKEDIN: "A note that names your conversation turns a stranger into a contact.",
    ActionKey.CULTIVATE_REAPPLY: "You know them now, and they know you. Say what has changed since.",
    ActionKey.CULTIVATE_TOUCH: "Every few months, one line with something new. No question, no favour to ask.",
}
