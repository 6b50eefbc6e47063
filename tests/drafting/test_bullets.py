"""CV bullets: what is said of a line, proposals that invent nothing, the difference of two lines, the way out."""

import json
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.cv_lexicon import first_figure, lexicon
from rejection_tui.domain.draft import Severity
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Bullet, BulletState
from rejection_tui.drafting import check_bullet, suggest, word_diff
from rejection_tui.export import to_json_resume, to_markdown

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DONE = Bullet("a", "before", NOW, "Cut costs by 12%", BulletState.DONE, section="Analyst, Northwind")
PIECES = st.sampled_from(
    ["Responsible for", "the", "accounts", "I", "my", "was", "by 30%", "12", "[how many?]", ";", ". Also", "- ", "é",
     "helped", "with", "customers", "2023", "ten", "were reduced", "\x1b[2J", "improved", "a", "various", "£", "[", "]"]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map(" ".join))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Grew sales by 15 %", "15 %"),
        ("Saved £1.2m a year", "£1"),
        ("Trained twelve nurses", "twelve"),
        ("Led 5 people", "5"),
        ("Halved the time", "Halved"),
        ("Served 40k users", "40k"),
        ("A quarter of all sales", "A quarter"),
        ("Managed it in 2023", None),
        ("Rewrote it in Python 3", None),
        ("Introduced ISO 9001", None),
        ("Worked with third parties", None),
        ("Won 1st prize", None),
        ("Open 24/7", None),
        ("Reported quarterly", None),
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
    assert suggest("Cut costs by 5%; hired two drivers") == "Cut costs by 5%\nHired two drivers"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Responsible for customer accounts", "Ran [how many?] customer accounts, [with what result?]"),
        ("Customer complaints were reduced by 30%", "Reduced customer complaints by 30%"),
        ("I improved the checkout and raised conversion by 4%", "Improved the checkout and raised conversion by 4%"),
        ("Improved team communication", "Improved team communication by [how much?]"),
        ("- Streamlined the hiring process significantly.", "Streamlined the hiring process by [how much?]"),
    ],
)
def test_proposals(before: str, after: str) -> None:
    assert suggest(before) == after


@given(LINES)
def test_a_proposal_never_invents_a_figure(text: str) -> None:
    proposal = suggest(text)
    words = set(lexicon()["words"])
    assert not set(re.findall(r"\d", proposal)) - set(re.findall(r"\d", text))
    before = re.findall(r"[a-z]+", text.casefold())
    bare = re.sub(r"\[[^\]]*\]", "", proposal)
    assert all(w in before for w in re.findall(r"[a-z]+", bare.casefold()) if w in words)


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


@pytest.mark.parametrize("part", ["x", "s", "ies", "1", "a ", "the ", "a,", "x-", "é", " ", "and also ", "by ", "$"])
def test_hostile_lines_take_bounded_time(part: str) -> None:
    """A paste is checked while the keys wait; a pattern that goes back over what it has read took a minute here."""
    start = time.process_time()
    check_bullet(part * 5_000)
    suggest(part * 5_000)
    assert time.process_time() - start < 2.0
