"""From bytes to Letter: charsets, HTML, quotes, forwards and pasted forms, each as a reader would see it."""

from datetime import UTC, datetime

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.written_days import find_day
from rejection_tui.mail import RawMessage, parse, read_text
from rejection_tui.mail.html import to_text
from rejection_tui.mail.quotes import split_quoted


def read(data: bytes) -> Letter:
    """Return the letter in a mail."""
    return parse(RawMessage(data, "test"))


def paste(text: str) -> Letter:
    """Return the letter in pasted text."""
    (raw,) = read_text(text)
    assert isinstance(raw, RawMessage)
    return parse(raw)


HEAD = b"From: Ann Bell <ann@bell.example>\nSubject: s\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        (b"utf-8", "Grüße – ¿qué?".encode()),
        (b"iso-8859-1", "Grüße – ¿qué?".encode("cp1252")),
        (b"windows-1252", "Grüße – ¿qué?".encode("cp1252")),
        (b"us-ascii", "Grüße – ¿qué?".encode()),
        (b"iso-8859-1", "Grüße – ¿qué?".encode()),
        (b"x-nonsense", "Grüße – ¿qué?".encode("cp1252")),
        (b"", "Grüße – ¿qué?".encode()),
    ],
)
def test_charsets_are_read_even_when_the_label_lies(declared: bytes, data: bytes) -> None:
    assert read(HEAD + b"Content-Type: text/plain; charset=" + declared + b"\n\n" + data).body == "Grüße – ¿qué?"


def test_turkish_and_stateful_charsets() -> None:
    turkish = "Başvurunuz değerlendirildi"
    assert read(HEAD + b"Content-Type: text/plain; charset=iso-8859-9\n\n" + turkish.encode("cp1254")).body == turkish
    japanese = "選考結果のお知らせ"
    assert (
        read(HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + japanese.encode("iso-2022-jp")).body
        == japanese
    )


def test_headers_are_decoded_joined_and_kept_on_one_line() -> None:
    letter = read(
        b"From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <JM@Bell.example>\n"
        b"To: Sam Doe <sam@example.com>\nReply-To: jobs@bell.example\n"
        b"Subject: =?utf-8?b?QsO8?= =?utf-8?b?cm8=?=\n  und mehr\n"
        b"Date: Mon, 3 Mar 2025 10:00:00 +0100\nMessage-ID: <1@bell.example>\nReferences: <0@bell.example> <>\n"
        b"Auto-Submitted: auto-generated\n\nhello\n"
    )
    assert (letter.sender_name, letter.sender_email) == ("Jörg Müller", "jm@bell.example")
    assert (letter.subject, letter.to_name, letter.to_email) == ("Büro und mehr", "Sam Doe", "sam@example.com")
    assert letter.received == datetime(2025, 3, 3, 9, tzinfo=UTC)
    assert letter.message_id == letter.digest == "<1@bell.example>" and letter.references == ("<0@bell.example>",)
    assert letter.reply_to == "jobs@bell.example" and letter.automatic


def test_a_letter_of_multibyte_split_over_two_encoded_words_is_joined() -> None:
    assert read(b"Subject: =?utf-8?q?Caf=C3?= =?utf-8?q?=A9_bar?=\n\nx").subject == "Café bar"


@pytest.mark.parametrize(
    ("value", "name", "email"),
    [
        (b'"Hart, Jane" <jane@bell.example>', "Hart, Jane", "jane@bell.example"),
        (b"jane@bell.example (Jane Hart)", "Jane Hart", "jane@bell.example"),
        (b"jane@bell.example", "", "jane@bell.example"),
        (b"Acme @ icims <acme@talent.icims.com>", "Acme @ icims", "acme@talent.icims.com"),
        (b"Jane Hart jane@bell.example>", "Jane Hart", "jane@bell.example"),
        (b"Jane Hart", "Jane Hart", ""),
    ],
)
def test_senders_are_found_in_the_forms_people_send(value: bytes, name: str, email: str) -> None:
    letter = read(b"From: " + value + b"\n\nhello")
    assert (letter.sender_name, letter.sender_email) == (name, email)


def test_received_falls_back_to_the_last_stamp_and_then_to_none() -> None:
    stamp = b"Received: from a by b; Tue, 4 Mar 2025 08:00:00 +0000\n"
    assert read(b"Date: soon\n" + stamp + b"\nx").received == datetime(2025, 3, 4, 8, tzinfo=UTC)
    assert read(b"Date: soon\n\nx").received is None


