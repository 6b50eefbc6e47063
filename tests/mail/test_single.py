"""One letter a file: Outlook items, saved pages, text, RTF, PDF and Word, mails in mails, sealed mail."""

import base64
import io
import os
import plistlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from rejection_tui.documents.rich_text import rich_text, unpacked_rich_text
from rejection_tui.domain.letter import Letter
from rejection_tui.mail import parse
from rejection_tui.mail.signed import signed_content
from tests.importing.test_cv import pdf
from tests.mail.compound import compound, item, part
from tests.mail.mailboxes import kinds, mail, put, read

WORDS = "Dear Mara,\n\nthe post as fitter was given to someone else.\n\nKind regards,\nAnn Bell"
PAGE = "<p>Dear Mara,</p><p>the post as fitter was given to someone else.</p><p>Kind regards,<br>Ann Bell</p>"
CAME = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
ANN = {0x0C1A: "Ann Bell", 0x0C1F: "/O=EXCHANGE/CN=ANN", 0x5D01: "ann@bell.example"}
SUBJECT, BODY, HTML, HEADERS, NAME = 0x0037, 0x1000, 0x1013, 0x007D, 0x3707


def letter(path: Path) -> Letter:
    """Return the one letter in a file."""
    messages, skipped = read(path)
    assert len(messages) == 1 and not skipped, skipped
    return parse(messages[0])


def one(folder: Path, name: str, data: bytes) -> Letter:
    """Write a file and return the letter in it."""
    return letter(put(folder, {name: data}) / name)


def test_an_outlook_item(tmp_path: Path) -> None:
    data = compound(
        item(
            {SUBJECT: "Your application: Grüße", BODY: WORDS.replace("\n", "\r\n"), 0x1035: "<1@bell.example>", **ANN},
            data={HTML: f"<html><body>{PAGE}</body></html>".encode()},
            times={0x0039: CAME},
            numbers={0x3FDE: 65001},
            recipients=({0x3001: "Mara", 0x39FE: "mara@home.example"},),
            attached=(part({NAME: "terms.pdf"}, b"x" * 9000),),
        )
    )
    found = one(tmp_path, "letter.msg", data)
    assert (found.subject, found.sender_name, found.sender_email) == (
        "Your application: Grüße",
        "Ann Bell",
        "ann@bell.example",
    )
    assert (found.to_email, found.received, found.message_id) == ("mara@home.example", CAME, "<1@bell.example>")
    assert found.body == WORDS and found.attachments == ("terms.pdf",)
    assert one(tmp_path, "template.OFT", data).subject == found.subject


def test_the_headers_an_outlook_item_came_with_go_before_its_properties(tmp_path: Path) -> None:
    came = (
        "Received: from x by y;\r\n Thu, 26 Nov 2026 10:12:01 +0100\r\nFrom: Bell HR <hr@bell.example>\r\n"
        'Content-Type: multipart/mixed;\r\n boundary="zz"\r\nMessage-ID: <2@bell.example>\r\n'
        "Date: Thu, 26 Nov 2026 10:12:00 +0100\r\n\r\n"
    )
    found = one(tmp_path, "a.msg", compound(item({SUBJECT: "No", BODY: WORDS, HEADERS: came, **ANN})))
    assert (found.sender_email, found.message_id, found.received) == ("hr@bell.example", "<2@bell.example>", CAME)
    assert found.body == WORDS and found.subject == "No"


def test_a_mail_attached_to_an_outlook_item_is_the_letter(tmp_path: Path) -> None:
    inner = item({SUBJECT: "No", BODY: WORDS, **ANN}, times={0x0039: CAME}, top=False)
    outer = {SUBJECT: "FW: No", BODY: "see below", 0x0C1A: "Mara", 0x0C1F: "mara@home.example"}
    attachments = (
        part({NAME: "No"}, inner=inner),
        part({NAME: "no.msg"}, compound(item({SUBJECT: "No", BODY: WORDS, **ANN}))),
        part({NAME: "no.eml"}, b"From: Ann Bell <ann@bell.example>\nSubject: No\n\n" + WORDS.encode()),
    )
    for number, attachment in enumerate(attachments):
        found = one(tmp_path, f"{number}.msg", compound(item(outer, attached=(attachment,))))
        assert (found.subject, found.sender_email, found.body) == ("No", "ann@bell.example", WORDS)
    put(tmp_path, {"all.msg": compound(item(outer, attached=attachments))})
    assert [parse(raw).body for raw in read(tmp_path / "all.msg")[0]] == [WORDS] * 3


