"""Every cue is tested by its own example and counter-example, and none can be made to run for a long time."""

import time
import tomllib

import pytest

from rejection_tui.content import read
from rejection_tui.domain.letter import Letter, LetterKind, Verdict
from rejection_tui.reading.cues import LANGUAGES, Cue, available, cue_set
from rejection_tui.reading.detect import detect, find_cues
from rejection_tui.reading.folded import fold_text, sentences, with_capitals
from rejection_tui.reading.languages import languages

CUES = [cue for language in available() for cue in cue_set(language).cues]


@pytest.mark.parametrize("cue", CUES, ids=[cue.id for cue in CUES])
def test_a_cue_hears_its_example_and_not_its_counter_example(cue: Cue) -> None:
    for text, matches in ((cue.example, True), (cue.counter, False)):
        folded = sentences(text)
        assert bool(cue.pattern.search(with_capitals(text, folded) if cue.cased else folded)) is matches, text


def test_cues_are_well_formed() -> None:
    assert available() == LANGUAGES
    assert len({cue.id for cue in CUES}) == len(CUES) >= 200
    assert all(cue.kind in {kind.value for kind in LetterKind} and 0 < cue.weight <= 0.9 for cue in CUES)
    assert all(cue.weight <= 0.2 for cue in CUES if cue.family == "soft")
    assert all(
        {"rejection", "on_hold", "interview", "offer", "confirmation"} <= {c.kind for c in cue_set(x).cues}
        for x in LANGUAGES
    )


@pytest.mark.parametrize(
    "name", ["detect_context.toml", "extract_senders.toml", "extract_roles.toml", "extract_companies.toml"]
)
def test_data_files_parse(name: str) -> None:
    assert tomllib.loads(read(f"phrases/{name}"))


HOSTILE = [
    "not " * 8000,
    "position " * 4000,
    "we have chosen " * 2500,
    "a" * 40_000,
    "nicht wir " * 4000,
    "the the the " * 3000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_no_text_makes_detection_slow(text: str) -> None:
    start = time.process_time()
    detect(Letter("u", text, text[:400]))
    assert time.process_time() - start < 3.0


CONDITIONALS = [
    "If you have not been shortlisted we will not contact you about the post.",
    "Should you not be selected, your application will be kept.",
    "Please assume that you have not been successful for this vacancy.",
    "Candidates who are not selected will be told by email about the role.",
    "Falls wir Ihre Bewerbung nicht berücksichtigen können, melden wir uns.",
    "Si votre candidature n'est pas retenue, nous vous écrirons.",
    "Si tu candidatura no ha sido seleccionada, te avisaremos.",
    "Se a sua candidatura não for selecionada, avisaremos.",
    "Se la sua candidatura non sarà selezionata, la avviseremo.",
    "Mocht je niet geselecteerd zijn, dan hoor je het van ons.",
]


@pytest.mark.parametrize("text", CONDITIONALS)
def test_conditionals_count_nothing(text: str) -> None:
    judged = detect(Letter("u", f"{text}\n", "Application received"))
    assert judged.verdict is not Verdict.REJECTION
    matches = find_cues(sentences(text), languages(sentences(text)))
    loud = [hit for hit in matches if hit.cue.kind == "rejection" and not hit.masked]
    assert all(hit.cue.family in {"soft", "hint"} for hit in loud)


def test_evidence_points_into_subject_and_body() -> None:
    letter = Letter("u", "Dear Sam,\n\nİyi günler – we’ve hired someone else for the post.\n", "Your post “Nurse”")
    whole = f"{letter.subject}\n{letter.body}"
    judged = detect(letter)
    assert judged.verdict is Verdict.REJECTION and judged.evidence
    assert all(whole[e.start : e.end] == e.text for e in judged.evidence)
    assert "someone else" in judged.evidence[0].text


def test_soft_words_alone_never_decide() -> None:
    body = (
        "Dear Sam,\n\nUnfortunately it was a difficult decision after careful consideration. Sorry. We regret it. "
        "Thank you for your interest in the position. We wish you every success and will keep your CV on file.\n"
    )
    assert detect(Letter("u", body, "Your application")).verdict is not Verdict.REJECTION


def test_folding_keeps_every_position() -> None:
    text = "İstanbul’da ß „Größe“ – ﬁn ŒUVRE ĳ Ǆ\t\u00a0x"
    assert len(fold_text(text)) == len(text) == len(sentences(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for your interest in the position.", "en"),
        ("Vielen Dank für Ihre Bewerbung bei uns.", "de"),
        ("Nous vous remercions de votre candidature.", "fr"),
        ("Gracias por su interés en la vacante de la empresa.", "es"),
        ("Obrigado pelo seu interesse na vaga da empresa.", "pt"),
        ("Grazie per il suo interesse per la posizione.", "it"),
        ("Bedankt voor je sollicitatie bij ons bedrijf op de vacature.", "nl"),
        ("Başvurunuz için teşekkür ederiz, başarılar dileriz.", "tr"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert languages(sentences(text))[0] == language
