"""Cover letters: what is said of them and where, how good that is on labelled letters, and what tells them from CVs."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.draft import Severity
from rejection_tui.domain.text import clean
from rejection_tui.drafting import CoverContext, check_cover_letter, letter_diff, looks_like_letter, not_checked
from rejection_tui.drafting.cover_parts import MAX_CHARS, parts
from tests.drafting.measure import COVERS, covers, labelled, spoken

LETTER = """Dear Ms Stone,

Your ovens at Millers are older than I am, and the bread tastes of it. I would like to be a baker there.

In three years I cut what was left over on Saturdays from 40 rolls to six.

May I come for a trial morning?

Kind regards,
Sam Reed"""
FOR_MILLERS = CoverContext(company="Millers", role="Baker", person="Ada Stone", my_name="Sam Reed", expected="en")
FRENCH = """Madame Petit,

Votre librairie prête ses fauteuils aux enfants le mercredi. J'aimerais y travailler comme libraire, chez [Nom].

Je suis motivé et dynamique.

Cordialement,
Luc Morel"""
PIECES = st.sampled_from(
    ["Dear Ms Stone,", "\n\n", "\n", "I am a hard-working", "team player", "Millers", "Milers", "[x]", "40", "leider",
     "Kind regards,", "Sam", "würde mich freuen", "I am writing to apply", "é", "Sehr geehrte Frau Dr.", ":", "!", "XX"]
)  # fmt: skip


def found(text: str, context: CoverContext = FOR_MILLERS) -> set[str]:
    return {rule.removeprefix("cover.") for rule in spoken(check_cover_letter(text, context))}


@pytest.mark.parametrize("file", COVERS)
def test_rules_on_labelled_letters(file: str) -> None:
    score = covers(file)
    assert score.rule_precision >= 0.95 and score.rule_recall >= 0.95, score.notes
    assert score.alarmed == 0, score.notes


def test_a_good_letter_is_praised_for_what_it_has() -> None:
    findings = check_cover_letter(LETTER, FOR_MILLERS)
    assert {f.severity for f in findings} == {Severity.GOOD}
    assert {f.rule for f in findings} == {"cover.length", "cover.greeting", "cover.result"}


def test_findings_point_at_their_words() -> None:
    for file in COVERS:
        for item in labelled(file, "cover"):
            for finding in check_cover_letter(
                item["text"], CoverContext(item["company"], item["role"], item["person"])
            ):
                assert item["text"][finding.start : finding.end] == finding.words


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Ms Stone", "Ms Stone-Baker", ""),
        ("Ms Stone", "Dr. Stone", ""),
        ("Ms Stone", "Ada", ""),
        ("Ms Stone", "Mr Smith", "greeting"),
        ("Dear Ms Stone", "To whom it may concern", "greeting"),
        ("Dear Ms Stone,", "", "greeting"),
        ("at Millers", "at Miller's", ""),
        ("at Millers", "at Milelrs", "company"),
        ("at Millers", "here", "company"),
        ("be a baker", "work", "role"),
        ("Your ovens at Millers are older than I am, and the bread tastes of it.", "I like bread.", "company opening"),
        ("Kind regards,\nSam Reed", "", "sign_off"),
        ("on Saturdays", "[on which day?]", "placeholder"),
        ("May I come for a trial morning?", "My CV is enclosed.", "no_talk"),
        ("In three years", "I am hard-working: in three years", ""),
        ("40 rolls to six", "many rolls to few", ""),
    ],
)
def test_one_change_of_a_good_letter(old: str, new: str, rule: str) -> None:
    text = LETTER.replace(old, new)
    assert text != LETTER
    assert found(text) == set(rule.split())


def test_without_a_context_only_the_text_itself_is_checked() -> None:
    assert found(LETTER, CoverContext()) == set()
    assert found(LETTER.replace("Ms Stone", "Sir or Madam"), CoverContext()) == set()


def test_names_of_other_applications_are_left_over() -> None:
    others = CoverContext(
        company="Millers",
        role="Baker",
        person="Ada Stone",
        other_companies=("Globex Ltd",),
        other_people=("Tom Barker",),
    )
    text = LETTER.replace("In three years", "At Globex, as Tom Barker knows, in three years")
    findings = [f for f in check_cover_letter(text, others) if f.rule == "cover.leftover"]
    assert [f.words for f in findings] == ["Globex", "Tom Barker"]
    assert "Millers" in findings[0].instead


def test_a_language_that_is_not_checked_says_so_and_keeps_to_the_form() -> None:
    context = CoverContext(company="Éditions Sorbier", person="Anne Petit", language="fr", expected="fr")
    assert found(FRENCH, context) == {"placeholder", "company"}
    assert "English and German only" in not_checked("fr") and not not_checked("de")


def test_only_a_letter_looks_like_one() -> None:
    assert looks_like_letter(LETTER) and looks_like_letter(FRENCH)
    assert not looks_like_letter("- Cut costs by 12%\n- Trained 12 nurses")
    assert not looks_like_letter(LETTER.replace("Dear Ms Stone,\n", ""))
    assert not looks_like_letter("Best regards\nSam")
    data = Path(__file__).parents[1] / "importing" / "cv"
    files = [path for path in data.rglob("*") if path.suffix in (".txt", ".md")]
    assert files and not any(looks_like_letter(path.read_text("utf-8", "replace")) for path in files)


def test_paragraphs_are_found_without_blank_lines_too() -> None:
    tight = LETTER.replace("\n\n", "\n")
    assert len(parts(tight).paragraphs) == len(parts(LETTER).paragraphs) == 3


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join)), st.sampled_from(["en", "de", "fr"])
)
def test_any_text_is_checked(text: str, language: str) -> None:
    text = clean(text)
    for finding in check_cover_letter(
        text, CoverContext("Millers", "Baker", "Ada Stone", language=language, cv=(text,))
    ):
        assert text[finding.start : finding.end] == finding.words and finding.message


@pytest.mark.parametrize(
    "piece", ["a ", "I am, and ", "obwohl ich ", "Dear X,\n", "würde ich mich ", "Millers millerx ", "["]
)
def test_long_texts_take_little_time(piece: str) -> None:
    text = piece * (2 * MAX_CHARS // len(piece))
    start = time.process_time()
    for language in ("en", "de"):
        check_cover_letter(text, CoverContext("Millers and Sons", "Senior Baker", "Ada Stone", language=language))
    assert time.process_time() - start < 5


@given(
    st.lists(PIECES, max_size=20).map(" ".join),
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map(" ".join)),
)
def test_a_difference_gives_both_texts_back(before: str, after: str) -> None:
    pieces = letter_diff(before, after)
    assert "".join(words for kind, words in pieces if kind != "add") == before
    assert "".join(words for kind, words in pieces if kind != "cut") == after


def test_a_rewritten_sentence_is_shown_whole_and_a_corrected_one_by_its_word() -> None:
    before = "I am writing to apply. We sold 40 rolls a day for a year."
    after = "Your bread brought me here. We sold 46 rolls a day for a year."
    assert letter_diff(before, after)[:2] == (
        ("cut", "I am writing to apply. "),
        ("add", "Your bread brought me here. "),
    )
    assert ("cut", "40") in letter_diff("We sold 40 rolls a day.", "We sold 46 rolls a day.")
