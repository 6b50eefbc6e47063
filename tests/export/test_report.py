"""The Markdown report, rendered by a second program to check that text stays text."""

import dataclasses
import html
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import skip, tick
from rejection_tui.domain.text import clean
from rejection_tui.export import report
from rejection_tui.export.markdown import block_quote, inline
from tests.strategies import HOSTILE, any_records, raw_texts, some
from tests.world.clock import NOW
from tests.world.full_records import records

RENDER = MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})


def _html(markdown: str) -> str:
    return str(RENDER.render(markdown))


def _tags(rendered: str) -> set[str]:
    return set(re.findall(r"</?([a-z0-9]+)", rendered))


def _words(rendered: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", rendered)).split())


def test_what_the_report_tells() -> None:
    text = report(records(), NOW, Rules())
    assert text.startswith("# Report for Olu Brandt\n\nAs of 24 November 2026.")
    assert "1 application, 1 of them not closed." in text
    assert "### Data Engineer · Quillfeather Analytics Ltd. (r1)\n" in text
    assert "#### 1 Reply graciously (r1-1)\n\n- Draft the reply: to do, by 17 November 2026" in text
    assert "- 1 October 2026: applied\n- 15 November 2026: they said no, after the final round stage" in text
    assert "What the letter says:\n\n- They give no reason of their own, only standard wording. “We have chosen" in text
    assert "- They offer feedback by mail. “You can reach me" in text and "A reply begins" not in text
    assert "What was asked, 21 November 2026 (request for feedback):\n\n> Dear Tamsin,\n>\n> which skill" in text
    assert "> Hi Olu,\\\n> the other person had more streaming experience (Kafka).\n>\n> Tamsin" in text
    assert "- skill gap: 1 of 1 answer\n- theme “streaming”: 1 of 1 answer" in text
    assert "Before:\n\n> Handled data\n\nAfter (done):\n\n> Moved 14 feeds to streaming" in text
    assert "Tell me about a late project. (behavioural): smooth on 1 of 3 days, rehearsed 1×" in text
    assert "- 17 November 2026: Draft the reply, Quillfeather Analytics Ltd." in text


def test_gaps_are_counted_among_all_answers_and_boilerplate_is_no_theme() -> None:
    one = records().feedback["f1"]
    more = {str(n): replace(one, uid=str(n), gap=Gap.NOTHING_USABLE) for n in range(4)}
    more |= {f"s{n}": replace(one, uid=f"s{n}") for n in range(3)}
    text = report(dataclasses.replace(records(), feedback=more), NOW, Rules())
    assert "- skill gap: 3 of 7 answers\n- nothing usable: 4 of 7 answers\n- theme “streaming”: 3 of 7 answers" in text


def test_calm_mode_counts_no_rejections() -> None:
    assert "1 application" not in report(records(), NOW, Rules(calm=True))


def test_a_person_left_for_later_is_not_next() -> None:
    full, later = records(), NOW + timedelta(days=400)
    named = [f"Write to {contact.name}" for contact in full.contacts.values()]
    assert any(line in report(full, later, Rules()) for line in named)
    snoozed = {uid: replace(c, snoozed_until=later.date() + timedelta(days=9)) for uid, c in full.contacts.items()}
    text = report(dataclasses.replace(full, contacts=snoozed), later, Rules())
    assert not any(line in text for line in named)


def test_what_is_next_tells_nothing_of_what_is_archived() -> None:
    full = records()
    own = Reminder("own", NOW.date(), "Ask Tamsin again", NOW, "r1")
    shown = dataclasses.replace(full, reminders={"own": own})
    assert "Ask Tamsin again" in report(shown, NOW, Rules())
    hidden = {uid: replace(r, archived=True) for uid, r in full.rejections.items()}
    assert "Ask Tamsin again" not in report(dataclasses.replace(shown, rejections=hidden), NOW, Rules())


def test_done_and_skipped_actions_are_not_next() -> None:
    full = records()
    actions = {uid: tick(a, NOW) if a.step == 1 else skip(a, "enough", NOW) for uid, a in full.actions.items()}
    text = report(dataclasses.replace(full, actions=actions, contacts={}), NOW, Rules())
    assert "## What is next\n\nNothing is waiting.\n" in text


def test_empty_records() -> None:
    text = report(Records(), NOW, Rules())
    assert "Nothing is filed yet." in text and "That is normal." in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_show_as_themselves(text: str) -> None:
    rendered = _html(f"x {inline(text)}")
    assert _tags(rendered) <= {"p"}
    assert _words(rendered) == " ".join(["x", *clean(text).split()])
    quoted = _html(block_quote(text))
    assert _tags(quoted) <= {"blockquote", "p", "br"}
    assert _words(quoted) == " ".join(clean(text).split())


@some(100)
@given(st.one_of(raw_texts, st.text("<>[]()!*_`~|#+-=.:/@&;$\\ \n\t1aw", max_size=40)))
def test_any_words_show_as_themselves(text: str) -> None:
    assert _tags(_html(inline(text))) <= {"p"}
    quoted = _html(block_quote(text))
    assert _tags(quoted) <= {"blockquote", "p", "br"}
    assert _words(quoted) == " ".join(clean(text).split())


@some(20, 400)
@given(any_records())
def test_any_records_have_a_report_without_links_or_foreign_html(any_records: Records) -> None:
    tags = _tags(_html(report(any_records, NOW, Rules())))
    assert tags <= {"h1", "h2", "h3", "h4", "p", "ul", "li", "blockquote", "br"}
