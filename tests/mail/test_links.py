"""Long addresses give way to their words or domain, in text and pages, and none is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.mail import RawMessage, parse
from rejection_tui.mail.html import to_text
from rejection_tui.mail.links import MAX_LINKS, shortened

LONG = "https://click.ats.example/f/a/xYq~~/AAQRxRA~/RgRnX2s3P0Q?utm_source=mail&x=" + "y" * 150
SAFE = "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbell.example%2Fx&data=05%7C" + "z" * 90


@pytest.mark.parametrize(
    ("text", "shown", "links"),
    [
        (f"See {LONG}.", "See [click.ats.example].", [f"See {LONG}"]),
        (f"Careers:\n{LONG}\n\nBye", "Careers:\n[click.ats.example]\n\nBye", [f"Careers {LONG}"]),
        (f"See our page <{LONG}>. Bye", "See our page. Bye", [f"See our page {LONG}"]),
        (f"Our page<{LONG}> and more", "Our page and more", [f"Our page {LONG}"]),
        (f"Our page [{LONG}] and more", "Our page and more", [f"Our page {LONG}"]),
        (f"Our page ( {LONG} )", "Our page", [f"Our page {LONG}"]),
        (f"[Our page]({LONG})", "Our page", [f"Our page {LONG}"]),
        (f"Our page\n<{LONG}>\n\nBye", "Our page\n\nBye", [f"Our page {LONG}"]),
        (f"<{LONG}>", "[click.ats.example]", [LONG]),
        (f"<{LONG[:60]}\n{LONG[60:]}>", "[click.ats.example]", [LONG]),
        ("https://bell.example/careers.", "https://bell.example/careers.", ["https://bell.example/careers"]),
        ("(https://bell.example/careers)", "(https://bell.example/careers)", ["https://bell.example/careers"]),
        ("www.bell.example <http://www.bell.example/>", "www.bell.example", ["http://www.bell.example/"]),
        ("ann@bell.example<mailto:ann@bell.example>", "ann@bell.example", ["ann@bell.example mailto:ann@bell.example"]),
        ("Ann <mailto:ann@bell.example> wrote", "Ann (ann@bell.example) wrote", ["Ann mailto:ann@bell.example"]),
        ("+49 30 12<tel:+493012> or", "+49 30 12 or", []),
        ("[cid:image001.png@01D] Hello [image: Logo]", "Hello ", []),
        (SAFE, "[bell.example]", [SAFE]),
        ("Ann <ann@bell.example>", "Ann <ann@bell.example>", []),
    ],
)
def test_addresses_in_text(text: str, shown: str, links: list[str]) -> None:
    assert shortened(text) == (shown, links)


def test_addresses_in_pages() -> None:
    links: list[str] = []
    page = (
        f'<p>See <a href="{LONG}">our <b>page</b></a>, <a href="#top">top</a>, <a href="javascript:x">no</a>.</p>'
        f'<a href="{LONG}&amp;b">{LONG}</a> <a href="mailto:people@bell.example?subject=Hi">our people</a>'
    )
    assert to_text(page, links) == "See our page, top, no.\n\n[click.ats.example] our people (people@bell.example)"
    assert links == [
        f"our page {LONG}",
        f"[click.ats.example] {LONG}&b",
        "our people mailto:people@bell.example?subject=Hi",
    ]
    assert "people@" not in to_text(page, [], mail_addresses=False)


def test_a_letter_keeps_the_links_of_its_page_and_its_text() -> None:
    page = f'<p>Dear Sam, no.</p><a href="{LONG}">Survey</a><p>Or https://bell.example/careers</p>'
    letter = parse(RawMessage(b"From: a@b.example\nContent-Type: text/html\n\n" + page.encode(), "x"))
    assert letter.links == (f"Survey {LONG}", "Or https://bell.example/careers")
    assert LONG not in letter.body
    many = "".join(f"https://bell.example/{n} " for n in range(200))
    assert len(parse(RawMessage(b"From: a@b.example\n\n" + many.encode(), "x")).links) == MAX_LINKS


@given(st.text(alphabet="ab <>[]()\n.:/@", max_size=80), st.text(alphabet="ab <>[]()\n.:/@", max_size=80))
def test_what_is_no_address_is_not_touched(before: str, after: str) -> None:
    shown, links = shortened(f"{before} {LONG} {after}")
    assert len(links) >= 1 and LONG not in shown
    assert [c for c in before if c in "ab"] == [c for c in shown.partition("[click")[0] if c in "ab"][
        : len([c for c in before if c in "ab"])
    ]


@pytest.mark.parametrize(
    "unit", ["<https://a.example/", f"{LONG} ", f"x <{LONG}>", "[a](http://b", "<mailto:", "https://", "[" * 50, "("]
)
def test_shortening_takes_linear_time(unit: str) -> None:
    """Eight times the text takes no more than some eight times as long, however fast the machine is."""

    def seconds(length: int) -> float:
        text, start = unit * (length // len(unit)), time.process_time()
        shortened(text)
        return time.process_time() - start

    assert seconds(400_000) < 20 * seconds(50_000) + 0.2
