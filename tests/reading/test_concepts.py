"""Words become concepts that every language shares: phrases before words, longer before shorter, words before stems."""

import time
import tomllib
from collections.abc import Iterator

import pytest

from rejection_tui.content import read
from rejection_tui.reading import concepts as module
from rejection_tui.reading.concepts import beginnings_of, concept_of, concepts, lexicon
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.tokens import words_of

TABLE = {
    "REJECT": {"en": "turn down, declin*, not take*", "de": "Absage*, abgelehnt"},
    "NOT": {"en": "not"},
    "NOT_NOW": {"en": "not take* forward"},
    "JOB": {"en": "job, posit*", "de": "Stelle, Stellen"},
    "PLACE": {"en": "position"},
    "TURN": {"en": "turn"},
    "LONG": {"en": "positively"},
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace the shipped words by a few."""
    caches = (lexicon, concept_of, module._phrases_from)
    for one in caches:
        one.cache_clear()
    monkeypatch.setattr(module, "_table", lambda: TABLE)
    yield
    monkeypatch.undo()
    for one in caches:
        one.cache_clear()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("we turn you", ["TURN"]),
        ("we turn down", ["REJECT"]),
        ("not taken", ["REJECT"]),
        ("not taken forward", ["NOT_NOW"]),
        ("not at all", ["NOT"]),
        ("the position", ["PLACE"]),
        ("two positions", ["JOB"]),
        ("positively", ["LONG"]),
        ("declining the job", ["REJECT", "JOB"]),
        ("turn", ["TURN"]),
        ("nothing of all this", []),
        ("", []),
    ],
)
def test_phrases_go_before_words_and_words_before_stems(small: None, words: str, found: list[str]) -> None:
    assert concepts(words.split(), "en") == found


@pytest.mark.usefixtures("small")
def test_a_language_has_its_own_words() -> None:
    assert concepts(["absagen", "stelle"], "de") == ["REJECT", "JOB"]
    assert concepts(["absagen", "stelle"], "en") == [] == concepts(["job"], "xx")


# The shipped words


def in_concepts(sentence: str, language: str) -> list[str]:
    """Return the concepts of a sentence by the shipped words."""
    return concepts(words_of(fold_text(sentence), language), language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We regret to reject your application."),
        ("de", "Wir bedauern, Ihre Bewerbung abzulehnen."),
        ("fr", "Nous regrettons de refuser votre candidature."),
        ("es", "Lamentamos rechazar su candidatura."),
        ("pt", "Lamentamos recusar a sua candidatura."),
        ("it", "Ci dispiace, la Sua candidatura è stata respinta."),
        ("nl", "Het spijt ons dat wij uw sollicitatie afwijzen."),
        ("tr", "Üzgünüz, başvurunuz reddedildi."),
    ],
)
def test_a_refusal_is_the_same_in_every_language(language: str, sentence: str) -> None:
    found = in_concepts(sentence, language)
    assert "APPLICATION" in found and {"REGRET", "REJECT"} & set(found)


@pytest.mark.parametrize(
    ("with_umlauts", "without"),
    [("Rückmeldung", "Rueckmeldung"), ("Vorstellungsgespräch", "Vorstellungsgespraech"), ("für", "fuer")],
)
def test_german_is_read_without_umlauts_as_well(with_umlauts: str, without: str) -> None:
    assert in_concepts(with_umlauts, "de") == in_concepts(without, "de")


def test_every_concept_has_words_in_every_language_and_short_names() -> None:
    table = tomllib.loads(read("phrases/concepts.toml"))
    assert len(table) > 80
    assert [name for name in table if not name.replace("_", "").isalpha() or not name.isupper()] == []
    sparse = [name for name, words in table.items() if len(words) < 8]
    assert len(sparse) <= len(table) // 10, sparse


def test_beginnings_are_short_and_of_single_words() -> None:
    found = beginnings_of("INTERVIEW", 5)
    assert {"inter", "vorst"} <= found
    assert all(3 <= len(word) <= 5 and " " not in word for word in found)


def test_hostile_words_take_bounded_time() -> None:
    start = time.process_time()
    for words in (["a" * 8_000] * 20, ["not"] * 8_000, ["x" * n for n in range(200)]):
        concepts(words, "en")
    assert time.process_time() - start < 2.0
