"""The labelled letters of `data/letters.jsonl`, composed as the real forms mail comes in."""

import base64
import quopri
from collections.abc import Iterable, Iterator
from email.header import Header
from pathlib import Path
from typing import Any

from rejection_tui.domain.letter import Reading
from rejection_tui.mail import RawMessage, Skipped, parse
from rejection_tui.reading import read_letter
from tests.mail.measure import load

DATA = Path(__file__).parents[2] / "data"


def rows(name: str = "letters") -> list[dict[str, Any]]:
    """Return the labelled letters of one file."""
    return load(str(DATA / f"{name}.jsonl"))


def compose(row: dict[str, Any]) -> bytes:
    """Return a labelled letter in the form it names: plain, html, qp, base64, latin1, alternative, forwarded."""
    body, form = str(row["body"]), row["form"]
    if form == "forwarded":
        return _forwarded(row, body)
    head = _head(row["from"], row["subject"])
    if form == "alternative":
        return head + _alternative(body)
    subtype = b"html" if form == "html" else b"plain"
    encodings = {
        "qp": (b"quoted-printable", quopri.encodestring(body.encode())),
        "base64": (b"base64", base64.encodebytes(body.encode())),
    }
    charset, data = (
        (b"iso-8859-1", body.encode("iso-8859-1", "replace")) if form == "latin1" else (b"utf-8", body.encode())
    )
    encoding, data = encodings.get(form, (b"8bit", data))
    kind = b"Content-Type: text/" + subtype + b"; charset=" + charset + b"\nContent-Transfer-Encoding: " + encoding
    return head + kind + b"\n\n" + data


def _head(sender: str, subject: str) -> bytes:
    name, _, address = sender.partition(" <")
    shown = f"{Header(name, 'utf-8').encode()} <{address}" if address else sender
    title = Header(subject, "utf-8").encode()
    date = "Mon, 3 Nov 2025 09:30:00 +0000"
    return f"From: {shown}\nTo: me@example.com\nSubject: {title}\nDate: {date}\nMIME-Version: 1.0\n".encode()


def _alternative(body: str) -> bytes:
    page = "".join(f"<p>{part}</p>" for part in body.split("\n\n")).replace("\n", "<br>")
    return (
        'Content-Type: multipart/alternative; boundary="cut"\n\n--cut\nContent-Type: text/plain; charset=utf-8\n\n'
        f"{body}\n--cut\nContent-Type: text/html; charset=utf-8\n\n{page}\n--cut--\n"
    ).encode()


def _forwarded(row: dict[str, Any], body: str) -> bytes:
    block = f"From: {row['from']}\nDate: Mon, 3 Nov 2025 at 09:30\nSubject: {row['subject']}\nTo: <me@example.com>"
    text = f"for my files\n\n---------- Forwarded message ---------\n{block}\n\n{body}"
    head = _head("Me Myself <me@example.com>", f"Fwd: {row['subject']}")
    return head + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text.encode()


def readings(items: Iterable[RawMessage | Skipped]) -> Iterator[Reading | Skipped]:
    """Yield what is read in each message; what was skipped passes through."""
    for item in items:
        yield item if isinstance(item, Skipped) else read_letter(parse(item))
