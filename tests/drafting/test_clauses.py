"""The clauses of every language: complete, well formed, and without a sentence that stands twice."""

import re
from collections import Counter
from pathlib import Path

import pytest

import rejection_tui
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.language import Form, Language
from rejection_tui.drafting import CONDITIONS, FIELDS, open_place, places_for
from rejection_tui.drafting.clauses import Voice, messages, voice
from rejection_tui.drafting.wording import fields_of

FOLDER = Path(rejection_tui.__file__).parent / "content" / "clauses"
#: One language for each file.
WRITTEN = [Language.EN_GB, Language.DE_DE, Language.FR, Language.ES_ES, Language.IT, Language.NL]
WRITTEN += [Language.PT_PT, Language.PT_BR, Language.TR]
languages = pytest.mark.parametrize("language", WRITTEN)
PARTS = {part.rstrip("?") for m in messages().values() for parts in m.paragraphs for part in parts} | {"subject"}
#: What is no sentence, or stands in a list of its own.
NO_SENTENCE = {"subject", "phone_listen", "phone_opening", "phone_thanks", "phone_ask"}


def _wordings(found: Voice) -> list[tuple[str, str]]:
    return [(clause.part, wording) for clause in found.clauses for words in clause.words.values() for wording in words]


def test_there_is_a_file_for_every_language_and_a_plan_for_every_kind() -> None:
    assert {f.name for f in FOLDER.glob("*.toml")} == {
        *(f"{code}.toml" for code in ("en", "de", "fr", "es", "it", "nl", "pt-PT", "pt-BR", "tr")),
        "messages.toml",
        "places.toml",
    }
    assert all(voice(language).clauses for language in Language)
    assert set(messages()) == set(DraftKind)


@languages
def test_every_part_has_words_and_every_name_is_known(language: Language) -> None:
    found = voice(language)
    assert {clause.part for clause in found.clauses} == PARTS
    for clause in found.clauses:
        assert {name.removeprefix("!") for name in clause.when} <= CONDITIONS, clause
        assert clause.kinds <= {kind.value for kind in DraftKind}, clause
        for form in (Form.FORMAL, Form.FAMILIAR):
            assert clause.wordings(form), clause
    for part, wording in _wordings(found):
        assert set(fields_of(wording)) <= FIELDS, wording
        assert not re.search(r"[\[\]<>]|\{(?!\w+\})", wording), wording
        assert part in NO_SENTENCE or re.search(r"[.?!…][\"”»’]?$", wording.strip()), (part, wording)


@languages
def test_no_sentence_of_more_than_six_words_stands_twice(language: Language) -> None:
    """Only the first question to the interviewed is the same after one interview and after several."""
    long = Counter(w for part, w in _wordings(voice(language)) if len(w.split()) > 6 and part != "phone_listen")
    asked = {w for c in voice(language).of("ask", DraftKind.FEEDBACK) for words in c.words.values() for w in words[:1]}
    assert not [wording for wording, times in long.items() if times > 1 and wording not in asked]


@languages
def test_a_required_part_can_always_be_said(language: Language) -> None:
    found = voice(language)
    for kind, message in messages().items():
        for part in message.required:
            plain = [c for c in found.of(part, kind) if c.when in ((), ("late",)) or part == "answer"]
            words = [w for c in plain for form in (Form.FORMAL, Form.FAMILIAR) for w in c.wordings(form)]
            assert any(not set(fields_of(w)) - {"win", "plan", "changed"} for w in words), (kind, part)


def test_every_open_place_is_written_in_every_language() -> None:
    for language in Language:
        offered = places_for(language, CONDITIONS, "")
        assert len(offered) >= 4
        for place in offered:
            assert set(place.when) <= CONDITIONS and open_place(place.text), place


@languages
def test_customs_are_complete(language: Language) -> None:
    found = voice(language)
    assert len(found.setting("names", "months", language, [])) == 12
    for section, names in {
        "names": ("post", "post_bare", "and", "day", "day_year", "month_year"),
        "closing": ("formal", "familiar"),
        "phone": ("opening", "ask", "listen", "thanks"),
        "reply_prefix": ("re",),
    }.items():
        assert all(found.setting(section, name, language) for name in names), section
