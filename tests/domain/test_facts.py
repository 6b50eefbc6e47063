"""What a letter says, told in plain sentences."""

import re

import pytest

from data import corpus
from rejection_tui.domain.facts import (
    ABOUT_THE_ANSWER,
    Fact,
    FactType,
    Via,
    month_words,
    of_use,
    of_use_first,
    says,
    sentence,
    told,
    value,
    values,
)
from rejection_tui.domain.record import replace

#: The values that have a sentence of their own, by type.
LISTED: dict[FactType, list[str]] = {
    FactType.REASON: ["skill", "experience", "technique", "not_you", "none"],
    FactType.FEEDBACK_OFFERED: ["call", "mail", "link", "given"],
    FactType.CLOSED: ["filled_internal", "filled", "frozen", "cancelled"],
    FactType.VIA: [via.value for via in Via],
    FactType.MET: [
        "phone", "video", "interview", "panel", "test", "task", "trial", "assessment_day", "presentation", "visit",
        "coffee",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in LISTED.items() for word in words])
def test_a_value_of_a_list_has_its_own_sentence(kind: FactType, word: str) -> None:
    told = sentence(Fact(kind, word))
    assert told != sentence(Fact(kind, "")) or word == Via.DIRECT
    assert "_" not in told and f": {word}" not in told


def test_every_labelled_fact_is_one_sentence() -> None:
    for facts in corpus.facts().values():
        for fact in facts:
            words = sentence(Fact(FactType(fact["type"]), fact["value"], fact["quote"]))
            assert re.fullmatch(r"[A-Z][^{}]*\.", words), words
            assert ".." not in words[-2:], words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Fact(FactType.FEEDBACK_OFFERED, "call"), "They offer feedback by phone."),
        (Fact(FactType.REAPPLY, "2026-09"), "Apply again from September 2026."),
        (Fact(FactType.REAPPLY), "They invite you to apply again."),
        (Fact(FactType.ON_FILE, "2027-03-01"), "They keep your documents until 1 March 2027."),
        (Fact(FactType.ASKS, "return the badge."), "They ask: return the badge."),
        (Fact(FactType.PERSON, "Ines, head of data"), "They mention Ines, head of data."),
        (Fact(FactType.PERSON, "Ines", "Ines"), "They mention Ines."),
        (
            Fact(FactType.PRAISE, "Your talk on the migration was very…", "Your talk on the migration was very clear."),
            "They praise something about you.",
        ),
        (Fact(FactType.ASKS, "return the badge and the keys by Friday please", "Keys!"), None),
        (Fact(FactType.TONE, "Sie"), "They address you as Sie."),
    ],
)
def test_how_it_is_told(fact: Fact, words: str | None) -> None:
    assert sentence(fact) == (words or f"They ask: {fact.value}.")


@pytest.mark.parametrize("text", ["", "soon", "2026", "2026-13", "2026-00", "in 2026-09", "{}", "2026-09-"])
def test_what_is_no_month_stays_as_it_is(text: str) -> None:
    assert month_words(text) == text


def test_look_ups() -> None:
    facts = (
        Fact(FactType.MET, "phone"),
        Fact(FactType.MET, "task"),
        Fact(FactType.MET, "phone"),
        Fact(FactType.TONE, "formal"),
    )
    assert values(facts, FactType.MET) == ("phone", "task") and value(facts, FactType.TONE) == "formal"
    assert says(facts, FactType.TONE) and not says(facts, FactType.SECOND) and value(facts, FactType.SECOND) == ""
    assert told(facts) == facts[:3]
    assert {f.type for f in told(Fact(kind) for kind in FactType)} == set(FactType) - ABOUT_THE_ANSWER


def test_what_is_of_use_leads() -> None:
    reason, praise = Fact(FactType.REASON, "skill"), Fact(FactType.PRAISE)
    asks, polite = Fact(FactType.ASKS, "a call", about="call"), Fact(FactType.ASKS, "do not reply", about="none")
    offered, again = Fact(FactType.FEEDBACK_OFFERED), Fact(FactType.REAPPLY, "2027-01")
    found = of_use_first((reason, polite, again, praise, offered, asks))
    assert found == (asks, offered, praise, again, reason, polite)
    assert [of_use(fact) for fact in found] == [True] * 4 + [False] * 2


def test_of_a_reason_and_none_only_the_surer_is_told() -> None:
    missed, none = Fact(FactType.REASON, "skill", sure=0.8), Fact(FactType.REASON, "none", sure=0.9)
    praise = Fact(FactType.PRAISE, "your talk")
    assert told([missed, praise, none]) == (praise, none)
    assert told([replace(missed, sure=0.9), none]) == (replace(missed, sure=0.9),)
    other = Fact(FactType.REASON, "experience", sure=0.85)
    assert told([missed, other]) == (missed, other)
