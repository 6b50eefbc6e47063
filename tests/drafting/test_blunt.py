"""Stock sentences are found in every language, and none of them in what labelled writers wrote without a fault."""

import pytest

from data.drafts_corpus import RULES, TONE, load, writers
from rejection_tui.domain.draft import DraftKind, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting import CheckContext, check
from rejection_tui.drafting.blunt import stock, stock_in

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "tr")
GREETED = {
    "en": (
        "Dear Jane,",
        "Thank you for telling me. I understand the decision. I would be glad to hear from you again.",
    ),
    "de": ("Hallo Jana,", "danke für die Nachricht. Ich verstehe die Entscheidung. Ich höre gern wieder von euch."),
    "fr": ("Bonjour Claire,", "Merci pour ta réponse. Je comprends la décision. J'aimerais avoir de tes nouvelles."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_stock(language: str) -> None:
    faults = {fault for _, fault in stock(language)}
    assert len(stock(language)) >= 150 and len(faults) == 13


@pytest.mark.parametrize("path", writers(), ids=lambda path: path.stem)
def test_nothing_written_without_a_fault_holds_a_stock_sentence(path: object) -> None:
    for draft in load([path]):  # type: ignore[list-item]
        for sentence in draft.sentences:
            if not sentence.labels & (RULES | TONE):
                folded = f" {fold(sentence.text)} "
                assert not [one for one, _ in stock(draft.language) if one in folded], sentence.text


@pytest.mark.parametrize(
    ("language", "sentence", "rule"),
    [
        ("en", "Please change your mind.", "tone.reconsider"),
        ("en", "Thanks for nothing.", "tone.sarcasm"),
        ("en", "I disagree with your decision.", "tone.arguing"),
        ("de", "Bitte überdenken Sie Ihre Entscheidung noch einmal.", "tone.reconsider"),
        ("fr", "Pourquoi n'ai-je pas été retenu ?", "tone.why"),
    ],
)
def test_a_stock_sentence_is_told_in_a_pleasant_draft(language: str, sentence: str, rule: str) -> None:
    greeting, rest = GREETED[language]
    found = check(DraftKind.REPLY, "", f"{greeting}\n\n{rest} {sentence}\n\nSam", CheckContext(language=language))
    assert rule in [f.rule for f in found if f.severity is Severity.WARN]
    assert not [f for f in check(DraftKind.REPLY, "", f"{greeting}\n\n{rest}\n\nSam", CheckContext(language=language))
                if f.severity is Severity.WARN]  # fmt: skip


def test_what_is_a_fault_in_one_kind_is_none_in_another() -> None:
    body = "Dear Jane,\n\nDo you have any feedback for me?\n\nSam"
    assert [fault for fault, _ in stock_in(DraftKind.FEEDBACK, body, "en")] == ["broad"]
    assert not list(stock_in(DraftKind.VALUE, body, "en"))
