"""Sixty and more messages that break mail readers, built here: headers, charsets, structure, dates, names, sizes."""

import base64
from collections.abc import Iterator

_BODY = b"\n\nDear Sam, the post has been filled.\n"
_PLAIN = b"From: A <a@b.example>\nSubject: s\n"


def _header(line: bytes) -> bytes:
    return line + b"\nContent-Type: text/plain" + _BODY


def _nested(levels: int) -> bytes:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(levels))
    return _PLAIN + head + b"Content-Type: text/plain\n\ndeep\n"


def _messages(levels: int) -> bytes:
    return _PLAIN + b"Content-Type: message/rfc822\n\n" * levels + b"Subject: inner\n\ntext\n"


def _charset(name: bytes) -> bytes:
    return _PLAIN + b"Content-Type: text/plain; charset=" + name + b"\n\ngr\xc3\xbc\xc3\x9fe \xe9\n"


def _html(page: bytes) -> bytes:
    return _PLAIN + b"Content-Type: text/html; charset=utf-8\n\n" + page


HEADERS = {
    "message-id [": b"Message-ID: <[x@y",
    "message-id empty": b"Message-ID: <>",
    "message-id at": b"Message-ID: <@>",
    "from angle": b"From: <",
    "from bracket": b"From: a@[",
    "from nothing": b"From:",
    "from quotes": b'From: "unclosed <a@b.example>',
    "to unlisted": b"To: unlisted-recipients:; (no To-header on input)",
    "encoded newline": b"From: =?utf-8?q?a=0Ab?= <x@y.example>",
    "encoded crlf bcc": b"Subject: =?utf-8?q?a=0D=0ABcc:_evil=40x?=",
    "parens": b"From: " + b"(" * 3000,
    "escape codec": b"Subject: =?unicode_escape?q?a=5Cx41?=",
    "word base64 broken": b"Subject: =?utf-8?b?A?= =?utf-8?b?====?=",
    "word unknown charset": b"Subject: =?x-klingon?q?Qapla?=",
    "word in the middle of a letter": b"Subject: =?utf-8?b?w?= =?utf-8?b?6k=?=",
    "subject raw latin": b"Subject: Gr\xfc\xdfe",
    "subject nul": b"Subject: a\x00b",
    "subject esc": b"Subject: \x1b]52;c;AAAA\x07 \x1b[2J",
    "subject bidi": "Subject: a\u202egpj.exe".encode(),
    "from 20000 addresses": b"From: " + b"a@b.example, " * 20_000,
    "20000 encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
    "subject 100 kB": b"Subject: " + b"x" * 100_000,
    "subject spaces": b"Subject: " + b" " * 100_000 + b"x",
    "no colon": b"this is no header",
    "colon first": b": nothing",
    "continuation first": b" \tcontinued",
    "5000 headers": b"\n".join(b"X-%d: y" % i for i in range(5000)),
    "date garbage": b"Date: yesterday, sort of",
    "date day 99": b"Date: Mon, 99 Mar 2025 10:00:00 +0000",
    "date zone 9999": b"Date: Mon, 3 Mar 2025 10:00:00 +9999",
    "date -0000": b"Date: Mon, 3 Mar 2025 10:00:00 -0000",
    "date year 0000": b"Date: Mon, 3 Mar 0000 10:00:00 +0000",
    "date year 99999": b"Date: Mon, 3 Mar 99999 10:00:00 +0000",
    "date empty": b"Date:",
    "received no semicolon": b"Received: from x by y",
    "references huge": b"References: " + b"<a@b> " * 30_000,
    "boundary missing": b"Content-Type: multipart/mixed",
    "boundary empty": b'Content-Type: multipart/mixed; boundary=""',
    "boundary never used": b"Content-Type: multipart/alternative; boundary=zz",
    "boundary regex": b'Content-Type: multipart/mixed; boundary="(((a+)+)+$"',
    "type without slash": b"Content-Type: text",
    "type garbage": b"Content-Type: ;;;===;;;",
    "2231 digits": b"Content-Type: text/plain; name*" + b"9" * 5000 + b"=x",
    "2231 broken": b"Content-Disposition: attachment; filename*=utf-8'%ZZ%",
    "encoding unknown": b"Content-Transfer-Encoding: x-uuencode-of-doom",
    "word begins": b"Subject: " + b"=?utf-8?q?" * 1000,
    "words cut off": b"Subject: " + b"=?utf-8?b?QUJD" * 700,
    "words in words": b"Subject: " + b"=?utf-8?q?=3D=3Futf-8=3Fq=3F" * 300 + b"?=" * 300,
    "raw bytes": b"Subject: " + bytes(range(128, 256)) * 70,
    "date figures": b"Date: " + b"1" * 5000,
    "date slashes": b"Date: " + b"1/" * 3000,
    "blank lines of spaces": b"Subject: s\n" + b" \n" * 50_000,
    "two from": b"From: a@b.example\nFrom: c@d.example",
}