def test_an_outlook_item_that_is_only_rich_text_or_a_draft(tmp_path: Path) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252 Dear Mara,\par the post was given to someone else. Gr\'fc\'dfe\par}"
    stored = len(rtf).to_bytes(4, "little") * 2 + b"MELA" + b"\0" * 4 + rtf
    found = one(tmp_path, "a.msg", compound(item({SUBJECT: "No", **ANN}, data={0x1009: stored})))
    assert found.body == "Dear Mara,\nthe post was given to someone else. Grüße"
    put(tmp_path, {"draft.msg": compound(item({SUBJECT: "No", BODY: WORDS}, numbers={0x0E07: 8}))})
    assert kinds(read(tmp_path / "draft.msg")[1]) == {"draft": 1}


def test_compressed_rich_text_as_the_standard_shows_it() -> None:
    example = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    assert unpacked_rich_text(bytes.fromhex(example)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rich_text(b"") == b"" and rich_text(unpacked_rich_text(b"\0" * 8 + b"LZFu" + b"\0" * 90)) == ""


HEADED = {
    "gmail": '<table><tr><td><img alt="Gmail" src="x"></td><td>Mara &lt;mara@home.example&gt;</td></tr></table><hr>'
    "<table><tr><td><b>Your application</b><br>1 message</td></tr></table><hr><table><tr><td><b>Ann Bell</b> "
    "&lt;ann@bell.example&gt;</td><td>Thu, Nov 26, 2026 at 10:12 AM</td></tr><tr><td colspan=2>To: Mara "
    f"&lt;mara@home.example&gt;</td></tr><tr><td colspan=2>{PAGE}</td></tr></table>",
    "gmail in German": "<div>Mara &lt;mara@home.example&gt;</div><div>Your application</div><div>1 Nachricht</div>"
    "<div>Ann Bell &lt;ann@bell.example&gt; 26. November 2026 um 10:12</div><div>An: Mara "
    f"&lt;mara@home.example&gt;</div>{PAGE}",
    "thunderbird": "<table class=header-part1><tr><td><div class=headerdisplayname style='display:inline;'>Subject: "
    "</div>Your application</td></tr><tr><td><div class=headerdisplayname style='display:inline;'>From: </div>"
    "Ann Bell &lt;ann@bell.example&gt;</td></tr><tr><td><div class=headerdisplayname style='display:inline;'>Date: "
    f"</div>11/26/26, 10:12</td></tr></table><br><div class=moz-text-html>{PAGE}</div>",
    "outlook": "<div class=WordSection1><p><b>Mara Lindqvist</b></p><p><b>From:</b> Ann Bell &lt;ann@bell.example&gt;"
    "</p><p><b>Sent:</b> Thursday, November 26, 2026 10:12 AM</p><p><b>To:</b> Mara</p><p><b>Subject:</b> Your "
    f"application</p><p>&nbsp;</p>{PAGE}</div>",
    "outlook on the web": "<div>Your application</div><div>Ann Bell &lt;ann@bell.example&gt;</div><div>Thu 11/26/2026 "
    f"10:12 AM</div><div>To:&nbsp;Mara &lt;mara@home.example&gt;</div><div>{PAGE}</div>",
    "yahoo": "<div>Your application</div><div><br></div><div>From: Ann Bell (ann@bell.example)</div><div>To: "
    "mara@home.example</div><div>Date: Thursday, November 26, 2026 at 10:12 AM GMT+1</div><hr>" + PAGE,
}


@pytest.mark.parametrize("suffix", [".html", ".htm", ".mhtml", ".webarchive"])
@pytest.mark.parametrize("page", HEADED.values(), ids=HEADED.keys())
def test_a_saved_page_has_the_header_that_is_printed_on_it(tmp_path: Path, page: str, suffix: str) -> None:
    whole = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{page}</body></html>"
    data = whole.encode()
    if suffix == ".mhtml":
        head = b"From: <Saved by Blink>\nSubject: x\nDate: Tue, 1 Dec 2026 18:00:00 +0100\nMIME-Version: 1.0\n"
        head += b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
        data = head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data) + b"--b--\n"
    elif suffix == ".webarchive":
        data = plistlib.dumps({"WebMainResource": {"WebResourceData": data}}, fmt=plistlib.FMT_BINARY)
    found = one(tmp_path, f"letter{suffix}", data)
    assert (found.sender_name, found.sender_email, found.subject) == (
        "Ann Bell",
        "ann@bell.example",
        "Your application",
    )
    assert found.received and found.received.date() == CAME.date()
    assert found.body == WORDS


def test_a_page_that_outlook_saved_is_read_in_a_folder(tmp_path: Path) -> None:
    page = "<p>From: Ann Bell &lt;ann@bell.example&gt;<br>Sent: Thursday, November 26, 2026 10:12 AM<br>Subject: No</p>"
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    put(tmp_path, {"a/letter.mht": head + (page + PAGE).encode() + b"\n--b--\n"})
    assert letter(tmp_path).sender_email == "ann@bell.example"


