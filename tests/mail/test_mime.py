"""The parts of a mail: encodings, alternatives, what is attached, what is locked."""

import base64
import binascii
import quopri

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.mail import RawMessage, attached, parse
from rejection_tui.mail.mime import Walk, body_text, split_head

HEAD = b"From: Ann Bell <ann@bell.example>\nSubject: The post\nMIME-Version: 1.0\n"
LETTER = "Dear Sam,\n\nthank you for coming in. Unfortunately, we have chosen somebody else.\n\nGrüße\nAnn Bell"
PLAIN = b"Content-Type: text/plain; charset=utf-8\n"


def read(data: bytes) -> Letter:
    return parse(RawMessage(data, "x"))


def mixed(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    inside = b"".join(b"--=_b\n" + part + b"\n" for part in parts)
    return HEAD + b"Content-Type: multipart/" + kind + b'; boundary="=_b"\n\n' + inside + b"--=_b--\n"


def uuencoded(data: bytes, name: bytes = b"letter.txt") -> bytes:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 " + name + b"\n" + lines + b"`\nend\n"


ENCODED = base64.encodebytes(LETTER.encode())
TRANSFERS = {
    "uuencode": (b"x-uuencode", uuencoded(LETTER.encode())),
    "uuencode, stripped": (b"uuencode", uuencoded(LETTER.encode()).replace(b" \n", b"\n")),
    "base64 without padding": (b"base64", ENCODED.rstrip(b"=\n")),
    "base64 with garbage": (b"base64", b"!" + ENCODED.replace(b"\n", b"\n*")),
    "base64 in pieces": (b"base64", b"".join(base64.b64encode(LETTER.encode()[n : n + 5]) for n in range(0, 120, 5))),
    "base64 in name only": (b"base64", LETTER.encode()),
    "base64 that is not named": (b"7bit", base64.encodebytes(LETTER.encode() * 2)),
    "quoted-printable": (b"Quoted-Printable", quopri.encodestring(LETTER.encode())),
    "quoted-printable with blanks at soft breaks": (
        b"quoted-printable",
        b"Dear Sam,\n\nthank you= \n for c=  \noming in.",
    ),
    "quoted-printable that is not named": (b"8bit", quopri.encodestring(LETTER.replace("post", "pöst").encode())),
    "an encoding nobody knows": (b"x-none", LETTER.encode()),
}


@pytest.mark.parametrize(("encoding", "body"), TRANSFERS.values(), ids=TRANSFERS.keys())
def test_transfer_encodings_are_undone(encoding: bytes, body: bytes) -> None:
    letter = read(HEAD + PLAIN + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + body)
    assert letter.body.startswith("Dear Sam,\n\nthank you for coming in.")


def test_a_footer_below_base64_is_text() -> None:
    letter = read(
        HEAD + PLAIN + b"Content-Transfer-Encoding: base64\n\n" + ENCODED + b"\nOur office is closed in July.\n"
    )
    assert letter.body == f"{LETTER}\n\nOur office is closed in July."


def test_a_file_in_the_text_is_an_attachment() -> None:
    letter = read(HEAD + b"\n" + b"Dear Sam,\n\nno.\n\n" + uuencoded(b"\x00\x01" * 40, b"../logo.gif") + b"\nAnn\n")
    assert (letter.body, letter.attachments) == ("Dear Sam,\n\nno.\n\n\nAnn", ("logo.gif",))


def test_a_part_in_units_of_two_bytes_is_read() -> None:
    for charset, mark in (("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b"\xfe\xff")):
        data = base64.encodebytes(mark + LETTER.encode(charset))
        part = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
        assert read(HEAD + part + data).body == LETTER
    whole = (HEAD + PLAIN + b"\n" + LETTER.encode()).decode().encode("utf-16")
    assert read(whole).body == LETTER


PAGE = (
    b"Content-Type: text/html; charset=utf-8\n\n<p>Dear Sam,</p><p>thank you for coming in. Unfortunately, we have "
    b"chosen somebody else who has led a reserve of this size before.</p><p>Gr\xc3\xbc\xc3\x9fe<br>Ann Bell</p>"
)
STUBS = [
    "Your e-mail program does not support HTML.",
    "This is an HTML email. Please use an HTML-capable mail client to read it.",
    "Please view this message in your browser: https://bell.example/v/1",
    "Ihr E-Mail-Programm unterstützt kein HTML. Bitte öffnen Sie diese Nachricht im Browser.",
    "Votre messagerie n'affiche pas le HTML. Consultez ce message dans votre navigateur.",
    "Su programa de correo no admite HTML. Abra este mensaje en el navegador.",
    "O seu programa de e-mail não suporta HTML.",
    "Il tuo programma di posta non supporta l'HTML.",
    "Uw e-mailprogramma ondersteunt geen HTML.",
    "E-posta programınız HTML desteklemiyor.",
    "Dear {{first_name}},\n\nthank you for coming in, {{company}} will be in touch with you soon about this post.",
    "Dear Sam,\n\nthank you for coming in. Unfortunately, we have chosen somebody …\n\nRead on: https://bell.example/1",
    "Dear&nbsp;Sam,\n\nthank you &amp; goodbye, we have chosen somebody else, who has led a reserve before.&nbsp;",
]


@pytest.mark.parametrize("stub", STUBS)
def test_a_plain_part_that_says_less_gives_way_to_the_page(stub: str) -> None:
    letter = read(mixed(PLAIN + b"\n" + stub.encode(), PAGE, kind=b"alternative"))
    assert letter.body.startswith(
        "Dear Sam,\n\nthank you for coming in. Unfortunately, we have chosen somebody else who"
    )


def test_one_letter_sent_as_two_parts_is_read_once() -> None:
    plain = (
        b"Dear Sam,\n\nthank you for coming in. Unfortunately, we have chosen somebody else.\n\nBest wishes\nAnn Bell"
    )
    page = (
        b"Content-Type: text/html\n\n" + b"<p>" + plain.replace(b"\n\n", b"</p><p>").replace(b"\n", b"<br>") + b"</p>"
    )
    assert read(mixed(PLAIN + b"\n" + plain, page)).body.count("Unfortunately") == 1


def test_calendars_and_cards_are_no_text() -> None:
    calendar = b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR"
    card = b"Content-Type: text/vcard; name=ann.vcf\n\nBEGIN:VCARD"
    assert read(mixed(PLAIN + b"\nDear Sam, no.", calendar, card)).body == "Dear Sam, no."


INNER = HEAD.replace(b"The post", b"Your application") + PLAIN + b"\n" + LETTER.encode()
ATTACHED = {
    "as a mail": b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + INNER,
    "as a mail in base64": b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(INNER),
    "by its name": b"Content-Type: application/x-foo; name=post.eml\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(INNER),
    "as bytes": b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=noname\n"
    b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(INNER),
    "with line ends of Windows": b"Content-Type: application/octet-stream; name=a.eml\n"
    b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(INNER.replace(b"\n", b"\r\n")),
}


@pytest.mark.parametrize("part", ATTACHED.values(), ids=ATTACHED.keys())
def test_an_attached_mail_is_the_letter(part: bytes) -> None:
    letter = read(mixed(PLAIN + b"\nsee attached", part))
    assert (letter.body, letter.subject) == (LETTER, "Your application")


def test_all_attached_mails_are_kept_and_the_first_with_text_is_read() -> None:
    empty = b"Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: nothing\n\n"
    data = mixed(empty, ATTACHED["as a mail"], ATTACHED["by its name"])
    walk = Walk()
    body_text(*split_head(data), walk)
    assert len(walk.nested) == 3 and read(data).body == LETTER
    digest = mixed(b"\n" + INNER, kind=b"digest")
    assert read(digest).body == LETTER


def test_encrypted_mail_is_named_and_shows_no_armour() -> None:
    pgp = b"-----BEGIN PGP MESSAGE-----\n\nhQIMA\n-----END PGP MESSAGE-----\n"
    enveloped = base64.encodebytes(b"\x30\x80" + bytes.fromhex("06092a864886f70d010703") + b"x" * 90)
    for data in (
        mixed(b"Content-Type: application/pgp-encrypted\n\nVersion: 1", kind=b"encrypted"),
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA",
        HEAD + b"Content-Type: application/x-pkcs7-mime\nContent-Transfer-Encoding: base64\n\n" + enveloped,
        HEAD + PLAIN + b"\n" + pgp,
    ):
        letter = read(data)
        assert letter.body == "" and letter.notes == (attached.ENCRYPTED,)


def element(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x82]) + len(content).to_bytes(2, "big") + content


@pytest.mark.parametrize("pieces", [False, True])
def test_a_mail_inside_its_signature_is_read(pieces: bool) -> None:
    message = PLAIN + b"\n" + LETTER.encode()
    halves = element(0x04, message[:50]) + element(0x04, message[50:])
    content = b"\x24\x80" + halves + b"\x00\x00" if pieces else element(0x04, message)
    inner = element(0x30, bytes.fromhex("06092a864886f70d010701") + element(0xA0, content))
    signed = element(0x30, element(0x02, b"\x01") + element(0x31, b"") + inner)
    der = element(0x30, bytes.fromhex("06092a864886f70d010702") + element(0xA0, signed))
    head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    letter = read(HEAD + head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(der))
    assert letter.body == LETTER
    broken = read(HEAD + head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(der[:40]))
    assert (broken.notes, broken.body) == ((attached.SIGNED,), "")


def test_what_outlook_packs_is_named() -> None:
    letter = read(mixed(PLAIN + b"\nDear Sam, no.", b"Content-Type: application/ms-tnef; name=winmail.dat\n\nx"))
    assert letter.attachments == ("winmail.dat",) and "winmail.dat" in letter.notes[0]


def test_a_letter_that_comes_as_a_document_is_named() -> None:
    note = b"Sehr geehrte Frau Ahrens,\n\nanbei erhalten Sie unser Schreiben.\n\nJens Ohlsen"
    pdf = b"Content-Type: application/pdf; name=Absage.pdf\n\n%PDF-1.4"
    letter = read(mixed(PLAIN + b"\n" + note, pdf))
    assert letter.attachments == ("Absage.pdf",) and "Absage.pdf" in letter.notes[0]
    flyer = b"Content-Type: application/pdf; name=flyer.pdf\n\n%PDF-1.4"
    assert read(mixed(PLAIN + b"\n" + LETTER.encode(), flyer)).notes == ()


def test_a_letter_that_comes_as_a_text_file_is_read() -> None:
    text = PLAIN.replace(b"\n", b"; name=letter.txt\n") + b"Content-Disposition: attachment\n\n" + LETTER.encode()
    letter = read(mixed(PLAIN + b"\nPlease see the attached letter.", text))
    assert letter.body.endswith(LETTER) and "letter.txt" in letter.notes[0]


def test_parts_are_found_without_their_boundary() -> None:
    data = mixed(PLAIN + b"\n" + LETTER.encode()).replace(b'boundary="=_b"', b'boundary="other"')
    assert read(data).body == LETTER
    without = mixed(PLAIN + b"\n" + LETTER.encode()).replace(b'; boundary="=_b"', b"")
    assert read(without).body == LETTER


def test_headers_after_blank_lines_and_with_doubled_line_ends_are_read() -> None:
    data = HEAD + PLAIN + b"\n" + LETTER.encode()
    assert read(b"\n\n" + data).body == LETTER
    assert read(data.replace(b"\n", b"\r\r\n")).body == LETTER


def test_rich_text_of_old_programs_is_read() -> None:
    letter = read(HEAD + b"Content-Type: text/enriched\n\n<bold>Dear Sam,</bold>\n\nno.")
    assert letter.body == "Dear Sam,\n\nno."
