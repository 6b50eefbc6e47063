"""Composition: only what holds is said, each fact once, never the same twice, as the language lays out a letter."""

import pytest

from rejection_tui.domain.draft import DraftKind, Ground, Source
from rejection_tui.domain.language import Form, Language
from rejection_tui.domain.text import utf16_length
from rejection_tui.drafting import Composed, Known, Situation, compose
from rejection_tui.drafting.clauses import voice
from rejection_tui.drafting.names_said import date_words, elided, listed, said_post, said_role
from rejection_tui.drafting.topics import topic_in
from rejection_tui.drafting.wording import may_repeat, sentences, skeleton

LETTER = Ground(Source.LETTER, "a fact", "their words")
ROLE = {
    "en": "Staff Nurse", "de": "Bauleiterin", "fr": "vendeur", "es": "técnico", "it": "infermiere",
    "nl": "verpleegkundige", "pt": "enfermeiro", "tr": "muhasebe uzmanı",
}  # fmt: skip
every_language = pytest.mark.parametrize("language", list(Language))
every_kind = pytest.mark.parametrize("kind", list(DraftKind))
forms = pytest.mark.parametrize("form", list(Form))


def situation(
    kind: DraftKind = DraftKind.REPLY,
    *conditions: str,
    language: Language = Language.EN_GB,
    form: Form = Form.FORMAL,
    said: frozenset[str] = frozenset(),
    **fields: str,
) -> Situation:
    """Return a situation in which `conditions` hold, with company and role known, and `fields`."""
    role = ROLE[language.base]
    words = {
        "company": "Northwind",
        "role": role,
        "post": said_post(role, voice(language), language),
        "de_role": elided(role, voice(language), language),
        "month": "November",
        "me": "Sam Reed",
        "win": "the Airflow certificate",
        "plan": "a course by March",
        "changed": "two years of Airflow",
    } | fields
    known = {name: Known(text, Ground(Source.FILE, name)) for name, text in words.items() if text}
    return Situation(
        kind, language, form, "Dear Ms Hart", "Sam Reed", dict.fromkeys(conditions, (LETTER,)), known, said=said
    )


def made(*args: DraftKind | str, turn: int = 0, **more: object) -> Composed:
    """Return the draft composed in a `situation`."""
    return compose(situation(*args, **more), turn=turn)  # type: ignore[arg-type]


@every_language
@every_kind
@forms
def test_every_kind_is_a_whole_message_in_every_language_and_form(
    language: Language, kind: DraftKind, form: Form
) -> None:
    conditions = ("answer.time",) if kind is DraftKind.ANSWER else ()
    for turn in range(6):
        draft = made(kind, *conditions, language=language, form=form, turn=turn)
        assert draft.sentences and all(sentence.grounds for sentence in draft.sentences)
        assert not set("{}[]") & set(draft.body)
        assert "  " not in draft.body.replace("\n  ", "\n") and ".." not in draft.body.replace("…", "")
        if kind.spec.replies:
            assert 15 <= len(draft.body.split()) <= 120
        if kind is DraftKind.LINKEDIN:
            assert utf16_length(draft.body) <= 200 and "\n" not in draft.body


@every_language
def test_every_sentence_of_the_body_is_told_with_what_it_stands_on(language: Language) -> None:
    draft = made(DraftKind.REPLY, "met.interview", "met.any", "stage.interview", language=language)
    text = " ".join(draft.body.split())
    assert all(sentence.text[1:] in text for sentence in draft.sentences)
    grounds = {ground for sentence in draft.sentences for ground in sentence.grounds}
    assert LETTER in grounds


@every_language
@pytest.mark.parametrize("conditions", [("stage.application",), ("stage.interview", "met.interview", "met.any")])
def test_over_ten_drafts_no_long_sentence_repeats(language: Language, conditions: tuple[str, ...]) -> None:
    said: set[str] = set()
    for number in range(10):
        firm = f"Firm{number}"
        kind = (DraftKind.REPLY, DraftKind.FEEDBACK)[number % 2]
        draft = made(kind, *conditions, language=language, said=frozenset(said), company=firm)
        names = situation(company=firm, language=language).names
        new = {skeleton(s.text, names): s.text for s in draft.sentences}
        again = [text for found, text in new.items() if found in said and not may_repeat(text)]
        assert not again, f"draft {number}"
        said |= new.keys()


def test_a_fact_is_taken_up_once() -> None:
    draft = made(DraftKind.REPLY, "met.interview", "met.any", "stage.interview")
    speaking = [s for s in draft.sentences if LETTER in s.grounds]
    assert len(speaking) == 1


def test_what_does_not_hold_is_not_said() -> None:
    for turn in range(12):
        body = made(DraftKind.REPLY, "stage.application", turn=turn).body.casefold()
        assert not any(word in body for word in ("interview", "conversation", "talk", "meeting", "visit", "trial"))
        closed = made(DraftKind.REPLY, "closed.frozen", "closed.any", turn=turn).body.casefold()
        assert "other candidate" not in closed and "someone else" not in closed


