"""The packaged templates at every kind, stage and missing field: they pass their own checks and read well."""

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.errors import ConfigError
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.text import utf16_length
from rejection_tui.drafting import CheckContext, Composed, Fields, can_copy, check, compose, find, variants
from rejection_tui.drafting.templates import _packaged_names

FULL = Fields(
    company="Northwind Traders",
    role="Senior Data Engineer",
    recruiter_name="Jane Hart",
    my_name="Sam Reed",
    month="November",
    quote="more Airflow in production",
    gap="skill",
    plan="finish the course by March",
    win_title="the Airflow certificate",
    win_kind="certificate",
    win_link="https://example.com/x",
    what_changed="two years of Airflow in production",
)
#: Without these a draft has nothing to say; it keeps a placeholder and cannot be copied.
NEEDED = {"my_name", "win_title", "what_changed"}
LEFT_OUT = (
    "company",
    "role",
    "recruiter_name",
    "my_name",
    "month",
    "quote",
    "plan",
    "win_title",
    "win_link",
    "what_changed",
)


def cases() -> list[tuple[DraftKind, Stage, bool, str, str]]:
    """Return kind, stage, role closed, gap, win kind: every combination that chooses a template."""
    found = []
    for kind, stage, closed in itertools.product(DraftKind, Stage, (False, True)):
        gaps = ("", "skill", "experience", "technique", "nothing_usable") if kind is DraftKind.THANKS else ("",)
        wins = ("", "certificate", "project", "article", "figure", "other") if kind is DraftKind.VALUE else ("",)
        found += [(kind, stage, closed, gap, win) for gap in gaps for win in wins]
    return found


def drafts(kind: DraftKind, fields: Fields) -> list[Composed]:
    """Return the draft in each of its wordings, in both Englishes."""
    detail = fields.win_kind if kind is DraftKind.VALUE else fields.gap
    count = len(variants(kind, fields.stage, role_closed=fields.role_closed, detail=detail))
    return [compose(kind, fields, english=e, variant=v) for v in range(count) for e in ("en-GB", "en-US")]


def context(fields: Fields) -> CheckContext:
    return CheckContext(
        company=fields.company,
        role=fields.role,
        recruiter_name=fields.recruiter_name,
        my_name=fields.my_name,
        other_companies=("Globex", "Target", "Monday", "Indeed", "Apple", "Team", "Box"),
        other_people=("Tom Baker", "Will Stone"),
        other_roles=("Analyst", "Data Engineer", "Engineer"),
        allowed=(fields.quote, fields.plan, fields.win_title, fields.what_changed),
        has_win=bool(fields.win_title),
    )


@pytest.mark.parametrize(("kind", "stage", "closed", "gap", "win"), cases())
def test_every_template_passes_its_own_checks_whatever_is_missing(
    kind: DraftKind, stage: Stage, closed: bool, gap: str, win: str
) -> None:
    whole = replace(FULL, stage=stage, role_closed=closed, gap=gap, win_kind=win)
    for gone in [(), *((n,) for n in LEFT_OUT), ("company", "role"), ("role", "recruiter_name"), LEFT_OUT]:
        left_out: dict[str, Any] = dict.fromkeys(gone, "")
        fields = replace(whole, **left_out)
        for draft in drafts(kind, fields):
            findings = check(kind, draft.subject, draft.body, context(fields))
            blocks = {f.words for f in findings if f.severity is Severity.BLOCK}
            warns = {f.rule for f in findings if f.severity is Severity.WARN} - {"value.no_win"}
            assert set(draft.missing) <= NEEDED & set(gone), draft
            assert len(blocks) == len(set(draft.missing)), (draft, blocks)
            assert not warns, (draft, warns)
            assert not re.search(r"  | ,| \.|\.\.|\n\n\n|,,|\(\)|\|", draft.subject + "\n" + draft.body), draft
            assert draft.subject == draft.subject.strip() and "\n" not in draft.subject
            assert not re.search(r"[–,:]$", draft.subject), draft.subject


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("closed", [False, True])
def test_a_reply_is_about_sixty_words(stage: Stage, closed: bool) -> None:
    for draft in drafts(DraftKind.REPLY, replace(FULL, stage=stage, role_closed=closed)):
        assert 55 <= len(draft.body.split()) <= 76, (draft.template, len(draft.body.split()))


@pytest.mark.parametrize("stage", Stage)
def test_a_request_asks_one_question_in_the_words_of_the_article(stage: Stage) -> None:
    for kind in (DraftKind.FEEDBACK, DraftKind.REPLY_AND_FEEDBACK):
        for draft in drafts(kind, replace(FULL, stage=stage)):
            assert draft.body.count("?") == 1
            words = (
                "skill worth developing",
                "another candidate's experience matched the role better",
                "skill of mine",
            )
            assert any(w in draft.body for w in words), draft.template


@pytest.mark.parametrize("stage", Stage)
def test_a_linkedin_note_fits_and_names_the_interaction(stage: Stage) -> None:
    long = replace(
        FULL, stage=stage, company="Brightwater Consulting Partners", role="Senior Machine Learning Engineer"
    )
    longest = replace(long, recruiter_name="Bartholomew Featherstonehaugh", company="X" * 60, role="Y" * 60)
    for fields in (replace(FULL, stage=stage), long, longest):
        for draft in drafts(DraftKind.LINKEDIN, fields):
            assert utf16_length(draft.body) <= 200, draft.body
            assert any(f.rule == "linkedin.interaction" and f.severity is Severity.GOOD for f in _said(draft, fields))


