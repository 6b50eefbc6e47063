"""Reads a file that holds one letter: a mail of Apple Mail or Outlook, a saved page, text, or a document."""

import io
import plistlib
import re
from collections.abc import Callable
from typing import Final

from rejection_tui.documents import docx_text, open_document_text, pdf_pages
from rejection_tui.documents.rich_text import rich_text
from rejection_tui.domain.decoding import decode
from rejection_tui.domain.errors import LetterError
from rejection_tui.mail import emlx
from rejection_tui.mail.folders import Role
from rejection_tui.mail.forms import Form, as_utf_8
from rejection_tui.mail.found import Found
from rejection_tui.mail.html import to_text
from rejection_tui.mail.left import Kind, Left
from rejection_tui.mail.mime import Walk, body_text, split_head
from rejection_tui.mail.outlook import mail_of_outlook
from rejection_tui.mail.printed import with_header, without_edges
from rejection_tui.mail.raw import RawMessage

_MOST_PAGES: Final = 12
_MOST_SECONDS: Final = 2.0
_MOST_WEB_ARCHIVE: Final = 8_000_000
_SHORTEST: Final = 40  # characters of a text in a folder that may be a letter
_META_CHARSET: Final = re.compile(rb"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)
#: A page that a browser saved as .mht: its "sender" is the browser, its date that of the saving.
_SAVED_BY: Final = re.compile(rb"^(?:from:[ \t]*<saved by |snapshot-content-location:)", re.I | re.M)


def letter_in(found: Found, form: Form, data: bytes) -> RawMessage | Left:
    """Return the letter in a file of one of the forms that hold a single one, or why there is none."""
    if form is Form.APPLE:
        return _apple(found, data)
    if form is Form.OUTLOOK:
        mail = mail_of_outlook(data)
        return RawMessage(mail, found.name) if mail else Left(Kind.BROKEN, found.name)
    data = as_utf_8(data)
    if form is Form.MAIL:
        if not _SAVED_BY.search(data[:4000]):
            return RawMessage(data, found.name)
        return _text(found, with_header(body_text(*split_head(data), Walk())))
    if form is Form.TEXT:
        old_mac = b"\r" in data and b"\n" not in data
        return _text(found, _old_mac(data)) if old_mac else _text(found, "", data)
    try:
        return _text(found, with_header(_READERS[form](data, found.name)))
    except LetterError as error:
        return Left(Kind.BROKEN, found.name, error.sentence)


def _apple(found: Found, data: bytes) -> RawMessage | Left:
    mail, arrived, flags = emlx.split(data)
    states = ((flags.deleted, Role.TRASH, Kind.DELETED), (flags.junk, Role.SPAM, Kind.SPAM))
    for is_so, role, kind in (*states, (flags.draft, Role.DRAFTS, Kind.DRAFT)):
        if is_so and role not in found.wanted:
            return Left(kind, found.name)
    return RawMessage(mail, found.name, arrived=arrived)


def _text(found: Found, text: str, data: bytes = b"") -> RawMessage | Left:
    data = data or text.encode("utf-8", "replace")
    if not data.strip():
        sentence = (
            f"{found.name} holds no text that can be read; if it is a picture of a letter, type or paste its words."
        )
        return Left(Kind.OTHER, found.name, sentence)
    if not found.by_hand and len(data.strip()) < _SHORTEST:
        return Left(Kind.OTHER, found.name)
    return RawMessage(data, found.name, form="text")


def _old_mac(data: bytes) -> str:
    """Return the text of a file with the line ends of old Macs, which is in their character set if not in UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("mac_roman")
    return text.replace("\r", "\n")


def _page(data: bytes, _: str) -> str:
    meta = _META_CHARSET.search(data[:4000])
    charset = meta[1].decode("ascii", "replace").lower() if meta else ""
    return to_text(decode(data, "" if charset.startswith("utf-16") else charset))  # it is UTF-8 by now


def _web_archive(data: bytes, name: str) -> str:
    try:
        whole = plistlib.loads(data) if len(data) <= _MOST_WEB_ARCHIVE else {}
        main = whole["WebMainResource"]
        page, charset = main["WebResourceData"], str(main.get("WebResourceTextEncodingName", ""))
        return to_text(decode(bytes(page), charset))
    except emlx.BROKEN as error:
        raise LetterError(f"{name} is not a web archive that can be read; copy its words and paste them.") from error


_READERS: Final[dict[Form, Callable[[bytes, str], str]]] = {
    Form.PAGE: _page,
    Form.WEB_ARCHIVE: _web_archive,
    Form.RICH_TEXT: lambda data, _: rich_text(data),
    Form.PDF: lambda data, name: without_edges(pdf_pages(io.BytesIO(data), name, _MOST_PAGES, _MOST_SECONDS)),
    Form.WORD: docx_text,
    Form.OPEN_DOCUMENT: open_document_text,
}
