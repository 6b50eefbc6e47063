"""Texts by many hands, and floors under what the rules make of them.

First figures, before any rule was changed for a set (drafts: bad ones with their main finding, good ones with a
warning; answers: gap right; nothing good was ever blocked):
fresh      drafts 23 of 30, 12 of 30 warned; bullets texts P .91 R 1.0, rules P .92 R .98; answers 19 of 40
heldout3   drafts  7 of 15,  7 of 15 warned; bullets texts P 1.0 R 1.0, rules P 1.0 R .70; answers  9 of 20
heldout4   drafts  6 of 15,  1 of 15 warned; bullets texts P 1.0 R 1.0, rules P 1.0 R .96; answers 12 of 20, 7 unsorted
heldout5   drafts 12 of 15,  1 of 15 warned; bullets texts P .94 R 1.0, rules P .96 R 1.0
Drafts are judged by a learned model since.
The rules then learned from fresh, heldout3 and heldout5, whose floors are kept, not earned. heldout4 stays unlearned:
what is said of it is what may be expected of a text nobody has seen. Quarrels and pleas in disguise are missed most.
"""

from dataclasses import replace
from time import process_time
from timeit import repeat

import pytest

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.feedback import Gap
from rejection_tui.drafting import CheckContext, check, read_answer

from .measure import ANSWERS, CONTEXT, DRAFTS, answers, bullets, drafts, labelled, main_findings


@pytest.mark.parametrize("file", DRAFTS)
def test_nothing_good_is_blocked_and_at_most_a_fifth_is_warned_of(file: str) -> None:
    good = sum(item.get("good", False) for item in labelled(file, "draft"))
    _, warned, blocked = main_findings(file)
    assert blocked == 0
    assert warned <= good / 5, drafts(file).notes


@pytest.mark.parametrize(
    ("file", "floor"), [("fresh_drafts.toml", 16), ("heldout3.toml", 4), ("heldout4.toml", 4), ("heldout5.toml", 7)]
)
def test_bad_drafts_get_their_main_finding(file: str, floor: int) -> None:
    assert main_findings(file)[0] >= floor, drafts(file).notes


@pytest.mark.parametrize("file", ["fresh_bullets.toml", "heldout3.toml", "heldout4.toml", "heldout5.toml"])
def test_bullets(file: str) -> None:
    score = bullets(file)
    assert score.precision >= 0.95 and score.recall == 1, score.notes
    assert score.rule_precision >= 0.95 and score.rule_recall >= 0.95, score.notes


@pytest.mark.parametrize(("file", "floor"), [("fresh_answers.toml", 39), ("heldout3.toml", 17), ("heldout4.toml", 12)])
def test_answers(file: str, floor: int) -> None:
    right, *_, notes = answers(file)
    assert right >= floor, notes


def test_an_unseen_answer_is_left_unsorted_rather_than_sorted_wrongly() -> None:
    items = labelled("heldout4.toml", "answer")
    wrong = [i for i in items if read_answer(i["text"]).gap not in (i["gap"], Gap.UNSORTED)]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("file", ANSWERS)
def test_a_quote_is_a_clause_of_the_answer(file: str) -> None:
    for item in labelled(file, "answer"):
        quote = read_answer(item["text"]).quote
        assert len(quote) <= 160 and "\n" not in quote
        assert quote.rstrip("…") in " ".join(item["text"].split())
        assert not quote.casefold().startswith(("but ", "however", "and ", ",", "- "))


def test_praise_is_no_gap_and_a_broken_line_no_end() -> None:
    reading = read_answer(
        "You came across very well and we liked your slides.\n"
        "The one thing missing was that you\nhave not yet used Kafka."
    )
    assert reading.gap is Gap.SKILL and [t.name for t in reading.themes] == ["data tools"]
    assert reading.quote == "The one thing missing was that you have not yet used Kafka."


def test_a_quote_is_the_point_it_is_about() -> None:
    text = "The other candidate had run Airflow in production, and your answers on system design were rather long."
    reading = read_answer(text)
    assert reading.gap is Gap.TECHNIQUE and reading.quote == "your answers on system design were rather long."


def test_a_greeting_is_no_part_of_the_quote() -> None:
    quote = read_answer("Hi Sam, we could not see from your CV that you had led a team. Best, Max").quote
    assert quote == "we could not see from your CV that you had led a team."


def test_a_design_round_is_not_about_the_sector() -> None:
    themes = {t.name for t in read_answer("In the system design round we lost how the cache works.").themes}
    assert themes == {"case and design"}


def test_a_long_sentence_is_quoted_by_whole_parts() -> None:
    text = (
        "When we came to the exercise, which several of us had looked forward to because your letter was so promising, "
        "you spent most of the hour on the data model, and your SQL was weaker than we need, which surprised the panel."
    )
    quote = read_answer(text).quote
    assert "your SQL was weaker than we need" in quote and len(quote) <= 160 and "…" not in quote


def said(kind: DraftKind, body: str, context: CheckContext = CONTEXT) -> list[Finding]:
    found = check(kind, "Thank you", body, context)
    return [f for f in found if f.severity is not Severity.GOOD]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Thank you for the note, dear Tom. I understand.", "Tom"),
        ("Tom, thank you for the note. I understand.", "Tom"),
        ("Good news!\nHello Priya, thank you for the note.", "Priya"),
    ],
)
def test_a_greeting_is_looked_for_in_the_first_two_lines(body: str, words: str) -> None:
    assert [f.words for f in said(DraftKind.REPLY, body) if f.rule == "foreign.greeting"] == [words]


@pytest.mark.parametrize(
    "body",
    [
        "Jane, thank you. Say hello to Tom, please.",
        "Thanks, Jane. Oh dear, Tom told me the printer broke.",
        "Will, as ever, the roof hold? Thank you, dear Jane.",
        "Unfortunately, I had hoped for more. Hi Jane!",
        "Dear Jane,\n\nThank you.\n\nHello Tom, wrote my uncle once.",
    ],
)
def test_who_is_only_spoken_of_is_not_greeted(body: str) -> None:
    people = ("Tom Baker", "Priya Nair")
    assert not [
        f for f in said(DraftKind.REPLY, body, replace(CONTEXT, other_people=people)) if f.severity is Severity.BLOCK
    ]


def test_what_counts_as_a_win_is_said_with_the_key_that_logs_one() -> None:
    empty = "Hello,\n\nWe were in touch in May, and I have news: [what is new].\n\nSam Reed"
    for finding in said(DraftKind.VALUE, empty):
        text = f"{finding.message} {finding.instead}"
        assert all(w in text for w in ("certificate", "project", "article", "figure", "w in the composer"))
    again = said(DraftKind.REAPPLY, "Hello,\n\nWhat has changed since: [what has changed].\n\nSam Reed")
    assert "what you have learned, earned or done" in again[0].message


def test_a_check_is_quick_with_three_hundred_other_companies() -> None:
    records = replace(
        CONTEXT,
        other_companies=tuple(f"Firma {i} Ltd" for i in range(300)),
        other_people=tuple(f"Anna Muster{i}" for i in range(300)),
        other_roles=tuple(f"Senior Role {i}" for i in range(300)),
    )
    body = labelled("fresh_drafts.toml", "draft")[1]["body"]
    assert min(repeat(lambda: said(DraftKind.REPLY, body, records), timer=process_time, number=1, repeat=15)) < 0.015