def test_their_question_is_answered_and_their_date_kept() -> None:
    assert "yes" in made(DraftKind.REPLY, "asks.come_back", "stage.interview").body.casefold()
    again = made(DraftKind.REPLY, "reapply", "reapply.date", reapply_date="September").body
    assert "September" in again


def test_the_articles_own_question_is_the_first_for_the_interviewed() -> None:
    for stage in ("stage.interview", "stage.final"):
        body = made(DraftKind.FEEDBACK, "met.interview", "met.any", stage).body
        assert "one or two areas where another candidate's experience matched the role better" in body
    assert "matched" not in made(DraftKind.FEEDBACK, "stage.application").body


def test_a_short_letter_gets_a_short_answer() -> None:
    long = made(DraftKind.REPLY, "met.interview", "met.any", "praise", "reapply", "stage.interview")
    short = made(DraftKind.REPLY, "met.interview", "met.any", "praise", "reapply", "stage.interview", "short")
    assert len(short.sentences) < len(long.sentences)


def test_their_subject_is_answered_under_itself() -> None:
    from dataclasses import replace

    theirs = replace(situation(), their_subject="AW: Re: Your application, ref 12")
    assert compose(theirs).subject == "Re: Your application, ref 12"
    assert compose(replace(theirs, kind=DraftKind.VALUE)).subject != "Re: Your application, ref 12"


def test_layout_follows_the_language() -> None:
    german = made(language=Language.DE_DE).body.split("\n")
    assert german[0].endswith(",") and german[2][0].islower()
    swiss = made(language=Language.DE_CH).body
    assert not swiss.split("\n")[0].endswith(",") and "ß" not in swiss and swiss.split("\n")[2][0].isupper()
    assert made(language=Language.ES_ES).body.split("\n")[0].endswith(":")


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("Staff Nurse, Band 5, Ward 7", "Staff Nurse"),
        ("Pflegefachkraft (m/w/d)", "Pflegefachkraft"),
        ("Frontend-Entwickler:in", "Frontend-Entwickler:in"),
        ("Compliance Officer 80-100%", "Compliance Officer"),
        ("Data Engineer - Berlin", "Data Engineer"),
        ("the Librarian", "Librarian"),
        ("Vendeur H/F", "Vendeur"),
        ("Req #44213", "Req"),
        ("a job with very many words that nobody would say aloud", ""),
    ],
)
def test_a_job_is_named_as_people_say_it(role: str, said: str) -> None:
    assert said_role(role) == said


def test_words_for_posts_people_and_dates() -> None:
    english, french, spanish = voice(Language.EN_GB), voice(Language.FR), voice(Language.ES_ES)
    assert listed(["Dev", "Tom", "Ines"], english, Language.EN_GB) == "Dev, Tom and Ines"
    assert listed(["Marta", "Irene"], spanish, Language.ES_ES) == "Marta e Irene"
    assert listed(["Irene"], spanish, Language.ES_ES) == "Irene"
    assert said_post("Data Engineer", english, Language.EN_GB) == "the Data Engineer role"
    assert said_post("Lectureship in Modern History", english, Language.EN_GB) == "the Lectureship in Modern History"
    assert elided("infirmière", french, Language.FR) == "d'infirmière"
    assert elided("vendeur", french, Language.FR) == "de vendeur"
    assert date_words("2027-09", english, Language.EN_GB, 2026) == "September"
    assert date_words("2029-09", english, Language.EN_GB, 2026) == "September 2029"
    assert date_words("2027-09-01", english, Language.EN_GB, 2026) == "1 September"
    assert (
        date_words("autumn", english, Language.EN_GB, 2026)
        == date_words("2026-13", english, Language.EN_GB, 2026)
        == ""
    )


@pytest.mark.parametrize(
    ("quote", "language", "topic"),
    [
        ("They went with somebody who has run Databricks in production.", "en", "Databricks"),
        ("The ISO 13485 audits weighed heavily.", "en", "ISO 13485"),
        ("Wir brauchen jemanden mit SAP und Erfahrung", "de", "SAP"),
        ("Wir brauchen jemanden mit Erfahrung im Verkauf", "de", ""),
        ("We need Python and Rust people.", "en", ""),
        ("Northwind needs more experience.", "en", ""),
        ("Another person had more years.", "en", ""),
    ],
)
def test_the_topic_of_a_reason(quote: str, language: str, topic: str) -> None:
    assert topic_in(quote, language, ("Northwind",)) == topic


def test_sentences_and_their_skeletons() -> None:
    assert sentences("Dear Dr. Roth,\n\nThank you. I know. At 3 p.m. we met!\n\n- one\n- two") == (
        "Dear Dr. Roth,", "Thank you.", "I know.", "At 3 p.m. we met!", "- one", "- two",
    )  # fmt: skip
    assert sentences("A escolha é vossa, e respeito-a. Aceito.") == ("A escolha é vossa, e respeito-a.", "Aceito.")
    one = skeleton("I would still like to work at Acme one day.", ("Acme", "Clerk"))
    assert one == skeleton("I would still like to work at Globex Ltd one day.", ("Globex Ltd",))
    assert may_repeat("Thank you for telling me.") and not may_repeat("Thank you for telling me about this one.")
