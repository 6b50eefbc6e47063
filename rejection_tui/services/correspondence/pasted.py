"""Keeps a pasted message that is no answer yet with its rejection: a promise, an offer to talk, an automatic reply."""

from datetime import datetime

from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.text import clean
from rejection_tui.services import checklist, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence.keeping import LONGEST, offer_call
from rejection_tui.services.correspondence.sorting import promised_day


def keep_pasted(context: AppContext, rejection_uid: str, text: str, received: datetime | None, kind: AnswerKind) -> str:
    """Keep a message with the mails of a rejection; a promise sets a day to look again, a call is put on the list.

    Nothing is ticked. Return a sentence that says what was done.
    """
    words, now = clean(text).strip(), context.now()
    rejection = context.records.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more; the message was not kept.")
    if not words:
        raise Refused("There are no words in that text; paste what they wrote. Nothing was kept.")
    at = min(received or now, now)
    digest = derived_uid("pasted", rejection_uid, words)
    said = f"Kept with the emails of {rejection.company}; nothing is ticked."
    with context.store.transaction(f"Keep {kind.label}, {rejection.company}", now) as transaction:
        uid, body = derived_uid("mail", digest), words[:LONGEST]
        transaction.put(Correspondence(uid, digest, MailSort.ANSWER, at, rejection_uid, body=body, answer=kind))
        if kind is AnswerKind.PROMISE:
            day = max(promised_day(words, at, now), now.date())
            reminders.put_promised(transaction, rejection, day, now)
            said = f"Kept with the emails of {rejection.company}: look again on {date_word(day)}. Nothing is ticked."
        elif kind is AnswerKind.CALL:
            offer_call(transaction, rejection_uid, at)
            said = f"Kept with the emails of {rejection.company}, and “accept the call” is on the list."
        checklist.reschedule(context, transaction, rejection_uid, now)
    return said
