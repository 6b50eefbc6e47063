"""Walks over the MIME parts of a message and returns their text. Depth, number and size are limited; nothing raises."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from rejection_tui.domain.decoding import decode
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.mail import headers as head
from rejection_tui.mail.html import MAX_CHARACTERS, to_text
from rejection_tui.mail.lines import without_spacers
from rejection_tui.mail.page import is_page

MAX_DEPTH = 30
MAX_PARTS = 1000
MAX_TEXT_BYTES = 2_000_000  # bytes of one text part that are decoded
_STUB_CHARACTERS = 20  # a plain part with fewer, links not counted, is a stub, and the HTML part is read instead
_LETTER_CHARACTERS = 600  # a plain part with as many and some line ends is a letter of its own
_STUB_SHARE = 1.6  # a shorter plain part is a stub when the HTML part has this many times its characters
_LINK = re.compile(r"https?://\S{1,4000}")
_STYLES = re.compile(r"[{;]\s{0,5}mso-[a-z]|[.#@]\w[^{}\n]{0,80}\{[^{}:]{0,200}:[^{};]{1,200};")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_AFTER_DELIMITER = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)


@dataclass(slots=True)
class Walk:
    """What one walk has found so far.

    `notes` are sentences for the user, `nested` the bytes of attached messages, `parts` how many parts were visited,
    `pages_wanted` whether HTML is read: not beside a plain part that is a whole letter.
    """

    attachments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nested: list[bytes] = field(default_factory=list)
    parts: int = 0
    pages_wanted: bool = True

    def note(self, sentence: str) -> None:
        """Add a sentence unless it is there already."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def split_head(data: bytes) -> tuple[dict[str, list[str]], bytes]:
    """Return the headers of a message or part, and its body."""
    if data[:1] in (b"\n", b"\r"):
        return {}, data.lstrip(b"\r\n")
    match = _BLANK_LINE.search(data)
    if match is None:
        return head.read_headers(data), b""
    return head.read_headers(data[: match.start()]), data[match.end() :]


def body_text(headers: dict[str, list[str]], body: bytes, walk: Walk, depth: int = 0) -> str:
    """Return the readable, clean text of a part and of all parts inside it; attachments are only named in `walk`."""
    walk.parts += 1
    if depth > MAX_DEPTH or walk.parts > MAX_PARTS:
        walk.note("The letter is nested too deeply; only its outer parts were read.")
        return ""
    kind, parameters = head.parameters(headers.get("content-type", ["text/plain"])[0])
    disposition, disposition_parameters = head.parameters(headers.get("content-disposition", [""])[0])
    name = head.file_name(disposition_parameters, "filename") or head.file_name(parameters, "name")
    if kind.startswith("multipart/"):
        return _multipart(kind, parameters.get("boundary", ""), body, walk, depth)
    if kind == "message/rfc822" or kind == "message/global":
        walk.nested.append(transfer_decoded(headers, body)[: MAX_TEXT_BYTES * 2])
        return ""
    if disposition == "attachment" or (name and not kind.startswith("text/")) or not _is_text(kind):
        if name or disposition == "attachment":
            walk.attachments.append(safe_name(name))
        return ""
    if kind == "text/html" and not walk.pages_wanted:
        return ""
    data = transfer_decoded(headers, body)
    if len(data) > MAX_TEXT_BYTES:
        walk.note("The letter is very long; only its beginning was kept.")
        data = data[:MAX_TEXT_BYTES]
    charset = parameters.get("charset", "")
    if kind == "text/html":
        meta = _META_CHARSET.search(data[:4000])
        return to_text(decode(data, charset or (meta[1].decode("ascii", "replace") if meta else "")))
    text = decode(data, charset)[:MAX_CHARACTERS]
    return to_text(text) if is_page(text) else clean(without_spacers(text))


def _is_text(kind: str) -> bool:
    return kind in {"text/plain", "text/html", "", "text", "plain", "text/enriched", "text/richtext"} or "/" not in kind


def _multipart(kind: str, boundary: str, body: bytes, walk: Walk, depth: int) -> str:
    children = _children(boundary, body)
    if not children:
        return clean(decode(body[:MAX_TEXT_BYTES])) if depth == 0 else ""
    texts: list[tuple[str, str]] = []
    pages_wanted = walk.pages_wanted
    for child in children:
        if walk.parts > MAX_PARTS:
            break
        child_headers, content = split_head(child)
        if kind == "multipart/digest":
            child_headers.setdefault("content-type", ["message/rfc822"])
        child_kind = head.parameters(child_headers.get("content-type", ["text/plain"])[0])[0]
        enough = kind == "multipart/alternative" and any(_is_enough(*text) for text in texts)
        walk.pages_wanted = walk.pages_wanted and not enough
        text = body_text(child_headers, content, walk, depth + 1).strip()
        if text:
            texts.append((child_kind, text))
    walk.pages_wanted = pages_wanted
    if kind == "multipart/alternative":
        return _best_alternative(texts)
    return "\n\n".join(text for _, text in texts)


def _best_alternative(texts: list[tuple[str, str]]) -> str:
    plain = next((text for kind, text in texts if kind == "text/plain"), "")
    other = max((text for kind, text in texts if kind != "text/plain"), key=len, default="")
    return other if other and _is_stub(plain, other) else plain


def _is_enough(kind: str, text: str) -> bool:
    """Return whether an alternative is a whole letter, so that no other need be read."""
    return (
        kind == "text/plain"
        and text.count("\n") >= 3
        and len(_LINK.sub("", text[:20_000])) >= _LETTER_CHARACTERS
        and not _STYLES.search(text[:2000])
    )


def _is_stub(plain: str, other: str) -> bool:
    """Return whether the plain part of a mail says less than the other, or was spoilt when it was made from it."""
    length = len(_LINK.sub("", plain))
    if length < _STUB_CHARACTERS or _STYLES.search(plain[:2000]):
        return True
    if length >= _LETTER_CHARACTERS:
        return "\n" not in plain and "\n" in other
    return len(other) > _STUB_SHARE * length or ("\n" not in plain and other.count("\n") >= 3)


def _children(boundary: str, body: bytes) -> list[bytes]:
    if not boundary:
        match = re.search(rb"(?:\A|\n)--([^\s-][^\r\n]{0,100})\r?\n[^\n]{0,200}content-", body[:20_000], re.I)
        if not match:
            return []
        boundary = match[1].decode("latin-1").strip()
    delimiter = b"--" + boundary.encode("utf-8", "replace")[:200].rstrip()
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


def transfer_decoded(headers: dict[str, list[str]], body: bytes) -> bytes:
    """Return a part's bytes with base64 or quoted-printable decoded; of a broken encoding, what can be read."""
    encoding = headers.get("content-transfer-encoding", [""])[0].split(";")[0].strip().lower()
    if encoding == "base64":
        raw = re.sub(rb"[^A-Za-z0-9+/]", b"", body[: MAX_TEXT_BYTES * 3])
        try:
            return base64.b64decode(
                raw[: len(raw) - (len(raw) % 4 == 1)] + b"=" * (-(len(raw) - (len(raw) % 4 == 1)) % 4)
            )
        except (binascii.Error, ValueError):
            return body
    if encoding == "quoted-printable":
        return quopri.decodestring(body[: MAX_TEXT_BYTES * 3])
    return body


def safe_name(name: str) -> str:
    """Return the last component of an attachment's name, cleaned for display. It is not safe as a file name."""
    last = PurePosixPath(clean_line(name, 1000).replace("\\", "/")).name
    return clean_line(last, 120).lstrip(". ") or "attachment"
