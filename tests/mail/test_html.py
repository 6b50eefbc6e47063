"""HTML as a reader sees it: structure, tables, hidden text, quotations; and pages written to take time or memory."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.documents.page import is_affordable, is_page
from rejection_tui.domain.text import clean
from rejection_tui.mail.html import to_text
from rejection_tui.mail.lines import without_spacers

LONG = "We read your papers with care and talked about them for an hour, and the panel liked what it saw."
MORE = "The choice was close; in the end the other person had run a kitchen of this size before."

STRUCTURE = {
    "paragraphs": ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
    "divisions are lines": ("<div>One</div><div>Two</div><div><br></div><div>Three</div>", "One\nTwo\n\nThree"),
    "a break at the end of a block adds nothing": ("<div>One<br></div><div>Two</div>", "One\nTwo"),
    "white space of the source": ("<p>One\n   two <b>three</b> , <i> four</i></p>", "One two three , four"),
    "inline elements join": ("<p>Un<b>fort</b>unately</p>", "Unfortunately"),
    "inline elements without text": ("<p>Un<img src=x>for<a name=y></a>tu<b></b>nately</p>", "Unfortunately"),
    "headings and lines across": ("<h2>Post</h2>Text<hr>End", "Post\n\nText\n\nEnd"),
    "a list": ("<p>Asked:</p><ul><li>one</li><li><p>two</p></li></ul><p>End</p>", "Asked:\n\n- one\n- two\n\nEnd"),
    "a numbered list": ("<ol start=3><li>one<li>two</ol>", "3. one\n4. two"),
    "a list in a list": (
        "<ul><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ul>",
        "- one\n  - a\n  - b\n- two",
    ),
    "an item of two lines": ("<ul><li>one<br>more</li></ul>", "- one\n  more"),
    "preformatted": ("<pre>if a:\n    b\n\nc</pre><p>End  here</p>", "if a:\n    b\n\nc\n\nEnd here"),
    "line ends that are meant": ('<div style="white-space: pre-wrap">One\nTwo\n\nThree</div>', "One\nTwo\n\nThree"),
    "text without blocks": ("Dear Sam,\n\nno <b>luck</b>.\nAnn", "Dear Sam,\n\nno luck.\nAnn"),
    "text without tags": ("Dear Sam,\n\nno &amp; no", "Dear Sam,\n\nno & no"),
    "Word": (
        "<p class=MsoNormal>Dear Sam,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal>Best<o:p></o:p></p><p class=MsoNormal>Ann</p>",
        "Dear Sam,\n\nBest\nAnn",
    ),
    "paragraphs without space": ('<p style="margin:0 0 0 4px">Ann</p><p style="margin: 0px">Bell</p>', "Ann\nBell"),
    "prose without space around it": (
        f'<p style="margin:0">{LONG}</p><p style="margin:0">{MORE}</p>',
        f"{LONG}\n\n{MORE}",
    ),
    "links": ('<p>See <a href="https://x.example" title="a > b">our page</a>.</p>', "See our page."),
    "a comment for Outlook": ("<!--[if mso]><p>Old</p><![endif]--><![if !mso]><p>New</p><![endif]>", "New"),
    "scripts and titles": (
        "<title>T</title><style>p{}</style><script>x</script><p>Text</p><svg><text>S</text></svg>",
        "Text",
    ),
    "broken": ("<p>One<div>Two</p></span><td>Three", "One\n\nTwo\n\nThree"),
}


@pytest.mark.parametrize(("page", "text"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_structure_becomes_lines(page: str, text: str) -> None:
    assert to_text(page) == text


TABLES = {
    "rows": ("<table><tr><td>Post<td>Nurse<tr><td>Ward<td>4 West</table>", "Post  Nurse\nWard  4 West"),
    "paragraphs in cells": (
        "<table><tr><th><p>Skill</p></th><th><p>Score</p></th></tr><tr><td><p>SQL</p><td><p>4 of 5</p></table>",
        "Skill  Score\nSQL  4 of 5",
    ),
    "empty cells and rows": ("<table><tr><td></td><td>One</td><td> </td></tr><tr><td></td></tr></table>", "One"),
    "columns of prose": (
        f"<table><tr><td>{LONG}<br>{MORE}</td><td>Ann<br>Bell</td></tr></table>",
        f"{LONG}\n{MORE}\n\nAnn\nBell",
    ),
    "layout of one column": (
        f"<table><tr><td>Dear Sam,<tr><td>{LONG}</td></tr>\n<tr>\n<td>Ann</td></tr><tr><td>Bell</td></tr></table>",
        f"Dear Sam,\n\n{LONG}\n\nAnn\nBell",
    ),
    "tables in tables": (
        "<table><tr><td><table><tr><td>Post</td><td>Nurse</td></tr></table></td></tr><tr><td>End</td></tr></table>",
        "Post  Nurse\n\nEnd",
    ),
}


@pytest.mark.parametrize(("page", "text"), TABLES.values(), ids=TABLES.keys())
def test_a_row_is_a_line_and_layout_is_blocks(page: str, text: str) -> None:
    assert to_text(page) == text


HIDDEN = (
    'style="display:none"',
    'style="DISPLAY : none !important; color:red"',
    'style="visibility:hidden"',
    'style="mso-hide:all"',
    'style="font-size:0"',
    'style="font-size:1px;color:#fff"',
    'style="max-height:0px;overflow:hidden"',
    'style="opacity:0"',
    "hidden",
    'class="gone"',
    'class="a gone2 b"',
    'id="secret"',
)
SHEET = """<style><!-- /* a comment } */ .seen, .gone, p.other{display:none}
#secret, table .gone2, .gone2 { visibility: hidden; } .seen{display:block} --></style>"""


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("element", ["div", "span", "td"])
def test_hidden_text_is_left_out(how: str, element: str) -> None:
    inside = f"<{element} {how}>Do not read <b>this</b></{element}>"
    page = f"<table><tr>{inside}<td>End</td></tr></table>" if element == "td" else f"<p>Dear Sam</p>{inside}<p>End</p>"
    text = to_text(f"{SHEET}{page}")
    assert "read" not in text and text.endswith("End")


