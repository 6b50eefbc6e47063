"""A rejection without a cue is inferred only from a short letter about a job, and 'until' masks a rejection cue."""

import time

import pytest

from rejection_tui.domain.letter import Letter, Verdict
from rejection_tui.reading.cues import LANGUAGES
from rejection_tui.reading.detect import count_sign_kinds, detect, sign_patterns
from rejection_tui.reading.folded import sentences

QUIET = (
    "Hello Pauline, thanks for your letter about the porter job. The sisters and I went over it on Sunday, "
    "but nights are a lonely thing and the cottage is too far. Good luck to you."
)


def test_a_quiet_letter_about_a_job_tells_a_no() -> None:
    judged = detect(Letter("u", f"{QUIET}\n", "night porter"))
    assert judged.verdict is Verdict.REJECTION and judged.confidence < 0.7
    assert judged.evidence[0].rule == "en.signs" and judged.evidence[0].text in f"night porter\n{QUIET}"


@pytest.mark.parametrize(
    "more",
    [
        "Could you come again on Monday at nine?",
        "We have received your application safely.",
        "You will hear from us either way.",
        "The job is yours if you still like it.",
        "If you have not heard by then, ring.",
    ],
)
def test_a_letter_that_asks_promises_or_sets_conditions_tells_none(more: str) -> None:
    assert detect(Letter("u", f"{QUIET} {more}\n", "night porter")).verdict is not Verdict.REJECTION


def test_a_letter_about_no_job_tells_none() -> None:
    body = QUIET.replace("the porter job", "the garden").replace("nights", "roses")
    assert detect(Letter("u", body, "hello")).verdict is Verdict.OTHER


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("We will not be taking your application for the clerk job further.", True),
        ("We will not be taking your application for the clerk job further until June.", False),
        ("We are unable to interview everybody for the clerk job.", False),
        ("Not hearing from us about the job doesn't mean you weren't selected.", False),
    ],
)
def test_what_follows_can_take_a_no_its_voice(text: str, rejected: bool) -> None:
    verdict = detect(Letter("u", f"Dear Sam,\n\n{text}\n", "Clerk")).verdict
    assert (verdict is Verdict.REJECTION) is rejected


def test_every_language_has_its_signs() -> None:
    assert {len(sign_patterns(language)) for language in LANGUAGES} == {7}
    assert sign_patterns("xx") == {} and count_sign_kinds("your letter, but no", "xx") == 0


def test_no_text_makes_signs_slow() -> None:
    start = time.process_time()
    for language in LANGUAGES:
        count_sign_kinds(sentences("your letter not but other " * 1200), language)
    assert time.process_time() - start < 2.0
