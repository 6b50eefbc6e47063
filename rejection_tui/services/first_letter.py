"""The guide through a first letter: four sentences, each at its moment, until they are hidden or no longer needed."""

from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import rejections, remembered
from rejection_tui.services.context import AppContext

_KEY: Final = "guide"
_ON, _DONE = "on", "done"


class Step(StrEnum):
    """A moment of the first letter; the value is the sentence for it."""

    PASTE = "Sorry you're here. Paste the letter; we'll take it one step at a time."
    CHECK = "This is what I read in it. Put right what is wrong; enter files it."
    REPLY = "It is filed. d opens a kind reply, ready for you to read. Nothing is ever sent by itself."
    NEXT = "That was the hard part. The checklist has what comes next, each with its day; there is no hurry."


def begins(context: AppContext) -> bool:
    """Return whether the dashboard opens on the paste: while nothing is filed, unless the guide was hidden."""
    return not context.records.rejections and remembered.load(context).get(_KEY) != _DONE


def begin(context: AppContext) -> None:
    """Start the guide."""
    remembered.save(context, **{_KEY: _ON})


def resume(context: AppContext) -> None:
    """Go on with the guide in another session: what was said last is not said again."""
    if step(context) is Step.NEXT:
        end(context)


def end(context: AppContext) -> None:
    """Hide the guide for good."""
    remembered.save(context, **{_KEY: _DONE})


def step(context: AppContext) -> Step | None:
    """Return the moment that the first letter is at on the dashboard; None when there is nothing to say."""
    records = context.records
    if len(records.rejections) > 1 or remembered.load(context).get(_KEY) != _ON:
        return None
    if not records.rejections:
        return Step.PASTE
    first = next(iter(records.rejections))
    if is_unanswered(records.rejections[first]):
        return None  # there is no letter to reply to
    if any(
        action.key != ActionKey.REPLY_DRAFT and action.state is ActionState.DONE for action in records.actions.values()
    ):
        return None  # the first step is behind them
    if records.drafts or rejections.advice(context, first).advice is Advice.LET_GO:
        return Step.NEXT
    return Step.REPLY