SHOWN = (
    'style="font-size:10px"',
    'style="font-size:0.9em"',
    'style="opacity:0.8;max-height:100px"',
    'style="display:inline-block;display:block"',
    'class="seen"',
    'class="gone" style="display:block !important"',
    'style="background:url(display:none.png)"',
    'data-note="hidden"',
)


@pytest.mark.parametrize("how", SHOWN)
def test_what_only_looks_hidden_is_read(how: str) -> None:
    assert "this" in to_text(f"{SHEET}<p>Dear Sam</p><div {how}>Read this</div><p>End</p>")


def test_letters_without_size_hide_until_an_element_inside_gives_them_one() -> None:
    inside = '<div style="font-size:14px">here <b>too</b></div><i style="font-size:50%">no</i>'
    assert to_text(f'<div style="font-size:0">gone{inside}</div><p>End</p>') == "here too\n\nEnd"
    sheet = "<style>.text{font-size:14px}</style>"
    assert to_text(f'{sheet}<div style="font-size:0">gone<p class="text">here</p></div>End') == "here\n\nEnd"
    assert to_text('<p style="visibility:hidden">gone <b style="visibility:visible">here</b></p>End') == "here\n\nEnd"


def test_white_letters_are_hidden_where_nothing_is_darker() -> None:
    pale = '<span style="color:#FFFFFF">Preheader</span><p>Dear Sam</p>'
    assert to_text(f'<body style="background-color:#fff">{pale}</body>') == "Dear Sam"
    assert to_text(f'<font color="white">Pre <b style="color:#000">here</b></font>{pale}') == "here\n\nDear Sam"
    assert to_text(f'<body bgcolor="#113355">{pale}</body>') == "Preheader\n\nDear Sam"
    assert to_text(f'<table background="x.png"><tr><td>{pale}</td></tr></table>') == "Preheader\n\nDear Sam"


def test_what_is_clipped_or_off_the_page_is_hidden() -> None:
    for style in ("overflow:hidden;height:0;width:0", "position:absolute;left:-9999px", "text-indent:-9999px"):
        assert to_text(f'<div style="{style}">Preheader</div><p>Dear Sam</p>') == "Dear Sam"
    for style in ("overflow:hidden;height:20px", "height:0", "line-height:0;overflow:hidden"):
        assert "Shown" in to_text(f'<div style="{style}">Shown</div><p>Dear Sam</p>')


