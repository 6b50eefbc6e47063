"""Walks over the MIME parts of a message and returns their text. Depth, number and size are limited; nothing raises."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from rejection_tui.documents.page import is_page, unescaped
from rejection_tui.domain.decoding import decode
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.mail import attached, signed
from rejection_tui.mail import headers as head
from rejection_tui.mail.alternatives import best_alternative, is_enough, is_escaped, says_the_same
from rejection_tui.mail.armour import without_armour
from rejection_tui.mail.base64_text import uu_files
from rejection_tui.mail.flowed import unflowed
from rejection_tui.mail.html import MAX_CHARACTERS, to_text
from rejection_tui.mail.lines import without_spacers
from rejection_tui.mail.transfer import MAX_TEXT_BYTES, transfer_decoded, undeclared

MAX_DEPTH = 30
MAX_PARTS = 1000
_MAX_NESTED: Final = 50  # mails attached to one
_MAX_DOCUMENTS: Final = 3
_SNIFFED: Final = 6000  # bytes of an attachment that show whether it is a mail
_HEADERS_AGAIN: Final = 1000  # lines of white space in a header block that are looked at
_BLANK_LINE = re.compile(rb"\r?\n([ \t]*)\r?\n")
_NO_HEADER = re.compile(rb"^(?![!-9;-~]{1,100}[ \t]{0,5}:|[ \t\r\n]|>?From |\Z)", re.M)
_USUAL_HEADER = re.compile(
    rb"^[ \t]|^(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|mime-version|content-[a-z-]{2,30}|received|"
    rb"references|in-reply-to|return-path|delivered-to|x-[\w-]{1,60}|list-[a-z-]{2,30}|dkim-signature|arc-[a-z-]{2,40}|"
    rb"authentication-results|received-spf|importance|priority|precedence|user-agent|thread-[a-z]{2,10}|"
    rb"auto-submitted|resent-[a-z-]{2,20}|errors-to|organization|accept-language)[ \t]{0,5}:",
    re.I | re.M,
)
_AFTER_DELIMITER = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.I)
_CHARSET_BYTES = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.I)
_LOOKED_AT: Final = 20_000  # bytes of a body that are searched for a charset
_TEXT_KINDS: Final = frozenset({"text/plain", "", "text", "plain", "text/enriched", "text/richtext", "plain/text"})
_PAGE_KINDS: Final = frozenset({"text/html", "html", "text/x-html", "application/xhtml+xml"})
_ENCODED_WITHOUT_SAYING: Final = frozenset({"", "7bit", "8bit", "binary"})
_RICH_COMMAND = re.compile(r"</?[a-zA-Z-]{1,60}>")
_SECURE_KINDS: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_OUTLOOK_KINDS: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_Headers = dict[str, list[str]]


@dataclass(slots=True)
class Walk:
    """What one walk has found so far.

    `notes` are sentences for the user, `nested` the bytes of all attached mails, `documents` the names and bytes of
    attached documents that may be the letter, `links` the addresses behind the words of pages, `parts` how many parts
    were visited, `pages_wanted` whether HTML is read: not beside a plain part that is a whole letter. With
    `sender_is_deaf` nobody reads what is sent to the sender's address, so that the others a page names matter.
    """

    attachments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nested: list[bytes] = field(default_factory=list)
    documents: list[tuple[str, bytes]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    parts: int = 0
    pages_wanted: bool = True
    sender_is_deaf: bool = False

    def note(self, sentence: str) -> None:
        """Add a sentence unless it is there already."""
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass(frozen=True, slots=True)
class _Part:
    """What the headers of a part say of it."""

    headers: _Headers
    kind: str
    parameters: Mapping[str, str]
    attached: bool
    name: str


def split_head(data: bytes) -> tuple[_Headers, bytes]:
    """Return the headers of a message or part, and its body."""
    block, body = head_and_body(data)
    return head.read_headers(block) if block else {}, body


def head_and_body(data: bytes) -> tuple[bytes, bytes]:
    """Return the header block of a message or part, and its body.

    The block ends at a blank line, also one of blanks alone; without one, where lines begin that are no headers.
    """
    if data[:1] in (b"\n", b"\r"):
        return b"", data.lstrip(b"\r\n")
    start, body = _head_end(data)
    stray = _NO_HEADER.search(data, 0, start)
    if stray and not _USUAL_HEADER.search(data, stray.end(), start):
        return data[: stray.start()], data[stray.start() :]
    return data[:start], data[body:]


def _head_end(data: bytes) -> tuple[int, int]:
    """Return where the header block ends and where the body begins."""
    position = 0
    for _ in range(_HEADERS_AGAIN):
        match = _BLANK_LINE.search(data, position)
        if match is None:
            break
        # Exchange folds a header over a line of blanks: more headers follow then.
        if not match[1] or not _USUAL_HEADER.match(data, match.end()):
            return match.start(), match.end()
        position = match.end() - 1
    return len(data), len(data)


def charset_hint(block: bytes, body: bytes) -> str:
    """Return the charset that a message names for its first text, for header lines that name none; "" without one."""
    if block.isascii():
        return ""
    match = _CHARSET_BYTES.search(block) or _CHARSET_BYTES.search(body, 0, _LOOKED_AT)
    return match[1].decode("ascii", "replace") if match else ""


def body_text(headers: _Headers, body: bytes, walk: Walk, depth: int = 0, usual: str = "text/plain") -> str:
    """Return the readable, clean text of a part and of all parts inside it; attachments are only named in `walk`.

    `usual` is the type of a part that names none.
    """
    walk.parts += 1
    if depth > MAX_DEPTH or walk.parts > MAX_PARTS:
        walk.note("The letter is nested too deeply; only its outer parts were read.")
        return ""
    part = _described(headers, usual)
    if part.kind.startswith("multipart/"):
        return _multipart(part, body, walk, depth)
    if part.kind in _SECURE_KINDS:
        return _secured(part, body, walk, depth)
    if part.kind in ("message/rfc822", "message/global", "message/news"):
        _keep_mail(transfer_decoded(headers, body), part.name, walk)
        return ""
    is_text = part.kind in _TEXT_KINDS or part.kind in _PAGE_KINDS
    if part.attached or (part.name and not is_text) or not is_text:
        _keep_attachment(part, body, walk)
        return ""
    if part.kind in _PAGE_KINDS and not walk.pages_wanted:
        return ""
    return _text(part, body, walk)


def _described(headers: _Headers, usual: str) -> _Part:
    kind, parameters = head.parameters(headers.get("content-type", [usual])[0])
    disposition, disposition_parameters = head.parameters(headers.get("content-disposition", [""])[0])
    name = head.file_name(disposition_parameters, "filename") or head.file_name(parameters, "name")
    kind = kind.split(None, 1)[0] if " " in kind else kind
    return _Part(headers, kind, parameters, disposition == "attachment", name)


def _text(part: _Part, body: bytes, walk: Walk) -> str:
    data = transfer_decoded(part.headers, body)
    encoding = part.headers.get("content-transfer-encoding", [""])[0].strip().lower()
    if encoding in _ENCODED_WITHOUT_SAYING:
        data = undeclared(data)
    if len(data) > MAX_TEXT_BYTES:
        walk.note("The letter is very long; only its beginning was kept.")
        data = data[:MAX_TEXT_BYTES]
    charset = part.parameters.get("charset", "")
    if not charset and (match := _CHARSET.search(part.headers.get("content-type", [""])[0])):
        charset = match[1]
    if part.kind in _PAGE_KINDS:
        meta = _META_CHARSET.search(data[:4000]) if not charset or not data.isascii() else None
        return _page(decode(data, charset or (meta[1].decode("ascii", "replace") if meta else "")), walk)
    data = _without_files(data, walk) if b"\nend" in data and b"begin" in data else data
    text = decode(data, charset)[:MAX_CHARACTERS]
    if is_page(text):
        return _page(text, walk)
    return _plain(part, text, walk)


def _page(page: str, walk: Walk) -> str:
    return to_text(page, walk.links, walk.sender_is_deaf)


def _plain(part: _Part, text: str, walk: Walk) -> str:
    if part.kind in ("text/enriched", "text/richtext"):
        text = _RICH_COMMAND.sub("", text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if "-----BEGIN PGP" in text:
        text, encrypted = without_armour(text)
        if encrypted:
            walk.note(attached.ENCRYPTED)
    return clean(without_spacers(text))


def _without_files(data: bytes, walk: Walk) -> bytes:
    """Return text without the files that stand in it as uuencode; they are attachments."""
    text, files = uu_files(data)
    for name, content in files:
        shown = safe_name(decode(name))
        walk.attachments.append(shown)
        if attached.is_document(shown) and len(walk.documents) < _MAX_DOCUMENTS:
            walk.documents.append((shown, content[:MAX_TEXT_BYTES]))
    return text


def _keep_attachment(part: _Part, body: bytes, walk: Walk) -> None:
    name = safe_name(part.name) if part.name else ""
    if attached.is_attached_mail(part.kind, name):
        start = transfer_decoded(part.headers, body[:_SNIFFED])
        if attached.attached_mail(part.kind, name, start):
            _keep_mail(attached.attached_mail(part.kind, name, transfer_decoded(part.headers, body)), name, walk)
            return
    if part.kind in _OUTLOOK_KINDS or name.lower() == "winmail.dat":
        walk.note("The attachment winmail.dat holds what Outlook sent in a form of its own, which is not read.")
    if name or part.attached:
        walk.attachments.append(name or safe_name(""))
    if attached.is_document(name) and len(walk.documents) < _MAX_DOCUMENTS:
        walk.documents.append((name, transfer_decoded(part.headers, body)))


def _keep_mail(data: bytes, name: str, walk: Walk) -> None:
    if name:
        walk.attachments.append(safe_name(name))
    if data.strip() and len(walk.nested) < _MAX_NESTED:
        walk.nested.append(data[: MAX_TEXT_BYTES * 2])


def _secured(part: _Part, body: bytes, walk: Walk, depth: int) -> str:
    """Return the text of a mail in S/MIME form when it is only signed."""
    data = transfer_decoded(part.headers, body)
    if signed.is_enveloped(data) or part.parameters.get("smime-type", "").lower().endswith("enveloped-data"):
        walk.note(attached.ENCRYPTED)
        return ""
    if message := signed.signed_content(data):
        headers, content = split_head(message)
        if text := body_text(headers, content, walk, depth + 1).strip():
            return text
    told = part.parameters.get("smime-type", "").lower() == "signed-data"
    walk.note(attached.SIGNED if told else attached.ENCRYPTED)
    return ""


def _multipart(part: _Part, body: bytes, walk: Walk, depth: int) -> str:
    if part.kind == "multipart/encrypted":
        walk.note(attached.ENCRYPTED)
        return ""
    children = _children(part.parameters.get("boundary", ""), body)
    if not children:
        return clean(decode(body[:MAX_TEXT_BYTES])) if depth == 0 else ""
    texts: list[tuple[str, str]] = []
    pages_wanted, alternative = walk.pages_wanted, part.kind == "multipart/alternative"
    usual = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    for child in children:
        if walk.parts > MAX_PARTS:
            break
        child_headers, content = split_head(child)
        child_kind = head.parameters(child_headers.get("content-type", ["text/plain"])[0])[0]
        walk.pages_wanted = walk.pages_wanted and not (alternative and any(is_enough(*text) for text in texts))
        text = body_text(child_headers, content, walk, depth + 1, usual).strip()
        if text:
            texts.append((child_kind, text))
    walk.pages_wanted = pages_wanted
    if alternative or _is_twice(texts):
        chosen = best_alternative(texts)
        return unescaped(chosen) if is_escaped(chosen) else chosen
    return "\n\n".join(text for _, text in texts)


def _is_twice(texts: list[tuple[str, str]]) -> bool:
    """Return whether parts that claim to follow each other are one letter as plain text and as a page."""
    kinds = [kind for kind, _ in texts]
    return kinds == ["text/plain", "text/html"] and says_the_same(texts[0][1], texts[1][1])


def _children(boundary: str, body: bytes) -> list[bytes]:
    found = _split(b"--" + boundary.encode("utf-8", "replace")[:200].rstrip(), body) if boundary.strip() else []
    if found:
        return found
    match = re.search(
        rb"(?:\A|\n)--([^\s-][^\r\n]{0,100}|-{1,30}[^\s-][^\r\n]{0,100})\r?\n[^\n]{0,200}content-", body[:20_000], re.I
    )
    return _split(b"--" + match[1].rstrip(), body) if match else []


def _split(delimiter: bytes, body: bytes) -> list[bytes]:
    children: list[bytes] = []
    begin, closed = -1, False
    for start, end, closed in _delimiters(delimiter, body):
        if begin >= 0:
            children.append(body[begin:start])
        begin = end
        if closed or len(children) > 2 * MAX_PARTS:
            break
    if begin >= 0 and not closed:
        children.append(body[begin:])
    return children


def _delimiters(delimiter: bytes, body: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where each line of a boundary begins (with the line end before it) and ends, and whether it is the last."""
    found = body.find(delimiter)
    while found >= 0:
        after = _AFTER_DELIMITER.match(body, found + len(delimiter))
        if after and (found == 0 or body[found - 1 : found] == b"\n"):
            start = found - (body[found - 1 : found] == b"\n")
            yield start - (body[start - 1 : start] == b"\r" and start > 0), after.end(), after[1] is not None
        found = body.find(delimiter, found + len(delimiter))


def safe_name(name: str) -> str:
    """Return the last component of an attachment's name, cleaned for display. It is not safe as a file name."""
    last = PurePosixPath(clean_line(name, 1000).replace("\\", "/")).name
    return clean_line(last, 120).lstrip(". ") or "attachment"
