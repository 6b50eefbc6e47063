"""What a careful person would know of the applications after each go: plain data, made of the words themselves."""

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr
from typing import Any

from rejection_tui.domain.actions import ActionKey
from tests.world.mailbox.build import GO_ENDS, story
from tests.world.mailbox.letters import Posted
from tests.world.mailbox.post import HOME
from tests.world.mailbox.story import Application, What, applications

#: The steps of the checklist that a mail of Mara's is.
STEPS: dict[What, tuple[ActionKey, ...]] = {
    What.REPLY: (ActionKey.REPLY_SEND,),
    What.ASK: (ActionKey.FEEDBACK_ASK,),
    What.REPLY_ASK: (ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK),
    What.NUDGE: (ActionKey.FEEDBACK_NUDGE,),
    What.THANKS: (ActionKey.FEEDBACK_THANK,),
    What.UPDATE: (ActionKey.CULTIVATE_TOUCH,),
}
_THEY_WRITE_AGAIN = frozenset({What.AGAIN, What.OFFER, What.CONTACT})
_REFUSALS = frozenset({What.REJECTION, What.ON_HOLD})


def truth(go: int) -> dict[str, Any]:
    """Return the state after a go: `applications` by their id, and `mails` in order with the group each belongs to.

    Days are those of Mara's own zone. `outcome` follows the program's rule that a gracious reply holds the door open.
    """
    known = [one for one in story() if one.mail.at <= GO_ENDS[go]]
    states = {one.id: _state(one, [p for p in known if p.application is one]) for one in applications()}
    return {
        "day": _day_of(GO_ENDS[go]),
        "applications": {uid: state for uid, state in states.items() if state["mails"]},
        "mails": [_mail(one) for one in known],
    }


def _state(application: Application, known: list[Posted]) -> dict[str, Any]:
    refusals = [one for one in known if one.written.what in _REFUSALS]
    return {
        "firm": application.firm,
        "agency": application.agency,
        "role": application.role,
        "language": application.language,
        "via": application.via,
        "applied": _applied(known),
        "stage": _stage(known, refusals),
        "people": _people(known),
        "refused": _day(refusals[0]) if refusals else None,
        "on_hold": bool(refusals) and refusals[0].written.what is What.ON_HOLD,
        "role_closed": any(one.written.closed for one in refusals),
        "withdrew": next((_day(one) for one in known if one.written.what is What.WITHDRAWAL), None),
        "steps": _steps(known),
        "answers": [_answer(one) for one in known if one.written.what is What.ANSWER],
        "outcome": _outcome(known, refusals),
        "outcome_changes": [
            {"day": _day(one), "outcome": one.written.outcome, "message_id": one.mail.message_id}
            for one in known
            if one.written.outcome
        ],
        "new_contacts": [{"day": _day(one), "person": one.written.contact} for one in known if one.written.contact],
        "mails": len(known),
    }


def _applied(known: Iterable[Posted]) -> date | None:
    """Return the day of the application, where a mail tells it: Mara's own or the confirmation."""
    telling = (one for one in known if one.written.what in {What.APPLICATION, What.CONFIRMATION})
    return min(map(_day, telling), default=None)


def _stage(known: Iterable[Posted], refusals: list[Posted]) -> str:
    """Return the stage that had been reached when the first refusal came, or by now."""
    end = refusals[0].mail.at if refusals else None
    reached = [one.written.stage for one in known if one.written.stage and (end is None or one.mail.at <= end)]
    return reached[-1] if reached else "application"


def _people(known: Iterable[Posted]) -> list[str]:
    """Return the people who wrote or were named, in the order they appeared."""
    found: dict[str, None] = {}
    for one in known:
        named = list(one.written.people)
        if not one.written.hers and not one.mail.automatic:
            named.insert(0, one.mail.sender)
        found |= dict.fromkeys(parseaddr(text)[0] or text for text in named)
    return list(found)


def _steps(known: Iterable[Posted]) -> dict[str, date]:
    """Return the day of each step done by mail; the last one counts where it was done again."""
    steps: dict[str, date] = {}
    for one in known:
        for key in STEPS.get(one.written.what, ()):
            steps[key.value] = _day(one)
        if one.written.sort == "feedback":
            steps[ActionKey.FEEDBACK_ANSWER.value] = _day(one)
    return steps


def _answer(one: Posted) -> dict[str, Any]:
    return {
        "day": _day(one),
        "sort": one.written.sort,
        "sentence": one.written.sentence,
        "from": one.mail.sender,
        "in_thread": bool(one.mail.references),
        "message_id": one.mail.message_id,
    }


def _outcome(known: Iterable[Posted], refusals: list[Posted]) -> str | None:
    """Return the outcome of what was refused, None where nothing was: the last mail that changes it decides."""
    if not refusals:
        return None
    outcome = "on_hold" if refusals[0].written.what is What.ON_HOLD else "open"
    for one in known:
        if ActionKey.REPLY_SEND in STEPS.get(one.written.what, ()) and outcome == "open":
            outcome = "on_hold"
        outcome = one.written.outcome or outcome
    return outcome


def _mail(one: Posted) -> dict[str, Any]:
    return {
        "key": one.mail.key,
        "message_id": one.mail.message_id,
        "day": _day(one),
        "subject": one.mail.subject,
        "sent": one.mail.sent,
        "application": one.application.id,
        "what": one.written.what.value,
        "group": _group(one),
    }


def _group(one: Posted) -> str:
    """Return where a review would show a mail: in one of its four groups, or `before` for what led up to a refusal."""
    what = one.written.what
    if what in _REFUSALS:
        return "same refusal" if one.written.second else "new rejections"
    if what is What.ANSWER:
        return "answers"
    if what in _THEY_WRITE_AGAIN:
        return "they write again"
    if what in STEPS:
        return "you wrote"
    return {What.FORWARDED: "duplicate", What.WITHDRAWAL: "withdrawal"}.get(what, "before")


def _day(one: Posted) -> date:
    return _day_of(one.mail.at)


def _day_of(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
