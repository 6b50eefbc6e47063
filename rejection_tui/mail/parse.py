"""Builds a `Letter` from a raw message: the sender's own words as clean text, the addresses, the time and the key."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from rejection_tui.documents.page import is_page
from rejection_tui.domain.decoding import UTF_16_MARKS, decode
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.paragraphs import joined
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.mail import headers as head
from rejection_tui.mail import quotes
from rejection_tui.mail.armour import without_armour
from rejection_tui.mail.attached import letter_in
from rejection_tui.mail.dates import received_at
from rejection_tui.mail.forwards import MAX_NOTE, Original, unwrapped
from rejection_tui.mail.html import to_text
from rejection_tui.mail.links import MAX_LINKS, keep, shortened
from rejection_tui.mail.mime import Walk, body_text, charset_hint, head_and_body
from rejection_tui.mail.pastes import pasted
from rejection_tui.mail.raw import RawMessage
from rejection_tui.mail.tidy import tidied

MAX_BODY = 200_000  # characters of a letter; the rest is dropped and noted
_LOOKED_AT = 240  # characters of a letter that show its script
_FEW_LETTERS = 20
_MAX_NESTED = 3  # mails inside mails
_FIRST_NESTED = 3  # of the mails attached to one, which may be the letter


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
    links: tuple[str, ...] = ()


def parse(raw: RawMessage, now: datetime | None = None) -> Letter:
    """Return the letter in a raw message; never raises, whatever the bytes are.

    `now`, in the reader's own zone, is what a written day without a year or a zone is read by; without it such a day is
    not read, and an hour without a zone is taken as UTC.
    """
    data = _with_line_feeds(raw.data.removeprefix(b"\xef\xbb\xbf"))
    draft = _from_text(without_armour(decode(data))[0], now) if raw.form == "text" else _from_mail(data)
    draft = replace(draft, received=draft.received or raw.arrived, body=tidied(draft.body[: MAX_BODY * 3]))
    return _letter(*_unwrapped(draft, now), raw)


def _with_line_feeds(data: bytes) -> bytes:
    """Return a message with line ends of LF or CR LF; those of old Macs and of broken relays become LF."""
    if data.startswith(UTF_16_MARKS):
        data = decode(data).encode("utf-8", "replace")
    start = data[:5000]
    if b"\r" not in start:
        return data
    if b"\r\r\n" in start:
        data = data.replace(b"\r\r\n", b"\n")
    return data if b"\n" in start else data.replace(b"\r", b"\n")


def _from_mail(data: bytes, depth: int = 0) -> _RawLetter:
    walk = Walk()
    if depth > _MAX_NESTED:
        return _RawLetter("", notes=("The letter is nested too deeply; only its outer parts were read.",))
    block, content = head_and_body(data if depth or not data[:1].isspace() else data.lstrip())
    headers = head.read_headers(block, charset_hint(block, content))
    walk.sender_is_deaf = head.is_deaf(headers.get("from", [""])[0])
    body = body_text(headers, content, walk).strip()
    if not headers and not body:
        body = clean(decode(data[:MAX_BODY]))
    if not block.isascii():
        headers = head.read_headers(block, charset_hint(block, content), body[:20_000])
    draft = _from_headers(headers, body, walk)
    if walk.nested and len(body) < MAX_NOTE:
        for nested in walk.nested[:_FIRST_NESTED]:
            inner = _from_mail(_with_line_feeds(nested), depth + 1)
            if inner.body.strip():
                note = "The letter came as an email inside an email; the inner one is shown."
                received = inner.received or draft.received
                return replace(
                    inner, message_id=draft.message_id, received=received, notes=(*draft.notes, *inner.notes, note)
                )
    return _with_document(draft, walk)


def _with_document(draft: _RawLetter, walk: Walk) -> _RawLetter:
    """Return the letter with the text of the document it only points to, or with a note that names it."""
    if not walk.documents:
        return draft
    text, note = letter_in(draft.body, walk.documents)
    if not note:
        return draft
    body = f"{draft.body}\n\n{clean(text[:MAX_BODY])}".strip() if text else draft.body
    return replace(draft, body=body, notes=(*draft.notes, note))


def _from_headers(headers: dict[str, list[str]], body: str, walk: Walk) -> _RawLetter:
    def first(name: str) -> str:
        return headers.get(name, [""])[0]

    ids = head.message_ids(first("message-id"), 1)
    precedence = first("precedence").strip().lower()
    automatic = first("auto-submitted").strip().lower() not in {"", "no"} or precedence in {"bulk", "list", "junk"}
    return _RawLetter(
        body=body,
        subject=head.line(headers, "subject"),
        sender=_first_address(headers, "from", "sender", "x-original-from", "reply-to"),
        reply_to=head.address(first("reply-to")).email,
        to=_first_address(headers, "to", "delivered-to", "x-original-to", "envelope-to"),
        delivered_to=head.address(first("delivered-to") or first("x-original-to")).email,
        message_id=ids[0] if ids else "",
        references=head.message_ids(first("references") + " " + first("in-reply-to")),
        received=received_at(headers),
        automatic=automatic or "list-id" in headers or "list-unsubscribe" in headers,
        attachments=tuple(walk.attachments[:50]),
        notes=tuple(walk.notes),
        links=tuple(walk.links),
    )


def _first_address(headers: dict[str, list[str]], *names: str) -> head.Address:
    """Return the first address in headers of these names, else the first bare name."""
    bare = head.NO_ADDRESS
    for name in names:
        for value in headers.get(name, ())[:3]:
            found = head.address(value)
            if found.email:
                return found
            bare = bare if bare.name else found
    return bare


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
    own, found = shortened(own)
    links = list(draft.links)
    for link in found:
        keep(links, link)
    own = joined(own)
    if len(own) > MAX_BODY:
        own, notes = own[:MAX_BODY], (*notes, "The letter is very long; only its beginning was kept.")
    body = clean(own).strip()
    if not body[:_LOOKED_AT].isascii() and _in_another_script(body[:_LOOKED_AT]):
        notes = (*notes, "The letter is not in one of the eight languages that are read; decide yourself what it says.")
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
        links=tuple(links[:MAX_LINKS]),
    )


def _in_another_script(text: str) -> bool:
    """Return whether most letters of a text are of another script than the Latin one."""
    letters = [character for character in text if character.isalpha()]
    others = sum(not (character < "\u0250" or "\u1e00" <= character <= "\u1eff") for character in letters)
    return others > _FEW_LETTERS and 2 * others > len(letters)


def _digest(draft: _RawLetter, body: str) -> str:
    """Return the key that recognises a second import: the Message-ID, else a hash of sender, time, subject and text."""
    if draft.message_id and len(draft.message_id) <= 250:
        return draft.message_id
    when = draft.received.isoformat() if draft.received else ""
    key = "\x1f".join((draft.message_id, draft.sender.email, when, draft.subject, " ".join(body.split())[:200]))
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
