"""One mail of the mailbox, and its bytes as the program that sent it would have written them."""

import base64
import hashlib
import quopri
import textwrap
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr
from zoneinfo import ZoneInfo

ME = "Mara Lindqvist <mara.lindqvist@gmail.example>"
MY_ADDRESS = "mara.lindqvist@gmail.example"
HOME = ZoneInfo("Europe/Berlin")
_LINE = 76  # characters of a line of the plain part, as web mail wraps it
_WRAPPED = 85  # a line longer than this goes on in the next one


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `text` is what its writer typed, a line a paragraph; `quoted` and `page_quoted` stand below it."""

    key: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    quoted: str = ""
    page_quoted: str = ""
    references: tuple[str, ...] = ()
    folders: tuple[str, ...] = ("Inbox",)
    form: str = "plain"  # plain, both, page
    page: str = ""  # the whole page, where it is not made of the text
    automatic: str = ""  # the value of Auto-Submitted
    list_id: str = ""
    attachment: str = ""
    delivered_to: str = MY_ADDRESS

    @property
    def sent(self) -> bool:
        """Whether Mara wrote it."""
        return parseaddr(self.sender)[1] == MY_ADDRESS

    def data(self) -> bytes:
        """Return the mail as bytes, its lines ended by a line feed."""
        return self._head().encode() + self._content()

    def _head(self) -> str:
        date = format_datetime(self.at.astimezone(HOME))
        domain = parseaddr(self.sender)[1].rpartition("@")[2]
        lines = []
        if not self.sent or self.to == ME:
            lines += [
                f"Delivered-To: {self.delivered_to}",
                f"Received: from mx1.{domain} (mx1.{domain} [192.0.2.25]) by mx.gmail.example",
                f"\twith ESMTPS id {short(self.key)}; {date}",
            ]
        lines += [
            f"From: {_address(self.sender)}",
            f"To: {_address(self.to)}",
            f"Date: {date}",
            f"Subject: {_words(self.subject)}",
        ]
        if self.message_id:
            lines.append(f"Message-ID: {self.message_id}")
        if self.references:
            lines += [f"In-Reply-To: {self.references[-1]}", "References: " + "\n ".join(self.references)]
        if self.automatic:
            lines.append(f"Auto-Submitted: {self.automatic}")
        if self.list_id:
            lines += [f"List-Id: <{self.list_id}>", f"List-Unsubscribe: <https://{self.list_id}/u>", "Precedence: bulk"]
        return "\n".join([*lines, "MIME-Version: 1.0", ""])

    def _content(self) -> bytes:
        body = self._text_parts()
        if not self.attachment:
            return body
        edge = f"mixed_{short(self.key)}"
        paper = base64.encodebytes(b"%PDF-1.4\n" + hashlib.sha256(self.key.encode()).digest() * 40)
        head = (
            f'Content-Type: application/pdf; name="{self.attachment}"\n'
            f'Content-Disposition: attachment; filename="{self.attachment}"\nContent-Transfer-Encoding: base64\n\n'
        )
        return _multipart("mixed", edge, [body, head.encode() + paper])

    def _text_parts(self) -> bytes:
        page = self.page or _page(self.text, self.page_quoted)
        if self.form == "page":
            return _part("html", page)
        plain = wrapped(self.text) if self.form == "both" else self.text
        if self.quoted:
            plain += f"\n\n{self.quoted}"
        if self.form == "plain":
            return _part("plain", plain + "\n")
        return _multipart("alternative", f"alt_{short(self.key)}", [_part("plain", plain + "\n"), _part("html", page)])


def short(key: str) -> str:
    """Return some letters and digits that belong to a key."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def paragraphs(text: str) -> str:
    """Return a text with the lines of each paragraph joined; short lines, as of a signature, stay as they are."""
    lines: list[str] = []
    going_on = False
    for line in text.strip().split("\n"):
        if going_on and line:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        going_on = len(line) > _WRAPPED
    return "\n".join(lines)


def wrapped(text: str) -> str:
    """Return a text in lines of the usual length, cut at blanks only; a repeated line stays whole."""
    cut = textwrap.TextWrapper(_LINE, break_long_words=False, break_on_hyphens=False)
    return "\n".join(line if line.startswith(">") else cut.fill(line) for line in text.split("\n"))


def escaped(text: str) -> str:
    """Return a text as it stands in a page."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _page(text: str, quoted: str) -> str:
    blocks = "".join(f"<p>{escaped(block).replace(chr(10), '<br>')}</p>\n" for block in text.split("\n\n"))
    return f'<html><head><meta charset="utf-8"></head><body>{blocks}{quoted}</body></html>'


def _part(kind: str, text: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    return head.encode() + quopri.encodestring(text.encode())


def _multipart(kind: str, edge: str, parts: list[bytes]) -> bytes:
    inner = b"".join(f"--{edge}\n".encode() + part + b"\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"\n\n'.encode() + inner + f"--{edge}--\n".encode()


def _address(text: str) -> str:
    name, address = parseaddr(text)
    shown = Header(name, "utf-8").encode() if not name.isascii() else f'"{name}"' if set(name) & set(",.&") else name
    return f"{shown} <{address}>" if name else address


def _words(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()
