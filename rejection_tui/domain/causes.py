"""Why an action or a step stands in the checklist: words of the letter or of an answer, and the rule behind it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import months
from rejection_tui.domain.day_words import day
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.letter_actions import acted_on
from rejection_tui.domain.reapply import OWN_DAY
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reply_advice import should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import weeks_words
from rejection_tui.domain.steps import FILED_LATE, LET_GO_DAYS, Action


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason: where it comes from, and the words of it."""

    source: str
    words: str


#: What a letter must say for an action to come from its words.
_FACTS: Final[Mapping[ActionKey, tuple[FactType, ...]]] = {
    ActionKey.REPLY_ANSWER: (FactType.ASKS,),
    ActionKey.REPLY_REQUEST: (FactType.ASKS,),
    ActionKey.FEEDBACK_CALL: (FactType.FEEDBACK_OFFERED, FactType.ASKS),
    ActionKey.FEEDBACK_ASK: (FactType.FEEDBACK_OFFERED, FactType.FEEDBACK_REFUSED),
    ActionKey.FEEDBACK_NOTE: (FactType.FEEDBACK_OFFERED,),
    ActionKey.CULTIVATE_REAPPLY: (FactType.REAPPLY,),
}

#: The rule of the method behind each action.
_RULES: Final[Mapping[ActionKey, Callable[[Rules], str]]] = {
    ActionKey.REPLY_DRAFT: lambda r: f"A brief, warm reply within {r.reply_by_hours} hours leaves the door open.",
    ActionKey.REPLY_SEND: lambda r: (
        f"A reply is remembered when it comes within {r.reply_by_hours} hours of the letter; if they were over when "
        f"you filed it, they count from then, and after {_days(FILED_LATE)} it is only “still worth doing?”."
    ),
    ActionKey.REPLY_ANSWER: lambda r: "They asked you something, and a question waits for its answer.",
    ActionKey.REPLY_REQUEST: lambda r: "They asked you to do something.",
    ActionKey.FEEDBACK_CALL: lambda r: "They offer to talk; in a call people say what they would not write.",
    ActionKey.FEEDBACK_ASK: lambda r: (
        f"One specific question is answered more often than a general one; best within {r.feedback_ask_hours} hours, "
        f"and late after {r.feedback_warn_days} days."
    ),
    ActionKey.FEEDBACK_NOTE: lambda r: "Their letter already says what to work on; noted, it is not lost.",
    ActionKey.FEEDBACK_ANSWER: lambda r: (
        f"You asked for feedback. If nothing comes in {r.nudge_working_days} working days, that is usual, and no "
        "judgement of you."
    ),
    ActionKey.FEEDBACK_NUDGE: lambda r: (
        f"One gentle nudge, {r.nudge_working_days} working days after you asked, and no second one."
    ),
    ActionKey.FEEDBACK_THANK: lambda r: (
        f"Whoever took the time for an answer is thanked within {_days(r.thank_days)}, without arguing."
    ),
    ActionKey.REFINE_GAP: lambda r: (
        f"An answer read again after {_days(r.refine_days)} says which gap it names: skill, experience or interview."
    ),
    ActionKey.REFINE_LEARN: lambda r: "The answer names a skill; a thing to learn with a date closes the gap.",
    ActionKey.REFINE_BULLET: lambda r: "The answer misread your experience: the lines of the CV can say it better.",
    ActionKey.REFINE_PRACTICE: lambda r: (
        f"The answer was about the interview: practise aloud until it goes smoothly on {r.smooth_days} different days."
    ),
    ActionKey.REFINE_NOT_YOU: lambda r: (
        "The reason was none of yours: nothing to learn from it but, perhaps, what to ask before you apply."
    ),
    ActionKey.SILENCE_ASK: lambda r: (
        f"After {weeks_words(r.silence_weeks)} without a word, one polite question is in place, and no second one."
    ),
    ActionKey.SILENCE_LET_GO: lambda r: (
        f"{weeks_words(LET_GO_DAYS // 7).capitalize()} after the question without an answer it is let go; most are "
        "never answered, and that says nothing about you."
    ),
    ActionKey.CULTIVATE_CONTACT: lambda r: "The person who wrote to you knows you now; saved, they can be written to.",
    ActionKey.CULTIVATE_LINKEDIN: lambda r: (
        f"A note on LinkedIn within {_days(r.linkedin_days)}, while they remember your name."
    ),
    ActionKey.CULTIVATE_REAPPLY: lambda r: "From that day a new application is welcome.",
    ActionKey.CULTIVATE_TOUCH: lambda r: (
        f"Between {r.touch_amber_months} and {r.touch_red_months} months after you were last in touch, a short message "
        "with something worth telling keeps you in mind."
    ),
}


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"


def _of_person(records: Records, action: Action, rules: Rules) -> Rules:
    """Return the rules with the months of the person whom the action's rejection is answered to."""
    rejection = records.rejections.get(action.rejection)
    amber, red = months(records.contacts.get(rejection.contact) if rejection else None, rules)
    return replace(rules, touch_amber_months=amber, touch_red_months=red)


def of_action(records: Records, action: Action, now: datetime, rules: Rules) -> tuple[Cause, ...]:
    """Return why an action is there: their words first, then the rule, then why it was skipped."""
    return tuple(_of_action(records, action, now, rules))


def of_step(records: Records, rejection: Rejection, step: int, now: datetime, rules: Rules) -> tuple[Cause, ...]:
    """Return why a step is there: the advice on replying for the first, else the rule of its first action."""
    if step == 1:
        return (_advice(records, rejection),)
    mine = [a for a in records.actions_of(rejection.uid) if a.step == step]
    chosen = next((a for a in mine if a.open), mine[0] if mine else None)
    return of_action(records, chosen, now, rules) if chosen is not None else ()


def _of_action(records: Records, action: Action, now: datetime, rules: Rules) -> Iterator[Cause]:
    one = records.rejections.get(action.rejection)
    key = next((known for known in ActionKey if known == action.key), None)
    if one is not None and key is not None:
        for quote in dict.fromkeys(_quotes(one, key)):
            yield Cause("Their letter", f"“{quote}”")
    answers = records.feedback_of(action.rejection)
    if answers and action.step in (2, 3) and key not in (ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_NOTE):
        learning = records.learnings.get(action.ref)
        cause = learning.feedback if learning else action.ref
        answer = next((f for f in answers if f.uid == cause), answers[-1])
        words = answer.named_by(action.gap).quote or answer.verbatim
        yield Cause(f"Their answer, {day(answer.received, now)}", f"“{words}”")
    if one is not None and key in (ActionKey.REPLY_DRAFT, ActionKey.REPLY_SEND):
        yield _advice(records, one)
    if one is not None and one.reapply_from and key is ActionKey.CULTIVATE_REAPPLY:
        yield Cause("Yours", OWN_DAY)
    if key is not None:
        yield Cause("Rule", _RULES[key](_of_person(records, action, rules)))
    if action.reason:
        yield Cause("Reason", action.reason)
    if key is None:
        yield Cause("Yours", "You put it here yourself, or another version of rejtui did.")


def _advice(records: Records, rejection: Rejection) -> Cause:
    found = should_reply(rejection, records.letter_heads.get(rejection.letter))
    return Cause("Advice", f"{found.advice.capitalize()}: {found.reason}")


def _quotes(one: Rejection, key: ActionKey) -> Iterator[str]:
    for kind in _FACTS.get(key, ()):
        yield from (fact.quote.strip() for fact in acted_on(one, kind) if fact.quote.strip())