def test_unknown_dates_and_zoneless_dates_sort_together() -> None:
    dated = read(b"Date: Mon, 3 Mar 2025 10:00:00 -0000\n\nx").received
    assert dated is not None and sorted([dated, datetime(2025, 1, 1, tzinfo=UTC)])[1] == dated


ALTERNATIVE = (
    HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n%s\n--b\n"
    b"Content-Type: text/html\n\n<p>Dear Sam,</p><p>the post has been filled by somebody else.</p>\n--b--\n"
)


def test_html_is_read_only_when_the_plain_part_is_a_stub() -> None:
    assert read(ALTERNATIVE % b"See the web page").body.startswith("Dear Sam,\n\nthe post")
    assert read(ALTERNATIVE % b"Dear Sam, a plain letter of its own.").body == "Dear Sam, a plain letter of its own."


SPOILT = {
    "less than half": "Dear Sam,\n\nthe post …\n\nRead it all: https://bell.example/" + "x" * 90,
    "a link": "To see this message, open https://bell.example/v/8f7a?c=" + "y" * 200,
    "styles": 'table.MsoNormalTable {mso-style-name:"Table"; color:red;}\n\nDear Sam,\n\nthe post has been filled.',
    "one line": "Dear Sam, the post has been filled by somebody else, with many years at sea. Good luck. Ann Bell",
}
PAGE_OF_LINES = (
    "<p>Dear Sam,</p><p>the post has been filled by somebody else, with years at sea.</p><p>Good luck.</p>Ann Bell"
)


@pytest.mark.parametrize("plain", SPOILT.values(), ids=SPOILT.keys())
def test_a_plain_part_that_was_spoilt_gives_way_to_the_page(plain: str) -> None:
    data = ALTERNATIVE.partition(b"<p>")[0] % plain.encode() + PAGE_OF_LINES.encode() + b"\n--b--\n"
    assert read(data).body.startswith("Dear Sam,\n\nthe post has been filled by somebody else, with years")


def test_a_whole_plain_letter_is_read_without_its_page() -> None:
    letter = "Dear Sam,\n\n" + "the post has been filled by somebody else.\n\n" * 20 + "Ann"
    data = ALTERNATIVE.partition(b"<p>")[0] % letter.encode() + PAGE_OF_LINES.encode() * 9 + b"\n--b--\n"
    assert read(data).body == letter
    related = ALTERNATIVE.partition(b"--b\nContent-Type: text/html")[0] % letter.encode() + (
        b"--b\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>no</p>\n--r\n"
        b"Content-Type: image/png; name=logo.png\n\nx\n--r--\n--b--\n"
    )
    assert (read(related).body, read(related).attachments) == (letter, ("logo.png",))


def test_a_page_sent_as_plain_text_is_read_as_a_page() -> None:
    assert read(HEAD + b"Content-Type: text/plain\n\n<p>Dear Sam,</p><p>no.<br>Ann</p>").body == "Dear Sam,\n\nno.\nAnn"


def test_parts_are_found_whatever_the_line_ends_around_them() -> None:
    parts = b"preamble --b\n--b--x\n--bb\n--b  \nContent-Type: text/plain\n\none --b\n--b\n\ntwo\n--b--\n--b\n\nthree\n"
    for newline in (b"\n", b"\r\n"):
        data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts
        assert read(data.replace(b"\n", newline)).body == "one --b\n\ntwo"


def test_encodings_are_undone_and_the_attachment_is_only_named() -> None:
    data = (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe, soft =\nbreak\n--b\n"
        b"Content-Type: text/plain; name=secret.txt\nContent-Disposition: attachment\n\nnot shown\n--b--\nepilogue\n"
    )
    letter = read(data)
    assert letter.body == "Grüße, soft break" and letter.attachments == ("secret.txt",)
    encoded = HEAD + b"Content-Transfer-Encoding: base64\n\nRGVhciBTYW0sIG5v\n"
    assert read(encoded).body == "Dear Sam, no"


def test_a_mail_inside_a_mail_is_the_letter() -> None:
    inner = b"From: Ann Bell <ann@bell.example>\nSubject: Your application\n\nDear Sam, the post is filled.\n"
    letter = read(b"From: sam@example.com\nMessage-ID: <9@x>\nContent-Type: message/rfc822\n\n" + inner)
    assert (letter.sender_email, letter.subject, letter.message_id) == ("ann@bell.example", "Your application", "<9@x>")


