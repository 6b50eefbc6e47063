"""Every phrase finds its example and leaves its counter-example alone; every rule says what to write instead."""

import tomllib

import pytest

from rejection_tui import content
from rejection_tui.drafting import phrases
from rejection_tui.drafting.answers import theme_patterns

EVERY = (
    "bullet_lines",
    "bullet_lines_de",
    "cover_en",
    "cover_de",
    "feedback_arguing",
    "tone_blunt",
)
ALL = [pytest.param(file, p, id=f"{file}:{p.id}") for file in EVERY for p in phrases.phrases(file)]


@pytest.mark.parametrize(("file", "phrase"), ALL)
def test_example_is_found_and_counter_example_is_not(file: str, phrase: phrases.Phrase) -> None:
    assert phrase.id in [p.id for p, _ in phrases.hits(file, phrase.example)]
    assert phrase.id not in [p.id for p, _ in phrases.hits(file, phrase.counter)]


@pytest.mark.parametrize(("file", "phrase"), ALL)
def test_every_phrase_says_something(file: str, phrase: phrases.Phrase) -> None:
    assert phrase.message.endswith(".")
    assert phrase.instead
    assert phrase.rule.missing.endswith(".") if phrase.rule.want else not phrase.rule.missing


@pytest.mark.parametrize("file", EVERY)
def test_ids_are_unique_and_every_rule_has_a_phrase(file: str) -> None:
    ids = [p.id for p in phrases.phrases(file)]
    assert len(ids) == len(set(ids))
    assert set(tomllib.loads(content.read(f"phrases/{file}.toml"))["rule"]) == {
        p.rule.id for p in phrases.phrases(file)
    }


def test_typographic_apostrophes_are_heard() -> None:
    plain = [p.id for p, _ in phrases.hits("feedback_arguing", "I don't think that is fair, and I don't agree.")]
    assert plain == [
        p.id for p, _ in phrases.hits("feedback_arguing", "I don’t think that is fair, and I don’t agree.")
    ]


THEMES = tomllib.loads(content.read("phrases/feedback_themes.toml"))["theme"]


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t["name"])
def test_a_theme_hears_its_example_and_not_its_counter_example(theme: dict[str, str]) -> None:
    pattern = theme_patterns()[theme["name"]]
    assert pattern.search(theme["example"])
    assert not pattern.search(theme["counter"])