RTF_WORDS = WORDS.replace("\n", "\\par\n").encode()
RTF = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\f0 " + RTF_WORDS + b"\\par}"


def word(words: str) -> bytes:
    """Return a Word file."""
    document, target = docx.Document(), io.BytesIO()
    for line in words.split("\n"):
        document.add_paragraph(line)
    document.save(target)
    return target.getvalue()


def open_document(words: str) -> bytes:
    """Return an OpenDocument text."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    text = "".join(f"<text:p>{line}</text:p>" for line in words.replace("Dear ", "Dear<text:s/>").split("\n"))
    content = (
        f'<office:document-content {names} xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f"<office:text>{text}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.rtf", RTF),
        ("letter.doc", RTF),
        ("letter.docx", word(WORDS)),
        ("letter.odt", open_document(WORDS)),
        ("letter.txt", WORDS.encode()),
        ("letter.txt", WORDS.replace("\n", "\r\n").encode("utf-16")),
        ("letter.TXT", b"\xfe\xff" + WORDS.encode("utf-16-be")),
        ("letter.txt", WORDS.replace("fitter", "für").replace("\n", "\r").encode("mac-roman")),
        ("letter", WORDS.encode()),
        ("letter.rst", WORDS.encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # a zip holds the time, and ids must stay the same
)
def test_a_letter_as_a_document(tmp_path: Path, name: str, data: bytes) -> None:
    assert one(tmp_path, name, data).body.replace("für", "fitter") == WORDS


def test_a_letter_as_a_printed_pdf(tmp_path: Path) -> None:
    lines = [
        "11/26/26, 5:20 PM Gmail - Your application",
        "Mara <mara@home.example>",
        "Your application",
        "1 message",
        "Ann Bell <ann@bell.example> Thu, Nov 26, 2026 at 10:12 AM",
        "To: Mara <mara@home.example>",
        *WORDS.split("\n"),
        "https://mail.google.com/mail/u/0/?ik=abc&view=pt 1/1",
    ]
    found = one(tmp_path, "letter.pdf", pdf(lines))
    assert (found.sender_email, found.subject) == ("ann@bell.example", "Your application")
    assert found.body.startswith("Dear Mara,") and found.body.endswith("Ann Bell")
    plain = one(tmp_path, "plain.pdf", pdf(WORDS.split("\n")))
    assert plain.body.startswith("Dear Mara,") and plain.subject == ""


def test_pictures_of_letters_and_short_notes_are_told(tmp_path: Path) -> None:
    put(tmp_path, {"scan.pdf": pdf([""]), "note.txt": b"hello", "letter.txt": WORDS.encode()})
    assert "if it is a picture of a letter" in read(tmp_path / "scan.pdf")[1][0].sentence
    assert letter(tmp_path / "note.txt").body == "hello"
    messages, skipped = read(tmp_path)
    assert len(messages) == 1 and kinds(skipped) == {"other": 2}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xff\xfe" + data.decode().encode("utf-16-le"),
        lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
        lambda data: data.decode().encode("utf-16-le"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\r\n\r\n" + data,
        lambda data: b"From ann@bell.example Thu Nov 26 10:12:00 2026\n" + data,
        lambda data: b">From ann@bell.example Thu Nov 26 10:12:00 2026\n" + data,
        lambda data: b"From ann\n" + data,
        lambda data: data.replace(b"\n", b"\r\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
    ],
)
@pytest.mark.parametrize("name", ["letter.eml", "LETTER.EML", "letter.eml.txt", "letter", "letter.email"])
def test_a_mail_however_it_was_saved(tmp_path: Path, name: str, change: object) -> None:
    assert callable(change)
    folder = put(tmp_path / "mails", {name: change(mail(1))})
    for path in (folder / name, folder):
        found = letter(path)
        assert found.subject == "Letter 1" and found.received == CAME
        assert found.body.startswith("Dear Mara,") and found.body.endswith("Ann Bell")


ENVELOPE = b"From: Mara <mara@home.example>\nSubject: Fwd: no\nMessage-ID: <9@home.example>\nMIME-Version: 1.0\n"


def attached(count: int, words: bytes = b"see attached") -> bytes:
    """Return a mail with others attached."""
    head = ENVELOPE + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + words + b"\n"
    one = b"--b\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=no.eml\n\n"
    return head + b"".join(one + mail(number) for number in range(count)) + b"--b--\n"


def test_each_of_several_attached_mails_is_a_letter(tmp_path: Path) -> None:
    put(tmp_path, {"a.eml": attached(3), "b.eml": attached(1), "c.eml": attached(2, b"I send you two. " * 40)})
    messages, _ = read(tmp_path / "a.eml")
    assert [parse(raw).subject for raw in messages] == ["Letter 0", "Letter 1", "Letter 2"]
    assert [raw.source for raw in messages] == [f"{tmp_path}/a.eml ({number})" for number in (1, 2, 3)]
    assert letter(tmp_path / "b.eml").subject == "Letter 0"
    assert [parse(raw).subject for raw in read(tmp_path / "c.eml")[0]] == ["Fwd: no", "Letter 0", "Letter 1"]


def test_each_mail_of_a_digest_is_a_letter(tmp_path: Path) -> None:
    inner = b"Content-Type: multipart/digest; boundary=d\n\n--d\n\n" + mail(1) + b"--d\n\n" + mail(2) + b"--d--\n"
    outer = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nToday\n--b\n"
    put(tmp_path, {"a.eml": ENVELOPE + inner, "b.eml": ENVELOPE + outer + inner + b"--b--\n"})
    for name in ("a.eml", "b.eml"):
        assert [parse(raw).subject for raw in read(tmp_path / name)[0]] == ["Letter 1", "Letter 2"]


PKCS7 = b"Content-Type: application/pkcs7-mime; smime-type=%s; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n%s"
SIGNED, ENVELOPED, DATA = "2a864886f70d010702", "2a864886f70d010703", "2a864886f70d010701"


def der(tag: int, *contents: bytes) -> bytes:
    """Return an element in DER."""
    content = b"".join(contents)
    size = bytes([len(content)]) if len(content) < 128 else b"\x82" + len(content).to_bytes(2, "big")
    return bytes([tag]) + size + content


def sealed(kind: str, content: bytes) -> bytes:
    """Return content in a PKCS #7 envelope."""
    inside = der(0x30, der(6, bytes.fromhex(DATA)), der(0xA0, der(4, content)))
    body = der(0x30, der(2, b"\1"), der(0x31), inside, der(0xA0, b"certificates"))
    return der(0x30, der(6, bytes.fromhex(kind)), der(0xA0, body))