PAGE = """<html><head><title>No</title><style>.pre{display:none} .x{color:red}</style></head><body>
<div class="pre">hidden preheader</div><span style="font-size:0px">also hidden</span>
<p>Dear Sam,</p><ul><li>one</li><li>two &amp; three</li></ul>
<table><tr><td>Post</td><td>Nurse</td></tr><tr><td>Ward</td><td>4 West</td></tr></table>
<p>See <a href="https://x.example" title="a > b">our page</a>.<br>Bye<!-- comment --></p>
<script>alert(1)</script></body></html>"""


def test_html_becomes_what_a_reader_sees() -> None:
    text = to_text(PAGE)
    assert text == "Dear Sam,\n\n- one\n- two & three\n\nPost  Nurse\nWard  4 West\n\nSee our page.\nBye"


def test_html_that_hides_everything_by_mistake_is_shown() -> None:
    assert to_text('<div style="display:none">Dear Sam, the post is filled') == "Dear Sam, the post is filled"


TAILS = {
    "en": "On Mon, 3 Mar 2025 at 10:02, Sam Doe <sam@example.com> wrote:\n> Dear Ann",
    "en wrapped": "On Mon, 3 Mar 2025 at 10:02, Sam Doe\n<sam@example.com> wrote:\n\n> Dear Ann",
    "de": "Am 03.03.2025 um 10:02 schrieb Sam Doe <sam@example.com>:\n> Liebe Ann",
    "fr": "Le lun. 3 mars 2025 à 10:02, Sam Doe <sam@example.com> a écrit :\n> Bonjour",
    "es": "El lun, 3 mar 2025 a las 10:02, Sam Doe (<sam@example.com>) escribió:\n> Hola",
    "pt": "Em seg., 3 de mar. de 2025 às 10:02, Sam Doe <sam@example.com> escreveu:\n> Olá",
    "it": "Il giorno lun 3 mar 2025 alle ore 10:02 Sam Doe <sam@example.com> ha scritto:\n> Ciao",
    "nl": "Op ma 3 mrt 2025 om 10:02 schreef Sam Doe <sam@example.com>:\n> Beste",
    "tr": "Sam Doe <sam@example.com>, 3 Mar 2025 Pzt, 10:02 tarihinde şunu yazdı:\n> Merhaba",
    "outlook en": "-----Original Message-----\nFrom: Sam Doe\nSent: Monday\nTo: Ann\nSubject: Hello\n\nDear Ann",
    "outlook de": "Von: Sam Doe <sam@example.com>\nGesendet: Montag, 3. März\nAn: Ann\nBetreff: Hallo\n\nLiebe Ann",
    "outlook fr": "De : Sam Doe <sam@example.com>\nEnvoyé : lundi 3 mars 2025\nÀ : Ann\nObjet : Bonjour\n\nBonjour",
    "outlook split": "From: Sam Doe \n<sam@example.com> \nSent: Monday\nTo: Ann\nSubject: Hello\n\nDear Ann",
    "thunderbird fr": "De : \tSam Doe <sam@example.com>\nSujet : \tBonjour\nPour : \tAnn\nCopie à : \tJo\n\nBonjour",
    "date and address": "2025-03-03 10:02 GMT+01:00 Sam Doe <sam@example.com>:\n\nDear Ann",
    "date and name": '03.03.2025, 10:02, "Sam Doe" <sam@example.com>:\n\nDear Ann',
    "marks": "> Dear Ann,\n> I hope you are well.",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS.keys())
def test_quoted_tails_are_cut(tail: str) -> None:
    own = "Thank you for your patience. We have chosen somebody else.\n\nAnn"
    found = split_quoted(f"{own}\n\n{tail}")
    assert found.own == own and found.quoted == tail


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we wrote to all of you: the date is set.\nFrom now on, call me.",
        "From: our side all is well.\nAnn",
        "Dear Sam,\n\nOn behalf of the panel I write to say no.\n\nAnn",
        "Date: 3 March\nTime: 10:00\nPlace: here",
        "Until 12.03.2025 write to Jo <jo@bell.example>: she decides.",
    ],
)
def test_a_letter_without_a_tail_is_left_whole(text: str) -> None:
    assert split_quoted(text).own == text


def test_an_answer_between_the_quotes_stays() -> None:
    found = split_quoted("> When will I hear?\nToday: we went with somebody else.\n> Thanks")
    assert found.own == "Today: we went with somebody else."