STRUCTURES = {
    "empty": b"",
    "one newline": b"\n",
    "nul bytes": b"\x00" * 1000,
    "only spaces": b" " * 1000,
    "all bytes": bytes(range(256)) * 20,
    "cr only": b"From: a@b.example\rSubject: old mac\r\rDear Sam,\rthe post has been filled.\r",
    "no body": b"From: a@b.example\nSubject: s",
    "headers unterminated": b"Subject: " + b"a: b\n" * 3000,
    "nested 500": _nested(500),
    "nested 2000": _nested(2000),
    "rfc822 1500": _messages(1500),
    "10000 empty parts": _PLAIN + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 10_000,
    "base64 broken": _PLAIN + b"Content-Transfer-Encoding: base64\n\n@@@!!!A=B=C\n",
    "base64 one letter": _PLAIN + b"Content-Transfer-Encoding: base64\n\nA\n",
    "qp broken": _PLAIN + b"Content-Transfer-Encoding: quoted-printable\n\n=ZZ=3=\n=C3\n",
    "body 10 MB line": _PLAIN + b"\n" + b"x" * 10_000_000,
    "attachment 20 MB": _PLAIN
    + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\n"
    + b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.bin\n\n"
    + base64.b64encode(b"x" * 15_000_000)
    + b"\n--b--\n",
    "mbox line inside": _PLAIN + b"\nFrom our side this is settled.\n\nFrom me too.\n",
    "quotes forever": _PLAIN + b"\n" + b"> " * 50_000 + b"\n",
    "attributions": _PLAIN + b"\n" + b"On Monday " * 20_000,
    "header block inside": _PLAIN + b"\n" + b"From: x\nTo: y\n" * 5000,
    "combining marks": _PLAIN + b"\n" + b"a" + "\u0301".encode() * 50_000,
    "10 MB of wrapped lines": _PLAIN + b"\n" + (b"word " * 14 + b"and\n") * 135_000,
    "one soft break a letter": _PLAIN + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"a=\n" * 500_000,
    "uuencode in uuencode": _PLAIN + b"\n" + b"begin 644 a\nM" * 20_000 + b"\nend\n" * 20_000,
    "uuencode begins": _PLAIN + b"\n" + b"begin 644 a\n" * 50_000 + b"\nend\n",
    "100000 links": _PLAIN + b"\n" + b"x <https://click.a.example/?q=123456789012345>\n" * 100_000,
    "a link without end": _PLAIN + b"\n<https://" + b"a\n" * 300_000,
    "angle brackets and links": _PLAIN + b"\n" + b"<https://a" * 100_000,
    "armour begins": _PLAIN + b"\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 20_000,
    "armour without end": _PLAIN + b"\n" + b"-----BEGIN PGP MESSAGE-----\n" * 20_000,
    "flowed": _PLAIN + b"Content-Type: text/plain; format=flowed\n\n" + b">a \n" * 200_000,
    "banners": _PLAIN + b"\n" + b"CAUTION: external\n\n" * 50_000,
    "signature of nothing": _PLAIN
    + b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n"
    + bytes.fromhex("06092a864886f70d010701a080248004") * 50_000,
    "mails in mails": _PLAIN
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\n" * 3000,
    "twice encoded": _PLAIN + b"\n" + "\u00c3\u0083\u00c2\u00bc".encode() * 200_000,
    "hyphens": _PLAIN + b"\n" + b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-\n" * 50_000,
    "surrogate bytes": _PLAIN + b"\n\xed\xa0\x80\xed\xb0\x80\n",
    "escapes in body": _PLAIN + b"\n\x1b]0;owned\x07\x1b[?1049l\x9b31m text\n",
}

CHARSETS = {
    name.decode(): _charset(name)
    for name in (
        b"unknown",
        b'"utf-8"',
        b"utf-7",
        b"base64",
        b"hex",
        b"idna",
        b"punycode",
        b"undefined",
        b"unicode_escape",
        b"rot13",
        b"zlib",
        b"a\x00b",
        b"utf-16",
        b"iso-2022-jp",
        b"x" * 500,
        b"../../etc/passwd",
    )
}

