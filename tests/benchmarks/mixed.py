"""A mailbox of mixed mail: a tenth newsletters, a tenth rejections, the rest alerts, receipts, chatter and lists."""

import quopri
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.newsletter import newsletter

START = datetime(2026, 1, 2, 7, 0, tzinfo=UTC)
_TRACE = """Delivered-To: sam.doe@example.com
Received: by 2002:a05:6a10:{n}:b0:4f1:abcd:ef01 with SMTP id x1csp{n}; {date}
Return-Path: <bounce-{n}@{domain}>
Received: from mta12.{domain} (mta12.{domain}. [192.0.2.12]) by mx.example.com with ESMTPS id a1-{n};
 {date}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=k1; h=from:to:subject:date;
 bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvw
"""
_CELL = (
    '<tr><td align="left" style="font-size:0px;padding:10px 25px;word-break:break-word;"><div style="font-family:'
    'Arial,sans-serif;font-size:14px;line-height:1.4;text-align:left;color:#222222;">{text} <a style="color:#0b66c3" '
    'href="https://click.{domain}/t/{n}xYq/AAQRxRA/RgRnX2s3P0Q?utm_source=mail&amp;utm_campaign=c{n}">Open</a></div>'
    "</td></tr>\n"
)
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><style>td{{border-collapse:collapse}}a{{color:#0b66c3}}'
    '.pre{{display:none}}</style></head><body><div class="pre">{first}</div><table role="presentation" width="600">\n'
    "{cells}</table></body></html>"
)


class _Draw:
    """Draws the words of one mail; the same number draws the same."""

    def __init__(self, number: int) -> None:
        self.number, self.random = number, Random(number)
        words = _words()
        self.town: str = self.random.choice(words["towns"])
        self.firm = f"{self.town} {self.random.choice(words['trades'])}"
        self.role: str = self.random.choice(words["roles"])
        self.person: str = self.random.choice(words["people"])
        self.domain = self.firm.lower().replace(" ", "-") + ".example"

    def fill(self, pattern: str) -> str:
        n = self.random.randrange(11, 99)
        return pattern.format(n=n, town=self.town, firm=self.firm, role=self.role, person=self.person)

    def one(self, patterns: list[str]) -> str:
        return self.fill(self.random.choice(patterns))

    def prose(self, patterns: list[str], least: int, most: int) -> str:
        """Return some sentences in paragraphs of two to four, as people type them."""
        chosen = [self.one(patterns) for _ in range(self.random.randint(least, most))]
        cut = self.random.randint(2, 4)
        return "\n\n".join(" ".join(chosen[at : at + cut]) for at in range(0, len(chosen), cut))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("mixed.toml").read_text(encoding="utf-8"))


def write(path: Path, mails: int) -> int:
    """Write an mbox of so many mails, in the order they came, and return its size in bytes."""
    with path.open("wb") as stream:
        for number in range(mails):
            stream.write(b"From x@y Mon Nov 23 16:20:00 2026\n" + mail(number).rstrip() + b"\n\n")
        return stream.tell()


def mail(number: int) -> bytes:
    """Return one mail of the mixture: its kind follows from its number, its words are drawn."""
    kinds: tuple[Callable[[_Draw], bytes], ...] = (
        lambda draw: newsletter(draw.number, draw.random.randint(40_000, 75_000)),
        _rejection,
        _chatter,
        lambda draw: _page_mail(draw, "alert", draw.random.randint(8, 25)),
        _chatter,
        lambda draw: _page_mail(draw, "receipt", draw.random.randint(3, 8)),
        _list_mail,
        _chatter,
        lambda draw: _page_mail(draw, "alert", draw.random.randint(3, 8)),
        _chatter,
    )
    return kinds[number % len(kinds)](_Draw(number))


