"""A draft as an .eml file or a mailto link, built so that no text can add a header or a recipient."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from rejection_tui.domain.addresses import mail_address
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.text import clean, clean_line

if TYPE_CHECKING:
    from email.message import EmailMessage
    from email.policy import EmailPolicy

#: The headers of every file written here, and no others.
HEADERS: Final = (
    "From",
    "To",
    "Date",
    "Subject",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "X-Unsent",
)
#: The headers of an answer besides.
THREAD_HEADERS: Final = ("In-Reply-To", "References")
#: Characters with a meaning in addresses; they are left out of names, because mail programs quote them differently.
_SPECIAL: Final = str.maketrans(dict.fromkeys('<>@,;:"()[]\\=', " "))
_ENCODED: Final = re.compile(r"=\?[^?\s]*\?[bBqQ]\?[^?]*\?=")
#: Message identifiers that can stand in a header as they are: ASCII without blanks, in angle brackets.
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{1,250}>")
_MOST_REFERENCES: Final = 20
#: Longer links are cut off by mail programs and shells.
MAILTO_LIMIT: Final = 8_000


@dataclass(frozen=True, slots=True)
class Thread:
    """What a message answers: the identifier of that mail, and those of the mails before it, oldest first."""

    message_id: str = ""
    references: Sequence[str] = ()

    @property
    def answered(self) -> str:
        """The identifier of the mail that is answered; "" when it has none that can be written."""
        return self.message_id if _MESSAGE_ID.fullmatch(self.message_id) else ""

    def headers(self) -> dict[str, str]:
        """Return the headers that put a message into this thread, ready to be written; none for no thread."""
        if not self.answered:
            return {}
        earlier = [one for one in self.references if _MESSAGE_ID.fullmatch(one) and one != self.answered]
        kept = list(dict.fromkeys([*earlier[:1], *earlier[-_MOST_REFERENCES:], self.answered]))
        return {"In-Reply-To": self.answered, "References": "\r\n ".join(kept)}


NO_THREAD: Final = Thread()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be written: its people, subject, text, moment and thread; `identity` makes its Message-ID.

    An unknown address leaves its header out.
    """

    to_email: str
    subject: str
    body: str
    date: datetime
    identity: str
    to_name: str = ""
    from_name: str = ""
    from_email: str = ""
    thread: Thread = NO_THREAD
    unsent: bool = True  # asks mail programs to open the file for sending

    @property
    def message_id(self) -> str:
        """The Message-ID, the same for the same `identity` and sender."""
        domain = address(self.from_email).rpartition("@")[2] if self.from_email.strip() else ""
        return f"<{re.sub('[^0-9A-Za-z]', '', self.identity)[:64] or 'draft'}@{domain or 'rejtui.invalid'}>"


def to_eml(out: Outgoing) -> bytes:
    """Return the draft as an unsent message (CRLF lines, UTF-8 text).

    Raises `UsageError` for an invalid address or a naive `date`, and `Refused` if the headers, read back, differ from
    what was meant.
    """
    from email.message import EmailMessage
    from email.utils import format_datetime

    if out.date.tzinfo is None:
        raise UsageError("The date of a message needs its time zone; nothing was written.")
    policy = _policy(out)
    meant = {
        "From": _person(out.from_name, out.from_email),
        "To": _person(out.to_name, out.to_email),
        "Date": format_datetime(out.date),
        "Subject": _header(out.subject),
        "Message-ID": out.message_id,
        "X-Unsent": "1" if out.unsent else "",
    }
    message = EmailMessage(policy=policy)
    encoding = "base64" if _needs_base64(out.body) else "quoted-printable"
    message.set_content(clean(out.body), charset="utf-8", cte=encoding)
    for name, value in meant.items():
        if value or name == "Subject":
            message[name] = value
    # Identifiers are written as they are: the standard library encodes long ones, which no other program understands.
    thread = out.thread.headers()
    lines = "".join(f"{name}: {value}\r\n" for name, value in thread.items())
    data = lines.encode("ascii") + message.as_bytes(policy=policy)
    _verify(data, [*thread, *message.keys()], out)
    return data


def _policy(out: Outgoing) -> "EmailPolicy[EmailMessage]":
    """Return how headers are written: in ASCII, unless an address has other letters before its "@"."""
    from email.policy import SMTP, SMTPUTF8

    return SMTP if (address(out.to_email, True) + address(out.from_email, True)).isascii() else SMTPUTF8


def _needs_base64(body: str) -> bool:
    """Return whether the body has lines too long or too much non-ASCII for other encodings."""
    return sum(ord(c) > 127 for c in body) > len(body) // 4 or any(len(line) > 900 for line in body.split("\n"))


def _header(text: str) -> str:
    """Return text for a header: one line without control characters or encoded words."""
    line = clean_line(text, 400)
    while _ENCODED.search(line):
        line = _ENCODED.sub(lambda m: m.group().replace("=?", "= ?").replace("?=", "? ="), line)
    return line


def _person(name: str, email: str) -> str:
    if not email.strip():
        return ""
    words = _header(name).translate(_SPECIAL).split()
    shown = " ".join(word for word in words if word[0].isalnum())
    return f'"{shown}" <{address(email)}>' if shown else address(email)


def address(email: str, optional: bool = False) -> str:
    """Return the address as headers hold it, its domain in ASCII; raise `UsageError` unless it is one.

    With `optional` there may be none.
    """
    if optional and not email.strip():
        return ""
    if not (found := mail_address(email)):
        raise UsageError(f"{clean_line(email, 80) or 'Nothing'} is not an email address; correct it first.")
    return found


def _verify(data: bytes, meant: Sequence[str], out: Outgoing) -> None:
    """Read the file back and raise `Refused` unless its headers, addresses and thread are the intended ones."""
    from email import message_from_bytes
    from email.policy import SMTPUTF8, compat32
    from email.utils import getaddresses

    again = message_from_bytes(data, policy=SMTPUTF8)
    names = [k for k, _ in message_from_bytes(data, policy=compat32).items()]
    found = [str(again.get(k, "")) for k in ("From", "To")]
    addresses = [email for _, email in getaddresses([line for line in found if line])]
    wrong = addresses != [address(p) for p in (out.from_email, out.to_email) if p.strip()]
    wrong = wrong or str(again.get("In-Reply-To", "")).strip() != out.thread.answered
    if wrong or names != list(meant) or len(set(names)) != len(names) or again.is_multipart():
        raise Refused("The message would not come back as it was written, so no file was made. Copy the text instead.")


def to_mailto(to_email: str, subject: str, body: str, thread: Thread = NO_THREAD) -> str:
    """Return a mailto link; raise `UsageError` for an invalid address, `Refused` when the link is too long.

    What is answered is named as RFC 6068 allows; a mail program that does not know of it leaves it out.
    """
    to = quote(address(to_email, True), safe="@")
    fields = {"subject": clean_line(subject, 400), "In-Reply-To": thread.answered}
    head = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value or name == "subject")
    link = f"mailto:{to}?{head}&body={quote(clean(body).replace(chr(10), chr(13) + chr(10)), safe='')}"
    if len(link) > MAILTO_LIMIT:
        raise Refused("The draft is too long for a mail link; copy it or write it to a file instead.")
    return link
