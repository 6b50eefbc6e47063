"""The live filter, and the one record a typed name stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.filter import Filter, find, find_by_words, folded, matches, shortest_names
from rejection_tui.domain.record import replace
from tests.world.records import records, rejection


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("   ", True),
        ("north", True),
        ("NORTHWIND", True),
        ("data north", True),
        ("engineer munchen", True),
        ("münchen", True),
        ("north south", False),
        ("nn", False),
        ("(m/f/d)", True),
        ("…", False),
        ("@", False),
        ("&", True),
    ],
)
def test_all_words_in_any_order(query: str, found: bool) -> None:
    assert matches(query, "Northwind & Sons", "Data Engineer (m/f/d)", "München") is found


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_field_finds_itself_and_more_words_find_less(fields: list[str]) -> None:
    for field in fields:
        assert matches(field.casefold(), *fields) or matches(field, *fields)
    if matches("a b", *fields):
        assert matches("b", *fields) and matches("b a", *fields)


ACME = rejection("a1b2c3d4" * 4, "Acme Ltd", 5, role="Analyst")
ACME_TOO = rejection("a1b2ffff" * 4, "Acme Ltd", 3, role="Data Engineer")
LABS = rejection("beefbeef" * 4, "Acme Labs", 3, role="Data Engineer")
CAFE = rejection("cafe0001" * 4, "Globex GmbH", 3, role="Barista")
ALL = records(ACME, ACME_TOO, LABS, CAFE)


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        (ACME.uid, ACME.uid),
        ("a1b2c", ACME.uid),
        ("A1B2F", ACME_TOO.uid),
        ("cafe000", CAFE.uid),
        ("cafe", CAFE.uid),
        ("c", CAFE.uid),
        ("glob", CAFE.uid),
        ("globex", CAFE.uid),
        ("Globex GmbH", CAFE.uid),
        ("acme labs", LABS.uid),
        ("acme an", ACME.uid),
        ("acme ltd data", ACME_TOO.uid),
        ("acme data engineer", ACME_TOO.uid),
        ("ACME  Data   Engineer", ACME_TOO.uid),
    ],
)
def test_a_unique_name_is_enough(name: str, uid: str) -> None:
    assert find(ALL, name).uid == uid


def test_several_are_listed() -> None:
    with pytest.raises(NotFound) as said:
        find(ALL, "acme")
    sentence = str(said.value)
    assert sentence.startswith("“acme” fits 2 rejections: ")
    assert "Acme Ltd, Analyst" in sentence and "Acme Ltd, Data Engineer" in sentence and "Labs" not in sentence
    with pytest.raises(NotFound, match="fits 2"):
        find(ALL, "a1b2")


def test_a_prefix_of_the_company_counts_before_one_of_an_id() -> None:
    name = rejection("f" * 32, "Cafeteria", 1)
    assert find(records(CAFE, name), "cafe") is name
    assert find(records(CAFE, name), "cafe000") is CAFE


def test_the_live_one_counts_before_the_archived() -> None:
    both = records(replace(ACME, archived=True), ACME_TOO)
    assert find(both, "acme") is both.rejections[ACME_TOO.uid]
    assert find(records(replace(ACME, archived=True)), "acme").archived


def test_what_is_near_is_named() -> None:
    with pytest.raises(NotFound, match=r"Close to it: .*Globex GmbH, Barista"):
        find(ALL, "barista")
    with pytest.raises(NotFound, match=r"^No rejection is called “zzz”\.$"):
        find(ALL, "zzz")


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_said(name: str) -> None:
    with pytest.raises(NotFound, match="Name a rejection"):
        find(ALL, name)


def test_long_lists_are_cut_with_a_word() -> None:
    many = records(*(rejection(f"{n:032x}", "Acme", n, role=f"Role {n}") for n in range(20)))
    with pytest.raises(NotFound, match="and 14 more"):
        find(many, "acme")


def test_hostile_names_are_shown_harmlessly() -> None:
    with pytest.raises(NotFound) as said:
        find(ALL, "\x1b]52;c;x\x07\u202eevil" + "x" * 500)
    assert "\x1b" not in str(said.value) and "\u202e" not in str(said.value) and len(str(said.value)) < 120


@given(st.text())
def test_any_name_is_found_or_said(name: str) -> None:
    try:
        assert find(ALL, name) in ALL.rejections.values()
    except NotFound as said:
        assert said.sentence.endswith(".")


def _found(query: str, *names: str, rest: dict[str, str] | None = None) -> list[str]:
    texts = rest or {}
    return Filter(query).of(names, folded, lambda name: folded(texts.get(name, "")))


def test_a_filter_keeps_the_order_of_what_it_finds_by_words() -> None:
    names = ("Tidewater Freight", "Northlight, Data Engineer", "Datadog, North")
    assert _found("north", *names) == ["Northlight, Data Engineer", "Datadog, North"]
    assert _found("data north", *names) == ["Northlight, Data Engineer", "Datadog, North"]
    assert _found("", *names) == list(names)


def test_a_filter_looks_into_longer_texts() -> None:
    rest = {"Acme": "We were looking for more Kubernetes, Zoë.", "Globex": "No."}
    assert _found("kubernetes zoe", "Acme", "Globex", rest=rest) == ["Acme"]
    assert _found("acme kubernetes", "Acme", "Globex", rest=rest) == ["Acme"]


def test_letters_in_their_order_are_enough_where_no_word_is_found() -> None:
    names = ("Nothing Right", "Northlight", "Acme")
    assert _found("nrthlght", *names) == ["Northlight", "Nothing Right"] or _found("nrthlght", *names) == ["Northlight"]
    assert _found("dateng", "Data Engineer", "Designer at Engels") == ["Data Engineer", "Designer at Engels"]
    assert _found("xq", "Xerox Quality") == [], "two letters apart say too little"
    assert _found("orthl", "Northlight") == ["Northlight"], "a part of a word is no loose match"
    assert _found("rthlgt", "Northlight") == [], "the first letter begins a word"


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("north", "Northlight & North", ["North", "North"]),
        ("zoe", "Zoë Hart", ["Zoë"]),
        ("strasse", "Lange Straße 3", ["Straße"]),
        ("nlt", "Northlight", ["N", "l", "t"]),
        ("zzz", "Northlight", []),
        ("", "Northlight", []),
        ("…", "Northlight …", []),
    ],
)
def test_what_matched_is_named_by_its_place(query: str, text: str, hits: list[str]) -> None:
    assert [text[start:end] for start, end in Filter(query).spans(text)] == hits


@given(st.text(max_size=30), st.text(max_size=80))
def test_places_stand_in_any_text(query: str, text: str) -> None:
    for start, end in Filter(query).spans(text):
        assert 0 <= start < end <= len(text)


def test_a_thousand_long_names_are_filtered_at_once() -> None:
    names = [folded("n" * 200 + f" {n}") for n in range(1000)]
    assert Filter("nnnnnnnnnz").of(names, str, lambda _: "") == []


def test_the_shortest_name_of_each_rejection_finds_it() -> None:
    one = replace(rejection(), uid="a1", company="Acme", role="Analyst")
    pool = [
        one,
        replace(one, uid="b2", role="Writer"),
        replace(one, uid="c3", company="Globex GmbH", role=""),
        replace(one, uid="d4", company="Globex", role="", archived=True),
        replace(one, uid="e5", company="Twin"),
        replace(one, uid="f6", company="Twin"),
        replace(one, uid="g7", company="…", role=""),
    ]
    these = records(*pool)
    found = {r.uid: name for r, name in shortest_names(these)}
    assert found == {
        "a1": "acme analyst", "b2": "acme writer", "c3": "globex gmbh", "d4": "", "e5": "", "f6": "", "g7": "",
    }  # fmt: skip
    assert all(find(these, name).uid == uid for uid, name in found.items() if name)


NAMED = {"beef" + "0" * 28: "Call the office", "cafe" + "0" * 28: "Call the agency", "0123abc" + "0" * 25: "Add a café"}


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("call the office", "beef"),
        ("agency", "cafe"),
        ("office call", "beef"),
        ("add", "0123"),
        ("cafe", "0123"),  # words go before a short beginning of an id
        ("cafe000", "cafe"),
        ("bee", "beef"),
        ("ADD-A-CAFÉ", "0123"),
    ],
)
def test_a_thing_is_named_by_its_words_or_the_start_of_its_id(typed: str, meant: str) -> None:
    assert find_by_words(NAMED, typed, lambda uid: (uid,), NAMED.__getitem__, "look there").startswith(meant)


@pytest.mark.parametrize(
    "typed, said", [("call", "fits 2: beef000 Call"), ("nobody", "is none; look there"), ("", "is none")]
)
def test_what_names_none_or_several_is_asked_back(typed: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        find_by_words(NAMED, typed, lambda uid: (uid,), NAMED.__getitem__, "look there")
