"""Turns an Outlook item (.msg, .oft) into the Internet message it was, so that it is read like any other."""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final

from rejection_tui.documents import BROKEN
from rejection_tui.documents.rich_text import rich_text, unpacked_rich_text
from rejection_tui.domain.decoding import decode
from rejection_tui.domain.text import clean_line

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_SUBJECT, _HEADERS, _BODY, _HTML, _RTF, _CLASS = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009, 0x001A
_MESSAGE_ID, _REFERENCES, _ANSWERED, _SENT_TO = 0x1035, 0x1039, 0x1042, 0x0E04
_DELIVERED, _SUBMITTED, _FLAGS = 0x0E06, 0x0039, 0x0E07
#: Where the sender's address stands: for the Internet first; that of Exchange is no address elsewhere.
_SENDER_ADDRESSES: Final = (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_SENDER_NAMES: Final = (0x0C1A, 0x0042)
_RECIPIENT_ADDRESSES, _RECIPIENT_NAME = (0x39FE, 0x3003), 0x3001
_FILE_NAMES, _FILE_DATA, _FILE_TYPE = (0x3707, 0x3704, 0x3001), 0x3701, 0x370E
_UNSENT_FLAG, _FROM_ME_FLAG = 0x0008, 0x0020
_TEXT, _ANSI, _BINARY = 0x001F, 0x001E, 0x0102
_CODE_PAGES: Final = (0x3FDE, 0x3FFD)
_MOST_DEPTH, _MOST_ATTACHED, _MOST_ATTACHED_BYTES = 3, 100, 8_000_000
_MOST_ENTRIES: Final = 4000  # of streams in a compound file; the library looks for each among all
_CONTENT_HEADER: Final = re.compile(
    r"^(?:content-[a-z-]+|mime-version|x-unsent)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*", re.I | re.M
)
_FIELD: Final = re.compile(r"^([!-9;-~]{1,80}):", re.M)


def mail_of_outlook(data: bytes) -> bytes | None:
    """Return an Outlook item as an Internet message; None when it is none or damaged. Never raises.

    A draft is marked by `X-Unsent: 1`, one that the user sent by `X-Gmail-Labels: Sent`; attached mails are in it.
    """
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(io.BytesIO(data)) as compound:
            if len(compound.direntries) > _MOST_ENTRIES:
                return None
            item = _Item(Storage.from_ole(compound), top=True)
        return item.mail()
    except BROKEN:
        return None


class _Item:
    """A message in a compound file, at its top or attached to another."""

    def __init__(self, storage: "Storage", top: bool, depth: int = 0) -> None:
        from oxmsg.domain.model import MSG_HDR_OFFSET
        from oxmsg.properties import Properties

        self._storage = storage
        self._depth = depth
        self._properties = Properties(storage, MSG_HDR_OFFSET if top else 24)
        self._code_page = next((f"cp{page}" for pid in _CODE_PAGES if (page := self._number(pid))), "")

    def mail(self) -> bytes:
        """Return the item as an Internet message."""
        attached = list(self._attached())
        sealed = self._text(_CLASS).lower().startswith("ipm.note.smime")
        if sealed and attached and (whole := self._sealed()):
            return self._headers().encode("utf-8", "replace") + whole
        body = list(self._bodies())
        whole = body[0] if len(body) == 1 else _multipart("alternative", body)
        if attached:
            whole = _multipart("mixed", [whole, *attached])
        return f"{self._headers()}MIME-Version: 1.0\n".encode("utf-8", "replace") + whole

    def _headers(self) -> str:
        """Return the header lines: those it came with, and what is missing among them from its properties."""
        kept = self._text(_HEADERS)[:200_000].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        lines = _CONTENT_HEADER.sub("", f"{kept}\n") if _FIELD.match(kept) else ""
        lines = "\n".join(line for line in lines.split("\n") if line.strip())
        there = {name.lower() for name in _FIELD.findall(lines)}
        found = {
            "From": self._sender(),
            "To": self._recipients(),
            "Subject": self._text(_SUBJECT),
            "Date": self._date(),
            "Message-ID": self._text(_MESSAGE_ID),
            "References": self._text(_REFERENCES),
            "In-Reply-To": self._text(_ANSWERED),
        }
        own = {name: clean_line(value, 2000) for name, value in found.items() if name.lower() not in there}
        flags = self._number(_FLAGS)
        if flags & _UNSENT_FLAG:
            own["X-Unsent"] = "1"
        if flags & _FROM_ME_FLAG and not lines:
            own["X-Gmail-Labels"] = "Sent"
        return (f"{lines}\n" if lines else "") + "".join(f"{k}: {v}\n" for k, v in own.items() if v)

    def _sender(self) -> str:
        name = next((found for pid in _SENDER_NAMES if (found := self._text(pid))), "")
        email = next((found for pid in _SENDER_ADDRESSES if "@" in (found := self._text(pid))), "")
        return _written(name, email)

    def _recipients(self) -> str:
        found: list[str] = []
        for storage in list(self._storage.iter_recipient_storages())[:20]:
            name = self._text(_RECIPIENT_NAME, storage)
            email = next((one for pid in _RECIPIENT_ADDRESSES if "@" in (one := self._text(pid, storage))), "")
            found.append(_written(name, email))
        return ", ".join(one for one in found if one) or self._text(_SENT_TO)

    def _date(self) -> str:
        for pid in (_SUBMITTED, _DELIVERED):
            try:
                value: Any = self._properties.date_prop_value(pid)
            except BROKEN:
                continue
            if isinstance(value, datetime) and 1980 <= value.year <= 2100:
                return format_datetime(value)
        return ""

    def _bodies(self) -> Iterator[bytes]:
        """Yield the text in plain and in HTML form, or made from RTF where that is all there is."""
        plain, page = self._text(_BODY), self._page()
        if not plain.strip() and not page.strip():
            plain = rich_text(unpacked_rich_text(self._bytes(_RTF, _BINARY)))
        for kind, text in (("plain", plain), ("html", page)):
            if text.strip() or (kind == "plain" and not page):
                head = f"Content-Type: text/{kind}; charset=utf-8\n\n"
                yield (head + text.replace("\r\n", "\n")).encode("utf-8", "replace")

    def _page(self) -> str:
        data = self._bytes(_HTML, _BINARY)
        return decode(data, self._code_page) if data else self._text(_HTML)

    def _attached(self) -> Iterator[bytes]:
        """Yield the attachments as parts: mails whole, files by name and, up to a size, with what they hold."""
        size = 0
        for storage in list(self._storage.iter_attachment_storages())[:_MOST_ATTACHED]:
            inner = next((one for one in storage.storages if one.name.startswith("__substg1.0_3701000D")), None)
            if inner is not None:
                if self._depth < _MOST_DEPTH:
                    yield b"Content-Type: message/rfc822\n\n" + _Item(inner, top=False, depth=self._depth + 1).mail()
                continue
            data = self._bytes(_FILE_DATA, _BINARY, storage)
            size += len(data)
            name = next((found for pid in _FILE_NAMES if (found := self._text(pid, storage))), "")
            yield self._file(name, data if size <= _MOST_ATTACHED_BYTES else b"")

    def _file(self, name: str, data: bytes) -> bytes:
        shown = clean_line(name, 200).replace('"', "'") or "attachment"
        if shown.lower().endswith(".msg") and self._depth < _MOST_DEPTH and (mail := mail_of_outlook(data)):
            return b"Content-Type: message/rfc822\n\n" + mail
        if shown.lower().endswith(".eml") and data:
            return b"Content-Type: message/rfc822\n\n" + data
        head = (
            f'Content-Type: application/octet-stream; name="{shown}"\n'
            f'Content-Disposition: attachment; filename="{shown}"\nContent-Transfer-Encoding: base64\n\n'
        )
        return head.encode("utf-8", "replace") + base64.encodebytes(data)

    def _sealed(self) -> bytes:
        """Return the one attachment of a signed or encrypted item, which is the whole mail as it was sent."""
        for storage in self._storage.iter_attachment_storages():
            data = self._bytes(_FILE_DATA, _BINARY, storage)
            if data[:200].lstrip().lower().startswith((b"content-", b"mime-version")):
                return data
            if data:
                head = b"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
                return head + base64.encodebytes(data)
        return b""

    def _text(self, pid: int, storage: "Storage | None" = None) -> str:
        wide = self._bytes(pid, _TEXT, storage)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        return decode(self._bytes(pid, _ANSI, storage), self._code_page).rstrip("\x00")

    def _bytes(self, pid: int, kind: int, storage: "Storage | None" = None) -> bytes:
        try:
            return (storage or self._storage).property_stream_bytes(pid, kind)
        except LookupError:
            return b""

    def _number(self, pid: int) -> int:
        try:
            return int(self._properties.int_prop_value(pid) or 0)
        except BROKEN:
            return 0


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    """Return parts as one part, with a boundary that does not stand in them."""
    boundary = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:40]
    line = f"--{boundary}\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    return head + b"".join(line + part + b"\n" for part in parts) + f"--{boundary}--\n".encode()


def _written(name: str, email: str) -> str:
    name, email = clean_line(name, 200).replace('"', "'"), clean_line(email, 254)
    if "@" in name and email in {"", name}:
        name, email = "", name
    return f'"{name}" <{email}>' if name and email else email or name
