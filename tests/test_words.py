"""One thing has one word, in every sentence a person can see; and the words we do not use stay out."""

import tomllib
from pathlib import Path

import pytest

from tests import words

#: `allowed`: phrases that stay, with the reason; `not_yet`: files that still say what they should not, to shrink.
EXCEPTIONS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
ALLOWED = tuple(EXCEPTIONS["allowed"])
NOT_YET = frozenset(EXCEPTIONS["not_yet"])


def name(path: Path) -> str:
    return path.relative_to(words.ROOT).as_posix()


def test_every_sentence_uses_the_words_of_the_glossary() -> None:
    found = [line for path in words.files() if name(path) not in NOT_YET for line in words.unwanted_in(path, ALLOWED)]
    assert not found, "\n".join(found)


def test_a_file_that_is_clean_leaves_the_list() -> None:
    paths = {name(path): path for path in words.files()}
    assert not NOT_YET - set(paths), "no such files"
    assert not [one for one in sorted(NOT_YET) if not words.unwanted_in(paths[one], ALLOWED)], (
        "are clean: take them out"
    )


def test_every_exception_is_needed_and_has_its_reason() -> None:
    said = [sentence for path in words.files() for _, sentence in words.sentences(path)]
    for phrase, reason in EXCEPTIONS["allowed"].items():
        assert reason.endswith(".")
        assert any(phrase in sentence and [*words.found_in(sentence)] for sentence in said), phrase


def test_a_thing_is_told_once_and_never_by_a_word_it_bans() -> None:
    things = words.glossary()
    assert len({thing["word"] for thing in things}) == len(things)
    assert all({"word", "means", "not"} <= set(thing) <= {"word", "plural", "means", "not", "why"} for thing in things)
    assert not [found for t in things for key in ("word", "plural") for found in words.found_in(t.get(key, ""))]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"""A touch."""\nx = "touch"', []),
        ('raise Refused("No touch yet.")', ["No touch yet."]),
        ('x = f"{n} noes in {place}"', ["… noes in …"]),
        ('Command("contacts.touch", "t", "touch", "Log it.")', ["touch", "Log it."]),
        ('DEFAULT_CSS = "Touch { height: 1; }"\ny = re.compile("A touch")\nz: "Touch B" = 1', []),
    ],
)
def test_what_people_see_is_told_from_what_they_do_not(code: str, shown: list[str], tmp_path: Path) -> None:
    path = tmp_path / "shown.py"
    path.write_text(code, encoding="utf-8")
    assert [sentence for _, sentence in words.sentences(path)] == shown


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("4 of 6 noes came at the interview stage.", "rejection"),
        ("The date of the no lies in the future.", "rejection"),
        ("They no longer read it; there is no answer. They said no.", None),
        ("Log a touch.", "in touch"),
        ("You were last in touch in May.", None),
        ("2 later mails", "email"),
        ("Handed to your mail program; describe a mail account.", None),
        ("2 doors kept open", "outcome"),
        ("No words found that leave the door open.", None),
        ("There is no act of that name.", "command"),
    ],
)
def test_a_word_is_banned_by_its_meaning(sentence: str, instead: str | None) -> None:
    assert {word for _, word in words.found_in(sentence)} == ({instead} if instead else set())
