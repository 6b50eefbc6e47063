"""Encoded words and addresses as broken programs write them, and header lines in a charset they do not name."""

import pytest

from rejection_tui.mail.encoded_words import decode_words
from rejection_tui.mail.headers import Address, address, line, read_headers
from rejection_tui.mail.mime import charset_hint, head_and_body


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?Absage?_f=C3=BCr_Sie?=", "Absage? für Sie"),
        ("=?utf-8?Q?Absage?=20f=C3=BCr?=", "Absage? für"),
        ("=?utf-8?Q?Warum??=", "Warum?"),
        ("=?utf-8?Q?Absage f=C3=BCr Sie?=", "Absage für Sie"),
        ("=?utf-8?Q?Absage_f=C3=BCr_di", "Absage für di"),
        ("=?utf-8?B?QWJzYWdlIGbDvHIgU2ll", "Absage für Sie"),
        ("=?utf-8?B?QWJzYWdlIGbDvHIgU2llIQ?=", "Absage für Sie!"),
        ("=?utf-8?B?QWJzYWdlIGbDv?= =?utf-8?B?HIgU2ll?=", "Absage für Sie"),
        ("=?iso-8859-1?Q?f=C3=BCr?=", "für"),
        ("=?utf-8?Q?f=FCr?= Sie", "für Sie"),
        ("=?us-ascii?Q?f=FCr?=", "für"),
        ("=?utf-8*de?Q?f=C3=BCr?=", "für"),
        ("=?utf-7?Q?f+APw-r?=", "für"),
        ("=?utf-8?Q?=3D=3Futf-8=3FQ=3Ff=3DC3=3DBCr=3F=3D?=", "für"),
        ("Re: =?utf-8?Q?f=C3=BCr?=x", "Re: fürx"),
        ("=?utf-8?q?f=C3=BCr?==?utf-8?q?_x?=", "für x"),
        ("=?iso-8859-1?Q?ba=FEvurunuz?=", "başvurunuz"),
        ("R&amp;D &#39;x&#39; AT&T", "R&D 'x' AT&T"),
        ("a =? b ?= c", "a =? b ?= c"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
    ],
)
def test_encoded_words_are_read_however_they_are_broken(value: str, text: str) -> None:
    assert decode_words(value) == text


@pytest.mark.parametrize(
    ("value", "name", "email"),
    [
        ("Bell, Ann <ann@bell.example>", "Bell, Ann", "ann@bell.example"),
        ("Ann Bell [mailto:ann@bell.example]", "Ann Bell", "ann@bell.example"),
        ("Ann Bell <ann@bell.example", "Ann Bell", "ann@bell.example"),
        ('"ann@bell.example" <ann@bell.example>', "", "ann@bell.example"),
        ("undisclosed-recipients:;", "", ""),
        ("Team: ann@bell.example, jo@bell.example;", "Team", "ann@bell.example"),
        ("ann@bell.example, jo@bell.example", "", "ann@bell.example"),
        ("ann@bell.example, Jo <jo@bell.example>", "", "ann@bell.example"),
        ('"Ann Bell" </O=EX/OU=A/CN=ANN>', "Ann Bell", ""),
        ("=?utf-8?Q?Ann_<ann@bell.example>?=", "Ann", "ann@bell.example"),
        ("<mailto:ann@bell.example>", "", "ann@bell.example"),
        ("Hélène <hélène@bell.example>", "Hélène", "hélène@bell.example"),
        ("Ann <ann@xn--bll-sna.example>", "Ann", "ann@xn--bll-sna.example"),
        ("Ann Bell", "Ann Bell", ""),
    ],
)
def test_addresses_are_read_in_the_forms_programs_write(value: str, name: str, email: str) -> None:
    assert address(value) == Address(name, email)


@pytest.mark.parametrize("charset", ["iso-8859-9", "windows-1254"])
def test_raw_header_bytes_are_read_in_the_charset_of_the_body(charset: str) -> None:
    text = f"Subject: Kıdemli Bahçıvan başvurunuz\nContent-Type: text/plain; charset={charset}\n\nx"
    block, body = head_and_body(text.encode("cp1254"))
    headers = read_headers(block, charset_hint(block, body))
    assert line(headers, "subject") == "Kıdemli Bahçıvan başvurunuz"


def test_raw_header_bytes_are_guessed_by_the_letters_of_the_body_and_line_by_line() -> None:
    block = "Subject: Kısa bir ilan\n".encode("cp1254") + "From: Şükrü <s@x.example>\n".encode()
    headers = read_headers(block, "utf-8", "ışığı bulduk")
    assert (line(headers, "subject"), line(headers, "from")) == ("Kısa bir ilan", "Şükrü <s@x.example>")


def test_headers_end_where_the_letter_begins() -> None:
    head = b"From: a@b.example\nSubject: s\n"
    for gap in (b"\n", b" \n", b"\t \n", b""):
        block, body = head_and_body(head + gap + b"Dear Sam,\n\nno.\n")
        assert body == b"Dear Sam,\n\nno.\n" and line(read_headers(block), "subject") == "s"
    folded = b"Subject: one\n \n two\nFrom: a@b.example\n\nDear Sam"
    block, body = head_and_body(folded)
    assert body == b"Dear Sam" and line(read_headers(block), "from") == "a@b.example"
    unfolded = b"Subject: a post with a name\nthat is long\nFrom: a@b.example\n\nDear Sam"
    assert line(read_headers(head_and_body(unfolded)[0]), "subject") == "a post with a name that is long"


def test_the_first_header_that_says_something_counts() -> None:
    headers = read_headers(
        b"Subject:\nSubject : the post\nSubject: other\nX-Long: " + b"y" * 3000 + b"\nTo: b@c.example"
    )
    assert line(headers, "subject") == "the post" and line(headers, "to") == "b@c.example"
