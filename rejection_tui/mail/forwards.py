"""Forwarded mails: the original sender, day and text inside a forward, and inside a forward of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rejection_tui.domain.text import clean_line
from rejection_tui.mail import quotes
from rejection_tui.mail.blocks import Block
from rejection_tui.mail.headers import NO_ADDRESS, Address
from rejection_tui.mail.words import forward_subject

MAX_NOTE = 400  # with more characters above it, a forwarded mail is only a quotation
UNREAD_DAY = "The day of the letter"
_MAX_FORWARDS = 10  # of one letter, each inside the other


@dataclass(frozen=True, slots=True)
class Original:
    """A mail copied into text: its body, and what the header around it states; `notes` say who forwarded it."""

    body: str
    subject: str = ""
    sender: Address = NO_ADDRESS
    to: Address = NO_ADDRESS
    received: datetime | None = None
    notes: tuple[str, ...] = ()


def from_block(block: Block, body: str, now: datetime | None) -> Original:
    """Return the mail that a copied header block stands above."""
    sent = block.sent(now)
    notes: tuple[str, ...] = ()
    if sent is not None and sent.year_assumed:
        notes = (assumed_year(sent.moment),)
    elif sent is None and any(character.isdigit() for character in block.fields.get("sent", "")):
        notes = (f"{UNREAD_DAY}, “{clean_line(block.fields['sent'], 40)}”, can be read in more than one way.",)
    return Original(
        body,
        subject=clean_line(block.fields.get("subject", "")),
        sender=block.sender if "from" in block.fields else NO_ADDRESS,
        to=block.recipient,
        received=sent.moment if sent is not None else None,
        notes=notes,
    )


def assumed_year(moment: datetime) -> str:
    """Return the note on a day that was written without its year."""
    return f"The letter states no year; {moment.year} was taken, the latest possible."


def unwrapped(mail: Original, now: datetime | None = None) -> tuple[Original, quotes.SplitBody]:
    """Return the letter inside a forward, with its body split; the mail itself when it is no forward.

    Of a forward in a forward it is the innermost one that was sent on with few words.
    """
    split = quotes.split_quoted(mail.body)
    for depth in range(_MAX_FORWARDS):
        inner = _inside(mail, split, now, depth)
        if inner is None:
            return (replace(mail, subject=without_marks(mail.subject)) if depth else mail), split
        mail, split = inner, quotes.split_quoted(inner.body)
    return mail, split


def _inside(mail: Original, split: quotes.SplitBody, now: datetime | None, depth: int) -> Original | None:
    """Return the forwarded letter when the mail is a forward with few words of its own, else None."""
    marked_subject = forward_subject().match(mail.subject) is not None
    # A mail that was forwarded itself may hold older ones below its text; only its subject tells that it is one more.
    marked = marked_subject or (split.forwarded and (depth == 0 or not mail.subject))
    own = quotes.without_program_signature(split.own)
    if split.block is None or (split.block.attribution and not (marked_subject or split.forwarded)):
        return None
    if own and not (marked and len(own) < MAX_NOTE):
        return None
    inner = from_block(split.block, _body(split.quoted, split.block.after), now)
    if not inner.body:
        return None
    who = mail.sender.name or mail.sender.email or "you"
    return Original(
        inner.body,
        subject=inner.subject or without_marks(mail.subject),
        sender=inner.sender,
        to=inner.to if inner.to.name or inner.to.email else mail.sender,
        received=inner.received or mail.received,
        notes=(*mail.notes, f"Forwarded by {who}" + (f": {clean_line(own, 300)}" if own else ""), *inner.notes),
    )


def without_marks(subject: str) -> str:
    """Return a subject without the marks of a forward before it."""
    return forward_subject().sub("", subject, count=1) if forward_subject().match(subject) else subject


def _body(quoted: str, after: int) -> str:
    """Return the text of a forwarded mail: the quoted lines from `after` on, without the marks of this forward."""
    lines = quoted.split("\n")
    header = lines[max(0, after - 1)] if after <= len(lines) else ""
    depth = header[:100].replace(" ", "")
    below = _unmarked(lines[after:], len(depth) - len(depth.lstrip(">")))
    filled = [line for line in below if line.strip()]
    if filled and sum(line.startswith(">") for line in filled) * 2 > len(filled):
        below = _unmarked(below, 1)
    return "\n".join(_without_indent(_within_ends(below))).strip()


def _unmarked(lines: Sequence[str], depth: int) -> list[str]:
    """Return lines without `depth` of the marks before them."""
    found: list[str] = []
    for line in lines:
        for _ in range(min(depth, 20)):
            bare = line.lstrip(" ")
            if not bare.startswith(">"):
                break
            line = bare[1:]
        found.append(line.removeprefix(" ") if depth else line)
    return found


def _within_ends(lines: list[str]) -> list[str]:
    """Return the lines of a forwarded mail without the line that closes it, which some programs write."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in (filled[0], filled[-1]) if filled else ():
        if quotes.announcement(lines[at]) in {"ends", "forwarded"} and lines[at].strip()[:2] in {"--", "==", "__"}:
            lines = [*lines[:at], "", *lines[at + 1 :]] if at == filled[0] else lines[:at]
    return lines


def _without_indent(lines: list[str]) -> list[str]:
    """Return lines without the white space that all of them begin with."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    indent = min(indents, default=0)
    return [line[indent:] if line.strip() else "" for line in lines] if indent else lines
