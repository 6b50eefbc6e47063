"""Reads pasted text: a page of a mail program, a conversation, a notice, a copied header, or a letter from paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rejection_tui.domain.text import clean_line
from rejection_tui.mail import quotes
from rejection_tui.mail.blocks import Block, header_block, header_line
from rejection_tui.mail.chats import chat_letter
from rejection_tui.mail.forwards import UNREAD_DAY, Original, from_block, unwrapped
from rejection_tui.mail.greetings import begins_a_letter
from rejection_tui.mail.notices import notice
from rejection_tui.mail.pages import page_letter, without_page_below
from rejection_tui.mail.papers import mended, paper_letter

NO_DAY = "The letter states no day."
_MAX_SUBJECT = 120
_MAX_NOTE = 60  # characters above a copied mail that may be a note on it


def pasted(text: str, now: datetime | None) -> Original:
    """Return the letter in clean pasted text, with what its surroundings state of subject, sender and day."""
    lines = mended(text).strip("\n ").split("\n")
    found = chat_letter(lines, now) or notice(lines)
    if found is None:
        lines = without_page_below(lines)
        found = (
            _sent_on(lines, now)
            or _with_block(lines, now)
            or page_letter(lines, now)
            or paper_letter(lines, now)
            or _bare(lines)
        )
    told = found.received is not None or any(note.startswith(UNREAD_DAY) for note in found.notes)
    return found if told else replace(found, notes=(*found.notes, NO_DAY))


def _sent_on(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return the letter in a pasted forward; what stands above it is a note of the user's.

    Where no line says that it is a forward, only a few words above it are taken for such a note: an answer quotes the
    mail it answers in the same way.
    """
    mail = Original("\n".join(lines).strip())
    split = quotes.split_quoted(mail.body)
    own = quotes.without_program_signature(split.own)
    if not own and not split.forwarded:
        return None
    found, _ = unwrapped(mail, now)
    if found is not mail:
        return found
    if split.block is None or split.block.attribution or "subject" not in split.block.fields:
        return None
    if not 0 < len(own) <= _MAX_NOTE or begins_a_letter(own):
        return None
    below = split.quoted.split("\n")[split.block.after :]
    inner, _ = unwrapped(from_block(split.block, "\n".join(below).strip(), now), now)
    return replace(inner, notes=(*inner.notes, f"Forwarded by you: {clean_line(own, 300)}")) if inner.body else None


def _with_block(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return the letter below a copied header block, which may lack its From line."""
    block = header_block(lines, 0) or _subject_block(lines)
    return from_block(block, "\n".join(lines[block.after :]).strip(), now) if block else None


def _subject_block(lines: Sequence[str]) -> Block | None:
    """Return a copied header block without a From line: a subject line, perhaps a date or To line."""
    fields: dict[str, str] = {}
    for index, line in enumerate(lines[:6]):
        found = header_line(line)
        if found is None:
            return Block(fields, index) if "subject" in fields else None
        fields[found[0]] = found[1]
    return None


def _bare(lines: Sequence[str]) -> Original:
    """Return text as a letter, its first line as the subject when it stands apart like one."""
    text = "\n".join(lines).strip()
    first, _, rest = text.partition("\n")
    first, rest = first.strip(), rest.strip()
    if _is_subject(first, lines, rest):
        return Original(rest, subject=clean_line(first))
    return Original(text)


def _is_subject(first: str, lines: Sequence[str], rest: str) -> bool:
    if not 0 < len(first) <= _MAX_SUBJECT or len(rest) < 20:
        return False
    if begins_a_letter(first) or first.endswith((",", ".", "!", ";")):
        return False
    next_line = next((line.strip() for line in lines[1:] if line.strip()), "")
    return (not lines[1].strip() and len(first) <= 100) or begins_a_letter(next_line)
