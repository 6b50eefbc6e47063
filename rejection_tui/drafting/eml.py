"""A draft as an .eml file or a mailto link, built so that no text can add a header or a recipient."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.text import clean, clean_line

if TYPE_CHECKING:
    from email.message import EmailMessage

#: The headers of every file written here, and no others.
HEADERS: Final = (
    "From",
    "To",
    "Date",
    "Subject",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "X-Unsent",
)
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
#: Characters with a meaning in addresses; they are left out of names, because mail programs quote them differently.
_SPECIAL: Final = str.maketrans(dict.fromkeys('<>@,;:"()[]\\=', " "))
_ENCODED: Final = re.compile(r"=\?[^?\s]*\?[bBqQ]\?[^?]*\?=")
#: Longer links are cut off by mail programs and shells.
MAILTO_LIMIT: Final = 8_000


def to_eml(
    to_name: str, to_email: str, subject: str, body: str, from_name: str, from_email: str, date: datetime
) -> bytes:
    """Return the draft as an unsent message (CRLF lines, UTF-8); an unknown address leaves its header out.

    Raises `UsageError` for an invalid address or a naive `date`, and `Refused` if the headers, read back, differ from
    what was meant.
    """
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    if date.tzinfo is None:
        raise UsageError("The date of a message needs its time zone; nothing was written.")
    meant = {
        "From": _person(from_name, from_email),
        "To": _person(to_name, to_email),
        "Date": format_datetime(date),
        "Subject": _header(subject),
        "X-Unsent": "1",
    }
    message = EmailMessage(policy=SMTP)
    message.set_content(clean(body), charset="utf-8", cte="base64" if _needs_base64(body) else "quoted-printable")
    for name, value in meant.items():
        if value or name == "Subject":
            message[name] = value
    data = message.as_bytes(policy=SMTP)
    _verify(data, message, (from_email, to_email))
    return data


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
    from email.utils import formataddr

    if not email.strip():
        return ""
    words = _header(name).translate(_SPECIAL).split()
    shown = " ".join(word for word in words if word[0].isalnum())
    return formataddr((shown, address(email)))


def address(email: str) -> str:
    """Return the address unchanged if it is valid; raise `UsageError` otherwise."""
    bare = email.strip()
    if not _ADDRESS.fullmatch(bare) or ".." in bare:
        raise UsageError(f"{clean_line(email, 80) or 'Nothing'} is not an email address; correct it first.")
    return bare


def _verify(data: bytes, message: "EmailMessage", people: tuple[str, str]) -> None:
    """Read the file back and raise `Refused` unless its headers and addresses are the intended ones."""
    from email import message_from_bytes
    from email.policy import compat32
    from email.utils import getaddresses

    again = message_from_bytes(data, policy=compat32)
    names, meant = [k for k, _ in again.items()], [k for k, _ in message.items()]
    raw = [str(again.get(k, "")) for k in ("From", "To")]
    addresses = [found for _, found in getaddresses([line for line in raw if line])]
    wrong = addresses != [p.strip() for p in people if p.strip()] or not set(names) <= set(HEADERS)
    if wrong or names != meant or len(set(names)) != len(names) or again.is_multipart():
        raise Refused("The message would not come back as it was written, so no file was made. Copy the text instead.")


def to_mailto(to_email: str, subject: str, body: str) -> str:
    """Return a mailto link; raise `UsageError` for an invalid address, `Refused` when the link is too long."""
    to = quote(address(to_email), safe="@") if to_email.strip() else ""
    lines = clean(body).replace("\n", "\r\n")
    link = f"mailto:{to}?subject={quote(clean_line(subject, 400), safe='')}&body={quote(lines, safe='')}"
    if len(link) > MAILTO_LIMIT:
        raise Refused("The draft is too long for a mail link; copy it or write it to a file instead.")
    return link
