"""The words the composer shows about a draft: title, state, counts, why it may not go out, the name of its file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from textual.content import Content

from rejection_tui.domain.day_words import moment_word
from rejection_tui.domain.draft import LEFT_ALONE, Channel, Draft, Finding, Severity
from rejection_tui.domain.language import Language
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import fold, utf16_length

#: The rule that blocks a value update without a win.
NO_WIN: Final = "value.no_win"


def word_count(text: str) -> Content:
    """Return "74 words"."""
    count = len(text.split())
    return Content("1 word" if count == 1 else f"{count} words")


def note_count(text: str, limit: int, sent: int, monthly: int) -> Content:
    """Return "143/200 · 2 of 5 notes this month", in UTF-16 units, marked when over a limit."""
    length = utf16_length(text)
    over = f" ({length - limit} too many)" if length > limit else ""
    style = "bold $text-error" if over else ""
    many = "$text-warning" if sent >= monthly else ""
    return Content.assemble((f"{length}/{limit}{over}", style), " · ", (f"{sent} of {monthly} notes this month", many))


def title_words(records: Records, draft: Draft, place: str) -> str:
    """Return "Gracious reply · Northwind Ltd · interview · German · version 2 of 3"."""
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(draft.contact)
    label = draft.kind.label
    parts = [label[0].upper() + label[1:]]
    if rejection is not None:
        parts += [rejection.company, rejection.stage.label]
    elif contact is not None:
        parts += [contact.name, contact.company]
    return " · ".join(part for part in [*parts, language_label(draft.language), place] if part)


def language_label(code: str) -> str:
    """Return the name of a draft's language, "" for none or an unknown one."""
    return next((language.label for language in Language if language.value == code), "")


def place_words(versions: tuple[Draft, ...], draft: Draft) -> str:
    """Return "version 2 of 3" for a saved draft, "new wording" for an unsaved one when there are saved ones."""
    at = next((i for i, one in enumerate(versions) if one.uid == draft.uid), None)
    if at is None:
        return "new wording" if versions else ""
    return f"version {len(versions) - at} of {len(versions)}" if len(versions) > 1 else ""


def state_words(draft: Draft, ready: datetime | None, now: datetime) -> str:
    """Return the state of the draft; what the program copied and what the user marked as sent are named separately."""
    copied = f"copied {moment_word(draft.copied, now)}" if draft.copied else ""
    if draft.sent:
        sent = f"{done_word(draft)} {moment_word(draft.sent, now)}, by your word"
        return f"{copied} · {sent}" if copied else sent
    if copied:
        return f"{copied} · not marked as {done_word(draft)}"
    if ready:
        return f"ready to copy from {moment_word(ready, now)} (! copies now)"
    return f"not copied · not {done_word(draft)}"


def done_word(draft: Draft) -> str:
    """Return what the user does with such a message in the end."""
    return "called" if draft.kind.spec.channel is Channel.PHONE else "sent"


def when_done(draft: Draft) -> str:
    """Return the sentence that follows what was handed out."""
    return "S when you have called." if draft.kind.spec.channel is Channel.PHONE else "S when you have sent it."


def file_name(records: Records, draft: Draft) -> str:
    """Return a name for the file, such as "northwind-ltd-reply.eml": letters, digits and hyphens only."""
    rejection, contact = records.rejections.get(draft.rejection), records.contacts.get(draft.contact)
    whom = rejection.company if rejection else contact.name if contact else ""
    words = fold(f"{whom} {draft.kind.value}".replace("_", " ")).encode("ascii", "ignore").decode().split()
    return f"{'-'.join(words)[:60]}{'.eml' if draft.kind.spec.channel is Channel.EMAIL else '.txt'}"


def refusal_words(findings: Sequence[Finding]) -> str:
    """Return the sentence why a draft cannot be copied or sent, "" when nothing blocks it."""
    blocks = [f for f in findings if f.severity is Severity.BLOCK]
    if not blocks:
        return ""
    if (alone := next((f for f in blocks if f.rule == LEFT_ALONE), None)) is not None:
        return f"{alone.message} P chooses somebody else."
    words = [f"“{f.words}”" for f in blocks if f.words]
    named = ", ".join(dict.fromkeys(words)) or blocks[0].message
    how = "n notes a win" if any(f.rule == NO_WIN for f in findings) else "e edits the text"
    return f"Not yet: {named} must be filled in or fixed first. {how}."
