"""Public mail takes part as numbers: what is written is read back, without words, places or rare features."""

import gzip
import json
from pathlib import Path

import pytest

from data import corpus, counts
from rejection_tui.reading.words import BUCKETS, take_apart

LETTERS: list[corpus.Row] = [
    {"id": "1", "label": "rejection", "subject": "No", "from": "a@b.example", "body": "We chose another candidate."},
    {"id": "2", "label": "newsletter", "subject": None, "from": None, "body": "Zyxwvut shoes. Zyxwvut hats."},
    {"id": "3", "label": "other", "subject": None, "from": None, "body": "Qwertzu shoes."},
]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the counts of three letters, with one letter as our own, and return the folder."""
    lines = "\n".join(json.dumps(row) for row in LETTERS)
    for name in counts.SETS:
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(counts, "FOLDER", tmp_path)
    monkeypatch.setattr(corpus, "letters", lambda: {"us": [LETTERS[0]]})
    counts.write(tmp_path)
    return tmp_path


def test_what_is_written_is_read_back(written: Path) -> None:
    found = counts.load(counts.SETS[0])
    assert [kind for kind, _ in found] == ["rejection", "alert", "other"]
    own, parts = take_apart(corpus.letter_of(LETTERS[0])), found[0][1]
    assert [s.features for s in parts.sentences] == [s.features for s in own.sentences]
    assert (parts.sender, parts.languages) == (own.sender, own.languages)
    assert [s.in_subject for s in parts.sentences] == [True, False]


def test_only_what_we_or_two_mails_have_is_kept(written: Path) -> None:
    one, two = (parts.features for _, parts in counts.load(counts.SETS[0])[1:])
    shoes, names = take_apart(corpus.letter_of(LETTERS[1])).features, take_apart(corpus.letter_of(LETTERS[2])).features
    assert one < shoes and two < names and one & two
    assert one - two <= take_apart(corpus.letter_of(LETTERS[0])).features


def test_no_words_are_in_the_file(written: Path) -> None:
    text = gzip.decompress((written / f"{counts.SETS[0]}.jsonl.gz").read_bytes()).decode()
    assert "candidate" not in text and "shoes" not in text and "example" not in text


@pytest.mark.parametrize("name", counts.SETS)
def test_the_sets_of_the_project_load(name: str) -> None:
    found = counts.load(name)
    assert found and {kind for kind, _ in found} <= set(corpus.KINDS)
    for _, parts in found[:50]:
        assert all(0 <= number < BUCKETS for number in parts.features)
        assert all((s.start, s.end) == (0, 0) for s in parts.sentences)
