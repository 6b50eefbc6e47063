"""Builds a `Letter` from a raw message: the sender's own words as clean text, the addresses, the time and the key."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from rejection_tui.domain.decoding import decode
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.mail import headers as head
from rejection_tui.mail import quotes
from rejection_tui.mail.forwards import MAX_NOTE, Original, unwrapped
from rejection_tui.mail.html import to_text
from rejection_tui.mail.mime import Walk, body_text, split_head
from rejection_tui.mail.page import is_page
from rejection_tui.mail.pastes import pasted
from rejection_tui.mail.raw import RawMessage

MAX_BODY = 200_000  # characters of a letter; the rest is dropped and noted


@dataclass(frozen=True, slots=True)
class _RawLetter:
    """The fields of a letter as found, its body clean but not yet cut at quoted mails."""

    body: str
    subject: str = ""
    sender: head.Address = head.NO_ADDRESS
    reply_to: str = ""
    to: head.Address = head.NO_ADDRESS
    delivered_to: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    received: datetime | None = None
    automatic: bool = False
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parse(raw: RawMessage, now: datetime | None = None) -> Letter:
    """Return the letter in a raw message; never raises, whatever the bytes are.

    `now`, in the reader's own zone, is what a written day without a year or a zone is read by; without it such a day is
    not read, and an hour without a zone is taken as UTC.
    """
    data = raw.data.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in data[:5000] and b"\r" in data[:5000]:
        data = data.replace(b"\r", b"\n")
    draft = _from_text(decode(data), now) if raw.form == "text" else _from_mail(data)
    draft = replace(draft, received=draft.received or raw.arrived)
    return _letter(*_unwrapped(draft, now), raw)


def _from_mail(data: bytes, depth: int = 0) -> _RawLetter:
    headers, content = split_head(data)
    walk = Walk()
    if depth > 3:
        return _RawLetter("", notes=("The letter is nested too deeply; only its outer parts were read.",))
    body = body_text(headers, content, walk).strip()
    if not headers and not body:
        body = clean(decode(data[:MAX_BODY]))
    draft = _from_headers(headers, body, walk)
    if walk.nested and len(body) < MAX_NOTE:
        inner = _from_mail(walk.nested[0], depth + 1)
        if inner.body.strip():
            kept = replace(inner, message_id=draft.message_id, received=inner.received or draft.received)
            return replace(
                kept, notes=(*draft.notes, "The letter came as a mail inside a mail; the inner one is shown.")
            )
    return draft


def _from_headers(headers: dict[str, list[str]], body: str, walk: Walk) -> _RawLetter:
    def first(name: str) -> str:
        return headers.get(name, [""])[0]

    ids = head.message_ids(first("message-id"), 1)
    precedence = first("precedence").strip().lower()
    automatic = first("auto-submitted").strip().lower() not in {"", "no"} or precedence in {"bulk", "list", "junk"}
    return _RawLetter(
        body=body,
        subject=head.line(headers, "subject"),
        sender=head.address(first("from") or first("sender")),
        reply_to=head.address(first("reply-to")).email,
        to=head.address(first("to") or first("delivered-to")),
        delivered_to=head.address(first("delivered-to") or first("x-original-to")).email,
        message_id=ids[0] if ids else "",
        references=head.message_ids(first("references") + " " + first("in-reply-to")),
        received=head.received_at(headers),
        automatic=automatic or "list-id" in headers or "list-unsubscribe" in headers,
        attachments=tuple(walk.attachments[:50]),
        notes=tuple(walk.notes),
    )


def _from_text(text: str, now: datetime | None) -> _RawLetter:
    """Return the letter in pasted or saved text, whatever it was copied from."""
    text = clean(text[: MAX_BODY * 3]).strip("\n ")
    found = pasted(to_text(text) if is_page(text) else text, now)
    return _RawLetter(
        found.body,
        subject=found.subject,
        sender=found.sender,
        to=found.to,
        received=found.received,
        notes=found.notes,
    )


def _unwrapped(draft: _RawLetter, now: datetime | None) -> tuple[_RawLetter, quotes.SplitBody]:
    """Return the letter with its body split; of a forward, and a forward of it, the one it carries."""
    mail = Original(draft.body[: MAX_BODY * 2], draft.subject, draft.sender, draft.to, draft.received, draft.notes)
    found, split = unwrapped(mail, now)
    if found is mail:
        return replace(draft, body=mail.body), split
    return replace(
        draft,
        body=found.body,
        subject=found.subject,
        sender=found.sender,
        to=found.to,
        received=found.received,
        notes=found.notes,
        reply_to="",
        automatic=False,
    ), split


def _letter(draft: _RawLetter, split: quotes.SplitBody, raw: RawMessage) -> Letter:
    own = quotes.without_program_signature(split.own)
    own, quoted = (own, split.quoted) if own else (quotes.unquoted(draft.body).strip(), "")
    notes = draft.notes
    if len(own) > MAX_BODY:
        own, notes = own[:MAX_BODY], (*notes, "The letter is very long; only its beginning was kept.")
    body = clean(own).strip()
    if "\n\n\n\n" in body:
        body = re.sub(r"\n{4,}", "\n\n\n", body)
    digest = _digest(draft, body)
    return Letter(
        uid=derived_uid("letter", digest),
        body=body,
        subject=clean_line(draft.subject),
        sender_name=draft.sender.name,
        sender_email=draft.sender.email,
        reply_to=draft.reply_to,
        to_name=draft.to.name,
        to_email=draft.to.email,
        message_id=draft.message_id,
        references=draft.references,
        received=draft.received,
        quoted=clean(quoted[:MAX_BODY]),
        source=clean_line(raw.source, 200),
        digest=digest,
        automatic=draft.automatic,
        attachments=draft.attachments,
        notes=tuple(clean_line(note, 400) for note in notes),
        delivered_to=draft.delivered_to,
        sent=raw.sent,
    )


def _digest(draft: _RawLetter, body: str) -> str:
    """Return the key that recognises a second import: the Message-ID, else a hash of sender, time, subject and text."""
    if draft.message_id and len(draft.message_id) <= 250:
        return draft.message_id
    when = draft.received.isoformat() if draft.received else ""
    key = "\x1f".join((draft.message_id, draft.sender.email, when, draft.subject, " ".join(body.split())[:200]))
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
