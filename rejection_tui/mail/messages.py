"""What a message is before it is parsed: deleted, draft, spam or sent by its marks, encrypted, or several in one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from rejection_tui.mail.attached import ENCRYPTED
from rejection_tui.mail.encoded_words import MAX_CHARACTERS, decode_words
from rejection_tui.mail.folders import Role, roles_of_labels
from rejection_tui.mail.forms import trimmed
from rejection_tui.mail.headers import parse_date, read_headers
from rejection_tui.mail.left import Kind, Left
from rejection_tui.mail.mime import Walk, body_text, split_head
from rejection_tui.mail.raw import RawMessage
from rejection_tui.mail.signed import signed_content
from rejection_tui.mail.transfer import transfer_decoded

_HEAD_BYTES: Final = 100_000
_HEAD_ENDS: Final = re.compile(rb"\r?\n[ \t]{0,20}\r?\n|\r[ \t]{0,20}\r(?!\n)")
_MARKS: Final = re.compile(
    rb"^(?:x-mozilla-status2?|x-gmail-labels|x-unsent|x-status|"
    rb"content-type:[^;]{0,20}(?:multipart/encrypted|application/(?:x-)?pkcs7-mime)|"
    rb"content-type:[^\n]{0,200}(?:\n[ \t][^\n]{0,200}){0,3}smime\.p7m)",
    re.I | re.M,
)
_DATE: Final = re.compile(rb"^date:[^\n]{0,100}\d", re.I | re.M)
_ENVELOPE_DATE: Final = re.compile(
    rb"(\w{3}) {1,3}(\d{1,2}) {1,3}(\d{1,2}:\d\d(?::\d\d)?)(?: {1,3}([+-]\d{4}))?(?: {1,3}[A-Za-z]{2,5})? {1,3}(\d{4})"
)
_ARMOUR: Final = b"-----BEGIN PGP MESSAGE-----"
_FEW: Final = 200  # characters beside an encrypted text, which are no letter
_NOTE: Final = 400  # with more characters of its own, a mail with others attached is a letter itself
#: What stands in a mail for each that is attached to it, or twice.
_ATTACHED: Final = (b"message/rfc822", b"Message/RFC822", b"MESSAGE/RFC822", b".eml", b".EML", b".msg", b".MSG")
_MOST_ATTACHED: Final = 200
_ROLE_KINDS: Final = ((Role.TRASH, Kind.DELETED), (Role.SPAM, Kind.SPAM), (Role.DRAFTS, Kind.DRAFT))


def messages_in(raw: RawMessage, wanted: frozenset[Role] = frozenset()) -> Iterator[RawMessage | Left]:
    """Yield the letters of one message in mail form: itself, what is signed in it, or each of several attached to it.

    What its own headers mark as deleted, draft or spam is left, and so is what is encrypted; `wanted` roles are not.
    """
    data = trimmed(raw.data)
    head = _head(data)
    marks = _MARKS.search(head)
    if marks is not None:
        headers = read_headers(head)
        kind, sent = _marked(headers, wanted)
        if kind:
            yield Left(kind, raw.source)
            return
        raw = replace(raw, sent=raw.sent or sent)
        if _is_coded(headers):
            opened = _opened(data)
            if opened is None:
                yield Left(Kind.ENCRYPTED, raw.source)
                return
            data = opened
    if _ARMOUR in data and _is_armoured(data):
        yield Left(Kind.ENCRYPTED, raw.source)
        return
    raw = replace(raw, data=data) if data is not raw.data else raw
    yield from _attached(raw) if _may_hold_several(head, data) else (raw,)


def arrival(envelope: bytes, data: bytes) -> datetime | None:
    """Return when a message of an mbox came, by its From line, if it has no date of its own."""
    if not envelope or _DATE.search(_head(data)):
        return None
    if match := _ENVELOPE_DATE.search(envelope):
        month, day, clock, zone, year = (part.decode("ascii", "replace") if part else "" for part in match.groups())
        return parse_date(f"{day} {month} {year} {clock} {zone or '+0000'}")
    return None


def arrival_by_name(file_name: str) -> datetime | None:
    """Return when a message of a Maildir came: its file's name begins with the seconds since 1970."""
    match = re.match(r"(\d{9,10})[._]", file_name)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _head(data: bytes) -> bytes:
    match = _HEAD_ENDS.search(data, 0, _HEAD_BYTES)
    return data[: match.start()] if match else data[:_HEAD_BYTES]


def _marked(headers: dict[str, list[str]], wanted: frozenset[Role]) -> tuple[Kind | None, bool]:
    """Return why a message is left by its own headers, and whether they say that it was sent."""

    def first(name: str) -> str:
        return headers.get(name, [""])[0][:MAX_CHARACTERS].strip()

    roles = set(roles_of_labels(decode_words(first("x-gmail-labels"))))
    states = first("x-status").upper()
    if _bits(first("x-mozilla-status")) & 0x0008 or _bits(first("x-mozilla-status2")) & 0x00200000 or "D" in states:
        roles.add(Role.TRASH)
    if first("x-unsent") == "1" or "T" in states:
        roles.add(Role.DRAFTS)
    kind = next((kind for role, kind in _ROLE_KINDS if role in roles and role not in wanted), None)
    return kind, Role.SENT in roles and Role.INBOX not in roles


def _may_hold_several(head: bytes, data: bytes) -> bool:
    if b"ultipart/" not in head and b"ULTIPART/" not in head:
        return False
    return b"multipart/digest" in data or sum(data.count(mark) for mark in _ATTACHED) > 1


def _bits(value: str) -> int:
    try:
        return int(value[:8], 16)
    except ValueError:
        return 0


def _is_coded(headers: dict[str, list[str]]) -> bool:
    kind = headers.get("content-type", [""])[0].lower()
    coded = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
    return kind.startswith(coded) or ("smime.p7m" in kind and not kind.startswith("multipart/"))


def _opened(data: bytes) -> bytes | None:
    """Return a signed mail with its content in place of its envelope; None when it is encrypted."""
    headers, body = split_head(data)
    if headers.get("content-type", [""])[0].lower().startswith("multipart/"):
        return None
    content = signed_content(transfer_decoded(headers, body))
    if content is None:
        return None
    kept = re.sub(rb"^(?:content-|mime-version)[^\n]*\n(?:[ \t][^\n]*\n)*", b"", _head(data) + b"\n", flags=re.I | re.M)
    return kept + content.replace(b"\r\n", b"\n")


def _is_armoured(data: bytes) -> bool:
    """Return whether the text of a mail is encrypted with PGP, apart from a few words."""
    headers, body = split_head(data)
    walk = Walk()
    return len(body_text(headers, body, walk).strip()) < _FEW and ENCRYPTED in walk.notes


def _attached(raw: RawMessage) -> Iterator[RawMessage]:
    """Yield each mail attached to one that has several, and that itself when it says more than a note."""
    headers, body = split_head(raw.data)
    walk = Walk()
    own = body_text(headers, body, walk).strip()
    nested = walk.nested[:_MOST_ATTACHED]
    if len(nested) < 2 or len(own) > _NOTE:
        yield raw
    if len(nested) > 1:
        for number, data in enumerate(nested, 1):
            yield replace(raw, data=trimmed(data), source=f"{raw.source} ({number})", sent=False, arrived=None)
