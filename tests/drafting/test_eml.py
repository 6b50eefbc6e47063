"""No text can add a header, a recipient or a part: .eml files and links are parsed again."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.addresses import mail_address
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.text import clean
from rejection_tui.drafting.eml import HEADERS, THREAD_HEADERS, Outgoing, Thread, address, to_eml, to_mailto
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


def written(to: str, subject: str, body: str, **more: Any) -> bytes:
    """Return the file of a message to this address."""
    fields: dict[str, Any] = {"date": NOW, "identity": "d1"} | more
    return to_eml(Outgoing(to, subject, body, **fields))


@some(80)
@given(NASTY, NASTY, NASTY, NASTY)
def test_an_eml_has_exactly_our_headers(to_name: str, subject: str, body: str, from_name: str) -> None:
    data = written(
        "jane@example.com", subject, body, to_name=to_name, from_name=from_name, from_email="sam@example.org"
    )
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
        "a" * 65 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(UsageError):
        address(bad)
    with pytest.raises(UsageError):
        to_mailto(bad, "x", "y")
    with pytest.raises(UsageError):
        written(bad, "x", "y", to_name="Jane", from_name="Sam", from_email="sam@example.org")


@some(80)
@given(NASTY)
def test_an_address_is_itself_or_refused(text: str) -> None:
    try:
        assert mail_address(address(text)) == address(text)
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
    message = message_from_bytes(written("", "Hello", "Text"))
    assert "To" not in message and "From" not in message and message["Subject"] == "Hello"
    assert to_mailto("", "a b", "c") == "mailto:?subject=a%20b&body=c"


def test_a_naive_date_and_an_endless_link_are_refused() -> None:
    with pytest.raises(UsageError):
        written("jane@example.com", "x", "y", date=datetime(2026, 1, 1))
    with pytest.raises(Refused):
        to_mailto("jane@example.com", "x", "y" * 9_000)


def test_letters_of_other_alphabets_come_back_whole() -> None:
    text = "Žluťoučký kůň 🐎\n\nBest"
    people = {"to_name": "Zoë Müller", "from_name": "Łukasz", "from_email": "l@example.org"}
    data = written("zoe@example.com", "Grüße – 日本", text, **people)
    message = message_from_bytes(data, policy=policy.default)
    assert str(message["Subject"]) == "Grüße – 日本"
    assert message["To"].addresses[0].display_name == "Zoë Müller"
    assert message.get_content().replace("\r\n", "\n") == "Žluťoučký kůň 🐎\n\nBest\n"


# In the thread

IDS = st.one_of(
    NASTY, st.sampled_from(["<1@x.example>", "<" + "y" * 240 + "@x>", "<a b@x>", "<a@x>\r\nBcc: e@x", "a@x"])
)


@some(80)
@given(NASTY, IDS, st.lists(IDS, max_size=30))
def test_what_a_letter_calls_itself_adds_no_header(subject: str, message_id: str, references: list[str]) -> None:
    data = written("jane@example.com", subject, "x", from_email="s@x.example", thread=Thread(message_id, references))
    message = message_from_bytes(data, policy=policy.compat32)
    assert set(message.keys()) - set(HEADERS) <= set(THREAD_HEADERS) and len(set(message.keys())) == len(message)
    found = str(message["References"] or "").split()
    assert (message["In-Reply-To"] or "") == (message_id if found else "") and found[-1:] in ([], [message_id])
    assert set(found) <= {message_id, *references} and max(len(line) for line in data.split(b"\r\n")) <= 998
    link = to_mailto("jane@example.com", "x", "y", Thread(message_id, references))
    fields = parse_qs(urlsplit(link).query)
    assert set(fields) <= {"subject", "body", "In-Reply-To"} and "%0A" not in link.partition("&body=")[0]
    assert fields.get("In-Reply-To", [""]) == [message_id if found else ""]


def test_an_answer_names_the_letter_and_what_came_before_it() -> None:
    earlier = [f"<{number}@x.example>" for number in range(40)]
    message = message_from_bytes(written("j@x.example", "Re: x", "y", thread=Thread("<last@x.example>", earlier)))
    assert message["In-Reply-To"] == "<last@x.example>" and message["X-Unsent"] == "1"
    assert message["References"].split() == [earlier[0], *earlier[-20:], "<last@x.example>"]
    one, again = (written("j@x.example", "s", "b", from_email="s@brönn.example", identity="4f-7 x") for _ in range(2))
    assert one == again and message_from_bytes(one)["Message-ID"] == "<4f7x@xn--brnn-6qa.example>"
    assert message_from_bytes(one)["Date"]


def test_domains_with_umlauts_are_written_in_ascii() -> None:
    message = message_from_bytes(written("info@brönnwald.example", "s", "b", from_email="i@faß.example"))
    assert (message["To"], message["From"]) == ("info@xn--brnnwald-o4a.example", "i@xn--fa-hia.example")
    assert to_mailto("info@brönnwald.example", "s", "b").startswith("mailto:info@xn--brnnwald-o4a.example?")


def test_an_address_in_another_script_is_written_in_utf8() -> None:
    data = written("jürgen@brönnwald.example", "Grüße", "b", to_name="Jürgen")
    assert 'To: "Jürgen" <jürgen@xn--brnnwald-o4a.example>'.encode() in data.replace(b"\r\n ", b" ") or (
        "To: Jürgen <jürgen@xn--brnnwald-o4a.example>".encode() in data
    )
    assert to_mailto("jürgen@x.example", "s", "b").startswith("mailto:j%C3%BCrgen@x.example?")
