"""The learned checks: what they say of clear drafts in every language, and that they never flag the packaged ones."""

from dataclasses import replace
from time import process_time
from timeit import repeat

import pytest

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.language import Form, Language
from rejection_tui.domain.packed_table import pack
from rejection_tui.drafting import CheckContext, check, compose
from rejection_tui.drafting.address_form import language_in, leaves_form, leaves_language
from rejection_tui.drafting.draft_concepts import concepts, languages, words_of
from rejection_tui.drafting.draft_judge import NEEDS
from rejection_tui.drafting.pieces import pieces
from rejection_tui.drafting.sentence_scores import LABELS, draft_model, unpack
from rejection_tui.drafting.tone import _words

from .test_compose import situation

MET = frozenset({"interview", "phone", "task", "test", "trial", "visit"})
CONTEXT = CheckContext(company="Northwind", role="Analyst", recruiter_name="Jane Hart", my_name="Sam Reed", met=MET)


def warned(kind: DraftKind, body: str, context: CheckContext = CONTEXT) -> list[Finding]:
    return [f for f in check(kind, "Thank you", body, context) if f.severity is not Severity.GOOD]


def good(kind: DraftKind, body: str, context: CheckContext = CONTEXT) -> set[str]:
    return {f.rule for f in check(kind, "Thank you", body, context) if f.severity is Severity.GOOD}


GOOD = {
    "en": "Dear Jane,\n\nThank you for letting me know. I understand your decision. If another post comes up next "
    "year, I would be glad to hear of it.\n\nKind regards\nSam Reed",
    "de": "Guten Tag Frau Hart,\n\nvielen Dank für Ihre Nachricht. Ihre Entscheidung kann ich verstehen. Wenn wieder "
    "eine Stelle frei wird, freue ich mich über eine Nachricht.\n\nFreundliche Grüße\nSam Reed",
    "fr": "Bonjour Madame Hart,\n\nMerci de m'avoir répondu. Je comprends votre décision. Si un autre poste se libère, "
    "je serais heureux d'en être informé.\n\nCordialement\nSam Reed",
    "es": "Estimada señora Hart:\n\nGracias por su respuesta. Entiendo su decisión. Si surge otro puesto, me alegraría "
    "saberlo.\n\nUn cordial saludo\nSam Reed",
    "it": "Gentile signora Hart,\n\ngrazie della risposta. Capisco la vostra decisione. Se si libera un altro posto, "
    "mi farebbe piacere saperlo.\n\nCordiali saluti\nSam Reed",
    "nl": "Geachte mevrouw Hart,\n\nDank u wel voor uw bericht. Ik begrijp uw beslissing. Als er weer een plek "
    "vrijkomt, hoor ik het graag.\n\nMet vriendelijke groet\nSam Reed",
    "pt": "Cara senhora Hart,\n\nObrigado pela resposta. Compreendo a decisão. Se surgir outra vaga, gostaria de "
    "saber.\n\nCumprimentos\nSam Reed",
    "tr": "Sayın Jane Hart,\n\nYanıtınız için teşekkür ederim. Kararınızı anlıyorum. İleride başka bir pozisyon "
    "açılırsa haber almak isterim.\n\nSaygılarımla\nSam Reed",
}
every_language = pytest.mark.parametrize("language", sorted(GOOD))


@every_language
def test_a_good_reply_is_praised_in_every_language(language: str) -> None:
    context = replace(CONTEXT, language=language, form=Form.FORMAL)
    assert not warned(DraftKind.REPLY, GOOD[language], context)
    assert {"reply.thanks", "reply.acknowledges", "reply.door_ajar"} <= good(DraftKind.REPLY, GOOD[language], context)
    assert not warned(DraftKind.REPLY, GOOD[language])  # its language and form read from its words


BAD = {
    "en": "I expect a written explanation by Friday, you owe me that. Why was I not chosen? My wife cried all night.",
    "de": "Ich erwarte bis Freitag eine schriftliche Erklärung, das schulden Sie mir. Warum wurde ich nicht genommen? "
    "Ich widerspreche Ihrer falschen Entscheidung.",
    "fr": "J'exige une explication écrite avant vendredi, vous me la devez. Pourquoi n'ai-je pas été retenu ? "
    "Ma femme a pleuré toute la nuit.",
    "es": "Exijo una explicación por escrito antes del viernes, me la deben. ¿Por qué no me eligieron? "
    "Mi mujer lloró toda la noche.",
    "it": "Esigo una spiegazione per iscritto entro venerdì, me la dovete. Perché non sono stato scelto? "
    "Mia moglie ha pianto tutta la notte.",
    "nl": "Ik eis voor vrijdag een schriftelijke uitleg, die bent u mij schuldig. Waarom ben ik niet gekozen? "
    "Mijn vrouw heeft de hele nacht gehuild.",
    "pt": "Exijo uma explicação por escrito até sexta, devem-me isso. Por que não fui escolhido? "
    "A minha mulher chorou a noite toda.",
    "tr": "Cumaya kadar yazılı bir açıklama bekliyorum, bunu bana borçlusunuz. Neden seçilmedim? "
    "Eşim bütün gece ağladı.",
}


@every_language
def test_an_open_quarrel_is_named_in_every_language(language: str) -> None:
    opening, _, rest = GOOD[language].partition("\n\n")
    found = warned(DraftKind.REPLY, f"{opening}\n\n{BAD[language]} {rest}", replace(CONTEXT, language=language))
    assert any(f.rule.startswith("tone.") for f in found)
    assert all(f.message.endswith(".") and f.instead for f in found)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", [kind for kind in DraftKind if kind is not DraftKind.VALUE])
