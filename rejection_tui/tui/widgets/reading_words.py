"""Puts a reading into the words of the dashboard: which words decided it, what to do, how far a reading has come."""

from datetime import datetime
from typing import Final

from rejection_tui.domain.day_words import day
from rejection_tui.domain.letter import LetterKind, Reading, Verdict
from rejection_tui.domain.letter_words import deciding, kind_words
from rejection_tui.domain.region import current
from rejection_tui.domain.text import clean_line
from rejection_tui.services.accounts import PREFIX
from rejection_tui.services.correspondence import Proposal, effect_words
from rejection_tui.services.letters import Entry, Progress

_WHAT_TO_DO: Final = {
    LetterKind.INTERVIEW: "Answer it rather than file it.",
    LetterKind.ASSESSMENT: "Do the task first; nothing has been decided.",
    LetterKind.OFFER: "It looks like good news; read it again.",
    LetterKind.ALERT: "It answers no application of yours.",
}


def evidence_words(reading: Reading) -> tuple[str, ...]:
    """Return the words of the letter that decided the verdict, strongest first."""
    return tuple(dict.fromkeys(e.text for e in deciding(reading)))


def support_words(reading: Reading) -> tuple[str, ...]:
    """Return the words that only supported the verdict, such as thanks and wishes."""
    decided = evidence_words(reading)
    return tuple(dict.fromkeys(e.text for e in reading.evidence if e.text.strip() and e.text not in decided))


def verdict_words(reading: Reading, sentences: int = 2, longest: int = 50) -> str:
    """Return the verdict with at most so many of the sentences that decided it, each cut to the `longest`."""
    words = [f"“{clean_line(text, longest)}”" for text in evidence_words(reading)[:sentences]]
    sentence = (
        "Not sure, perhaps a rejection" if reading.verdict is Verdict.UNSURE else f"Reads as {kind_words(reading)}"
    )
    return sentence + (f": {' and '.join(words)}" if words else ". No sentence of it says so plainly.")


def worry_about(reading: Reading) -> str:
    """Return why this letter perhaps should not be filed, and what to do; "" when there is no doubt."""
    if reading.verdict is not Verdict.OTHER or reading.kind in (LetterKind.WITHDRAWAL, LetterKind.CONFIRMATION):
        return ""
    advice = _WHAT_TO_DO.get(reading.kind, "It does not look like an answer to an application.")
    return f"This reads as {kind_words(reading)}. {advice} Save again files it as a rejection all the same."


def hint_on(reading: Reading) -> str:
    """Return a hint on what is filed and how, "" where that is obvious."""
    if reading.kind is LetterKind.CONFIRMATION and reading.verdict is Verdict.OTHER:
        return "Nothing is decided yet: it is filed as an application that waits for an answer."
    if reading.kind is LetterKind.ON_HOLD or reading.verdict is Verdict.ON_HOLD:
        return "The role is paused, so it is filed as on hold and comes back on the agenda in two months."
    if reading.verdict is Verdict.UNSURE:
        return "It is not certain that this is a rejection. Look at the letter (ctrl+l); saving it is up to you."
    if reading.role_closed:
        return "The role itself went away; that is not about you, and is counted apart."
    if reading.kind is LetterKind.WITHDRAWAL:
        return "It says that you withdrew; that is kept apart from what they decided."
    return ""


def letter_words(reading: Reading) -> str:
    """Return sender, subject and body as shown beside a list of letters."""
    letter = reading.letter
    address = f"<{letter.sender_email}>" if letter.sender_email else ""
    sender = " ".join(part for part in (letter.sender_name, address) if part)
    head = [line for line in (f"From: {sender}" if sender else "", letter.subject) if line]
    return "\n".join([*head, "", letter.body]).strip("\n")


def early_words(entry: Entry, now: datetime) -> str:
    """Return what earlier mails told of an application; "" without any."""
    if not entry.early:
        return ""
    told = [f"{one.label}, {day(one.at, now)}" for one in entry.early]
    return f"Earlier emails: {'; '.join(told[:3])}" + (f"; {len(told) - 3} more" if len(told) > 3 else "")


def returned_words(proposal: Proposal, now: datetime) -> str:
    """Return what a mail that came back is taken for, how it was found to belong where it does, and what a yes does."""
    label = proposal.label
    found = f"{label[0].upper()}{label[1:]} · {proposal.case.words} ({proposal.how.label})"
    others = len(proposal.others)
    doubt = f"\nOr one of {others} other{'s' if others > 1 else ''} there: e decides." if others else ""
    return f"{found}{doubt}\nA yes {'; '.join(effect_words(proposal, now))}."


def filed_words(filed: int, kept: int, known: int, left: int, waiting: int = 0) -> str:
    """Return what was filed and kept, in a sentence or two; `waiting` applications have no answer yet."""
    parts = [f"{filed} rejection{'s' * (filed != 1)}"] if filed or not (kept or waiting) else []
    parts += [f"{waiting} application{'s' * (waiting != 1)} without an answer"] if waiting else []
    parts += [f"{kept} later email{'s' * (kept != 1)}"] if kept else []
    words = f"Filed {' and '.join(parts)}. u takes it back."
    words += f" {known} were filed before." if known else ""
    return words + (f" {left} belong to letters that were not marked." if left else "")


def progress_words(progress: Progress) -> str:
    """Return how far a reading has come."""
    size = f"{_size(progress.done)} of {_size(progress.total)} · " if progress.total else ""
    number = current().number
    found = f"{number(progress.rejections)} rejection{'s' * (progress.rejections != 1)}"
    if progress.source.startswith(PREFIX):  # of an account mails are counted, not bytes
        account = progress.source.removeprefix(PREFIX)
        return f"{number(progress.done)} of {number(progress.total)} emails · {found} · {account}"
    return f"{size}{number(progress.letters)} emails · {found} · {progress.source}"


def _size(count: int) -> str:
    number = current().number
    return f"{number(count / 1_000_000, 1)} MB" if count >= 100_000 else f"{number(count / 1000)} kB"