ANSWER = "Thank you for your patience. We have chosen somebody else.\n\nAnn"


@pytest.mark.parametrize(
    "above", ["On 3.3.25 10:02, Sam Doe wrote:", "On Mon, 3 Mar 2025, Sam Doe\n<sam@example.com> wrote:"]
)
def test_an_answer_below_the_quotation_is_the_letter(above: str) -> None:
    quoted = "> Dear Ann,\n>\n> when will I hear?"
    found = split_quoted(f"{above}\n{quoted}\n\n{ANSWER}")
    assert found.own == ANSWER and found.quoted == f"{above}\n{quoted}"


def test_an_answer_below_a_quotation_in_a_page_is_the_letter() -> None:
    page = "<div>On Monday Sam wrote:</div><blockquote type=cite>When?</blockquote><p>Dear Sam,</p><p>we said no.</p>"
    letter = read(HEAD + b"Content-Type: text/html\n\n" + page.encode())
    assert letter.body == "Dear Sam,\n\nwe said no." and letter.quoted == "On Monday Sam wrote:\n> When?"


def test_a_mail_that_is_all_quotation_is_read_without_its_marks() -> None:
    letter = read(HEAD + b"Content-Type: text/html\n\n<blockquote type=cite><p>Dear Sam,</p><p>no.</p></blockquote>")
    assert letter.body == "Dear Sam,\n\nno."


FORWARD = (
    "Look at this.\n\n---------- Forwarded message ---------\n"
    "From: Ann Bell <ann@bell.example>\nDate: Mon, 3 Mar 2025 at 10:02\n"
    "Subject: Your application\nTo: Sam Doe <sam@example.com>\n\nDear Sam,\n\nthe post has been filled.\n\nAnn"
)


def test_a_forward_is_read_as_the_letter_it_carries() -> None:
    letter = read(b"From: Sam Doe <sam@example.com>\nSubject: Fwd: Your application\n\n" + FORWARD.encode())
    assert (letter.sender_name, letter.sender_email) == ("Ann Bell", "ann@bell.example")
    assert letter.subject == "Your application" and letter.body.startswith("Dear Sam,")
    assert letter.to_email == "sam@example.com" and letter.received == datetime(2025, 3, 3, 10, 2, tzinfo=UTC)
    assert any("Look at this." in note for note in letter.notes)


def test_a_forward_of_a_forward_is_read_as_the_letter_inside() -> None:
    outer = FORWARD.replace("Ann Bell <ann@bell.example>", "Jo <jo@x.example>").replace(
        "Subject: Your", "Subject: Fwd: Your"
    )
    text = outer.partition("Dear Sam,")[0] + "oh no\n\n" + FORWARD.partition("\n\n")[2]
    letter = read(b"From: Sam Doe <sam@example.com>\nSubject: Fwd: Fwd: Your application\n\n" + text.encode())
    assert (letter.sender_email, letter.subject) == ("ann@bell.example", "Your application")
    assert letter.body.startswith("Dear Sam,") and any("oh no" in note for note in letter.notes)


def test_a_forward_with_nothing_above_it_needs_no_mark() -> None:
    block = "Von: Ann Bell <ann@bell.example>\nGesendet: Montag, 3. März 2025 10:02\nAn: Sam\nBetreff: Ihre Bewerbung"
    data = f"From: Sam <sam@example.com>\nSubject: WG: Ihre Bewerbung\n\n{block}\n\nLieber Sam,\n\nleider nein."
    letter = read(data.encode())
    assert (letter.sender_email, letter.body) == ("ann@bell.example", "Lieber Sam,\n\nleider nein.")


def test_a_short_answer_above_an_old_mail_is_no_forward() -> None:
    letter = read(
        b"From: Ann <ann@bell.example>\nSubject: Re: post\n\nAll filled, sorry.\n\n" + TAILS["outlook de"].encode()
    )
    assert letter.body == "All filled, sorry." and letter.sender_email == "ann@bell.example"