def test_a_mail_signed_as_a_whole_is_read(tmp_path: Path) -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.replace("\n", "\r\n").encode()
    top = mail(1).split(b"MIME-Version")[0] + b"MIME-Version: 1.0\n"
    found = one(tmp_path, "a.eml", top + PKCS7 % (b"signed-data", base64.encodebytes(sealed(SIGNED, inner))))
    assert (found.subject, found.body) == ("Letter 1", WORDS)


def test_the_open_form_of_an_envelope_is_read() -> None:
    content = b"\x24\x80" + der(4, b"Dear ") + der(4, b"Mara") + b"\0\0"
    inside = b"\x30\x80" + der(6, bytes.fromhex(DATA)) + b"\xa0\x80" + content + b"\0\0\0\0"
    body = b"\x30\x80" + der(2, b"\1") + der(0x31) + inside + b"\0\0"
    assert (
        signed_content(b"\x30\x80" + der(6, bytes.fromhex(SIGNED)) + b"\xa0\x80" + body + b"\0\0\0\0") == b"Dear Mara"
    )
    for data in (b"", b"\x30\x80" * 5000, b"\x30\x84\xff\xff\xff\xff", b"\x04\0" * 100_000, os.urandom(500)):
        assert signed_content(data) is None


@pytest.mark.parametrize(
    "data",
    [
        PKCS7 % (b"enveloped-data", base64.encodebytes(sealed(ENVELOPED, b"x" * 300))),
        (PKCS7 % (b"enveloped-data", b"xxxx")).replace(b"application/pkcs7", b"application/x-pkcs7"),
        b"Content-Type: multipart/encrypted; boundary=b; protocol=x\n\n--b\nContent-Type: application/pgp-encrypted\n\n"
        b"Version: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\nhQ\n--b--\n",
        b"Content-Type: text/plain\n\nHi!\n-----BEGIN PGP MESSAGE-----\n\nhQIMA\n-----END PGP MESSAGE-----\n",
        b"Content-Transfer-Encoding: quoted-printable\n\n-----BEGIN PGP MESSAGE-----\nhQ=3D\n",
    ],
)
def test_encrypted_mail_is_named_as_such(tmp_path: Path, data: bytes) -> None:
    top = mail(1).split(b"MIME-Version")[0]
    put(tmp_path, {"a.eml": top + data, "b.eml": top + data})
    assert "a.eml is encrypted; open it" in read(tmp_path / "a.eml")[1][0].sentence
    messages, (skipped,) = read(tmp_path)
    assert not messages and skipped.sentence.startswith("2 letters are encrypted") and skipped.kind == "encrypted"


def test_a_letter_about_an_armoured_text_is_a_letter(tmp_path: Path) -> None:
    words = (WORDS + " and more." * 30).encode() + b"\n-----BEGIN PGP MESSAGE-----\nhQ\n-----END PGP MESSAGE-----\n"
    assert one(tmp_path, "a.eml", mail(1, words=words)).body.startswith("Dear Mara")
