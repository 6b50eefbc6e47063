"""The checks: what blocks, what warns, what is good, and that common words are not taken for names."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.draft import DraftKind, Severity
from rejection_tui.drafting import can_copy, check, salutation

from .measure import CONTEXT, bullets, drafts

GOOD = "Dear Jane,\n\nThank you for your time. I understand your decision. Do keep me in mind.\n\nSam Reed"


def test_the_labelled_drafts_are_read_right() -> None:
    score = drafts()
    assert (score.good, score.bad) == (30, 30)
    assert score.precision >= 0.9 and score.recall >= 0.65, score.notes


def test_the_labelled_bullets_are_read_right() -> None:
    score = bullets()
    assert (score.good, score.bad) == (30, 30)
    assert score.precision >= 0.95 and score.recall >= 0.95, score.notes
    assert score.rule_precision >= 0.9 and score.rule_recall >= 0.9, score.notes


def blocks(body: str, subject: str = "Thank you", **context: Any) -> list[tuple[str, str]]:
    found = check(DraftKind.REPLY, subject, body, replace(CONTEXT, **context))
    return [(f.rule, f.words) for f in found if f.severity is Severity.BLOCK]


@pytest.mark.parametrize(
    "slot",
    [
        "[your name]",
        "{company}",
        "[how many?]",
        "<name>",
        "XXX",
        "____",
        "[[ in {month}|]]",
        "[ ]",
        "???",
        "TBD",
        "(company)",
    ],
)
def test_what_is_left_open_blocks(slot: str) -> None:
    text = f"{GOOD}\n{slot} x"
    assert ("field.placeholder", slot) in blocks(text)
    assert not can_copy(check(DraftKind.REPLY, "Thank you", text, CONTEXT))
    assert ("subject.field.placeholder", slot) in blocks(GOOD, subject=f"About {slot} x")


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.com/x>",
        "<jane@example.com>",
        "[1]",
        "a_b_c",
        "Really?",
        "xx",
        "C++ {}"[:3],
        "5 < 6 and 7 > 2",
        "x?? no",
    ],
)
def test_what_only_looks_open_does_not(text: str) -> None:
    assert not blocks(f"{GOOD}\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "Indeed, I enjoyed it.",
        "I will write on Monday, and from Monday on I have time.",
        "My target is clear. The apple of my eye.",
        "Target dates were met. Apple pie was served.",
        "Let us meet at Monday's fair.",
        "This is a good fit for an analyst like me.",
        "Will you be at the fair?",
        "I wish Will all the best.",
    ],
)
def test_common_words_are_not_taken_for_names(text: str) -> None:
    assert not blocks(f"{GOOD}\n{text}")


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("I liked Globex.", "foreign.company", "Globex"),
        ("I liked GLOBEX a lot.", "foreign.company", "GLOBEX"),
        ("The people at Globex Ltd are kind.", "foreign.company", "Globex Ltd"),
        ("A job at Target would do.", "foreign.company", "Target"),
        ("I would join Monday again.", "foreign.company", "Monday"),
        ("Working for Apple is a dream.", "foreign.company", "Apple"),
        ("I spoke with Tom Baker.", "foreign.name", "Tom Baker"),
        ("The Analyst role was right.", "foreign.role", "Analyst"),
        ("As Product Manager I would fit.", "foreign.role", "Product Manager"),
        ("the product manager position", "foreign.role", "product manager"),
    ],
)
def test_another_rejections_names_block(text: str, rule: str, words: str) -> None:
    assert (rule, words) in blocks(f"{GOOD}\n{text}")
    assert (f"subject.{rule}", words) in blocks(GOOD, subject=text)


def test_our_own_names_hide_what_they_contain() -> None:
    text = "Thank you. I liked Apple Bank and the Senior Analyst role."
    assert blocks(text) == [("foreign.role", "Analyst")]
    assert not blocks(text, company="Apple Bank", role="Senior Analyst")
    assert not blocks("I wrote about Globex for you.", allowed=("I wrote about Globex",))


@pytest.mark.parametrize(
    ("greeting", "ok"),
    [
        ("Dear Jane,", True),
        ("Dear Ms Hart,", True),
        ("Hi Jane Hart,", True),
        ("Hello,", True),
        ("Dear hiring team,", True),
        ("Dear Northwind team,", True),
        ("Dear Sir or Madam,", True),
        ("Dear Tom,", False),
        ("Dear Mr. Baker,", False),
        ("Hello Katharina,", False),
        ("Hi Janet,", True),
    ],
)
def test_the_greeting_names_the_one_who_wrote(greeting: str, ok: bool) -> None:
    assert (not blocks(f"{greeting}\n\nThank you.")) is ok


def test_an_unknown_recruiter_may_be_greeted_by_any_name_not_in_the_records() -> None:
    assert not blocks("Dear Zoe,\n\nThank you.", recruiter_name="")
    assert blocks("Dear Priya,\n\nThank you.", recruiter_name="")


def rules(kind: DraftKind, body: str, **context: Any) -> dict[str, Severity]:
    return {f.rule: f.severity for f in check(kind, "Thank you", body, replace(CONTEXT, **context))}


def test_a_good_reply_is_praised_and_nothing_else() -> None:
    assert rules(DraftKind.REPLY, GOOD) == dict.fromkeys(
        ("reply.long", "reply.thanks", "reply.acknowledges", "reply.door_ajar"), Severity.GOOD
    )


def test_linkedin_counts_utf16_units_and_the_month() -> None:
    note = "Hi Jane, thank you for the interview. " + "🐎" * 81
    assert rules(DraftKind.LINKEDIN, note)["linkedin.long"] is Severity.GOOD
    assert rules(DraftKind.LINKEDIN, note + "x")["linkedin.long"] is Severity.WARN
    assert rules(DraftKind.LINKEDIN, note + "x", linkedin_limit=300)["linkedin.long"] is Severity.GOOD
    assert "linkedin.tally" in rules(DraftKind.LINKEDIN, note, linkedin_notes_this_month=5)
    assert "linkedin.tally" not in rules(DraftKind.LINKEDIN, note, linkedin_notes_this_month=4)


def test_the_words_over_the_limit_are_marked() -> None:
    body = "🐎" * 100 + "tail"
    finding = next(f for f in check(DraftKind.LINKEDIN, "", body, CONTEXT) if f.rule == "linkedin.long")
    assert (finding.words, body[finding.start : finding.end]) == ("tail", "tail")


def test_a_request_is_made_once_and_soon() -> None:
    body = "Dear Jane,\n\nI accept the decision. Which one skill should I work on?\n\nSam Reed"
    assert "feedback.late" in rules(DraftKind.FEEDBACK, body, days_since_no=8)
    assert "feedback.late" not in rules(DraftKind.FEEDBACK, body, days_since_no=7)
    assert "feedback.already_asked" in rules(DraftKind.FEEDBACK, body, already_asked=True)


def test_an_empty_draft_cannot_be_copied() -> None:
    assert not can_copy(check(DraftKind.REPLY, "", "  \n", CONTEXT))


@given(st.sampled_from(DraftKind), st.text(max_size=60), st.text(max_size=300))
def test_any_text_can_be_checked_and_findings_point_at_it(kind: DraftKind, subject: str, body: str) -> None:
    for finding in check(kind, subject, body, CONTEXT):
        text = subject if finding.rule.startswith("subject.") else body
        assert text[finding.start : finding.end] == finding.words
        assert finding.message.endswith(".")


def test_a_page_of_noise_is_checked_in_no_time() -> None:
    for noise in ("[" * 50_000, "Dear " * 10_000, "a" * 50_000, "{x" * 20_000, "I respect " * 5_000, "<a" * 20_000):
        check(DraftKind.REPLY_AND_FEEDBACK, noise, noise, CONTEXT)


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Jane Hart", "Jane"),
        ("Jane Hart (she/her)", "Jane"),
        ("Hart, Jane", "Jane"),
        ("JANE HART", "Jane"),
        ("Jane Hart, PhD", "Jane"),
        ("Jane Hart | Northwind", "Jane"),
        ("Jane from Northwind", "Jane"),
        ("jane.hart", "Jane"),
        ("Mary-Jane Poe", "Mary-Jane"),
        ("Dr. Anna Weber", "Dr Weber"),
        ("Frau Weber", "Ms Weber"),
        ("Herr Prof. Dr. Weber", "Prof Weber"),
        ("Dr. med. Eva von Berg", "Dr von Berg"),
        ("Mr Lee", "Mr Lee"),
        ("J. Hart", "J. Hart"),
        ("李 伟", "李 伟"),
        ("Northwind Recruiting Team", ""),
        ("HR", ""),
        ("jane@example.com", ""),
        ("", ""),
        ("Dr.", ""),
        ("\x1b[2J", ""),
    ],
)
def test_how_people_are_greeted(name: str, greeted: str) -> None:
    assert salutation(name) == greeted
