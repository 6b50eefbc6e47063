"""Corrections: what the user puts right in a reading is kept with the act it belongs to, and can be forgotten."""

from datetime import datetime
from typing import Final

from rejection_tui.domain.correction import NO_REJECTION, Correction, CorrectionField, correction_uid
from rejection_tui.domain.letter import Letter, LetterHead, LetterKind, Reading, Verdict
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

#: The field of a rejection in which each part of a reading is corrected.
FIELDS: Final = {
    CorrectionField.COMPANY: "company",
    CorrectionField.ROLE: "role",
    CorrectionField.RECRUITER: "recruiter_name",
}


def note_filed(transaction: Transaction, reading: Reading, filed: Rejection, on_hold: bool, now: datetime) -> None:
    """Keep what the user put right in a letter that is being filed: its verdict, company, role or recruiter."""
    letter = reading.letter
    for field, name in FIELDS.items():
        read = clean_line(getattr(reading, name).value)
        _note(transaction, letter, Correction("", now, field, read=read, right=getattr(filed, name)))
    right = Verdict.ON_HOLD if on_hold else Verdict.REJECTION
    withdrawn = reading.kind is LetterKind.WITHDRAWAL and filed.kind is RejectionKind.WITHDREW
    doubted = reading.verdict in (Verdict.OTHER, Verdict.UNSURE) and not withdrawn
    read = _read_at_first(transaction, letter, reading.verdict if doubted else right)
    _note(transaction, letter, _of_verdict(letter, read, right, now))


def note_edited(transaction: Transaction, old: Rejection, new: Rejection, now: datetime) -> None:
    """Keep what the user put right in a rejection that was filed from a letter."""
    head = transaction.records.letter_heads.get(old.letter)
    for field, name in FIELDS.items() if head else ():
        before, after = getattr(old, name), getattr(new, name)
        if head and before != after:
            known = transaction.records.corrections.get(correction_uid(head.digest, field))
            read = known.read if known else before
            _note(transaction, head, Correction("", now, field, read=read, right=after))


def note_no_rejection(transaction: Transaction, letter: Letter, read: Verdict, now: datetime) -> None:
    """Keep that a letter is no rejection, although it was read as one."""
    read = _read_at_first(transaction, letter, read)
    _note(transaction, letter, _of_verdict(letter, read, NO_REJECTION, now))


def _read_at_first(transaction: Transaction, letter: Letter, read: Verdict) -> Verdict:
    """Return the verdict a letter had before the user said otherwise, which the reading of today has learned from."""
    known = transaction.records.corrections.get(correction_uid(letter.digest, CorrectionField.VERDICT))
    return Verdict(known.read) if known else read


def _of_verdict(letter: Letter, read: Verdict, right: Verdict, now: datetime) -> Correction:
    from rejection_tui.reading import feature_numbers

    features = feature_numbers(letter) if read != right else ()
    return Correction("", now, CorrectionField.VERDICT, read=read.value, right=right.value, features=features)


def _note(transaction: Transaction, letter: Letter | LetterHead, found: Correction) -> None:
    """Put a correction of this letter in place of the one before; without a difference there is none."""
    if not letter.digest:
        return  # not to be told from other letters
    uid = correction_uid(letter.digest, found.field)
    before = transaction.records.corrections.get(uid)
    if found.read != found.right:
        sender = letter.sender_email.strip().casefold()
        made = Correction(uid, found.at, found.field, sender, letter.digest, found.read, found.right, found.features)
        transaction.put(made)
    elif before is not None:
        transaction.delete(before)


def forget(context: AppContext) -> int:
    """Delete all corrections in one transaction and return how many there were; for none nothing is written."""
    if not context.records.corrections:
        return 0
    with context.store.transaction("Forget the corrections", context.now()) as transaction:
        known = tuple(transaction.records.corrections.values())
        transaction.delete(*known)
    return len(known)
