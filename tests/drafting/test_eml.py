"""No text can add a header, a recipient or a part: .eml files and links are parsed again."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.text import clean
from rejection_tui.drafting.eml import HEADERS, address, to_eml, to_mailto
from tests.strategies import some

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NASTY = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                "\r\nBcc: evil@example.org",
                "\nBcc: evil@example.org\n\n",
                "\r",
                "=?utf-8?q?a=0D=0ABcc:_evil=40example.org?=",
                "=?utf-8?b?YQ0KQmNjOiBldmlsQGV4YW1wbGUub3Jn?=",
                "=?", "?=", "?q?", ",", ";", "<evil@example.org>", '"', "\\", "(", ")", ":", "\x00", "\x1b]52;c;x\x07",
                "\u2028", "\x85", "\ud800", "\u202e", "é" * 30, "x" * 200, "--", "\n.\n", "\nFrom x\n", "%0D%0ABcc:",
                "&bcc=evil@example.org", "?cc=evil@example.org", "#",
            ]
        ),
    ),
    max_size=6,
).map("".join)  # fmt: skip


@some(80)
@given(NASTY, NASTY, NASTY, NASTY)
def test_an_eml_has_exactly_our_headers(to_name: str, subject: str, body: str, from_name: str) -> None:
    data = to_eml(to_name, "jane@example.com", subject, body, from_name, "sam@example.org", NOW)
    for parser in (policy.compat32, policy.default):
        message = message_from_bytes(data, policy=parser)
        assert sorted(message.keys()) == sorted(HEADERS)
        assert not message.is_multipart() and not message.defects
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [a.addr_spec for a in message["To"].addresses] == ["jane@example.com"]
    assert [a.addr_spec for a in message["From"].addresses] == ["sam@example.org"]
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == clean(body).rstrip("\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")


@some(80)
@given(NASTY, NASTY)
def test_a_mailto_has_one_recipient_a_subject_and_a_body(subject: str, body: str) -> None:
    try:
        link = to_mailto("jane@example.com", subject, body)
    except Refused:
        assert len(subject) + len(body) > 800
        return
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("mailto", "jane@example.com", "")
    assert set(parse_qs(parts.query)) <= {"subject", "body"}
    assert unquote(parts.query.partition("&body=")[2]) == clean(body).replace("\n", "\r\n")
    assert not set("\r\n \"'<>") & set(link)
    assert "%0A" not in parts.query.partition("&body=")[0]


@pytest.mark.parametrize(
    "bad",
    [
        "a@b.example?bcc=evil@example.org",
        "a@b.example&bcc=x@example.org",
        "a@b.example,evil@example.org",
        "a@b.example\r\nBcc: x@example.org",
        "a@b.example%0D%0ABcc:x@example.org ",
        "Jane <a@b.example>",
        "a b@example.org",
        "a@@example.org",
        "@example.org",
        "jane",
        "a@b..example",
        "a@b.example;x@example.org",
        "ä@example.org",
        "a" * 65 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(UsageError):
        address(bad)
    with pytest.raises(UsageError):
        to_mailto(bad, "x", "y")
    with pytest.raises(UsageError):
        to_eml("Jane", bad, "x", "y", "Sam", "sam@example.org", NOW)


@some(80)
@given(NASTY)
def test_an_address_is_itself_or_refused(text: str) -> None:
    try:
        assert address(text) == text.strip()
    except UsageError:
        return
    assert text.strip().count("@") == 1 and not set(' \r\n,;<>?&"\\') & set(
        address(text).replace("&", "").replace("?", "")
    )


def test_an_odd_but_true_address_stays_inside_its_link() -> None:
    link = to_mailto("a&bcc=x#z@example.org", "s", "b")
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}
    assert unquote(urlsplit(link).path) == "a&bcc=x#z@example.org"


def test_an_unknown_recipient_leaves_the_header_out() -> None:
    message = message_from_bytes(to_eml("", "", "Hello", "Text", "", "", NOW))
    assert "To" not in message and "From" not in message and message["Subject"] == "Hello"
    assert to_mailto("", "a b", "c") == "mailto:?subject=a%20b&body=c"


def test_a_naive_date_and_an_endless_link_are_refused() -> None:
    with pytest.raises(UsageError):
        to_eml("", "jane@example.com", "x", "y", "", "", datetime(2026, 1, 1))
    with pytest.raises(Refused):
        to_mailto("jane@example.com", "x", "y" * 9_000)


def test_letters_of_other_alphabets_come_back_whole() -> None:
    data = to_eml(
        "Zoë Müller", "zoe@example.com", "Grüße – 日本", "Žluťoučký kůň 🐎\n\nBest", "Łukasz", "l@example.org", NOW
    )
    message = message_from_bytes(data, policy=policy.default)
    assert str(message["Subject"]) == "Grüße – 日本"
    assert message["To"].addresses[0].display_name == "Zoë Müller"
    assert message.get_content().replace("\r\n", "\n") == "Žluťoučký kůň 🐎\n\nBest\n"
