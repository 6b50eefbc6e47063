"""Sheets for a practice partner: written for one or several questions, and read back into rehearsals."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from rejection_tui import export, importing
from rejection_tui.domain import practice as rules
from rejection_tui.domain.decoding import decode_file
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.near_days import typed_moment
from rejection_tui.domain.partner_sheet import SheetQuestion, sheet_rehearsal, sheet_uid
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question, Rehearsal
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import named_files, practice
from rejection_tui.services.context import AppContext

_MOST_BYTES: Final = 4 * named_files.MEGABYTE
#: How a saved email begins: one header after the other, a sender among them.
_MAIL: Final = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]{0,2000}\n|[ \t][^\n]{0,2000}\n){0,200}?From:[ \t]", re.IGNORECASE)
_OTHERWISE: Final = (
    "“{}” was read from this sheet before, filled in otherwise; that stays. Another partner needs a name."
)


@dataclass(frozen=True, slots=True)
class FoundRehearsal:
    """A rehearsal that a sheet tells of, and the words of its question."""

    question: str
    rehearsal: Rehearsal


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What a sheet that came back says: new rehearsals, how many are in the file already, and what was not taken."""

    by: str
    new: tuple[FoundRehearsal, ...]
    known: int
    problems: tuple[str, ...]


def write(context: AppContext, names: Iterable[str]) -> str:
    """Return the sheet for questions (uids, or ids of the bank) as Markdown; raise `NotFound` for a name of none."""
    records, now = context.records, context.now()
    found = [records.questions.get(name) or practice.packaged(name, now) for name in dict.fromkeys(names)]
    return export.partner_sheet([_of(one) for one in found], now, context.rules)


def is_sheet(text: str) -> bool:
    """Return whether a pasted text is such a sheet."""
    return importing.is_partner_sheet(text)


def in_file(context: AppContext, path: Path, by: str = "") -> FoundSheet:
    """Return what the sheet in a file says; raise `LetterError` when it is none. Nothing is changed."""
    data = named_files.read(path, "Nothing was read.", _MOST_BYTES)
    return in_bytes(context, data, by, clean_line(path.name, 80))


def in_bytes(context: AppContext, data: bytes, by: str = "", name: str = "That") -> FoundSheet:
    """Return what a sheet from a pipe says; raise `LetterError` when it is none."""
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LetterError(f"{name} is not a text; save the sheet as text or Markdown, or paste it. Nothing was read.")
    if _MAIL.match(data):
        text, sender = _of_mail(data, name)
        return in_text(context, text, by, sender)
    return in_text(context, decode_file(data), by)


def _of_mail(data: bytes, name: str) -> tuple[str, str]:
    """Return the whole text of a saved email, with what it quotes, and the name of its sender."""
    from rejection_tui.services import incoming  # the reading of letters, which a plain sheet does without

    batch = incoming.read_bytes(data, name)
    if len(batch.readings) != 1:
        raise LetterError(
            f"{name} holds no one email with a sheet; save the reply alone, or paste it. Nothing was read."
        )
    letter = batch.readings[0].letter
    return f"{letter.body}\n\n{letter.quoted}", letter.sender_name


def in_text(context: AppContext, text: str, by: str = "", sender: str = "") -> FoundSheet:
    """Return what a sheet says. `by` names who listened, else the sheet does, else `sender` of the email it came in.

    Without a day that can be read the rehearsals are of now. Raise `LetterError` when no question is found in it.
    """
    records, now = context.records, context.now()
    asked = {one.code.lower(): one for one in _questions(records)}
    sheet = importing.read_partner_sheet(clean(text), asked)
    who = clean_line(by or sheet.by or sender, 80)
    at, problem = _moment(context, sheet.day, now)
    words = {one.uid: one.text for one in asked.values()}
    rehearsals = [sheet_rehearsal(entry, sheet.number, who, at) for entry in sheet.entries]
    new = [one for one in rehearsals if not _is_known(records, one, sheet.number)]
    problems = [*problem, *sheet.problems]
    for one in rehearsals:
        old = records.rehearsals.get(one.uid)
        if old is not None and _told(old) != _told(one):
            problems.append(_OTHERWISE.format(clean_line(words[one.question], 60)))
    found = tuple(FoundRehearsal(words[one.question], one) for one in new)
    return FoundSheet(who, found, len(rehearsals) - len(new), tuple(problems))


def keep(context: AppContext, chosen: Sequence[FoundRehearsal], by: str = "") -> tuple[Question, ...]:
    """Keep rehearsals of a sheet in one transaction; return their questions as they are then.

    A packaged question that was not in the file is put there. What is there already is not counted again.
    """
    now = context.now()
    done: dict[str, Question] = {}
    with context.store.transaction(_label(chosen, by), now) as transaction:
        for one in (found.rehearsal for found in chosen):
            records = transaction.records
            if one.uid in records.rehearsals:
                continue
            before = records.questions.get(one.question) or practice.packaged(one.question, now)
            past = records.rehearsals_of(one.question)
            after = rules.after(before, one, now, past, context.rules)
            practice.put_rehearsed(context, transaction, before, after, one)
            done[after.uid] = after
    return tuple(done.values())


def _label(chosen: Sequence[FoundRehearsal], by: str) -> str:
    count = "1 rehearsal" if len(chosen) == 1 else f"{len(chosen)} rehearsals"
    return f"Read {count} from a sheet{f' of {by}' if by else ''}"


def _questions(records: Records) -> Iterable[SheetQuestion]:
    """Yield the packaged questions and those of the file, which may have been put there by another name."""
    for one in practice.bank():
        yield SheetQuestion(practice.bank_uid(one.id), one.text, one.type, one.hint)
    yield from (_of(one) for one in records.questions.values())


def _of(question: Question) -> SheetQuestion:
    hint = practice.packaged_hint(question.uid)
    return SheetQuestion(question.uid, question.text, practice.type_of(question), hint)


def _moment(context: AppContext, words: str, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Return the moment of the day that is written, now for none; and a sentence when it cannot be one."""
    if not words:
        return now, ()
    try:
        at = typed_moment(words, now, context.date_order)
    except UsageError:
        return now, (f"The day “{words}” cannot be read; today is taken for it.",)
    if at > now:
        return now, (f"The day “{words}” is still to come; today is taken for it.",)
    return at, ()


def _is_known(records: Records, one: Rehearsal, number: str) -> bool:
    """Return whether a rehearsal was read from this sheet before, perhaps then without the name of who listened."""
    mine = (other for other in records.rehearsals_of(one.question) if other.uid == sheet_uid(other, number))
    return any(other.uid == one.uid or (_told(other) == _told(one) and not (other.by and one.by)) for other in mine)


def _told(one: Rehearsal) -> tuple[object, ...]:
    return one.rating, one.seconds, one.notes