def _said(draft: Composed, fields: Fields) -> tuple[Finding, ...]:
    return check(DraftKind.LINKEDIN, "", draft.body, context(fields))


def test_frequent_kinds_have_several_wordings() -> None:
    for stage in Stage:
        assert len(variants(DraftKind.REPLY, stage)) >= 2
        assert len(variants(DraftKind.FEEDBACK, stage)) >= 2
        texts = {compose(DraftKind.REPLY, replace(FULL, stage=stage), variant=v).body for v in (0, 1)}
        assert len(texts) == 2


def test_every_packaged_file_can_be_read_and_is_reached() -> None:
    reached = {n for k, s, c, gap, win in cases() for n in variants(k, s, role_closed=c, detail=gap or win)}
    for name in _packaged_names():
        assert find(name).body
    assert reached == set(_packaged_names())


def test_american_spelling_touches_the_template_and_never_the_names() -> None:
    fields = replace(FULL, company="", role="Organisation Analyst", recruiter_name="Dr. Anna Weber")
    draft = compose(DraftKind.FEEDBACK, fields, english="en-US")
    assert "resume" in draft.body and "CV" not in draft.body
    assert "Organisation Analyst" in draft.body and "Dear Dr. Weber," in draft.body
    british = compose(DraftKind.FEEDBACK, fields)
    assert "CV" in british.body and "Dear Dr Weber," in british.body


def test_values_cannot_bring_fields_lines_or_escapes() -> None:
    evil = replace(FULL, company="{my_name}[[x|y]]\nBcc: x@example.com\x1b[2J", role="A\r\nB")
    draft = compose(DraftKind.REPLY, evil)
    assert "{my_name}[[x|y]] Bcc: x@example.com" in draft.body
    assert "\x1b" not in draft.body + draft.subject and "\n" not in draft.subject


def test_a_company_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    for draft in drafts(DraftKind.REPLY, replace(FULL, company="Acme Inc.", stage=Stage.INTERVIEW)):
        assert ".." not in draft.body


def test_the_users_file_of_the_same_name_wins(tmp_path: Path) -> None:
    (tmp_path / "reply.interview.txt").write_text("Subject: Mine {role}\n\nHi {first_name}\n", encoding="utf-8")
    fields = replace(FULL, stage=Stage.INTERVIEW)
    own = compose(DraftKind.REPLY, fields, user_folder=tmp_path)
    assert (own.subject, own.body) == ("Mine Senior Data Engineer", "Hi Jane")
    other = compose(DraftKind.REPLY, fields, user_folder=tmp_path, variant=1)
    assert other.template == "reply.interview.2"
    assert compose(DraftKind.REPLY, replace(FULL, stage=Stage.FINAL), user_folder=tmp_path).template == "reply.final"


def test_a_users_general_file_serves_every_stage(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("# mine\n\nSubject: Mine\nThank you\n", encoding="utf-8")
    for stage in Stage:
        assert compose(DraftKind.REPLY, replace(FULL, stage=stage), user_folder=tmp_path).body == "Thank you"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear {first_name}\n", 'line 1: the first line must begin with "Subject:"'),
        ("Subject: x\n\n\n", "line 2: the letter under the subject is empty"),
        ("Subject: x\n\nDear {firstname},\n", "line 3: {firstname} is not a field"),
        ("Subject: {rol}\n\nDear you,\n", "line 1: {rol} is not a field"),
        ("Subject: x\n\na\nb [[ {role}\n", "line 4: [[ stands alone"),
        ("Subject: x\n\na\nb {role\n", "line 4: { stands alone"),
        ("Subject: x\n\na [[b|c|d]]\n", "line 3: [[ ]] holds two halves"),
        ("", 'line 1: the first line must begin with "Subject:"'),
    ],
)
def test_a_broken_template_names_file_field_and_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "reply.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        compose(DraftKind.REPLY, FULL, user_folder=tmp_path)
    assert words in str(error.value) and "reply.txt" in str(error.value)


def test_a_template_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_bytes(b"Subject: x\n\n\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        compose(DraftKind.REPLY, FULL, user_folder=tmp_path)
    (tmp_path / "reply.txt").write_bytes(b"Subject: x\n" + b"a" * 70_000)
    with pytest.raises(ConfigError, match="64 kB"):
        compose(DraftKind.REPLY, FULL, user_folder=tmp_path)


def test_an_edited_template_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "reply.txt"
    path.write_text("Subject: x\nOne\n", encoding="utf-8")
    assert compose(DraftKind.REPLY, FULL, user_folder=tmp_path).body == "One"
    path.write_text("Subject: x\nTwo two\n", encoding="utf-8")
    assert compose(DraftKind.REPLY, FULL, user_folder=tmp_path).body == "Two two"


def test_the_missing_name_is_the_only_thing_that_blocks() -> None:
    draft = compose(DraftKind.REPLY, replace(FULL, my_name=""))
    findings = check(DraftKind.REPLY, draft.subject, draft.body, context(FULL))
    assert not can_copy(findings) and draft.missing == ("my_name",)
    assert [f.words for f in findings if f.severity is Severity.BLOCK] == ["[your name]"]