def test_a_button_hidden_from_outlook_alone_is_read() -> None:
    assert to_text('<p>Hello</p><a style="mso-hide:all;color:#fff" href="#">Open</a>') == "Hello\n\nOpen"


MEDIA = {
    "(max-width:600px)": False,
    "only screen and (max-device-width: 480px)": False,
    "screen and (min-width:601px)": True,
    "screen and (min-width:90em)": False,
    "(prefers-color-scheme: dark)": False,
    "print": False,
    "print, screen": True,
}


@pytest.mark.parametrize(("query", "applies"), MEDIA.items())
def test_media_queries_are_asked_for_a_wide_screen(query: str, applies: bool) -> None:
    text = to_text(
        f"<style>@media {query}{{.x{{display:none}} .y{{color:red}}}} .z{{}}</style><p class=x>One</p><p>Two</p>"
    )
    assert text == ("Two" if applies else "One\n\nTwo")


def test_the_copy_for_phones_is_not_read_again() -> None:
    copy = f"<p>Dear Sam,</p><p>{LONG}</p><p>Ann</p>"
    rules = ".phone,.phone table{mso-hide:all;display:none} @media (max-width:600px){.phone{display:table!important}}"
    once = to_text(copy)
    both = f'<table class="row phone"><tr><td>{copy}</td></tr></table><table><tr><td>{copy}</td></tr></table>'
    assert to_text(f"<style>{rules}</style>{both}") == to_text(both) == once
    assert to_text(f"<div>{copy}</div><div>{copy}</div><p>Bell</p>") == f"{once}\n\nBell"
    assert to_text(f"<p>{LONG} {MORE}</p>" * 2) == f"{LONG} {MORE}"


def test_short_lines_may_stand_twice() -> None:
    assert to_text("<p>Yes.</p><p>No.</p><p>Yes.</p><p>No.</p>") == "Yes.\n\nNo.\n\nYes.\n\nNo."


def test_fillers_of_the_preview_go_and_joined_letters_stay() -> None:
    filler = "&#847;&zwnj;&nbsp;" * 30 + "&#8199;&#65279;&shy; " * 20
    assert to_text(f"<div>Your application{filler}</div><p>Dear Sam</p>") == "Your application\n\nDear Sam"
    assert to_text("<p>\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f4bb</p>") == (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f4bb"
    )
    assert without_spacers("Hello \u200c \u200c \nplain  text") == "Hello\nplain  text"


def test_hidden_by_mistake_is_shown() -> None:
    assert to_text('<div style="display:none">Dear Sam, the post is filled') == "Dear Sam, the post is filled"


def test_a_picture_that_is_the_letter_is_read_by_its_words_and_a_logo_is_not() -> None:
    assert to_text(f'<img src="cid:1" alt="Dear Sam,\n {LONG}"><p> </p>') == f"Dear Sam, {LONG}"
    assert to_text('<img src="cid:1" alt="Bell"><p>Dear Sam, no.</p>') == "Dear Sam, no."


QUOTING = (
    'type="cite"',
    'class="gmail_quote" style="border-left:1px solid"',
    'class="protonmail_quote"',
    'cite="mid:1@x"',
    'id="replyBlockquote"',
)


@pytest.mark.parametrize("how", QUOTING)
def test_a_quoted_mail_keeps_its_marks(how: str) -> None:
    quote = f"<blockquote {how}><p>Dear Ann,</p><ul><li>when?</li></ul></blockquote>"
    assert (
        to_text(f"<p>No.</p><div>On Monday Sam wrote:{quote}</div>")
        == "No.\n\nOn Monday Sam wrote:\n> Dear Ann,\n>\n> - when?"
    )


def test_words_set_in_from_the_edge_are_no_quotation() -> None:
    page = '<p>Ann wrote you:</p><blockquote style="border-left:3px solid green"><p>Dear Sam,</p></blockquote>'
    assert to_text(page) == "Ann wrote you:\n\nDear Sam,"


def test_plain_text_that_is_a_page_is_known() -> None:
    assert is_page("<p>Dear Sam,</p>") and is_page("\n<!DOCTYPE html><html></html>")
    assert is_page("Dear Sam,<br><br>no.<br/>Ann")
    assert not is_page("Dear Sam,\n\nuse <b> and </b> there.") and not is_page("<ann@bell.example> wrote: </p>")