PAGES = {
    "open tags": b"<a " * 50_000,
    "open attributes": b'<a a="' * 30_000,
    "comments": b"<!--" * 40_000,
    "closed late": b"<a " * 50_000 + b">",
    "angle brackets": b"<" * 150_000,
    "entities": b"&#" + b"9" * 100_000 + b";" + b"&amp" * 30_000,
    "bidi entity": b"<p>a&#x202e;b&#27;[2J&#0;</p>",
    "deep": b"<div>" * 60_000,
    "styles": b"<style>" * 20_000,
    "hidden never closed": b'<div style="display:none">' + b"<p>words" * 20_000,
    "class rules": b"<style>" + b".a{display:none}" * 10_000 + b"</style>" + b"<p class=a>x</p>" * 5000,
    "quotes in tags": b"<p title='\"" * 20_000,
    "ten megabytes": b"<p>" + b"word " * 2_000_000,
    "100000 anchors": b'<a href="https://a.example/1">x</a>' * 14_000,
    "anchors open": b'<a href="https://a.example/1">x' * 14_000,
    "mail anchors": b'<a href="mailto:a@b.example">x</a>' * 14_000,
    "white on white": b'<p style="color:#fff;background:">x</p>' * 12_000,
    "scripts unclosed": b"<script>" * 20_000 + b"words",
}


def messages() -> Iterator[tuple[str, bytes]]:
    """Yield every hostile message with its name."""
    yield from ((name, _header(line)) for name, line in HEADERS.items())
    yield from STRUCTURES.items()
    yield from CHARSETS.items()
    yield from ((name, _html(page)) for name, page in PAGES.items())


def _forward(line: str, levels: int) -> str:
    block = "From: Ann <a@b.example>\nDate: Mon, 3 Mar 2025 10:00\nSubject: Fwd: x\nTo: c@d.example\n\n"
    return f"{line}\n{block}" * levels + "Dear Sam,\n\nno."


#: Bodies that cost most where quotes, forwards and pastes are looked for: of about a megabyte, or of many lines.
BODIES = {
    "header lines": "From: a@b.example\nfoo\n" * 25_000,
    "header lines only": "To: x\n" * 50_000,
    "header lines apart": "From: a@b.example\n\nTo: x\n\n" * 12_500,
    "empty header lines": "Cc:\n" * 50_000,
    "forwards 1000 deep": _forward("---------- Forwarded message ---------", 1000),
    "forwards without a line": _forward("", 1000),
    "forwards each deeper": "\n".join("> " * (level % 400) + "From: a@b.example" for level in range(2000)),
    "announcements": "---------- Forwarded message ---------\n" * 25_000,
    "one line block": "----- Forwarded Message ----- From: a@b.example" + "To: x Sent: y " * 80_000,
    "dashes": "-" * 1_000_000,
    "dashes and words": "-- a " * 200_000,
    "rules": ("_" * 32 + "\n") * 30_000,
    "attributions": "On Monday 1.1.2026 a wrote b wrote c\n" * 10_000 + "x:\n",
    "attributions that end": "On Monday 1.1.2026 Ann a@b.example, x\n:\n" * 12_000,
    "attribution lines": ("On " + "wrote " * 70 + ":\n") * 3000,
    "spoken attributions": ("On Monday you wrote " * 20 + "you wrote:\n") * 2500,
    "addresses": "a@b.example " * 80_000,
    "angle brackets": "<" * 500_000 + ">" * 500_000,
    "marks": ("> " * 20 + "x\n") * 20_000,
    "marks and words": "> On 1.1.2026 a@b.example wrote:\nx\n" * 15_000,
    "a line of a megabyte": "From: " + "a" * 1_000_000,
    "digits": "1" * 1_000_000,
    "dates": "1.1.2026 " * 100_000,
    "date lines": "Thu, Nov 5, 10:12 AM\n" * 40_000,
    "chat": "[26.11.26, 10:12:33] Ann: x\n" * 30_000,
    "chat of strangers": "".join(f"[26.11.26, 10:12:33] Ann{number}: hallo x\n" for number in range(20_000)),
    "linkedin": "Ann sent the following message at 3:14 PM\nx\n" * 15_000,
    "to me": "a <a@b.example>\nto me\n" * 20_000,
    "attachments": "x\n" + "\nOne attachment" * 30_000,
    "below": "Reply\n" * 60_000,
    "broken words": "appli-\ncation " * 40_000,
    "zeros": "a0b" * 300_000,
    "greetings": "Dear Sam,\n" * 60_000,
    "blank lines": "From: a\n" + "\n" * 500_000 + "Subject: b",
    "signatures": "x\n" + "Sent from my iPhone\n" * 40_000,
    "subject": "Subject: " + "Fwd: " * 100_000 + "x\n\nDear Sam",
}
