"""CV bullets: what is said of a line, what is asked about it, the difference of two lines, the way out."""

import json
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.cv_lexicon import first_figure
from rejection_tui.domain.draft import Severity
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Bullet, BulletState
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting import check_bullet, suggest, word_diff
from rejection_tui.export import to_json_resume, to_markdown

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DONE = Bullet("a", "before", NOW, "Cut costs by 12%", BulletState.DONE, section="Analyst, Northwind")
PIECES = st.sampled_from(
    ["Responsible for", "the", "accounts", "I", "my", "was", "by 30%", "12", "[how many?]", ";", ". Also", "- ", "é",
     "helped", "with", "customers", "2023", "ten", "were reduced", "\x1b[2J", "improved", "a", "various", "£", "[", "]",
     "Verantwortlich für", "die Kunden", "wurde", "geprüft", "Gestion de la", "residents", "Betreuung"]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map(" ".join))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Grew sales by 15 %", "15 %"),
        ("Saved £1.2m a year", "£1.2m"),
        ("Trained twelve nurses", "twelve"),
        ("Led 5 people", "5"),
        ("Halved the time", "Halved"),
        ("Served 40k users", "40k"),
        ("A quarter of all sales", "A quarter"),
        ("Managed it in 2023", None),
        ("Rewrote it in Python 3", None),
        ("Introduced ISO 9001", None),
        ("Worked with third parties", None),
        ("Won 1st prize", "1st"),
        ("Open 24/7", None),
        ("Reported quarterly", "quarterly"),
        ("Covid-19 response", None),
        ("From 1999 to 2004", None),
    ],
)
def test_what_counts_as_a_figure(text: str, figure: str | None) -> None:
    match = first_figure(text)
    assert (match.group().strip() if match else None) == figure


def test_findings_point_at_their_words_even_behind_a_mark() -> None:
    text = "  • Responsible for my accounts [how many?]"
    findings = check_bullet(text)
    assert {f.rule for f in findings} >= {"bullet.duty", "bullet.first_person", "bullet.placeholder"}
    for finding in findings:
        assert text[finding.start : finding.end] == finding.words


def test_an_open_slot_blocks_and_a_finished_line_does_not() -> None:
    assert check_bullet("Raised sales by [how much?]")[0].severity is Severity.BLOCK
    assert check_bullet("")[0].severity is Severity.BLOCK
    assert [f.severity for f in check_bullet("Raised sales by 4%")] == [Severity.GOOD]


def test_long_and_two_facts() -> None:
    assert "bullet.long" in {f.rule for f in check_bullet("Cut 5 " + "very " * 40)}


@pytest.mark.parametrize(
    ("line", "asks", "ideas"),
    [
        ("Dealt with suppliers", "How many suppliers? What came of it?", ""),
        ("Supported residents with washing", "How many residents? What changed for them?", ""),
        ("Helped with the accounts", "What did you do yourself? How many accounts?", ""),
        ("Responsible for the till", "What did you do yourself? How many, how often, or for how long?", ""),
        ("Tasked with the supervision of six apprentices", "What did you do yourself? What came of it?", "supervised"),
        ("Serving customers and filling shelves", "How many customers? What came of it?", "served, filled"),
        (
            "Stock was counted by the night team",
            "Which part of it was yours? How many, how often, or for how long?",
            "",
        ),
        ("Was elected spokesperson", "By whom, and why?", ""),
        ("Reduced waiting times", "From what to what, or by how much? What came of it?", ""),
        ("Improved team communication", "How was it before, and how after? What came of it?", ""),
        ("Cut hair in a salon", "How many, how often, or for how long? What came of it?", ""),
        ("Met one of the suppliers", "How many, how often, or for how long? What came of it?", ""),
        ("Cut costs by 5%; hired two drivers", "Is each of the two worth a line of its own?", ""),
        ("Raised sales by [how much?]", "What belongs where [how much?] stands?", ""),
        ("Betreuung von Stammkunden", "Wie viele Stammkunden? Was hat sich für sie geändert?", "betreut"),
        ("Unterstützung von Bewohnern beim Essen", "Wie viele Bewohner? Was hat sich für sie geändert?", ""),
        ("Einen Kunden beraten", "Wie viele, wie oft oder wie lange? Was kam dabei heraus?", ""),
        ("Rechnungen wurden geprüft", "Wer hat das getan? Wie viele Rechnungen?", ""),
        ("Served up to 200 guests an evening", "", ""),
        ("Responsable de la caisse et des clients", "", ""),
    ],
)
def test_a_suggestion_leaves_the_line_and_asks_beside_it(line: str, asks: str, ideas: str) -> None:
    found = suggest(line)
    assert (found.line, " ".join(found.asks), ", ".join(found.ideas)) == (line, asks, ideas)


@given(LINES)
def test_a_suggestion_never_changes_the_line_and_names_only_its_words(text: str) -> None:
    found = suggest(text)
    assert found.line == clean_line(text, 2000) and len(found.asks) <= 2
    for ask in found.asks:
        named = re.fullmatch(r"(?:How many|Wie viele) (\w+)\?", ask)
        assert ask.endswith("?") and not (named and named[1] not in text)


@given(LINES)
def test_checks_never_fail_and_index_into_the_text(text: str) -> None:
    for finding in check_bullet(text):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.words


@given(LINES, LINES)
def test_a_word_diff_gives_both_lines_back(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(w for op, w in pieces if op in ("keep", "cut")) == before
    assert "".join(w for op, w in pieces if op in ("keep", "add")) == after


def test_word_diff_marks_words() -> None:
    assert word_diff("Ran the shop", "Ran two shops") == (
        ("keep", "Ran "),
        ("cut", "the shop"),
        ("add", "two shops"),
    ) or ("keep", " ") in word_diff("Ran the shop", "Ran two shops")


def test_finished_lines_go_out_by_section_and_open_ones_stay() -> None:
    other = replace(DONE, uid="b", after="Led *five* people", section="", order=1)
    queued = replace(DONE, uid="c", state=BulletState.QUEUED, after="Not this [how many?]")
    assert to_markdown([other, DONE, queued]) == (
        "## Analyst, Northwind\n\n- Cut costs by 12%\n\n- Led \\*five\\* people\n"
    )
    work = json.loads(to_json_resume([other, DONE, queued]))["work"]
    assert work[0] == {"name": "Northwind", "position": "Analyst", "highlights": ["Cut costs by 12%"]}
    assert work[1] == {"highlights": ["Led *five* people"]}
    assert to_markdown([]) == ""


def test_an_open_slot_keeps_the_export_back() -> None:
    with pytest.raises(Refused, match="how many"):
        to_markdown([replace(DONE, after="Led [how many?] people")])


@pytest.mark.parametrize(
    "part",
    ["x", "s", "ies", "1", "a ", "the ", "a,", "x-", "é", " ", "and also ", "by ", "$", "ü", "1 ", "1.", "1-", "0 1",
     "ge", "wurde ", "was ", "and ", "Betreuung ", "level 1 and ", "March ", "ungen", "Kunden ", "guests ",
     "im ", "2019 "],
)  # fmt: skip
def test_hostile_lines_take_bounded_time(part: str) -> None:
    """A paste is checked while the keys wait; a pattern that goes back over what it has read took a minute here."""
    start = time.process_time()
    check_bullet(part * 5_000)
    suggest(part * 5_000)
    assert time.process_time() - start < 2.0
