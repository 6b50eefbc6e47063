"""The letters of the tests: a refusal and an invitation written out and the labelled ones of `data/` made into mail."""

import base64
import quopri
from collections.abc import Iterable, Iterator
from email.header import Header
from pathlib import Path
from typing import Any

from data import corpus
from rejection_tui.domain.letter import Reading
from rejection_tui.mail import RawMessage, Skipped, parse
from rejection_tui.reading import read_letter

#: A refusal after an interview, signed by a person.
LETTER = """From: Jane Hart <jane.hart@northwind.example>
To: Alex Doe <alex.doe@example.com>
Subject: Your application for the Data Engineer position at Northwind
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <n1@northwind.example>

Dear Alex,

Thank you for your interest in Northwind and for the time you took for the interview last week.

After careful thought we have decided not to move forward with your application for the Data Engineer position.

We wish you every success in your search.

Kind regards
Jane Hart
Talent Partner, Northwind
"""

#: Good news, which nobody may file as a refusal.
INVITATION = """From: Tom Lindqvist <tom@globex.example>
To: Alex Doe <alex.doe@example.com>
Subject: Interview invitation: Analyst at Globex
Date: Mon, 23 Nov 2026 10:00:00 +0000
Message-ID: <two@globex.example>

Dear Alex,

Thank you for applying for the Analyst position at Globex. We would like to invite you to an
interview next Tuesday at 10:00.
Please let us know whether the time suits you.

Best wishes
Tom Lindqvist
"""

#: The parts of the house's own letters: one of each kind and form, letters in nobody's formulas, and those kept back.
PARTS = {"letters": slice(0, 66), "varied": slice(66, 199), "heldout": slice(199, None)}


def rows(name: str = "letters") -> list[dict[str, Any]]:
    """Return one part of the house's own labelled letters."""
    return corpus.letters()["house"][PARTS[name]]


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


def some_mail(here: Path) -> Path:
    """Make a folder of three rejections, one invitation and one empty file."""
    here.mkdir()
    for name in ("Northwind", "Initech", "Umbra"):
        text = LETTER.replace("Northwind", name).replace("northwind", name.lower())
        (here / f"{name}.eml").write_text(text, encoding="utf-8")
    (here / "globex.eml").write_text(INVITATION, encoding="utf-8")
    (here / "empty.eml").write_bytes(b"")
    return here


def story(folder: Path) -> Path:
    """Write a letter, the question that answers it and what came back to it into a folder, and return that."""
    head = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    me, jane = "Alex Doe <alex.doe@example.com>", "Jane Hart <jane.hart@northwind.example>"
    question = (
        f"From: {me}\nTo: {jane}\nSubject: Re: Your application\nDate: Tue, 24 Nov 2026 08:00:00 +0000\n{head}"
        "Message-ID: <q1@example.com>\nIn-Reply-To: <n1@northwind.example>\n\nDear Jane,\n\nThank you for letting me "
        "know, I accept the decision. Could you name one area where another candidate's experience matched the role "
        "better?\n\nAlex\n"
    )
    answer = (
        f"From: {jane}\nTo: {me}\nSubject: Re: Your application\nDate: Tue, 24 Nov 2026 09:30:00 +0000\n{head}"
        "Message-ID: <a1@northwind.example>\nIn-Reply-To: <q1@example.com>\n\nHi Alex,\n\nThe panel felt that your "
        "answers on system design stayed at a high level; another candidate gave more detail on testing.\n\nJane\n"
    )
    folder.mkdir()
    for name, text in (("1", LETTER), ("2", question), ("3", answer)):
        (folder / f"{name}.eml").write_text(text, "utf-8")
    return folder