def _head(draw: _Draw, sender: str, subject: str, more: str = "") -> bytes:
    date = format_datetime(START + timedelta(minutes=47 * draw.number))
    name, _, address = sender.rpartition(" <")
    shown = f"{Header(name, 'utf-8').encode()} <{address}" if not name.isascii() else sender
    title = subject if subject.isascii() else Header(subject, "utf-8").encode()
    return (
        _TRACE.format(n=10_000 + draw.number, date=date, domain=draw.domain)
        + f"From: {shown}\nTo: Sam Doe <sam.doe@example.com>\nDate: {date}\nSubject: {title}\n"
        + f"Message-ID: <mixed-{draw.number}@{draw.domain}>\nMIME-Version: 1.0\n{more}"
    ).encode()


def _plain(draw: _Draw, text: str, sender: str, subject: str, more: str = "") -> bytes:
    head = _head(draw, sender, subject, more)
    if draw.random.random() < 0.5:
        kind = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        return head + kind + text.encode()
    return head + _both(text, "".join(f"<p>{escape(part)}</p>\n" for part in text.split("\n\n")))


def _both(text: str, page: str) -> bytes:
    """Return the parts of a mail that is written twice, plain and as a page."""
    parts = (("plain", text), ("html", page))
    pieces = (
        f"--=cut\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n".encode()
        + quopri.encodestring(content.encode())
        for kind, content in parts
    )
    return b'Content-Type: multipart/alternative; boundary="=cut"\n\n' + b"\n".join(pieces) + b"\n--=cut--\n"


def _rejection(draw: _Draw) -> bytes:
    chosen = draw.random.choice(_words()["rejection"])
    lines = [draw.fill(line) for line in chosen["lines"]]
    text = "\n\n".join((chosen["greeting"], " ".join(lines[:2]), " ".join(lines[2:]), chosen["closing"]))
    automatic = draw.random.random() < 0.5
    sender = f"{draw.firm} <no-reply@{draw.domain}>" if automatic else f"{draw.person} <hr@{draw.domain}>"
    more = "Auto-Submitted: auto-generated\n" if automatic else ""
    return _plain(draw, f"{text}\n{draw.person}\n{draw.firm}\n", sender, draw.fill(chosen["subject"]), more)


def _chatter(draw: _Draw) -> bytes:
    """Return a mail between people, often with the mails before it quoted below."""
    words = _words()
    text = f"{draw.one(words['greetings'])}\n\n{draw.prose(words['chatter']['sentences'], 2, 14)}\n\n"
    text += f"{draw.person.split()[0]}\n"
    for depth in range(1, draw.random.randint(1, 4)):
        earlier = draw.prose(words["chatter"]["sentences"], 2, 10)
        mark = ">" * depth
        quoted = "\n".join(f"{mark} {line}".rstrip() for line in f"Hello,\n\n{earlier}\n\nSam".split("\n"))
        text += f"\n{mark[1:]} On Mon, {draw.random.randint(1, 28)} May 2026 at 09:12, Sam Doe wrote:\n{quoted}\n"
    return _plain(
        draw,
        text,
        f"{draw.person} <{draw.person.split()[0].lower()}@{draw.domain}>",
        draw.one(words["chatter"]["subjects"]),
    )


def _list_mail(draw: _Draw) -> bytes:
    words = _words()["chatter"]
    text = f"{draw.prose(words['sentences'], 6, 25)}\n\n-- \n{draw.person}\n{draw.firm}\n"
    more = f"List-Id: <talk.{draw.domain}>\nPrecedence: list\n"
    return _plain(draw, text, f"{draw.person} <talk@{draw.domain}>", f"[talk] {draw.one(words['subjects'])}", more)


def _page_mail(draw: _Draw, kind: str, items: int) -> bytes:
    """Return a job alert or a receipt, as a page of so many items with its plain copy."""
    words = _words()[kind]
    lines = [_Draw(draw.number * 31 + at).fill(words["item"]) for at in range(items)]
    cells = "".join(_CELL.format(text=escape(x), n=at, domain=draw.domain) for at, x in enumerate(lines))
    page = _PAGE.format(first=escape(lines[0]), cells=cells)
    more = f"List-Unsubscribe: <https://{draw.domain}/u>\nAuto-Submitted: auto-generated\n"
    sender = f"{draw.firm} <notice@{draw.domain}>"
    return _head(draw, sender, draw.one(words["subjects"]), more) + _both("\n\n".join(lines), page)
