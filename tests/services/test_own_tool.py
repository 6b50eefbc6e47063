"""What the user's own tool is told of the letter: one JSON object, bounded, and nothing where nothing is known."""

import json
from dataclasses import replace as changed
from pathlib import Path

import pytest

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.record import replace
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.own_tool import LETTER_VARIABLE, MAX_BYTES, letter_json, own_tool
from tests.world.clock import NOW
from tests.world.sample import northwind


def answered(context: AppContext, *facts: Fact) -> Draft:
    """File a rejection with these facts, and return a draft of its reply."""
    one = northwind(context)
    with context.store.transaction("Facts", NOW) as transaction:
        transaction.put(replace(one, facts=facts, language="de-AT"))
    return Draft("d", DraftKind.REPLY, "Danke", "Liebe Jane,", NOW, rejection=one.uid, language="de-CH")


def test_the_letter_is_told_in_json(context: AppContext) -> None:
    draft = answered(
        context,
        Fact(FactType.REASON, "skill", "zu wenig Erfahrung mit “Airflow”", 0.9),
        Fact(FactType.ASKS, "a time", "Wann passt es?", about="a call"),
    )
    assert json.loads(letter_json(context, draft)) == {
        "kind": "reply",
        "language": "de-CH",
        "company": "Northwind Ltd",
        "role": "Data Engineer",
        "stage": "interview",
        "facts": [
            {"type": "reason", "value": "skill", "quote": "zu wenig Erfahrung mit “Airflow”"},
            {"type": "asks", "value": "a time", "quote": "Wann passt es?", "about": "a call"},
        ],
    }
    assert json.loads(letter_json(context, replace(draft, language="")))["language"] == "de-AT"


def test_without_a_rejection_nothing_is_known(context: AppContext) -> None:
    said = json.loads(letter_json(context, Draft("d", DraftKind.VALUE, "", "Hello", NOW)))
    assert said == {"kind": "value", "language": "", "company": "", "role": "", "stage": "", "facts": []}


def test_it_is_bounded_and_fit_for_an_environment(context: AppContext) -> None:
    facts = (Fact(FactType.PRAISE, "ünïcode\n" * 200, "日本" * 900) for _ in range(40))
    said = letter_json(context, answered(context, *facts))
    assert len(said) <= MAX_BYTES and said.isascii() and "\0" not in said
    assert 0 < len(json.loads(said)["facts"]) < 40


def test_a_tool_that_is_not_set_says_what_to_write(context: AppContext) -> None:
    with pytest.raises(UsageError) as caught:
        own_tool(context, Draft("d", DraftKind.REPLY, "", "x", NOW))
    assert '[compose] and, below it, filter = "your command"' in caught.value.sentence
    assert str(context.config.file) in caught.value.sentence


def test_a_tool_that_is_set_gets_the_letter(context: AppContext, tmp_path: Path) -> None:
    context.config = changed(context.config, filter=f"printenv {LETTER_VARIABLE}")
    draft = answered(context)
    assert json.loads(own_tool(context, draft).run("x")) == json.loads(letter_json(context, draft))
