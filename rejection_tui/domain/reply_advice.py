"""Advice on whether to reply to a rejection, with the reason."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rejection_tui.domain.letter import Letter, LetterHead
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage


class Advice(StrEnum):
    """What the method advises."""

    REPLY = "reply"
    FIND_PERSON = "find a person first"
    LET_GO = "let it go"


@dataclass(frozen=True, slots=True)
class ReplyAdvice:
    """The advice and the reason for it, one sentence."""

    advice: Advice
    reason: str


#: A rejection this soon after applying was sent by a filter, not by a person.
INSTANT = timedelta(hours=24)
#: The start of an address that belongs to no person.
_ROBOT = re.compile(r"(?:no|not|do[-_.]?not|dont)[-_.]?reply|mailer-daemon|postmaster@|bounces?[-+@]", re.IGNORECASE)


def should_reply(
    rejection: Rejection, letter: Letter | LetterHead | None = None, applied_at: datetime | None = None
) -> ReplyAdvice:
    """Return whether a reply makes sense, judged by the sender, the stage reached and how fast the rejection came."""
    if rejection.kind is RejectionKind.WITHDREW:
        return ReplyAdvice(Advice.LET_GO, "You withdrew; a reply is only needed if you have not told them yet.")
    machine = _nobody_reads(rejection, letter)
    if rejection.kind is RejectionKind.NO_ANSWER:
        return _on_silence(rejection, machine)
    if rejection.stage is Stage.APPLICATION and machine and _instant(rejection, applied_at):
        return ReplyAdvice(
            Advice.LET_GO, "It came automatically within a day of applying; there is no one to read a reply."
        )
    if machine and not rejection.contact:
        who = (
            f"Look for {rejection.recruiter_name}" if rejection.recruiter_name else "Look for the recruiter or manager"
        )
        return ReplyAdvice(Advice.FIND_PERSON, f"The sender is a mailbox nobody reads. {who} and write to them.")
    if rejection.stage is Stage.APPLICATION:
        return ReplyAdvice(Advice.REPLY, "A person can read it; two or three sentences are enough at this stage.")
    return ReplyAdvice(
        Advice.REPLY,
        f"You reached the {rejection.stage.label} stage: they know you, and a reply helps them remember you well.",
    )


def _on_silence(rejection: Rejection, machine: bool) -> ReplyAdvice:
    """Return the advice on an application that nobody has answered: to ask once, for which a person is needed."""
    if not rejection.contact and (machine or not rejection.recruiter_name):
        return ReplyAdvice(Advice.FIND_PERSON, "Nobody has answered yet; a question is best put to a person.")
    return ReplyAdvice(Advice.REPLY, "They have not answered yet; one polite question, once, is enough.")


def _nobody_reads(rejection: Rejection, letter: Letter | LetterHead | None) -> bool:
    """True when the only address known is a mailbox nobody reads; one in the signature belongs to a person."""
    address = rejection.recruiter_email
    if not address or _ROBOT.match(address):
        return rejection.no_reply or bool(rejection.ats) or bool(address)
    if not rejection.no_reply:
        return False
    return letter is None or address.casefold() == letter.sender_email.casefold()


def _instant(rejection: Rejection, applied_at: datetime | None) -> bool:
    if applied_at is not None:
        return timedelta(0) <= rejection.received - applied_at <= INSTANT
    if rejection.applied is None:
        return False
    return (rejection.received - INSTANT).date() <= rejection.applied <= rejection.received.date()