@pytest.mark.parametrize(
    ("block", "subject"),
    [
        ("From: Ann Bell <ann@bell.example>\nTo: sam@example.com\nSubject: The post\nDate: 3 March 2025", "The post"),
        ("Von: Ann Bell <ann@bell.example>\nGesendet: Montag, 3. März 2025\nBetreff: Die Stelle", "Die Stelle"),
        ("De : Ann Bell <ann@bell.example>\nEnvoyé : 3 mars 2025\nObjet : Le poste", "Le poste"),
        ("De: Ann Bell <ann@bell.example>\nFecha: 3 de marzo de 2025\nAsunto: El puesto", "El puesto"),
        ("De: Ann Bell <ann@bell.example>\nEnviado: 3 de março de 2025\nAssunto: A vaga", "A vaga"),
        ("Da: Ann Bell <ann@bell.example>\nInviato: 3 marzo 2025\nOggetto: Il posto", "Il posto"),
        ("Van: Ann Bell <ann@bell.example>\nVerzonden: 3 maart 2025\nOnderwerp: De baan", "De baan"),
        ("Kimden: Ann Bell <ann@bell.example>\nTarih: 3 Mart 2025\nKonu: Pozisyon", "Pozisyon"),
    ],
)
def test_pasted_header_blocks_are_understood(block: str, subject: str) -> None:
    letter = paste(f"{block}\n\nDear Sam,\n\nthe post has been filled.\n\nAnn")
    assert (letter.subject, letter.sender_email) == (subject, "ann@bell.example")
    assert letter.body.startswith("Dear Sam,") and letter.received is not None and letter.received.day == 3


def test_pasted_text_without_headers() -> None:
    assert paste("Your application at Bell\n\nDear Sam,\n\nno.\n\nAnn Bell").subject == "Your application at Bell"
    assert paste("Dear Sam,\n\nthe post has been filled.\n\nAnn Bell").subject == ""
    whole = paste("Subject: The post\n\nDear Sam,\n\nno.\n\nAnn")
    assert (whole.subject, whole.body) == ("The post", "Dear Sam,\n\nno.\n\nAnn")
    web = paste("The post\nAnn Bell <ann@bell.example>\nMon, 3 Mar 2025, 10:02\nto me\n\nDear Sam,\n\nno.\n\nAnn")
    assert (web.subject, web.sender_name, web.body.split("\n")[0]) == ("The post", "Ann Bell", "Dear Sam,")


def test_a_pasted_source_of_a_mail_is_read_as_a_mail() -> None:
    letter = paste(
        "Received: x\nFrom: Ann <ann@bell.example>\nSubject: =?utf-8?q?Caf=C3=A9?=\nMIME-Version: 1.0\n\nDear Sam"
    )
    assert (letter.subject, letter.body) == ("Café", "Dear Sam")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.03.2025", "2025-03-12"),
        ("2025-03-12", "2025-03-12"),
        ("12 March 2025", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("12. März 2025", "2025-03-12"),
        ("le 12 mars 2025", "2025-03-12"),
        ("12 de marzo de 2025", "2025-03-12"),
        ("1º de maio de 2025", "2025-05-01"),
        ("12 ottobre 2024", "2024-10-12"),
        ("12 augustus 2024", "2024-08-12"),
        ("12 Ağustos 2024", "2024-08-12"),
        ("25/12/2024", "2024-12-25"),
    ],
)
def test_days_are_read_in_eight_languages(text: str, day: str) -> None:
    assert str(find_day(text)) == day


@pytest.mark.parametrize("text", ["03/04/2025", "99.99.2025", "soon", "", "31 February 2025"])
def test_a_doubtful_day_is_no_day(text: str) -> None:
    assert find_day(text) is None


def test_a_date_written_as_iso_is_read() -> None:
    letter = parse(RawMessage(b"Date: 2025-03-11T10:42:18-05:00\nFrom: a@b.example\n\nHello", "x"))
    assert letter.received == datetime(2025, 3, 11, 15, 42, 18, tzinfo=UTC)


def test_a_written_day_is_no_time_of_day() -> None:
    pasted = next(iter(read_text("From: Ann <a@b.example>\nDatum: 20.11.2026 09:14\nBetreff: Hallo\n\nGuten Tag")))
    assert isinstance(pasted, RawMessage)
    letter = parse(pasted)
    assert letter.received is not None and (letter.received.hour, letter.received.minute) == (9, 14)


def test_a_letter_in_another_script_says_that_it_is_not_read() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n"
    told = parse(RawMessage(head + ("この度は弊社の採用選考にご応募いただき、" * 3).encode(), "x.eml")).notes
    assert told and "eight languages" in told[0]
    assert not parse(RawMessage(head + "Değerli Işıl, başvurunuz için teşekkürler. 谢谢".encode(), "x.eml")).notes
