"""The shipped model is what training gives of the letters, words and code of today, and what counts as a change."""

import ast

import pytest

from data import digest


def test_the_model_is_current() -> None:
    assert digest.recorded() == digest.current(), "letters, words or features have changed: run `make model`"


def test_all_that_is_learned_from_counts() -> None:
    modules = digest._modules()
    assert {
        "data.kinds",
        "data.counts",
        "data.corpus",
        "rejection_tui.reading.words",
        "rejection_tui.mail.parse",
    } < modules
    assert not {"data.measure", "data.train", "rejection_tui.reading.verdict", "rejection_tui.domain.facts"} & modules


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("x = 1", "x = 1  # a comment", True),
        ("def f():\n    '''Say.'''\n    return 1", "def f():\n\n    return  1", True),
        ("x = 1", "x = 2", False),
        ("x = f'{a}b'", "x = f'{a}c'", False),
        ("def f(a): pass", "def f(b): pass", False),
    ],
)
def test_comments_and_layout_do_not_count(one: str, two: str, same: bool) -> None:
    assert (digest._plain(ast.parse(one)) == digest._plain(ast.parse(two))) is same


def test_a_changed_letter_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest.current()
    monkeypatch.setattr(digest, "_labelled", lambda: iter([("letters/x.jsonl", b"{}")]))
    after = digest.current()
    assert after["data"] != before["data"] and after["code"] == before["code"] and after["words"] == before["words"]