@pytest.mark.parametrize("form", [Form.FORMAL, Form.FAMILIAR])
def test_the_packaged_drafts_are_never_flagged(language: Language, kind: DraftKind, form: Form) -> None:
    facts = CheckContext(company="Northwind", my_name="Sam Reed", language=language.value, met=MET, feedback_given=True)
    for conditions in (("stage.application",), ("stage.interview", "met.any", "met.interview")):
        made = compose(situation(kind, *conditions, language=language, form=form))
        context = replace(facts, composed=frozenset(sentence.text for sentence in made.sentences))
        found = warned(kind, made.body, context)
        assert [(f.rule, f.words) for f in found if f.rule not in _COUNTED] == []


#: What is counted, not judged.
_COUNTED = frozenset({"linkedin.long", "reply.long", "field.placeholder"})


def test_a_claim_is_compared_with_what_has_happened() -> None:
    body = GOOD["en"].replace("I understand", "Thank you for showing me round the workshop. I understand")
    assert not warned(DraftKind.REPLY, body, replace(CONTEXT, met=None))
    assert not warned(DraftKind.REPLY, body)
    assert "fact.untrue" in {f.rule for f in warned(DraftKind.REPLY, body, replace(CONTEXT, met=frozenset()))}


def test_who_gives_no_feedback_is_not_asked() -> None:
    body = GOOD["en"].replace("If another", "Was my answer on budgets the weak point? If another")
    refused = replace(CONTEXT, feedback_refused=True)
    assert "feedback.refused" in {f.rule for f in warned(DraftKind.REPLY_AND_FEEDBACK, body, refused)}
    assert not warned(DraftKind.REPLY_AND_FEEDBACK, body)


def test_a_language_without_checks_is_said_to_have_none() -> None:
    found = check(DraftKind.REPLY, "", "Hej Jane,\n\ntack.", replace(CONTEXT, language="sv"))
    assert "tone.no_checks" in {f.rule for f in found if f.severity is Severity.GOOD}


@pytest.mark.parametrize(
    ("sentence", "language", "form", "leaves"),
    [
        ("Schön, dass du geschrieben hast.", "de", Form.FORMAL, True),
        ("Schön, dass Sie geschrieben haben.", "de", Form.FORMAL, False),
        ("Schön, dass Sie geschrieben haben.", "de", Form.FAMILIAR, True),
        ("Sie war nett.", "de", Form.FAMILIAR, False),
        ("N'hésite pas si tu as un essai.", "fr", Form.FORMAL, True),
        ("Le agradezco su tiempo, y gracias a ti.", "es", Form.FORMAL, False),
        ("Ik hoor het graag van jou.", "nl", Form.FORMAL, True),
        ("Anything goes.", "en", None, False),
    ],
)
def test_another_form_is_told_by_its_words(sentence: str, language: str, form: Form | None, leaves: bool) -> None:
    assert leaves_form(sentence, language, form) is leaves


@pytest.mark.parametrize(
    ("sentence", "language", "leaves"),
    [
        ("Je vous prie de bien vouloir garder mon dossier.", "en", True),
        ("Ich hätte wirklich gern mit euch gearbeitet.", "en", True),
        ("Thank you so much for all of this.", "it", True),
        ("Das Kick-off mit dem Team war gut.", "de", False),
        ("Best wishes, Sam", "de", False),
    ],
)
def test_another_language_is_told_by_its_small_words(sentence: str, language: str, leaves: bool) -> None:
    assert leaves_language(sentence, language) is leaves


@every_language
def test_a_language_is_read_from_the_words(language: str) -> None:
    assert language_in(GOOD[language]) == language


def test_ideas_are_shared_by_the_languages() -> None:
    assert languages() == set(GOOD)
    assert "FAMILY" in concepts(words_of("My wife asked."), "en")
    assert "FAMILY" in concepts(words_of("Eşim sordu."), "tr")
    assert concepts(words_of("Zebra."), "en") == []


def test_pieces_point_at_the_body() -> None:
    body = "Dear Dr. Hart,\n\nThank you. I met Mr. Shaw on\nMonday!\n\n- one\n- two\n\nKind regards,\nSam"
    found = pieces(body)
    assert [piece.text for piece in found][:3] == ["Dear Dr. Hart,", "Thank you.", "I met Mr. Shaw on Monday!"]
    assert all(" ".join(body[piece.start : piece.end].split()) == piece.text for piece in found)


def test_a_table_survives_packing_and_a_damaged_one_is_refused() -> None:
    head = {"labels": ["a", "b"], "scale": 0.5, "intercepts": [0.0, 1.0], "judge": [1.0]}
    data = pack(head, [3, 70_000], [[1, -2], [127, -127]])
    model = unpack(data)
    assert model.scores(frozenset({3, 9})) == {"a": 0.5, "b": 0.0}
    with pytest.raises(ValueError):
        unpack(data[:-3])


def test_every_label_has_its_words_and_every_need_an_act() -> None:
    assert draft_model().labels == LABELS
    assert set(_words()) == set(LABELS) - {"fault"}
    assert {act for groups in NEEDS.values() for group in groups for act in group} <= set(LABELS)


def test_a_draft_is_checked_while_one_types() -> None:
    draft_model()
    assert min(repeat(lambda: warned(DraftKind.REPLY, GOOD["en"]), timer=process_time, number=1, repeat=9)) < 0.03