COSTLY = {
    "deep": "<div>" * 60_000 + "words",
    "lists": "<ul><li>" * 30_000 + "words",
    "closing what was never open": "<i></q>" * 40_000 + "words",
    "letters open again": "<div>" + "".join(f"<font size={n}>" for n in range(5000)) + "</div>" + "<p>words" * 20_000,
    "few letters open again": "<style>"
    + "".join(f".a{n} b,.c .b{n}{{display:none;opacity:0.{n}}}" for n in range(99))
    + "</style><div>"
    + "".join(f"<font class=c size={n}>" for n in range(700))
    + "</div>"
    + "<p>words" * 700,
    "rules for all": "<style>"
    + "".join(f"p,b,.c{n}{{display:block;opacity:0.{n};max-height:{n}px}}" for n in range(99))
    + "</style>"
    + "<p>words<b></b>" * 30_000,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(60_000)) + ">words",
    "attributes behind a sign": "<p " + " ".join(f'a{n}=">"' for n in range(40_000)) + ">words",
    "tables": "<table><tr><td>" * 20_000 + "words",
    "comments": "<p>words<!--" + "<!-- a " * 40_000,
    "comments in a sheet": "<style>" + "/* a " * 40_000 + "</style><p>words",
    "braces": "<style>" + "{" * 200_000 + "</style><p>words",
    "media": "<style>" + "@media screen{" * 20_000 + ".a{display:none}</style><p>words",
    "selectors": "<style>"
    + "".join(f".a{n} .b, .c{n} p{{display:none}}" for n in range(2000))
    + "</style>"
    + "<p>words" * 9000,
    "styles": "".join(f'<p style="display:none;margin:{n}px">x</p>' for n in range(9000)) + "words",
    "equal lines": f"<p>{LONG}</p><p>a</p>" * 4000 + "words",
    "drawings": "<svg>" + "<td>" * 90_000 + "</svg>words",
}


@pytest.mark.parametrize("page", COSTLY.values(), ids=COSTLY.keys())
def test_a_costly_page_is_read_in_time(page: str) -> None:
    start = time.process_time()
    to_text(page)
    assert time.process_time() - start < 8


@pytest.mark.parametrize("name", ["deep", "lists", "letters open again", "attributes", "attributes behind a sign"])
def test_a_page_too_costly_for_a_tree_keeps_its_words(name: str) -> None:
    assert not is_affordable(COSTLY[name])
    assert "words" in to_text(COSTLY[name])


def test_a_long_honest_page_is_affordable() -> None:
    row = (
        '<tr><td style="padding:4px"><p>Post <b>12</b></p></td><td><a href="https://x.example/?a=1">Open</a></td></tr>'
    )
    assert is_affordable(f"<html><body><div><table>{row * 3500}</table></div></body></html>")


def test_without_a_tree_scripts_and_comments_stay_out() -> None:
    page = f"<script>x</script><!-- y --><p>Dear&nbsp;Sam,</p><style>p{{}}</style>no{'<div>' * 20_000}"
    assert to_text(page) == "Dear Sam,\nno"


_TOKENS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<ul>",
        "<ol>",
        "<li>",
        "</ul>",
    ),
    *(
        "<blockquote type=cite>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<br>",
        "<hr>",
        "<b>",
        "</b>",
        "<span hidden>",
        "<",
    ),
    *(
        '<p style="font-size:0">',
        '<p style="visibility:visible">',
        '<td style="display:none">',
        "<font size=2>",
        "</html>",
    ),
    *("<style>.a,p{display:none}", "@media (min-width:1px){", "}", "</style>", '<p class="a MsoNormal">', "<frameset>"),
    *(
        "word",
        "two words",
        "\n",
        "\n\n",
        "&nbsp;",
        "&#x202e;",
        "&#27;[2J",
        "\u200c",
        "\u00ad",
        " ",
        "<!--",
        "-->",
        "<svg>",
    ),
)


@given(st.lists(st.sampled_from(_TOKENS), max_size=60).map(lambda found: "<b>" + "".join(found)))
def test_any_page_gives_clean_text_without_loose_ends(page: str) -> None:
    text = to_text(page)
    assert text == clean(text) == text.strip() and "\n\n\n" not in text
